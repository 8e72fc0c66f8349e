/** Conditionals, loops, TensorArrays and stacks: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';
import { abort } from './abort.ts';
import { assertOp } from './assert.ts';
import { controlTrigger } from './control_trigger.ts';
import { enter, refEnter } from './enter.ts';
import { exit, refExit } from './exit.ts';
import { loopCond } from './loop_cond.ts';
import { merge, refMerge } from './merge.ts';
import { nextIteration, refNextIteration } from './next_iteration.ts';
import { pyFunc } from './py_func.ts';
import { pyFuncStateless } from './py_func_stateless.ts';
import { refIdentity } from './ref_identity.ts';
import { stackCloseV2 } from './stack_close_v2.ts';
import { stackPopV2 } from './stack_pop_v2.ts';
import { stackPushV2 } from './stack_push_v2.ts';
import { stackV2 } from './stack_v2.ts';
import { refSwitch, switchOp } from './switch.ts';
import { tensorArrayCloseV3 } from './tensor_array_close_v3.ts';
import { tensorArrayConcatV3 } from './tensor_array_concat_v3.ts';
import { tensorArrayGatherV3 } from './tensor_array_gather_v3.ts';
import { tensorArrayGradV3 } from './tensor_array_grad_v3.ts';
import { tensorArrayReadV3 } from './tensor_array_read_v3.ts';
import { tensorArrayScatterV3 } from './tensor_array_scatter_v3.ts';
import { tensorArraySizeV3 } from './tensor_array_size_v3.ts';
import { tensorArraySplitV3 } from './tensor_array_split_v3.ts';
import { tensorArrayV3 } from './tensor_array_v3.ts';
import { tensorArrayWriteV3 } from './tensor_array_write_v3.ts';

export const FLOW: readonly Op[] = [
  switchOp, refSwitch, merge, refMerge, enter, refEnter, exit, refExit, nextIteration, refNextIteration, loopCond, controlTrigger, refIdentity,
  abort, assertOp, stackCloseV2, stackPopV2, stackPushV2, stackV2, tensorArrayCloseV3, tensorArrayConcatV3, tensorArrayGatherV3, tensorArrayGradV3, tensorArrayReadV3,
  tensorArrayScatterV3, tensorArraySizeV3, tensorArraySplitV3, tensorArrayV3, tensorArrayWriteV3, pyFunc, pyFuncStateless,
];
