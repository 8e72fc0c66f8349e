/**
 * What a cure pays for each node of the graph that it saves and clears: coefficients of model.md section 3, measured on TensorFlow
 * 2.15.1 and fitted within the measured ranges (`memory/coefficients.ts`, which takes them from here). The page needs them for the best K.
 */

/** Seconds per node; `metaBytes` in bytes. */
export const PER_NODE = { meta: 14.5e-6, metaBytes: 162, close: 1.7e-6, collect: 13.5e-6, signature: 4.2e-6, both: 2.2e-6 } as const;

const FEW = 1_400;
const MANY = 17_000;

/** Seconds per node of a run after the graph grew: 5.5 µs below 1,400 nodes, 15 µs above 17,000, a ramp in the logarithm between. */
export function grownPerNode(nodes: number): number {
  const t = Math.min(1, Math.max(0, Math.log(Math.max(nodes, 1) / FEW) / Math.log(MANY / FEW)));
  return (5.5 + 9.5 * t) * 1e-6;
}

export interface CureOf {
  account: 'told' | 'tensorflow';
  close: boolean;
  collect: boolean;
  /** Bytes a second that the disk writes. */
  write: number;
}

/**
 * Seconds of one save, clear and reload that depend on the `nodes` of the graph. As TensorFlow does, the saver's own run comes after the
 * graph grew and is a new signature, so it goes through all of them as well; .meta is written to disk. As told, a clear always closes and collects.
 */
export function cureSeconds(nodes: number, { account, close, collect, write }: CureOf): number {
  const { meta, metaBytes, close: closing, collect: collecting, signature, both } = PER_NODE;
  if (account === 'told') return nodes * (meta + closing + collecting);
  return nodes * (meta + metaBytes / write + grownPerNode(nodes) + signature + both + (close ? closing : 0) + (collect ? collecting : 0));
}
