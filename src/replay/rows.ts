/** Rows of a model beside a recording, memory counted from the first epoch of either. */
import { numberOf, type RecordedEpoch } from './recording.ts';
import type { Process } from './process.ts';

/** One epoch (iteration, measured quantity). Seconds are processor time; NaN where the recording has none. */
export interface ModelRow {
  /** The epoch as the recording counts it, from 0; -1 for a quantity that is no epoch. */
  readonly epoch: number;
  /** Name of the quantity, '' for an epoch. */
  readonly name: string;
  readonly seconds: number;
  readonly recorded: number;
  /** Nodes in the graph at the end of it. */
  readonly nodes: number;
  readonly recordedNodes: number;
  /** Main memory beyond what the process had at the end of the first epoch. */
  readonly bytes: number;
  readonly recordedBytes: number;
}

export class Rows {
  readonly rows: ModelRow[] = [];
  private first: { bytes: number; recorded: number } | null = null;

  /** Closes the epoch that `process` has just gone through. */
  add(epoch: RecordedEpoch, process: Process): void {
    const [bytes, recorded] = [process.bytes(), numberOf(epoch.rss_bytes)];
    this.first ??= { bytes, recorded };
    this.rows.push({
      epoch: numberOf(epoch.epoch), name: '', seconds: process.take(), recorded: numberOf(epoch.cpu_seconds), nodes: process.nodes, recordedNodes: numberOf(epoch.nodes),
      bytes: bytes - this.first.bytes, recordedBytes: recorded - this.first.recorded,
    });
  }

  /** A quantity that was measured by itself. */
  quantity(name: string, seconds: number, recorded: number, nodes: number): void {
    this.rows.push({ epoch: -1, name, seconds, recorded, nodes, recordedNodes: nodes, bytes: 0, recordedBytes: 0 });
  }
}
