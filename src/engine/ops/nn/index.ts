/** Neural networks: activations, convolutions, pooling, losses: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';

export const NN: readonly Op[] = [];
