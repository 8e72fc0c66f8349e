/**
 * What real TensorFlow costs: coefficients of model.md section 3, measured on TensorFlow 2.15.1 (compat.v1, CPU, 2 shared
 * cores). Those of a run were fitted together to all recordings (src/replay); each lies within the range that was measured for
 * it alone, ±25 %. Another machine is faster or slower by one factor. Seconds and bytes. Data and small laws; no clock.
 */
import { GRAPH_DEF } from '../lib/graphdef-size.ts';
import { grownPerNode, PER_NODE } from '../lib/node-cost.ts';

export { grownPerNode };

export const COST = {
  /** A run whose signature is cached and whose graph did not grow: 59–124 µs at any N. */
  cachedRun: 60e-6,
  /** New signature: fixed, per node of the graph, per executed node. */
  signature: 4.8e-3, signaturePerNode: PER_NODE.signature, signaturePerExecuted: 90e-6,
  /** Fixed part where at most two nodes are executed: there is nothing to optimise in them. */
  signatureTiny: 2.2e-3,
  /** More per node where the graph grew and the signature is new: both together cost more than each alone. */
  bothPerNode: PER_NODE.both,
  /** The same without the graph optimiser. */
  plainSignature: 0.65e-3, plainSignaturePerNode: 0.45e-6, plainPerExecuted: 16e-6,
  /** Steady bookkeeping per executed node: 0.175–0.246 µs. */
  executedNode: 0.2e-6,
  /** Building a node in Python: 61–155 µs for typical ops. */
  buildNode: 112e-6,
  /** More per node built and imported node: an import leaves the counters of names behind, and each new name is searched for from there. */
  importedName: 36e-9,
  /** One tf.gradients: fixed, and per node of the graph. */
  gradients: 8e-3, gradientsPerNode: 2.8e-6,
  /** Saver.save: fixed, and writing .meta per node (13–16 µs below 20,000 nodes). */
  save: 1.5e-3, metaPerNode: PER_NODE.meta,
  /** Clear: session.close per node, reset, garbage collection fixed and per node that dies, or that stays. */
  closePerNode: PER_NODE.close, reset: 10e-6, collect: 0.17, collectPerNode: PER_NODE.collect, collectAlivePerNode: 2.7e-6,
  /** Giving freed memory back to the operating system: malloc_trim, per byte that is given back. */
  trimPerByte: 0.13e-9,
  /** Reload of a small model: rebuild, restore, first run. */
  rebuild: 17e-3, restore: 6e-3, firstRun: 4.5e-3,
  /** Reload by import_meta_graph: per node read. The first run after it goes through them all as any other does. */
  importPerNode: 46e-6,
} as const;

export const BYTES = {
  /** Main memory of a node when built, and after its first run. */
  nodeBuilt: 4_600, nodeRun: 9_400,
  /** More for a signature, and for each executed node of it; never evicted. About 5 kB a node for a small model: 27 kB at P = 1, 45–51 at 9, 2.8 a node at 600. */
  signature: 24_000, signatureNode: 2_800,
  /**
   * A constant's value: as much of it is in what a node takes, here and in a GraphDef. What is more is held once when built and so often more after a
   * run: 5,000 constants of 40 kB took 44 kB each, and 163 kB more. A signature that needs it has it, folded, so often: `run(constant(x) * 2 - 1)`, new
   * each time, took 614 kB for a value of 77 kB and 165 kB for one of 13 kB.
   */
  valueIncluded: 256, valueRun: 4, valueSigned: 2,
  /** A node in a GraphDef, and with the output shapes of a .meta file. */
  graphDefNode: GRAPH_DEF.node, metaNode: PER_NODE.metaBytes,
  /** Once, when a process first saves. */
  saver: 1e6,
  /**
   * Once more with its second save: a checkpoint is written through a buffer of 8 MiB (tensor_bundle.cc). The first is given back; glibc then
   * takes buffers of that size from its heap, which keeps them.
   */
  saverBuffer: 8 * 1024 ** 2,
  /** protobuf's limit, bytes. */
  graphDefLimit: GRAPH_DEF.limit,
  /** Share of a dead graph's memory that the process gives back: 2–5 % after collection, 89 % when the allocator is trimmed. */
  returned: 0.035, trimmed: 0.889,
} as const;

/** Seconds to compile a new signature of `executed` nodes: superlinear, 90 µs·P·(1 + P/10,000). */
export const compile = (executed: number): number => COST.signaturePerExecuted * executed * (1 + executed / 10_000);

/** One session.run as TensorFlow sees it: N nodes in the graph, whether it grew, whether the signature is new, P executed. */
export interface RunOf {
  nodes: number;
  grew: boolean;
  fresh: boolean;
  executed: number;
}

/** The terms of a run's time, seconds: f, a·N, F, b·N (and what both cost together), c·P, e·P. Kernels not counted. */
export interface RunTerms {
  fixed: number;
  grown: number;
  signature: number;
  examined: number;
  compile: number;
  steady: number;
}

/** @param optimised whether TensorFlow's graph optimiser is on, as it is unless a session says otherwise */
export function runTerms({ nodes, grew, fresh, executed }: RunOf, optimised = true): RunTerms {
  const both = grew && fresh && optimised ? COST.bothPerNode * nodes : 0;
  const first = optimised
    ? { signature: executed <= 2 ? COST.signatureTiny : COST.signature, examined: COST.signaturePerNode * nodes + both, compile: compile(executed) }
    : { signature: COST.plainSignature, examined: COST.plainSignaturePerNode * nodes, compile: COST.plainPerExecuted * executed * (1 + executed / 10_000) };
  return {
    fixed: COST.cachedRun,
    grown: grew ? grownPerNode(nodes) * nodes : 0,
    ...(fresh ? first : { signature: 0, examined: 0, compile: 0 }),
    steady: COST.executedNode * executed,
  };
}

export const runSeconds = ({ fixed, grown, signature, examined, compile: compiled, steady }: RunTerms): number => fixed + grown + signature + examined + compiled + steady;
