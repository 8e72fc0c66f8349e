import { describe, expect, it, vi } from 'vitest';
import { unpackSource } from '../../presets/source.ts';
import { DEFAULTS } from '../../protocol/config.ts';
import { COLUMNS, WIDTH } from '../../protocol/frame.ts';
import type { ScriptPart } from '../../protocol/script.ts';
import { createClient } from '../client.ts';
import { createPlaygroundStore } from '../store.ts';
import { FakeWorker, statusOf } from '../test-kit.ts';
import { createScriptHost } from './host.ts';

const CONFIG = { ...DEFAULTS.script, source: 'print(1)' };
const part = (change: Partial<ScriptPart> = {}): ScriptPart => ({
  phase: 'running', stdout: '', epochs: null, lines: { passes: new Float64Array(0), added: new Float64Array(0), last: new Float64Array(0) },
  steps: new Int32Array(0), dropped: 0, values: [], findings: [], error: null, seconds: 0, ...change,
});

async function setUp() {
  const engines: FakeWorker[] = [];
  const pythons: FakeWorker[] = [];
  const scheduled: (() => void)[] = [];
  const schedule = (callback: () => void) => void scheduled.push(callback);
  const store = createPlaygroundStore();
  const make = (into: FakeWorker[]) => () => {
    into.push(new FakeWorker());
    return into.at(-1)!;
  };
  const host = createScriptHost({ store, spawn: make(pythons), schedule });
  const client = createClient({ store, spawn: make(engines), script: () => Promise.resolve(host), schedule });
  client.start(CONFIG, { play: true });
  await vi.waitFor(() => {
    client.change({ mark: 0, finalize: false, source: 'print(1)' }); // no change: only for the host to be there
    expect(store.getState().status?.state).toBe('paused');
  });
  await Promise.resolve();
  const frame = () => {
    for (const callback of scheduled.splice(0)) callback();
  };
  return { store, client, engines, pythons, frame };
}

describe('the visitor’s own script', () => {
  it('is shown and not run, however it was chosen', async () => {
    const { pythons, engines, store } = await setUp();
    expect([pythons.length, engines.length]).toEqual([0, 0]);
    expect(store.getState()).toMatchObject({ engine: 'ready', playing: false, own: null, config: { source: 'print(1)' } });
  });

  it('runs when it is told to, in a worker that is kept while its script is shown', async () => {
    const { client, pythons, store, frame } = await setUp();
    client.play();
    const { run } = store.getState();
    expect(pythons[0].sent).toMatchObject([{ type: 'start', run, config: { source: 'print(1)' } }]);
    expect(store.getState()).toMatchObject({ playing: true, own: { phase: 'loading', source: 'print(1)' } });
    pythons[0].report({ type: 'script', run, part: part({ stdout: '1\n' }) });
    pythons[0].report({ type: 'status', run, status: statusOf({ state: 'done', config: CONFIG }) });
    pythons[0].report({ type: 'script', run, part: part({ phase: 'done' }) });
    frame();
    expect(store.getState()).toMatchObject({ playing: false, own: { phase: 'done', stdout: '1\n' } });
    expect(pythons[0].terminated, 'it has the graph').toBe(false);
    client.pause();
    expect(store.getState().own?.phase, 'there is nothing to be stopped').toBe('done');
    client.start(DEFAULTS.perceptron);
    expect(pythons[0].terminated).toBe(true);
  });

  it('that fails before it begins is at rest, though only its part says so', async () => {
    const { client, pythons, store, frame } = await setUp();
    client.play();
    const error = { type: 'SystemError', line: null, message: 'Python could not be loaded: 404' };
    pythons[0].report({ type: 'script', run: store.getState().run, part: part({ phase: 'failed', error }) });
    frame();
    expect(store.getState()).toMatchObject({ playing: false, status: { state: 'error' }, own: { phase: 'failed', error } });
  });

  it('stops at once and keeps what was reported, what waits for a frame too', async () => {
    const { client, pythons, store } = await setUp();
    client.play();
    const { run } = store.getState();
    const rows = new Float64Array(WIDTH);
    rows[COLUMNS.indexOf('epoch')] = 1;
    pythons[0].report({ type: 'frames', run, batch: { count: 1, rows }, events: [] });
    pythons[0].report({ type: 'script', run, part: part({ stdout: 'so far\n' }) });
    client.pause();
    expect(pythons[0].terminated).toBe(true);
    expect(store.getState()).toMatchObject({ playing: false, own: { phase: 'stopped', stdout: 'so far\n' }, history: { count: 1 }, status: { state: 'paused' } });
    pythons[0].report({ type: 'script', run, part: part({ stdout: 'too late' }) });
    expect(store.getState().own?.stdout).toBe('so far\n');
  });

  it('gives its graph and its last run when it is over, and says so before', async () => {
    const { client, pythons, store, frame } = await setUp();
    client.play();
    const { run } = store.getState();
    await expect(client.graph(() => undefined)).resolves.toEqual({ kind: 'failed', why: 'script', text: '' });
    pythons[0].report({ type: 'script', run, part: part({ phase: 'done' }) });
    frame();
    const shares: number[] = [];
    const answer = client.graph((share) => shares.push(share));
    expect(pythons[0].sent.at(-1)).toEqual({ type: 'graph' });
    pythons[0].report({ type: 'graph-progress', run, share: 0.5 });
    const graph = { kind: 'graph' as const, nodes: 1, epoch: 1, program: 'script', table: { templates: [], leaves: [], scopes: [], template: new Uint32Array(1), scope: new Uint32Array(1), number: new Uint32Array(1), start: new Uint32Array(2), from: new Int32Array(0), output: new Int16Array(0) }, columns: [], ran: null, pages: null };
    pythons[0].report({ type: 'graph', run, graph });
    await expect(answer).resolves.toBe(graph);
    expect(shares).toEqual([0.5]);
    const last = client.latestRun();
    expect(pythons[0].sent.at(-1)).toEqual({ type: 'run-graph' });
    pythons[0].report({ type: 'run-graph', run, graph: { kind: 'none' } });
    await expect(last).resolves.toEqual({ kind: 'none' });
    const late = client.graph(() => undefined);
    client.restart();
    await expect(late).resolves.toMatchObject({ why: 'stopped' });
    expect(pythons[0].terminated).toBe(true);
  });

  it('gives the kit of the first worker to the next', async () => {
    const { client, pythons, store } = await setUp();
    client.play();
    const kit = { opaque: true };
    pythons[0].report({ type: 'kit', run: store.getState().run, kit });
    client.restart();
    expect(pythons[0].terminated).toBe(true);
    expect(pythons[1].sent[0]).toMatchObject({ type: 'start', kit });
  });

  it('says what ended a worker that died', async () => {
    const { client, pythons, store } = await setUp();
    client.play();
    pythons[0].emit('error', Object.assign(new Event('error', { cancelable: true }), { message: 'no memory' }));
    expect(store.getState()).toMatchObject({ playing: false, own: { phase: 'failed', error: { type: 'SystemError', message: 'no memory', line: null } }, status: { state: 'error' } });
  });

  it('is edited without being run, and then travels in links', async () => {
    const { client, pythons, store } = await setUp();
    client.change({ source: 'print(2)' });
    expect(pythons).toHaveLength(0);
    const { packed, started } = store.getState();
    expect(unpackSource(packed)).toEqual({ ok: true, text: 'print(2)' });
    expect(started.source).toBe('print(2)');
  });

  it('runs again under other settings only if it has been run', async () => {
    const { client, pythons } = await setUp();
    client.change({ account: 'told' });
    expect(pythons).toHaveLength(0);
    client.play();
    client.change({ finalize: true });
    expect(pythons.map(({ sent }) => sent)).toMatchObject([[{ config: { account: 'told', finalize: false } }], [{ config: { finalize: true } }]]);
  });

  it('gives way to another program, and that one plays', async () => {
    const { client, pythons, engines, store } = await setUp();
    client.play();
    client.change({ ...DEFAULTS.perceptron });
    expect(pythons[0].terminated).toBe(true);
    expect(engines[0].sent[0]).toMatchObject({ type: 'start', play: true, config: { program: 'perceptron' } });
    expect(store.getState().own).toBeNull();
  });
});
