/** `tf.range` and `tf.linspace` (python/ops/math_ops.py). */
import type { DType } from '../../engine/dtype.ts';
import { broadcastDynamicShape, broadcastTo, expandDims, reshape, shape as shapeFn } from '../array/shapes.ts';
import { whereV2 } from '../array/gathers.ts';
import { zerosLike } from '../array/fills.ts';
import { concat } from '../array/joins.ts';
import { between, itemAt } from '../array/parts.ts';
import { NONE, Tensor, type Context, type OwnName, type TensorLike } from '../context.ts';
import { asDTypeOrNull } from '../dtypes.ts';
import { castTo, fail, num, type Named } from './nodes.ts';
import { operator } from './operators.ts';

const HIERARCHY: readonly DType[] = ['int32', 'int64', 'float32', 'float64'];

/** `tf.range(start, limit, delta, dtype)`; with one number, up to it. */
export function range(tf: Context, start: TensorLike, { limit, delta, dtype, name }: { limit?: TensorLike; delta?: TensorLike; dtype?: unknown; name?: string | OwnName | null | undefined } = {}): Tensor {
  const [from, to] = limit === null || limit === undefined ? [0, start] : [start, limit];
  return tf.within(name ?? 'range', (own) => {
    const wanted = asDTypeOrNull(dtype);
    const of = (v: TensorLike, label: string): Tensor => (v instanceof Tensor ? v : tf.convert(v, { dtype: wanted, name: label }));
    const parts = [of(from, 'start'), of(to, 'limit'), of(delta ?? 1, 'delta')];
    const found = wanted ?? parts.map((p) => p.dtype).reduce((a, b) => (HIERARCHY.indexOf(a) >= HIERARCHY.indexOf(b) ? a : b));
    if (wanted === null && parts.some((p) => !HIERARCHY.includes(p.dtype))) fail('AssertionError', '');
    return tf.op('Range', parts.map((p) => castTo(tf, p, found)), NONE, own);
  });
}

/** `tf.linspace(start, stop, num, axis)`: the node-rich form of TensorFlow 2.15. */
export const linspace = (tf: Context, startLike: TensorLike, stopLike: TensorLike, count: TensorLike, { axis: axisLike, name }: { axis?: unknown } & Named = {}): Tensor => tf.within(name ?? 'linspace', () => {
  let start = tf.convert(startLike, { name: 'start' });
  let stop = tf.convert(stopLike, { dtype: start.dtype, name: 'stop' });
  const given = tf.convert(count, { hint: 'int32', name: 'num' });
  if (!/^u?int/.test(given.dtype)) fail('TypeError', `Argument \`tensor\` (name: num) must be of type integer. Received \`tensor\` = ${String(given)} of dtype: ${given.dtype}`);
  const n = tf.gen('Cast', [given], { DstT: 'int32', SrcT: given.dtype });
  castTo(tf, n, start.dtype);
  const dims = broadcastDynamicShape(tf, shapeFn(tf, start), shapeFn(tf, stop));
  start = broadcastTo(tf, start, dims);
  stop = broadcastTo(tf, stop, dims);
  let first = expandDims(tf, start, { axis: axisLike ?? 0 });
  const last = expandDims(tf, stop, { axis: axisLike ?? 0 });
  const shape = shapeFn(tf, first);
  const ndims = itemAt(tf, shapeFn(tf, shape), 0);
  const at = num(axisLike ?? 0)!;
  const axis = whereV2(tf, at >= 0, { x: at, y: operator(tf, 'add', ndims, at) });
  const fillCount = tf.gen('Maximum', [operator(tf, 'sub', n, 2), 0]);
  const steps = tf.gen('Maximum', [operator(tf, 'sub', n, 1), 1]);
  const width = operator(tf, 'sub', last, first);
  const delta = operator(tf, 'truediv', width, castTo(tf, steps, last.dtype));
  first = castTo(tf, first, delta.dtype);
  const some = tf.gen('GreaterEqual', [n, 0]);
  const end = whereV2(tf, some, { x: steps, y: -1 });
  let inner = castTo(tf, range(tf, 1, { limit: end, dtype: 'int64' }), delta.dtype);
  const mask = tf.gen('Equal', [axis, range(tf, ndims)]);
  inner = reshape(tf, inner, whereV2(tf, mask, { x: fillCount, y: 1 }));
  const between1 = operator(tf, 'add', first, operator(tf, 'mul', delta, inner));
  const joined = concat(tf, [first, between1, last], axis);
  const begin = zerosLike(tf, shape);
  const head = between(tf, shape, 0, axis);
  const middle = reshape(tf, n, [1]);
  const tail = between(tf, shape, operator(tf, 'add', axis, 1), null);
  return tf.gen('Slice', [joined, begin, concat(tf, [head, middle, tail], 0)]);
});
