/** Arithmetic, comparisons, logic, reductions and linear algebra: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';

export const MATH: readonly Op[] = [];
