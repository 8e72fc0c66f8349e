/** LogUniformCandidateSampler: classes drawn by Zipf's law, the first ones most often. */
import { logUniformRange, samplerOp } from '../../op.ts';

export const logUniformCandidateSampler = samplerOp('LogUniformCandidateSampler', logUniformRange);
