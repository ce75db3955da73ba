// What the page shows beside its own measurements: training and products of the last whole runs, as JSON.
import { caption, headlineRows } from './summary.mjs';
import { digits } from './values.mjs';

/** @param {any} report @param {{ row: string, label: string }[]} headlines @param {Record<string, string>} called */
export function measured(report, headlines, called) {
  caption(report); // an error for a part of a run
  const { machine, simd, date, command } = report;
  const rows = headlineRows(report, headlines).filter(({ row }) => /(^|\/)(epoch|gemm)\//.test(row));
  return {
    ...{ machine, simd, date, command },
    rows: Object.fromEntries(
      rows.map(({ row, unit, ours, rivals }) => [
        row,
        {
          unit,
          weft: Number(digits(ours)),
          rivals: Object.fromEntries(
            Object.entries(rivals).map(([name, value]) => [called[name] ?? name, Number(digits(value))]),
          ),
        },
      ]),
    ),
  };
}
