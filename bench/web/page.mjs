// How the page feels, in Chromium on loopback: milliseconds until Train can be pressed (cold caches), frames
// per second while it trains on all cores but one, and the same on a processor slowed down six times (by the devtools
// protocol). It reports; there is no pass and no fail.
//
//   node bench/web/page.mjs [--data DIR] [--quick]    after `make web`

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

/** Frames per second, and the longest frame in milliseconds. @param {any} page */
const frames = (page) =>
  page.evaluate(
    (milliseconds) =>
      new Promise((resolve) => {
        const begin = performance.now();
        let last = begin;
        let longest = 0;
        let count = 0;
        requestAnimationFrame(function frame(now) {
          longest = Math.max(longest, now - last);
          last = now;
          count++;
          if (now - begin < milliseconds) return requestAnimationFrame(frame);
          resolve({ rate: (1000 * count) / (now - begin), longest });
        });
      }),
    1000 * seconds,
  );

for (const slower of [1, 6]) {
  const browser = await launch();
  const visits = [];
  for (let round = 0; round < rounds; round++) {
    const { close, milliseconds } = await visit(browser, slower);
    visits.push(milliseconds);
    await close();
  }
  const { page, close } = await visit(browser, slower);
  const threads = await page.evaluate(() => Math.max(1, navigator.hardwareConcurrency - 1));
  const rest = await frames(page);
  await train(page, { threads, epochs: 1000 });
  await stateIs(page, 'Training');
  const busy = await frames(page);
  console.log(
    [
      slower > 1 ? `processor slowed ${slower} times` : 'processor as it is',
      `Train can be pressed after ${median(visits).toFixed(0)} ms`,
      `${rest.rate.toFixed(1)} frames a second at rest, longest ${rest.longest.toFixed(0)} ms`,
      `${busy.rate.toFixed(1)} while training on ${threads} of ${threads + 1} cores, longest ${busy.longest.toFixed(0)} ms`,
    ].join('\n  '),
  );
  await close();
  await browser.close();
}
await server.close();
