// The notebook as a page: by keyboard, by address, for everybody, without a network, in Firefox.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findings } from './axe.mjs';
import { firefox, launchFirefox, open } from './firefox.mjs';
import { alertSays } from './harness.mjs';
import {
  RANGE,
  becomes,
  browser,
  button,
  cell,
  code,
  notebook,
  options,
  output,
  run,
  url,
  write,
} from './notebook_page.mjs';

test('by keyboard alone: to a cell, out of it again, run, interrupt', options, async () => {
  const { page, close } = await notebook({}, '#1.1.a');
  const has = (name) =>
    page.evaluate((text) => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return (element?.getAttribute('aria-label') ?? element?.textContent) === text;
    }, name);
  for (let i = 0; i < 8 && !(await has('Code of cell 1.1.a')); i++) await page.keyboard.press('Tab');
  assert.ok(await has('Code of cell 1.1.a'));
  await page.keyboard.press('Control+Enter');
  await becomes(page, '1.1.a', 'done');
  await page.keyboard.press('Shift+Enter');
  assert.ok(await has('Code of cell 1.1.b'));
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Tab');
  assert.ok(await has('Code of cell 1.1.b'), 'Tab indents');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.ok(await has('1.2.a'), 'Escape, then Tab leaves');
  await page.keyboard.press('Shift+Tab');
  assert.ok(await has('Code of cell 1.1.b'), 'and back');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  assert.ok(await has('Reset cell 1.1.b'));
  await page.setViewportSize({ width: 800, height: 300 });
  await code(page, '1.1.a').focus();
  for (const [id, next] of [
    ['1.1.a', '1.1.b'],
    ['1.1.b', '1.2.a'],
    ['1.2.a', '1.3.a'],
  ]) {
    await page.keyboard.press('Shift+Enter');
    assert.ok(await has(`Code of cell ${next}`));
    await becomes(page, id, 'done');
    const { top, bottom } = await code(page, next).evaluate((element) => element.getBoundingClientRect());
    assert.ok(top >= 0 && bottom <= 300, `cell ${next} is in sight, got ${top} to ${bottom}`);
  }
  await close();
});

/** In all cells of a page so wide each line of code is as high and as tall as its number. */
const numbersAreBesideLines = (page, width) =>
  page.waitForFunction((width) => {
    const hosts = [...document.querySelectorAll('.code > div')];
    const boxes = (host, selector) =>
      [...host.shadowRoot.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
    return (
      innerWidth === width &&
      hosts.length > 8 &&
      hosts.every((host) => {
        const lines = boxes(host, '.cm-line');
        const numbers = boxes(host, '.cm-lineNumbers .cm-gutterElement').filter(({ height }) => height > 0);
        const isBeside = ({ top, height }, i) =>
          Math.abs(top - numbers[i].top) < 1 && Math.abs(height - numbers[i].height) < 1;
        return numbers.length === lines.length && lines.every(isBeside);
      })
    );
  }, width);

test('code that is out of sight has its height, and each number is beside its line', options, async () => {
  const { page, close } = await notebook({}, '#3.2');
  await code(page, '3.2.4.b').waitFor();
  await numbersAreBesideLines(page, 1280);
  // For a printer CodeMirror lays out all lines, and half a second later those in sight.
  await page.evaluate(() => {
    const timeout = setTimeout;
    window.setTimeout = (work) => timeout(work);
    globalThis.printed = new Promise((done) =>
      matchMedia('print').addEventListener('change', () => timeout(done), { once: true }),
    );
  });
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => globalThis.printed);
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 400, height: 300 });
  await numbersAreBesideLines(page, 400);
  await close();
});

test(
  'where WebAssembly does not come, or threads are refused, it is said or done without',
  options,
  async () => {
    const { page, close } = await notebook({ serviceWorkers: 'block' });
    await page.context().route(/\.wasm$/, (route) => route.abort());
    await run(page, '1.1.a', 'failed');
    assert.match(await output(page, '1.1.a'), /^Error: weft: \S+\.wasm could not be loaded: /);
    await page.context().unroute(/\.wasm$/);
    await run(page, '1.1.a');
    await close();

    const alone = await browser.newContext();
    const other = await alone.newPage();
    await other.route('**/notebook.html', async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers() };
      for (const name of ['opener', 'embedder']) delete headers[`cross-origin-${name}-policy`];
      await route.fulfill({ response, headers });
    });
    await other.goto(url);
    assert.equal(await other.evaluate(() => crossOriginIsolated), false);
    await other.locator('.cm-content').first().waitFor();
    await write(other, '1.1.a', 'weft.ones(2), weft.info.threads');
    await run(other, '1.1.a');
    assert.equal(await output(other, '1.1.a'), '(tensor([1., 1.]), 1)');
    await alone.close();
  },
);

test('addresses lead to sections and cells; a wrong one is said', options, async () => {
  const { page, close } = await notebook({}, '#1.2.a');
  assert.ok(
    await cell(page, '1.2.a').evaluate((element) => element.getBoundingClientRect().top < innerHeight),
  );
  assert.equal(await page.locator('.contents a[aria-current]').innerText(), '1 How this notebook works');
  const levels = await page
    .locator('h1, h2, h3, h4')
    .evaluateAll((all) => all.map((h) => Number(h.tagName[1])));
  levels.forEach((level, i) => assert.ok(i === 0 || level <= levels[i - 1] + 1, 'headings skip no level'));
  await page.evaluate(() => (location.hash = '#77.b'));
  await alertSays(page, /^There is no section or cell 77\.b\. Here is section 1$/);
  await close();
});

test('axe finds nothing beside outputs, errors, edits and a question', options, async () => {
  const { page, close } = await notebook({ reducedMotion: 'reduce' });
  await write(
    page,
    '1.2.a',
    "for (let i = 0; i < 99; i++) print('wide '.repeat(99));\nplot([1, 2], [3, 4], { legend: ['one'] });",
  );
  await button(page, 'Run all').click();
  await becomes(page, '1.3.a', 'failed');
  await cell(page, '1.2.a').locator('canvas').first().waitFor();
  assert.deepEqual(await findings(page), []);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 700 });
  assert.deepEqual(await findings(page), [], 'dark and narrow');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await button(page, 'Reset section').click();
  assert.deepEqual(await findings(page, 5), [], 'a question, beside which all is inert');
  await close();
});

test('after one visit cells run without a network', options, async () => {
  const { page, errors, close } = await notebook();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== 'activated')
      await new Promise((done) => active.addEventListener('statechange', done));
  });
  await page.context().setOffline(true);
  await page.reload();
  await page.locator('.cm-content').first().waitFor();
  await run(page, '1.1.a');
  assert.equal(await output(page, '1.1.a'), RANGE);
  assert.deepEqual(errors, []);
  await close();
});

test(
  'Firefox runs cells under the same policy, without a complaint',
  { ...options, skip: firefox ? false : 'there is no Firefox (WEFT_FIREFOX)' },
  async () => {
    const other = await launchFirefox();
    try {
      const { page, errors } = await open(other, url);
      await page.waitForFunction(() =>
        document.querySelector('.code div')?.shadowRoot?.querySelector('.cm-line'),
      );
      await page.evaluate(() => document.querySelector('.section-tools .primary').click());
      await page.waitForFunction(() => document.querySelector('[data-state=failed]'));
      const texts = await page.$$eval('.output', (all) => all.map((element) => element.innerText.trim()));
      assert.equal(texts[0], RANGE);
      assert.match(texts[3], /Line 2$/);
      assert.deepEqual(errors, []);
    } finally {
      await other.close();
    }
  },
);
