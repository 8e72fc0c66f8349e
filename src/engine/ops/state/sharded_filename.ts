/** ShardedFilename: `base-00000-of-00002`. */
import { texts, type Op } from '../../op.ts';

export const shardedFilename: Op = {
  type: 'ShardedFilename', signature: 'basename:string shard:int32 num_shards:int32 -> filename:string',
  infer: () => [{ dtype: 'string', shape: [] }],
  compute(c) {
    const five = (v: number): string => String(v).padStart(5, '0');
    c.outStrings(0, [], [`${c.strings(0)[0]}-${five(c.i32(1)[0])}-of-${five(c.i32(2)[0])}`]);
  },
  stops: true,
  flops: () => 0,
  examples: [{ inputs: [texts([], ['model_temp/part']), { dtype: 'int32', shape: [], data: Int32Array.of(1) }, { dtype: 'int32', shape: [], data: Int32Array.of(2) }], outputs: [texts([], ['model_temp/part-00001-of-00002'])] }],
};
