/**
 * What a public case is: a report by someone else that a preset rebuilds from ops, with the figures that were published. Data only; how a
 * run is put beside them is src/app/cases. Figures are copied from the report and never changed.
 */

import type { RunConfig } from '../protocol/config.ts';

/**
 * What the figures are of: seconds of one, seconds of all so far, bytes of the objects of a graph, bytes of the whole process, or seconds of
 * each epoch of the latest model. Ours has no bytes but those of the graph: a process is compared by its growth above the first figure, unscaled.
 */
export type Quantity = 'seconds' | 'total' | 'memory' | 'growth' | 'latest';
/** What is counted along the axis. */
export type Counted = 'evaluation' | 'round' | 'model' | 'call' | 'iteration' | 'generation' | 'epoch' | 'load';

export interface Figure {
  x: number;
  /** Seconds or bytes. */
  y: number;
  /** Of the cured program, or of the one without the cure where the case is about a cure: shown, but no part of the scale. */
  other?: true;
}

export interface CaseText {
  title: string;
  /** What was built over and over, or what it was instead. */
  cause: string;
  /** What our run does, and where it is not like theirs. */
  ours: string;
}

export interface PublicCase {
  /** As it is cited: `keras-team/keras#3265`. */
  source: string;
  url: string;
  /** What the preset's link says, as settings: a view that shows cases needs no link read to know its run. The script of one is in the link alone. */
  runs: Partial<RunConfig>;
  /** Published by others, or recorded for this project on real TensorFlow. */
  kind: 'published' | 'recorded';
  /** Year of the report. */
  year: number;
  /** It speaks against the usual explanation, or against the cure. */
  counter?: true;
  /** Whether the same program still behaves like that in graph mode of TensorFlow 2.15; a bug of its time does not. */
  today: boolean;
  quantity: Quantity;
  counted: Counted;
  /** Epochs at the start of our run that were not timed there: they build the model. */
  skip?: number;
  /** Where the first epoch of our run that counts stands on the axis, and how far each further one is from the one before. */
  first: number;
  step: number;
  /** How many of what was timed one epoch of ours has: its seconds are divided by that. */
  each: number;
  figures: readonly Figure[];
  text: Readonly<Record<'en' | 'zh', CaseText>>;
}

/** Figures at x = first, first + 1, … */
export function successive(first: number, values: readonly number[]): Figure[] {
  return values.map((y, i) => ({ x: first + i, y }));
}
