// node watch.mjs COMMAND...: runs it, and prints on one line { startedAt, peakMiB }: Unix seconds just before, and the
// most memory that was resident. That is the kernel's own high-water mark, read until the end; getrusage() would count
// what this program had when it made the other.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [program, ...args] = process.argv.slice(2);
const startedAt = Date.now() / 1000;
const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
let peak = NaN;
const look = () => {
  try {
    // Before the program takes its place the mark is that of this one: so the last is taken, and not the highest.
    peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]);
  } catch {
    // It has just ended, or there is no /proc.
  }
};
// The program ends with this one.
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    child.kill('SIGKILL');
    process.exit(1);
  });
const timer = setInterval(look, 2);
child.on('error', (error) => {
  clearInterval(timer);
  console.error(error.message);
  process.exitCode = 1;
});
child.on('exit', (code) => {
  clearInterval(timer);
  console.log(JSON.stringify({ startedAt, peakMiB: peak / 1024 }));
  process.exitCode = code ?? 1;
});
