/** What follows from singular values: the rank of a matrix, and its pseudo-inverse (python/ops/linalg/linalg_impl.py). */
import { tensor, type DType } from '../../engine/dtype.ts';
import { between, itemAt, setShape } from '../array/parts.ts';
import { shape as shapeOf } from '../array/shapes.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { matmul } from './matmul.ts';
import { svd } from './linalg.ts';
import { num, type Named } from './nodes.ts';
import { operator, reflected } from './operators.ts';
import { reduced } from './reduce.ts';

/** Distance from 1 to the next number. */
const epsilon = (dtype: DType): number => (dtype === 'float64' ? 2 ** -52 : 2 ** -23);
const given = (v: unknown): boolean => v !== null && v !== undefined;

/** `tf.linalg.matrix_rank(a, tol, validate_args, name)`: how many singular values are more than nothing. */
export const matrixRank = (tf: Context, a: TensorLike, { tol, name }: { tol?: TensorLike; validate_args?: unknown } & Named = {}): Tensor => tf.within(name ?? 'matrix_rank', () => {
  const t = tf.convert(a, { hint: 'float32', name: 'a' });
  const s = svd(tf, t, { compute_uv: false }) as Tensor;
  let least = tol;
  if (!given(tol)) {
    const [m, n] = t.shape?.slice(-2) ?? [null, null];
    const known = m !== null && n !== null ? Math.max(m, n) : null;
    const most = known === null ? reduced(tf, 'Max', between(tf, shapeOf(tf, t), -2, null), null, false) : null;
    const size = tf.within('Cast', (own) => {
      const x = most ?? tf.constant(tensor('int64', [], [known!]), 'x');
      return tf.op('Cast', [x], { SrcT: x.dtype, DstT: t.dtype, Truncate: false }, own);
    });
    least = operator(tf, 'mul', reflected(tf, 'mul', size, epsilon(t.dtype)), reduced(tf, 'Max', s, -1, true));
  }
  const more = tf.gen('Greater', [s, least]);
  return reduced(tf, 'Sum', tf.gen('Cast', [more], { DstT: 'int32' }), -1, false);
});

/** `tf.linalg.pinv(a, rcond, validate_args, name)`: the Moore-Penrose inverse. */
export const pinv = (tf: Context, a: TensorLike, { rcond, name }: { rcond?: TensorLike; validate_args?: unknown } & Named = {}): Tensor => tf.within(name ?? 'pinv', () => {
  const t = tf.convert(a, { name: 'a' });
  let part: TensorLike = rcond;
  if (!given(rcond)) {
    const size = (at: number): number | Tensor => t.shape?.at(at) ?? itemAt(tf, shapeOf(tf, t), at);
    const [rows, columns] = [size(-2), size(-1)];
    if (typeof rows === 'number' && typeof columns === 'number') part = 10 * Math.max(rows, columns) * epsilon(t.dtype);
    else {
      const most = tf.gen('Cast', [tf.gen('Maximum', [rows, columns])], { DstT: t.dtype });
      part = operator(tf, 'mul', reflected(tf, 'mul', most, 10), epsilon(t.dtype));
    }
  }
  const by = tf.convert(typeof part === 'number' ? tensor(t.dtype, [], [part]) : (num(part) ?? part), { dtype: t.dtype, name: 'rcond' });
  const [s, u, v] = svd(tf, t, { full_matrices: false, compute_uv: true }) as [Tensor, Tensor, Tensor];
  const cutoff = operator(tf, 'mul', by, reduced(tf, 'Max', s, -1, false));
  const large = tf.gen('Greater', [s, tf.gen('ExpandDims', [cutoff, -1])]);
  const kept = tf.gen('SelectV2', [large, s, tensor(t.dtype, [], [Infinity])], NONE);
  const scaled = operator(tf, 'truediv', v, tf.gen('ExpandDims', [kept, -2]));
  const out = matmul(tf, scaled, u, { adjoint_b: true });
  return setShape(out, t.shape && [...t.shape.slice(0, -2), t.shape.at(-1)!, t.shape.at(-2)!]);
});
