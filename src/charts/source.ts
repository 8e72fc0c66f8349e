/** What the charts read: the contract between the page's store and the charts. Data only. */
import type { RunConfig } from '../protocol/config.ts';
import type { History, RunEvent } from '../protocol/frame.ts';
import type { BoundChart } from './bound.ts';
import type { Projection } from '../lib/fit.ts';

/** Something laid over the charts: a recorded run (overlay.ts). */
export interface Overlay {
  /** Its last epoch, which the axis reaches. */
  readonly last: number;
  /** The chart's data with what lies over them; the same object for the same data. */
  over(id: string, bound: BoundChart, input: ChartInput): BoundChart;
}

export interface ChartInput {
  /** A new object for each change: charts compare it by reference. */
  history: History;
  events: readonly RunEvent[];
  config: RunConfig;
  /** Name of the modelled machine, for the tags ("GTX 1060, 12 GB, hard disk"). */
  machineTitle: string;
  /** Epochs the run will have when it is done, all models together. */
  epochsInAll: number;
  /** Fits of time per epoch; null while there are too few epochs. */
  projection: Projection | null;
  overlay?: Overlay | null;
}

export interface ChartSource {
  get(): ChartInput;
  /** Calls the listener after each change; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}
