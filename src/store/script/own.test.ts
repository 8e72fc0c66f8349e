import { describe, expect, it } from 'vitest';
import type { ScriptPart } from '../../protocol/script.ts';
import { emptyOwn, epochAt, lineAt, moved, nodesAt, onPart } from './own.ts';
import type { OwnRun } from './own.ts';

const lines = { passes: new Float64Array(0), added: new Float64Array(0), last: new Float64Array(0) };
const part = (change: Partial<ScriptPart> = {}): ScriptPart => ({
  phase: 'running', stdout: '', epochs: null, lines, steps: new Int32Array(0), dropped: 0, values: [], findings: [], error: null, seconds: 0, ...change,
});
const value = (name: string, text: string) => ({ name, text, line: 3, run: 1, dtype: 'float32', shape: [] });
/** Lines 1, then three times 2 and 3, then 4; each step adds a node. */
const ORDER = [1, 2, 3, 2, 3, 2, 3, 2, 4];
const stepped = (): OwnRun => onPart(emptyOwn('x'), part({ steps: Int32Array.from(ORDER.flatMap((line, i) => [line, i + 1])) }));

describe('what a script did', () => {
  it('is put together from its parts', () => {
    let own = emptyOwn('print(1)');
    own = onPart(own, part({ stdout: 'a\n', steps: Int32Array.of(1, 0), values: [value('w', '1.0'), value('b', '2.0')] }));
    own = onPart(own, part({ stdout: 'b\n', steps: Int32Array.of(2, 5, 3, 7), values: [value('w', '1.5')], phase: 'done', seconds: 2 }));
    expect(own).toMatchObject({ source: 'print(1)', stdout: 'a\nb\n', cut: 0, phase: 'done', seconds: 2 });
    expect([...own.values].map(([name, { text }]) => [name, text])).toEqual([['w', '1.5'], ['b', '2.0']]);
    expect(own.steps.count).toBe(3);
    expect([0, 1, 2].map((i) => [lineAt(own.steps, i), nodesAt(own.steps, i)])).toEqual([[1, 0], [2, 5], [3, 7]]);
  });

  it('keeps all steps however they are cut into parts', () => {
    let own = emptyOwn('');
    for (let i = 0; i < 5000; i++) own = onPart(own, part({ steps: Int32Array.of(i, 2 * i) }));
    for (let i = 0; i < 5000; i++) expect([lineAt(own.steps, i), nodesAt(own.steps, i)]).toEqual([i, 2 * i]);
  });

  it('keeps the newest output, and counts what it lost', () => {
    const own = onPart(onPart(emptyOwn(''), part({ stdout: `first${'x'.repeat(150_000)}` })), part({ stdout: `${'y'.repeat(100_000)}last` }));
    expect(own.stdout).toHaveLength(200_000);
    expect(own.stdout.endsWith('last')).toBe(true);
    expect(own.cut).toBe(50_009);
  });
});

describe('the cursor over the recorded steps', () => {
  it('goes by line, forward and back, and stays within them', () => {
    const { steps } = stepped();
    expect(moved(steps, null, 1, 'line', 2)).toBe(0);
    expect(moved(steps, 0, -1, 'line', 2)).toBe(0);
    expect(moved(steps, 3, -1, 'line', 2)).toBe(2);
    expect(moved(steps, 8, 1, 'line', 2)).toBe(8);
    expect(moved(emptyOwn('').steps, null, 1, 'line', null)).toBeNull();
  });

  it('goes by epoch: to each beginning of the loop, then to the end', () => {
    const { steps } = stepped();
    const visited: (number | null)[] = [];
    for (let at: number | null = null; visited.at(-1) !== steps.count - 1; ) visited.push((at = moved(steps, at, 1, 'epoch', 2)));
    expect(visited).toEqual([1, 3, 5, 7, 8]);
    expect(moved(steps, 5, -1, 'epoch', 2)).toBe(3);
    expect(moved(steps, 1, -1, 'epoch', 2)).toBe(0);
    expect(epochAt(steps, 5, 2)).toBe(3);
  });

  it('does not take the evaluation of what a loop goes over for its first pass', () => {
    const { steps } = onPart(emptyOwn('x'), part({ steps: Int32Array.from([1, 2, 2, 3, 2, 3, 2].flatMap((line) => [line, 0])) }));
    expect(moved(steps, 0, 1, 'epoch', 2)).toBe(2);
    expect([1, 2, 3, 4].map((at) => epochAt(steps, at, 2))).toEqual([0, 1, 1, 2]);
  });

  it('goes by line where no loop is known', () => {
    expect(moved(stepped().steps, 2, 1, 'epoch', null)).toBe(3);
    expect(epochAt(stepped().steps, 8, null)).toBe(0);
  });
});
