// A report as Markdown: what was missed first, then the rows in sections, the rows with a goal before the others.
//
//   { title, machine, date, simd, peak: { '1': GFLOP/s }, bandwidth: { name: GB/s }, rows, notes?: [text] }
//
// Sections are [{ title, rows: /pattern/ }]; a row stands in the first that fits, or in 'Other rows'.
import { misses } from './judge.mjs';
import { digits } from './values.mjs';

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;

/** @param {string[]} head @param {unknown[][]} body */
export const table = (head, body) => [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');

const mark = ({ met, goal }) => (met === null ? (goal ? 'not judged' : '') : met ? 'yes' : '**no**');

/** Where a rival is missing, a goal says less than it should, or nothing. */
function lacking(rows) {
  const open = rows.filter(({ goal, met }) => goal && met === null).length;
  const fewer = rows.filter(
    ({ met, checks }) => met !== null && checks.some(({ lacks }) => lacks.length),
  ).length;
  return (
    (open ? ` ${open} more cannot be judged.` : '') +
    (fewer ? ` In ${fewer} of them a rival is missing (see Not measured).` : '')
  );
}

function figures(rows) {
  const rivals = [
    ...new Set(rows.flatMap(({ rivals, missing = {} }) => [...Object.keys(rivals), ...Object.keys(missing)])),
  ].filter((name) => name !== 'weft');
  const shares = rows.some(({ peakShare }) => peakShare !== undefined);
  const value = (row, name) =>
    name in row.rivals ? digits(row.rivals[name]) : row.missing?.[name] ? 'missing' : '';
  return table(
    ['row', 'unit', 'weft', ...rivals, 'ratio', ...(shares ? ['of peak'] : []), 'goal', 'met'],
    rows.map((row) => [
      row.row,
      row.unit,
      row.ours === null ? 'missing' : digits(row.ours),
      ...rivals.map((name) => value(row, name)),
      row.ratio === null ? '' : digits(row.ratio),
      ...(shares ? [row.peakShare === undefined ? '' : `${Math.round(row.peakShare * 100)} %`] : []),
      row.goal ?? '',
      mark(row),
    ]),
  );
}

/** Reasons, each with the contenders and rows that it holds for. */
function reasons(rows) {
  const found = new Map();
  for (const { row, missing = {} } of rows)
    for (const [name, reason] of Object.entries(missing)) {
      const key = `${name}: ${reason}`;
      found.set(key, [...(found.get(key) ?? []), row]);
    }
  return [...found].map(
    ([key, names]) => `- ${key} (${names.length > 3 ? `${names.length} rows` : names.join(', ')})`,
  );
}

const listed = (values, unit) =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${digits(value)} ${unit}`)
    .join(', ');

const others = { title: 'Other rows', rows: /(?:)/ };

/** The section that a row stands in. */
export const sectionOf = (row, sections) => sections.find(({ rows }) => rows.test(row)) ?? others;

export function markdown(report, sections) {
  const judged = report.rows.filter(({ met }) => met !== null);
  const missed = judged.filter(({ met }) => !met);
  const groups = [...sections, others].map((section) => {
    const inside = report.rows.filter(({ row }) => sectionOf(row, sections) === section);
    return {
      ...section,
      rows: [...inside.filter(({ goal }) => goal), ...inside.filter(({ goal }) => !goal)],
    };
  });
  const absent = reasons(report.rows);
  const unsteady = report.rows.filter(({ spread }) => spread > 0.25);
  return (
    [
      `# ${report.title}`,
      `${report.machine}; ${report.simd}; ${report.date}.`,
      ...(report.peak ? [`Peak of multiply-adds, by cores: ${listed(report.peak, 'GFLOP/s')}.`] : []),
      ...(report.bandwidth ? [`Bandwidth: ${listed(report.bandwidth, 'GB/s')}.`] : []),
      `${judged.length - missed.length} of ${judged.length} rows with a goal reach it.${lacking(report.rows)} Figures are medians of one` +
        ' interleaved run; a ratio is ours over the rival of the first goal.',
      ...(missed.length
        ? ['Missed:', missed.map((row) => `- ${row.row}: ${misses(row).join('; ')}`).join('\n')]
        : []),
      ...groups
        .filter(({ rows }) => rows.length)
        .flatMap(({ title, rows }) => [`## ${title}`, figures(rows)]),
      ...(absent.length ? ['## Not measured', absent.join('\n')] : []),
      ...(unsteady.length
        ? [
            `In ${unsteady.length} of ${report.rows.length} rows the rounds of a contender differ by more than a quarter: ` +
              unsteady.map(({ row, spread }) => `${row} (${digits(spread)})`).join(', '),
          ]
        : []),
      ...(report.notes ?? []),
    ].join('\n\n') + '\n'
  );
}
