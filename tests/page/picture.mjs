// Takes the README's picture, web/screenshot.png: ten epochs of the settings that the page opens with.
//
//   node tests/page/picture.mjs [--data DIR]    after `make web`

import { fileURLToPath } from 'node:url';
import { findData } from '../../bench/data.mjs';
import { readOptions } from '../../bench/report/select.mjs';
import { launch, open, serve, stateIs } from './harness.mjs';

const data = findData(readOptions(process.argv.slice(2)).data);
const path = fileURLToPath(new URL('../../web/screenshot.png', import.meta.url));
const server = await serve('--data', data);
const browser = await launch();
const viewport = { width: 1280, height: 1556 };
const { page } = await open(browser, server.url, { reducedMotion: 'reduce', viewport });
await page.click('#train');
await stateIs(page, 'Finished', 600_000);
// The curves follow a moment later.
const accuracy = await page.textContent('#results-rows tr:last-child td:nth-child(4)');
await page.locator('.legend', { hasText: `validation accuracy ${accuracy}` }).waitFor();
await page.screenshot({ path });
console.log(path);
await browser.close();
await server.close();
