// Programs that speak Google Benchmark's language: ours, a rival each, and PyTorch's script. Each is pinned to as many
// cores as the row has threads, told so in the words of its library, and given PATIENCE seconds.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as cores from './cores.mjs';

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
const triplet = { x64: 'x86_64', arm64: 'aarch64' }[process.arch];
const openmpBlas = `/usr/lib/${triplet}-linux-gnu/openblas-openmp`;
export const pytorchEnv = existsSync(openmpBlas)
  ? { LD_LIBRARY_PATH: [openmpBlas, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') }
  : {};

// How GNU's OpenMP, which all rivals but Eigen have, waits between loops. It spins 30 times as long by default, which makes
// none of them quicker here (medians of 2 rounds, 2 cores of a Xeon; 10,000, the default, OMP_WAIT_POLICY=active: expert
// on oneDNN 0.196, 0.194, 0.194 s an epoch, on OpenBLAS 0.236, 0.243, 0.244, PyTorch 0.349, 0.346, 0.338; OpenBLAS at
// 256x256x784 249, 242, 245 GFLOP/s, oneDNN 354, 335, 330), and PyTorch 10 times slower where a core has other work.
const SPINS = 10_000;
export const waits =
  `Between loops GNU's OpenMP (all rivals but Eigen) spins ${SPINS.toLocaleString('en')} times before it sleeps, ` +
  "LLVM's (weft, Eigen) 200 ms, its default.";

const PATIENCE = 90; // a program takes 10 for the longest group of rows, on two cores
export class NoAnswer extends Error {}

/** Runs a command on `threads` cores. @returns {{ stdout: string }} or throws what went wrong */
export function pinned(command, threads, { patience = PATIENCE, ...options } = {}) {
  const [program, ...args] = cores.pinned(threads, command);
  const env = {
    ...process.env,
    OMP_NUM_THREADS: threads,
    OMP_PROC_BIND: 'true',
    OMP_PLACES: 'cores',
    OMP_DYNAMIC: 'false',
    GOMP_SPINCOUNT: SPINS,
    OPENBLAS_NUM_THREADS: threads,
    BLIS_NUM_THREADS: threads,
    ...options.env,
  };
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 1000 * patience,
    killSignal: 'SIGKILL',
    ...options,
    env,
  });
  if (result.error?.code === 'ETIMEDOUT') throw new NoAnswer(`no answer within ${patience} s`);
  if (result.error) throw new Error(`${command[0]}: ${result.error.message}`);
  if (result.status !== 0) {
    const why = result.stderr.trim().split('\n').at(-1) || 'no word on standard error';
    throw new Error(
      `${command.at(-1).startsWith('-') ? command[0] : command.join(' ')}: status ${result.status ?? result.signal}, ${why}`,
    );
  }
  return result;
}

let lacksPytorch;
function whyNoPytorch() {
  const env = { ...process.env, ...pytorchEnv };
  const { status, stderr } = spawnSync(python, [`${root}bench/rivals/pytorch_blas.py`], {
    env,
    encoding: 'utf8',
  });
  if (status === 0) return '';
  return stderr?.trim().split('\n').at(-1) || `not installed: no ${python}`;
}

/** Why a contender cannot run here, or undefined. */
export function missing(name) {
  const [program] = table[name].command;
  if (name === 'pytorch') return (lacksPytorch ??= whyNoPytorch()) || undefined;
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
