/** One epoch's row, filled while the epoch runs, and the batch of rows that waits to be posted. */
import { COLUMNS, KINDS, PHASES, TERMS, WIDTH, type Column, type FrameBatch, type Phase } from '../protocol/frame.ts';
import type { Bytes, Traffic } from './ledger.ts';
import type { Seconds } from './phases.ts';

export const INDEX = Object.fromEntries(COLUMNS.map((c, i) => [c, i])) as Record<Column, number>;

export class EpochRecord {
  readonly row = new Float64Array(WIDTH);
  private lossSum = 0;
  private hits = 0;
  private weight = 0;

  constructor(epoch: number, model: number, private readonly before: Traffic, measured: boolean) {
    this.set('epoch', epoch);
    this.set('model', model);
    if (!measured) for (const p of PHASES) this.set(`measured.${p}`, NaN);
  }

  set(column: Column, value: number): void { this.row[INDEX[column]] = value; }
  get(column: Column): number { return this.row[INDEX[column]]; }
  add(column: Column, value: number): void { this.row[INDEX[column]] += value; }
  peak(column: Column, value: number): void { if (value > this.row[INDEX[column]]) this.row[INDEX[column]] = value; }
  measured(phase: Phase, seconds: number): void { this.add(`measured.${phase}`, seconds); }

  learned(loss: number, accuracy: number, samples: number): void {
    this.lossSum += loss * samples;
    this.hits += accuracy * samples;
    this.weight += samples;
  }

  /** Loss and accuracy of the epoch so far; NaN before its first training run. */
  soFar(): { loss: number; accuracy: number } {
    return { loss: this.weight ? this.lossSum / this.weight : NaN, accuracy: this.weight ? this.hits / this.weight : NaN };
  }

  peaks(nodes: number, bytes: Bytes): void {
    this.peak('peak', nodes);
    this.peak('peakVideo', bytes.video);
    this.peak('peakMain', bytes.main);
    this.peak('peakDisk', bytes.disk);
    this.peak('graphDef', bytes.graphDef);
  }

  /** Fills in what is known when the epoch is over. */
  close(end: { nodes: number; kinds: ReadonlyMap<string, number>; bytes: Bytes; traffic: Traffic; modelled: Seconds; signatures: number; engineBytes: number }): Float64Array {
    this.set('nodes', end.nodes);
    for (const k of KINDS) this.set(`kind.${k}`, end.kinds.get(k) ?? 0);
    this.set('video', end.bytes.video);
    this.set('main', end.bytes.main);
    this.set('disk', end.bytes.disk);
    this.set('held', end.bytes.held);
    this.set('kept', end.bytes.kept);
    this.set('returned', end.bytes.returned);
    for (const key of ['upVideo', 'downVideo', 'upMain', 'downMain', 'touches', 'faults'] as const) this.set(key, end.traffic[key] - this.before[key]);
    for (const p of PHASES) this.set(`modelled.${p}`, end.modelled[p]);
    for (const t of TERMS) this.set(`term.${t}`, end.modelled[t]);
    this.set('signatures', end.signatures);
    this.set('engineBytes', end.engineBytes);
    const { loss, accuracy } = this.soFar();
    this.set('loss', loss);
    this.set('accuracy', accuracy);
    return this.row;
  }
}

/** Rows waiting to be posted, or kept by the headless command. */
export function batchOf(rows: readonly Float64Array[]): FrameBatch {
  const all = new Float64Array(rows.length * WIDTH);
  rows.forEach((r, i) => all.set(r, i * WIDTH));
  return { count: rows.length, rows: all };
}
