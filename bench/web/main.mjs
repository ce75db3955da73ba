// The figures of the module beside those of its rivals, in Chromium and under Node: build/bench/report-web.json
// and report-web.md. Contenders take turns, and a contender without a figure has a reason.
//
//   node bench/web/main.mjs [--quick] [--data DIR] [--rows REGEX] [--rivals NAME,...]

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { machine } from '../cores.mjs';
import { findData } from '../data.mjs';
import { judge } from '../report/judge.mjs';
import { markdown } from '../report/markdown.mjs';
import { Samples } from '../report/samples.mjs';
import { chooseRivals, chooseRows, commandOf, readOptions } from '../report/select.mjs';
import { writeReport } from '../report/write.mjs';
import { RIVALS, bundle, lacks } from './bundle.mjs';
import { CHECKED, measure } from './measure.mjs';
import { GOALS, ROWS, SECTIONS, WITH_NATIVE, hasRivals } from './rows.mjs';
import { writeProducts, writeTask } from './task_files.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

// Quick epochs are a part of the images, and their times are scaled up to all of them. With one round alone, all have warmed
// up equally, by an epoch; in five, the median is of warm ones after a few batches, and weft's epoch has no part.
const SPEEDS = {
  full: { rounds: 5, images: 60_000, warmUp: 16 * 256 + 96, milliseconds: 200 },
  quick: { rounds: 1, images: 8192, warmUp: 8192, milliseconds: 50 },
};

/** Options as given; an unknown row or rival is an error that lists what there is. @param {string[]} args */
function read(args) {
  const { data, ...asked } = readOptions(args);
  const names = chooseRows(
    asked.rows,
    ROWS.map(({ row }) => row),
  );
  return {
    rows: ROWS.filter(({ row }) => names.includes(row)),
    rivals: chooseRivals(asked.rivals, RIVALS),
    speed: asked.quick ? SPEEDS.quick : SPEEDS.full,
    data,
    asked,
  };
}

function browserVersion() {
  const { stdout } = spawnSync(process.env.WEFT_CHROMIUM || '/usr/bin/chromium', ['--version'], {
    encoding: 'utf8',
  });
  return /\w+ [\d.]+/.exec(stdout ?? '')?.[0] ?? 'no Chromium';
}

/** @param {string[]} args */
async function main(args) {
  const { rows, rivals, speed, data: given, asked } = read(args);
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
    machine,
    date: new Date().toISOString().slice(0, 10),
    simd: `WebAssembly in ${browserVersion()} and Node ${process.versions.node}`,
    command: commandOf('bench-web', asked),
    asked,
    rows: judged,
    notes: [
      `Data: ${name}. An epoch is 60,000 shuffled images in batches of 256, from memory` +
        (speed.images < 60_000 ? `; here ${speed.images.toLocaleString('en')} of them, scaled up.` : '.'),
      ...(native ? [`The native program, 2 threads, in the same run: ${native.toFixed(3)} s an epoch.`] : []),
      infos.map((info) => `- ${info}`).join('\n'),
    ],
  };
  const text = markdown(report, SECTIONS);
  writeReport(`${root}build/bench/report-web`, report, text);
  console.log(`\n${text}`);
  // A rival may fail, weft may not.
  if (judged.some(({ ours }) => ours === null)) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
  process.exit();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}
