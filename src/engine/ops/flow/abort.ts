/** Abort: ends the process; here, the run, unless it is to end without an error. */
import { RunFailure, type Op } from '../../op.ts';

export const abort: Op = {
  type: 'Abort', signature: '-> | error_msg:string="" exit_without_error:bool=false', computes: false, changes: true,
  infer: () => [],
  compute(c) {
    if (c.attrs.exit_without_error !== true) throw new RunFailure('AbortedError', (c.attrs.error_msg as string) || 'Abort_op intentional failure');
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
