// The rows that a reader wants first, [{ row, label }], as a table for the README.
import { advantage } from './judge.mjs';
import { table } from './markdown.mjs';
import { digits, moreIsBetter } from './values.mjs';

/** Headline rows as they were measured, those that were, each with its label. */
export const headlineRows = (report, headlines) =>
  headlines.flatMap(({ row, label }) =>
    report.rows.filter((r) => r.row === row).map((r) => ({ ...r, label })),
  );

/** Of which run the table is, in words; that of a part of the rows or rivals would take the place of all of them. */
export function caption({ machine, simd, date, asked, command }) {
  if (!asked) throw new Error('figures: a report in build/bench is older than this program; measure again');
  if (asked.rows || asked.rivals)
    throw new Error(`figures: a report in build/bench is of a part, ${command}; the README shows whole runs`);
  return `${machine}; ${simd}; ${date}; \`${command}\`${asked.quick ? ', a quick run of few rounds' : ''}`;
}

export function summary(rows, called = {}) {
  return table(
    ['', 'weft', 'rivals, the best first', 'weft ahead'],
    rows.map((row) => {
      const sign = moreIsBetter(row.unit) ? -1 : 1;
      const others = Object.entries(row.rivals).toSorted((a, b) => sign * (a[1] - b[1]));
      const ahead = advantage(row)?.times;
      return [
        row.label,
        row.ours === null ? '' : `**${digits(row.ours)} ${row.unit}**`,
        others.map(([name, value]) => `${called[name] ?? name} ${digits(value)}`).join(', '),
        ahead === undefined ? '' : `${ahead.toFixed(ahead < 1.5 ? 2 : 1)} times`,
      ];
    }),
  );
}
