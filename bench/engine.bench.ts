/** The engine alone, in Node and in a Chromium worker, at a million and at ten million nodes, beside peers in the same run. */
import { inWorker } from './browser.ts';
import type { Measured, Size } from './engine-worker.ts';
import { inNodeWorker } from './node-worker.ts';
import type { Peers, PeerSizes } from './peers-worker.ts';
import { atLeast, atMost, beside, ratioAtLeast, type Row } from './table.ts';

const SIZES = [1_000_000, 10_000_000];
/** The peers' sizes: ten million nodes would take graphs of objects gigabytes, and they are quicker while small. */
const PEERS: PeerSizes = { nodes: 200_000, operations: 20_000, merged: SIZES[0] };
const count = (n: number): string => n.toLocaleString('en-US');
/** What each is called; its size belongs to it. */
const TFJS = `tfjs-core cpu, ${count(PEERS.operations)} operations`;

/** Executions a second of scalar nodes in TensorFlow 2.15.1, recorded: 0.2 µs each on the CPU of a shared machine, its bookkeeping alone. */
export const TENSORFLOW = 5e6;

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
    atLeast(beside(append, `graphology, ${count(PEERS.nodes)}`, peers.graphology / 1e6, 'more'), 30),
    beside(append, `ngraph.graph, ${count(PEERS.nodes)}`, peers.ngraph / 1e6, 'more'),
    beside(append, `${TFJS}, results kept`, peers.tfjs / 1e6, 'more'),
    atMost({ what: `${at}bytes a node of the columns (a name 8 more, a number 4)`, value: s.bytes, unit: 'B' }, 20),
    atLeast(beside({ what: `${at}executed, one by one`, value: s.interpreted / 1e6, unit: 'M/s' }, TFJS, peers.tfjs / 1e6, 'more'), 60),
    ratioAtLeast(beside({ what: `${at}executed, one by one`, value: s.interpreted / 1e6, unit: 'M/s' }, 'TensorFlow 2.15.1, scalar nodes, recorded', TENSORFLOW / 1e6, 'more'), 20),
    atLeast({ what: `${at}executed, one by one, nothing repeats`, value: s.irregular / 1e6, unit: 'M/s' }, 60),
    atLeast(beside({ what: `${at}executed, templates as batches`, value: s.batched / 1e6, unit: 'M/s' }, TFJS, peers.tfjs / 1e6, 'more'), 500),
    large ? atMost({ what: `${at}pruned to a fetch that needs all`, value: s.prune * 1000, unit: 'ms' }, 100) : { what: `${at}pruned to a fetch that needs all`, value: s.prune * 1000, unit: 'ms' },
    atMost(large ? merge : beside(merge, `a Map with keys of text, ${count(PEERS.merged)}`, peers.merge, 'less'), large ? 3 : 0.2),
    atMost({ what: `${at}common subexpressions, no two alike`, value: s.mergeDistinct, unit: 's' }, large ? 3 : 0.2),
  ];
}

/** About two minutes. Peers are measured where the engine is: in a worker of Node, and in one of Chromium. */
export async function engineBench(): Promise<Row[]> {
  return [
    ...rowsOf('Node', await inNodeWorker<Measured>('BENCH_ENGINE_WORKER', SIZES), await inNodeWorker<Peers>('BENCH_PEERS_WORKER', PEERS)),
    ...rowsOf('Chromium worker', await inWorker<Measured>('BENCH_ENGINE_WORKER', SIZES), await inWorker<Peers>('BENCH_PEERS_BROWSER', PEERS)),
  ];
}
