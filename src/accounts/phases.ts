/** Seconds by phase, collected and taken. */
import { PHASES, type Phase } from '../protocol/frame.ts';

export type Seconds = Record<Phase, number>;
export const noSeconds = (): Seconds => Object.fromEntries(PHASES.map((p) => [p, 0])) as Seconds;

export class Phases {
  private seconds = noSeconds();
  add(phase: Phase, seconds: number): void { this.seconds[phase] += seconds; }
  take(): Seconds {
    const taken = this.seconds;
    this.seconds = noSeconds();
    return taken;
  }
}
