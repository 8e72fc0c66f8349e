/**
 * The log of what the user did while a run was under way. Each entry took effect when `run` session runs of `epoch`
 * were complete (`run: 0` is before the epoch's first run; an epoch-boundary entry of the finished epoch e is {epoch: e + 1, run: 0}).
 */
import type { LivePatch } from './config.ts';

export type Hand = 'save' | 'clear' | 'reload';
export interface Moment { epoch: number; run: number }
export type Action = Moment & ({ kind: 'hand'; hand: Hand } | { kind: 'set'; patch: LivePatch });
