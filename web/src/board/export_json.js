// All points as JSON. What is not a number cannot stand in JSON: null instead, as JSON.stringify has it.

/**
 * @param {{ title: string, xLabel: string, yLabel: string }} names
 * @param {import('./picture.js').Curve[]} curves
 */
export function toJson(names, curves) {
  const list = curves.map(({ series, name, reference = false }) => ({
    label: series.label,
    run: series.run,
    name,
    reference,
    x: [...series.xs.data.subarray(0, series.length)],
    y: [...series.raw.ys.data.subarray(0, series.length)],
  }));
  return `${JSON.stringify({ ...names, curves: list }, null, 1)}\n`;
}
