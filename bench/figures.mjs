// Puts the reports of the last runs into the README, between `<!-- figures -->` and `<!-- /figures -->`, and into
// bench/report.svg, and what the page shows of them into web/src/benchmark/measured.json: `make figures`. It takes build/bench/report.json, of `make bench`, and report-web.json, of
// `make bench-web`, whichever are there.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { called, native, web } from './headlines.mjs';
import { figure } from './report/figure.mjs';
import { measured } from './report/measured.mjs';
import { caption, headlineRows, summary } from './report/summary.mjs';
import { between, writeWhole } from './report/write.mjs';

process.on('uncaughtException', (error) => {
  console.error(error.message.startsWith('figures: ') ? error.message : error);
  process.exit(1);
});

const root = fileURLToPath(new URL('../', import.meta.url));
const panels = [
  { part: 'native', path: 'build/bench/report.json', headlines: native },
  { part: 'web', path: 'build/bench/report-web.json', headlines: web },
]
  .filter(({ path }) => existsSync(root + path))
  .map(({ part, path, headlines }) => {
    const report = JSON.parse(readFileSync(root + path, 'utf8'));
    return {
      ...{ title: report.title, note: caption(report), called, rows: headlineRows(report, headlines) },
      forPage: { [part]: measured(report, headlines, called) },
    };
  });
if (panels.length === 0)
  throw new Error('figures: no report in build/bench; make bench or make bench-web writes one');

const plain = panels.map((panel) => ({ ...panel, note: panel.note.replaceAll('`', '') }));
writeWhole(`${root}bench/report.svg`, figure(plain));
const text = panels
  .map(({ title, note, rows }) => `${title}, ${note}:\n\n${summary(rows, called)}`)
  .join('\n\n');
const readme = `${root}README.md`;
writeWhole(readme, between(readFileSync(readme, 'utf8'), 'figures', text));
const page = `${root}web/src/benchmark/measured.json`;
const parts = Object.assign(JSON.parse(readFileSync(page, 'utf8')), ...panels.map(({ forPage }) => forPage));
writeWhole(page, `${JSON.stringify(parts, null, 2)}\n`);
console.log(
  `${panels.map(({ title }) => title).join(', ')}: README.md, bench/report.svg, web/src/benchmark/measured.json`,
);
