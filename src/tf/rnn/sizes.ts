/** Sizes of states and outputs of cells, and tensors of zeros of those sizes (keras legacy_cells.py `_concat`, `_zero_state_tensors`). */
import type { DType, Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { setShape } from '../array/parts.ts';
import { expandDims } from '../array/shapes.ts';
import { constantValue } from '../constant-value.ts';
import { Tensor, type Context } from '../context.ts';
import * as nest from '../nest.ts';
import { asShape } from '../shape.ts';
import { Tuple } from '../values.ts';
import { zeros } from '../flow/arithmetic.ts';

/** A cell's state: a tensor or a structure of them. Its size: a number, a shape, or a structure of those. */
export type State = unknown;
export type Size = unknown;

/** `LSTMStateTuple(c, h)`, a namedtuple that Python knows too. */
export const LSTM_STATE = 'LSTMStateTuple c h';
export const lstmState = (c: unknown, h: unknown): Tuple => Tuple.from2([c, h], LSTM_STATE);

interface Part { readonly node: Tensor | null; readonly known: Shape | null }

/** One side of a joined shape: a constant where all of it is known, a vector of a tensor. */
function part(tf: Context, v: unknown, which: string): Part {
  if (v instanceof Tensor) {
    const value = constantValue(v);
    const known = value ? Array.from(value.data as ArrayLike<number>) : null;
    const rank = v.shape?.length;
    if (rank === 0) return { node: expandDims(tf, v, { axis: 0 }), known };
    if (rank !== 1) throw new TensorFlowError('ValueError', `${which} tensor must be either a scalar or vector, but received tensor: ${String(v)}`);
    return { node: v, known };
  }
  const known = asShape(v);
  if (!known || known.includes(null)) return { node: null, known };
  return { node: tf.constant({ dtype: 'int32', shape: [known.length], data: Int32Array.from(known as number[]) }), known };
}

/** `_concat(prefix, suffix)`: the shape as a tensor. */
export function joined(tf: Context, prefix: unknown, suffix: unknown): Tensor {
  const [p, s] = [part(tf, prefix, 'Prefix'), part(tf, suffix, 'suffix')];
  if (!p.node || !s.node) throw new TensorFlowError('ValueError', `Prefix or suffix can't be None. Received prefix = ${String(prefix)} and suffix = ${String(suffix)}`);
  return tf.gen('ConcatV2', [[p.node, s.node], 0], undefined, 'concat');
}

/** `_concat(prefix, suffix, static=True)`: the shape as far as it is known. The constants are made all the same. */
export function joinedShape(tf: Context, prefix: unknown, suffix: unknown): Shape | null {
  const [p, s] = [part(tf, prefix, 'Prefix'), part(tf, suffix, 'suffix')];
  // A scalar that is not known says nothing about the rank.
  return p.known && s.known ? [...p.known, ...s.known] : null;
}

/** Zeros of a state's sizes for so many rows. */
export const zeroStates = (tf: Context, sizes: Size, rows: unknown, dtype: DType): State =>
  nest.map((size: unknown) => {
    const t = zeros(tf, joined(tf, rows, size), dtype);
    return setShape(t, joinedShape(tf, rows, size));
  }, sizes);

/** What Python's `_maybe_tensor_shape_from_tensor` gives: the static shape that a size stands for. */
export function staticSize(v: unknown): Shape | null {
  if (v instanceof Tensor) {
    const value = constantValue(v);
    return value ? Array.from(value.data as ArrayLike<number>) : null;
  }
  return asShape(v);
}

export const joinShapes = (a: Shape | null, b: Shape | null): Shape | null => (a && b ? [...a, ...b] : null);
