// The board as an SVG file that stands alone: title, legend, and the picture as it is on the screen.

import { draw, textWidth } from './picture.js';
import { escapeXml, svgPen } from './svg_pen.js';

const ROW = 20;

/** The legend's entries in rows that are not wider than the picture. @param {import('./picture.js').Scene} scene */
function legendRows({ box, curves }) {
  let [x, row] = [14, 0];
  const entries = curves.map((curve) => {
    const width = 42 + textWidth(curve.name) + 18;
    if (x > 14 && x + width > box.width) [x, row] = [14, row + 1];
    const entry = { curve, x, row };
    x += width;
    return entry;
  });
  return { entries, rows: curves.length > 0 ? row + 1 : 0 };
}

/** @param {import('./picture.js').Scene} scene @param {string} title */
export function toSvg(scene, title) {
  const { theme } = scene;
  const { width } = scene.box;
  const { entries, rows } = legendRows(scene);
  const top = (title ? 30 : 8) + rows * ROW;
  const height = top + scene.box.height;
  const { pen, elements } = svgPen('plot');

  if (title) pen.text(14, 21, title, { fill: theme.ink, bold: true });
  for (const { curve, x, row } of entries) {
    const y = (title ? 30 : 8) + row * ROW + 10;
    const { colour: stroke, dash, reference: round, name } = curve;
    pen.line([x, y, x + 34, y], { stroke, width: 2.5, dash, round });
    pen.text(x + 40, y + 4, name, { fill: theme.ink });
  }
  draw(pen, { ...scene, cursor: undefined, box: { ...scene.box, top } });

  const font = `font-family="${escapeXml(theme.font || 'sans-serif')}" font-size="12"`;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font} role="img">`,
    `<title>${escapeXml(title || 'Curves')}</title>`,
    `<rect width="${width}" height="${height}" fill="${escapeXml(theme.surface)}"/>`,
    ...elements(),
    '</svg>\n',
  ].join('\n');
}
