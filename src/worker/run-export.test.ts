/** The latest run as it is handed out: what the session ran, and a graph in which each of its nodes is found again. */
import { describe, expect, it } from 'vitest';
import { decodeGraph } from '../graphdef/binary.ts';
import { concat } from '../graphdef/bytes.ts';
import type { RunGraph } from '../protocol/inside.ts';
import { omittedNodes } from '../handout/omitted.ts';
import { exportRun, type RunExportOptions } from '../handout/run-graph.ts';
import { play, type Played } from './test-kit.ts';

function exported({ runner }: Played, more: Partial<RunExportOptions> = {}): RunGraph {
  const steps = exportRun(runner.tf.graph, runner.session, runner.latest, { program: 'perceptron', ...more });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
function nodesOf(graph: RunGraph): { name: string; inputs: readonly string[]; outputs: string }[] {
  if (graph.kind !== 'run') throw new Error(`expected a run, got ${graph.kind}`);
  const read = decodeGraph(concat(graph.parts.map((part) => new Uint8Array(part))));
  if (!read.ok) throw new Error(read.error);
  const [{ words, of }] = graph.columns;
  return read.value.nodes.map(({ name, inputs }, i) => ({ name, inputs, outputs: words[of[i]] }));
}
const ofRun = (graph: RunGraph): Extract<RunGraph, { of: unknown }>['of'] => {
  if (!('of' in graph)) throw new Error(`expected a run, got ${graph.kind}`);
  return graph.of;
};

describe('the latest run', () => {
  const leaky = play({ program: 'mlp', samples: 40, epochs: 2, build: 'forward', account: 'tensorflow' });
  it('says N and P as the session counted them, and what was fetched and fed', () => {
    const of = ofRun(exported(leaky));
    const last = leaky.rows.at(-1)!;
    expect([of.nodes, of.needed, of.epoch]).toEqual([last.nodes, last.fetched, 2]);
    // Fed placeholders are handed over, not executed; the session goes through them all the same.
    expect(of.executed).toBe(of.needed + of.feeds.length);
    expect(of.signatures).toBe(last.signatures);
    expect(of.feeds.map(({ shape }) => shape[0])).toEqual([40, 40]);
    expect(of.fetches.length).toBeGreaterThanOrEqual(2);
    expect(of.variables.length).toBeGreaterThan(0);
  });
  it('comes with the whole graph, or only with what it needs where that is too large, closed under inputs', () => {
    const all = nodesOf(exported(leaky));
    const run = exported(leaky, { wholeMost: 10 });
    const own = nodesOf(run);
    expect(all).toHaveLength(leaky.runner.tf.graph.nodes);
    expect(own).toHaveLength(ofRun(run).needed + ofRun(run).feeds.length);
    expect(own.length).toBeLessThan(all.length);
    const fed = new Set(ofRun(run).feeds.map(({ name }) => name.split(':')[0]));
    const names = new Set(own.map(({ name }) => name));
    for (const { name, inputs } of own) if (!fed.has(name)) for (const input of inputs) expect(names).toContain(input.replace(/^\^/, '').replace(/:\d+$/, ''));
    const known = new Map(all.map((node) => [node.name, node]));
    for (const node of own) expect(node).toEqual(known.get(node.name));
  });
  it('has the graph that it ran on, not what was built for the next run since', () => {
    const next = play({ samples: 40, epochs: 2 });
    const before = [ofRun(exported(next)), nodesOf(exported(next))] as const;
    const nodes = next.runner.tf.graph.nodes;
    next.runner.tf.graph.add('NoOp', 'later', 0, [], {});
    expect(next.runner.tf.graph.nodes).toBe(nodes + 1);
    expect(before[0].nodes).toBe(nodes);
    expect([ofRun(exported(next)), nodesOf(exported(next))]).toEqual(before);
  });
  it('says of every node what its outputs are', () => {
    const outputs = new Map(nodesOf(exported(leaky)).map((node) => [node.name, node.outputs]));
    for (const { name } of ofRun(exported(leaky)).feeds) expect(outputs.get(name.split(':')[0])).toMatch(/^(float32|int32|int64)\[/);
  });
  it('says how many signatures there were when it ran, however many runs came after it', () => {
    const { runner } = play({ samples: 40, epochs: 2 });
    const before = exported({ runner } as Played);
    const [fetch] = runner.latest!.fetches;
    const more = runner.session.run([fetch], [], runner.latest!.feeds, 'needed');
    while (!more.advance(1e9)) { /* on */ }
    expect(runner.session.cachedSignatures).toBe(ofRun(before).signatures + 1);
    expect(ofRun(exported({ runner } as Played)).signatures).toBe(ofRun(before).signatures);
  });
  it('counts what it cannot list where names are too many', () => {
    const { tf: { graph } } = leaky.runner;
    const needed = leaky.runner.latest!.run.needed;
    const steps = omittedNodes(graph, needed, graph.nodes, 2);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { series, unlisted } = step.value;
    expect(series).toHaveLength(2);
    expect(unlisted).toBeGreaterThan(0);
    expect(series.reduce((sum, { count }) => sum + count, unlisted)).toBe(graph.nodes - needed.length);
  });
  it('is there once something was run, and gone with its graph', () => {
    expect(exported(play({ samples: 40, epochs: 1 }, [], (boundary) => (boundary === 'epoch' ? 'stop' : 'go'))).kind).toBe('run');
    expect(exported(play({ samples: 40, epochs: 1, clear: true, every: 1, save: true, reload: true }))).toEqual({ kind: 'none' });
    expect(exported(leaky, { runMost: 5 })).toMatchObject({ kind: 'large', limit: 5 });
  });
  it('knows a run that only the account as told makes large', () => {
    const told = play({ samples: 40, epochs: 3, build: 'forward', account: 'told' });
    const of = ofRun(exported(told));
    expect(of.account).toBe('told');
    expect(of.executed).toBeGreaterThan(of.needed);
  });
});
