// Adds up the JUnit files of a folder: summary.mjs DIR. For each runner there is NAME.exit with its
// exit status and, unless it was a build step, NAME.xml. Prints a line per suite, the names of what
// failed, how many were skipped, and last 'N passed, N failed'; the exit status is 1 if anything failed.
// What is counted are JUnit's test cases; a section of a Catch2 case is one, too. A runner that
// crashed counts as one failure more.
import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cases } from './junit.mjs';

const dir = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };

function text({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed` + (skipped ? `, ${skipped} skipped` : '');
}

// In the order in which the suites ended.
const runners = readdirSync(dir)
  .filter((file) => file.endsWith('.exit'))
  .sort((a, b) => statSync(join(dir, a)).mtimeMs - statSync(join(dir, b)).mtimeMs)
  .map((file) => basename(file, '.exit'));

for (const name of runners) {
  const status = Number(readFileSync(join(dir, `${name}.exit`), 'utf8'));
  const report = join(dir, `${name}.xml`);
  const found = existsSync(report) ? cases(readFileSync(report, 'utf8')) : [];
  const isStep = /^(set-up|build-.*)$/.test(name);
  if (isStep && status === 0) continue;

  const count = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for (const { name: title, state } of found) {
    count[state] += 1;
    if (state === 'failed') failures.push(title);
  }
  if (status === 124) failures.push('the runner was stopped: it took too long');
  else if (isStep) failures.push(`ended with status ${status}`);
  else if (found.length === 0) failures.push(`no test was reported (exit status ${status})`);
  else if (status !== 0 && count.failed === 0) failures.push(`the runner ended with status ${status}`);
  count.failed = failures.length;

  console.log(`${(count.failed ? 'FAILED  ' : 'ok      ') + name.padEnd(28)} ${text(count)}`);
  for (const failure of failures) console.log(`          - ${failure}`);
  for (const key of Object.keys(total)) total[key] += count[key];
}

if (total.skipped) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
