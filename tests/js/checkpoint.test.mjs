// What a session saves, it goes on from to the same bits: in another session, after terminate(), and
// after its worker has crashed. What does not fit is refused and changes nothing.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { probe } from '../../wasm/src/detect.js';
import { compile } from '../../wasm/src/load_node.js';
import { createSessionWith } from '../../wasm/src/open_session.js';
import { decodeSafetensors, encodeSafetensors } from '../../wasm/src/safetensors.js';
import { TIMEOUT, collect, createSession, mlp, withSession } from './support.mjs';

const data = { synthetic: { train: 6000, test: 200 } };
const options = { data, batchSize: 8, seed: 5 };

/** @typedef {import('../../wasm/index.js').Session} Session */

/** The tensors without how long things took. @param {Uint8Array} file */
function stateOf(file) {
  const { tensors } = decodeSafetensors('test', file);
  /** @type {Record<string, number[] | Uint8Array>} */
  const state = {};
  for (const { name, bytes } of tensors) {
    const numbers = () => [...new Float64Array(bytes.slice().buffer)];
    if (name === 'trainer.position') state[name] = numbers().slice(0, 7);
    else if (name === 'trainer.results') state[name] = numbers().filter((_, i) => i % 5 !== 4);
    else state[name] = bytes;
  }
  return state;
}

/** @param {Uint8Array} file */
const namesOf = (file) => decodeSafetensors('test', file).tensors.map(({ name }) => name);

/** @param {import('../../wasm/index.js').Progress[]} events */
const pointsOf = (events) => events.flatMap(({ points }) => points);

/** Trains and stops within an epoch. @param {Session} session */
async function trainSome(session) {
  for await (const { batch, batches } of session.fit({ epochs: 50 })) if (batch < batches) break;
}

test(
  'a run that is saved within an epoch goes on elsewhere to the same bits',
  { timeout: TIMEOUT },
  async () => {
    // Dropout draws in every batch, Adam remembers, the schedule counts epochs.
    /** @type {Partial<import('../../wasm/index.js').SessionOptions>} */
    const same = {
      ...options,
      model: [...mlp().slice(0, 3), { type: 'dropout', p: 0.3 }, ...mlp().slice(3)],
      optimizer: 'adam',
      schedule: { type: 'exponential', gamma: 0.5 },
    };
    const file = await withSession(same, async (session) => {
      await trainSome(session);
      return session.save();
    });
    const continued = await withSession({ ...same, seed: 77, checkpoint: file }, async (session) => {
      const place = await session.load(file);
      const events = await collect(session.fit({ epochs: 1 }));
      return { place, events, file: await session.save() };
    });
    const { epochs } = continued.place;
    const whole = await withSession(same, async (session) => ({
      events: await collect(session.fit({ epochs: epochs + 1 })),
      file: await session.save(),
    }));
    assert.deepEqual(stateOf(continued.file), stateOf(whole.file));
    assert.equal(continued.events.at(-1)?.result?.epoch, epochs + 1);
    const points = pointsOf(continued.events);
    assert.ok(points.length > 0);
    assert.deepEqual(points, pointsOf(whole.events).slice(-points.length));
  },
);

test(
  'files have the names of nn.Sequential, the options, and weights alone when asked',
  { timeout: TIMEOUT },
  async () => {
    await withSession({ ...options, data: { synthetic: { train: 16, test: 8 } } }, async (session) => {
      const layers = ['1.weight', '1.bias', '3.weight', '3.bias'];
      assert.deepEqual(namesOf(await session.save({ weightsOnly: true })), layers);
      await collect(session.fit({ epochs: 1 }));
      const file = await session.save();
      const rest = [
        'board.train_loss',
        'board.val_loss',
        'board.val_acc',
        'trainer.position',
        'trainer.results',
      ];
      assert.deepEqual(namesOf(file), [...layers, 'trainer.lr', ...rest, 'generator']);
      const { metadata, tensors } = decodeSafetensors('test', file);
      assert.equal(metadata.weft, session.info.version);
      assert.deepEqual(JSON.parse(metadata.model), mlp());
      assert.deepEqual(JSON.parse(metadata.optimizer), { type: 'sgd' });
      assert.deepEqual(tensors[0].shape, [16, 784]);
      await assert.rejects(session.save(/** @type {any} */ ({ weights: true })), {
        message: "save: there is no option 'weights', only: weightsOnly, metadata",
      });
    });
  },
);

test('texts of one’s own go into the file, beside the session’s', { timeout: TIMEOUT }, async () => {
  await withSession(options, async (session) => {
    const metadata = { name: 'mine “1”', weft: 'another' };
    for (const weightsOnly of [true, false]) {
      const { metadata: kept } = decodeSafetensors('test', await session.save({ weightsOnly, metadata }));
      assert.deepEqual([kept.name, kept.weft], ['mine “1”', session.info.version]);
    }
    await assert.rejects(session.save({ metadata: /** @type {any} */ ({ epochs: 3 }) }), {
      message: 'save: metadata.epochs must be a text, got 3',
    });
    await assert.rejects(session.save({ metadata: /** @type {any} */ ('mine') }), {
      message: "save: metadata must be an object of texts, got 'mine'",
    });
  });
});

test('weights alone begin a new run, from any bytes or address', { timeout: TIMEOUT }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weft-checkpoint-'));
  try {
    const range = /** @type {const} */ ({ split: 'test', count: 20 });
    const { weights, prediction } = await withSession(options, async (session) => {
      await trainSome(session);
      return {
        weights: await session.save({ weightsOnly: true }),
        prediction: await session.predict(range),
      };
    });
    const path = join(folder, 'weights.safetensors');
    await writeFile(path, weights);
    for (const checkpoint of [weights, new Blob([weights]), path]) {
      await withSession({ ...options, seed: 6, checkpoint }, async (session) => {
        assert.deepEqual(await session.predict(range), prediction);
        const [first] = await collect(session.fit({ epochs: 1 }));
        assert.equal(first.epoch, 1);
        assert.deepEqual(await session.load(checkpoint), { epochs: 0, batch: 0 });
        assert.deepEqual(await session.predict(range), prediction);
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a file that does not fit is refused by name and changes nothing', { timeout: TIMEOUT }, async () => {
  const wide = await withSession({ ...options, model: mlp(17) }, (session) => session.save());
  await withSession(options, async (session) => {
    await trainSome(session);
    const before = await session.save();
    /** @param {any} file @param {string | RegExp} message */
    const refuses = async (file, message) => {
      await assert.rejects(session.load(file), { message });
      assert.deepEqual(stateOf(await session.save()), stateOf(before));
    };
    /** @param {(file: import('../../wasm/src/safetensors.js').File) => void} change */
    const changed = (change) => {
      const file = decodeSafetensors('test', before);
      change(file);
      return encodeSafetensors(file);
    };
    const { tensors } = decodeSafetensors('test', before);
    await refuses(wide, 'load_state_dict: net.1.weight must have shape (16, 784), got (17, 784)');
    await refuses(
      encodeSafetensors({ tensors: tensors.slice(0, 3), metadata: {} }),
      'load_state_dict: the names must be those of the module, got none for [net.3.bias] and unexpected []',
    );
    await refuses(
      changed(({ tensors }) => (tensors[1].name = 'fc.bias')),
      'Trainer: load_state_dict: there is no state of the name fc.bias',
    );
    await refuses(
      changed(({ metadata }) => (metadata.optimizer = '{"type":"adam"}')),
      'checkpoint: was trained with optimizer adam, this session has sgd; a file of save({ weightsOnly: true }) suits any',
    );
    await refuses(
      before.subarray(0, 1000),
      /^checkpoint: the data must end|^checkpoint: tensor '.*' data_offsets|^checkpoint: /,
    );
    await refuses(
      new Uint8Array(),
      'load: checkpoint has no bytes; was its buffer handed over to a worker before?',
    );
    await refuses([1], /^load: checkpoint must be a Blob, an ArrayBuffer, .*, got an array$/);

    const training = session.fit({ epochs: 1 });
    await assert.rejects(session.load(before), {
      message: 'load: a training is under way, it must end first',
    });
    await session.save(); // that may be at any time
    await training.return?.();
    await session.load(before);
    assert.deepEqual(stateOf(await session.save()), stateOf(before));
  });
  await assert.rejects(createSession({ model: mlp(), threads: 1, ...options, checkpoint: wide }), {
    message: 'load_state_dict: net.1.weight must have shape (16, 784), got (17, 784)',
  });
});

test('restart goes on from the last checkpoint after terminate()', { timeout: TIMEOUT }, async () => {
  const { place, file } = await withSession(options, async (session) => {
    assert.deepEqual(await session.restart(), { epochs: 0, batch: 0 });
    await collect(session.fit({ epochs: 1 }));
    await trainSome(session); // what is not of whole epochs is lost
    session.terminate();
    await assert.rejects(session.evaluate(), { message: 'session: it has been terminated' });
    const place = await session.restart();
    await collect(session.fit({ epochs: 1 }));
    return { place, file: await session.save() };
  });
  assert.ok(place.epochs >= 1 && place.batch === 0);
  await withSession(options, async (session) => {
    await collect(session.fit({ epochs: place.epochs + 1 }));
    assert.deepEqual(stateOf(file), stateOf(await session.save()));
  });
  await withSession({ ...options, checkpoints: false }, async (session) => {
    await collect(session.fit({ epochs: 1 }));
    assert.deepEqual(await session.restart(), { epochs: 0, batch: 0 });
  });
});

test('terminate() while restart() is under way is the last word', { timeout: TIMEOUT }, async () => {
  await withSession(options, async (session) => {
    const restarted = session.restart();
    session.terminate();
    const message = 'session: it has been terminated';
    await assert.rejects(restarted, { message });
    await assert.rejects(session.evaluate(), { message });
    assert.deepEqual(await session.restart(), { epochs: 0, batch: 0 });
    assert.ok((await session.evaluate()).valLoss > 0);
  });
});

test('a crash is said with its cure, and restart is it', { timeout: TIMEOUT }, async () => {
  /** @type {Worker[]} */
  const workers = [];
  const features = () => ({ ...probe(), cores: 1, noThreads: '', place: 'Node', relaxedHint: '' });
  const startWorker = async () => {
    const worker = new Worker(new URL('../../wasm/src/worker_node.js', import.meta.url));
    workers.push(worker);
    return {
      post: (/** @type {unknown} */ message) => worker.postMessage(message),
      listen(/** @type {any} */ onMessage, /** @type {any} */ onCrash) {
        worker.on('message', onMessage);
        worker.on('exit', (code) => onCrash(`it ended with code ${code}`));
      },
      keep() {},
      end: () => void worker.terminate(),
    };
  };
  const session = await createSessionWith(
    { features, startWorker, compile },
    { model: mlp(), threads: 1, ...options },
  );
  try {
    await collect(session.fit({ epochs: 1 }));
    const message =
      'session: its worker crashed: it ended with code 1; session.restart() goes on from the last checkpoint';
    const training = collect(session.fit({ epochs: 9 }));
    void workers[0].terminate();
    await assert.rejects(training, { message });
    await assert.rejects(session.evaluate(), { message });
    const [place, same] = await Promise.all([session.restart(), session.restart()]);
    assert.equal(place, same);
    assert.ok(place.epochs >= 1);
    assert.equal(workers.length, 2);
    const events = await collect(session.fit({ epochs: 1 }));
    assert.equal(events.at(-1)?.result?.epoch, place.epochs + 1);
  } finally {
    session.terminate();
  }
});

test(
  'a file of long ago loads, and predicts what PyTorch predicts with its weights',
  { timeout: TIMEOUT },
  async () => {
    const golden = new URL('../golden/', import.meta.url);
    const [{ x, y }] = JSON.parse(await readFile(new URL('checkpoint.json', golden), 'utf8')).cases;
    /** @type {import('../../wasm/index.js').SessionOptions} */
    const same = {
      model: [{ type: 'linear', units: 4 }, { type: 'relu' }, { type: 'linear', units: 2 }],
      data: { x: new Float32Array(36), y: new Int32Array(12).fill(1), shape: [3] },
      optimizer: 'adam',
      batchSize: 4,
    };
    await withSession({ ...same, checkpoint: new URL('checkpoint.safetensors', golden) }, async (session) => {
      const { probabilities } = await session.predict(Float32Array.from(x));
      for (let i = 0; i < y.length; i += 2) {
        const expected = 1 / (1 + Math.exp(y[i + 1] - y[i]));
        assert.ok(Math.abs(Number(probabilities?.[i]) - expected) < 1e-6);
      }
      const [first] = await collect(session.fit({ epochs: 1 }));
      assert.equal(first.epoch, 21);
    });
  },
);
