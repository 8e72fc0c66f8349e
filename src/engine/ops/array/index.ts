/** Shapes, slices, joins, gathers and scatters: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';

export const ARRAY: readonly Op[] = [];
