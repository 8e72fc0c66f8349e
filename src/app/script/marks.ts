/**
 * What a run says of the lines, as CodeMirror shows it: heat and counts, the loop over epochs, the step that is looked at, the error.
 * It belongs to the text that was run; edits carry it along, line by line.
 */
import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Extension, Range } from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, WidgetType } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';

export interface LineMark {
  /** Nodes added in all, as the gutter has it: '+1.24 M', '0', or '' for a line that was not executed. */
  count: string;
  /** The exact numbers, for pointers. */
  title: string;
  leaks: boolean;
  /** 0 (none) to 4: its share of what the script built. */
  heat: number;
}
export interface Marks {
  /** Tells one run from another: with a new one, the text of that moment is what was run. */
  run: number;
  /** By line of the run, from line 1 at index 0. */
  lines: readonly LineMark[];
  epoch: { line: number; title: string } | null;
  /** Line of the step that is looked at. */
  step: number | null;
  error: { line: number; text: string } | null;
}
export const NO_MARKS: Marks = { run: -1, lines: [], epoch: null, step: null, error: null };

export const setMarks = StateEffect.define<Marks>();

const marks = StateField.define<Marks>({
  create: () => NO_MARKS,
  update: (value, { effects }) => effects.reduce((now, effect) => (effect.is(setMarks) ? effect.value : now), value),
});

/** Where each line of the run begins in the text of now; a line that was deleted shares its place with the next. */
export const anchors = StateField.define<readonly number[]>({
  create: () => [],
  update(value, change) {
    const { run, lines } = change.state.field(marks);
    if (change.startState.field(marks).run !== run)
      return lines.map((_, index) => (index < change.newDoc.lines ? change.newDoc.line(index + 1).from : change.newDoc.length));
    return change.docChanged ? value.map((at) => change.changes.mapPos(at, 1)) : value;
  },
});

/** Line of the text that has the cursor. */
export function currentLine(state: EditorState): number {
  return state.doc.lineAt(state.selection.main.head).number;
}

/** What that line was in the run; null if it was none. */
export function runLine(state: EditorState): number | null {
  const { from } = state.doc.lineAt(state.selection.main.head);
  const index = state.field(anchors).lastIndexOf(from);
  return index < 0 ? null : index + 1;
}

class Note extends WidgetType {
  constructor(private readonly text: string) {
    super();
  }
  override eq(other: Note): boolean {
    return other.text === this.text;
  }
  override toDOM(): HTMLElement {
    const dom = document.createElement('div');
    dom.className = 'cm-note';
    dom.textContent = this.text;
    return dom;
  }
}

function decorate(state: EditorState): DecorationSet {
  const { lines, step, error } = state.field(marks);
  const at = state.field(anchors);
  const ranges: Range<Decoration>[] = [];
  const start = (line: number): number => state.doc.lineAt(Math.min(at[line - 1] ?? 0, state.doc.length)).from;
  const decorated = new Map<number, string[]>();
  const add = (line: number, name: string): void => {
    const from = start(line);
    decorated.set(from, [...(decorated.get(from) ?? []), name]);
  };
  lines.forEach(({ leaks, heat }, index) => {
    if (leaks) add(index + 1, `cm-leak cm-leak-${Math.max(1, heat)}`);
    else if (heat > 0) add(index + 1, `cm-heat-${heat}`);
  });
  if (step !== null) add(step, 'cm-step');
  if (error !== null) add(error.line, 'cm-wrong');
  for (const [from, names] of decorated) ranges.push(Decoration.line({ class: names.join(' ') }).range(from));
  if (error !== null)
    ranges.push(Decoration.widget({ widget: new Note(error.text), block: true, side: 1 }).range(state.doc.lineAt(start(error.line)).to));
  return Decoration.set(ranges, true);
}

const decorations = StateField.define<DecorationSet>({
  create: decorate,
  update: (value, change) => (change.docChanged || change.effects.some((effect) => effect.is(setMarks)) ? decorate(change.state) : value),
  provide: (field) => EditorView.decorations.from(field),
});

class Cell extends GutterMarker {
  constructor(private readonly text: string, private readonly title: string, override readonly elementClass: string) {
    super();
  }
  override eq(other: Cell): boolean {
    return other.text === this.text && other.title === this.title && other.elementClass === this.elementClass;
  }
  override toDOM(): Node {
    const dom = document.createElement('span');
    dom.textContent = this.text;
    dom.title = this.title;
    return dom;
  }
}

/** Markers of a gutter, one for each line of the run that `cell` has something to say of. */
function cells(view: EditorView, cell: (marks: Marks, line: number) => Cell | null) {
  const { state } = view;
  const known = state.field(marks);
  const builder = new RangeSetBuilder<GutterMarker>();
  let last = -1;
  state.field(anchors).forEach((at, index) => {
    const { from } = state.doc.lineAt(Math.min(at, state.doc.length));
    const marker = from === last ? null : cell(known, index + 1);
    if (marker === null) return;
    builder.add(from, from, marker);
    last = from;
  });
  return builder.finish();
}

const counts = gutter({
  class: 'cm-counts',
  side: 'after',
  markers: (view) =>
    cells(view, ({ lines }, line) => {
      const { count, title, leaks, heat } = lines[line - 1];
      return count === '' ? null : new Cell(count, title, leaks ? 'cm-count-leaks' : `cm-count cm-heat-${heat}`);
    }),
  initialSpacer: () => new Cell('+999', '', 'cm-count'),
});

const epochGutter = (onMark: (line: number) => void): Extension =>
  gutter({
    class: 'cm-epochs',
    renderEmptyElements: true,
    markers: (view) =>
      cells(view, ({ epoch, step }, line) =>
        line === step ? new Cell('▸', '', 'cm-at') : epoch !== null && line === epoch.line ? new Cell('↻', epoch.title, 'cm-epoch') : null,
      ),
    initialSpacer: () => new Cell('↻', '', ''),
    domEventHandlers: {
      mousedown(view, block) {
        onMark(view.state.doc.lineAt(block.from).number);
        return true;
      },
    },
  });

/** The fields, decorations and gutters of a run. `onMark`: a click beside a line, where the loop over epochs is marked. */
export function lineMarks(onMark: (line: number) => void): Extension {
  return [marks, anchors, decorations, epochGutter(onMark), counts];
}
