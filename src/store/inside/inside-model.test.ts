/** The model of the view inside a run, with a worker that writes down what it is asked. */
import { describe, expect, it } from 'vitest';
import { whenQuiet } from '../../lib/busy.ts';
import type { InsideAsk, InsideTell, PlanView, RunGraph, RunOf, StepView } from '../../protocol/inside.ts';
import { createPlaygroundStore, type PlaygroundStore } from '../store.ts';
import { statusOf } from '../test-kit.ts';
import { InsideModel } from './inside-model.ts';

const of: RunOf = { epoch: 3, run: 0, program: 'mlp', account: 'tensorflow', nodes: 90, needed: 40, executed: 42, told: 80, grew: 0, fresh: false, signatures: 2, fetches: ['loss:0'], targets: [], feeds: [], variables: [] };
const answer = (): RunGraph => ({ kind: 'run', of, whole: true, parts: [new ArrayBuffer(4)], columns: [], values: { kind: 'closed' } });
const passes = [{ pass: 'pruning', round: 0, before: 90, after: 40, fates: { kept: 40, removed: 50, merged: 0, folded: 0, fused: 0, changed: 0, added: 0 } }];
const planFor = (platform: string): PlanView => ({ platform }) as PlanView;

class FakeWorker {
  readonly asked: InsideAsk[] = [];
  ended = false;
  private readonly hear = new Map<string, (event: Event) => void>();
  postMessage(ask: InsideAsk): void { this.asked.push(ask); }
  addEventListener(type: string, listener: (event: Event) => void): void { this.hear.set(type, listener); }
  terminate(): void { this.ended = true; }
  tell(tell: InsideTell): void { this.hear.get('message')?.({ data: tell } as MessageEvent); }
  die(message: string): void { this.hear.get('error')?.({ message, preventDefault: () => undefined } as unknown as Event); }
  get last(): InsideAsk { return this.asked[this.asked.length - 1]; }
}

function setUp(graphs: RunGraph[] = [answer()]): { model: InsideModel; workers: FakeWorker[]; playground: PlaygroundStore; saved: string[]; asked: () => number } {
  const workers: FakeWorker[] = [];
  const saved: string[] = [];
  const playground = createPlaygroundStore({});
  let asked = 0;
  const model = new InsideModel({
    playground,
    client: { latestRun: () => Promise.resolve(graphs[Math.min(asked++, graphs.length - 1)]) },
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    saveFile: (_, name) => saved.push(name),
    show: ({ pass }, { program }) => saved.push(`${pass} of ${program}`),
  });
  return { model, workers, playground, saved, asked: () => asked };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
async function opened(parts: ReturnType<typeof setUp>): Promise<FakeWorker> {
  const taking = parts.model.take();
  await turn();
  const worker = parts.workers[parts.workers.length - 1];
  worker.tell({ id: worker.last.id, type: 'opened', passes, left: 1, beside: passes[0], plan: planFor('gpu-cpu') });
  await taking;
  const [execute] = worker.asked.filter(({ type }) => type === 'execute');
  worker.tell({ id: execute.id, type: 'executed', executed: { kind: 'not', why: 'closed' } });
  return worker;
}

describe('the view inside a run', () => {
  it('takes the latest run and shows its passes and its plan', async () => {
    const parts = setUp();
    await opened(parts);
    expect(parts.model.store.getState()).toMatchObject({ opening: null, taken: { of: { nodes: 90 } }, plan: { platform: 'gpu-cpu' } });
  });
  it('takes it by itself once a run of the page, and asks again only when there was none', async () => {
    const parts = setUp([{ kind: 'none' }, { kind: 'none' }]);
    const stop = parts.model.follow();
    expect(parts.asked()).toBe(0);
    parts.playground.setState({ run: 1, status: statusOf({ nodes: 5, moment: { epoch: 1, run: 0 } }) });
    await whenQuiet();
    expect(parts.model.store.getState().none).toBe(true);
    parts.playground.setState({ status: statusOf({ nodes: 5, moment: { epoch: 1, run: 0 } }) });
    await whenQuiet();
    expect(parts.asked()).toBe(1);
    parts.playground.setState({ status: statusOf({ nodes: 9, moment: { epoch: 2, run: 0 } }) });
    await whenQuiet();
    expect(parts.asked()).toBe(2);
    stop();
  });
  it('says so where a run is too large, the engine has stopped, or the worker dies; the session is not touched', async () => {
    const large = setUp([{ kind: 'large', of, limit: 10 }]);
    await large.model.take();
    expect(large.model.store.getState().large).toMatchObject({ limit: 10 });
    const stopped = setUp([{ kind: 'failed', why: 'stopped', text: '' }]);
    await stopped.model.take();
    expect(stopped.model.store.getState().trouble).toEqual({ why: 'stopped', text: '' });
    const parts = setUp();
    const taking = parts.model.take();
    await turn();
    parts.workers[0].die('out of memory');
    await taking;
    expect(parts.model.store.getState()).toMatchObject({ opening: null, taken: null, trouble: { why: 'worker', text: 'out of memory' } });
    expect(parts.workers[0].ended).toBe(true);
  });
  it('says what is under way, and can be given up: the worker is ended, what was shown stays, nothing is taken again by itself', async () => {
    const parts = setUp();
    const stop = parts.model.follow();
    const state = () => parts.model.store.getState();
    const former = await opened(parts);
    const { taken } = state();
    for (let i = 0; i < 2; i++) {
      void parts.model.take();
      await turn();
      const worker = parts.workers[i + 1];
      expect(state().opening).toEqual({ stage: 'reading' });
      worker.tell({ id: worker.last.id, type: 'progress', stage: 'pass', pass: 'shape', round: 1, at: 14, of: 20 });
      expect(state()).toMatchObject({ opening: { stage: 'pass', pass: 'shape', at: 14, of: 20 }, taken });
      parts.model.cancel();
      expect(worker.ended).toBe(true);
      worker.tell({ id: worker.last.id, type: 'opened', passes: [], left: 1, beside: passes[0], plan: planFor('cpu') });
      await whenQuiet();
      expect(state()).toMatchObject({ opening: null, taken, plan: { platform: 'gpu-cpu' }, trouble: null });
    }
    expect(former.ended).toBe(false);
    const asked = parts.asked();
    parts.playground.setState({ run: 2, status: statusOf({ nodes: 5, moment: { epoch: 1, run: 0 } }) });
    expect(parts.asked()).toBe(asked + 1);
    parts.model.cancel();
    parts.playground.setState({ status: statusOf({ nodes: 9, moment: { epoch: 2, run: 0 } }) });
    expect(parts.asked()).toBe(asked + 1);
    await whenQuiet();
    expect(parts.workers).toHaveLength(3);
    parts.playground.setState({ run: 3, status: statusOf({ nodes: 5, moment: { epoch: 1, run: 0 } }) });
    expect(parts.asked()).toBe(asked + 2);
    parts.model.cancel();
    await whenQuiet();
    stop();
  });
  it('shows the newest of several wishes only', async () => {
    const parts = setUp();
    const worker = await opened(parts);
    parts.model.setPlan({ platform: 'gpu-2' });
    const first = worker.last.id;
    parts.model.setPlan({ platform: 'gpu-4', scheduling: 'list' });
    expect(worker.last).toMatchObject({ type: 'plan', platform: 'gpu-4', optimised: true, scheduling: 'list' });
    worker.tell({ id: worker.last.id, type: 'plan', plan: planFor('gpu-4') });
    worker.tell({ id: first, type: 'plan', plan: planFor('gpu-2') });
    await turn();
    worker.tell({ id: worker.last.id, type: 'executed', executed: { kind: 'not', why: 'closed' } });
    await whenQuiet();
    expect(parts.model.store.getState().plan?.platform).toBe('gpu-4');
    // Kept over a new run, as the platform is.
    const next = await opened(parts);
    expect(next.asked[0]).toMatchObject({ type: 'open', platform: 'gpu-4', scheduling: 'list' });
  });
  it('has each plan executed once it is shown, and shows what came of the newest only', async () => {
    const parts = setUp();
    const worker = await opened(parts);
    await whenQuiet();
    const state = () => parts.model.store.getState();
    expect(state().executed).toEqual({ kind: 'not', why: 'closed' });
    for (const platform of ['cpu', 'gpu'] as const) {
      parts.model.setPlan({ platform });
      worker.tell({ id: worker.last.id, type: 'plan', plan: planFor(platform) });
      await turn();
      expect(state()).toMatchObject({ plan: { platform }, executed: null });
    }
    const [first, second] = worker.asked.filter(({ type }) => type === 'execute').slice(-2);
    worker.tell({ id: first.id, type: 'executed', executed: { kind: 'failed', text: 'another plan was made' } });
    await turn();
    expect(state().executed).toBe(null);
    worker.tell({ id: second.id, type: 'executed', executed: { kind: 'failed', text: 'so it is' } });
    await whenQuiet();
    expect(state().executed).toEqual({ kind: 'failed', text: 'so it is' });
  });
  it('keeps the list of a pass open over a new run, and ends the former worker', async () => {
    const parts = setUp();
    const worker = await opened(parts);
    parts.model.list(0, 'mat', 'removed');
    worker.tell({ id: worker.last.id, type: 'pass', rows: [], total: 0, unlisted: 0 });
    const next = await opened(parts);
    expect(worker.ended).toBe(true);
    expect(next.last).toMatchObject({ type: 'pass', pass: 0, text: 'mat', fate: 'removed' });
    next.tell({ id: next.last.id, type: 'pass', rows: [], total: 0, unlisted: 0 });
    await whenQuiet();
  });
  it('has a pass drawn, and what all of them do', async () => {
    const parts = setUp();
    const worker = await opened(parts);
    for (const [pass, name] of [[0, 'pruning'], [-1, '']] as const) {
      parts.model.draw(pass);
      expect(worker.last).toMatchObject({ type: 'diff', pass });
      worker.tell({ id: worker.last.id, type: 'diff', diff: { pass: name, round: 0, before: 9, after: 4, omitted: 0, parts: [], columns: [] } });
      await whenQuiet();
    }
    expect(parts.saved).toEqual(['pruning of mlp', ' of mlp']);
  });

  it('makes a step of a recorded model in a worker of its own, shows the last one wished for, and says when none can be made', async () => {
    const { model, workers } = setUp();
    model.showStep('mlp', 2);
    model.showStep('towers', 4);
    const [worker] = workers;
    const [first, second] = worker.asked;
    expect(second).toMatchObject({ type: 'step', model: 'towers', devices: 4 });
    const step = (made: string, devices: number): StepView => ({ model: made, devices, nodes: 9, parts: [], sends: 0, receives: 0, plan: planFor('cpu-4') });
    worker.tell({ id: second.id, type: 'step', step: step('towers', 4) });
    worker.tell({ id: first.id, type: 'step', step: step('mlp', 2) });
    await whenQuiet();
    expect(model.store.getState().step).toMatchObject({ model: 'towers' });
    model.showStep('towers', 4);
    expect(worker.asked).toHaveLength(2);
    model.showStep('cnn', 1);
    worker.die('');
    await whenQuiet();
    expect(model.store.getState().step).toBe('failed');
  });
  it('names files after the program, the epoch and the devices', async () => {
    const parts = setUp();
    const worker = await opened(parts);
    for (const what of ['pb', 'trace'] as const) {
      parts.model.save(what);
      worker.tell({ id: worker.last.id, type: 'saved', bytes: new ArrayBuffer(1) });
      await whenQuiet();
    }
    expect(parts.saved).toEqual(['mlp-epoch-3-optimised.pb', 'mlp-epoch-3-gpu-cpu.trace.json']);
  });
});
