import { EditorState } from '@codemirror/state';
import type { TransactionSpec } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import type { ScriptPart } from '../../protocol/script.ts';
import { emptyOwn, onPart } from '../../store/script/own.ts';
import { en } from '../words/en.ts';
import { script as words } from '../words/en-script.ts';
import { marksOf } from './describe-lines.ts';
import { anchors, lineMarks, NO_MARKS, runLine, setMarks } from './marks.ts';
import type { Marks } from './marks.ts';

const SOURCE = 'one\ntwo\nthree\nfour';
const blank = { count: '', title: '', leaks: false, heat: 0 };
const marks = (run: number, lines = 4): Marks => ({ ...NO_MARKS, run, lines: Array.from({ length: lines }, () => blank) });

class Text {
  state = EditorState.create({ doc: SOURCE, extensions: [lineMarks(() => undefined)] });
  apply(...specs: TransactionSpec[]): this {
    for (const spec of specs) this.state = this.state.update(spec).state;
    return this;
  }
  /** Lines of the text where lines 1, 2, … of the run are now. */
  get lines(): number[] {
    return this.state.field(anchors).map((at) => this.state.doc.lineAt(at).number);
  }
  ranAt(line: number): number | null {
    return runLine(this.state.update({ selection: { anchor: this.state.doc.line(line).from } }).state);
  }
}
const ran = (): Text => new Text().apply({ effects: setMarks.of(marks(1)) });

describe('marks of a run in the text that is edited since', () => {
  it('stand where the lines were', () => expect(ran().lines).toEqual([1, 2, 3, 4]));

  it('go along with their lines', () => {
    const text = ran().apply({ changes: { from: 0, insert: 'zero\n' } });
    expect(text.lines).toEqual([2, 3, 4, 5]);
    expect(text.ranAt(1)).toBeNull();
    expect(text.ranAt(3)).toBe(2);
  });

  it('go along however often the line itself is changed', () => {
    const text = ran().apply({ changes: { from: 4, to: 7, insert: 'something else' } }, { changes: { from: 4, insert: '  ' } });
    expect(text.lines[2]).toBe(3);
    expect(text.lines[3]).toBe(4);
  });

  it('survive the deletion of a line', () => expect(ran().apply({ changes: { from: 4, to: 8 } }).lines).toEqual([1, 2, 2, 3]));

  it('begin anew with another run of as many lines, and not with more of the same run', () => {
    const edited = ran().apply({ changes: { from: 0, insert: 'zero\n' } });
    expect(edited.apply({ effects: setMarks.of(marks(1)) }).lines).toEqual([2, 3, 4, 5]);
    expect(edited.apply({ effects: setMarks.of(marks(2)) }).lines).toEqual([1, 2, 3, 4]);
  });

  it('stay within the text, whatever is marked', () => {
    const text = ran().apply({ changes: { from: 0, to: SOURCE.length } });
    expect(text.apply({ effects: setMarks.of({ ...marks(1), step: 4, error: { line: 4, text: 'e' }, epoch: { line: 3, title: '' } }) }).lines).toEqual([1, 1, 1, 1]);
    expect(text.apply({ effects: setMarks.of(marks(2, 900)) }).lines.every((line) => line === 1)).toBe(true);
  });
});

describe('what a run says of each line', () => {
  const part: ScriptPart = {
    phase: 'failed', stdout: '', epochs: { line: 2, how: 'found' },
    lines: { passes: Float64Array.of(0, 1, 41, 40, 0), added: Float64Array.of(0, 10, 0, 120, 0), last: Float64Array.of(0, 10, 0, 3, 0) },
    steps: Int32Array.of(1, 10, 2, 10, 3, 13), dropped: 0, values: [],
    findings: [{ line: 3, text: 'x', passes: 40, perPass: 3, nodes: 120, share: 120 / 130, recent: 20, kind: 'operator', ops: [], loop: 2 }],
    error: { type: 'ValueError', line: 4, message: 'no' }, seconds: 1,
  };
  it('is counted, warm where it leaks, and exact for those who ask', () => {
    const found = marksOf(1, { ...onPart(emptyOwn(SOURCE), part), cursor: 2 }, words, en);
    expect(found.lines).toEqual([
      { count: '+10', title: '10 nodes, on its only pass', leaks: false, heat: 2 },
      { count: '', title: '0 nodes in all, 0 on the last of 41 passes', leaks: false, heat: 0 },
      { count: '+120', title: '120 nodes in all, 3 on the last of 40 passes', leaks: true, heat: 4 },
      { count: '', title: '', leaks: false, heat: 0 },
    ]);
    expect(found).toMatchObject({ run: 1, epoch: { line: 2 }, step: 3, error: { line: 4, text: 'ValueError: no' } });
  });
  it('is nothing before the first run', () => expect(marksOf(1, null, words, en)).toBe(NO_MARKS));
});
