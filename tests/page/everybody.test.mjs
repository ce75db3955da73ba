// For everybody: the order of the keyboard, a focus that is seen, targets that can be hit, reduced motion, forced
// colours, large text, wide screens, without JavaScript, in a browser that keeps nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertSays, isReady, open, rows, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 16, batch: 20, epochs: 2 };
const { browser, server } = await site(smallSet());
const documents = ['index', 'notebook', 'selftest', 'benchmark'];
const address = (name) => `${server.url}/${name}.html`;

/** Each stop of Tab by its id, by that of what it is in, or else by its text. */
const head = ['Skip to the settings', 'weft', 'Train', 'Notebook', 'Self-test', 'Benchmark'];
const between = {
  index: `train pause step one-epoch stop reset strip-panel
    chart chart chart board-1-smoothing chart chart chart chart chart
    data-served picker model units-1 layers add-layer activation dropout optimizer lr lr-slider
    momentum weightDecay batch epochs seed threads copy-link save-run save-weights model-file
    confusion-panel confusion-figure confusion-table confusion-panel gallery-panel gallery-show gallery-more
    own-panel weights-panel histograms-panel graph-panel activations-panel`.split(/\s+/),
  selftest: ['run-tests', 'stop-tests', 'filter', 'variant'],
  benchmark: ['measure', 'stop', 'What is measured, and how', 'products', 'epochs', 'effort'],
};
const foot = ['Dive into Deep Learning'];

/** Where Tab leads, from the top to the end of the page. */
async function walk(page) {
  const stops = [];
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const { width, height, top, bottom } = element.getBoundingClientRect();
      const text =
        element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent;
      return {
        name: `${element.localName}#${element.id} ${text.trim().replace(/\s+/g, ' ').slice(0, 40)}`,
        place: element.closest('[id]')?.id || text.trim(),
        named: text.trim() !== '',
        size: Math.min(width, height),
        label: element.labels?.[0]?.getBoundingClientRect().height ?? 0,
        seen: bottom > 0 && top < innerHeight,
        outline: getComputedStyle(element).outlineStyle !== 'none',
        inline: element.localName === 'a' && getComputedStyle(element).display === 'inline',
      };
    });
    if (!stop) return stops;
    stops.push(stop);
  }
  throw new Error(`Tab has not come to the end of the page after ${stops.length} stops`);
}

for (const name of ['index', 'selftest', 'benchmark']) {
  test(
    `${name}: Tab leads through all of it, each stop has a name, is seen and large enough`,
    options,
    async () => {
      const { page, close } = await open(browser, address(name), { ready: name === 'index' });
      await page.locator('#state', { hasText: /^(Ready|No tests here)$/ }).waitFor({ state: 'attached' });
      if (name === 'index') {
        await page.locator('#confusion-note', { hasText: /^Before training/ }).waitFor();
        await page.locator('#gallery li').first().waitFor();
      }
      const stops = await walk(page);
      for (const { name, named, size, label, seen, outline, inline } of stops) {
        assert.ok(named, `${name}: has a name`);
        assert.ok(outline, `${name}: the focus is seen`);
        assert.ok(seen, `${name}: is on the screen`);
        assert.ok(inline || Math.max(size, label) >= 24, `${name}: ${size} by 24 pixels at least`);
      }
      const built = (await page.textContent('#state')) === 'Ready';
      const own = name === 'selftest' && !built ? [] : between[name];
      assert.deepEqual(
        stops.map(({ place }) => place),
        [...head, ...own, ...foot],
        'from what runs to what is set',
      );
      await close();
    },
  );
}

test('the order of the document is what the eye sees: rows first, from the left', options, async () => {
  for (const width of [320, 1280, 1920]) {
    const { page, close } = await open(browser, address('index'), { viewport: { width, height: 900 } });
    const boxes = await page
      .locator('.opening, .loom, .curves, #data, #model-section, .understand')
      .evaluateAll((parts) =>
        parts.map((part) => part.getBoundingClientRect()).map(({ x, y }) => ({ x, y })),
      );
    for (const [i, box] of boxes.slice(1).entries())
      assert.ok(box.y > boxes[i].y || box.x > boxes[i].x, `${width}: part ${i + 1} after part ${i}`);
    await close();
  }
});

test('a message that is closed gives the focus back to what it was about', options, async () => {
  const { page, close } = await open(browser, address('index'));
  await page.focus('#picker');
  await page.setInputFiles('#picker', {
    name: 'note.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('hello'),
  });
  await alertSays(page, /note\.txt/);
  await page.focus('#alert-close');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#alert').isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'picker');

  await page.setInputFiles('#picker', {
    name: 'other.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('hello'),
  });
  await alertSays(page, /other\.txt/);
  await page.focus('#alert-close');
  await page.evaluate(() => (document.getElementById('picker').disabled = true));
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'train', 'what is off does not take it');
  await close();
});

test('with reduced motion nothing moves by itself, before, while and after it trains', options, async () => {
  for (const reducedMotion of ['no-preference', 'reduce']) {
    const { page, close } = await open(browser, address('index'), {
      reducedMotion,
      init: () => {
        globalThis.moved = new Set();
        for (const kind of ['animationstart', 'transitionrun'])
          addEventListener(kind, ({ target }) => globalThis.moved.add(target.className || target.id), true);
      },
    });
    await page.hover('#train');
    await train(page, small);
    await stateIs(page, 'Finished');
    const moved = await page.evaluate(() => [...globalThis.moved]);
    if (reducedMotion === 'reduce') assert.deepEqual(moved, []);
    else assert.ok(moved.includes('thread-on'), `by itself: ${moved}`);
    await close();
  }
});

test('forced colours: what is done, what is likely and what is off can be told apart', options, async () => {
  const { page, close } = await open(browser, address('index'), { forcedColors: 'active' });
  await train(page, small);
  await stateIs(page, 'Finished');
  await page.locator('#confusion-table [data-heat="7"], #confusion-table [data-heat="6"]').first().waitFor();
  const style = (selector, property) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element)[name], property);
  assert.notEqual(await style('#pause', 'color'), await style('#step', 'color'), 'off and on');
  assert.notEqual(
    await style('#train', 'backgroundColor'),
    await style('#step', 'backgroundColor'),
    'the first',
  );
  for (const selector of ['progress', '.bar', '[data-heat]'])
    assert.equal(await style(selector, 'forcedColorAdjust'), 'none', selector);
  await close();
});

test(
  'text of twice the size, and any width up to 4K: nothing is wider than the screen',
  options,
  async () => {
    const { page, close } = await open(browser, address('index'));
    await train(page, small);
    await stateIs(page, 'Finished');
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await page.locator('#histograms-rows tr').first().waitFor();
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    for (const width of [320, 768, 1280, 1920, 2560, 3840]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await wider(), 0, `${width} pixels`);
    }
    const used = await page
      .locator('main')
      .evaluate((main) => main.getBoundingClientRect().width / innerWidth);
    assert.ok(used > 0.85, `4K is used: ${used}`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    assert.equal(await wider(), 0, 'twice the text');
    await close();
  },
);

test(
  'without JavaScript: each document says so, and shows nothing that would not answer',
  options,
  async () => {
    for (const name of documents) {
      const { page, close } = await open(browser, address(name), { ready: false, javaScriptEnabled: false });
      assert.match(await page.locator('.noscript').innerText(), /needs JavaScript: allow it/, name);
      assert.equal(await page.locator('h1').isVisible(), true, name);
      assert.equal(await page.locator('main :is(button, input, select):visible').count(), 0, name);
      await close();
    }
  },
);

test(
  'a browser that keeps nothing, as in private mode: it is said where it matters, and it trains',
  options,
  async () => {
    const { page, errors, close } = await open(browser, server.url, {
      init: () => {
        const refuse = () => Promise.reject(new DOMException('not here', 'SecurityError'));
        navigator.storage.getDirectory = refuse;
        navigator.storage.persist = refuse;
        navigator.storage.estimate = refuse;
        for (const name of ['open', 'match', 'keys', 'delete']) caches[name] = refuse;
        navigator.serviceWorker.register = refuse;
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(globalThis, name, {
            get() {
              throw new DOMException('not here', 'SecurityError');
            },
          });
      },
    });
    await isReady(page);
    await train(page, small);
    await stateIs(page, 'Finished');
    assert.equal((await rows(page)).length, 2);
    await page.locator('#kept', { hasText: /not kept|cannot keep|keeps? nothing/i }).waitFor();
    assert.deepEqual(errors, []);
    await close();
  },
);
