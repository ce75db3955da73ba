// A section of the notebook, as it lies in web/notebook/*.md: Markdown, in which a fence ```js 2.1.a is the
// cell with that id. The first heading, # 2.1 Title, names the section. Pure; the Markdown becomes HTML in
// the build (vite.notebook.js).

/** @typedef {{ id: string, source: string }} CellBlock */
/** @typedef {{ markdown: string }} TextBlock */
/** @typedef {{ number: string, title: string, level: number }} Heading   number: '2.1.1', or '' */
/** @typedef {{ number: string, title: string, headings: Heading[], blocks: (CellBlock | TextBlock)[] }} SectionText */

/** @param {string} file    for messages @param {string} text @returns {SectionText} */
export function parseSection(file, text) {
  /** @type {(CellBlock | TextBlock)[]} */
  const blocks = [];
  /** @type {Heading[]} */
  const headings = [];
  /** @type {string[]} */
  let lines = [];
  /** The fence in which the line stands. @type {{ ticks: string, id?: string } | undefined} */
  let fence;
  const flush = () => {
    const markdown = lines.join('\n').replace(/^\n+|\s+$/g, '');
    if (markdown) blocks.push({ markdown });
    lines = [];
  };
  text.split(/\r?\n/).forEach((line, i) => {
    const [, ticks, info] = /^(`{3,})\s*(.*?)\s*$/.exec(line) ?? [];
    if (fence) {
      const ends = ticks !== undefined && ticks.length >= fence.ticks.length && info === '';
      if (ends && fence.id !== undefined) {
        if (blocks.some((block) => 'id' in block && block.id === fence?.id))
          throw new Error(`${file}:${i + 1}: a cell's id must be its own, got ${fence.id} twice`);
        blocks.push({ id: fence.id, source: lines.join('\n') });
        lines = [];
      } else lines.push(line);
      if (ends) fence = undefined;
      return;
    }
    if (ticks) {
      const [, id] = /^js\s+(\S+)$/.exec(info) ?? [];
      fence = { ticks, id };
      if (id !== undefined) return flush();
    }
    const heading = headingOf(line);
    if (heading) headings.push(heading);
    lines.push(line);
  });
  if (fence?.id !== undefined) throw new Error(`${file}: the fence of cell ${fence.id} must end with \`\`\``);
  flush();
  const [first] = headings;
  if (first?.level !== 1) throw new Error(`${file}: must begin with a heading like # 2.1 Title`);
  return { number: first.number, title: first.title, headings: headings.slice(1), blocks };
}

/** @param {string} line @returns {Heading | undefined} */
export function headingOf(line) {
  const match = /^(#{1,5})\s+(?:(\d+(?:\.\d+)*)\.?\s+)?(.*?)\s*$/.exec(line);
  return match ? { level: match[1].length, number: match[2] ?? '', title: match[3] } : undefined;
}
