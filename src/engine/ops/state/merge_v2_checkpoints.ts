/** MergeV2Checkpoints: joins the shards of a checkpoint under one path. */
import { type Op } from '../../op.ts';

export const mergeV2Checkpoints: Op = {
  type: 'MergeV2Checkpoints', signature: 'checkpoint_prefixes:string destination_prefix:string -> | delete_old_dirs:bool=true allow_missing_files:bool=false ! stateful', computes: false, changes: true,
  infer: () => [],
  compute(c) {
    const shards = c.strings(0).map((prefix) => c.state.restore(prefix));
    c.state.save(c.strings(1)[0], shards.flatMap((s) => [...s].map(([name, tensor]) => ({ name, tensor }))));
    for (const prefix of c.strings(0)) c.state.forget(prefix);
  },
  flops: () => 0,
  examples: [],
};
