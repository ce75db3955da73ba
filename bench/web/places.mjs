// Where contenders run: pages of Chromium and processes of Node, pinned to cores, each contender in one of its
// own. A call that takes too long fails, and close() ends what hangs.

import { execFileSync, fork } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from '../../tests/page/harness.mjs';
import { pinned } from '../cores.mjs';
import { serve } from './serve.mjs';

/** @typedef {{ call: (method: string, ...args: unknown[]) => Promise<any>, close: () => Promise<void> }} Seat */
/** @typedef {{ seat: () => Promise<Seat>, close: () => Promise<void> }} Place */

export class NoAnswer extends Error {}

/** @template T @param {Promise<T>} promise @param {number} seconds @returns {Promise<T>} */
export async function within(promise, seconds) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${seconds} s`)), 1000 * seconds);
  });
  try {
    return /** @type {T} */ (await Promise.race([promise, late]));
  } finally {
    clearTimeout(timer);
  }
}

/** @param {{ cores: number, isolated: boolean }} options @returns {Promise<Place>} */
export async function chromium({ cores, isolated }) {
  const browser = process.env.WEFT_CHROMIUM || '/usr/bin/chromium';
  // Playwright starts one program, with arguments of its own.
  const script = fileURLToPath(new URL(`../../build/bench/web/chromium-${cores}`, import.meta.url));
  mkdirSync(new URL('../../build/bench/web/', import.meta.url), { recursive: true });
  writeFileSync(script, `#!/bin/sh\nexec ${pinned(cores, [`"${browser}"`]).join(' ')} "$@"\n`);
  chmodSync(script, 0o755);
  const server = await serve({ isolated });
  const opened = await launch(script).catch((error) => {
    server.close();
    throw error;
  });
  return {
    async seat() {
      // A context of its own is a process of its own.
      const context = await opened.newContext();
      const page = await context.newPage();
      await page.goto(server.url);
      if ((await page.evaluate('crossOriginIsolated')) !== isolated)
        throw new Error(`the page is ${isolated ? 'not ' : ''}cross-origin isolated`);
      await page.waitForFunction('window.call');
      return {
        call: (method, ...args) =>
          page.evaluate(
            ([method, args]) => /** @type {any} */ (window).call(method, ...args),
            /** @type {[string, unknown[]]} */ ([method, args]),
          ),
        close: () => within(context.close(), 10).catch(() => {}),
      };
    },
    async close() {
      await within(opened.close(), 10).catch(() => {});
      server.close();
    },
  };
}

/** @param {{ cores: number }} options @returns {Place} */
export function node({ cores }) {
  return {
    async seat() {
      const [execPath, ...args] = pinned(cores, [process.execPath]);
      const child = fork(fileURLToPath(new URL('process.js', import.meta.url)), {
        execPath,
        execArgv: [...args, ...process.execArgv],
        // What a rival prints is not the report's.
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
      const waiting = new Map();
      let calls = 0;
      child.on(
        'message',
        (/** @type {{ id: number, value: unknown, error?: string }} */ { id, value, error }) => {
          const call = waiting.get(id);
          if (error === undefined) call?.resolve(value);
          else call?.reject(new Error(error));
        },
      );
      child.on('exit', (code, signal) => {
        for (const { reject } of waiting.values()) reject(new Error(`its process ended (${signal ?? code})`));
      });
      return {
        call: (method, ...args) =>
          new Promise((resolve, reject) => {
            waiting.set(++calls, { resolve, reject });
            child.send({ id: calls, method, args });
          }),
        async close() {
          child.kill('SIGKILL');
        },
      };
    },
    async close() {},
  };
}

/** Seconds of each epoch of the native program. @param {{ data: string, threads: number, epochs: number }} options @returns {number[]} */
export function nativeEpochs({ data, threads, epochs }) {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const report = `${root}build/bench/web/native.json`;
  const command = [`${root}build/native/weft`, 'train', 'mlp', '--epochs', String(epochs)];
  const options = ['--threads', String(threads), '--data', data, '--json', report];
  const [program, ...args] = pinned(threads, [...command, ...options]);
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return JSON.parse(readFileSync(report, 'utf8')).epochs.map(
    (/** @type {{ seconds: number }} */ { seconds }) => seconds,
  );
}
