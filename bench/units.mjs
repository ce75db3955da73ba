// What a row's figure is, by its name: a unit, and the number out of Google Benchmark's entry.

const kinds = [
  [/^(gemm|machine\/peak)\b/, 'GFLOP/s', (entry) => entry['GFLOP/s']],
  [/^machine\/triad|^[a-z_]+\/10000000\b/, 'GB/s', (entry) => entry.bytes_per_second * 1e-9],
  [/^[a-z_]+\/(1000|100000)(\/|$)/, 'ns/element', (entry) => 1e9 / entry.items_per_second],
  [/^(matmul|small|machine\/region)\//, 'ns', (entry) => entry.ns],
  [/^loader\//, 's', (entry) => entry.ns * 1e-9],
  [/(?:)/, 'us', (entry) => entry.ns * 1e-3],
];

const kind = (row) => kinds.find(([pattern]) => pattern.test(row));
export const unit = (row) => kind(row)[1];
export const figure = (row, entry) => kind(row)[2](entry);

/** As a row says, and 1 where it says nothing. */
export const threads = (row) => Number(/\/threads:(\d+)$/.exec(row)?.[1] ?? 1);
