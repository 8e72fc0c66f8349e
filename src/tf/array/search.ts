/** Sorting, searching and repeating (ops/sort_ops.py, array_ops.py). */
import { i32, isInteger, tensor, type DType } from '../../engine/dtype.ts';
import type { Tensor} from '../context.ts';
import { NONE, type Context, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { constantValue } from '../constant-value.ts';
import { operator, reflected } from '../math/operators.ts';
import { booleanMask, maxOf, sequenceMask } from './gathers.ts';
import { between, cast, concat, fail, itemAt, num, range, rank, reshape, setShape, shape, shapeInternal, stack, type Named } from './parts.ts';

/** `tf.searchsorted(sorted_sequence, values, side, out_type, name)` */
export function searchsorted(tf: Context, sequence: TensorLike, values: TensorLike, { side, out_type, name }: { side?: unknown; out_type?: unknown } & Named = {}): Tensor {
  const width = itemAt(tf, shapeInternal(tf, sequence), -1);
  const each = itemAt(tf, shapeInternal(tf, values), -1);
  const rows = reshape(tf, sequence, [-1, width]);
  const wanted = reshape(tf, values, [-1, each]);
  if (side !== undefined && side !== 'left' && side !== 'right') fail('ValueError', `Argument \`side\` must be either 'right' or 'left'. Received: \`side\` = '${String(side)}'.`);
  const out = tf.gen(side === 'right' ? 'UpperBound' : 'LowerBound', [rows, wanted], { out_type: asDType(out_type ?? 'int32') }, name);
  return reshape(tf, out, shapeInternal(tf, values));
}

interface SortOptions extends Named { readonly axis?: unknown; readonly direction?: unknown; readonly stable?: unknown }
const MAX: Partial<Record<DType, number>> = { uint8: 255, uint16: 65535, uint32: 4294967295 };

function sorted(tf: Context, valuesLike: TensorLike, axisLike: unknown, direction: string, places: boolean): Tensor {
  if (direction !== 'ASCENDING' && direction !== 'DESCENDING') fail('ValueError', `Argument \`direction\` should be one of ASCENDING, DESCENDING. Received: direction=${direction}`);
  const axis = tf.convert(axisLike, { name: 'axis' });
  const known = constantValue(axis);
  if (!known || axis.shape?.length !== 0) return fail('ValueError', `Argument \`axis\` must be a constant scalar. Received: axis=${String(axis)}.`);
  const values = tf.convert(valuesLike, { name: 'values' });
  const at = known.data[0] as number;
  if (direction === 'DESCENDING') return descending(tf, values, at, places);
  const { dtype } = values;
  if (dtype.startsWith('uint')) {
    const top = MAX[dtype] ?? Number.MAX_SAFE_INTEGER;
    const out = descending(tf, reflected(tf, 'sub', values, top), at, places);
    return places ? out : reflected(tf, 'sub', out, top);
  }
  const negated = tf.gen('Neg', [values]);
  if (isInteger(dtype)) {
    const out = descending(tf, operator(tf, 'sub', negated, 1), at, places);
    return places ? out : operator(tf, 'sub', tf.gen('Neg', [out]), 1);
  }
  const out = descending(tf, negated, at, places);
  return places ? out : tf.gen('Neg', [out]);
}

function descending(tf: Context, values: Tensor, axis: number, places: boolean): Tensor {
  const k = itemAt(tf, shape(tf, values), axis);
  const n = rank(tf, values);
  const known = values.shape?.length;
  let at: number | Tensor = axis;
  let input = values;
  let swap: Tensor | null = null;
  if (axis !== -1 && axis + 1 !== known) {
    if (axis < 0) at = known ? axis + known : operator(tf, 'add', n, axis);
    if (known !== undefined) {
      const order = Array.from({ length: known }, (_, i) => (i === at ? known - 1 : i === known - 1 ? (at as number) : i));
      swap = tf.constant(tensor('int64', [known], order), 'transposition');
    } else {
      const all = range(tf, 0, n, 1, 'range');
      const last = (): Tensor => operator(tf, 'sub', n, 1);
      const rows = [[at], [last()]];
      swap = tf.gen('TensorScatterUpdate', [all, rows, [last(), at]]);
    }
    input = transposed(tf, values, swap);
  }
  const [top, where] = tf.apply('TopKV2', [input, k], { sorted: true, index_type: 'int32' });
  const out = places ? where : top;
  return swap ? transposed(tf, out, swap) : out;
}
const transposed = (tf: Context, t: Tensor, perm: Tensor): Tensor => tf.within('transpose', (own) => tf.gen('Transpose', [t, perm], NONE, own));

/** `tf.sort(values, axis, direction, name)` */
export const sort = (tf: Context, values: TensorLike, o: SortOptions = {}): Tensor => tf.within(o.name ?? 'sort', () => sorted(tf, values, o.axis ?? -1, String(o.direction ?? 'ASCENDING'), false));
/** `tf.argsort(values, axis, direction, stable, name)` */
export const argsort = (tf: Context, values: TensorLike, o: SortOptions = {}): Tensor => tf.within(o.name ?? 'argsort', () => sorted(tf, values, o.axis ?? -1, String(o.direction ?? 'ASCENDING'), true));

/** `tf.repeat(input, repeats, axis, name)` */
export function repeat(tf: Context, input: TensorLike, repeats: TensorLike, { axis, name }: { axis?: unknown } & Named = {}): Tensor {
  if (axis !== null && axis !== undefined) return repeatAlong(tf, input, repeats, num(axis)!, name);
  return repeatAlong(tf, reshape(tf, input, [-1]), repeats, 0, name);
}

function tileOne(tf: Context, t: Tensor, axis: number, by: Tensor): Tensor {
  if (t.shape) return tf.gen('Tile', [t, t.shape.map((_, i) => (i === axis ? by : 1))]);
  const n = rank(tf, t);
  const ones = tf.within('ones', (own) => tf.op('Fill', [reshape(tf, n, [-1]), tf.constant(i32([], [1]), 'Const')], NONE, own));
  return tf.gen('Tile', [t, concat(tf, [between(tf, ones, null, axis), [by], between(tf, ones, axis + 1, null)], 0)]);
}

function repeatAlong(tf: Context, input: TensorLike, repeatsLike: TensorLike, axisGiven: number, name: string | null | undefined): Tensor {
  return tf.within(name ?? 'Repeat', () => {
    let data = tf.convert(input, { name: 'data' });
    const given = tf.convert(repeatsLike, { hint: 'int32', name: 'repeats' });
    if (!isInteger(given.dtype)) fail('TypeError', `Argument \`tensor\` (name: repeats) must be of type integer. Received \`tensor\` = ${String(given)} of dtype: ${given.dtype}`);
    let repeats = cast(tf, given, 'int32');
    if (data.shape?.length === 0) data = stack(tf, [data]);
    const dims = shape(tf, data);
    const n = data.shape?.length;
    if (n !== undefined && (axisGiven < -n || axisGiven >= n)) fail('ValueError', `axis=${axisGiven} out of bounds: expected ${-n}<=axis<${n}`);
    const axis = axisGiven < 0 ? axisGiven + n! : axisGiven;
    const full = repeats.shape && !repeats.shape.includes(null) ? repeats.shape.reduce<number>((a, b) => a * b!, 1) : null;
    if (full === 1) {
      repeats = reshape(tf, repeats, []);
      const expanded = tf.gen('ExpandDims', [data, axis + 1]);
      const tiled = tileOne(tf, expanded, axis + 1, repeats);
      const head = between(tf, dims, null, axis);
      const product = operator(tf, 'mul', repeats, itemAt(tf, dims, axis));
      return reshape(tf, tiled, concat(tf, [head, [product], between(tf, dims, axis + 1, null)], 0));
    }
    repeats = tf.gen('BroadcastTo', [repeats, [itemAt(tf, dims, axis)]]);
    const original = repeats;
    if (repeats.shape?.length !== axis + 1) {
      const own = shape(tf, repeats);
      const count = rank(tf, repeats);
      const stop = reflected(tf, 'sub', count, axis + 1);
      repeats = setShape(tf.gen('BroadcastTo', [repeats, concat(tf, [between(tf, dims, null, stop), own], 0)]), new Array<null>(axis + 1).fill(null));
    }
    let most = maxOf(tf, repeats);
    most = tf.gen('Maximum', [tf.convert(0, { name: 'zero', dtype: most.dtype }), most]);
    const mask = sequenceMask(tf, repeats, { maxlen: most });
    const expanded = tf.gen('ExpandDims', [data, axis + 1]);
    const tiled = tileOne(tf, expanded, axis + 1, most);
    let result = booleanMask(tf, tiled, mask);
    if (axis !== 0) {
      const sum = tf.gen('Sum', [original, range(tf, 0, rank(tf, original), 1)], { keep_dims: false });
      result = reshape(tf, result, concat(tf, [between(tf, dims, null, axis), [sum], between(tf, dims, axis + 1, null)], 0));
    }
    if (data.shape) setShape(result, [...data.shape.slice(0, axis), repeats.shape?.[0] === 0 ? 0 : null, ...data.shape.slice(axis + 1)]);
    return result;
  });
}
