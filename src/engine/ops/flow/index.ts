/** Conditionals, loops, TensorArrays and stacks: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';

export const FLOW: readonly Op[] = [];
