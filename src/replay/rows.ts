/** Rows of a model beside a recording, memory counted from the first epoch of either. */
import type { ModelRow } from './model.ts';
import { numberOf, type RecordedEpoch } from './recording.ts';
import type { Process } from './process.ts';

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
