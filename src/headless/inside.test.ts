/** Runs looked into: what the passes say adds up, and the plan holds for every program on every platform. */
import { describe, expect, it } from 'vitest';
import { decodeGraph, encodeGraph } from '../graphdef/binary.ts';
import { concat } from '../graphdef/bytes.ts';
import { openGraph } from '../graphdef/open.ts';
import { PLATFORM_IDS, FATES, type ExecutedView, type InsideAsk, type RunGraph } from '../protocol/inside.ts';
import { PLATFORMS, platformOf } from '../planner/platform.ts';
import { executed } from '../inside/executed.ts';
import { fanin } from '../optimizer/graph.ts';
import type { OptNode } from '../optimizer/index.ts';
import { runAnswer } from '../python/watch/graph-answer.ts';
import { see } from '../python/watch/test-kit.ts';
import { OpenedRun } from '../inside/opened.ts';
import type { RunConfig } from '../protocol/config.ts';
import { exportRun, type RunExportOptions } from '../handout/run-graph.ts';
import { play } from '../worker/test-kit.ts';

/** A run as the worker hands it out. */
function exported(part: Partial<RunConfig>, more: Partial<RunExportOptions> = {}): Extract<RunGraph, { kind: 'run' }> {
  const { runner } = play(part);
  const steps = exportRun(runner.tf.graph, runner.session, runner.latest, { program: runner.config.program, ...more });
  for (;;) {
    const { done, value } = steps.next();
    if (!done) continue;
    if (value.kind !== 'run') throw new Error(`expected a run, got ${value.kind}`);
    return value;
  }
}

const leaky = exported({ program: 'mlp', samples: 40, epochs: 2, build: 'forward', account: 'tensorflow' });
const opened = (ask: Omit<Extract<InsideAsk, { type: 'open' }>, 'id' | 'type' | 'platform' | 'scheduling'>): OpenedRun => new OpenedRun({ id: 1, type: 'open', platform: 'gpu-cpu', scheduling: 'best', ...ask });

describe('a run looked into', () => {
  const run = opened(leaky);
  it('begins with all nodes of the graph, and what became of them adds up in every pass', () => {
    expect(run.counts[0].before).toBe(leaky.of.nodes);
    expect(run.counts[0].after).toBe(leaky.of.needed + leaky.of.feeds.length);
    run.counts.forEach(({ before, after, fates }, i) => {
      expect(before).toBe(fates.kept + fates.removed + fates.merged + fates.folded + fates.fused + fates.changed);
      if (i > 0) expect(before).toBe(run.counts[i - 1].after);
      expect(after).toBeGreaterThan(0);
    });
  });
  it('gives each pass, and all of them, as one graph: what is there after it, what is gone, and what stands for that now', () => {
    const seen = (pass: number) => {
      const diff = run.diff(pass);
      const read = decodeGraph(concat(diff.parts.map((part) => new Uint8Array(part))));
      if (!read.ok) throw new Error(read.error);
      const [fate, into, was] = diff.columns.map(({ words, of }) => Array.from(of, (word) => words[word]));
      const count = (wanted: string): number => fate.filter((one) => one === wanted).length;
      return { diff, nodes: read.value.nodes, fate, into, was, count };
    };
    run.counts.forEach(({ pass, before, after, fates }, i) => {
      const { diff, nodes, count } = seen(i);
      expect(diff).toMatchObject({ pass, before, after, omitted: 0 });
      expect(nodes).toHaveLength(before + fates.added);
      for (const one of FATES) expect(count(one), `${pass} ${one}`).toBe(fates[one]);
    });
    const { diff, nodes, fate, into, was, count } = seen(-1);
    const saved = openGraph(run.save('pb'), 'after.pb');
    if (!saved.ok) throw new Error(saved.error);
    const after = new Map(saved.value.graph.nodes.map((node) => [node.name, node]));
    expect(diff).toMatchObject({ pass: '', before: leaky.of.nodes, after: after.size });
    expect(count('removed')).toBeGreaterThan(0);
    expect(count('merged')).toBeGreaterThan(0);
    expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
    nodes.forEach((node, i) => {
      const now = after.get(node.name);
      expect(now !== undefined || ['removed', 'merged', 'folded', 'fused'].includes(fate[i]), `${node.name} ${fate[i]}`).toBe(true);
      if (now) expect({ op: node.op, inputs: node.inputs }).toEqual({ op: now.op, inputs: now.inputs });
      if (fate[i] === 'merged') expect(into[i]).not.toBe('');
      if (was[i] !== '') expect(fate[i]).toMatch(/changed|folded/);
    });
    expect([...after.keys()].every((name) => nodes.some((node) => node.name === name))).toBe(true);
  });
  it('lists the nodes of a pass, by what became of them and by name', () => {
    const { count } = run.passes[0];
    for (const fate of FATES) expect(run.find(0, '', fate, 1e6).total).toBe(count.fates[fate]);
    expect(run.find(0, '', null, 1e6).total).toBe(count.before - count.fates.kept + count.fates.added);
    expect(run.find(0, 'matmul', null, 3).rows).toHaveLength(3);
    expect(run.find(0, 'matmul', null, 3).rows.every(({ name, op }) => `${name} ${op}`.toLowerCase().includes('matmul'))).toBe(true);
  });
  it('comes as a file that opens again with as many nodes', () => {
    const read = openGraph(run.save('pbtxt'), 'a.pbtxt');
    expect(read.ok && read.value.graph.nodes.length).toBe(run.counts.at(-1)!.after);
  });
  it('is saved as TensorFlow’s import asks: types of fused ops are types, and no node is told to stand beside one that is gone', () => {
    const fused = openGraph(opened(exported({ program: 'cnn', samples: 20, epochs: 1, build: 'hoisted' })).save('pb'), 'a.pb');
    const nodes = fused.ok ? fused.value.graph.nodes.filter(({ op }) => op.startsWith('_Fused')) : [];
    expect(nodes.length).toBeGreaterThan(0);
    const names = new Set(fused.ok ? fused.value.graph.nodes.map(({ name }) => name) : []);
    const beside = (fused.ok ? fused.value.graph.nodes : []).flatMap(({ attrs }) => {
      const list = attrs.get('_class');
      return list?.kind === 'list' && list.of === 'string' ? list.values.map((bytes) => new TextDecoder().decode(bytes).replace('loc:@', '')) : [];
    });
    expect(beside.length).toBeGreaterThan(0);
    expect(beside.filter((name) => !names.has(name))).toEqual([]);
    for (const { attrs } of nodes) expect(attrs.get('TArgs')).toEqual({ kind: 'list', of: 'type', values: ['float32'] });
  });
  it('counts the whole graph also where it was too large to be handed out', () => {
    const cut = exported({ program: 'mlp', samples: 40, epochs: 2, build: 'forward', account: 'tensorflow' }, { wholeMost: 10 });
    expect(cut.whole).toBe(false);
    expect(opened(cut).counts.map(({ before, after }) => [before, after])).toEqual(run.counts.map(({ before, after }) => [before, after]));
  });
  it('lists and finds what was pruned also where the graph was too large to be handed out', () => {
    for (const part of [{ program: 'mlp', samples: 40, epochs: 3, build: 'forward' }, { program: 'lstm', samples: 20, epochs: 2, build: 'everything' }] as const) {
      const [whole, cut] = [opened(exported({ ...part, account: 'tensorflow' })), opened(exported({ ...part, account: 'tensorflow' }, { wholeMost: 10 }))];
      // 'e' is in names and ops, with and without numbers; what the pass removes of the run's own nodes is in both.
      for (const text of ['', 'matmul', 'MatMul_1', '_2', '3', 'e', 'Add', 'no such node', 'gradients/']) {
        const [all, some] = [whole, cut].map((looked) => looked.find(0, text, 'removed', 1e6));
        expect([text, some.total, some.unlisted]).toEqual([text, all.total, 0]);
        expect(some.rows.map(({ name, op, fate }) => `${name} ${op} ${fate}`).sort()).toEqual(all.rows.map(({ name, op, fate }) => `${name} ${op} ${fate}`).sort());
        const few = cut.find(0, text, null, 3);
        expect([few.rows.length, few.total >= some.total]).toEqual([Math.min(3, few.total), true]);
      }
      expect(cut.find(0, '', 'kept', 1e6).rows.every(({ fate }) => fate === 'kept')).toBe(true);
    }
  });
});

describe('what the page says of the passes', () => {
  const run = opened(leaky);
  it('adds up: what each takes away and adds leads from the graph to the result', () => {
    let sum = 0;
    for (const part of [leaky, exported({ program: 'seq2seq', samples: 20, epochs: 1, build: 'hoisted' }), exported({ program: 'cnn', samples: 20, epochs: 1, build: 'everything' })]) {
      const { nodes, feeds, needed } = part.of;
      const { counts } = opened(part);
      expect([counts[0].before, counts[0].after]).toEqual([nodes, needed + feeds.length]);
      const [gone, added] = counts.reduce(([g, a], { before, after, fates }) => [g + before + fates.added - after, a + fates.added], [0, 0]);
      expect(nodes - gone + added).toBe(counts.at(-1)!.after);
      sum += added;
    }
    expect(sum).toBeGreaterThan(0);
  });
  it('says of a rewired node what it reads now', () => {
    const saved = openGraph(run.save('pb'), 'a.pb');
    const last = new Map((saved.ok ? saved.value.graph.nodes : []).map((node) => [node.name, node.inputs]));
    let found = 0;
    run.counts.forEach((_, pass) => {
      for (const { now, reads } of run.find(pass, '', 'changed', 1e6).rows) {
        if (now !== '') continue;
        found += reads.length > 0 ? 1 : 0;
      }
    });
    expect(found).toBeGreaterThan(0);
    const pass = run.counts.length - 1;
    for (const { name, reads } of run.find(pass, '', 'changed', 1e6).rows) if (reads.length > 0) expect(reads).toEqual(last.get(name));
  });
  it('has XLA’s pass beside them, which takes what was put together and taken apart again, and counts in nothing', () => {
    const lstm = opened(exported({ program: 'lstm', samples: 20, epochs: 1, build: 'hoisted' }));
    const { besideCount: beside, counts } = lstm;
    expect(beside).toMatchObject({ pass: 'concat_split', before: counts.at(-1)!.after });
    expect(counts.some(({ pass }) => pass === 'concat_split')).toBe(false);
    expect(lstm.diff(counts.length)).toMatchObject({ pass: 'concat_split', before: beside.before, after: beside.after });
    expect(lstm.diff(-1).after).toBe(counts.at(-1)!.after);
    expect(lstm.find(counts.length, '', null, 1e6).total).toBe(beside.before - beside.fates.kept + beside.fates.added);
  });
});

describe('plans', () => {
  it('know the platforms that the page offers', () => { expect(PLATFORMS.map(({ id }) => id)).toEqual([...PLATFORM_IDS]); });
  it.each(['perceptron', 'cnn', 'lstm'] as const)('of %s take no less than the bounds, and run every node once', (program) => {
    const run = opened(exported({ program, samples: 20, epochs: 1, build: 'hoisted' }));
    for (const platform of ['gpu-cpu', 'cpu', 'gpu-4'] as const) {
      const plan = run.plan(platform, true);
      expect(plan.makespan).toBeGreaterThanOrEqual(plan.bounds.all * (1 - 1e-12));
      expect(new Set(plan.names).size).toBe(plan.names.length);
      expect(plan.devices.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(plan.names.length);
      for (const { peak, kept, busy } of plan.devices) {
        expect(peak).toBeLessThanOrEqual(kept + 64 * plan.names.length);
        expect(busy).toBeLessThanOrEqual(plan.makespan * (1 + 1e-12));
      }
      if (platform === 'cpu') expect([plan.copies.names.length, plan.makespan / plan.bounds.all]).toEqual([0, expect.closeTo(1, 9)]);
    }
    for (const platform of PLATFORM_IDS) {
      const plan = run.plan(platform, true);
      const [taken] = plan.schedules.filter((one) => one.taken);
      expect(plan.makespan, platform).toBe(taken.makespan);
      for (const other of plan.schedules) if (other.against === 0) expect(plan.makespan, `${platform} ${other.kind} ${other.device}`).toBeLessThanOrEqual(other.makespan);
      for (const { kind, device, makespan } of plan.schedules) if (kind === 'alone') expect(makespan, device).toBeGreaterThanOrEqual(run.plan(platform, true, 'alone').makespan);
      // Two CPUs are worth nothing to what runs on one of them alone.
      if (platform === 'cpu-2') expect(plan.schedules.find(({ kind }) => kind === 'alone')).toMatchObject({ device: 'CPU:0', makespan: expect.closeTo(run.plan('cpu', true).makespan, 12) as number });
    }
    expect(run.plan('cpu-2', true, 'alone').copies.names).toEqual([]);
    const sizes = run.plan('gpu-cpu', true, 'heft').copies.bytes;
    expect(sizes.length).toBeGreaterThan(0);
  });
});

describe('what a run would take', () => {
  const samples = 100;
  const { runner, rows } = play({ program: 'perceptron', samples, epochs: 3, account: 'tensorflow' });
  const steps = exportRun(runner.tf.graph, runner.session, runner.latest, { program: 'perceptron' });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const given = step.value as Extract<RunGraph, { kind: 'run' }>;
  const run = opened(given);
  it('is by the chart 60 µs and 0.2 µs a needed node and their work, and by the plan of a CPU 0.2 µs a node of the plan and their work: as the page says', () => {
    const { nodes, needed } = given.of;
    expect(needed).toBeLessThan(nodes);
    const dispatch = 60e-6 + 0.2e-6 * needed;
    const { 'modelled.execute': chart } = rows.at(-1)!;
    expect(chart).toBeGreaterThan(dispatch);
    expect(chart - dispatch).toBeLessThan(10e-6);
    const plan = run.plan('cpu', true);
    expect(plan.makespan).toBeGreaterThan(0.2e-6 * plan.names.length);
    expect(plan.makespan - 0.2e-6 * plan.names.length).toBeLessThan(20e-6);
    expect(platformOf('gpu-cpu').devices.map(({ dispatch: own }) => own)).toEqual([5e-6, 0.2e-6]);
  });
  it('is more on the GPU of a machine with a CPU than on one alone: what is fed and fetched lies on the CPU, and is copied one by one', () => {
    const alone = run.plan('gpu-cpu', true).schedules.find(({ device }) => device === 'GPU:0')!;
    const only = run.plan('gpu', true);
    expect([only.copies.names.length, only.schedules[0].copies]).toEqual([0, 0]);
    expect(alone.copies).toBe(given.of.feeds.length + given.of.fetches.length);
    // Copies of results go over one link, each with its latency; the kernels run meanwhile.
    expect(alone.makespan).toBeGreaterThan(only.makespan);
    expect(alone.makespan).toBeLessThan(only.makespan + alone.copies * 11e-6);
    expect(alone.makespan).toBeGreaterThan(given.of.fetches.length * 10e-6);
  });
});

describe('a run’s plan, executed with the session’s values', () => {
  it.each(['perceptron', 'mlp', 'cnn', 'lstm', 'seq2seq'] as const)('of %s gives what the run gives as it was built', (program) => {
    const run = opened(exported({ program, samples: 20, epochs: 1, build: 'hoisted' }));
    for (const [platform, optimised] of [['gpu-cpu', true], ['cpu-4', true], ['gpu-2', false]] as const) {
      run.plan(platform, optimised);
      const steps = executed(run.execution);
      let next = steps.next();
      while (!next.done) next = steps.next();
      const view = next.value;
      if (view.kind !== 'executed') throw new Error(JSON.stringify(view));
      expect(view.fetched.count).toBeGreaterThan(0);
      expect(view.variables.count).toBeGreaterThan(0);
      // As built, every bit; a pass may add in another order.
      if (!optimised) expect([view.fetched.equal, view.variables.equal, view.races]).toEqual([view.fetched.count, view.variables.count, []]);
      expect(Math.max(view.fetched.within, view.variables.within)).toBeLessThan(1e-5);
      expect(view.freed).toBeGreaterThan(0);
    }
  });
  it('is not done where values are too many to be handed out', () => {
    const run = opened(exported({ program: 'perceptron', samples: 20, epochs: 1 }, { valuesMost: 1000 }));
    run.plan('cpu', true);
    expect(executed(run.execution).next().value).toMatchObject({ kind: 'not', why: 'large', limit: 1000 });
  });
});

describe('a script’s last run looked into', () => {
  const HEAD = 'import tensorflow.compat.v1 as tf\nimport numpy as np\ntf.disable_v2_behavior()\n';
  const last = async (script: string): Promise<Extract<RunGraph, { kind: 'run' }>> => {
    const { answer } = runAnswer((await see(HEAD + script)).watched);
    if (answer.kind !== 'run') throw new Error(`expected a run, got ${JSON.stringify(answer)}`);
    return answer;
  };
  const done = (run: OpenedRun): ExecutedView => {
    const steps = executed(run.execution);
    for (;;) { const next = steps.next(); if (next.done) return next.value; }
  };
  const MIDDLE = [
    "x = tf.placeholder(tf.float32, [None, 4], name='x')", "w = tf.Variable(np.ones((4, 3), 'f'), name='w')", "m = tf.pow(tf.matmul(x, w), 2.0, name='m')", 'y = tf.reduce_sum(tf.exp(m))',
    's = tf.Session()', 's.run(tf.global_variables_initializer())', "for i in range(3): s.run(y, {m: np.ones((5, 3), 'f')})",
  ].join('\n');

  it('is cut at what is fed in the middle: what only that needs is not executed, not planned and not counted', async () => {
    const given = await last(MIDDLE);
    const run = opened(given);
    expect(given.of.feeds.map(({ name }) => name)).toEqual(['m:0']);
    const { names } = run.plan('cpu', true);
    for (const gone of ['x', 'w', 'MatMul']) expect(names).not.toContain(gone);
    expect(run.left).toBe(names.filter((name) => !name.startsWith('_retval')).length);
    expect(run.left).toBeLessThan(run.counts.at(-1)!.after);
    for (const optimised of [true, false]) {
      run.plan('gpu-cpu', optimised);
      expect(done(run)).toMatchObject({ kind: 'executed', fetched: { count: 1, equal: 1 } });
    }
    // Handed out without the nodes that it does not need, it is the same.
    const cut = opened({ ...given, ...cutTo(given) });
    expect([cut.left, cut.plan('cpu', true).names]).toEqual([run.left, names]);
  });

  it('has each tensor once that was fetched several times, also one of a variable that is a resource', async () => {
    const twice = await last("x = tf.placeholder(tf.float32, [4])\ny = tf.exp(x, name='y')\ns = tf.Session()\nfor i in range(2): s.run([y, {'again': y}, x], {x: np.ones(4)})");
    expect(twice.of.fetches).toEqual(['y:0']);
    expect(opened(twice).plan('cpu', true).names).toEqual(['_arg_Placeholder_0_0', 'y', '_retval_y_0_0']);
    const resource = await last("with tf.variable_scope('a', use_resource=True): w = tf.get_variable('w', initializer=np.ones((3, 2), 'f'))\ns = tf.Session()\ns.run(tf.global_variables_initializer())\nfor i in range(2): s.run(w)");
    expect(resource.of.fetches).toHaveLength(1);
    expect(opened(resource).left).toBe(resource.of.needed);
  });

  it('takes for a size that only a run knows what was fed in its place, whatever was fed first', async () => {
    const given = await last("k = tf.placeholder(tf.float32, [], name='a')\nx = tf.placeholder(tf.float32, [None, 8], name='x')\ny = tf.reduce_mean(tf.exp(x * k), name='y')\ns = tf.Session()\nfor i in range(2): s.run(y, {k: 0.5, x: np.ones((1000, 8))})");
    expect(given.of.feeds[0].shape).toEqual([]);
    const plan = opened(given).plan('cpu', true);
    expect(plan.devices[0].kept).toBeGreaterThanOrEqual(3 * 1000 * 8 * 4);
  });

  it('is executed although its session is closed by now, as with `with tf.Session()`', async () => {
    const given = await last("v = tf.Variable(2.0, name='v')\ny = tf.multiply(v, 3.0, name='y')\nup = tf.assign_add(v, 1.0)\nwith tf.Session() as s:\n  s.run(tf.global_variables_initializer())\n  for i in range(4): s.run([up, y])");
    if (given.values.kind !== 'values') throw new Error(`expected values, got ${given.values.kind}`);
    expect(given.values.variables.map(({ name, data }) => [name, (data as Float32Array)[0]])).toEqual([['v', 6]]);
    const run = opened(given);
    run.plan('cpu', false);
    expect(done(run)).toMatchObject({ kind: 'executed', variables: { count: 1, equal: 1 } });
  });

  it('says of a function of Python’s that it cannot be executed here', async () => {
    const run = opened(await last('x = tf.placeholder(tf.float32, [2])\ny = tf.py_func(lambda a: a * 2, [x], tf.float32)\ns = tf.Session()\nfor i in range(2): s.run(y, {x: [1, 2]})'));
    run.plan('cpu', true);
    expect(done(run)).toMatchObject({ kind: 'not', why: 'kernel', names: ['PyFunc'] });
  });
});

/** The same run with its own nodes alone, as a large graph is handed out. */
function cutTo({ parts, columns: [{ words, of, name }], ...given }: Extract<RunGraph, { kind: 'run' }>): Pick<Extract<RunGraph, { kind: 'run' }>, 'parts' | 'columns' | 'whole'> {
  const read = decodeGraph(concat(parts.map((part) => new Uint8Array(part))));
  if (!read.ok) throw new Error(read.error);
  const fed = new Set(given.of.feeds.map((feed) => feed.name.split(':')[0]));
  const nodes = read.value.nodes;
  const needed = fanin(nodes.map((node): OptNode => ({ ...node, attrs: {}, inputs: fed.has(node.name) ? [] : node.inputs })), given.of.fetches.map((fetch) => fetch.split(':')[0]));
  const kept = nodes.flatMap((node, i) => (needed.has(node.name) ? [{ node, word: of[i] }] : []));
  const bytes = encodeGraph({ ...read.value, nodes: kept.map(({ node }) => node) });
  if (!bytes.ok) throw new Error(bytes.error);
  return { whole: false, parts: [bytes.value.slice().buffer], columns: [{ name, words, of: Uint32Array.from(kept, ({ word }) => word) }] };
}
