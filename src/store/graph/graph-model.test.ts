/** The model with workers of its own: what it keeps when something fails, and that old answers change nothing. */
import { describe, expect, it } from 'vitest';
import type { GraphAsk, GraphSummary, GraphTell, Level, SessionGraph } from '../../protocol/graph-view.ts';
import { createPlaygroundStore } from '../store.ts';
import { statusOf } from '../test-kit.ts';
import type { DeskWorker } from '../desk.ts';
import { fileName, GraphModel } from './graph-model.ts';

const SUMMARY = { nodes: 3, unknown: 0, ops: [], problems: [], columns: [] } as unknown as GraphSummary;
const levelOf = (place: number): Level =>
  ({
    place,
    trail:
      place === 0
        ? [{ place: 0, label: '' }]
        : [
            { place: 0, label: '' },
            { place, label: 's' },
          ],
    items: { count: 2, kind: [1, 0], place: [7, -1], node: [-1, 4] },
  }) as unknown as Level;

class FakeWorker implements DeskWorker<GraphAsk> {
  readonly asks: GraphAsk[] = [];
  ended = false;
  private readonly listeners = new Map<string, (event: Event) => void>();
  postMessage(ask: GraphAsk): void {
    this.asks.push(ask);
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, listener);
  }
  terminate(): void {
    this.ended = true;
  }
  /** Answers the newest ask of a type. */
  async tell(to: GraphAsk['type'], answer: Record<string, unknown>): Promise<void> {
    const ask = this.asks.findLast(({ type }) => type === to);
    if (!ask) throw new Error(`nothing of type ${to} was asked`);
    this.listeners.get('message')?.({ data: { id: ask.id, ...answer } as unknown as GraphTell } as unknown as Event);
    await settle();
  }
  async die(message: string): Promise<void> {
    this.listeners.get('error')?.({ message, preventDefault: () => undefined } as unknown as Event);
    await settle();
  }
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function setUp() {
  const workers: FakeWorker[] = [];
  const saved: [number, string][] = [];
  const playground = createPlaygroundStore();
  const answers: ((graph: SessionGraph) => void)[] = [];
  const model = new GraphModel({
    playground,
    client: { graph: () => new Promise((resolve) => answers.push(resolve)) },
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    saveFile: (bytes, name) => saved.push([bytes.byteLength, name]),
    now: () => 5000,
  });
  const state = () => model.store.getState();
  const openFile = async (name: string): Promise<FakeWorker> => {
    void model.openFile(new Blob(['x']), name);
    await settle();
    return workers.at(-1)!;
  };
  const shown = async (name = 'a.pb'): Promise<FakeWorker> => {
    const worker = await openFile(name);
    await worker.tell('open', { type: 'opened', summary: SUMMARY, level: levelOf(0) });
    return worker;
  };
  return { model, workers, saved, playground, answers, state, openFile, shown };
}

describe('opening', () => {
  it('shows a file, with what is under way meanwhile', async () => {
    const { state, openFile } = setUp();
    const worker = await openFile('a.pb');
    expect(state().opening).toMatchObject({ source: 'file', name: 'a.pb', stage: 'reading' });
    await worker.tell('open', { type: 'progress', stage: 'sorting' });
    expect(state().opening?.stage).toBe('sorting');
    await worker.tell('open', { type: 'opened', summary: SUMMARY, level: levelOf(0) });
    expect(state()).toMatchObject({ opening: null, shown: { source: 'file', name: 'a.pb' }, level: { place: 0 }, trouble: null });
  });

  it('keeps the former graph and its worker when another fails, and says why', async () => {
    const { state, shown, openFile } = setUp();
    const first = await shown('a.pb');
    const second = await openFile('b.pb');
    await second.tell('open', { type: 'failed', error: 'b.pb: this is not a graph' });
    expect(state()).toMatchObject({ opening: null, shown: { name: 'a.pb' }, trouble: { kind: 'file', text: 'b.pb: this is not a graph' } });
    expect([first.ended, second.ended]).toEqual([false, true]);
    await (await openFile('c.pb')).die('out of memory');
    expect(state()).toMatchObject({ shown: { name: 'a.pb' }, trouble: { kind: 'worker', text: 'out of memory' } });
  });

  it('knows a graph that was recorded from a file of the visitor’s', async () => {
    const { model, workers, state, shown } = setUp();
    await shown('a.pb');
    expect(state().shown?.recorded).toBe(false);
    void model.openFile(new Blob(['x']), 'fold-built.pbtxt', true);
    await settle();
    await workers.at(-1)!.tell('open', { type: 'opened', summary: SUMMARY, level: levelOf(0) });
    expect(state().shown?.recorded).toBe(true);
  });

  it('ends the former worker when another graph is open', async () => {
    const { shown } = setUp();
    const first = await shown('a.pb');
    const second = await shown('b.pb');
    expect([first.ended, second.ended]).toEqual([true, false]);
  });

  it('can be given up; what then still comes is not shown', async () => {
    const { model, state, shown, openFile } = setUp();
    await shown('a.pb');
    const second = await openFile('b.pb');
    model.cancel();
    expect(second.ended).toBe(true);
    await second.tell('open', { type: 'opened', summary: SUMMARY, level: levelOf(0) });
    expect(state()).toMatchObject({ opening: null, shown: { name: 'a.pb' }, trouble: null });
  });
});

describe('the session’s graph', () => {
  const graph = (): SessionGraph => ({
    kind: 'graph',
    nodes: 3,
    epoch: 2,
    program: 'perceptron',
    table: {
      templates: [new ArrayBuffer(4)], leaves: [], scopes: [], template: new Uint32Array(3), scope: new Uint32Array(3), number: new Uint32Array(3),
      start: new Uint32Array(4), from: new Int32Array(0), output: new Int16Array(0),
    },
    columns: [],
    ran: null,
    pages: null,
  });

  it('is taken by itself once a run has nodes, and again for the next run, but not over a file', async () => {
    const { model, playground, answers, workers, state, shown } = setUp();
    const stop = model.follow();
    expect(answers).toHaveLength(0);
    playground.setState({ run: 1, status: statusOf({ nodes: 3, state: 'seeking' }) });
    expect(answers).toHaveLength(0);
    playground.setState({ status: statusOf({ nodes: 3 }) });
    expect(answers).toHaveLength(1);
    answers[0](graph());
    await settle();
    await workers[0].tell('open', { type: 'opened', summary: SUMMARY, level: levelOf(0) });
    expect(state().shown).toMatchObject({ source: 'session', run: 1, epoch: 2 });
    playground.setState({ status: statusOf({ nodes: 9 }) });
    expect(answers).toHaveLength(1);
    playground.setState({ run: 2, status: statusOf({ nodes: 1 }) });
    expect(answers).toHaveLength(2);
    answers[1]({ kind: 'failed', why: 'stopped', text: '' });
    await settle();
    expect(state().trouble).toEqual({ kind: 'session', why: 'stopped', text: '' });
    playground.setState({ status: statusOf({ nodes: 2 }) });
    expect(answers).toHaveLength(2);
    await shown('a.pb');
    playground.setState({ run: 3, status: statusOf({ nodes: 2 }) });
    expect(answers).toHaveLength(2);
    stop();
  });

  it('is counted where it is too large', async () => {
    const { model, answers, state } = setUp();
    void model.takeSession();
    answers[0]({ kind: 'counts', why: 'nodes', limit: 10, nodes: 12, epoch: 1, ops: [['Const', 12]], kinds: [] });
    await settle();
    expect(state()).toMatchObject({ shown: null, opening: null, counts: { nodes: 12 } });
  });
});

describe('going about', () => {
  it('opens items, goes up, and selects where it came from', async () => {
    const { model, state, shown } = setUp();
    const worker = await shown();
    model.openItem(0);
    await settle();
    expect(worker.asks.at(-1)).toMatchObject({ type: 'level', place: 7 });
    await worker.tell('level', { type: 'level', level: levelOf(7), item: -1 });
    expect(state()).toMatchObject({ level: { place: 7 }, selected: -1 });
    model.up();
    await settle();
    await worker.tell('level', { type: 'level', level: levelOf(0), item: -1 });
    expect(state()).toMatchObject({ level: { place: 0 }, selected: 0 });
    await worker.tell('inside', { type: 'inside', inside: { place: 7 } });
    expect(state().inside).toEqual({ place: 7 });
  });

  it('drops the answer to an older wish', async () => {
    const { model, state, shown } = setUp();
    const worker = await shown();
    model.select(1);
    await settle();
    const old = worker.asks.at(-1)!;
    model.select(0);
    await settle();
    await worker.tell('node', { type: 'node', node: { node: 4 } });
    expect(old.type).toBe('node');
    expect(state()).toMatchObject({ selected: 0, details: null });
  });

  it('looks for the newest text only', async () => {
    const { model, state, shown } = setUp();
    const worker = await shown();
    for (const text of ['M', 'Ma', 'Mat']) model.find(text);
    await settle();
    const finds = (): string[] => worker.asks.flatMap((ask) => (ask.type === 'find' ? [ask.text] : []));
    expect(finds()).toEqual(['M']);
    await worker.tell('find', { type: 'found', text: 'M', found: [], total: 1 });
    expect(finds()).toEqual(['M', 'Mat']);
    await worker.tell('find', { type: 'found', text: 'Mat', found: [], total: 0 });
    expect(state().search).toEqual({ text: 'Mat', found: [], total: 0 });
  });

  it('looks in the next graph for what stands in the field', async () => {
    const { model, state, shown } = setUp();
    model.find('Mat');
    await settle();
    expect(state().search).toBeNull();
    const worker = await shown();
    await settle();
    await worker.tell('find', { type: 'found', text: 'Mat', found: [], total: 3 });
    expect(state().search).toEqual({ text: 'Mat', found: [], total: 3 });
  });

  it('saves under a fitting name, and says what went wrong', async () => {
    const { model, saved, state, shown } = setUp();
    const worker = await shown('model.pb');
    model.save('pbtxt');
    expect(state().saving).toBe('pbtxt');
    await worker.tell('save', { type: 'progress', stage: 'writing', share: 0.4 });
    expect(state()).toMatchObject({ saving: 'pbtxt', savedShare: 0.4 });
    await worker.tell('save', { type: 'saved', bytes: new ArrayBuffer(9) });
    expect([saved, state().saving]).toEqual([[[9, 'model.pbtxt']], null]);
    model.save('pb');
    expect(state().savedShare).toBe(0);
    await worker.tell('save', { type: 'failed', error: 'the graph takes too many bytes' });
    expect(state()).toMatchObject({
      saving: null,
      trouble: { kind: 'file', text: 'the graph takes too many bytes' },
      shown: { name: 'model.pb' },
    });
  });

  it('says that the graph is gone when its worker dies', async () => {
    const { model, state, shown } = setUp();
    const worker = await shown();
    model.go(3);
    await settle();
    await worker.die('');
    expect(state()).toMatchObject({ shown: null, trouble: { kind: 'lost', text: '' } });
  });
});

it.each([
  ['session', 'perceptron', 'pb', 'perceptron-epoch-4.pb'],
  ['session', 'perceptron', 'events', 'events.out.tfevents.5.perceptron-epoch-4'],
  ['file', 'saved_model.pb', 'pbtxt', 'saved_model.pbtxt'],
  ['file', 'graph.meta', 'meta', 'graph.meta'],
  ['file', 'events.out.tfevents.1.host', 'events', 'events.out.tfevents.5.1.host'],
] as const)('a %s named %s is saved as %s under %s', (source, name, format, wanted) => {
  expect(fileName({ source, name, epoch: 4 }, format, 5)).toBe(wanted);
});
