/** Clipping by value and by norm (python/ops/clip_ops.py). */
import { tensor } from '../../engine/dtype.ts';
import { stack } from '../array/parts.ts';
import { where } from '../array/gathers.ts';
import type { Tensor} from '../context.ts';
import { NONE, type Context, type OwnName, type TensorLike } from '../context.ts';
import { IndexedSlices } from '../indexed-slices.ts';
import { castTo, fail, onesLike, rankOf, sizeNode, type Named } from './nodes.ts';
import { operator, reflected } from './operators.ts';
import { reduced } from './reduce.ts';
import { range } from './sequences.ts';

type Clipped = Tensor | IndexedSlices;
const valuesOf = (tf: Context, t: TensorLike, name: string): Tensor => (t instanceof IndexedSlices ? t.values : tf.convert(t, { name }));
/** The same rows with other values. */
const likewise = (tf: Context, t: TensorLike, made: Tensor): Clipped => (t instanceof IndexedSlices ? new IndexedSlices(tf, made, t.indices, t.denseShape) : made);
const isNode = (v: unknown): boolean => typeof v === 'object' && v !== null && 'graph' in v && 'dtype' in v;
/** `a <op> b` in Python, where either may be a number. */
const infix = (tf: Context, op: string, a: TensorLike, b: TensorLike): Tensor => (isNode(a) ? operator(tf, op, a, b) : reflected(tf, op, b, a));

function sameShape(a: Tensor, b: Tensor): void {
  const [x, y] = [a.shape, b.shape];
  if (x && y && (x.length !== y.length || x.some((d, i) => d !== null && y[i] !== null && d !== y[i]))) fail('ValueError', `Shapes (${x.join(', ')}) and (${y.join(', ')}) are incompatible`);
}

/** `tf.clip_by_value(t, clip_value_min, clip_value_max)`: a minimum, then a maximum. */
export const clipByValue = (tf: Context, t: TensorLike, min: TensorLike, max: TensorLike, { name }: Named = {}): Clipped => tf.within(name ?? 'clip_by_value', (own) => {
  const values = valuesOf(tf, t, 't');
  const below = tf.gen('Minimum', [values, max]);
  sameShape(values, below);
  const made = tf.gen('Maximum', [below, min], NONE, own);
  sameShape(values, made);
  return likewise(tf, t, made);
});

/** `tf.clip_by_norm(t, clip_norm, axes)` */
export const clipByNorm = (tf: Context, t: TensorLike, norm: TensorLike, { axes, name }: { axes?: unknown } & Named = {}): Clipped => tf.within(name ?? 'clip_by_norm', (own) => {
  const values = valuesOf(tf, t, 't');
  const sum = reduced(tf, 'Sum', operator(tf, 'mul', values, values), axes, true);
  const some = tf.gen('Greater', [sum, 0]);
  const safe = where(tf, some, { x: sum, y: onesLike(tf, sum) });
  const length = where(tf, some, { x: tf.gen('Sqrt', [safe]), y: sum });
  const scaled = operator(tf, 'mul', values, norm);
  sameShape(values, scaled);
  const made = tf.op('Identity', [operator(tf, 'truediv', scaled, tf.gen('Maximum', [length, norm]))], NONE, own);
  return likewise(tf, t, made);
});

function listOf(list: unknown): readonly TensorLike[] {
  if (!Array.isArray(list)) return fail('TypeError', `\`t_list\` should be a sequence of tensors. Received ${typeof list}.`);
  return list;
}
const allValues = (tf: Context, list: readonly TensorLike[]): (Tensor | null)[] => list.map((t, i) => (t === null ? null : valuesOf(tf, t, `t_${i}`)));

/** `tf.global_norm(t_list)` */
export const globalNorm = (tf: Context, list: unknown, { name }: Named = {}): Tensor => {
  const items = listOf(list);
  return tf.within(name ?? 'global_norm', () => {
    const halves = allValues(tf, items).flatMap((v) => (v ? [v.graph.colocateWith([v.id], () => tf.gen('L2Loss', [v]))] : []));
    const half = reduced(tf, 'Sum', stack(tf, halves), null, false);
    return tf.op('Sqrt', [operator(tf, 'mul', half, tf.constant(tensor(half.dtype, [], [2])))], NONE, 'global_norm');
  });
};

/** `tf.clip_by_global_norm(t_list, clip_norm, use_norm)`: the clipped list and the norm. */
export function clipByGlobalNorm(tf: Context, list: unknown, clip: TensorLike, { use_norm, name }: { use_norm?: TensorLike } & Named = {}): [(Clipped | null)[], Tensor] {
  const items = listOf(list);
  const norm = (use_norm ?? globalNorm(tf, items, { name })) as Tensor;
  return tf.within(name ?? 'clip_by_global_norm', () => {
    const inverse = infix(tf, 'truediv', 1, norm);
    const one = tf.constant(tensor(norm.dtype, [], [1]));
    const factor = infix(tf, 'mul', clip, tf.gen('Minimum', [inverse, operator(tf, 'truediv', one, clip)]));
    const scale = operator(tf, 'add', factor, operator(tf, 'sub', norm, norm));
    const scope = tf.graph.scopeName;
    const clipped = allValues(tf, items).map((v, i) => v && v.graph.colocateWith([v.id], () => {
      const product = operator(tf, 'mul', v, castTo(tf, scale, v.dtype));
      // The name is a whole path, so it is put below the scope's own.
      return tf.op('Identity', [product], NONE, `${scope}/_${i}`);
    }));
    return [clipped.map((v, i) => v && likewise(tf, items[i], v)), norm];
  });
}

/** `tf.clip_by_average_norm(t, clip_norm)` */
export const clipByAverageNorm = (tf: Context, value: TensorLike, norm: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'clip_by_average_norm', (own: OwnName) => {
  const t = tf.convert(value, { name: 't' });
  const n = castTo(tf, sizeNode(tf, t), 'float32');
  const square = operator(tf, 'mul', t, t);
  const axes = range(tf, rankOf(tf, t));
  const inverse = tf.gen('Rsqrt', [tf.gen('Sum', [square, axes], { keep_dims: false })]);
  const scaled = operator(tf, 'mul', t, norm);
  const length = operator(tf, 'mul', inverse, n);
  const least = tf.gen('Minimum', [length, operator(tf, 'truediv', tf.constant(tensor('float32', [], [1])), norm)]);
  return tf.op('Identity', [operator(tf, 'mul', scaled, least)], NONE, own);
});
