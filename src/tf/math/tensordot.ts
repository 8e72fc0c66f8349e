/** `tf.tensordot`: both tensors become matrices, and the product of these a tensor again (python/ops/math_ops.py). */
import { isFull, sizeOf } from '../../engine/dtype.ts';
import { gather, setdiff1d, where } from '../array/gathers.ts';
import { concat, stack } from '../array/joins.ts';
import { itemAt, setShape } from '../array/parts.ts';
import { rank, reshape, shape as shapeFn, transpose } from '../array/shapes.ts';
import { Tensor, type Context, type OwnName, type TensorLike } from '../context.ts';
import { matmul } from './matmul.ts';
import { fail, ints, num, type Named } from './nodes.ts';
import { operator } from './operators.ts';
import { reduction } from './reduce.ts';
import { range } from './sequences.ts';

const prod = reduction('Prod');
interface Flat { readonly matrix: Tensor; readonly free: number[] | Tensor; readonly known: (number | null)[] | null }

function flatten(tf: Context, a: Tensor, given: TensorLike, flipped: boolean): Flat {
  const list = ints(given);
  const { shape } = a;
  if (list && isFull(shape)) {
    const axes = list.map((i) => (i >= 0 ? i : i + shape.length));
    const free = shape.map((_, i) => i).filter((i) => !axes.includes(i));
    const dims = free.map((i) => shape[i]);
    const [outer, inner] = [sizeOf(dims), sizeOf(axes.map((i) => shape[i]))];
    const perm = flipped ? [...axes, ...free] : [...free, ...axes];
    const to = flipped ? [inner, outer] : [outer, inner];
    const moved = perm.every((p, i) => p === i) ? a : transpose(tf, a, { perm });
    return { matrix: moved.shape!.join() === to.join() && moved.shape!.length === 2 ? moved : reshape(tf, moved, to), free: dims, known: dims };
  }
  let [axesT, freeT]: (Tensor | null)[] = [null, null];
  let dims: Tensor;
  let known: (number | null)[] | null = null;
  if (list && shape) {
    const axes = list.map((i) => (i >= 0 ? i : i + shape.length));
    const free = shape.map((_, i) => i).filter((i) => !axes.includes(i));
    known = free.map((i) => shape[i]);
    axesT = tf.convert(axes, { dtype: 'int32', name: 'axes' });
    freeT = tf.convert(free, { dtype: 'int32', name: 'free' });
    dims = shapeFn(tf, a);
  } else {
    dims = shapeFn(tf, a);
    const ranks = rank(tf, a);
    const raw = tf.convert(given, { dtype: 'int32', name: 'axes' });
    const positive = tf.gen('GreaterEqual', [raw, 0]);
    axesT = where(tf, positive, { x: raw, y: operator(tf, 'add', raw, ranks) });
    [freeT] = setdiff1d(tf, range(tf, ranks), axesT, {}) as [Tensor];
  }
  const freeDims = gather(tf, dims, freeT);
  const axesDims = gather(tf, dims, axesT);
  const outer = prod(tf, freeDims);
  const inner = prod(tf, axesDims);
  const perm = flipped ? concat(tf, [axesT, freeT], 0) : concat(tf, [freeT, axesT], 0);
  const to = stack(tf, flipped ? [inner, outer] : [outer, inner]);
  return { matrix: reshape(tf, transpose(tf, a, { perm }), to), free: freeDims, known };
}

function axesOf(tf: Context, a: Tensor, axes: TensorLike): [TensorLike, TensorLike] {
  const n = Array.isArray(axes) || axes instanceof Tensor ? null : num(axes);
  if (n !== null) {
    if (n < 0) fail('ValueError', `\`axes\` must be at least 0. Received: ${n}.`);
    if (a.shape) {
      const r = a.shape.length;
      if (n > r) fail('ValueError', `\`axes\` must not be larger than the number of dimensions of tensor ${String(a)}.  Received ${n}, vs tensor dimensions ${r}.`);
      return [Array.from({ length: n }, (_, i) => r - n + i), Array.from({ length: n }, (_, i) => i)];
    }
    const ranks = rank(tf, a);
    return [range(tf, operator(tf, 'sub', ranks, n), { limit: ranks, dtype: 'int32' }), range(tf, n, { dtype: 'int32' })];
  }
  if (Array.isArray(axes)) {
    if (axes.length !== 2) fail('ValueError', `\`axes\` must be an integer or have length 2. Received ${String(axes)}.`);
    let [x, y] = axes as [TensorLike, TensorLike];
    if (!Array.isArray(x) && !Array.isArray(y) && num(x) !== null && num(y) !== null) [x, y] = [[x], [y]];
    if (Array.isArray(x) && Array.isArray(y) && x.length !== y.length) fail('ValueError', `Different number of contraction axes \`a\` and \`b\`, ${x.length} != ${y.length}.`);
    return [x, y];
  }
  const t = tf.convert(axes, { dtype: 'int32', name: 'axes' });
  const first = itemAt(tf, t, 0);
  return [first, itemAt(tf, t, 1)];
}

/** `tf.tensordot(a, b, axes)` */
export const tensordot = (tf: Context, aLike: TensorLike, bLike: TensorLike, axes: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Tensordot', (own: OwnName) => {
  const a = tf.convert(aLike, { name: 'a' });
  const b = tf.convert(bLike, { name: 'b' });
  const [ax, bx] = axesOf(tf, a, axes);
  const left = flatten(tf, a, ax, false);
  const right = flatten(tf, b, bx, true);
  const product = matmul(tf, left.matrix, right.matrix);
  if (Array.isArray(left.free) && Array.isArray(right.free)) {
    const dims = [...left.free, ...right.free];
    if (isFull(product.shape) && product.shape.length === dims.length && product.shape.join() === dims.join()) return product;
    return tf.gen('Reshape', [product, dims], {}, own);
  }
  const x = tf.convert(left.free, { dtype: 'int32' });
  const y = tf.convert(right.free, { dtype: 'int32' });
  const result = tf.gen('Reshape', [product, concat(tf, [x, y], 0)], {}, own);
  return left.known && right.known ? setShape(result, [...left.known, ...right.known]) : result;
});
