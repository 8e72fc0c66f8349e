/** Python names of tf/flow. */
import { bind, type Bindings } from '../binding.ts';
import { condCalled } from '../flow/cond.ts';

export const bindings: Bindings = {
  functions: [
    bind('cond', 'pred, true_fn=None, false_fn=None, strict=False, name=None, fn1=None, fn2=None', condCalled as never),
  ],
  classes: [], constants: [],
};
