/** Tensors of one value: tf.zeros, tf.ones, tf.fill and those like another (ops/array_ops.py). */
import { arrayType, f32, isFull, sizeOf, tensor, type DType, type Tensor as HostTensor } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { graphOf, NONE, Tensor, type Context, type OwnName, type TensorLike } from '../context.ts';
import { asDType, asDTypeOrNull } from '../dtypes.ts';
import { asShape, Dimension, TensorShape } from '../shape.ts';
import { Float } from '../values.ts';
import { num, nums, reshape, setShape, type Name, type Named } from './parts.ts';

/** From so many elements on, a tensor is filled in the run: a constant would make the graph large. */
const SMALL = 1000;

const constantOf = (dtype: DType, dims: readonly number[], value: number): HostTensor => (dtype === 'string'
  ? { dtype, shape: dims, data: new Array<string>(sizeOf(dims)).fill('') }
  : { dtype, shape: dims, data: new (arrayType(dtype))(sizeOf(dims)).fill(value) });

/** Zeros or ones: one constant where the shape is known and small, else shape, value and Fill. */
function filled(tf: Context, dims: unknown, value: number, dtype: DType, name: Name, fallback: string): Tensor {
  const graph = graphOf([dims]) ?? tf.graph;
  return tf.inGraph(graph, () => tf.within(name ?? fallback, (own) => {
    const { known, given } = asDims(tf, dims);
    if (known && sizeOf(known) < SMALL) return tf.constant(constantOf(dtype, known, value), own);
    const vector = given.shape === null || given.shape.length === 0 ? reshape(tf, given, [-1]) : given;
    return tf.gen('Fill', [vector, tf.constant(constantOf(dtype, [], value), 'Const')], NONE, own);
  }));
}

/** A shape as numbers and, where those do not do, as a tensor. */
function asDims(tf: Context, dims: unknown): { known: readonly number[] | null; readonly given: Tensor } {
  if (dims instanceof Tensor) return { known: null, given: dims };
  // A single number is no shape that a constant takes: its tensor is filled in the run, however small.
  const single = Array.isArray(dims) ? null : num(dims);
  if (single !== null && (dims instanceof Float || !Number.isInteger(single))) return { known: null, given: tf.convert(dims, { dtype: 'int32' }) };
  // numpy cuts fractions off.
  const list = nums(dims)?.map(Math.trunc) ?? (single === null ? null : [single]);
  if (list?.some((d) => d < 0)) {
    for (const t of [tensor('int32', [list.length], list), f32([], [0])]) tf.constant(t);
    throw new TensorFlowError('ValueError', `Fill dimensions must be >= 0 for '{{node zeros}} = Fill[T=DT_FLOAT, index_type=DT_INT32](Const, Const_1)' with input shapes: [${list.length}], [] and with input tensors computed as partial shapes: input[0] = [${list.map((d) => (d < 0 ? '?' : d)).join(',')}].`);
  }
  if (list && single === null && sizeOf(list) < SMALL) return { known: list, given: null as never };
  if (list) return { known: null, given: tf.constant({ dtype: 'int32', shape: [list.length], data: Int32Array.from(list) }, 'shape_as_tensor') };
  if (Array.isArray(dims) && dims.some((d) => d instanceof Dimension && d.value === null)) throw new TensorFlowError('TypeError', '__int__ returned non-int (type NoneType)');
  if (dims instanceof TensorShape) throw new TensorFlowError('ValueError', `Cannot convert a partially known TensorShape ${String(dims)} to a Tensor.`);
  return { known: null, given: tf.convert(dims, { dtype: 'int32' }) };
}

export interface FillOptions extends Named { readonly dtype?: unknown }

/** `tf.zeros(shape, dtype, name)` */
export const zeros = (tf: Context, dims: unknown, { dtype, name }: { dtype?: unknown; name?: Name } = {}): Tensor => filled(tf, dims, 0, asDType(dtype ?? 'float32'), name, 'zeros');
/** `tf.ones(shape, dtype, name)` */
export const ones = (tf: Context, dims: unknown, { dtype, name }: { dtype?: unknown; name?: Name } = {}): Tensor => filled(tf, dims, 1, asDType(dtype ?? 'float32'), name, 'ones');

/** `tf.fill(dims, value, name)` */
export const fill = (tf: Context, dims: TensorLike, value: TensorLike, { name }: Named = {}): Tensor => tf.gen('Fill', [dims, value], NONE, name);

/** `tf.zeros_like(tensor, dtype, name, optimize)`: a constant or Fill where the shape is known. */
export const zerosLike = (tf: Context, value: TensorLike, { dtype, name, optimize }: { dtype?: unknown; name?: Name; optimize?: unknown } = {}): Tensor => tf.within(name ?? 'zeros_like', (own) => {
  const t = value instanceof Tensor ? value : tf.convert(value, { name: 'tensor' });
  const wanted = asDTypeOrNull(dtype) ?? t.dtype;
  const known = optimize !== false;
  if (known && isFull(t.shape) && t.dtype !== 'variant') return zeros(tf, t.shape, { dtype: wanted, name: own });
  if (wanted !== t.dtype) return zeros(tf, plainShape(tf, t, known), { dtype: wanted, name: own });
  return tf.gen('ZerosLike', [t], NONE, own);
});

/** The shape without a dtype asked for: a known one has a name of its own inside the scope. */
const plainShape = (tf: Context, t: Tensor, optimize: boolean): Tensor => tf.within('Shape', (own) => {
  const { shape } = t;
  return optimize && isFull(shape) ? tf.convert(new TensorShape(shape)) : tf.op('Shape', [t], { out_type: 'int32' }, own);
});

/** `tf.ones_like(tensor, dtype, name, optimize)`: shape, value and Fill, always. */
export const onesLike = (tf: Context, value: TensorLike, { dtype, name, optimize }: { dtype?: unknown; name?: Name; optimize?: unknown } = {}): Tensor => tf.within(name ?? 'ones_like', (own: OwnName) => {
  const t = tf.convert(value, { name: 'tensor' });
  const dims = plainShape(tf, t, optimize !== false);
  return setShape(ones(tf, dims, { dtype: asDTypeOrNull(dtype) ?? t.dtype, name: own }), t.shape);
});

/** `tf.ensure_shape(x, shape, name)` */
export const ensureShape = (tf: Context, x: TensorLike, dims: unknown, { name }: Named = {}): Tensor => tf.gen('EnsureShape', [x], { shape: asShape(dims) }, name);
