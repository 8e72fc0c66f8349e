/** How many epochs ago a run was, of one that goes on. */
import type { Moment } from '../../protocol/action.ts';

/** `now`: what is complete. Before an epoch's first run the latest run is of the epoch before. */
export const epochsSince = (epoch: number, now: Moment): number => Math.max(0, now.epoch - (now.run > 0 ? 0 : 1) - epoch);
