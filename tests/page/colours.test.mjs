// The eight colours of curves: readable on their surface, and told apart by normal sight and by each kind of
// colour blindness (simulated by Machado, Oliveira and Fernandes, 2009, in full severity; distances in Oklab,
// where two colours side by side are told apart from about 0.02 on).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(`../../web/src/${path}`, import.meta.url), 'utf8');
const css = `${read('shell/styles/base.css')}\n${read('board/board.css')}`;

/** All custom properties with a colour, as they are in light or in dark. */
function properties(dark) {
  const found = {};
  const plain = css.replace(/@media ([^{]*) \{\s*:root \{[^}]*\}/g, (block, query) =>
    dark && query === '(prefers-color-scheme: dark)' ? block : '',
  );
  for (const [, name, value] of plain.matchAll(/(--[\w-]+): ([^;]+);/g)) found[name] = value;
  const resolve = (value) => {
    const variable = /^var\((--[\w-]+)\)$/.exec(value);
    return variable ? resolve(found[variable[1]]) : value;
  };
  return (name) => resolve(found[name]);
}

const times = (matrix, v) => matrix.map((row) => row.reduce((sum, a, i) => sum + a * v[i], 0));
const decode = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const linear = (hex) => {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d) : hex.slice(1).match(/../g);
  return digits.map((d) => decode(parseInt(d, 16) / 255));
};
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};
const oklab = (rgb) =>
  times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    times(
      [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ],
      rgb.map((c) => Math.min(1, Math.max(0, c))),
    ).map(Math.cbrt),
  );

const SIGHT = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

for (const scheme of ['light', 'dark']) {
  test(`curves in ${scheme}: contrast of 4.5, told apart in every kind of sight`, () => {
    const property = properties(scheme === 'dark');
    const surface = linear(property('--surface'));
    const colours = Array.from({ length: 8 }, (_, i) => linear(property(`--curve-${i}`)));
    colours.forEach((colour, i) => {
      const found = contrast(colour, surface);
      assert.ok(found >= 4.5, `--curve-${i}: contrast ${found.toFixed(2)}`);
    });
    for (const [kind, matrix] of Object.entries(SIGHT)) {
      const seen = colours.map((colour) => oklab(times(matrix, colour)));
      for (let a = 0; a < 8; a++)
        for (let b = 0; b < a; b++) {
          const far = Math.hypot(...seen[a].map((v, i) => v - seen[b][i]));
          assert.ok(far >= 0.07, `${kind}: --curve-${a} and --curve-${b} are ${far.toFixed(3)} apart`);
        }
    }
  });
}
