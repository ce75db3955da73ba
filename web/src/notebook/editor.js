// The code of a cell: a text field at once, and CodeMirror in its place as soon as that has been loaded. Where
// it cannot be, the text field does the work.

import { make } from '../shell/dom.js';

/**
 * @typedef {object} Editor
 * @property {() => string} text
 * @property {(text: string) => void} setText
 * @property {(line?: number) => void} mark    marks one line as the one with the error, or none
 * @property {(line?: number) => void} focus    at the beginning of a line, counted from 1
 */
/**
 * @typedef {object} Handlers
 * @property {string} label
 * @property {(text: string) => void} onChange
 * @property {(goOn: boolean) => void} onRun    goOn: Shift+Enter, which also goes to the next cell
 */

/** Loaded once for all cells. @type {Promise<typeof import('./codemirror.js') | undefined> | undefined} */
let loading;
const load = () => (loading ??= import('./codemirror.js').catch(() => undefined));

/** @param {HTMLElement} host @param {string} text @param {Handlers} handlers @returns {Editor} */
export function createEditor(host, text, handlers) {
  let editor = plainEditor(host, text, handlers);
  /** @type {number | undefined} */
  let fault;
  void load().then((module) => {
    if (!module) return;
    const hadFocus = host.contains(document.activeElement);
    editor = module.richEditor(host, editor.text(), handlers);
    editor.mark(fault);
    if (hadFocus) editor.focus();
  });
  return {
    text: () => editor.text(),
    setText: (next) => editor.setText(next),
    mark: (line) => editor.mark((fault = line)),
    focus: (line) => editor.focus(line),
  };
}

/** @param {HTMLElement} host @param {string} text @param {Handlers} handlers @returns {Editor} */
function plainEditor(host, text, { label, onChange, onRun }) {
  const field = make('textarea', {
    'aria-label': label,
    spellcheck: 'false',
    autocapitalize: 'off',
    class: 'plain-code',
  });
  const fit = () => (field.rows = field.value.split('\n').length);
  field.value = text;
  fit();
  function changed() {
    fit();
    field.removeAttribute('aria-invalid');
    onChange(field.value);
  }
  field.addEventListener('input', changed);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun(event.shiftKey);
  });
  host.replaceChildren(field);
  return {
    text: () => field.value,
    setText(next) {
      field.value = next;
      changed();
    },
    mark: (line) => field.toggleAttribute('aria-invalid', line !== undefined),
    focus(line) {
      field.focus();
      if (line === undefined) return;
      const lines = field.value.split('\n');
      const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    },
  };
}
