import { edgeWord, Graph } from '../src/engine/graph.ts';
import { Session } from '../src/engine/session.ts';
import type { Output } from '../src/engine/op.ts';
import '../src/engine/ops/core.ts';
import { Context } from '../src/tf/context.ts';
import { add, matmul } from '../src/tf/math.ts';
const multiply = (tf: Context, a: never, b: never) => tf.op('Mul', [a, b], NONE, 'Mul');
const NONE = Object.freeze({});
function raw(nodes: number, named: boolean): Graph {
  const graph = new Graph();
  const v = graph.add('Const', 'Const', 0, [], { dtype: 'float32', shape: [] }, [], { dtype: 'float32', shape: [], data: new Float32Array(1) });
  const a: Output = { id: v, index: 0 };
  const klass = graph.intern('AddV2', 'add', [a, a], 0, NONE);
  const { words } = graph;
  words[0] = words[1] = edgeWord(v, 0);
  for (let i = 0; i < nodes; i++) {
    const id = graph.appendWords(klass, 0, named ? i : 0, 2);
    words[0] = words[1];
    words[1] = edgeWord(id, 0);
  }
  return graph;
}
const time = (f: () => void): number => { const t = performance.now(); f(); return performance.now() - t; };
raw(30000, false);
for (const n of [1e6, 1e6, 1e6, 1e7]) { let g!: Graph; const ms = time(() => { g = raw(n, false); }); console.log('append', n, (n / ms / 1e3).toFixed(1), 'M/s', (g.heap.bytes / n).toFixed(2), 'B/node incl value 4'); }
function program(samples: number, scalar: boolean): { tf: Context; last: Output } {
  const tf = new Context();
  const shape = scalar ? [] : [1, 64];
  const images = Array.from({ length: 1000 }, (_, k) => ({ dtype: 'float32' as const, shape, data: Float32Array.from({ length: scalar ? 1 : 64 }, (_, i) => Math.sin(i + k)) }));
  const weights = tf.constant({ dtype: 'float32', shape: scalar ? [] : [64, 10], data: Float32Array.from({ length: scalar ? 1 : 640 }, (_, i) => Math.cos(i)) });
  const bias = tf.constant({ dtype: 'float32', shape: scalar ? [] : [10], data: new Float32Array(scalar ? 1 : 10) });
  let last!: Output;
  for (let i = 0; i < samples; i++) last = add(tf, scalar ? multiply(tf, tf.constant(images[i % 1000]) as never, weights as never) : matmul(tf, tf.constant(images[i % 1000]), weights), bias);
  return { tf, last };
}
for (const [scalar, n] of [[true, 333_333], [false, 333_333], [true, 3_333_333]] as const) {
  const { tf, last } = program(n, scalar);
  for (const batches of [false, true]) {
    const s = new Session(tf.graph, new Map());
    s.batches = batches;
    const go = (): void => { const r = s.run([last], [], new Map(), 'all', true); while (!r.advance(1e9)); };
    const first = time(go);
    let best = Infinity;
    for (let i = 0; i < 8; i++) best = Math.min(best, time(go));
    console.log(scalar ? 'scalar' : 'matmul', tf.graph.nodes, 'batches', batches, (tf.graph.nodes / best / 1e3).toFixed(1), 'M/s', (best / n * 1e6).toFixed(1), 'ns/sample; first', first.toFixed(1), 'ms', tf.graph.repeats().found.length, 'stretches');
  }
}
