/** Save, clear, reload: the eight combinations with the consequences of the table that the page shows, by the switches and by hand. */
import { describe, expect, it } from 'vitest';
import type { Action } from '../protocol/action.ts';
import { LEAKS, type RunConfig } from '../protocol/config.ts';
import { Runner } from './runner.ts';
import { configOf, digits, kinds, losses, play, weights, type Played } from './test-kit.ts';

/** 50 samples, three nodes each in every epoch; save, clear, reload after the third and the sixth of eight epochs. */
const SMALL: Partial<RunConfig> = { samples: 50, epochs: 8, every: 3, rate: 0.5 };
const LEAK = 150;
/** A saver of two variables: V + 11. */
const SAVER = 13;

const run = (part: Partial<RunConfig>, ...rest: Parameters<typeof play> extends [unknown, ...infer R] ? R : never): Played => play({ ...SMALL, ...part }, ...rest);
const nodes = (p: Played): number[] => p.rows.map((r) => r.nodes);
const hand = (what: 'save' | 'clear' | 'reload', epoch: number, at = 0): Action => ({ kind: 'hand', hand: what, epoch, run: at });

const plain = run({});
/** Nodes of a model. */
const MODEL = plain.rows[0].nodes - LEAK;

describe('the eight combinations', () => {
  it('none: the graph grows for ever, the loss falls', () => {
    expect(nodes(plain)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((e) => MODEL + e * LEAK));
    expect(plain.events).toEqual([]);
    const l = losses(plain);
    for (let i = 1; i < 8; i++) expect(l[i]).toBeLessThan(l[i - 1]);
  });

  it('save: a checkpoint each time; the saver’s own nodes make the graph grow faster; training is untouched', () => {
    const p = run({ save: true });
    expect(kinds(p)).toEqual(['save 3', 'save 6']);
    expect(nodes(p)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((e) => MODEL + e * LEAK + Math.floor(e / 3) * SAVER));
    expect(losses(p)).toEqual(losses(plain));
    expect(weights(p)).toEqual(weights(plain));
    expect(p.runner.checkpoint).toMatchObject({ epoch: 6, origin: 'run', variables: [{ name: 'b', shape: [10], slot: false }, { name: 'w', shape: [64, 10], slot: false }] });
    expect(p.rows[2]['kind.checkpoint']).toBe(SAVER);
  });

  it('clear: the graph is empty again, the weights are lost, the loss jumps back to the initial one', () => {
    const p = run({ clear: true });
    expect(kinds(p)).toEqual(['clear 3', 'clear 6']);
    expect(nodes(p)).toEqual([MODEL + LEAK, MODEL + 2 * LEAK, 0, MODEL + LEAK, MODEL + 2 * LEAK, 0, MODEL + LEAK, MODEL + 2 * LEAK]);
    const [a, b, c] = losses(plain);
    expect(losses(p)).toEqual([a, b, c, a, b, c, a, b]);
    expect(p.events[0].text).toContain('The weights are lost');
    // As recorded of the same program (TensorFlow 2.15.1, C_combo_c): the first thing that the loop builds, and the variable it is to be multiplied with.
    const stops = 'ValueError: Tensor("w:0", shape=(64, 10), dtype=float32_ref) must be from the same graph as Tensor("Const:0", shape=(1, 64), dtype=float32) (graphs are <tensorflow.python.framework.ops.Graph object> and <tensorflow.python.framework.ops.Graph object>).';
    expect(p.events[0].text).toContain(stops);
    expect(p.events[0].detail).toMatchObject({ tensorflow: stops });
    expect(p.events[0].detail).toMatchObject({ nodesAfter: 0, weightsLost: true, nodes: MODEL + 3 * LEAK });
  });

  it('clear: each program’s own first variable and op are named; where nothing is built anew, what is fed; models in succession do not stop', () => {
    const stops = (part: Partial<RunConfig>): unknown => play({ samples: 20, epochs: 2, every: 1, clear: true, ...part }).events.find(({ kind }) => kind === 'clear')?.detail['tensorflow'];
    expect(stops({ program: 'mlp', build: 'forward' })).toMatch(/^ValueError: Tensor\("\w+:0", shape=\(64, 32\), dtype=float32_ref\) must be from the same graph as Tensor\("Const:0", shape=\(1, 64\), dtype=float32\) \(graphs are /);
    expect(stops({ program: 'cnn', build: 'loss', units: 8 })).toMatch(/^ValueError: Tensor\("[\w/]+:0", shape=\(3, 3, 1, 8\), dtype=float32_ref\) must be from the same graph as Tensor\("Reshape:0", shape=\(1, 8, 8, 1\), dtype=float32\)/);
    expect(stops({ build: 'hoisted' })).toBe('TypeError: Cannot interpret feed_dict key as Tensor: Tensor Tensor("x:0", shape=(?, 64), dtype=float32) is not an element of this graph.');
    expect(stops({ program: 'leaks', leak: 'loss' })).toMatch(/^ValueError: Tensor\("Const:0", shape=\(1,\), dtype=int32\) must be from the same graph as Tensor\("SparseSoftmaxCrossEntropy\w+:0", shape=\(\?,\), dtype=float32\)/);
    expect(stops({ program: 'leaks', leak: 'optimizer' })).toBe('ValueError: No variables to optimize.');
    for (const leak of LEAKS) expect(stops({ program: 'leaks', leak })).toMatch(/^\w+Error: /);
    expect(stops({ program: 'crossval', epochs: 1 })).toBeUndefined();
    expect(stops({ save: true, reload: true })).toBeUndefined();
  });

  it('clear: finding out what TensorFlow would say changes nothing of the run', () => {
    const p = run({ clear: true });
    const { graph } = p.runner.tf;
    expect(graph.name(0)).toBe(plain.runner.tf.graph.name(0));
    expect(nodes(p).at(-1)).toBe(graph.nodes);
    // An op on tensors of the old graph lands there, as in TensorFlow: it must not be counted.
    const leak = play({ program: 'leaks', leak: 'loss', samples: 50, epochs: 1, every: 1, clear: true });
    expect(leak.rows[0].cleared).toBe(leak.rows[0].added);
  });

  it('events say counts and bytes for people', () => {
    const texts = play({ samples: 400, epochs: 4, every: 2, save: true, clear: true, reload: true, account: 'tensorflow', keep: 'model' }).events.map(({ text }) => text);
    expect(texts.filter((text) => /\d{4,}/.test(text))).toEqual([]);
    expect(texts.find((text) => text.startsWith('Cleared'))).toMatch(/^Cleared the session: \d,\d{3} nodes are gone\. Graphs of [\d.]+ MB are still alive\.$/);
  });

  it('reload: nothing saved yet is a clear error, the run pauses, nothing is changed', () => {
    const p = run({ reload: true });
    expect(kinds(p)).toEqual(['error 3']);
    expect(p.runner.error).toMatchObject({ kind: 'reload', epoch: 3, canResume: true });
    expect(p.runner.error!.message).toBe('Reload is on, but nothing has been saved yet: there is no checkpoint to reload. The run is paused as it was.');
    expect(p.runner.error!.tensorflow).toBe('ValueError: The passed save_path is not a valid checkpoint: ./model');
    expect(p.rows.length).toBe(2);
    const before = run({}, [], (b, q) => (b === 'epoch' && q.rows.length === 3 ? 'stop' : undefined));
    expect(p.runner.tf.graph.nodes).toBe(before.runner.tf.graph.nodes);
    expect(weights(p)).toEqual(weights(before));
  });

  it('reload: goes on after Save is turned on, without a loss', () => {
    const p = run({ reload: true }, [], (b, { runner }) => { if (b === 'error') { runner.ask({ save: true }); return 'go'; } return undefined; });
    expect(kinds(p)).toEqual(['error 3', 'save 3', 'reload 3', 'save 6', 'reload 6']);
    expect(p.runner.error).toBeNull();
    expect(losses(p)).toEqual(losses(plain));
  });

  it('reload by import of the saved graph: every leaked node comes back, with its name; the loss goes on', () => {
    const p = run({ save: true, clear: true, reload: true, rebuild: 'meta' });
    const leaks = run({ save: true });
    expect(nodes(p)).toEqual(nodes(leaks));
    expect(losses(p)).toEqual(losses(plain));
    const names = ({ runner: { tf: { graph } } }: Played): string[] => Array.from({ length: graph.nodes }, (_, id) => `${graph.name(id)} ${graph.classOf(id).op.type}`).sort();
    expect(names(p)).toEqual(names(leaks));
    // Into the graph that is still there, it brings a second copy of all of it.
    const twice = run({ save: true, reload: true, rebuild: 'meta' });
    expect(nodes(twice)[2]).toBe(2 * nodes(leaks)[2]);
    expect(losses(twice)).toEqual(losses(plain));
  });

  it('reload by import needs a graph that was saved for it', () => {
    const p = run({ save: true, reload: true, clear: true }, [{ kind: 'set', patch: { save: false, rebuild: 'meta' }, epoch: 5, run: 0 }]);
    expect(p.runner.error).toMatchObject({ kind: 'reload', epoch: 6, canResume: true, tensorflow: 'OSError: File does not exist. Received: ./model.meta.' });
    expect(kinds(p)).toEqual(['save 3', 'clear 3', 'reload 3', 'error 6']);
  });

  it('reload: leaves this turn out where the visitor goes on without mending anything, and stops at the next', () => {
    const p = run({ reload: true }, [], (b) => (b === 'error' ? 'go' : undefined));
    expect(kinds(p)).toEqual(['error 3', 'error 6']);
    expect(losses(p)).toEqual(losses(plain));
    expect(nodes(p)).toEqual(nodes(plain));
  });

  it('save and clear: a checkpoint on the shelf, but training starts anew', () => {
    const p = run({ save: true, clear: true });
    expect(kinds(p)).toEqual(['save 3', 'clear 3', 'save 6', 'clear 6']);
    expect(losses(p)).toEqual(losses(run({ clear: true })));
    expect(nodes(p)).toEqual(nodes(run({ clear: true })));
    expect(p.runner.checkpoint).toMatchObject({ epoch: 6 });
  });

  it('save and reload: the weights survive, but every reload adds a whole model: it leaks faster', () => {
    const p = run({ save: true, reload: true });
    expect(kinds(p)).toEqual(['save 3', 'reload 3', 'save 6', 'reload 6']);
    expect(nodes(p)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((e) => MODEL + e * LEAK + Math.floor(e / 3) * (MODEL + 2 * SAVER)));
    expect(losses(p)).toEqual(losses(plain));
    expect(weights(p)).toEqual(weights(plain));
    expect(p.events[1].text).toContain(`The old graph is still there: ${MODEL + 3 * LEAK + SAVER} nodes.`);
    expect(p.rows[2]['kind.checkpoint']).toBe(MODEL + 2 * SAVER);
  });

  it('clear and reload: without a checkpoint an error, and nothing is cleared', () => {
    const p = run({ clear: true, reload: true });
    expect(kinds(p)).toEqual(['error 3']);
    expect(p.runner.error!.message).toContain('Nothing was cleared.');
    expect(p.runner.tf.graph.nodes).toBe(MODEL + 3 * LEAK);
  });

  it('clear and reload: after a save by hand training goes back in time to it, and says which epoch', () => {
    const p = run({ clear: true, reload: true }, [hand('save', 2)]);
    expect(kinds(p)).toEqual(['save 1', 'clear 3', 'reload 3', 'clear 6', 'reload 6']);
    const l = losses(plain);
    expect(losses(p)).toEqual([l[0], l[1], l[2], l[1], l[2], l[3], l[1], l[2]]);
    expect(p.events[2].text).toContain('The checkpoint is of epoch 1: training goes back to what it knew then.');
    expect(p.events[2].detail).toMatchObject({ from: 1, kept: 0 });
    expect(nodes(p)[2]).toBe(MODEL + SAVER);
  });

  for (const optimizer of ['sgd', 'momentum'] as const) {
    for (const account of ['told', 'tensorflow'] as const) {
      for (const build of ['hoisted', 'forward', 'loss', 'everything'] as const) {
        it(`save, clear and reload (${optimizer}, ${account}, ${build}): a sawtooth, and training goes on bit for bit`, () => {
          const part = { optimizer, account, build, samples: 10, run: 'batch', batch: 4 } as const;
          const without = run(part);
          const p = run({ ...part, save: true, clear: true, reload: true });
          expect(kinds(p)).toEqual(['save 3', 'clear 3', 'reload 3', 'save 6', 'clear 6', 'reload 6']);
          expect(losses(p)).toEqual(losses(without));
          expect(p.rows.map((r) => r.accuracy)).toEqual(without.rows.map((r) => r.accuracy));
          expect(weights(p)).toEqual(weights(without));
          const n = nodes(p);
          expect(n[2]).toBe(n[5]);
          if (build !== 'hoisted') expect(n[2]).toBeLessThan(n[1]);
          for (const [i, r] of p.rows.entries()) expect(r.nodes).toBe((p.rows[i - 1]?.nodes ?? 0) + r.added - r.cleared);
        });
      }
    }
  }

  it('without its slots, momentum starts at rest after a reload: a kink', () => {
    const part = { optimizer: 'momentum', save: true, clear: true, reload: true } as const;
    const [kept, dropped] = [run(part), run({ ...part, slots: false })];
    expect(losses(dropped).slice(0, 4)).toEqual(losses(kept).slice(0, 4));
    expect(losses(dropped)[4]).not.toBe(losses(kept)[4]);
    expect(dropped.events.find((e) => e.kind === 'reload')!.text).toContain('Optimizer slots were not in it and start at zero.');
    expect(kept.runner.checkpoint!.variables.filter((v) => v.slot).map((v) => v.name)).toEqual(['b/Momentum', 'w/Momentum']);
    expect(dropped.runner.checkpoint!.variables.some((v) => v.slot)).toBe(false);
  });
});

describe('by hand', () => {
  const SAMPLES = { samples: 10, epochs: 4, run: 'sample' } as const;

  it('what happens between two epochs is after the former, and of no run; what happens in a run, of that one', () => {
    const p = run({}, [hand('save', 3), hand('clear', 3), hand('reload', 3)]);
    expect(p.events.map((e) => [e.kind, e.epoch, e.run])).toEqual([['save', 2, 0], ['clear', 2, 0], ['reload', 2, 0]]);
    expect(p.runner.checkpoint?.epoch).toBe(2);
    const turns = run({ save: true });
    expect(turns.events.map((e) => [e.kind, e.epoch, e.run])).toEqual([['save', 3, 0], ['save', 6, 0]]);
    const full = run({ ...SAMPLES, video: 64 * 1024, page: 1024 });
    const [spill] = full.events;
    expect(spill.kind).toBe('spill-main');
    expect(spill.run).toBeGreaterThan(0);
  });

  it('TensorFlow would have stopped only where a run comes after the clear and before a reload', () => {
    const saved = hand('save', 3);
    const anew = (log: readonly Action[], part: Partial<RunConfig> = {}): unknown => run(part, log).runner.anew;
    expect(anew([saved, hand('clear', 3), hand('reload', 3)])).toBeNull();
    expect(anew([saved, hand('clear', 3)])).toMatchObject({ epoch: 2, tensorflow: expect.stringMatching(/^ValueError: /) });
    // Too late: the run between them began with fresh weights.
    expect(anew([saved, hand('clear', 3), hand('reload', 4)])).toMatchObject({ epoch: 2 });
    // A later cycle that works brings nothing back: the first that lost them is told.
    const cycle = [hand('save', 4), hand('clear', 4), hand('reload', 4)];
    expect(anew([saved, hand('clear', 3), ...cycle])).toMatchObject({ epoch: 2 });
    expect(anew([saved, hand('clear', 3), ...cycle, hand('clear', 5)])).toMatchObject({ epoch: 2 });
    expect(anew([], { clear: true })).toMatchObject({ epoch: 3 });
    expect(anew([saved, hand('reload', 4)], { clear: true, epochs: 3 })).toBeNull();
    expect(anew([], { save: true, clear: true, reload: true })).toBeNull();
  });

  it('a clear in the middle of an epoch: the next run builds the model anew and the epoch is finished', () => {
    const p = run(SAMPLES, [hand('clear', 2, 5)]);
    const quiet = run(SAMPLES);
    expect(p.events.map((e) => [e.kind, e.epoch, e.run])).toEqual([['clear', 2, 5]]);
    expect(p.rows.map((r) => r.runs)).toEqual(quiet.rows.map((r, i) => r.runs + (i === 1 ? 1 : 0)));
    expect(p.rows[0]).toEqual(quiet.rows[0]);
    expect(p.rows[1].nodes).toBe(quiet.rows[0].nodes - 10 * 3 + 5 * 3);
    expect(p.rows[1].cleared).toBe(quiet.rows[0].nodes + 5 * 3);
  });

  it('save, clear, reload in the middle of an epoch go on bit for bit', () => {
    const p = run(SAMPLES, [hand('save', 3, 4), hand('clear', 3, 4), hand('reload', 3, 4)]);
    const quiet = run(SAMPLES);
    expect(losses(p)).toEqual(losses(quiet));
    expect(weights(p)).toEqual(weights(quiet));
    expect(p.runner.checkpoint!.epoch).toBe(3);
  });

  it('a reload without a checkpoint pauses with an error, and the run can go on', () => {
    const p = run(SAMPLES, [hand('reload', 2, 3)], (b) => (b === 'error' ? 'go' : undefined));
    expect(kinds(p)).toEqual(['error 2']);
    expect(losses(p)).toEqual(losses(run(SAMPLES)));
  });

  it('a save where the session was just cleared says that there is no model', () => {
    const p = run(SAMPLES, [hand('clear', 2, 3), hand('save', 2, 3)]);
    expect(p.runner.error).toMatchObject({ kind: 'save', canResume: true });
    expect(p.runner.error!.message).toContain('There is no model to save');
  });

  it('what was asked for while it ran replays from its log with identical rows', () => {
    const wishes = new Map<number, Parameters<Played['runner']['ask']>[0]>([[3, 'save'], [9, { clear: true, every: 2 }], [17, { reload: true }], [25, 'clear'], [31, { video: 2 ** 22, main: 2 ** 23 }], [35, { policy: 'fifo' }]]);
    let boundaries = 0;
    const visit = (b: string, { runner }: Played): void => {
      if (b !== 'run' && b !== 'epoch') return;
      const wish = wishes.get(++boundaries);
      if (wish !== undefined) runner.ask(wish);
    };
    const part = { ...SAMPLES, epochs: 6, page: 65_536 } as const;
    const live = run(part, [], visit);
    expect(live.runner.log.length).toBe(wishes.size);
    const again = run(part, live.runner.log);
    expect(again.raw).toEqual(live.raw);
    expect(again.events).toEqual(live.events);
    expect(again.runner.log).toEqual(live.runner.log);
    expect(weights(again)).toEqual(weights(live));
  });

  it('more epochs asked for at the end are played', () => {
    let asked = false;
    const p = run({ ...SAMPLES, epochs: 2 }, [], (b, { runner }) => {
      if (b === 'epoch' && runner.moment.epoch === 2 && !asked) { asked = true; runner.ask({ epochs: 4 }); }
      return undefined;
    });
    expect(losses(p)).toEqual(losses(run(SAMPLES)));
  });
});

describe('models in succession', () => {
  const table = (p: Played) => p.runner.results.map(({ model, name, values }) => ({ model, name, values }));

  for (const [program, models, every] of [['search', 20, 7], ['crossval', 10, 4]] as const) {
    it(`${program}: every K counts models, and the results are the same with and without`, () => {
      const part = { program, account: 'tensorflow', samples: 60, epochs: 2, every, run: 'epoch' } as const;
      const [without, cleared, cured] = [play(part), play({ ...part, clear: true }), play({ ...part, save: true, clear: true, reload: true })];
      expect(without.runner.results.length).toBe(models);
      expect(without.rows.length).toBe(2 * models);
      expect(table(cleared)).toEqual(table(without));
      expect(table(cured)).toEqual(table(without));
      const at = Array.from({ length: Math.floor(models / every) }, (_, i) => (i + 1) * every * 2);
      expect(cleared.events.filter((e) => e.kind === 'clear').map((e) => e.epoch)).toEqual(at);
      expect(cleared.rows.filter((r) => r.nodes === 0).map((r) => r.epoch)).toEqual(at);
      const last = (p: Played): number => p.rows.at(-1)!.nodes;
      expect(last(cleared)).toBeLessThan(last(without));
      const sizes = without.runner.results.map((r) => r.nodes);
      for (let i = 1; i < models; i++) expect(sizes[i]).toBeGreaterThan(sizes[i - 1]);
      expect(without.events.filter((e) => e.kind === 'model').length).toBe(models - 1);
      expect(without.rows.map((r) => r.model)).toEqual(Array.from({ length: 2 * models }, (_, i) => 1 + Math.floor(i / 2)));
    });
  }
});

describe('memory that runs out while saving or reloading', () => {
  it('pauses the run with a message, and a clear by hand lets it go on', () => {
    const config = configOf({ samples: 10, batch: 10, epochs: 400, every: 1, save: true, reload: true });
    for (const megabytes of [4, 8]) {
      const runner = new Runner(config, [], digits, { now: () => 0, frame: () => {}, event: () => {} }, megabytes * 2 ** 20);
      const steps = runner.steps();
      const until = (wanted: string): string => {
        for (let i = 0; i < 200_000; i++) {
          const next = steps.next();
          if (next.done) return 'over';
          if (next.value === wanted || next.value === 'done') return next.value;
        }
        return 'never';
      };
      expect(until('error')).toBe('error');
      expect(runner.error).toMatchObject({ kind: 'memory', canResume: false });
      const { epoch } = runner.moment;
      runner.ask('clear');
      expect(until('rest')).toBe('rest');
      expect(runner.tf.graph.nodes).toBe(0);
      expect(until('epoch')).toBe('epoch');
      expect(runner.moment.epoch).toBeGreaterThanOrEqual(epoch);
    }
  });
});
