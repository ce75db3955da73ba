// Programs that speak Google Benchmark's language: ours, a rival each, and PyTorch's script. Each is pinned to as many
// cores as the row has threads, and told so in the words of its library.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));
const built = `${root}build/native/bench`;
export const python = '/usr/bin/python3';

const ranges = '(exp|tanh|sigmoid|relu|add|add_row|sum)(_fresh)?|softmax|cross_entropy_grad';
const rival = (name, rows) => ({ command: [`${built}/rivals/bench_rival_${name}`], rows });

/** What runs, and which rows it has a figure for. Rivals of whole programs are in process.mjs. */
const table = {
  weft: { command: [`${built}/weft_bench`], rows: /(?:)/ },
  openblas: rival('openblas', /^gemm\//),
  blis: rival('blis', /^gemm\//),
  onednn: rival('onednn', /^gemm\//),
  onednn_matmul: rival('onednn_matmul', /^gemm\//),
  eigen: rival('eigen', new RegExp(`^(gemm|${ranges})/`)),
  libtorch: rival('libtorch', /^small\//),
  pytorch: {
    command: [python, `${root}bench/rivals/pytorch_rows.py`],
    rows: new RegExp(`^(small|${ranges})/`),
  },
};
export const benchmarkNames = Object.keys(table);
export const covers = (name, row) => table[name].rows.test(row);

// Debian's PyTorch takes any BLAS, and is 20 times slower with OpenBLAS on threads of its own.
const openmpBlas = '/usr/lib/x86_64-linux-gnu/openblas-openmp';
export const pytorchEnv = existsSync(openmpBlas)
  ? { LD_LIBRARY_PATH: [openmpBlas, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') }
  : {};

const hasTaskset = spawnSync('taskset', ['-V']).status === 0;

/** Runs a command on the first `threads` cores. @returns {{ stdout: string }} or throws what went wrong */
export function pinned(command, threads, options = {}) {
  const [program, ...args] = hasTaskset ? ['taskset', '-c', `0-${threads - 1}`, ...command] : command;
  const env = {
    ...process.env,
    OMP_NUM_THREADS: threads,
    OMP_PROC_BIND: 'true',
    OMP_PLACES: 'cores',
    OMP_DYNAMIC: 'false',
    OPENBLAS_NUM_THREADS: threads,
    BLIS_NUM_THREADS: threads,
    ...options.env,
  };
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300_000,
    ...options,
    env,
  });
  if (result.error) throw new Error(`${command[0]}: ${result.error.message}`);
  if (result.status !== 0) {
    const why = result.stderr.trim().split('\n').at(-1) || 'no word on standard error';
    throw new Error(
      `${command.at(-1).startsWith('-') ? command[0] : command.join(' ')}: status ${result.status ?? result.signal}, ${why}`,
    );
  }
  return result;
}

/** Why a contender cannot run here, or undefined. */
export function missing(name) {
  const [program] = table[name].command;
  if (name === 'pytorch') {
    const { status } = spawnSync(python, ['-c', 'import torch']);
    return status === 0 ? undefined : `not installed: ${python} has no module torch`;
  }
  const note = `${built}/rivals/${name}.missing`;
  if (existsSync(note)) return `not built: ${readFileSync(note, 'utf8').trim()}`;
  return existsSync(program) ? undefined : `not built: no ${program.slice(root.length)}`;
}

const plain = (name) => name.replace(/\/real_time$/, '');

/** The names of a contender's rows. */
export const list = (name) =>
  pinned([...table[name].command, '--benchmark_list_tests=true'], 1)
    .stdout.split('\n')
    .filter(Boolean)
    .map(plain);

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Runs rows of a contender, at least `seconds` each.
 * @returns {{ context: object, rows: object[] }} Google Benchmark's JSON, names without its endings, times in ns
 */
export function measure(name, rows, threads, seconds) {
  const filter = `--benchmark_filter=^(${rows.map(escaped).join('|')})(/real_time)?$`;
  const args = [filter, `--benchmark_min_time=${seconds}`, '--benchmark_format=json'];
  const env = name.endsWith('torch') ? pytorchEnv : {};
  const { context, benchmarks } = JSON.parse(
    pinned([...table[name].command, ...args], threads, { env }).stdout,
  );
  const inNs = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 };
  return {
    context,
    rows: benchmarks.map((b) => ({ ...b, name: plain(b.name), ns: b.real_time * inNs[b.time_unit] })),
  };
}
