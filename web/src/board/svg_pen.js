// Draws a picture as the elements of an SVG file; text stays text.

/** @param {string} text */
export const escapeXml = (text) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

/** @param {number} v */
const short = (v) => String(Number(v.toFixed(2)));

/** @param {Record<string, string | number | undefined>} attributes */
const list = (attributes) =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => ` ${name}="${escapeXml(typeof value === 'number' ? short(value) : String(value))}"`,
    )
    .join('');

/** The moves and lines of pairs; a number that is none interrupts. @param {number[]} xys */
function path(xys) {
  let [d, down] = ['', false];
  for (let i = 0; i < xys.length; i += 2) {
    const fine = Number.isFinite(xys[i] + xys[i + 1]);
    if (fine) d += `${down ? 'L' : 'M'}${short(xys[i])} ${short(xys[i + 1])}`;
    down = fine;
  }
  return d;
}

/** @param {string} clipId */
export function svgPen(clipId) {
  /** @type {string[]} */
  const parts = [];
  let clipped = false;
  return {
    /** @type {import('./picture.js').Pen} */
    pen: {
      line(xys, { stroke, width = 1, dash = [], alpha, round }) {
        const d = path(xys);
        if (!d) return;
        const style = {
          stroke,
          'stroke-width': width,
          'stroke-dasharray': dash.length > 0 ? dash.join(' ') : undefined,
          'stroke-opacity': alpha,
          'stroke-linecap': round ? 'round' : undefined,
        };
        parts.push(`<path d="${d}" fill="none"${list(style)}/>`);
      },

      dots(xys, radius, fill, edge) {
        const style = list({ r: radius, fill, stroke: edge, 'stroke-width': edge && 2.25 });
        for (let i = 0; i < xys.length; i += 2) {
          if (!Number.isFinite(xys[i] + xys[i + 1])) continue;
          parts.push(`<circle${list({ cx: xys[i], cy: xys[i + 1] })}${style}/>`);
        }
      },

      text(x, y, text, { fill, anchor = 'start', halo, bold }) {
        const style = {
          fill,
          'text-anchor': anchor === 'start' ? undefined : anchor,
          'font-weight': bold ? 600 : undefined,
          ...(halo && {
            stroke: halo,
            'stroke-width': 4,
            'stroke-linejoin': 'round',
            'paint-order': 'stroke',
          }),
        };
        parts.push(`<text${list({ x, y })}${list(style)}>${escapeXml(text)}</text>`);
      },

      clip(box) {
        if (clipped) parts.push('</g>');
        clipped = box !== undefined;
        if (!box) return;
        const { left: x, top: y, width, height } = box;
        parts.push(`<clipPath id="${clipId}"><rect${list({ x, y, width, height })}/></clipPath>`);
        parts.push(`<g clip-path="url(#${clipId})">`);
      },
    },
    /** What has been drawn. */
    elements: () => parts,
  };
}
