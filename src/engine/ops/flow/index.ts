/** Conditionals, loops, TensorArrays and stacks: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';
import { controlTrigger } from './control_trigger.ts';
import { enter, refEnter } from './enter.ts';
import { exit, refExit } from './exit.ts';
import { loopCond } from './loop_cond.ts';
import { merge, refMerge } from './merge.ts';
import { nextIteration, refNextIteration } from './next_iteration.ts';
import { refIdentity } from './ref_identity.ts';
import { refSwitch, switchOp } from './switch.ts';

export const FLOW: readonly Op[] = [switchOp, refSwitch, merge, refMerge, enter, refEnter, exit, refExit, nextIteration, refNextIteration, loopCond, controlTrigger, refIdentity];
