/** `tf.hessians`: for each x, the gradient differentiated element by element in a loop (python/ops/gradients_impl.py). */
import { concat } from './array/joins.ts';
import { itemAt } from './array/parts.ts';
import { reshape, shape, size } from './array/shapes.ts';
import type { Tensor} from './context.ts';
import { type Context } from './context.ts';
import { TensorArray } from './flow/tensor-array.ts';
import { whileLoop } from './flow/while-loop.ts';
import { gradients, type GradientOptions } from './gradients.ts';
import { operator } from './math/operators.ts';

/** Second derivatives of the sum of `ys` with respect to each of `xs`, of shape `shape(x) + shape(x)`. */
export function hessians(tf: Context, ys: unknown, xs: unknown, { colocate_gradients_with_ops, gate_gradients, aggregation_method }: GradientOptions = {}): Tensor[] {
  const list: unknown[] = Array.isArray(xs) ? xs : [xs];
  const first = gradients(tf, ys, list, { colocate_gradients_with_ops, gate_gradients, aggregation_method });
  return list.map((x, i) => {
    const flat = reshape(tf, first[i], [-1]);
    const n = size(tf, x);
    const vars = [tf.constant({ dtype: 'int32', shape: [], data: Int32Array.of(0) }), TensorArray.create(tf, (x as Tensor).dtype, { size: n })];
    const body = (j: Tensor, rows: TensorArray): unknown => {
      const next = operator(tf, 'add', j, 1);
      return [next, rows.write(j, gradients(tf, itemAt(tf, flat, j), x)[0])];
    };
    const [, rows] = whileLoop(tf, ((j: Tensor) => tf.gen('Less', [j, n])), body, vars) as [unknown, TensorArray];
    const dims = shape(tf, x);
    const stacked = rows.stack();
    return reshape(tf, stacked, concat(tf, [dims, dims], 0));
  });
}
