// Every cell of the notebook runs under Node and shows what PyTorch and pandas show for the same statements
// (record.py: cells/, expected/). Cells that train and draw pictures have checks of their own (checks.mjs).
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { init } from '../../wasm/src/node.js';
import { given } from '../../web/src/notebook/given.js';
import { moduleOf } from '../../web/src/notebook/transform.js';
import { checks, rows } from './checks.mjs';
import { assertPrints, read, sections, textsOf } from './expected.mjs';

const timeout = 600_000;

/**
 * Runs a section's cells in order, on an instance of their own.
 * @param {{ id: string, source: string }[]} cells
 * @returns {Promise<Map<string, any[]>>}    of each cell, its messages
 */
async function run(cells) {
  const { code, faults } = moduleOf(cells);
  assert.deepEqual([...faults], [], 'every cell is JavaScript');
  const weft = await init({ threads: 1 });
  /** @type {Map<string, any[]>} */
  const shown = new Map();
  /** @type {any[]} */
  let messages = [];
  const names = given(weft, (message) => void messages.push(message));
  /** @type {Promise<void> | undefined} */
  let done;
  globalThis.weftNotebook = {
    given: names,
    /** @param {{ id: string, run: (show: (value: unknown) => void) => Promise<void> }[]} functions */
    start(functions) {
      done = (async () => {
        for (const { id, run: runCell } of functions) {
          messages = [];
          shown.set(id, messages);
          await runCell(names.display).catch((error) => assert.fail(`${id}: ${error.stack}`));
        }
      })();
    },
  };
  try {
    await import(`data:text/javascript,${encodeURIComponent(code)}`);
    await done;
    return shown;
  } finally {
    weft.terminate();
  }
}

/** @param {string} id @param {any} message @param {any} expected */
function assertPlots(id, message, { xLabel, yLabel, count, every = 1, first = 0, series }) {
  if (xLabel !== undefined) assert.deepEqual([message.xLabel, message.yLabel], [xLabel, yLabel], id);
  assert.deepEqual(
    message.series.map(({ label }) => label),
    series.map(({ label }) => label),
    id,
  );
  for (const [i, { xs, ys }] of series.entries()) {
    const got = message.series[i];
    if (count !== undefined) assert.equal(got.xs.length, count, id);
    for (const [name, wanted] of Object.entries({ xs, ys })) {
      const values = got[name].filter((_, k) => k % every === first % every);
      assert.equal(values.length, wanted.length, `${id}: points`);
      values.forEach((value, k) =>
        assert.ok(
          Math.abs(value - wanted[k]) <= 2e-5 * Math.max(1, Math.abs(wanted[k])),
          `${id}: ${name}[${k}] must be ${wanted[k]}, got ${value}`,
        ),
      );
    }
  }
}

/** A board's messages as curves. @param {any[]} boards */
function curvesOf(boards) {
  const points = boards.flatMap((board) => board.points);
  const labels = [...new Set(points.map(({ label }) => label))];
  const series = labels.map((label) => {
    const own = points.filter((point) => point.label === label);
    return { label, xs: own.map(({ x }) => x), ys: own.map(({ y }) => y) };
  });
  return { ...boards.at(-1), series };
}

for (const { name, number, title, headings, cells } of sections) {
  test(`notebook ${number} ${title}`, { timeout }, async (t) => {
    const texts = textsOf(name);
    const plots = existsSync(new URL(`expected/${name}.json`, import.meta.url))
      ? JSON.parse(read(`${name}.json`))
      : {};
    assert.deepEqual(
      [...texts.keys()],
      cells.map(({ id }) => id),
      'a record for each cell, in its order',
    );
    const shown = await run(cells);
    const parts = new Map(cells.map(({ id }) => [id.replace(/\.[a-z]+$/, ''), /** @type {string[]} */ ([])]));
    for (const { id } of cells) parts.get(id.replace(/\.[a-z]+$/, ''))?.push(id);
    for (const [part, ids] of parts) {
      const heading = headings.find((one) => one.number === part)?.title ?? 'Discussion';
      await t.test(`${rows[part] ? `${rows[part]}: ` : ''}notebook ${part} ${heading}`, () => {
        for (const id of ids) {
          const messages = shown.get(id) ?? [];
          const printed = messages.flatMap(({ type, text }) => (type === 'text' ? `${text}\n` : [])).join('');
          assertPrints(id, printed, texts.get(id) ?? '');
          const boards = messages.filter(({ type }) => type === 'board');
          const pictures = [
            ...messages.filter(({ type }) => type !== 'text' && type !== 'board'),
            ...(boards.length > 0 ? [curvesOf(boards)] : []),
          ];
          if (plots[id]) {
            assert.equal(pictures.length, 1, `${id}: one picture`);
            assertPlots(id, pictures[0], plots[id]);
          } else if (checks[id]) checks[id](pictures, printed);
          else assert.deepEqual(pictures, [], `${id}: pictures want a check`);
        }
      });
    }
  });
}
