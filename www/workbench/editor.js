// CodeMirror in a shadow root: there its styles are adopted sheets, so that a
// policy without inline styles holds.
//
// A state for each file, so that undo survives going from file to file; the
// grid writes into the same states, and so shares their history.

import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, undo } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { EditorView, GutterMarker, drawSelection, gutter, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** What a file is for, which tells the keys it may have. */
function kindOf(path) {
  if (path.endsWith('/pack.yaml')) return 'pack';
  return path.split('/')[1] === 'cases' ? 'cases' : 'rules';
}

const WORD = /[\p{L}\p{N}_-]+$/u;

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: '#0b4a8f', fontWeight: 'bold' },
  { tag: [tags.string, tags.content], color: '#1b4d1b' },
  { tag: [tags.comment, tags.lineComment], color: '#5a5a5a', fontStyle: 'italic' },
  { tag: [tags.number, tags.bool, tags.keyword], color: '#7a1f6b' },
  { tag: [tags.punctuation, tags.separator], color: '#444444' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '0.9375rem', backgroundColor: '#ffffff', color: '#1a1a1a' },
  '&.cm-focused': { outline: '3px solid #0b4a8f', outlineOffset: '-3px' },
  '.cm-scroller': { fontFamily: '"Noto Sans Mono CJK JP", "BIZ UDGothic", Consolas, monospace', lineHeight: '1.7' },
  '.cm-gutters': { backgroundColor: '#f4f4f4', color: '#595959' },
  // The library draws these as images in data: addresses, which the policy refuses.
  ...Object.fromEntries(
    [['error', '✕', '#b00020'], ['warning', '!', '#7a4a00'], ['info', 'i', '#0b4a8f'], ['hint', 'i', '#0b4a8f']].flatMap(([name, sign, color]) => [
      [`.cm-lintRange-${name}`, { backgroundImage: 'none', textDecoration: `underline wavy ${color}`, textDecorationSkipInk: 'none' }],
      [`.cm-lint-marker-${name}`, { content: 'normal', color, fontWeight: 'bold', textAlign: 'center' }],
      [`.cm-lint-marker-${name}:before`, { content: `"${sign}"` }],
    ]),
  ),
  '.cm-missed': { color: '#7a4a00', fontWeight: 'bold' },
  '.cm-tooltip': { fontSize: '0.9375rem', maxWidth: '36rem' },
});

class Missed extends GutterMarker {
  constructor(title) {
    super();
    this.title = title;
  }

  toDOM() {
    const it = document.createElement('span');
    it.textContent = '○';
    it.title = this.title;
    it.className = 'cm-missed';
    return it;
  }
}

const setMissed = StateEffect.define();
const missedField = StateField.define({
  create: () => RangeSet.empty,
  update(marks, change) {
    for (const it of change.effects) if (it.is(setMissed)) return it.value;
    return marks.map(change.changes);
  },
});

/** A place as the engine tells it, as an offset. */
function offset(doc, line, column) {
  if (line > doc.lines) return doc.length;
  const it = doc.line(Math.max(1, line));
  return Math.min(it.from + column, it.to);
}

export class Editor {
  #states = new Map();
  #view;
  #path;
  #names = {};
  #keys = {};

  /** `changed(path, text)` with every change, whoever made it. */
  constructor(host, { changed, lang }) {
    this.changed = changed;
    this.lang = lang;
    const root = host.attachShadow({ mode: 'open' });
    const place = document.createElement('div');
    place.className = 'place';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':host, .place { display: block; height: 100%; min-height: 0 }');
    root.adoptedStyleSheets = [sheet];
    root.append(place);
    this.#view = new EditorView({ parent: place, root, state: this.#state('', ''), dispatch: (change) => this.#dispatch(change) });
  }

  get text() {
    return this.#view.state.doc.toString();
  }

  open(path, text) {
    if (this.#path !== undefined) this.#states.set(this.#path, this.#view.state);
    this.#path = path;
    const known = this.#states.get(path);
    this.#view.setState(known?.doc.toString() === text ? known : this.#state(path, text));
  }

  /** After another pack was opened. */
  forget() {
    this.#states.clear();
    this.#path = undefined;
  }

  focus() {
    this.#view.focus();
  }

  jump(line, column, endLine = line, endColumn = column) {
    const { doc } = this.#view.state;
    const [from, to] = [offset(doc, line, column), offset(doc, endLine, endColumn)];
    this.#view.dispatch({ selection: { anchor: from, head: Math.max(from, to) }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  }

  /** Only what differs is replaced, so that the rest keeps its marks and history. */
  replace(text) {
    const old = this.text;
    let from = 0;
    while (from < old.length && from < text.length && old[from] === text[from]) from += 1;
    let end = 0;
    while (end < old.length - from && end < text.length - from && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    if (from === old.length && from === text.length) return;
    // One cell, one paste is one step back.
    this.#view.dispatch({ changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) }, annotations: isolateHistory.of('full') });
  }

  /** One cell, one paste is one step back. */
  put = (from, to, insert) => {
    if (this.#view.state.sliceDoc(from, to) === insert) return;
    this.#view.dispatch({ changes: { from, to, insert }, annotations: isolateHistory.of('full') });
  };

  edit(edits) {
    const { doc } = this.#view.state;
    const changes = edits.map((it) => ({ from: offset(doc, it.line, it.column), to: offset(doc, it.end_line, it.end_column), insert: it.text }));
    this.#view.dispatch({ changes });
  }

  undo = () => undo(this.#view);
  redo = () => redo(this.#view);

  /** The keys of one kind of file. */
  keys(kind, list) {
    this.#keys[kind] = list;
  }

  names(names) {
    this.#names = names ?? this.#names;
  }

  diagnostics(found, mend) {
    const { state } = this.#view;
    const shown = found.map((it) => {
      const from = offset(state.doc, it.line, it.column);
      const to = Math.max(from, offset(state.doc, it.end_line, it.end_column));
      const message = it.help ? `${it.message}\n→ ${it.help}` : it.message;
      const actions = it.edits.length ? [{ name: mend, apply: () => this.edit(it.edits) }] : [];
      return { from, to, severity: it.severity, message, actions };
    });
    this.#view.dispatch(setDiagnostics(state, shown));
  }

  missed(places) {
    const { doc } = this.#view.state;
    const lines = new Map(places.map((it) => [Math.min(it.line, doc.lines), it.message]));
    const marks = [...lines].sort(([a], [b]) => a - b).map(([line, title]) => new Missed(title).range(doc.line(line).from));
    this.#view.dispatch({ effects: setMissed.of(RangeSet.of(marks)) });
  }

  #dispatch(change) {
    this.#view.update([change]);
    if (change.docChanged) this.changed(this.#path, this.text);
  }

  #state(path, doc) {
    const isYaml = /\.ya?ml$/.test(path);
    return EditorState.create({
      doc,
      extensions: [
        lineNumbers(),
        lintGutter(),
        missedField,
        gutter({ class: 'cm-coverage', markers: (view) => view.state.field(missedField) }),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('  '),
        search({ top: true }),
        isYaml ? [yaml(), autocompletion({ override: [(context) => this.#complete(path, context)] })] : [],
        syntaxHighlighting(colours),
        look,
        EditorView.contentAttributes.of({ 'aria-label': path || 'editor' }),
        EditorState.phrases.of(this.lang === 'ja' ? JA : {}),
        // Tab goes on to the next control: a keyboard must find its way out.
        keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      ],
    });
  }

  #complete(path, context) {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const word = before.match(WORD)?.[0] ?? '';
    if (!word && !context.explicit) return null;
    const ahead = before.slice(0, before.length - word.length);
    const isKey = /^[\s-]*$/.test(ahead) || /[{,]\s*$/.test(ahead);
    const named = (type, list) => (list ?? []).map((label) => ({ label, type }));
    const names = this.#names;
    const options = [
      ...(isKey ? (this.#keys[kindOf(path)] ?? []) : []).map(({ name, what }) => ({ label: name, detail: what, type: 'property', apply: `${name}: ` })),
      ...(names.questions ?? []).flatMap((it) => [{ label: it.name, type: 'variable' }, ...named('enum', it.options)]),
      ...named('function', names.decisions),
      ...named('class', names.tables),
      ...named('type', names.programs),
      ...named('text', names.sources),
      ...named('text', names.desks),
    ];
    const once = new Map(options.map((it) => [it.label, it]).reverse());
    return { from: context.pos - word.length, options: [...once.values()], validFor: /^[\p{L}\p{N}_-]*$/u };
  }
}

const JA = {
  Find: '検索',
  Replace: '置き換え',
  next: '次',
  previous: '前',
  all: 'すべて',
  'match case': '大文字と小文字を区別',
  regexp: '正規表現',
  'by word': '単語ごと',
  replace: '置き換え',
  'replace all': 'すべて置き換え',
  close: '閉じる',
  Diagnostics: '見つかったこと',
  'No diagnostics': '見つかったことはありません',
  Completions: '候補',
  'Go to line': '行へ移動',
  go: '移動',
};
