/** What the parts of constant folding share. */
import { isTensor, type Work, type WorkGraph } from '../graph.ts';
import { isConst } from '../kinds.ts';
import type { Notes } from '../pass.ts';
import type { Info, Properties } from '../properties.ts';
import type { Tensor } from '../types.ts';

export interface Folding {
  readonly g: WorkGraph;
  readonly notes: Notes;
  properties: Properties;
  /** The graph changed in this round. */
  changed: boolean;
  /** Some node writes a variable in place, so that values must be copied where they were computed. */
  readonly writes: boolean;
}

/** A constant that nobody feeds. */
export const really = (g: WorkGraph, n: Work | undefined): n is Work => n !== undefined && isConst(n) && !g.feeds.has(n.name) && isTensor(n.attrs['value']);
/** What was known of an input when shapes were inferred, whatever the node reads by now. */
export const inputOf = (f: Folding, n: Work, input: number): Info => f.properties.inputsOf(n.name)?.[input] ?? { dtype: 'float32', shape: null };
export const constantOf = (g: WorkGraph, input: string): Tensor | null => {
  const n = g.node(input);
  const v = n?.attrs['value'];
  return really(g, n) && isTensor(v) ? v : null;
};
