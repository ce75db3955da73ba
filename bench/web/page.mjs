// How the page feels, in Chromium on loopback: milliseconds until Train can be pressed (cold caches), frames per second
// at rest and while it trains on all cores but one, also in the worst second, and the same on a processor slowed down six
// times (by the devtools protocol). It reports; there is no pass and no fail. The load says how quiet the machine was.
//
//   node bench/web/page.mjs [--data DIR] [--quick]    after `make web`

import { loadavg } from 'node:os';
import { machine } from '../cores.mjs';
import { findData } from '../data.mjs';
import { median } from '../report/values.mjs';
import { readOptions } from '../report/select.mjs';
import { launch, open, serve, stateIs, train } from '../../tests/page/harness.mjs';

const { quick, data } = readOptions(process.argv.slice(2));
const rounds = quick ? 3 : 7;
const seconds = quick ? 3 : 10;
const folder = findData(data);
const server = await serve(...(folder ? ['--data', folder] : []));

/** One visit with nothing in any cache. @param {any} browser @param {number} slower */
async function visit(browser, slower) {
  const { page, close } = await open(browser, 'about:blank', { ready: false });
  const devtools = await page.context().newCDPSession(page);
  if (slower > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.goto(server.url);
  await page.waitForSelector('#train[aria-disabled=false]');
  const milliseconds = await page.evaluate(() => performance.now());
  return { page, close, milliseconds };
}

/** How many frames there are a second, in words. @param {any} page */
async function frames(page) {
  /** When each began, in milliseconds. @type {number[]} */
  const times = await page.evaluate(
    (milliseconds) =>
      new Promise((resolve) => {
        const all = [];
        requestAnimationFrame(function frame(now) {
          all.push(now);
          if (now - all[0] < milliseconds) requestAnimationFrame(frame);
          else resolve(all);
        });
      }),
    1000 * seconds,
  );
  const whole = times.filter((time) => time + 1000 <= times.at(-1));
  const within = whole.map((from) => times.filter((time) => time > from && time <= from + 1000).length);
  const longest = Math.max(...times.slice(1).map((time, i) => time - times[i]));
  const rate = (1000 * (times.length - 1)) / (times.at(-1) - times[0]);
  return `${rate.toFixed(1)} frames a second, ${Math.min(...within)} in the worst, longest ${longest.toFixed(0)} ms`;
}

for (const slower of [1, 6]) {
  const browser = await launch();
  if (slower === 1) {
    const [date] = new Date().toISOString().split('T');
    console.log(`${machine}; Chromium ${browser.version()}; ${date}; load ${loadavg()[0].toFixed(1)}`);
  }
  const visits = [];
  for (let round = 0; round < rounds; round++) {
    const { close, milliseconds } = await visit(browser, slower);
    visits.push(milliseconds);
    await close();
  }
  const { page, close } = await visit(browser, slower);
  const threads = await page.evaluate(() => Math.max(1, navigator.hardwareConcurrency - 1));
  await page.waitForLoadState('networkidle');
  const rest = await frames(page);
  await train(page, { threads, epochs: 1000 });
  await stateIs(page, 'Training');
  const busy = await frames(page);
  console.log(
    [
      slower > 1 ? `processor slowed ${slower} times` : 'processor as it is',
      `Train can be pressed after ${median(visits).toFixed(0)} ms`,
      `at rest: ${rest}`,
      `while training on ${threads} of ${threads + 1} cores: ${busy}`,
    ].join('\n  '),
  );
  await close();
  await browser.close();
}
await server.close();
