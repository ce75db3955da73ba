// The notebook's sections for the page: notebook/*.md as modules { number, title, blocks }, made when the
// page is built, and `virtual:notebook`, the list of all with what a table of contents needs.

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Marked } from 'marked';
import { headingOf, parseSection } from './src/notebook/section.js';

const folder = new URL('notebook/', import.meta.url);
const LIST = 'virtual:notebook';

const marked = new Marked({
  renderer: {
    /** The page has the first level for itself. A number is an address: #2.1.1. @param {{ depth: number, text: string, tokens: any[] }} token */
    heading({ depth, text, tokens }) {
      const { number } = headingOf(`# ${text}`) ?? { number: '' };
      const id = number ? ` id="${number}"` : '';
      // @ts-ignore marked's own `this`
      return `<h${depth + 1}${id}>${this.parser.parseInline(tokens)}</h${depth + 1}>\n`;
    },
  },
});

/** @param {string} file @param {string} text */
function moduleOf(file, text) {
  const { number, title, blocks } = parseSection(file, text);
  const made = blocks.map((block) =>
    'id' in block ? block : { ...block, html: marked.parse(block.markdown, { async: false }) },
  );
  return `export default ${JSON.stringify({ number, title, blocks: made })};`;
}

function list() {
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  /** @type {Map<string, string>} */
  const owners = new Map();
  const entries = files.sort().map((file) => {
    const path = new URL(file, folder);
    const { number, title, headings, blocks } = parseSection(file, readFileSync(path, 'utf8'));
    const cells = blocks.flatMap((block) => ('id' in block ? [block.id] : []));
    for (const id of cells) {
      if (owners.has(id)) throw new Error(`${file}: cell ${id} is in ${owners.get(id)} already`);
      owners.set(id, file);
    }
    const data = JSON.stringify({ number, title, headings, cells }).slice(0, -1);
    return `${data},"load":()=>import(${JSON.stringify(fileURLToPath(path))})}`;
  });
  return `export default [${entries.join(',')}];`;
}

/** @type {import('vite').Plugin} */
export const notebook = {
  name: 'notebook',
  resolveId: (id) => (id === LIST ? `\0${LIST}` : undefined),
  load: (id) => (id === `\0${LIST}` ? list() : undefined),
  transform(code, id) {
    const path = fileURLToPath(folder);
    if (!id.startsWith(path) || !id.endsWith('.md')) return undefined;
    return { code: moduleOf(id.slice(path.length), code), map: null, moduleType: 'js' };
  },
};
