/** `tf.Assert` (python/ops/control_flow_assert.py): where its data may not be on the host, it is computed only if the condition is false. */
import { Operation, type Context, type Tensor, type TensorLike } from '../context.ts';
import { noOp } from '../core.ts';
import { cond } from './cond.ts';

export interface AssertOptions { readonly summarize?: number | null | undefined; readonly name?: string | null | undefined }

/** `tf.Assert(condition, data, summarize, name)`: an operation that fails the run where `condition` is false. */
export function assert(tf: Context, condition: TensorLike, data: readonly TensorLike[], { summarize, name }: AssertOptions = {}): Operation {
  return tf.within(name ?? 'Assert', () => {
    const tensors = Array.from(data, (d) => tf.convert(d));
    const make = (test: TensorLike): Operation => {
      const id = tf.within('Assert', (own) => {
        const c = tf.convert(test, { dtype: 'bool', name: 'condition' });
        const parts = Array.from(data, (d, i) => tf.convert(d, { name: `data_${i}` }));
        return tf.node('Assert', [c, ...parts], { summarize: summarize ?? 3 }, own);
      });
      return new Operation(tf.graph, id);
    };
    if (tensors.every((t) => t.dtype === 'string' || t.dtype === 'int32')) return make(condition);
    const test = tf.convert(condition, { name: 'Condition' });
    return (cond(tf, test, () => noOp(tf), () => make(test), { name: 'AssertGuard' }) as Tensor).op;
  });
}
