/**
 * Building a graph: our columns beside graphology's maps, swept over size. Raw appends (the class of the nodes known), and
 * through src/tf as a program does it (names, shapes and classes found for each node).
 */
import { DirectedGraph } from 'graphology';
import { edgeWord, Graph } from '../src/engine/graph.ts';
import type { Output } from '../src/engine/op.ts';
import { Context } from '../src/tf/context.ts';
import { add, matmul } from '../src/tf/math.ts';
import { beside, ratioAtLeast, type Row } from './table.ts';

const NONE = Object.freeze({});

/** Nodes a second of the best of `times` buildings: what disturbs them only ever slows them. Each returns how many nodes it has built, so that none is optimised away. */
function rate(times: number, build: () => number): number {
  const rates: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    const nodes = build();
    rates.push(nodes / ((performance.now() - start) / 1000));
  }
  return Math.max(...rates);
}

/** A chain in which each node adds the two before it. */
function raw(nodes: number): number {
  const graph = new Graph();
  const vector = graph.add('Const', 'Const', 0, [], { dtype: 'float32', shape: [10] }, [], {
    dtype: 'float32',
    shape: [10],
    data: new Float32Array(10),
  });
  const a: Output = { id: vector, index: 0 };
  const klass = graph.intern('AddV2', 'add', [a, a], 0, NONE);
  // The raw path takes edge words: no object a node.
  const { words } = graph;
  words[0] = words[1] = edgeWord(vector, 0);
  for (let i = 0; i < nodes; i++) {
    const id = graph.appendWords(klass, 0, i, 2);
    words[0] = words[1];
    words[1] = edgeWord(id, 0);
  }
  return graph.nodes;
}

/** The answer's loop: a constant that shares its data, its product with the weights, and the sum with the bias. */
function program(nodes: number): number {
  const tf = new Context();
  const image = { dtype: 'float32', shape: [1, 64], data: new Float32Array(64) } as const;
  const weights = tf.constant({ dtype: 'float32', shape: [64, 10], data: new Float32Array(640) });
  const bias = tf.constant({ dtype: 'float32', shape: [10], data: new Float32Array(10) });
  while (tf.graph.nodes < nodes) add(tf, matmul(tf, tf.constant(image), weights), bias);
  return tf.graph.nodes;
}

/** The peer's chain; its nodes carry nothing, which is the least it can do. */
function rawPeer(nodes: number): number {
  const graph = new DirectedGraph();
  graph.addNode(0);
  graph.addNode(1);
  for (let i = 2; i < nodes; i++) {
    graph.addNode(i);
    graph.addDirectedEdge(i - 1, i);
    graph.addDirectedEdge(i - 2, i);
  }
  return graph.order;
}

/** The peer's loop: names as TensorFlow makes them, and the type of the operation as attribute. */
function programPeer(nodes: number): number {
  const graph = new DirectedGraph();
  graph.addNode('W', { op: 'Const' });
  graph.addNode('b', { op: 'Const' });
  for (let i = 0; graph.order < nodes; i++) {
    const x = `Const_${i}`;
    const y = `MatMul_${i}`;
    const z = `add_${i}`;
    graph.addNode(x, { op: 'Const' });
    graph.addNode(y, { op: 'MatMul' });
    graph.addDirectedEdge(x, y);
    graph.addDirectedEdge('W', y);
    graph.addNode(z, { op: 'AddV2' });
    graph.addDirectedEdge(y, z);
    graph.addDirectedEdge('b', z);
  }
  return graph.order;
}

/** About 20 s, nearly all of it for the peer. */
export function graphBench(): Promise<Row[]> {
  const rows: Row[] = [];
  const ways = [
    { name: 'raw append, two inputs', ours: raw, peer: rawPeer },
    { name: 'through src/tf (Const, MatMul, add)', ours: program, peer: programPeer },
  ];
  for (const { name, ours, peer } of ways) {
    rate(5, () => ours(30_000));
    rate(3, () => peer(10_000));
    for (const nodes of [20_000, 200_000]) {
      const peerRate = rate(3, () => peer(nodes)) / 1e6;
      const row: Row = {
        what: `${name}, ${nodes.toLocaleString('en-US')} nodes`,
        value: rate(7, () => ours(nodes)) / 1e6,
        unit: 'M nodes/s',
      };
      rows.push(ratioAtLeast(beside(row, 'graphology', peerRate, 'more'), 50));
      if (nodes < 200_000) continue;
      // The peer would need gigabytes for a million: the ratio is to its rate at 200,000, which is the kinder one to it.
      const million: Row = { what: `${name}, 1,000,000 nodes`, value: rate(5, () => ours(1_000_000)) / 1e6, unit: 'M nodes/s' };
      rows.push(ratioAtLeast(beside(million, 'graphology, 200,000', peerRate, 'more'), 50));
    }
  }
  return Promise.resolve(rows);
}
