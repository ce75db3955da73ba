// The computational graph as text. How it is laid out is shown by tests/plot/graph_test.cpp.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init } from './support.mjs';

const weft = /** @type {any} */ (await init({ threads: 1 }));
const leaf = (...shape) => weft.ones(...shape, { requiresGrad: true });

/** Vertices as 'square x (4, 1)' and edges as 'from > to' of a DOT text. @param {string} dot */
function parsed(dot) {
  const vertices = [...dot.matchAll(/ \[shape=(\w+) label="(.*)"\]/g)].map(([, shape, label]) =>
    `${shape} ${label.replace('\\n', ' ')}`.trim(),
  );
  const edges = [...dot.matchAll(/n(\d+) -> n(\d+)/g)].map(([, a, b]) => `${vertices[a]} > ${vertices[b]}`);
  return { vertices, edges };
}

test("5.3.b: the graph of a network with a hidden layer and a penalty, in Graphviz's language", () => {
  const [x, W1, W2] = [leaf(4, 1), leaf(5, 4), leaf(2, 5)];
  const h = W1.matmul(x).relu();
  const L = weft.mseLoss(W2.matmul(h), weft.zeros(2, 1));
  const J = L.add(W1.square().sum());
  const { vertices, edges } = parsed(weft.graph(J, { names: { x, W1, W2, h, L, J }, format: 'dot' }));
  for (const square of ['x (4, 1)', 'W1 (5, 4)', 'W2 (2, 5)', 'h (5, 1)', 'L ()', 'J ()'])
    assert.ok(vertices.includes(`square ${square}`), `${square} in ${vertices}`);
  const operators = vertices.filter((vertex) => vertex.startsWith('circle')).map((vertex) => vertex.slice(7));
  assert.deepEqual(operators.sort(), ['Add', 'Mm', 'Mm', 'MseLoss', 'Pow', 'Relu', 'Sum']);
  for (const edge of [
    'square W1 (5, 4) > circle Mm',
    'circle Relu > square h (5, 1)',
    'circle Add > square J ()',
  ])
    assert.ok(edges.includes(edge), `${edge} in ${edges}`);
});

test('5.3.b: the graph as a picture, with names in any script', () => {
  const x = leaf(3);
  const svg = weft.graph(x.exp().sum(), { names: { 'ξ & <x>': x } });
  assert.match(svg, /^<svg [^]*<\/svg>\s*$/);
  assert.ok(svg.includes('>ξ &amp; &lt;x&gt;</text>'), svg);
  assert.equal(svg.match(/<circle class="operator"/g)?.length, 2);
  assert.equal(svg.match(/<rect class="variable"/g)?.length, 3);
  assert.ok(weft.graph(x).includes('(3,)'), 'a leaf alone');
});

test('5.3.b: what has no graph, and mistakes, in words', () => {
  const [x, other] = [leaf(2, 3), leaf(1)];
  other.dispose();
  let deep = leaf(1);
  for (let i = 0; i < 501; i++) deep = deep.neg();
  /** @type {[() => unknown, string][]} */
  const mistakes = [
    [
      () => weft.graph(weft.zeros(2, 3)),
      'graph: the tensor of shape (2, 3) has no graph: it neither requires grad nor was made from one that does',
    ],
    [() => weft.graph(deep, { format: 'dot' }), 'graph: the graph must have at most 500 operators, got 501'],
    [() => weft.graph(3), 'graph: needs a tensor, got 3'],
    [() => weft.graph(x, { names: { x, W: 2 } }), 'graph: names.W must be a tensor, got 2'],
    [() => weft.graph(x, { names: 'x' }), "graph: names must be an object of tensors, got 'x'"],
    [() => weft.graph(x, { format: 'png' }), "graph: format must be one of svg, dot, got 'png'"],
    [() => weft.graph(x, { name: {} }), "graph: there is no option 'name'; did you mean 'names'?"],
    [() => weft.graph(x, { names: { other } }), 'graph: the tensor has been disposed'],
  ];
  for (const [call, message] of mistakes)
    assert.throws(
      call,
      (/** @type {any} */ error) => error.message === message && error.stack.includes('tensor_graph.test'),
      message,
    );
});
