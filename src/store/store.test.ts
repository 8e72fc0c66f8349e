import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../protocol/config.ts';
import { COLUMNS, WIDTH } from '../protocol/frame.ts';
import type { Status } from '../protocol/messages.ts';
import { COMBINATIONS, combinationOf } from './combination.ts';
import { appendRows, emptyHistory, rowOf } from './history.ts';
import { readPreferences, writePreferences } from './prefs.ts';
import { beginRun, onReport, withNotice } from './reduce.ts';
import { createTotals } from './select.ts';
import { initialState } from './state.ts';

const batch = (values: number[]) => {
  const rows = new Float64Array(values.length * WIDTH);
  values.forEach((value, r) => rows.fill(value, r * WIDTH, (r + 1) * WIDTH));
  return { count: values.length, rows };
};

const statusOf = (lineNodes: number[]): Status => ({
  state: 'running',
  moment: { epoch: 1, run: 0 },
  runsPerEpoch: 1,
  epochsInAll: 1000,
  models: 1,
  nodes: lineNodes.reduce((sum, nodes) => sum + nodes, 0),
  progress: { phase: '', done: 0, total: 0 },
  bytes: { video: 0, main: 0, disk: 0, held: 0 },
  rate: null,
  lineNodes: Float64Array.from(lineNodes),
  lineAdded: Float64Array.from(lineNodes),
  checkpoint: null,
  results: [],
  error: null,
  log: [],
  config: DEFAULTS.perceptron,
});

describe('the history', () => {
  it('keeps every row in order, whatever the batches', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer(), { maxLength: 200 }), { maxLength: 12 }), (batches) => {
        let history = emptyHistory();
        for (const values of batches) history = appendRows(history, batch(values));
        const all = batches.flat();
        expect(history.count).toBe(all.length);
        for (const name of COLUMNS) expect([...history.columns[name].subarray(0, history.count)]).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });
  it('is a new object for each change and shares its arrays while they have room', () => {
    const one = appendRows(emptyHistory(), batch([1]));
    const two = appendRows(one, batch([2]));
    expect(two).not.toBe(one);
    expect(two.columns.nodes).toBe(one.columns.nodes);
    expect(rowOf(two, 1)?.nodes).toBe(2);
    expect(rowOf(two, 2)).toBeNull();
  });
  it('refuses a batch with too few numbers', () => {
    expect(() => appendRows(emptyHistory(), { count: 2, rows: new Float64Array(WIDTH) })).toThrow('internal');
  });
});

describe('a run', () => {
  it('begins with nothing of the former one', () => {
    const former = { ...initialState(), history: appendRows(emptyHistory(), batch([1])), run: 4 };
    expect(beginRun(former, DEFAULTS.search, [], true)).toMatchObject({
      run: 5,
      status: null,
      events: [],
      history: { count: 0 },
      playing: true,
    });
  });
  it('ignores what an older run reports', () => {
    expect(onReport({ ...initialState(), run: 2 }, { type: 'ready', run: 1, script: [], title: '' }, true)).toEqual({});
  });
  it('repeats no notice and keeps only a few', () => {
    let state = initialState();
    for (const text of ['a', 'b', 'a', 'c', 'd', 'e']) state = { ...state, ...withNotice(state, 'info', text) };
    expect(state.notices.map((notice) => notice.text)).toEqual(['a', 'c', 'd', 'e']);
  });
});

describe('the lines of the script', () => {
  const after = (history: number[], ...lines: number[][]) => {
    let state = { ...initialState(), history: appendRows(emptyHistory(), batch(history)) };
    for (const nodes of lines) state = { ...state, ...onReport(state, { type: 'status', run: 0, status: statusOf(nodes) }, true) };
    return [...state.leaks];
  };
  it('leak when they hold more nodes than at first, and go on leaking when they were cleared', () => {
    expect(after([], [4, 97], [4, 97, 3000])).toEqual([]);
    expect(after([], [4, 97, 3000], [4, 97, 6000])).toEqual([2]);
    expect(after([], [4, 97, 3000], [4, 97, 6000], [4, 97, 0])).toEqual([2]);
  });
  it('leak when a run is joined late and most of the graph is theirs, which a model just rebuilt is not', () => {
    expect(after([3000, 3000], [4, 97, 9000])).toEqual([2]);
    expect(after([3000, 3000], [4, 97, 0])).toEqual([]);
  });
  it('do not leak for being long beside a small leak, which shows as it grows', () => {
    expect(after([20, 20], [38, 35, 40])).toEqual([]);
    expect(after([20, 20], [38, 35, 40], [38, 35, 60])).toEqual([2]);
  });
});

describe('the modelled total of each epoch', () => {
  it('is the sum of all phases and goes on where it left off', () => {
    const totals = createTotals();
    const one = appendRows(emptyHistory(), batch([1, 2]));
    expect([...totals(1, one).subarray(0, 2)]).toEqual([8, 16]);
    expect([...totals(1, appendRows(one, batch([3]))).subarray(0, 3)]).toEqual([8, 16, 24]);
    expect([...totals(2, appendRows(emptyHistory(), batch([5]))).subarray(0, 1)]).toEqual([40]);
  });
});

describe('the combination', () => {
  it('has one key for each of the eight', () => {
    const bits = [false, true];
    const keys = bits.flatMap((save) => bits.flatMap((clear) => bits.map((reload) => combinationOf({ save, clear, reload }))));
    expect(new Set(keys)).toEqual(new Set(COMBINATIONS));
  });
});

describe('preferences', () => {
  const storage = (content: string | null) => () => ({ getItem: () => content, setItem: () => undefined });
  const refusing = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  it('are read back, the greatest speed included', () => {
    let kept = '';
    expect(
      writePreferences(
        () => ({
          getItem: () => null,
          setItem: (_key, value) => {
            kept = value;
          },
        }),
        { theme: 'dark', speed: Infinity, done: ['answer.1'] },
      ),
    ).toBe(true);
    expect(readPreferences(storage(kept))).toEqual({ theme: 'dark', speed: Infinity, done: ['answer.1'] });
  });
  it.each([null, '', 'null', '[]', '{"theme":"pink","speed":-3,"done":7}', '{'])('are nothing when %j was kept', (content) => {
    expect(readPreferences(storage(content))).toEqual({});
  });
  it('may be refused', () => {
    expect(readPreferences(refusing)).toEqual({});
    expect(writePreferences(refusing, { theme: 'auto', speed: 1, done: [] })).toBe(false);
  });
});
