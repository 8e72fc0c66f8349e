/**
 * The engine alone, in whatever thread this is loaded: appending, executing, pruning, merging and the reverse sweep on graphs of a
 * million and ten million nodes. What it measured is its only export and its only message.
 */
import '../src/engine/all.ts';
import { edgeWord, Graph } from '../src/engine/graph.ts';
import type { Output } from '../src/engine/op.ts';
import { Session } from '../src/engine/session.ts';
import { duplicates } from '../src/optimizer/whole.ts';
import { Context, type Tensor } from '../src/tf/context.ts';
import { gradients } from '../src/tf/gradients.ts';

const NONE = Object.freeze({});
const scalar = (v: number): { dtype: 'float32'; shape: number[]; data: Float32Array } => ({ dtype: 'float32', shape: [], data: Float32Array.of(v) });

/** Seconds of the best of `times`: what disturbs them only ever slows them. */
function best(times: number, work: () => void): number {
  let seconds = Infinity;
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    work();
    seconds = Math.min(seconds, (performance.now() - from) / 1000);
  }
  return seconds;
}

export interface Size {
  nodes: number;
  /** Nodes a second. */
  append: number;
  /** Bytes a node of the columns: class, mask, edges, address of the value. Names take 8 more, a number 4. */
  bytes: number;
  /** Executions a second: one by one; as batches; one by one where nothing repeats. */
  interpreted: number;
  batched: number;
  irregular: number;
  /** Seconds to prune to a fetch that needs all nodes. */
  prune: number;
  /** Seconds to merge: where a thousand epochs compute the same, and where no two nodes do. */
  merge: number;
  mergeDistinct: number;
  /** Nodes left of the first. */
  left: number;
}
export interface Measured { sizes: Size[]; forward: number; reverse: number; chain: number }

/** A chain in which each node adds the two before it, without names. */
function chain(nodes: number): Graph {
  const graph = new Graph();
  const start = graph.add('Const', 'Const', 0, [], { dtype: 'float32', shape: [] }, [], scalar(1));
  const a: Output = { id: start, index: 0 };
  const klass = graph.intern('AddV2', 'add', [a, a], 0, NONE);
  const { words } = graph;
  words[0] = words[1] = edgeWord(start, 0);
  while (graph.nodes < nodes) {
    const id = graph.appendWords(klass, 0, 0, 2);
    words[0] = words[1];
    words[1] = edgeWord(id, 0);
  }
  return graph;
}

/** The leak with numbers for pictures: a constant, its product with a weight, the sum with a bias; a thousand samples again and again. */
function leak(nodes: number): Graph {
  const tf = new Context();
  const data = Array.from({ length: 1000 }, (_, k) => scalar(Math.sin(k)));
  const w = tf.constant(scalar(0.5));
  const b = tf.constant(scalar(0.25));
  for (let i = 0; tf.graph.nodes < nodes; i++) tf.op('AddV2', [tf.op('Mul', [tf.constant(data[i % 1000]), w], NONE, 'mul'), b], NONE, 'add');
  return tf.graph;
}

/** Sums, differences and products of whatever came before: no two like nodes, nothing repeats. */
function tangle(nodes: number): Graph {
  const graph = new Graph();
  const start = graph.add('Const', 'Const', 0, [], { dtype: 'float32', shape: [] }, [], scalar(1));
  const a: Output = { id: start, index: 0 };
  const classes = (['AddV2', 'Sub', 'Mul'] as const).map((type) => graph.intern(type, type, [a, a], 0, NONE));
  const { words } = graph;
  let seed = 1;
  const draw = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  while (graph.nodes < nodes) {
    const { nodes: n } = graph;
    words[0] = edgeWord(n - 1, 0);
    words[1] = edgeWord(Math.max(0, n - 1 - Math.floor(draw() * 1000)), 0);
    graph.appendWords(classes[Math.floor(draw() * 3)], 0, 0, 2);
  }
  return graph;
}

/** Executions a second of a whole graph, as in the page: values that nobody asks for are dropped, where nodes are executed as batches. */
function rate(graph: Graph, batches: boolean, times: number): number {
  const session = new Session(graph, new Map());
  session.batches = session.drops = batches;
  const pass = (): void => {
    const run = session.run([], [], new Map(), 'all');
    while (!run.advance(Infinity)) { /* on */ }
    if (run.executed !== graph.nodes) throw new Error(`expected ${graph.nodes} executions, got ${run.executed}`);
  };
  pass();
  return graph.nodes / best(times, pass);
}

/** Seconds until a new session knows what a fetch of the last node needs, and is ready to run it. */
function pruneSeconds(graph: Graph, times: number): number {
  let seconds = Infinity;
  for (let i = 0; i < times; i++) {
    const session = new Session(graph, new Map());
    const from = performance.now();
    const run = session.run([{ id: graph.nodes - 1, index: 0 }], [], new Map(), 'needed');
    seconds = Math.min(seconds, (performance.now() - from) / 1000);
    if (run.needed.length !== graph.nodes) throw new Error(`expected that ${graph.nodes} nodes are needed, got ${run.needed.length}`);
    while (!run.advance(Infinity)) { /* on: it takes off the marks */ }
  }
  return seconds;
}

function mergeSeconds(graph: Graph, times: number): { seconds: number; left: number } {
  let left = 0;
  const seconds = best(times, () => {
    const steps = duplicates(graph);
    for (let step = steps.next(); ; step = steps.next()) {
      if (!step.done) continue;
      left = graph.nodes - step.value.merged;
      break;
    }
  });
  return { seconds, left };
}

function size(nodes: number): Size {
  const times = nodes > 2e6 ? 3 : 6;
  chain(50_000);
  const append = nodes / best(times, () => { chain(nodes); });
  const long = chain(nodes);
  const empty = new Graph().heap.taken;
  const bytes = (long.heap.taken - empty) / long.nodes - 4;
  const prune = pruneSeconds(long, times);
  const leaky = leak(nodes);
  const knotted = tangle(nodes);
  const { seconds: merge, left } = mergeSeconds(leaky, times);
  return {
    nodes, append, bytes, prune, merge, left,
    mergeDistinct: mergeSeconds(knotted, times).seconds,
    interpreted: rate(leaky, false, times), batched: rate(leaky, true, times), irregular: rate(knotted, false, times),
  };
}

/** Seconds of a run of a chain of products and sums, and of what differentiating it adds. */
function sweep(steps: number): { forward: number; reverse: number; chain: number } {
  const tf = new Context();
  const data = Array.from({ length: 100 }, (_, k) => scalar(Math.sin(k)));
  const w = tf.constant(scalar(0.5));
  let y: Tensor = w;
  for (let i = 0; i < steps; i++) y = tf.op('AddV2', [tf.op('Mul', [y, w], NONE, 'mul'), tf.constant(data[i % 100])], NONE, 'add');
  const { nodes } = tf.graph;
  const [gradient] = gradients(tf, [y], [w]);
  if (!gradient) throw new Error('expected a gradient');
  const seconds = (fetch: Output): number => {
    const session = new Session(tf.graph, new Map());
    const pass = (): void => {
      const run = session.run([fetch], [], new Map(), 'needed');
      while (!run.advance(Infinity)) { /* on */ }
    };
    pass();
    return best(5, pass);
  };
  const forward = seconds(y);
  return { forward, reverse: seconds(gradient) - forward, chain: nodes };
}

/** About half a minute, nearly all of it for ten million nodes. */
export const measure = (sizes: readonly number[]): Measured => ({ sizes: sizes.map(size), ...sweep(100_000) });

declare const self: { onmessage: ((event: MessageEvent<readonly number[]>) => void) | null; postMessage(measured: Measured): void; document?: unknown } | undefined;
if (typeof self !== 'undefined' && self.document === undefined) self.onmessage = ({ data }) => { self.postMessage(measure(data)); };
