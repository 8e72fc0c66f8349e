/** Pictures of what is learned: they are the model's own numbers, and a run that is looked at is the run that is not. */
import { describe, expect, it } from 'vitest';
import { PROGRAMS, type RunConfig } from '../protocol/config.ts';
import type { Look, LookOrder, Picture } from '../protocol/look.ts';
import type { Command, Report } from '../protocol/messages.ts';
import { Driver, type Port } from './driver.ts';
import { buffersOf, Looker } from './look.ts';
import { configOf, digits, play, weights, type Played } from './test-kit.ts';

const OWN = PROGRAMS.filter((id) => id !== 'script');
const ORDER: LookOrder = { id: 1, on: true, set: 'trained', wrong: false, sample: -1 };

function lookAt(looker: Looker, order: Partial<LookOrder> = {}): Look {
  const steps = looker.look({ ...ORDER, ...order }, () => 0);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}
const after = (played: Played, order: Partial<LookOrder> = {}): Look => lookAt(new Looker(played.runner), order);
function pick<K extends Picture['kind']>(look: Look, kind: K): Extract<Picture, { kind: K }> {
  const found = look.pictures.find((p): p is Extract<Picture, { kind: K }> => p.kind === kind);
  if (!found) throw new Error(`expected a picture of kind ${kind}, found ${look.pictures.map((p) => p.kind).join(', ')}`);
  return found;
}
const bits = (rows: readonly Float64Array[]): string[] => rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength).toString('hex'));

describe('a run that is looked at equals the run that is not, row by row and bit for bit', () => {
  const settings: Partial<RunConfig>[] = [
    { build: 'forward', account: 'told' },
    { build: 'everything', account: 'tensorflow', save: true, clear: true, reload: true },
    { build: 'hoisted', account: 'told', save: true, reload: true, optimizer: 'momentum', rate: 0.1 },
  ];
  it.each(OWN.flatMap((program) => settings.map((part): [string, Partial<RunConfig>] => [program, { ...part, program }])))('%s, %o', (program, part) => {
    const config: Partial<RunConfig> = { run: 'batch', samples: 30, batch: 10, epochs: program === 'search' ? 1 : 4, units: 8, every: 2, ...part };
    const alone = play(config);
    let looks = 0;
    let looker: Looker | null = null;
    let open: Generator<void, Look> | null = null;
    // A look goes on while the run does: slices of it at every boundary, those inside of session runs included.
    const watched = play(config, [], (_, { runner }) => {
      looker ??= new Looker(runner);
      open ??= looker.look({ ...ORDER, set: looks % 2 === 0 ? 'trained' : 'held' }, () => 0);
      for (let slice = 0; slice < 20 && open; slice++) if (open.next().done) { open = null; looks++; }
    });
    expect(looks).toBeGreaterThan(3);
    expect(bits(watched.raw)).toEqual(bits(alone.raw));
    expect(watched.events).toEqual(alone.events);
    expect(watched.runner.log).toEqual(alone.runner.log);
    expect(watched.runner.results).toEqual(alone.runner.results);
    expect(weights(watched)).toEqual(weights(alone));
    expect(watched.runner.session.cachedSignatures).toBe(alone.runner.session.cachedSignatures);
  });
});

describe.each(OWN)('the pictures of %s', (program) => {
  const played = play({ program, run: 'batch', samples: 40, batch: 20, epochs: program === 'search' ? 1 : 3, units: 8 });
  const look = after(played);

  it('are of the moment, and of the model itself', () => {
    const { runner } = played;
    expect(look).toMatchObject({ nothing: null, within: false, run: 0, epoch: runner.epochsInAll, model: runner.specs.length, models: runner.specs.length });
    const { spec, session, model } = runner;
    if (!model) throw new Error('expected a model');
    const { chosen } = look;
    const run = session.run([model.logits], [], model.feed(spec.train.slice(0, 1)), 'needed');
    while (!run.advance(1e6)) { /* on */ }
    const logits = Array.from(run.fetch(model.logits).data as Float32Array);
    if (chosen?.each === 1) {
      expect(chosen.said[0]).toBe(logits.indexOf(Math.max(...logits)));
      const powers = logits.map((v) => Math.exp(v - Math.max(...logits)));
      const sum = powers.reduce((a, b) => a + b);
      powers.forEach((p, i) => expect(chosen.shares[i]).toBeCloseTo(p / sum, 5));
    }
  });

  it('count the accuracy that the model itself computes', () => {
    const { spec, session, model } = played.runner;
    if (!model) throw new Error('expected a model');
    const run = session.run([model.accuracy], [], model.feed(spec.train), 'needed');
    while (!run.advance(1e6)) { /* on */ }
    const confusion = pick(look, 'confusion');
    expect(confusion.counts.reduce((a, b) => a + b)).toBe(confusion.of);
    const hits = confusion.counts.reduce((n, v, i) => (i % 11 === 0 ? n + v : n), 0);
    if (look.pictures.some((p) => p.kind === 'digits')) {
      expect(hits / confusion.of).toBeCloseTo(Number(run.fetch(model.accuracy).data[0]), 6);
      expect(pick(look, 'digits').right).toBe(hits);
    }
  });

  it('show the variables and tensors that the program names, none empty and all finite', () => {
    const { runner } = played;
    const named = runner.program.pictures?.(runner.knobs, runner.spec) ?? [];
    const shown = look.pictures.filter((p) => p.kind === 'images' || p.kind === 'heat');
    expect(shown.map((p) => p.title)).toEqual(named.map((p) => p.title));
    for (const p of shown) {
      expect(p.values.every(Number.isFinite)).toBe(true);
      expect(new Set(p.values).size).toBeGreaterThan(1);
      expect(p.values.length).toBe(p.kind === 'images' ? p.count * p.width * p.height : p.maps * p.rows * p.columns);
      if (p.kind === 'heat' && !p.signed) expect(Math.min(...p.values)).toBeGreaterThanOrEqual(0);
    }
  });

  it('travel whole: every buffer is transferred once', () => {
    const fresh = after(played);
    const buffers = buffersOf(fresh);
    expect(new Set(buffers).size).toBe(buffers.length);
    expect(structuredClone(fresh, { transfer: buffers })).toEqual(after(played));
  });
});

describe('looks', () => {
  it('shows the perceptron’s weights, a column an image', () => {
    const played = play({ run: 'epoch', samples: 20, epochs: 3 });
    const { values, count, width, height } = pick(after(played), 'images');
    expect([count, width, height]).toEqual([10, 8, 8]);
    const w = played.runner.session.readVariable(played.runner.model!.variables.get('w')!.ref.id).data as Float32Array;
    for (let digit = 0; digit < 10; digit++) for (let pixel = 0; pixel < 64; pixel++) expect(values[digit * 64 + pixel]).toBe(w[pixel * 10 + digit]);
  });

  it('tells digits that are trained on from those that are not, and shows only wrong ones if asked', () => {
    const played = play({ run: 'epoch', samples: 100, epochs: 2 });
    const trained = pick(after(played), 'digits');
    const held = pick(after(played, { set: 'held' }), 'digits');
    expect([trained.of, held.of]).toEqual([100, 1697]);
    expect(Math.max(...trained.answers.samples)).toBeLessThan(100);
    expect(Math.min(...held.answers.samples)).toBeGreaterThanOrEqual(100);
    const { answers } = pick(after(played, { set: 'held', wrong: true }), 'digits');
    expect(answers.samples.length).toBeGreaterThan(0);
    answers.wanted.forEach((w, i) => expect(answers.said[i]).not.toBe(w));
    answers.samples.forEach((s, i) => expect(Array.from(answers.pixels.subarray(i * 64, i * 64 + 64), (v) => Math.round((v * 16) / 255))).toEqual(Array.from(digits.pixels.subarray(s * 64, s * 64 + 64), (v) => v * 16)));
  });

  it('shows the chosen sample, and the first one where it is not in the set', () => {
    const played = play({ run: 'epoch', samples: 30, epochs: 1 });
    expect(after(played, { sample: 7 }).chosen?.sample).toBe(7);
    expect(after(played, { sample: 900 }).chosen?.sample).toBe(0);
    expect(after(played, { sample: 900, set: 'held' }).chosen?.sample).toBe(900);
  });

  it('says that there is nothing before the model is built and after it was cleared', () => {
    const played = play({ samples: 20, epochs: 4 }, [], () => 'stop');
    expect(after(play({ samples: 20, epochs: 4, clear: true, every: 2, build: 'hoisted' })).nothing).toBe('unbuilt');
    expect(after(played).nothing === 'unbuilt').toBe(played.runner.model === null || !played.runner.session.isInitialised(played.runner.model.variables.get('w')!.ref.id));
  });

  it('has the table of a search as far as its models are finished', () => {
    const played = play({ program: 'search', run: 'batch', samples: 20, epochs: 1 }, [], (boundary, { runner }) => (boundary === 'epoch' && runner.results.length === 6 ? 'stop' : undefined));
    const { units, rates, accuracy, current } = pick(after(played), 'grid');
    expect([...units]).toEqual([4, 8, 16, 32, 64]);
    expect(rates.length).toBe(4);
    expect(accuracy.reduce((n, v) => n + Number(!Number.isNaN(v)), 0)).toBe(6);
    expect(current).toBe(5);
    expect(accuracy[4]).toBeCloseTo(Number(played.runner.results[4].values['validation accuracy']), 6);
  });
});

/** A page whose worker is a driver in the same thread, with a clock of its own. */
class Page implements Port {
  readonly reports: Report[] = [];
  time = 0;
  private queue: { at: number; callback: () => void }[] = [];
  private readonly driver = new Driver(this, digits);
  post(report: Report, transfer: Transferable[]): void { this.reports.push(structuredClone(report, { transfer })); }
  now(): number { return (this.time += 0.5); }
  later(callback: () => void, delay: number): void { this.queue.push({ at: this.time + delay, callback }); }
  say(command: Command): void { void this.driver.handle(command); }
  get looks(): { look: Look; run: number }[] { return this.reports.flatMap((r) => (r.type === 'look' ? [r] : [])); }
  get waiting(): number { return this.queue.length; }
  /** The next callback, after its time has come. False: nothing waits. */
  turn(): boolean {
    const next = this.queue.sort((a, b) => a.at - b.at).shift();
    if (!next) return false;
    this.time = Math.max(this.time, next.at);
    next.callback();
    return true;
  }
  start(part: Partial<RunConfig>): void { this.say({ type: 'start', run: 1, config: configOf(part), log: [], at: null, play: true, speed: Infinity }); }
}
/** Lets the worker's chunk of pictures arrive. */
const arrived = async (): Promise<void> => { await import('./look.ts'); await new Promise((resolve) => { setTimeout(resolve, 0); }); };

describe('the driver', () => {
  it('takes looks only while asked to, a few times a second at most, and the last one of the run’s end', async () => {
    const page = new Page();
    page.start({ samples: 50, epochs: 120, run: 'batch', build: 'hoisted' });
    for (let i = 0; i < 5; i++) page.turn();
    expect(page.looks).toEqual([]);
    page.say({ type: 'look', order: { ...ORDER, id: 4 } });
    await arrived();
    const from = page.time;
    while (page.turn()) { /* on */ }
    const { looks } = page;
    expect(looks.length).toBeGreaterThan(1);
    expect(looks.length).toBeLessThanOrEqual(2 + (page.time - from) / 250);
    expect(looks.at(-1)).toMatchObject({ run: 1, look: { id: 4, epoch: 120, run: 0, nothing: null } });
    page.say({ type: 'look', order: { ...ORDER, on: false } });
    page.say({ type: 'start', run: 2, config: configOf({ samples: 20, epochs: 3 }), log: [], at: null, play: true, speed: Infinity });
    while (page.turn()) { /* on */ }
    expect(page.looks.length).toBe(looks.length);
  });

  it('hears commands between slices of a look, and answers an order at rest', async () => {
    const page = new Page();
    page.start({ samples: 1797, epochs: 1, run: 'batch', build: 'hoisted' });
    while (page.turn()) { /* on */ }
    page.say({ type: 'look', order: ORDER });
    await arrived();
    let most = 0;
    do {
      const from = page.time;
      if (!page.turn()) break;
      most = Math.max(most, page.time - from);
    } while (page.looks.length === 0);
    // The clock counts looks at it: a look of 1,797 digits must be many slices.
    expect(page.looks.length).toBe(1);
    expect(most).toBeLessThan(50);
    page.say({ type: 'look', order: { ...ORDER, id: 2, set: 'held' } });
    while (page.turn()) { /* on */ }
    expect(page.looks.at(-1)?.look).toMatchObject({ id: 2, set: 'held', hasHeld: false });
    expect(page.waiting).toBe(0);
  });
});
