import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import { COLUMNS, WIDTH } from '../protocol/frame.ts';
import type { Column, RunEvent } from '../protocol/frame.ts';
import type { Status } from '../protocol/messages.ts';
import { appendRows, emptyHistory } from './history.ts';
import { meaningOf, situationOf } from './situation.ts';
import { initialState } from './state.ts';
import type { PlaygroundState } from './state.ts';
import { statusOf } from './test-kit.ts';

function known(
  rows: Partial<Record<Column, number>>[],
  change: { config?: Partial<RunConfig>; status?: Partial<Status>; events?: RunEvent[] } = {},
  totals: number[] = [],
) {
  const config = { ...DEFAULTS.perceptron, ...change.config };
  const status = statusOf({ moment: { epoch: rows.length + 1, run: 0 }, nodes: 111, config, ...change.status });
  const numbers = new Float64Array(rows.length * WIDTH);
  rows.forEach((row, r) =>
    COLUMNS.forEach((name, c) => {
      numbers[r * WIDTH + c] = name === 'epoch' ? r + 1 : (row[name] ?? 0);
    }),
  );
  const state: PlaygroundState = {
    ...initialState(),
    engine: 'ready',
    config,
    status,
    events: change.events ?? [],
    history: appendRows(emptyHistory(), { count: rows.length, rows: numbers }),
  };
  return { ...state, totals: Float64Array.from(totals) };
}
const event = (kind: RunEvent['kind'], epoch: number): RunEvent => ({ kind, epoch, run: 0, text: '', detail: {} });
const GROWING = [
  { nodes: 3111, added: 3000 },
  { nodes: 6111, added: 3000 },
  { nodes: 9111, added: 3000 },
];

describe('the situation', () => {
  it('is starting until the engine has said something, and stopped when it died', () => {
    expect(situationOf({ ...known([]), status: null })).toEqual({ kind: 'starting' });
    expect(situationOf({ ...known(GROWING), engine: 'stopped' })).toEqual({ kind: 'stopped' });
  });

  it('is "before" with no finished epoch, and "starting" when it plays already', () => {
    expect(situationOf(known([])).kind).toBe('starting');
    expect(situationOf(known([], { status: { state: 'paused' } }))).toMatchObject({ kind: 'before', nodes: 111, build: 'forward', succession: false });
  });

  it('is growth while everything fits', () => {
    const growing = situationOf(known(GROWING.map((row) => ({ ...row, video: 3 * 1024 ** 3 }))));
    expect(growing).toMatchObject({ kind: 'growing', added: 3000, nodes: 9111, fill: 0.5, epochs: 3, mode: 'running' });
  });

  it('is flat when no epoch adds anything', () => {
    expect(situationOf(known([{ nodes: 111 }, { nodes: 111 }, { nodes: 111 }], { config: { build: 'hoisted' } }))).toMatchObject({
      kind: 'flat',
      nodes: 111,
    });
  });

  it('does not call a loop that builds nothing leaky after the epoch that built its model', () => {
    const first = [{ nodes: 67, added: 67 }];
    expect(situationOf(known(first, { config: { build: 'hoisted' } })).kind).toBe('flat');
    expect(situationOf(known(first, { config: { ...DEFAULTS.leaks, fix: true } })).kind).toBe('flat');
    expect(situationOf(known(first)).kind).toBe('growing');
    // A model built anew after a clear is not built by the loop either.
    expect(situationOf(known([...first, { nodes: 67 }, { nodes: 67, added: 67, cleared: 67 }, { nodes: 67 }], { config: { build: 'hoisted' } })).kind).toBe('flat');
  });

  it('is at rest of the graph as it is then: in the middle of an epoch, or after a clear by hand', () => {
    const row = { nodes: 9111, added: 3000, video: 3 * 1024 ** 3, main: 5 };
    const now = (status: Partial<Status>) => situationOf(known([...GROWING, row], { status, events: [event('spill-main', 4)] }));
    const bytes = { video: 0, main: 0, disk: 0, held: 0 };
    expect(now({ state: 'paused', nodes: 0, bytes })).toMatchObject({ kind: 'growing', nodes: 0, fill: 0 });
    expect(now({ state: 'paused', nodes: 10_611, bytes: { ...bytes, video: 6 * 1024 ** 3, main: 9 } })).toMatchObject({ kind: 'spilled', nodes: 10_611, fill: 1 });
    expect(now({ state: 'running', nodes: 10_611, bytes })).toMatchObject({ kind: 'spilled', nodes: 9111, fill: 0.5 });
  });

  it('names the epoch of the spill and the bytes moved', () => {
    const spilled = situationOf(
      known([...GROWING, { nodes: 12_111, added: 3000, main: 5, upVideo: 30, downVideo: 12 }], { events: [event('spill-main', 4)] }),
    );
    expect(spilled).toMatchObject({ kind: 'spilled', since: 4, moved: 42 });
  });

  it('is no spill as TensorFlow does, where the graph belongs into main memory', () => {
    expect(
      situationOf(
        known(
          GROWING.map((row) => ({ ...row, main: 5 })),
          { config: { account: 'tensorflow' } },
        ),
      ).kind,
    ).toBe('growing');
  });

  it('is thrashing once the disk is used, compared with the start', () => {
    const thrashing = situationOf(
      known(
        [...GROWING, { nodes: 12_111, main: 5, disk: 7 }],
        { events: [event('spill-main', 2), event('spill-disk', 4)] },
        [9, 2, 3, 400],
      ),
    );
    expect(thrashing).toMatchObject({ kind: 'thrashing', since: 4, factor: 200 });
  });

  it('is the cure with all three, and forgetting with clear alone', () => {
    const rows = [
      { nodes: 3111, peak: 3111, added: 3000 },
      { nodes: 111, peak: 6111, added: 3000, cleared: 6000 },
      { nodes: 3111, peak: 3111, added: 3000 },
    ];
    expect(situationOf(known(rows, { config: { save: true, clear: true, reload: true, every: 2 } }))).toMatchObject({
      kind: 'cured',
      peak: 6111,
      every: 2,
    });
    expect(situationOf(known(rows, { config: { clear: true, every: 2 } })).kind).toBe('forgetting');
    // What the graph held before it was cured is not what the cure keeps it to.
    const late = [{ nodes: 90_000, peak: 90_000, added: 3000 }, { nodes: 93_000, peak: 93_000, added: 3000 }, { nodes: 111, peak: 96_000, added: 3000, cleared: 95_889 }, ...rows];
    expect(situationOf(known(late, { config: { save: true, clear: true, reload: true, every: 2 } }))).toMatchObject({ peak: 6111, since: 4, known: true });
    // Nor is known what it will hold before a whole cycle is over, nor has a switch done anything that is set when all is over.
    expect(situationOf(known(late.slice(0, 4), { config: { save: true, clear: true, reload: true, every: 2 } }))).toMatchObject({ kind: 'cured', known: false });
    const setAtEnd = (patch: Partial<RunConfig>) => [{ kind: 'set' as const, epoch: 4, run: 0, patch }];
    const over = (started: Partial<RunConfig>, patch: Partial<RunConfig>, state: 'done' | 'paused' = 'done') => {
      const whole = known(rows, { config: { every: 2, epochs: 3, ...started, ...patch }, status: { state, epochsInAll: 3, log: setAtEnd(patch) } });
      return situationOf({ ...whole, started: { ...whole.config, save: false, clear: false, reload: false, ...started } }).kind;
    };
    expect(over({}, { clear: true })).toBe('growing');
    expect(over({}, { clear: true }, 'paused')).toBe('forgetting');
    // A run that forgot does not get its memory back, nor lose its clears, by what is set when it is over.
    expect(over({ save: true, clear: true }, { reload: true })).toBe('forgetting');
    expect(over({ save: true, clear: true, reload: true }, { clear: false })).toBe('cured');
    expect(situationOf(known(rows, { config: { every: 2 } })).kind).toBe('growing');
  });

  it('is an error before anything else about the run, and says which epoch', () => {
    const error = { kind: 'no-checkpoint', message: 'none', tensorflow: null, way: '', epoch: 3, canResume: true };
    expect(situationOf(known(GROWING, { status: { state: 'error', error } }))).toEqual({ kind: 'error', epoch: 3, message: 'none' });
  });

  it('counts models where models come in succession', () => {
    const found = situationOf(known([{ nodes: 100, model: 2 }], { config: { ...DEFAULTS.search }, status: { models: 12 } }));
    expect(found).toMatchObject({ kind: 'models', model: 2, models: 12, clearing: false });
  });

  it('means the same while only numbers change, and something else when it pauses or spills', () => {
    const a = meaningOf(situationOf(known(GROWING)));
    expect(meaningOf(situationOf(known([...GROWING, { nodes: 12_111, added: 3000 }])))).toBe(a);
    expect(meaningOf(situationOf(known(GROWING, { status: { state: 'paused' } })))).not.toBe(a);
  });
});
