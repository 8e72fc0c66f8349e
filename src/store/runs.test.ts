import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../protocol/config.ts';
import { COLUMNS, WIDTH, type Column } from '../protocol/frame.ts';
import { appendRows, emptyHistory } from './history.ts';
import { keyOf, Runs, type KeptRun } from './runs.ts';
import { createPlaygroundStore } from './store.ts';
import { initialState } from './state.ts';
import { statusOf } from './test-kit.ts';

const rows = (count: number, of: (e: number) => Partial<Record<Column, number>>) => {
  const each = Array.from({ length: count }, (_, i) => of(i + 1));
  return appendRows(emptyHistory(), { count, rows: Float64Array.from({ length: count * WIDTH }, (_, i) => each[Math.floor(i / WIDTH)][COLUMNS[i % WIDTH]] ?? 0) });
};
/** Storage that remembers, or one that refuses. */
const memory = (text: string | null = null) => {
  const kept = { text };
  return { kept, storage: () => ({ getItem: () => kept.text, setItem: (_: string, value: string) => void (kept.text = value) }) };
};

describe('runs that were made', () => {
  const started = { ...DEFAULTS.perceptron, save: true, clear: true, reload: true, every: 2 };
  const cure = (e: number) => (e % 2 === 0 ? 1 : 0);
  const history = rows(6, (e) => ({ epoch: e, 'modelled.execute': 2 + 0.5 * ((e - 1) % 2), 'modelled.save': cure(e), 'modelled.clear': cure(e), 'modelled.reload': cure(e), cleared: 9 * cure(e), 'measured.execute': 0.1 }));
  it('are kept once they are done, with what they took, and read back in the same tab', () => {
    const { kept, storage } = memory();
    const runs = new Runs(storage);
    const store = createPlaygroundStore({ ...initialState(), run: 1, started, config: started, history, status: statusOf({ state: 'running' }) });
    const stop = runs.follow(store);
    expect(runs.get()).toEqual([]);
    store.setState({ status: statusOf({ state: 'done' }) });
    store.setState({ title: 'again' });
    expect(runs.get()).toEqual([
      expect.objectContaining({ key: keyOf(started), every: 2, save: true, total: { modelled: expect.closeTo(22.5, 9) as number, measured: expect.closeTo(0.6, 9) as number } }),
    ]);
    expect(runs.get()[0].cycle.modelled).toMatchObject({ overhead: 3 });
    // Another K of the same settings is another dot; the same one again takes its place; a run that was changed on the way is none.
    store.setState({ run: 2, started: { ...started, every: 3 } });
    store.setState({ run: 3, started });
    store.setState({ run: 4, status: statusOf({ state: 'done', log: [{ epoch: 1, run: 0, kind: 'hand', hand: 'clear' }] }), started: { ...started, every: 4 } });
    expect(runs.get().map(({ every }) => every)).toEqual([3, 2]);
    stop();
    expect(new Runs(storage).get()).toEqual(runs.get());
    expect(JSON.parse(kept.text ?? '')).toHaveLength(2);
  });
  it('are kept where a link rests at their last epoch, and not where it rests before', () => {
    const resting = (epochsInAll: number) => {
      const runs = new Runs(memory().storage);
      runs.follow(createPlaygroundStore({ ...initialState(), run: 1, started, config: started, history, status: statusOf({ state: 'paused', epochsInAll }) }));
      return runs.get().length;
    };
    expect([resting(6), resting(7)]).toEqual([1, 0]);
  });
  it('take what is no run, and storage that refuses, for nothing', () => {
    const good: KeptRun = { key: 'k', every: 1, save: true, clear: true, reload: true, total: { modelled: 1, measured: null }, cycle: { modelled: { first: 1, slowdown: null, reach: 1, breaks: null, overhead: 2, dearer: 0, cures: { count: 1, K: 1, KK: 1, o: 2, Ko: 2 }, nodes: null }, measured: null } };
    for (const bad of ['{', '7', 'null', '[null, 1, {"key": 1}]', JSON.stringify([{ ...good, total: 3 }, { ...good, cycle: { modelled: {}, measured: null } }, { ...good, cycle: { modelled: { ...good.cycle.modelled, cures: { count: 1 } }, measured: null } }])]) expect(new Runs(memory(bad).storage).get()).toEqual([]);
    expect(new Runs(memory(JSON.stringify([good, 5])).storage).get()).toEqual([good]);
    const refused = new Runs(() => {
      throw new DOMException('no', 'SecurityError');
    });
    refused.follow(createPlaygroundStore({ ...initialState(), run: 1, started, config: started, history, status: statusOf({ state: 'done' }) }));
    expect(refused.get()).toHaveLength(1);
  });
});
