// PyTorch's runs with seed 0 (golden/fashion_mnist.json) and how closely a run of ours must follow them.
// PyTorch differs from itself on 1 and 2 threads by 5e-5 in the MLP's training loss, and by up to 0.007 in
// its validation loss at epoch 10: the gaps grow with the epochs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const golden = JSON.parse(readFileSync(new URL('golden/fashion_mnist.json', import.meta.url), 'utf8'));
const [mlp, softmax] = golden.runs;

// Of each epoch, counting from 0: how far a value may be from PyTorch's.
const tolerances = {
  mlp: { train_loss: () => 5e-4, val_loss: (want, i) => (i < 3 ? 1e-3 : 0.03 * want), val_acc: () => 0.01 },
  softmax: { train_loss: () => 1e-4, val_loss: () => 1e-4, val_acc: () => 0.001 },
};

/** `epochs` as [{train_loss, val_loss, val_acc}], all ten of them; `model` is 'mlp' or 'softmax'. */
export function assertFollowsPyTorch(model, epochs) {
  const expected = { mlp, softmax }[model];
  assert.equal(epochs.length, expected.train_loss.length, `${model}: epochs`);
  for (const [key, tolerance] of Object.entries(tolerances[model])) {
    epochs.forEach((got, i) => {
      const want = expected[key][i];
      const most = tolerance(want, i);
      const close = Math.abs(got[key] - want) <= most + 1e-9;
      assert.ok(close, `${model}, epoch ${i + 1}: ${key} must be within ${most} of ${want}, got ${got[key]}`);
    });
  }
}
