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
  /** What follows the epoch before the next one, save, clear and reload: seconds, and the nodes that are left. */
  readonly after: { readonly seconds: number; readonly nodes: number };
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
      after: { seconds: 0, nodes: process.nodes },
    });
  }

  /** What `process` has done since it closed that epoch: a save, a clear, a reload. Without a row of that epoch it is left out. */
  after(epoch: number, process: Process): void {
    const row = this.rows.at(-1);
    const seconds = process.take();
    if (row?.epoch === epoch) this.rows[this.rows.length - 1] = { ...row, after: { seconds, nodes: process.nodes } };
  }

  /** A quantity that was measured by itself. */
  quantity(name: string, seconds: number, recorded: number, nodes: number): void {
    this.rows.push({ epoch: -1, name, seconds, recorded, nodes, recordedNodes: nodes, bytes: 0, recordedBytes: 0, after: { seconds: 0, nodes } });
  }
}
