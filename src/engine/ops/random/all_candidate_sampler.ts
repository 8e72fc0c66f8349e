/** AllCandidateSampler: every class is a candidate. */
import { samplerOp } from '../../op.ts';

export const allCandidateSampler = samplerOp('AllCandidateSampler', null);
