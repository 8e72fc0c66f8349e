/**
 * What real TensorFlow costs: coefficients of model.md section 3, measured on TensorFlow 2.15.1 (compat.v1, CPU, 2 shared
 * cores); read them as ±25 %, the laws as firm. Seconds and bytes. Data and two small laws; no clock.
 */

export const COST = {
  /** A run whose signature is cached and whose graph did not grow: 62–124 µs at any N. */
  cachedRun: 65e-6,
  /** New signature: fixed, per node of the graph, per executed node. */
  signature: 4e-3, signaturePerNode: 3.6e-6, signaturePerExecuted: 110e-6,
  /** Steady bookkeeping per executed node: 0.175–0.246 µs. */
  executedNode: 0.2e-6,
  /** Building a node in Python: 61–155 µs for typical ops. */
  buildNode: 120e-6,
  /** One tf.gradients: fixed, and per node of the graph. */
  gradients: 8e-3, gradientsPerNode: 2.8e-6,
  /** Saver.save: fixed, and writing .meta per node (13–16 µs below 20,000 nodes). */
  save: 1.5e-3, metaPerNode: 14.5e-6,
  /** Clear: session.close per node, reset, garbage collection fixed and per node. */
  closePerNode: 1.7e-6, reset: 10e-6, collect: 0.17, collectPerNode: 13.5e-6,
  /** Reload of a small model: rebuild, restore, first run. */
  rebuild: 17e-3, restore: 6e-3, firstRun: 4.5e-3,
} as const;

export const BYTES = {
  /** Main memory of a node when built, and after its first run. */
  nodeBuilt: 4_600, nodeRun: 9_400,
  /** More for each executed node of a signature; never evicted. */
  signatureNode: 5_000,
  /** A node in a GraphDef, and with the output shapes of a .meta file. */
  graphDefNode: 128, metaNode: 162,
  /** protobuf's limit, bytes. */
  graphDefLimit: 2 ** 31 - 1,
  /** Share of a cleared graph's memory that the process gives back: 2–5 % after collection. */
  returned: 0.035,
} as const;

/** Seconds per node of a run after the graph grew: 5 µs below 2,000 nodes, 15 µs above 20,000, a ramp in the logarithm between. */
export function grownPerNode(nodes: number): number {
  const t = Math.min(1, Math.max(0, Math.log10(Math.max(nodes, 1) / 2_000)));
  return (5 + 10 * t) * 1e-6;
}

/** Seconds to compile a new signature of `executed` nodes: superlinear, 110 µs·P·(1 + P/10,000). */
export const compile = (executed: number): number => COST.signaturePerExecuted * executed * (1 + executed / 10_000);
