// Cells as one module: what they share, what they show, which line an error has; as an exported file, and
// back. The modules are run, so that it is JavaScript itself that says what is right.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markCells, restore } from '../../web/src/notebook/marks.js';
import { parseSection } from '../../web/src/notebook/section.js';
import { cellLine, moduleOf } from '../../web/src/notebook/transform.js';

let runs = 0;

/** Runs all cells in order; what each has shown, or its error with its line. @param {string[]} sources */
async function run(...sources) {
  const module = moduleOf(sources.map((source, i) => ({ id: `c${i + 1}`, source })));
  const results = [];
  let done;
  globalThis.weftNotebook = {
    given: { weft: 'the module' },
    start: (cells) => {
      done = (async () => {
        for (const { id, run } of cells) {
          let shown;
          await run((value) => (shown = value)).catch((error) => {
            const line = Number(/data:.*?:(\d+):\d+\)?$/m.exec(error.stack)?.[1]);
            shown = { error: error.message, ...cellLine(module.spans, line) };
          });
          results.push([id, shown]);
        }
      })();
    },
  };
  await import(`data:text/javascript,${encodeURIComponent(`${module.code}// ${runs++}`)}`);
  await done;
  return { shown: Object.fromEntries(results), faults: Object.fromEntries(module.faults) };
}

test('what a cell declares, the next ones have, and may declare again', async () => {
  const { shown } = await run(
    'const a = 1, { b, c: [d = 2, ...e], ...f } = { b: 3, c: [undefined, 4], g: 5 };\nlet h;\nvar i = 6',
    '[a, b, d, e, f, h, i]',
    'const a = 7\nlet { b } = { b: 8 }\nh = 9',
    '[a, b, h]',
  );
  assert.deepEqual(shown.c2, [1, 3, 2, [4], { g: 5 }, undefined, 6]);
  assert.deepEqual(shown.c4, [7, 8, 9]);
});

test('functions are there before their line, call themselves, and can be replaced; classes keep their names', async () => {
  const { shown } = await run(
    'const early = f(3);\nfunction f(n) { return n ? n * f(n - 1) : 1 }\nasync function* g() { yield 1 }\nclass A { static x = 1 }',
    'class B extends A { y = 2 }\n[early, f.name, A.name, B.name, new B().y, B.x, (await g().next()).value]',
    'const old = f; f = (n) => (n ? 10 : 1);\nold(3)',
    'f(1)',
  );
  assert.deepEqual(shown.c2, [6, 'f', 'A', 'B', 2, 1, 1]);
  assert.equal(shown.c3, 30, 'the old function calls the name, as it stands now');
  assert.equal(shown.c4, 10);
});

test('the last expression is shown, several as one list; assignments and statements show nothing', async () => {
  const { shown } = await run(
    'const a = 2\na + 1 // three',
    'a, a * 2;',
    '(a, 5);',
    'a = 4',
    'a++',
    'if (a) { a }',
    'await Promise.resolve(a)',
    'let show = 1; show',
    'weft',
  );
  assert.deepEqual(Object.values(shown), [
    3,
    [2, 4],
    [2, 5],
    undefined,
    undefined,
    undefined,
    5,
    1,
    'the module',
  ]);
});

test('line ends that stand for semicolons still do', async () => {
  const { shown } = await run(
    'let a\n;[a] = [1]\nlet b, c\n;[b, c] = [2, 3]\nconst { d } = { d: 4 }\nconst [e] = [5];\n`${[a, b, c, d, e]}`',
    'class K {}\n(K.name)',
    'let z\nconst [y] = [1]\nz, y',
  );
  assert.equal(shown.c1, '1,2,3,4,5');
  assert.equal(shown.c2, 'K');
  assert.deepEqual(shown.c3, [undefined, 1]);
});

test("an error's line is its cell's, also after an await and in another cell's function", async () => {
  const { shown } = await run(
    'function f() {\n  throw new Error("deep")\n}',
    '\n\nf()',
    'const t = `\n`\nawait null\nnull.x',
  );
  assert.deepEqual(shown.c2, { error: 'deep', id: 'c1', line: 2 });
  assert.deepEqual([shown.c3.id, shown.c3.line], ['c3', 4]);
});

test('a cell that cannot be read is left out, with the reason and its line', async () => {
  const { shown, faults } = await run(
    'const a = 1',
    '\nconst b = ;',
    "import x from 'y'",
    '1;\nexport const c = 1',
    'return 1',
    'a',
  );
  assert.deepEqual(Object.keys(shown), ['c1', 'c6']);
  assert.equal(shown.c6, 1);
  assert.deepEqual(faults.c2, { message: 'Unexpected token', line: 2, column: 11 });
  assert.match(faults.c3.message, /^a cell cannot import; weft, d2l, print, .* so this line can go$/);
  assert.match(faults.c4.message, /^a cell has no export; /);
  assert.equal(faults.c4.line, 2);
  assert.match(faults.c5.message, /return/);
});

const EXPORTED = [
  'const x = [1], { y, z = 2 } = { y: 1 }\nfunction f(n) { return n ? n * f(n - 1) : 1 }\nf(4);',
  'const once = f(3)\nconst k = 1\nonce, z',
  'class A { static v = 7 }\nlet u, w\nlet v\n[x, u], A.v // both',
  'const s = ;\n  two',
  'class A {}\nasync function* f$() {}\nfunction f () { return [1, 2] }\nlet w, u\n[1, f()];',
  "import x from 'y'",
  'const { z } = { z: 3 }\nconst [q] = [z]\nconst [x] = [q]\nk = x;\n`${k}`',
];

test('an exported file is one module with the same values, and its cells are read back as they were', async () => {
  const { variables, cells } = markCells(EXPORTED.map((source, i) => ({ id: `c${i}`, source })));
  assert.deepEqual(
    cells.map(({ source }) => restore(source)),
    EXPORTED,
  );
  assert.match(cells[1].source, /^const once = f\(3\)/m, 'what can stay does');
  const head = `const shown = []; const display = (value) => shown.push(value); let ${variables};\n`;
  const text = `${head}${cells.map(({ source }) => source).join('\n')}\nexport { shown };`;
  const { shown } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  assert.deepEqual(shown, [24, [6, 2], [[[1], undefined], 7], [1, [1, 2]], '3']);
});

const TEXT = `# 2.1 Data
Some *text*.

\`\`\`js 2.1.a
const x = 1;

x
\`\`\`
## 2.1.1 Getting started
\`\`\`text
\`\`\`js 2.1.z
# no heading
\`\`\`
After.
\`\`\`js 2.1.b
x + 1
\`\`\`
`;

test('a section is a title, headings, text and cells', () => {
  assert.deepEqual(parseSection('a.md', TEXT), {
    number: '2.1',
    title: 'Data',
    headings: [{ level: 2, number: '2.1.1', title: 'Getting started' }],
    blocks: [
      { markdown: '# 2.1 Data\nSome *text*.' },
      { id: '2.1.a', source: 'const x = 1;\n\nx' },
      { markdown: '## 2.1.1 Getting started\n```text\n```js 2.1.z\n# no heading\n```\nAfter.' },
      { id: '2.1.b', source: 'x + 1' },
    ],
  });
  assert.throws(
    () => parseSection('a.md', '# 1 A\n```js a\n```\n```js a\n```'),
    /^Error: a.md:5: a cell's id must be its own, got a twice$/,
  );
  assert.throws(
    () => parseSection('a.md', '# 1 A\n```js a\n'),
    /^Error: a.md: the fence of cell a must end with ```$/,
  );
  assert.throws(
    () => parseSection('a.md', 'Text'),
    /^Error: a.md: must begin with a heading like # 2.1 Title$/,
  );
});
