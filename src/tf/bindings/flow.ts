/** Python names of tf/flow. */
import { useExecutor } from '../../engine/executor.ts';
import { Frames } from '../../engine/frames.ts';
import { bind, type Bindings } from '../binding.ts';
import { condCalled } from '../flow/cond.ts';
import { registerFlowGradients } from '../flow/gradients.ts';
import { whileLoop } from '../flow/while-loop.ts';

registerFlowGradients();
useExecutor((work) => new Frames(work));

export const bindings: Bindings = {
  functions: [
    bind('cond', 'pred, true_fn=None, false_fn=None, strict=False, name=None, fn1=None, fn2=None', condCalled as never),
    bind('while_loop', 'cond, body, loop_vars, shape_invariants=None, parallel_iterations=10, back_prop=True, swap_memory=False, name=None, maximum_iterations=None, return_same_structure=False', whileLoop as never),
  ],
  classes: [], constants: [],
};
