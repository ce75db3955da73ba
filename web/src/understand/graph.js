// The computational graph of the model, as a picture to look at and to take away, and in words.

import { byId, make } from '../shell/dom.js';
import { save } from '../shell/save.js';
import { ask } from './lab.js';
import { layersOf } from './weights_file.js';

/** @typedef {{ svg: string, dot: string }} Graph */

/** @type {(Graph & { address: string, width: number }) | undefined} */
let latest;

/** @param {import('./subject.js').Subject} subject @returns {Promise<Graph>} */
export function graphOf(subject) {
  const { batch, weightDecay, optimizer } = subject.config;
  const { shape, train } = subject.session.dataset;
  // AdamW's decay is no part of the objective: it takes from the weights directly.
  const penalty = optimizer === 'adamW' ? 0 : weightDecay;
  const inputs = shape.reduce((product, n) => product * n, 1);
  return ask('graph', {
    layers: layersOf(subject),
    batch: Math.min(batch, train),
    inputs,
    weightDecay: penalty,
  });
}

/**
 * Each operator with what goes in and what comes out, read off the DOT text; results without a name are numbered.
 * @param {string} dot
 */
function inWords(dot) {
  const vertices = [...dot.matchAll(/n\d+ \[shape=(\w+) label="(.*)"\]/g)].map(([, shape, label]) => ({
    operator: shape === 'circle',
    text: label.replace('\\n', ' '),
  }));
  const edges = [...dot.matchAll(/n(\d+) -> n(\d+)/g)].map(([, from, to]) => [Number(from), Number(to)]);
  let unnamed = 0;
  for (const vertex of vertices) if (!vertex.operator && !vertex.text) vertex.text = `result ${++unnamed}`;
  return vertices.flatMap(({ operator, text }, i) => {
    if (!operator) return [];
    const into = edges.filter(([, to]) => to === i).map(([from]) => vertices[from].text);
    const out = edges.filter(([from]) => from === i).map(([, to]) => vertices[to].text);
    return [`${text} of ${into.join(', ')} gives ${out.join(', ')}`];
  });
}

function zoom() {
  const part = Number(byId('graph-zoom', HTMLInputElement).value) / 100;
  if (latest) byId('graph-image', HTMLImageElement).width = Math.round(latest.width * part);
}

/** @param {Graph} graph */
export function showGraph(graph) {
  if (latest?.svg === graph.svg) return;
  if (latest) URL.revokeObjectURL(latest.address);
  const address = URL.createObjectURL(new Blob([graph.svg], { type: 'image/svg+xml' }));
  latest = { ...graph, address, width: Number(/ width="([\d.]+)"/.exec(graph.svg)?.[1] ?? 800) };
  const words = inWords(graph.dot);
  const image = byId('graph-image', HTMLImageElement);
  image.src = address;
  image.alt = `Graph of ${words.length} operators from the input x to the loss; its steps stand below in words.`;
  byId('graph-words', HTMLElement).replaceChildren(...words.map((text) => make('li', {}, text)));
  zoom();
}

export function startGraph() {
  byId('graph-zoom', HTMLInputElement).addEventListener('input', zoom);
  byId('graph-svg', HTMLButtonElement).addEventListener('click', () => {
    if (latest) save(new Blob([latest.svg], { type: 'image/svg+xml' }), 'weft-graph.svg');
  });
  byId('graph-dot', HTMLButtonElement).addEventListener('click', () => {
    if (latest) save(new Blob([latest.dot], { type: 'text/vnd.graphviz' }), 'weft-graph.dot');
  });
}
