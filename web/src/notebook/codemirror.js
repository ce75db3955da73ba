// CodeMirror as a cell's editor. It lives in a shadow root: there it adopts its style sheets, while in the
// document it would insert style elements, which the content policy refuses.

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  GutterMarker,
  drawSelection,
  gutterLineClass,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    borderRadius: 'var(--radius)',
    fontSize: '0.875rem',
  },
  '&.cm-focused': { outline: '3px solid var(--indigo)', outlineOffset: '2px' },
  '.cm-content': { fontFamily: 'var(--mono)', padding: '0.5rem 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-scroller': { overflow: 'hidden', fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-gutters': { color: 'var(--muted)', backgroundColor: 'transparent', border: '0' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in oklab, var(--indigo) 25%, var(--surface))',
  },
  '&.cm-focused .cm-matchingBracket': { background: 'none', outline: '1px solid var(--edge)' },
  '.cm-fault': {
    textDecoration: 'underline wavy var(--madder)',
    textUnderlineOffset: '0.2em',
    backgroundColor: 'color-mix(in oklab, var(--madder) 10%, transparent)',
  },
  '.cm-gutterElement.cm-fault-number': { color: 'var(--madder)', fontWeight: '700', textDecoration: 'none' },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--indigo)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--verdigris)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--madder)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
]);

/** @type {import('@codemirror/state').StateEffectType<number | undefined>} */
const setFault = StateEffect.define();
const faultLine = Decoration.line({ class: 'cm-fault' });
const faultNumber = new (class extends GutterMarker {
  elementClass = 'cm-fault-number';
})();

/** Where the line with the error begins, until the text changes. @type {StateField<number | undefined>} */
const faultField = StateField.define({
  create: () => /** @type {number | undefined} */ (undefined),
  update(value, { effects, docChanged, state }) {
    let next = docChanged ? undefined : value;
    for (const effect of effects) {
      if (!effect.is(setFault)) continue;
      const line = effect.value;
      next =
        line !== undefined && line >= 1 && line <= state.doc.lines ? state.doc.line(line).from : undefined;
    }
    return next;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (at) =>
      at === undefined ? Decoration.none : Decoration.set([faultLine.range(at)]),
    ),
    gutterLineClass.compute([field], (state) => {
      const at = state.field(field);
      return at === undefined ? RangeSet.empty : RangeSet.of([faultNumber.range(at)]);
    }),
  ],
});

/**
 * Where typing replaces a selection, Chromium sets style attributes, which the content policy refuses and logs: so it is
 * done here.
 * @param {InputEvent} event @param {EditorView} view
 */
function replaceSelected({ inputType, isComposing, data }, view) {
  if (inputType !== 'insertText' || isComposing || data === null) return false;
  const [from, to] = selected(view);
  if (from === to) return false;
  view.dispatch({
    changes: { from, to, insert: data },
    selection: { anchor: from + data.length },
    userEvent: 'input.type',
    scrollIntoView: true,
  });
  return true;
}

/** As the document has it, of which the editor may not have heard yet. @param {EditorView} view */
function selected(view) {
  const root = /** @type {{ getSelection?: () => Selection | null }} */ (view.root);
  const { anchorNode, focusNode, anchorOffset, focusOffset } = root.getSelection?.() ?? {};
  const { from, to } = view.state.selection.main;
  if (!anchorNode || !focusNode || !view.contentDOM.contains(anchorNode)) return [from, to];
  return [view.posAtDOM(anchorNode, anchorOffset), view.posAtDOM(focusNode, focusOffset)].sort(
    (a, b) => a - b,
  );
}

/** @param {HTMLElement} host @param {string} text @param {import('./editor.js').Handlers} handlers @returns {import('./editor.js').Editor} */
export function richEditor(host, text, { label, onChange, onRun }) {
  /** @param {boolean} goOn */
  const run = (goOn) => () => {
    onRun(goOn);
    return true;
  };
  /** Escape hands Tab back to the browser, until the editor is left. @param {EditorView} view */
  const release = (view) => {
    view.setTabFocusMode(true);
    return true;
  };
  const extensions = [
    keymap.of([
      { key: 'Shift-Enter', run: run(true) },
      { key: 'Ctrl-Enter', run: run(false) },
      { key: 'Mod-Enter', run: run(false) },
      { key: 'Escape', run: release },
      ...defaultKeymap,
      ...historyKeymap,
      indentWithTab,
    ]),
    history(),
    lineNumbers(),
    // Nothing scrolls sideways: a region that does must be reached by keyboard, and is hard to read on a phone.
    EditorView.lineWrapping,
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    javascript(),
    syntaxHighlighting(colours),
    theme,
    faultField,
    EditorView.contentAttributes.of({ 'aria-label': label, autocapitalize: 'off' }),
    EditorView.domEventHandlers({
      blur: (_event, view) => view.setTabFocusMode(false),
      beforeinput: replaceSelected,
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
  const place = document.createElement('div');
  const root = place.attachShadow({ mode: 'open' });
  const view = new EditorView({ state: EditorState.create({ doc: text, extensions }), parent: root, root });
  // What is out of sight is not measured, and guessed far too high; as for a printer, all lines are laid out.
  // There is no public way to ask for it, and CodeMirror takes it back after a print: hence a setter that does nothing.
  if (view.state.doc.lines < 1000)
    Object.defineProperty(/** @type {any} */ (view).viewState, 'printing', { get: () => true, set() {} });
  host.replaceChildren(place);
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    mark: (line) => view.dispatch({ effects: setFault.of(line) }),
    focus(line) {
      if (line !== undefined && line <= view.state.doc.lines)
        view.dispatch({ selection: { anchor: view.state.doc.line(line).from }, scrollIntoView: true });
      view.focus();
    },
  };
}
