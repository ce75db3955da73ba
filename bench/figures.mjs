// Puts the reports of the last runs into the README, between `<!-- figures -->` and `<!-- /figures -->`, and into
// bench/report.svg: `make figures`. It takes build/bench/report.json, of `make bench`, and report-web.json, of
// `make bench-web`, whichever are there.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { figure } from './report/figure.mjs';
import { headlineRows, summary } from './report/summary.mjs';
import { between, writeWhole } from './report/write.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const reports = ['report.json', 'report-web.json']
  .map((name) => `${root}build/bench/${name}`)
  .filter(existsSync)
  .map((path) => JSON.parse(readFileSync(path, 'utf8')));
if (reports.length === 0) {
  console.error('figures: no report in build/bench; make bench or make bench-web writes one');
  process.exit(1);
}

const panels = reports.map((report) => {
  const headlines =
    report.headlines ?? report.rows.filter(({ goal }) => goal).map(({ row }) => ({ row, label: row }));
  const note = `${report.machine}; ${report.simd}; ${report.date}. The longer a bar, the better.`;
  return { title: report.title, note, called: report.called, rows: headlineRows(report, headlines) };
});
writeWhole(`${root}bench/report.svg`, figure(panels));
const text = panels
  .map(({ title, note, called, rows }) => `${title}, ${note.split('. The')[0]}:\n\n${summary(rows, called)}`)
  .join('\n\n');
const readme = `${root}README.md`;
writeWhole(readme, between(readFileSync(readme, 'utf8'), 'figures', text));
console.log(`${reports.length} reports: README.md, bench/report.svg`);
