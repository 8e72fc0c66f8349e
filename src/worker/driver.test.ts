/** The driver with a port and a clock of its own: commands, stepping, speed, seeking, files, and what it posts. */
import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../protocol/config.ts';
import { WIDTH } from '../protocol/frame.ts';
import type { Command, Report, Status } from '../protocol/messages.ts';
import { Driver, type Port } from './driver.ts';
import { configOf, digits, play } from './test-kit.ts';

/** A page that hears everything: a clock that moves a little with each look at it, callbacks in order of time. */
class Page implements Port {
  readonly reports: Report[] = [];
  time = 0;
  private queue: { at: number; callback: () => void }[] = [];
  readonly driver = new Driver(this, digits);
  private run = 0;

  // Transferred buffers are detached, as in a real port: nothing posted may be used again.
  post(report: Report, transfer: Transferable[]): void { this.reports.push(structuredClone(report, { transfer })); }
  now(): number { return (this.time += 0.5); }
  later(callback: () => void, delay: number): void { this.queue.push({ at: this.time + delay, callback }); }

  /** Lets so many milliseconds pass, or all that is waiting. */
  wait(milliseconds = Infinity): void {
    const until = this.time + milliseconds;
    for (let turns = 0; this.queue.length > 0 && turns < 20_000; turns++) {
      this.queue.sort((a, b) => a.at - b.at);
      if (this.queue[0].at > until) break;
      const { at, callback } = this.queue.shift()!;
      this.time = Math.max(this.time, at);
      callback();
    }
    if (Number.isFinite(until)) this.time = Math.max(this.time, until);
  }

  /** Nothing is waiting to be done. */
  get idle(): boolean { return this.queue.length === 0; }

  say(command: Command): void { void this.driver.handle(command); }
  start(part: Partial<RunConfig>, more: Partial<Extract<Command, { type: 'start' }>> = {}): void {
    this.say({ type: 'start', run: ++this.run, config: configOf({ samples: 10, epochs: 6, run: 'sample', ...part }), log: [], at: null, play: false, speed: Infinity, ...more });
  }
  of<T extends Report['type']>(type: T): Extract<Report, { type: T }>[] { return this.reports.filter((r): r is Extract<Report, { type: T }> => r.type === type); }
  get status(): Status { return this.of('status').at(-1)!.status; }
  /** Rows of all batches of a run. */
  rows(run = this.run): number[][] {
    return this.of('frames').filter((f) => f.run === run).flatMap(({ batch }) => Array.from({ length: batch.count }, (_, i) => Array.from(batch.rows.subarray(i * WIDTH, (i + 1) * WIDTH))));
  }
  get epochs(): number[] { return this.rows().map((r) => r[0]); }
}


describe('the driver', () => {
  it('starts paused, introduces the program and has built nothing', () => {
    const page = new Page();
    page.start({});
    page.wait();
    const [ready] = page.of('ready');
    expect(ready).toMatchObject({ run: 1, title: 'Perceptron on digits' });
    expect(ready.script.some((l) => l.text.includes('tf.Session()'))).toBe(true);
    expect(page.status).toMatchObject({ state: 'paused', nodes: 0, moment: { epoch: 1, run: 0 }, epochsInAll: 6, models: 1, error: null, checkpoint: null });
    expect(page.epochs).toEqual([]);
    expect(page.idle).toBe(true);
  });

  it('plays to the end, posting every row once, and then rests', () => {
    const page = new Page();
    page.start({}, { play: true });
    page.wait();
    expect(page.epochs).toEqual([1, 2, 3, 4, 5, 6]);
    expect(page.status.state).toBe('done');
    expect(page.idle).toBe(true);
    expect(page.status.log).toEqual([]);
    const direct = play({ samples: 10, epochs: 6, run: 'sample' });
    expect(page.rows().map((r) => [r[2], r[6]])).toEqual(direct.rows.map((r) => [r.nodes, r.executed]));
  });

  it('pauses between slices and goes on where it was', () => {
    const page = new Page();
    page.start({ samples: 200, epochs: 40, run: 'epoch' }, { play: true });
    page.wait(30);
    page.say({ type: 'pause' });
    expect(page.status.state).toBe('paused');
    page.wait();
    const at = page.epochs.length;
    expect(at).toBeLessThan(40);
    expect(page.idle).toBe(true);
    page.say({ type: 'play' });
    page.wait();
    expect(page.epochs).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it('takes one run, or the rest of one epoch, at a step', () => {
    const page = new Page();
    page.start({});
    page.say({ type: 'step', unit: 'run' });
    page.wait();
    expect(page.status).toMatchObject({ state: 'paused', moment: { epoch: 1, run: 1 } });
    page.say({ type: 'step', unit: 'run' });
    page.wait();
    expect(page.status.moment).toEqual({ epoch: 1, run: 2 });
    page.say({ type: 'step', unit: 'epoch' });
    page.wait();
    expect(page.status).toMatchObject({ state: 'paused', moment: { epoch: 2, run: 0 } });
    expect(page.epochs).toEqual([1]);
    page.say({ type: 'step', unit: 'epoch' });
    page.wait();
    expect(page.epochs).toEqual([1, 2]);
    for (let i = 0; i < 10; i++) { page.say({ type: 'step', unit: 'run' }); page.wait(); }
    expect(page.status.moment).toEqual({ epoch: 4, run: 0 });
  });

  it('rests before the first epoch where it is told to seek to none, and plays to the end from there', () => {
    const page = new Page();
    page.start({}, { at: 0, play: true });
    page.wait();
    expect(page.status).toMatchObject({ state: 'paused', moment: { epoch: 1, run: 0 } });
    page.say({ type: 'play' });
    page.wait();
    expect(page.epochs).toEqual([1, 2, 3, 4, 5, 6]);
    expect(page.status.state).toBe('done');
  });

  it('seeks to an epoch as fast as it can and pauses there', () => {
    const page = new Page();
    page.start({}, { at: 4, speed: 0.1 });
    expect(page.status.state).toBe('seeking');
    page.wait();
    expect(page.epochs).toEqual([1, 2, 3, 4]);
    expect(page.status).toMatchObject({ state: 'paused', moment: { epoch: 5, run: 0 } });
    expect(page.time).toBeLessThan(2_000);
  });

  it('keeps to its speed, and to a new one at once', () => {
    const page = new Page();
    page.start({ epochs: 1000, samples: 10, run: 'epoch' }, { play: true, speed: 10 });
    page.wait(2_000);
    expect(page.epochs.length).toBeGreaterThanOrEqual(18);
    expect(page.epochs.length).toBeLessThanOrEqual(23);
    const before = page.epochs.length;
    page.say({ type: 'speed', speed: 2 });
    page.wait(3_000);
    expect(page.epochs.length - before).toBeGreaterThanOrEqual(4);
    expect(page.epochs.length - before).toBeLessThanOrEqual(9);
  });

  it('does by hand what is asked while paused, and rests again in the same place', () => {
    const page = new Page();
    page.start({});
    page.say({ type: 'step', unit: 'epoch' });
    page.wait();
    page.say({ type: 'hand', hand: 'save' });
    page.wait();
    expect(page.status).toMatchObject({ state: 'paused', moment: { epoch: 2, run: 0 }, checkpoint: { epoch: 1, origin: 'run' } });
    page.say({ type: 'hand', hand: 'clear' });
    page.wait();
    expect(page.status).toMatchObject({ state: 'paused', moment: { epoch: 2, run: 0 }, nodes: 0 });
    page.say({ type: 'hand', hand: 'reload' });
    page.wait();
    expect(page.status.nodes).toBeGreaterThan(0);
    expect(page.status.log).toEqual(['save', 'clear', 'reload'].map((hand) => ({ epoch: 2, run: 0, kind: 'hand', hand })));
    expect(page.of('frames').flatMap((f) => f.events).map((e) => e.kind)).toEqual(['save', 'clear', 'reload']);
    expect(page.epochs).toEqual([1]);
    page.say({ type: 'play' });
    page.wait();
    const direct = play({ samples: 10, epochs: 6, run: 'sample' });
    expect(page.rows().map((r) => r.at(-2))).toEqual(direct.rows.map((r) => r.loss));
  });

  it('takes a switch while paused before the first run, shows it at once, and introduces the new script', () => {
    const page = new Page();
    page.start({ epochs: 4 });
    page.say({ type: 'set', patch: { clear: true, every: 2 } });
    expect(page.status.config).toMatchObject({ clear: true, every: 2 });
    expect(page.of('ready').at(-1)!.script.some((l) => l.text.includes('tf.reset_default_graph()'))).toBe(true);
    page.say({ type: 'play' });
    page.wait();
    expect(page.of('frames').flatMap((f) => f.events).map((e) => `${e.kind} ${e.epoch}`)).toEqual(['clear 2', 'clear 4']);
    expect(page.status.log).toEqual([{ epoch: 1, run: 0, kind: 'set', patch: { clear: true, every: 2 } }]);
  });

  it('takes hands and switches while it runs, without stopping', () => {
    const page = new Page();
    page.start({ samples: 200, epochs: 40, run: 'epoch' }, { play: true });
    page.wait(20);
    page.say({ type: 'hand', hand: 'clear' });
    page.wait(20);
    page.say({ type: 'set', patch: { epochs: 42 } });
    page.wait();
    expect(page.status).toMatchObject({ state: 'done', epochsInAll: 42 });
    expect(page.epochs).toEqual(Array.from({ length: 42 }, (_, i) => i + 1));
    expect(page.status.log.map((a) => a.kind)).toEqual(['hand', 'set']);
    expect(page.status.log.every((a) => a.epoch > 1)).toBe(true);
  });

  it('replays the log of another run to the same rows', () => {
    const page = new Page();
    page.start({ samples: 50, epochs: 12, run: 'batch', batch: 20 }, { play: true });
    page.wait(10);
    page.say({ type: 'hand', hand: 'clear' });
    page.wait();
    const [first, { log }] = [page.rows(), page.status];
    expect(log.length).toBe(1);
    page.start({ samples: 50, epochs: 12, run: 'batch', batch: 20 }, { play: true, log });
    page.wait();
    const known = (rows: number[][]): number[][] => rows.map((r) => [...r.slice(0, 35), r.at(-2)!, r.at(-1)!]);
    expect(known(page.rows())).toEqual(known(first));
  });

  it('stops at an error, says so, and goes on', () => {
    const page = new Page();
    page.start({ reload: true, every: 2 }, { play: true });
    page.wait();
    expect(page.status).toMatchObject({ state: 'error', moment: { epoch: 2 }, error: { kind: 'reload', epoch: 2 } });
    expect(page.idle).toBe(true);
    page.say({ type: 'set', patch: { reload: false } });
    page.wait();
    expect(page.status.error).toBeNull();
    page.say({ type: 'play' });
    page.wait();
    expect(page.status.state).toBe('done');
    expect(page.epochs).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('answers a ping at any time, and before any run', () => {
    const page = new Page();
    page.say({ type: 'ping', id: 7 });
    expect(page.reports).toEqual([{ type: 'pong', id: 7 }]);
    page.start({ samples: 200, run: 'epoch' }, { play: true });
    page.wait(15);
    page.say({ type: 'ping', id: 8 });
    expect(page.reports.at(-1)).toEqual({ type: 'pong', id: 8 });
  });

  it('hears other commands before any run without harm', () => {
    const page = new Page();
    for (const command of [{ type: 'play' }, { type: 'pause' }, { type: 'step', unit: 'run' }, { type: 'hand', hand: 'save' }, { type: 'set', patch: {} }, { type: 'upload', bytes: new ArrayBuffer(4), name: 'x' }] as const) page.say(command);
    page.wait();
    expect(page.reports).toEqual([]);
  });

  it('posts nothing of an older run after a new one has begun', () => {
    const page = new Page();
    page.start({ samples: 200, epochs: 100, run: 'epoch' }, { play: true });
    page.wait(25);
    page.start({}, { play: true });
    const at = page.reports.findIndex((r) => r.type === 'ready' && r.run === 2);
    page.wait();
    for (const r of page.reports.slice(at)) if (r.type !== 'pong') expect(r.run).toBe(2);
    expect(page.epochs).toEqual([1, 2, 3, 4, 5, 6]);
    expect(page.status.state).toBe('done');
  });

  it('posts at most once per animation frame while it plays', () => {
    const page = new Page();
    page.start({ epochs: 300, run: 'epoch' }, { play: true });
    const before = page.of('status').length;
    const from = page.time;
    page.wait();
    const posts = page.of('status').length - before;
    expect(posts).toBeGreaterThan(1);
    expect(posts).toBeLessThanOrEqual((page.time - from) / 16 + 2);
  });
});

describe('the session’s graph', () => {
  /** Dynamic imports take a turn of the real clock. */
  const loaded = async (): Promise<void> => { await import('./graph-export.ts'); await new Promise((resolve) => setTimeout(resolve, 0)); };

  it('is written beside the run, which goes on meanwhile and posts as before', async () => {
    const page = new Page();
    page.start({ samples: 1000, epochs: 60, run: 'epoch', work: 'modelled' }, { play: true });
    // Long enough to write for several turns.
    while (page.status.nodes < 60_000) page.wait(20);
    const before = page.status.nodes;
    page.say({ type: 'graph' });
    await loaded();
    const frames = page.of('frames').length;
    while (page.of('graph').length === 0) page.wait(20);
    expect(page.of('frames').length).toBeGreaterThan(frames);
    const [{ run, graph }] = page.of('graph');
    expect(run).toBe(1);
    if (graph.kind !== 'graph') throw new Error(`expected a graph, got ${graph.kind}`);
    expect(graph.program).toBe('perceptron');
    // As it was when it was begun, which the page may not have heard of yet.
    expect(graph.nodes).toBeGreaterThanOrEqual(before);
    expect(graph.nodes).toBeLessThan(page.status.nodes);
    expect(graph.columns.map(({ name }) => name)).toEqual(['kind', 'shape', 'line']);
    expect(graph.table.template).toHaveLength(graph.nodes);
    expect(graph.ran?.marks).toHaveLength(graph.nodes);
    page.wait();
    expect(page.epochs).toHaveLength(60);
    expect(page.idle).toBe(true);
  });

  it('is written while the run rests, and the run rests on', async () => {
    const page = new Page();
    page.start({});
    page.say({ type: 'step', unit: 'epoch' });
    page.wait();
    const { moment } = page.status;
    page.say({ type: 'graph' });
    await loaded();
    page.wait();
    expect(page.of('graph')).toHaveLength(1);
    expect(page.of('graph')[0].graph).toMatchObject({ kind: 'graph', epoch: 1, nodes: page.status.nodes });
    expect(page.status).toMatchObject({ state: 'paused', moment });
    expect(page.idle).toBe(true);
  });

  it('of a run that is over is not written any more', async () => {
    const page = new Page();
    page.start({ samples: 200, run: 'epoch' });
    page.say({ type: 'step', unit: 'epoch' });
    page.wait();
    page.say({ type: 'graph' });
    await loaded();
    page.start({});
    page.wait();
    expect(page.of('graph')).toHaveLength(0);
  });
});

describe('checkpoint files', () => {
  it('go out and come back: the other run goes on from there', () => {
    const page = new Page();
    page.start({});
    page.say({ type: 'download' });
    expect(page.of('notice').at(-1)).toMatchObject({ level: 'error', text: 'There is no checkpoint to download yet: save first.' });
    page.say({ type: 'step', unit: 'epoch' });
    page.wait();
    page.say({ type: 'hand', hand: 'save' });
    page.wait();
    page.say({ type: 'download' });
    const [file] = page.of('checkpoint');
    expect(file.name).toBe('perceptron-epoch-1.safetensors');
    page.say({ type: 'play' });
    page.wait();
    const loss = page.rows().map((r) => r.at(-2));
    page.start({ every: 2, reload: true });
    page.say({ type: 'upload', bytes: file.bytes.slice(0), name: 'mine.safetensors' });
    expect(page.of('notice').at(-1)).toMatchObject({ run: 2, level: 'info', text: 'mine.safetensors is on the shelf; Reload will use it.' });
    page.say({ type: 'play' });
    page.wait();
    expect(page.status).toMatchObject({ state: 'done', checkpoint: { epoch: 1, origin: 'upload' } });
    expect(page.rows().map((r) => r.at(-2))).toEqual([loss[0], loss[1], loss[1], loss[2], loss[1], loss[2]]);
  });

  it('that are hostile or of another model are refused, and the run is untouched', () => {
    const page = new Page();
    page.start({});
    page.say({ type: 'step', unit: 'epoch' });
    page.wait();
    const before = page.status;
    page.say({ type: 'upload', bytes: new ArrayBuffer(5), name: 'bad' });
    expect(page.of('notice').at(-1)).toMatchObject({ level: 'error', text: 'bad was not taken: a safetensors file begins with 8 bytes of header length; this file has 5 bytes. The run is untouched.' });
    const other = new Page();
    other.start({ program: 'search', samples: 20, epochs: 2, run: 'epoch' });
    other.say({ type: 'step', unit: 'epoch' });
    other.wait();
    other.say({ type: 'hand', hand: 'save' });
    other.wait();
    other.say({ type: 'download' });
    page.say({ type: 'upload', bytes: other.of('checkpoint')[0].bytes, name: 'other' });
    expect(page.of('notice').at(-1)!.text).toContain("other was not taken: the model needs variable 'w' [64, 10]; the checkpoint holds 'b1'");
    page.wait();
    expect(page.status).toMatchObject({ checkpoint: null, nodes: before.nodes, moment: before.moment, error: null });
  });
});

describe('a kernel of many operations', () => {
  const said = (part: Partial<RunConfig>): number[] => {
    const page = new Page();
    page.start({ program: 'cnn', run: 'batch', account: 'tensorflow', epochs: 1, ...part }, { play: true });
    page.wait();
    expect(page.status.state).toBe('done');
    return page.reports.flatMap((report) => (report.type === 'long' ? [report.seconds] : []));
  };
  it('is announced with what it may take on a slow device: it is not sliced, and nothing is heard in it', () => {
    const [samples, units] = [512, 64];
    // The second convolution, at 4 x 4 places, and the gradients of its filter and of its input.
    const seconds = (2 * samples * 16 * 2 * units * 9 * units) / 1e8;
    expect(said({ samples, batch: samples, units })).toEqual([seconds, seconds, seconds]);
  }, 60_000);
  it('is none of small runs', () => expect(said({ samples: 8, batch: 8, units: 4 })).toEqual([]));
});
