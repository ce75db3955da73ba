// Puts the reports of the last runs into the README, between `<!-- figures -->` and `<!-- /figures -->`, and into
// bench/report.svg: `make figures`. It takes build/bench/report.json, of `make bench`, and report-web.json, of
// `make bench-web`, whichever are there.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { called, native, web } from './headlines.mjs';
import { figure } from './report/figure.mjs';
import { headlineRows, summary } from './report/summary.mjs';
import { between, writeWhole } from './report/write.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const panels = [
  { path: 'build/bench/report.json', headlines: native },
  { path: 'build/bench/report-web.json', headlines: web },
]
  .filter(({ path }) => existsSync(root + path))
  .map(({ path, headlines }) => {
    const report = JSON.parse(readFileSync(root + path, 'utf8'));
    const note = `${report.machine}; ${report.simd}; ${report.date}`;
    return { title: report.title, note, called, rows: headlineRows(report, headlines) };
  });
if (panels.length === 0) {
  console.error('figures: no report in build/bench; make bench or make bench-web writes one');
  process.exit(1);
}

writeWhole(`${root}bench/report.svg`, figure(panels));
const text = panels
  .map(({ title, note, rows }) => `${title}, ${note}:\n\n${summary(rows, called)}`)
  .join('\n\n');
const readme = `${root}README.md`;
writeWhole(readme, between(readFileSync(readme, 'utf8'), 'figures', text));
console.log(`${panels.map(({ title }) => title).join(', ')}: README.md, bench/report.svg`);
