/**
 * The peers of the engine alone, in whatever thread this is loaded: libraries of graphs that append the same nodes, tfjs-core that adds,
 * and merging as it is written first. What it measured is its only export and its only message.
 */
import '@tensorflow/tfjs-backend-cpu';
import * as tfjs from '@tensorflow/tfjs-core';
import { DirectedGraph } from 'graphology';
import createGraph from 'ngraph.graph';

/** How many nodes or operations each is measured with. */
export interface PeerSizes {
  /** Graphs: ten million would take them gigabytes, and they are quicker while small. */
  readonly nodes: number;
  readonly operations: number;
  readonly merged: number;
}
/** Nodes or operations a second; `merge`: seconds. */
export interface Peers { graphology: number; ngraph: number; tfjs: number; merge: number }

/** Work a second of the best of three. */
function rate(amount: number, work: () => void): number {
  let seconds = Infinity;
  for (let i = 0; i < 3; i++) {
    const from = performance.now();
    work();
    seconds = Math.min(seconds, (performance.now() - from) / 1000);
  }
  return amount / seconds;
}

const graphologyRate = (nodes: number): number => rate(nodes, () => {
  const graph = new DirectedGraph();
  for (let i = 0; i < nodes; i++) {
    graph.addNode(i);
    if (i > 1) for (const from of [i - 1, i - 2]) graph.addDirectedEdge(from, i);
  }
});
const ngraphRate = (nodes: number): number => rate(nodes, () => {
  const graph = createGraph();
  for (let i = 0; i < nodes; i++) {
    graph.addNode(i);
    if (i > 1) for (const from of [i - 1, i - 2]) graph.addLink(from, i);
  }
});
/** tfjs has no graph: an operation is done as it is called, and its result is a tensor that is kept, as a node's value is. */
async function tfjsRate(operations: number): Promise<number> {
  await tfjs.setBackend('cpu');
  const kept: tfjs.Tensor[] = [];
  const done = rate(operations, () => {
    kept.push(tfjs.scalar(1), tfjs.scalar(1));
    for (let i = 0; i < operations; i++) kept.push(tfjs.add(kept[kept.length - 1], kept[kept.length - 2]));
  });
  tfjs.dispose(kept);
  return done;
}

/** Merging with a Map whose keys are texts, on plain nodes of the same leak; the way it is written first. */
function textMergeSeconds(nodes: number): number {
  const list = Array.from({ length: nodes }, (_, i) => (i % 3 === 0 ? { op: 'Const', inputs: [], value: (i / 3) % 1000 } : { op: i % 3 === 1 ? 'Mul' : 'AddV2', inputs: [i - 1, -1], value: 0 }));
  return 1 / rate(1, () => {
    const first = new Map<string, number>();
    const stands = new Int32Array(nodes);
    list.forEach(({ op, inputs, value }, i) => {
      const key = `${op}|${value}|${inputs.map((k) => (k < 0 ? k : stands[k])).join()}`;
      const known = first.get(key);
      if (known === undefined) first.set(key, i);
      stands[i] = known ?? i;
    });
  });
}

const measure = async ({ nodes, operations, merged }: PeerSizes): Promise<Peers> =>
  ({ graphology: graphologyRate(nodes), ngraph: ngraphRate(nodes), tfjs: await tfjsRate(operations), merge: textMergeSeconds(merged) });

declare const self: { onmessage: ((event: MessageEvent<PeerSizes>) => void) | null; postMessage(peers: Peers): void; document?: unknown } | undefined;
if (typeof self !== 'undefined' && self.document === undefined) self.onmessage = ({ data }) => { void measure(data).then((peers) => { self.postMessage(peers); }); };
