/** Which pass of which loop a script is in: where its epochs begin and end, and which model is trained. */
import type { Plan } from './plan.ts';

export interface Epochal {
  /** An epoch of a model (from 1) begins; `pass`: which of its loop, from 1. */
  begins(model: number, pass: number): void;
  ends(): void;
}

export class Loops {
  plan: Plan | null = null;
  /** Whether an epoch is under way. */
  open = false;
  private model = 0;
  /** The loop over epochs that is being gone through; 0: none. Another one inside of it counts for nothing. */
  private active = 0;
  private pass = 0;
  private pending = true;
  private readonly totals = new Map<number, number>();

  constructor(private readonly hear: Epochal) {}

  /** What the marked script tells of a loop; see modules/_watched.py. */
  readonly mark = (what: string, line: number, number: number): void => {
    if (what === 'total') { this.totals.set(line, number); return; }
    if (what === 'model') { this.pending ||= !this.open; return; }
    if (what === 'epoch') this.begin(line);
    else if (line === this.active || this.plan?.models.includes(line)) this.over(line, number === 1);
  };

  private begin(line: number): void {
    if (this.active !== 0 && this.active !== line) return;
    if (this.open) this.hear.ends();
    this.active = line;
    this.pass++;
    this.open = true;
    if (this.pending) this.model++;
    this.pending = false;
    this.hear.begins(this.model, this.pass);
  }

  private over(line: number, failed: boolean): void {
    if (line !== this.active) return;
    if (this.open && !failed) this.hear.ends();
    this.open = false;
    this.active = 0;
    this.pass = 0;
  }

  /** Models in all; 0 where it is not known. */
  get models(): number { return (this.plan?.models ?? []).reduce((n, line) => n * Math.max(0, this.totals.get(line) ?? 0), 1); }

  /** Epochs in all, as far as the loops say; 0 where it is not known. Loops that come one after the other are known as they come. */
  epochsInAll(): number {
    const { plan } = this;
    if (!plan) return 0;
    if (plan.epochs.length === 0) return 1;
    let sum = 0;
    for (const line of plan.epochs) {
      const total = this.totals.get(line);
      if (total === undefined) continue;
      if (total < 0) return 0;
      sum += total;
    }
    return sum * this.models;
  }
}
