/** The engine alone, in Node and in a Chromium worker, at a million and at ten million nodes, beside peers in the same run. */
import '@tensorflow/tfjs-backend-cpu';
import * as tfjs from '@tensorflow/tfjs-core';
import { DirectedGraph } from 'graphology';
import createGraph from 'ngraph.graph';
import { inWorker } from './browser.ts';
import type { Measured, Size } from './engine-worker.ts';
import { inNodeWorker } from './node-worker.ts';
import { atLeast, atMost, beside, ratioAtLeast, type Row } from './table.ts';

const SIZES = [1_000_000, 10_000_000];
/** The peers' sizes: ten million would take them gigabytes, and they are quicker while small. */
const PEER_NODES = 200_000;

/** Executions a second of scalar nodes in TensorFlow 2.15.1, recorded: 0.2 µs each on the CPU of a shared machine, its bookkeeping alone. */
const TENSORFLOW = 5e6;

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

const graphologyRate = (): number => rate(PEER_NODES, () => {
  const graph = new DirectedGraph();
  for (let i = 0; i < PEER_NODES; i++) {
    graph.addNode(i);
    if (i > 1) for (const from of [i - 1, i - 2]) graph.addDirectedEdge(from, i);
  }
});
const ngraphRate = (): number => rate(PEER_NODES, () => {
  const graph = createGraph();
  for (let i = 0; i < PEER_NODES; i++) {
    graph.addNode(i);
    if (i > 1) for (const from of [i - 1, i - 2]) graph.addLink(from, i);
  }
});
/** tfjs has no graph: an operation is done as it is called, and its result is a tensor that is kept, as a node's value is. */
async function tfjsRate(): Promise<number> {
  await tfjs.setBackend('cpu');
  const steps = 20_000;
  const kept: tfjs.Tensor[] = [];
  const done = rate(steps, () => {
    kept.push(tfjs.scalar(1), tfjs.scalar(1));
    for (let i = 0; i < steps; i++) kept.push(tfjs.add(kept[kept.length - 1], kept[kept.length - 2]));
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

interface Peers { graphology: number; ngraph: number; tfjs: number; merge: number }

function rowsOf(where: string, measured: Measured, peers: Peers): Row[] {
  const rows = measured.sizes.flatMap((s) => sizeRows(`${where}, ${(s.nodes / 1e6).toFixed(0)} M nodes: `, s, peers));
  return [
    ...rows,
    atMost({ what: `${where}: reverse sweep over ${measured.chain.toLocaleString('en-US')} nodes, in forward runs`, value: measured.reverse / measured.forward, unit: '' }, 5),
  ];
}

function sizeRows(at: string, s: Size, peers: Peers): Row[] {
  const append: Row = { what: `${at}append, raw columns`, value: s.append / 1e6, unit: 'M nodes/s' };
  const large = s.nodes > 2e6;
  const merge: Row = { what: `${at}common subexpressions, ${s.left.toLocaleString('en-US')} left`, value: s.merge, unit: 's' };
  return [
    atLeast(beside(append, `graphology, ${PEER_NODES.toLocaleString('en-US')}`, peers.graphology / 1e6, 'more'), 30),
    beside(append, `ngraph.graph, ${PEER_NODES.toLocaleString('en-US')}`, peers.ngraph / 1e6, 'more'),
    beside(append, 'tfjs-core cpu, operations kept', peers.tfjs / 1e6, 'more'),
    atMost({ what: `${at}bytes a node of the columns (a name 8 more, a number 4)`, value: s.bytes, unit: 'B' }, 20),
    atLeast(beside({ what: `${at}executed, one by one`, value: s.interpreted / 1e6, unit: 'M/s' }, 'tfjs-core cpu', peers.tfjs / 1e6, 'more'), 60),
    ratioAtLeast(beside({ what: `${at}executed, one by one`, value: s.interpreted / 1e6, unit: 'M/s' }, 'TensorFlow 2.15.1, scalar nodes, recorded', TENSORFLOW / 1e6, 'more'), 20),
    atLeast({ what: `${at}executed, one by one, nothing repeats`, value: s.irregular / 1e6, unit: 'M/s' }, 60),
    atLeast(beside({ what: `${at}executed, templates as batches`, value: s.batched / 1e6, unit: 'M/s' }, 'tfjs-core cpu', peers.tfjs / 1e6, 'more'), 500),
    large ? atMost({ what: `${at}pruned to a fetch that needs all`, value: s.prune * 1000, unit: 'ms' }, 100) : { what: `${at}pruned to a fetch that needs all`, value: s.prune * 1000, unit: 'ms' },
    atMost(large ? merge : beside(merge, 'a Map with keys of text', peers.merge, 'less'), large ? 3 : 0.2),
    atMost({ what: `${at}common subexpressions, no two alike`, value: s.mergeDistinct, unit: 's' }, large ? 3 : 0.2),
  ];
}

/** About two minutes. */
export async function engineBench(): Promise<Row[]> {
  const peers: Peers = { graphology: graphologyRate(), ngraph: ngraphRate(), tfjs: await tfjsRate(), merge: textMergeSeconds(SIZES[0]) };
  return [...rowsOf('Node', await inNodeWorker<Measured>('BENCH_ENGINE_WORKER', SIZES), peers), ...rowsOf('Chromium worker', await inWorker<Measured>('BENCH_ENGINE_WORKER', SIZES), peers)];
}
