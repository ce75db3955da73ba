// The C++ tests' programs beside the page, where they have been built: the self-test runs them. What they
// read, tests/golden, goes into one file.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';

const root = new URL('../', import.meta.url);
const built = new URL('build/wasm/tests/', root);
const golden = new URL('tests/golden/', root);
const VARIANTS = ['relaxed-simd-threads', 'simd'];

/** @param {string} variant */
const filesOf = (variant) => ['js', 'wasm'].map((ending) => `weft_tests_${variant}.${ending}`);

export const selftest = {
  name: 'selftest',
  apply: /** @type {const} */ ('build'),
  /** @param {{ dir?: string }} output */
  writeBundle({ dir }) {
    const to = `${dir}/selftest/`;
    mkdirSync(to, { recursive: true });
    const variants = VARIANTS.filter((variant) =>
      filesOf(variant).every((name) => existsSync(new URL(name, built))),
    );
    const times = [];
    for (const name of variants.flatMap(filesOf)) {
      copyFileSync(new URL(name, built), to + name);
      times.push(statSync(new URL(name, built)).mtimeMs);
    }
    const names = variants.length
      ? readdirSync(golden).filter((name) => /\.(json|safetensors)$/.test(name))
      : [];
    const contents = names.map((name) => readFileSync(new URL(name, golden)));
    writeFileSync(`${to}golden.bin`, Buffer.concat(contents));
    const files = names.map((name, i) => ({ name, size: contents[i].length }));
    writeFileSync(`${to}index.json`, JSON.stringify({ variants, built: Math.max(0, ...times), files }));
  },
};
