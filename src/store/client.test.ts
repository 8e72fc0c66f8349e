import { describe, expect, it, vi } from 'vitest';
import { DEFAULTS } from '../protocol/config.ts';
import { COLUMNS, WIDTH } from '../protocol/frame.ts';
import type { Report } from '../protocol/messages.ts';
import { createClient, PATIENCE, PATIENCE_AT_FIRST } from './client.ts';
import { createPlaygroundStore } from './store.ts';
import { FakeWorker, statusOf } from './test-kit.ts';

function frames(run: number, epochs: number[]): Report {
  const rows = new Float64Array(epochs.length * WIDTH);
  epochs.forEach((epoch, r) => {
    rows[r * WIDTH + COLUMNS.indexOf('epoch')] = epoch;
  });
  return { type: 'frames', run, batch: { count: epochs.length, rows }, events: [] };
}

function setUp() {
  const workers: FakeWorker[] = [];
  const scheduled: (() => void)[] = [];
  const store = createPlaygroundStore();
  const client = createClient({
    store,
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    schedule: (callback) => scheduled.push(callback),
  });
  const frame = () => {
    for (const callback of scheduled.splice(0)) callback();
  };
  return { store, client, workers, frame, scheduled };
}

describe('the worker proxy', () => {
  it('starts a run with the whole config and numbers it', () => {
    const { client, workers, store } = setUp();
    client.start({ ...DEFAULTS.perceptron, seed: 7 });
    expect(workers[0].sent[0]).toMatchObject({ type: 'start', run: 1, play: true, config: { seed: 7 } });
    expect(store.getState()).toMatchObject({ run: 1, engine: 'starting', playing: true });
  });

  it('drops reports of an older run', () => {
    const { client, workers, store, frame } = setUp();
    client.start(DEFAULTS.perceptron);
    client.start({ ...DEFAULTS.perceptron, seed: 2 });
    workers[0].report(frames(1, [1, 2]));
    workers[0].report(frames(2, [1]));
    frame();
    expect(store.getState().history.count).toBe(1);
  });

  it('lets wait what a run says while it goes on, and nothing else', () => {
    const store = createPlaygroundStore();
    const asked: { flush: () => void; soon: boolean }[] = [];
    const worker = new FakeWorker();
    const client = createClient({ store, spawn: () => worker, schedule: (flush, soon) => asked.push({ flush, soon }) });
    client.start(DEFAULTS.perceptron);
    worker.report(frames(1, [1]));
    worker.report({ type: 'status', run: 1, status: statusOf({ state: 'running' }) });
    worker.report(frames(1, [2]));
    expect(asked.map(({ soon }) => soon)).toEqual([false]);
    worker.report({ type: 'status', run: 1, status: statusOf({ state: 'paused' }) });
    worker.report(frames(1, [3]));
    expect(asked.map(({ soon }) => soon)).toEqual([false, true]);
    asked[1].flush();
    expect(store.getState()).toMatchObject({ history: { count: 3 }, status: { state: 'paused' } });
    // The first comes too late and finds nothing.
    asked[0].flush();
    expect(store.getState().history.count).toBe(3);
  });

  it('changes the state at most once an animation frame', () => {
    const { client, workers, store, frame, scheduled } = setUp();
    client.start(DEFAULTS.perceptron);
    const listener = vi.fn();
    store.subscribe(listener);
    for (let epoch = 1; epoch <= 50; epoch++) workers[0].report(frames(1, [epoch]));
    expect(listener).not.toHaveBeenCalled();
    expect(scheduled).toHaveLength(1);
    frame();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.getState().history.columns.epoch.slice(0, 50)).toEqual(Float64Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('sends live settings as a patch and shows them at once, though an older status still says otherwise', () => {
    const { client, workers, store, frame } = setUp();
    client.start(DEFAULTS.perceptron);
    workers[0].pongAll();
    frame();
    client.change({ save: true });
    expect(workers[0].sent).toContainEqual({ type: 'set', patch: { save: true } });
    workers[0].report({ type: 'status', run: 1, status: statusOf() });
    frame();
    expect(store.getState().config.save).toBe(true);
    workers[0].pongAll();
    workers[0].report({ type: 'status', run: 1, status: statusOf({ config: { ...DEFAULTS.perceptron, save: true, every: 5 } }) });
    frame();
    expect(store.getState().config).toMatchObject({ save: true, every: 5 });
  });

  it('starts over when another setting changes, and keeps playing', () => {
    const { client, workers, store } = setUp();
    client.start(DEFAULTS.perceptron);
    client.change({ samples: 10 });
    expect(store.getState()).toMatchObject({ run: 2, playing: true, config: { samples: 10 } });
    expect(workers).toHaveLength(1);
    expect(workers[0].sent.filter((command) => command.type === 'start')).toHaveLength(2);
  });

  it('does nothing when a setting is set to what it is', () => {
    const { client, workers } = setUp();
    client.start(DEFAULTS.perceptron);
    const before = workers[0].sent.length;
    client.change({ samples: DEFAULTS.perceptron.samples });
    expect(workers[0].sent).toHaveLength(before);
  });

  it('pauses and keeps everything shown when the worker dies, then starts over with a fresh one', () => {
    const { client, workers, store, frame } = setUp();
    client.start(DEFAULTS.perceptron);
    workers[0].report(frames(1, [1, 2, 3]));
    workers[0].emit('error', Object.assign(new Event('error', { cancelable: true }), { message: 'out of memory' }));
    expect(store.getState()).toMatchObject({ engine: 'stopped', playing: false, history: { count: 3 } });
    expect(store.getState().stopped).toContain('out of memory');
    expect(workers[0].terminated).toBe(true);
    client.restart();
    expect(workers).toHaveLength(2);
    workers[1].report({ type: 'ready', run: 2, script: [], title: 'a machine' });
    frame();
    expect(store.getState()).toMatchObject({ engine: 'ready', run: 2 });
  });

  it('gives a worker that is still being loaded more time', () => {
    const { client, store } = setUp();
    client.start(DEFAULTS.perceptron);
    for (let beat = 0; beat < PATIENCE_AT_FIRST - 1; beat++) client.beat();
    expect(store.getState().engine).toBe('starting');
    client.beat();
    expect(store.getState().engine).toBe('stopped');
  });

  it('counts silence in beats and gives up after its patience', () => {
    const { client, workers, store, frame } = setUp();
    client.start(DEFAULTS.perceptron);
    workers[0].pongAll();
    frame();
    client.beat(); // asks, and is not answered any more
    for (let beat = 0; beat < PATIENCE - 1; beat++) client.beat();
    expect(store.getState().engine).toBe('starting');
    client.beat();
    expect(store.getState().engine).toBe('stopped');
    expect(workers[0].terminated).toBe(true);
  });

  it('waits for as long as a worker has said that it may be silent, and no longer after it has spoken again', () => {
    const { client, workers, store, frame } = setUp();
    client.start(DEFAULTS.perceptron);
    workers[0].pongAll();
    frame();
    client.beat();
    workers[0].report({ type: 'long', run: 1, seconds: 99.5 });
    for (let beat = 0; beat < PATIENCE + 99; beat++) client.beat();
    expect(store.getState().engine).toBe('starting');
    workers[0].pongAll();
    frame();
    client.beat();
    for (let beat = 0; beat < PATIENCE - 1; beat++) client.beat();
    expect(store.getState().engine).toBe('starting');
    client.beat();
    expect(store.getState().engine).toBe('stopped');
  });

  it('does not give up on a worker that answers each beat', () => {
    const { client, workers, store, frame } = setUp();
    client.start(DEFAULTS.perceptron);
    for (let beat = 0; beat < 3 * PATIENCE; beat++) {
      workers[0].pongAll();
      frame();
      client.beat();
    }
    expect(store.getState().engine).not.toBe('stopped');
  });

  it('tells when everything sent has been answered and shown', async () => {
    const { client, workers, frame } = setUp();
    client.start(DEFAULTS.perceptron);
    const done = vi.fn();
    const promise = client.answered().then(done);
    workers[0].pongAll();
    await Promise.resolve();
    expect(done).not.toHaveBeenCalled();
    frame();
    await promise;
    expect(done).toHaveBeenCalled();
  });
});
