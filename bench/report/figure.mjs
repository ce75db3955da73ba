// The headline rows of reports as one picture: a bar for us and for each rival, as long as it is fast, in each row
// relative to the fastest. An SVG that follows the reader's light or dark theme, for a README.
//
//   panels: [{ title, note, called?: { name: 'Name' }, rows: [{ label, unit, ours, rivals: { name: value } }] }]
import { digits, moreIsBetter } from './values.mjs';

const width = 800;
const left = 306; // where bars begin; names of contenders end 8 before
const longest = 388;
const bar = 11;
const step = 14;
const gap = 13;
const most = 5; // rivals in a row, the fastest

const style = `
  text { font: 12px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328; }
  .title { font-size: 15px; font-weight: 600; }
  .label { font-weight: 600; }
  .quiet { fill: #656d76; font-size: 11px; }
  .ours { fill: #0969da; }
  .rival { fill: #afb8c1; }
  .name { text-anchor: end; font-size: 11px; }
  .value { font-size: 11px; }
  .line { stroke: #d0d7de; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #8d96a0; }
    .ours { fill: #4493f8; }
    .rival { fill: #545d68; }
    .line { stroke: #30363d; }
  }`;

const escaped = (text) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const text = (x, y, content, kind) => `<text x="${x}" y="${y}" class="${kind}">${escaped(content)}</text>`;

/** Words of one row's label on lines of what fits beside the names. */
function lines(label, letters = 25) {
  const made = [''];
  for (const word of label.split(' ')) {
    if (made.at(-1) && made.at(-1).length + word.length >= letters) made.push('');
    made[made.length - 1] += (made.at(-1) && ' ') + word;
  }
  return made;
}

function row({ label, unit, ours, rivals }, called, y) {
  const speed = (value) => (moreIsBetter(unit) ? value : 1 / value);
  const others = Object.entries(rivals).toSorted((a, b) => speed(b[1]) - speed(a[1]));
  const bars = [['weft', ours], ...others.slice(0, most)];
  const fastest = Math.max(...bars.map(([, value]) => speed(value)));
  const words = lines(label);
  const parts = words.map((line, i) => text(0, y + 10 + i * 15, line, 'label'));
  bars.forEach(([name, value], i) => {
    const top = y + i * step;
    const length = Math.max(1, Math.round((speed(value) / fastest) * longest));
    parts.push(
      text(left - 8, top + 10, called[name] ?? name, 'name'),
      `<rect x="${left}" y="${top}" width="${length}" height="${bar}" rx="2" class="${i ? 'rival' : 'ours'}"/>`,
      text(left + length + 6, top + 10, `${digits(value)} ${unit}`, 'value'),
    );
  });
  return { parts, bottom: y + Math.max(bars.length * step, words.length * 15) };
}

export function figure(panels) {
  const parts = [];
  let y = 0;
  for (const { title, note, called = {}, rows } of panels) {
    const shown = rows.filter(({ ours, rivals }) => ours !== null && Object.keys(rivals).length);
    if (shown.length === 0) continue;
    parts.push(
      text(0, y + 16, `${title}: the longer a bar, the better`, 'title'),
      text(0, y + 34, note, 'quiet'),
    );
    y += 52;
    for (const one of shown) {
      const { parts: made, bottom } = row(one, called, y);
      parts.push(
        ...made,
        `<line x1="0" x2="${width}" y1="${bottom + gap / 2}" y2="${bottom + gap / 2}" class="line"/>`,
      );
      y = bottom + gap;
    }
    parts.pop(); // no line below the last
    y += 16;
  }
  const height = y;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -8 ${width + 24} ${height + 8}" width="${width + 24}" role="img">
<style>${style}
</style>
${parts.join('\n')}
</svg>
`;
}
