/** Graphs of all kinds of nodes by chance: no pass changes what is fetched, touches what is random or keeps a state, or has nothing to do. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { useExecutor } from '../engine/executor.ts';
import { Frames } from '../engine/frames.ts';
import { OPS } from '../engine/ops/index.ts';
import { registerOps } from '../engine/registry.ts';
import { build, f32, FEEDS, KINDS, runEach, T } from './any-graph.ts';
import { fanin } from './graph.ts';
import { optimize, PASSES, type OptNode, type PassName } from './index.ts';

registerOps(OPS);
useExecutor((work) => new Frames(work));

const RUNS = 48;
const isPass = (text: string): text is PassName => text !== 'all';
const KEPT = /^(Random\w+|VariableV2|Assign|AssignAdd)$/;

const DROPS_PARTS = new Set(['arithmetic', 'loop', 'all']);

/** Random nodes and those that keep or change a state, of what a run executes. */
function kept(nodes: readonly OptNode[]): string[] {
  const needed = fanin(nodes, ['out']);
  return nodes.filter((n) => KEPT.test(n.op) && needed.has(n.name)).map((n) => `${n.name} = ${n.op}`).sort();
}

/** What differs: numbers by more than a rounding, also where one is not finite. */
function differences(before: readonly number[][], after: readonly number[][]): string[] {
  return before.flatMap((values, k) => values.flatMap((v, i) => {
    const w = after[k][i];
    const same = Object.is(v, w) || v === w || Math.abs(v - w) <= 1e-4 * Math.max(1, Math.abs(v));
    return same ? [] : [`${k}[${i}]: ${v}, then ${w}`];
  }));
}

it('no pass changes what is fetched, nor how often anything random or stateful is computed; each pass finds something to do', () => {
  const fired = new Map<string, number>([...PASSES, 'all'].map((pass) => [pass, 0]));
  let [odd, keeping] = [0, 0];
  const choices = fc.array(fc.tuple(fc.nat(KINDS - 1), fc.nat(40), fc.nat(40)), { minLength: 3, maxLength: 14 });
  fc.assert(fc.property(choices, fc.boolean(), (list, aggressive) => {
    const { nodes, fetches } = build(list);
    const states = kept(nodes);
    const trials = [...PASSES, 'all'].map((pass) => ({ pass, ...optimize({ nodes }, { fetches, feeds: Object.keys(FEEDS) }, isPass(pass) ? { passes: [pass], iterations: 1, aggressive } : { aggressive }) }));
    const [before, ...after] = runEach([nodes, ...trials.map((t) => t.result)], fetches, FEEDS);
    if (before.flat().some((v) => !Number.isFinite(v))) odd++;
    if (states.length > 0) keeping++;
    trials.forEach(({ pass, stages, result }, k) => {
      if (stages.some((s) => s.changes.length > 0)) fired.set(pass, (fired.get(pass) ?? 0) + 1);
      const left = kept(result);
      // A part of a stack that nobody takes may go with the stack, and what only a branch reads that is never taken; nothing else may.
      const want = DROPS_PARTS.has(pass) ? states.filter((name) => left.includes(name)) : states;
      const touched = stages.flatMap((s) => s.changes.filter((ch) => (ch.kind === 'merged' || ch.kind === 'folded') && s.before.some((n) => n.name === ch.node && KEPT.test(n.op))));
      expect([pass, differences(before, after[k]), left, touched]).toEqual([pass, [], want, []]);
    });
  }), { numRuns: RUNS, endOnFailure: true });
  expect([...fired].filter(([, times]) => times === 0)).toEqual([]);
  expect(Math.min(odd, keeping)).toBeGreaterThan(4);
});

it('no pass looks past what is fed, whatever it would compute, nor takes away what else is fetched', () => {
  const choices = fc.array(fc.tuple(fc.nat(KINDS - 1), fc.nat(40), fc.nat(40)), { minLength: 3, maxLength: 12 });
  let between = 0;
  fc.assert(fc.property(choices, fc.nat(), fc.nat(), fc.boolean(), (list, at, also, aggressive) => {
    const { nodes } = build(list);
    // Vectors of four that other nodes read: one of them is fed, another is fetched beside the last.
    const read = new Set(nodes.flatMap(({ inputs }) => inputs));
    const vectors = nodes.filter(({ name, op, attrs }) => /^n\d+$/.test(name) && attrs['T'] === T && read.has(name) && !/Assign|Random/.test(op)).map(({ name }) => name);
    fc.pre(vectors.length > 0);
    const fed = `${vectors[at % vectors.length]}:0`;
    const fetches = ['out:0', `${vectors[also % vectors.length]}:0`].filter((name) => name !== fed);
    const feeds = { ...FEEDS, [fed]: f32([7, -0.5, 0.25, 11], [4]) };
    const trials = [...PASSES, 'all'].map((pass) => ({ pass, ...optimize({ nodes }, { fetches, feeds: Object.keys(feeds) }, isPass(pass) ? { passes: [pass], iterations: 1, aggressive } : { aggressive }) }));
    if (fanin(nodes, ['out']).has(fed.slice(0, -2))) between++;
    const [before, ...after] = runEach([nodes, ...trials.map((t) => t.result)], fetches, feeds);
    trials.forEach(({ pass }, k) => expect([pass, fed, differences(before, after[k])]).toEqual([pass, fed, []]));
  }), { numRuns: RUNS, endOnFailure: true });
  expect(between).toBeGreaterThan(RUNS / 3);
});
