/** `tf.matmul`, `tf.linalg.matvec`: products of matrices, and of stacks of them where a rank is more than 2 or not known. */
import type { Tensor} from '../context.ts';
import { NONE, type Context, type OwnName, type TensorLike } from '../context.ts';
import { asDTypeOrNull } from '../dtypes.ts';
import { fail, num } from './nodes.ts';

export interface MatMulOptions {
  readonly transpose_a?: unknown; readonly transpose_b?: unknown; readonly adjoint_a?: unknown; readonly adjoint_b?: unknown;
  readonly a_is_sparse?: unknown; readonly b_is_sparse?: unknown; readonly output_type?: unknown;
  readonly name?: string | OwnName | null | undefined;
}

const yes = (v: unknown): boolean => v !== null && v !== undefined && v !== false && num(v) !== 0;

export const matmul = (tf: Context, a: TensorLike, b: TensorLike, options: MatMulOptions = {}): Tensor => tf.within(options.name ?? 'MatMul', (own) => {
  let [ta, tb, aa, ab] = [yes(options.transpose_a), yes(options.transpose_b), yes(options.adjoint_a), yes(options.adjoint_b)];
  if (ta && aa) fail('ValueError', 'Only one of `transpose_a` and `adjoint_a` can be True. Received `transpose_a`=True, `adjoint_a`=True.');
  if (tb && ab) fail('ValueError', 'Only one of `transpose_b` and `adjoint_b` can be True. Received `transpose_b`=True, `adjoint_b`=True.');
  const x = tf.convert(a, { name: 'a' });
  const y = tf.convert(b, { hint: x.dtype, name: 'b' });
  const type = asDTypeOrNull(options.output_type);
  const mixed = type !== null && (type !== x.dtype || type !== y.dtype);
  const sparse = yes(options.a_is_sparse) || yes(options.b_is_sparse);
  const stacked = x.shape === null || x.shape.length > 2 || y.shape === null || y.shape.length > 2;
  if ((!sparse && stacked) || mixed) {
    aa ||= ta;
    ab ||= tb;
    return mixed ? tf.gen('BatchMatMulV3', [x, y], { adj_x: aa, adj_y: ab, Tout: type }, own) : tf.gen('BatchMatMulV2', [x, y], { adj_x: aa, adj_y: ab }, own);
  }
  ta ||= aa;
  tb ||= ab;
  if (sparse && x.dtype === 'float32' && y.dtype === 'float32') {
    return tf.gen('SparseMatMul', [x, y], { transpose_a: ta, transpose_b: tb, a_is_sparse: yes(options.a_is_sparse), b_is_sparse: yes(options.b_is_sparse) }, own);
  }
  return tf.gen('MatMul', [x, y], { transpose_a: ta, transpose_b: tb }, own);
});

/** `tf.linalg.matvec(a, b)` */
export const matvec = (tf: Context, a: TensorLike, b: TensorLike, { name, ...options }: Omit<MatMulOptions, 'transpose_b' | 'adjoint_b'> = {}): Tensor => tf.within(name ?? 'MatVec', () => {
  const column = tf.gen('ExpandDims', [b, -1], NONE);
  return tf.op('Squeeze', [matmul(tf, a, column, options)], { squeeze_dims: [-1] }, 'Squeeze');
});
