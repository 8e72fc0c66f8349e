/** `tf.convert_to_tensor`: tensors pass, variables are read, literals become constants, lists with tensors in them are packed. */
import type { DType } from '../engine/dtype.ts';
import { TensorFlowError, type Attrs } from '../engine/op-def.ts';
import type { Tensor as HostTensor } from '../engine/dtype.ts';
import { Tensor, type OwnName } from './graph.ts';
import { literal } from './literal.ts';
import { Dimension, TensorShape } from './shape.ts';

/** What conversion needs of a context. */
interface Maker {
  constant(value: HostTensor, name?: string): Tensor;
  within<T>(leaf: string, make: (own: OwnName) => T): T;
  op(type: string, inputs: readonly Tensor[], attrs: Attrs, name: string | OwnName): Tensor;
}

/** What converts itself: variables, slices of rows. */
export interface Convertible {
  /** `asRef`: where a reference is asked for, a variable gives its own. */
  toTensor(options: { dtype: DType | null; name: string | null; asRef: boolean }): Tensor;
}
export const isConvertible = (v: unknown): v is Convertible => typeof v === 'object' && v !== null && 'toTensor' in v;
/** Anything that may stand for a tensor: a tensor, a variable, or a literal. */
export type TensorLike = unknown;

export interface ConvertOptions { readonly dtype?: DType | null; /** A wish: another dtype is no error. */ readonly hint?: DType | null; readonly name?: string | null | undefined; readonly asRef?: boolean }

const holdsTensor = (v: unknown): boolean => v instanceof Tensor || isConvertible(v) || (Array.isArray(v) && v.some(holdsTensor));

/** The tensor of a value. Throws ValueError where it is a tensor of another dtype than asked for, TypeError where a literal does not fit. */
export function convert(tf: Maker, value: TensorLike, { dtype = null, hint = null, name = null, asRef = false }: ConvertOptions = {}): Tensor {
  if (value instanceof Tensor) return checked(value, dtype);
  if (isConvertible(value)) return checked(value.toTensor({ dtype, name, asRef }), dtype);
  if (value instanceof TensorShape || value instanceof Dimension) return tf.constant(literal(value, dtype), name ?? 'shape_as_tensor');
  if (Array.isArray(value) && holdsTensor(value)) {
    const own = firstDtype(value);
    const wanted = dtype ?? hint ?? own;
    return pack(tf, wanted !== null && wanted !== own ? castAll(tf, value, wanted) : value, wanted, name ?? 'packed');
  }
  if (dtype === null && hint !== null) {
    try {
      return tf.constant(literal(value, hint), name ?? 'Const');
    } catch (error) {
      if (!(error instanceof TensorFlowError)) throw error;
    }
  }
  return tf.constant(literal(value, dtype), name ?? 'Const');
}

function checked(t: Tensor, dtype: DType | null): Tensor {
  if (dtype !== null && t.dtype !== dtype) {
    throw new TensorFlowError('ValueError', `Tensor conversion requested dtype ${dtype} for Tensor with dtype ${t.dtype}: <tf.Tensor '${t.name}' shape=${String(t).split('shape=')[1].split(', dtype')[0]} dtype=${t.dtype}>`);
  }
  return t;
}

function firstDtype(values: readonly unknown[]): DType | null {
  for (const v of values) {
    if (v instanceof Tensor) return v.dtype;
    if (isConvertible(v)) return (v as unknown as { dtype: DType }).dtype;
    const inner = Array.isArray(v) ? firstDtype(v) : null;
    if (inner) return inner;
  }
  return null;
}

/** array_ops.py `_autopacking_helper`: a Pack of what the list holds, constants named by their place. */
function pack(tf: Maker, values: readonly unknown[], dtype: DType | null, name: string): Tensor {
  return tf.within(name, (own) => {
    // Nested lists first: each has a scope of its own, whether or not it holds a tensor.
    const inner = values.map((v, i) => {
      if (v instanceof Tensor || isConvertible(v)) return convert(tf, v, { dtype });
      if (!Array.isArray(v)) return v;
      return holdsTensor(v) ? pack(tf, v, dtype, String(i)) : tf.within(String(i), () => v as unknown);
    });
    return tf.op('Pack', inner.map((v, i) => (v instanceof Tensor ? v : tf.constant(literal(v, dtype), String(i)))), {}, own);
  });
}

/** The same list with every tensor of another dtype cast to the one asked for. */
function castAll(tf: Maker, values: readonly unknown[], dtype: DType): unknown[] {
  return values.map((v) => {
    if (Array.isArray(v)) return castAll(tf, v, dtype);
    if (!(v instanceof Tensor || isConvertible(v)) || (v as { dtype?: DType }).dtype === dtype) return v;
    const t = convert(tf, v);
    return t.dtype === dtype ? t : tf.op('Cast', [t], { SrcT: t.dtype, DstT: dtype, Truncate: false }, 'Cast');
  });
}
