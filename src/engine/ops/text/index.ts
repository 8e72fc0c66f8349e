/** Strings, summaries and printing: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';

export const TEXT: readonly Op[] = [];
