// Writes checkpoint.safetensors beside this script: what a session saves within an epoch. The file is
// kept as it was written once; record.py reads it as PyTorch would, and tests load it natively.
import { writeFileSync } from 'node:fs';
import { createSession } from '../../wasm/src/node.js';

const count = 12;
const x = Float32Array.from({ length: 3 * count }, (_, i) => ((i * 7) % 11) / 5 - 1);
const y = Int32Array.from({ length: count }, (_, i) => Number(x[3 * i] > x[3 * i + 1]));
const session = await createSession({
  model: [{ type: 'linear', units: 4 }, { type: 'relu' }, { type: 'linear', units: 2 }],
  data: { x, y, shape: [3] },
  optimizer: { type: 'adam', lr: 0.01 },
  batchSize: 4,
  seed: 1,
  variant: 'simd',
});
for await (const _ of session.fit({ epochs: 20 }));
writeFileSync(new URL('checkpoint.safetensors', import.meta.url), await session.save());
session.terminate();
