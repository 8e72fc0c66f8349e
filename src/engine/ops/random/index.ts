/** Random numbers: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';

export const RANDOM: readonly Op[] = [];
