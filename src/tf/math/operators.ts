/**
 * Python's operators on tensors: the name scope of each (`add`), how the other operand is converted (`add/y`), and which op they
 * become (python/ops/math_ops.py `_OverrideBinaryOperatorHelper`).
 */
import type { DType } from '../../engine/dtype.ts';
import { NONE, Tensor, type Context, type OwnName, type TensorLike } from '../context.ts';
import { castTo, fail } from './nodes.ts';

const dtypeOf = (v: TensorLike): DType => (v as Tensor).dtype;

/** Integers become floats before a true division. */
const DIVIDED: Partial<Record<DType, DType>> = {
  uint8: 'float32', int8: 'float32', uint16: 'float32', int16: 'float32', uint32: 'float64', int32: 'float64', uint64: 'float64', int64: 'float64',
};

function sameDtype(x: Tensor, y: Tensor): void {
  if (x.dtype !== y.dtype) fail('TypeError', `\`x\` and \`y\` must have the same dtype, got tf.${x.dtype} != tf.${y.dtype}.`);
}

/** Both operands of a true division, integers cast. */
export function divided(tf: Context, x: Tensor, y: Tensor, where: string): [Tensor, Tensor] {
  sameDtype(x, y);
  if (x.dtype === 'bool' || x.dtype === 'string') fail('TypeError', `Invalid dtype tf.${x.dtype} in ${where}. Expected one of {tf.uint8, tf.int8, tf.uint16, tf.int16, tf.uint32, tf.int32, tf.uint64, tf.int64, tf.bfloat16, tf.float16, tf.float32, tf.float64, tf.complex64, tf.complex128}.`);
  const to = DIVIDED[x.dtype];
  return to ? [castTo(tf, x, to), castTo(tf, y, to)] : [x, y];
}

/** `tf.truediv(x, y)` */
export const truediv = (tf: Context, x: TensorLike, y: TensorLike, name: string | OwnName | null = null): Tensor => tf.within(name ?? 'truediv', (own) => {
  const a = tf.convert(x, { name: 'x' });
  const b = tf.convert(y, { hint: a.dtype, name: 'y' });
  return tf.op('RealDiv', divided(tf, a, b, '__truediv__'), NONE, own);
});

/** `tf.div(x, y)`: Python 2's division. */
export const div = (tf: Context, x: TensorLike, y: TensorLike, name: string | OwnName | null = null): Tensor => tf.within(name ?? 'div', (own) => {
  const a = tf.convert(x, { name: 'x' });
  const b = tf.convert(y, { dtype: a.dtype, name: 'y' });
  return tf.op(DIVIDED[a.dtype] ? 'FloorDiv' : 'RealDiv', [a, b], NONE, own);
});

export const floordiv = (tf: Context, x: TensorLike, y: TensorLike, name: string | OwnName | null = null): Tensor => tf.within(name ?? 'floordiv', (own) => tf.gen('FloorDiv', [x, y], NONE, own));
export const mod = (tf: Context, x: TensorLike, y: TensorLike, name: string | OwnName | null = null): Tensor => tf.within(name ?? 'mod', (own) => tf.gen('FloorMod', [x, y], NONE, own));
export const pow = (tf: Context, x: TensorLike, y: TensorLike, name: string | OwnName | null = null): Tensor => tf.within(name ?? 'Pow', (own) => tf.gen('Pow', [x, y], NONE, own));

function plus(tf: Context, x: TensorLike, y: TensorLike, own: OwnName): Tensor {
  const b = y instanceof Tensor ? y : tf.convert(y, { hint: dtypeOf(x), name: 'y' });
  return tf.gen(dtypeOf(x) === 'string' ? 'Add' : 'AddV2', [x, b], NONE, own);
}

const logical = (yes: string, no: string) => (tf: Context, x: TensorLike, y: TensorLike, own: OwnName): Tensor => (dtypeOf(x) === 'bool' ? tf.gen(yes, [x, y], NONE, own) : tf.gen(no, [x, y], NONE));

/** `tf.logical_xor(x, y)`: four nodes. */
export function logicalXor(tf: Context, x: TensorLike, y: TensorLike, name: string | OwnName = 'LogicalXor'): Tensor {
  const either = tf.gen('LogicalOr', [x, y]);
  const both = tf.gen('LogicalNot', [tf.gen('LogicalAnd', [x, y])]);
  return tf.gen('LogicalAnd', [either, both], NONE, name);
}

type Make = (tf: Context, x: TensorLike, y: TensorLike, own: OwnName) => Tensor;
const MAKE: Readonly<Record<string, Make>> = {
  add: plus,
  sub: (tf, x, y, own) => tf.gen('Sub', [x, y], NONE, own),
  mul: (tf, x, y, own) => tf.gen('Mul', [x, y], NONE, own),
  div: (tf, x, y, own) => div(tf, x, y, own),
  truediv: (tf, x, y, own) => truediv(tf, x, y, own),
  floordiv: (tf, x, y, own) => floordiv(tf, x, y, own),
  mod: (tf, x, y, own) => mod(tf, x, y, own),
  pow: (tf, x, y, own) => pow(tf, x, y, own),
  and: logical('LogicalAnd', 'BitwiseAnd'),
  or: logical('LogicalOr', 'BitwiseOr'),
  xor: (tf, x, y, own) => (dtypeOf(x) === 'bool' ? logicalXor(tf, x, y, own) : tf.gen('BitwiseXor', [x, y])),
};

/** The binary operators that have a scope of their own. */
export const OPERATORS: readonly string[] = Object.keys(MAKE);

/** `x <op> y`, the tensor on the left. */
export const operator = (tf: Context, op: string, x: TensorLike, y: TensorLike): Tensor =>
  tf.inGraph((x as Tensor).graph ?? tf.graph, () => tf.within(op, (own) => MAKE[op](tf, x, y, own)));

/** `y <op> x`, the tensor on the right: what stands on the left takes its dtype, as `x`. */
export const reflected = (tf: Context, op: string, x: TensorLike, y: TensorLike): Tensor =>
  tf.inGraph((x as Tensor).graph ?? tf.graph, () => tf.within(op, (own) => MAKE[op](tf, tf.convert(y, { dtype: dtypeOf(x), name: 'x' }), x, own)));
