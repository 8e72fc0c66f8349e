/** Variables, optimizers’ updates, checkpoints: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';

export const STATE: readonly Op[] = [];
