/** PrintV2: writes a string. */
import { type Op } from '../../op.ts';

export const printV2: Op = {
  type: 'PrintV2', signature: 'input:string -> | output_stream:string="stderr" end:string="\\n" ! stateful', computes: false, changes: true,
  infer: () => [],
  compute: (c) => c.state.print(`${c.strings(0)[0]}${c.attrs.end as string}`),
  flops: () => 0,
  examples: [],
};
