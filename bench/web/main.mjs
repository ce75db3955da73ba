// The figures of the module beside those of its rivals, in Chromium and under Node: build/bench/report-web.json
// and report-web.md. Contenders take turns, and a contender without a figure has a reason.
//
//   node bench/web/main.mjs [--quick] [--data DIR] [--rows REGEX] [--rivals NAME,...]

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { judge } from '../report/judge.mjs';
import { markdown } from '../report/markdown.mjs';
import { Samples } from '../report/samples.mjs';
import { chooseRivals, chooseRows } from '../report/select.mjs';
import { writeWhole } from '../report/write.mjs';
import { RIVALS, bundle, lacks } from './bundle.mjs';
import { CHECKED, measure } from './measure.mjs';
import { GOALS, ROWS, SECTIONS, WITH_NATIVE, hasRivals } from './rows.mjs';
import { writeProducts, writeTask } from './task_files.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

// Quick epochs are a part of the images, and their times are scaled up to all of them.
const SPEEDS = {
  full: { rounds: 5, images: 60_000, milliseconds: 200 },
  quick: { rounds: 1, images: 10_240, milliseconds: 50 },
};

/** Options as given; an unknown row or rival is an error that lists what there is. @param {string[]} args */
function read(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean' },
      data: { type: 'string' },
      rows: { type: 'string' },
      rivals: { type: 'string' },
    },
  });
  const names = chooseRows(
    values.rows,
    ROWS.map(({ row }) => row),
  );
  return {
    rows: ROWS.filter(({ row }) => names.includes(row)),
    rivals: chooseRivals(values.rivals, RIVALS),
    speed: values.quick ? SPEEDS.quick : SPEEDS.full,
    data: values.data,
  };
}

/** The folder of Fashion-MNIST, or of the synthetic set where there is none. @param {string | undefined} given */
function findData(given) {
  const data = given ?? execFileSync(`${root}.setup/data.sh`, { encoding: 'utf8' }).trim();
  if (data) return data;
  const folder = `${root}build/bench/web/synthetic`;
  mkdirSync(folder, { recursive: true });
  execFileSync(`${root}build/native/weft`, ['data', 'synth', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}

function browserVersion() {
  const { stdout } = spawnSync(process.env.WEFT_CHROMIUM || '/usr/bin/chromium', ['--version'], {
    encoding: 'utf8',
  });
  return /\w+ [\d.]+/.exec(stdout ?? '')?.[0] ?? 'no Chromium';
}

/** @param {string[]} args */
async function main(args) {
  const { rows, rivals, speed, data: given } = read(args);
  const data = findData(given);
  const samples = new Samples();
  for (const { row, unit, threads, relaxed } of rows)
    samples.declare(row, { unit, threads, simd: relaxed ? 'wasm-relaxed' : 'wasm' });

  const able = rivals.filter((rival) => {
    const reason = lacks(rival);
    if (reason) for (const { row } of rows.filter(hasRivals)) samples.miss(row, rival, reason);
    return !reason;
  });
  const { name, losses } = await writeTask(data, speed.images, CHECKED);
  writeProducts(rows.flatMap(({ work }) => ('shape' in work ? [work.shape] : [])));
  if (able.length) await bundle(able);
  const { infos, native } = await measure({ rows, rivals: able, data, losses, ...speed, samples });

  const judged = samples
    .medians()
    .map((row) => judge(row.row === WITH_NATIVE && native ? { ...row, references: { native } } : row, GOALS));
  const report = {
    title: 'Benchmarks in WebAssembly',
    machine: `${cpus()[0].model}, ${cpus().length} cores`,
    date: new Date().toISOString().slice(0, 10),
    simd: `WebAssembly in ${browserVersion()} and Node ${process.versions.node}`,
    rows: judged,
    notes: [
      `Data: ${name}. An epoch is 60,000 shuffled images in batches of 256, from memory` +
        (speed.images < 60_000 ? `; here ${speed.images.toLocaleString('en')} of them, scaled up.` : '.'),
      ...(native ? [`The native program, 2 threads, in the same run: ${native.toFixed(3)} s an epoch.`] : []),
      infos.map((info) => `- ${info}`).join('\n'),
    ],
  };
  const text = markdown(report, SECTIONS);
  writeWhole(`${root}build/bench/report-web.json`, `${JSON.stringify(report, null, 1)}\n`);
  writeWhole(`${root}build/bench/report-web.md`, text);
  console.log(`\n${text}`);
  // A rival may fail, weft may not.
  if (judged.some(({ missing }) => 'weft' in missing)) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
  process.exit();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}
