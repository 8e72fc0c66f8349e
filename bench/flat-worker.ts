/**
 * dagre on a whole graph without folding, at growing sizes, in a thread of its own: dagre cannot be interrupted, so whoever asks ends the
 * thread when the time is up. Beside each size stands what the graph view takes for a file with the same nodes and edges, from bytes to positions.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Graph, layout } from '@dagrejs/dagre';
import { Opened } from '../src/graphview/opened.ts';
import { ofFile } from '../src/graphview/source.ts';
import { bigFile, leaky } from './big-file.ts';
import { median } from './table.ts';

export interface FlatTime {
  nodes: number;
  /** How dagre ranked: its default, or the quickest of its ways for this graph. */
  ranker: string;
  /** Seconds by the clock. */
  dagre: number;
  /** Of the graph view, median. */
  view: number;
}
export interface FlatAsk {
  /** Growing. */
  sizes: readonly number[];
  /** Null: the quickest, found out at the first size. */
  ranker: string | null;
}

const RANKERS = ['network-simplex', 'tight-tree', 'longest-path'];
const VIEWS = 5;

function seconds(work: () => void): number {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1000;
}

/** What dagre takes for the graph of the file, one box a node. */
function flat(nodes: number, ranker: string): number {
  const graph = new Graph();
  graph.setGraph({ ranker });
  leaky(nodes, ({ name, inputs }) => {
    graph.setNode(name, { width: 100, height: 42 });
    for (const input of inputs) graph.setEdge(input, name, {});
  });
  return seconds(() => layout(graph));
}

/** What the graph view takes for the first level of the same file. */
function view(nodes: number): number {
  const bytes = bigFile(nodes);
  return seconds(() => {
    const looked = ofFile(bytes, 'bench.pb');
    if (!looked.ok) throw new Error(looked.error);
    new Opened(looked.value, [], null).level(0, 1.6);
  });
}

if (parentPort) {
  const { sizes, ranker } = workerData as FlatAsk;
  // Code that has run before is quicker: both have.
  for (const way of RANKERS) flat(100, way);
  for (let i = 0; i < VIEWS; i++) view(100);
  const least = (way: string): number => Math.min(flat(sizes[0], way), flat(sizes[0], way));
  const chosen = ranker ?? RANKERS.map((way) => ({ way, time: least(way) })).reduce((a, b) => (b.time < a.time ? b : a)).way;
  for (const nodes of sizes) {
    const time: FlatTime = { nodes, ranker: chosen, dagre: flat(nodes, chosen), view: median(Array.from({ length: VIEWS }, () => view(nodes))) };
    parentPort.postMessage(time);
  }
}
