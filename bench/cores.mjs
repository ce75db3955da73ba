// The processors that contenders are pinned to: those that this process may use, one of each core before its siblings, so
// that two threads are two cores wherever there are two.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** @param {string} text '0-2,8' @returns {number[]} [0, 1, 2, 8] */
export const listed = (text) =>
  text
    .trim()
    .split(',')
    .flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });

/** How many cores there are, and the processors, the first of each core before all others. @param {number[]} allowed @param {(cpu: number) => number[]} siblings of a processor, itself among them */
export function byCore(allowed, siblings) {
  const first = allowed.filter((cpu) => cpu === allowed.find((other) => siblings(cpu).includes(other)));
  return { cores: first.length, processors: [...first, ...allowed.filter((cpu) => !first.includes(cpu))] };
}

/** @param {string} path @param {() => string} otherwise */
function read(path, otherwise) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise();
  }
}

const allowed = /Cpus_allowed_list:\s+(\S+)/.exec(read('/proc/self/status', () => ''))?.[1];
export const { cores, processors } = byCore(listed(allowed ?? `0-${cpus().length - 1}`), (cpu) =>
  listed(read(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, () => String(cpu))),
);

const hasTaskset = spawnSync('taskset', ['--version']).status === 0;

/** The command, on so many of them. @param {number} threads @param {string[]} command */
export const pinned = (threads, command) =>
  hasTaskset ? ['taskset', '-c', processors.slice(0, threads).join(), ...command] : command;

/** 'Processor, 2 cores' */
export const machine =
  `${cpus()[0].model}, ${cores} cores` +
  (processors.length > cores ? ` of ${processors.length} hardware threads` : '');

/** The size of the last cache as the kernel has it, '480 MiB', or ''. */
export const lastCache = read('/sys/devices/system/cpu/cpu0/cache/index3/size', () => '')
  .trim()
  .replace(/^(\d+)K$/, (_, kib) => `${Math.round(kib / 1024)} MiB`);
