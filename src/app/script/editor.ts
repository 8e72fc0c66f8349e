/**
 * The editor of the script: CodeMirror with Python, and beside it what the run says of each line. In a shadow root, because CodeMirror
 * makes its style sheets itself and the page's policy admits those there alone. No React; the panel gives it plain data.
 */
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, hoverTooltip, keymap, lineNumbers, tooltips } from '@codemirror/view';
import type { ScriptValue } from '../../protocol/script.ts';
import { SOURCE_LENGTH } from '../../protocol/config.ts';
import { anchors, currentLine, lineMarks, runLine, setMarks } from './marks.ts';
import type { Marks } from './marks.ts';
import { look } from './look.ts';
import { wrapping } from './wrapping.ts';

export interface EditorOptions {
  host: HTMLElement;
  source: string;
  /** Called with the whole text after each change that the visitor made. */
  onChange(source: string): void;
  onRun(): void;
  /** The cursor is on line `line` of the text, which was line `ran` of what was run (null: it is new). */
  onLine(line: number, ran: number | null): void;
  /** A click beside line `line`, where the loop over epochs is marked. */
  onMark(line: number): void;
  /** More was typed or pasted than a script may have. */
  onTooLong(): void;
  value(name: string): ScriptValue | undefined;
  describe(value: ScriptValue): string;
}
export interface Editor {
  /** Another text, as one step of the history. */
  setSource(source: string): void;
  setMarks(marks: Marks): void;
  label(name: string, help: string): void;
  /** Brings line `line` of what was run into view, unless somebody is reading or writing elsewhere and it is not asked for. */
  reveal(line: number, always: boolean): void;
  /** Puts the cursor at line `line` of what was run, and into view. */
  goTo(line: number): void;
  destroy(): void;
}

/** A browser that types over coloured text keeps its colour by an inline style, which the page's policy forbids: the editor replaces it itself. */
function typeOver(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || event.data === null || event.isComposing || view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}

export function createEditor(options: EditorOptions): Editor {
  const root = options.host.shadowRoot ?? options.host.attachShadow({ mode: 'open' });
  // Keys that are typed here are no commands of the page: outside of the shadow root nothing shows that a text has the focus.
  const own = (event: Event): void => event.stopPropagation();
  root.addEventListener('keydown', own);
  let known = options.source;
  const labels = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: known,
      extensions: [
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => (options.onRun(), true) }])),
        history(),
        lineNumbers(),
        highlightSpecialChars(),
        drawSelection(),
        EditorState.allowMultipleSelections.of(true),
        indentUnit.of('    '),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        wrapping,
        pythonLanguage,
        look,
        lineMarks(options.onMark),
        tooltips({ position: 'absolute' }),
        hoverTooltip((shown, at) => valueAt(options, shown, at)),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        labels.of([]),
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        EditorState.transactionFilter.of((change) => {
          if (!change.docChanged || change.newDoc.length <= SOURCE_LENGTH) return change;
          options.onTooLong();
          return [];
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            const source = update.state.doc.toString();
            if (source !== known) {
              known = source;
              options.onChange(source);
            }
          }
          if (update.docChanged || update.selectionSet || update.transactions.some(({ effects }) => effects.length > 0))
            options.onLine(currentLine(update.state), runLine(update.state));
        }),
      ],
    }),
  });
  const placeOf = (line: number): number =>
    view.state.field(anchors)[line - 1] ?? view.state.doc.line(Math.min(view.state.doc.lines, Math.max(1, line))).from;
  return {
    setSource(source) {
      if (source === known) return;
      known = source;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: source }, annotations: isolateHistory.of('full'), selection: { anchor: 0 }, scrollIntoView: true });
    },
    setMarks: (marks) => view.dispatch({ effects: setMarks.of(marks) }),
    label: (name, help) =>
      view.dispatch({ effects: labels.reconfigure(EditorView.contentAttributes.of({ 'aria-label': `${name}. ${help}`, tabindex: '0', spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off' })) }),
    reveal(line, always) {
      if (!always && (view.hasFocus || view.scrollDOM.scrollTop > 0)) return;
      // By hand: CodeMirror would scroll the page as well, under the eyes of someone who reads another part of it.
      const { scrollDOM } = view;
      const { top, bottom } = view.lineBlockAt(placeOf(line));
      if (top < scrollDOM.scrollTop || bottom > scrollDOM.scrollTop + scrollDOM.clientHeight) scrollDOM.scrollTop = top - 0.6 * scrollDOM.clientHeight;
    },
    goTo(line) {
      const at = placeOf(line);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    destroy() {
      view.destroy();
      root.removeEventListener('keydown', own);
    },
  };
}

/** What was fetched under the name at `at`. */
function valueAt(options: EditorOptions, view: EditorView, at: number) {
  const word = view.state.wordAt(at);
  const value = word && options.value(view.state.sliceDoc(word.from, word.to));
  if (!word || !value) return null;
  return {
    pos: word.from,
    end: word.to,
    above: true,
    create() {
      const dom = document.createElement('div');
      dom.className = 'cm-value';
      const head = dom.appendChild(document.createElement('div'));
      head.className = 'cm-value-head';
      head.textContent = `${value.name}  ${value.dtype} [${value.shape.join(', ')}]`;
      dom.appendChild(document.createElement('pre')).textContent = value.text;
      dom.appendChild(document.createElement('div')).textContent = options.describe(value);
      return { dom };
    },
  };
}
