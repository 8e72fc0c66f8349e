/** UniformCandidateSampler: classes drawn evenly. */
import { samplerOp, uniformRange } from '../../op.ts';

export const uniformCandidateSampler = samplerOp('UniformCandidateSampler', uniformRange);
