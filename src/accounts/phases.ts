/** Seconds by phase, and by term within phases, collected and taken. */
import { PHASES, TERMS, type Phase, type Term } from '../protocol/frame.ts';

export type Part = Phase | Term;
export const PARTS: readonly Part[] = [...PHASES, ...TERMS];
export type Seconds = Record<Part, number>;
export const noSeconds = (): Seconds => Object.fromEntries(PARTS.map((p) => [p, 0])) as Seconds;

export class Phases {
  private seconds = noSeconds();
  add(phase: Part, seconds: number): void { this.seconds[phase] += seconds; }
  take(): Seconds {
    const taken = this.seconds;
    this.seconds = noSeconds();
    return taken;
  }
}
