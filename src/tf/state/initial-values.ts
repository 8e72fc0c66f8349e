/** Tensors that initializers are made of: filled ones, random ones, identities, with TensorFlow's nodes (array_ops.py, random_ops.py, linalg_ops_impl.py). */
import { arrayType, isInteger, sizeOf, type DType, type Tensor as HostTensor } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context, Tensor } from '../context.ts';
import { Float } from '../values.ts';

export const ints = (values: readonly number[]): HostTensor => ({ dtype: 'int32', shape: [values.length], data: Int32Array.from(values) });
const number = (dtype: DType, value: number): HostTensor =>
  (dtype === 'string' ? { dtype, shape: [], data: [''] } : { dtype, shape: [], data: arrayType(dtype).from([value]) });

/** `tf.zeros` and `tf.ones` of a known shape: one constant below 1,000 elements, else shape, value and Fill. */
export function filled(tf: Context, name: 'zeros' | 'ones', shape: readonly number[], dtype: DType): Tensor {
  const value = name === 'ones' ? 1 : 0;
  return tf.within(name, (own) => {
    const size = sizeOf(shape);
    if (size < 1000) return tf.constant(dtype === 'string' ? { dtype, shape, data: new Array<string>(size).fill('') } : { dtype, shape, data: new (arrayType(dtype))(size).fill(value) }, own);
    const dims = tf.constant(ints(shape), 'shape_as_tensor');
    return tf.op('Fill', [dims, tf.constant(number(dtype, value), 'Const')], {}, own);
  });
}

/** A number as Python holds it: an int 0 and a float 0.0 make different nodes. */
export type PythonNumber = number | Float;
const valueOf = (v: PythonNumber): number => (v instanceof Float ? v.value : v);
const isInt = (v: PythonNumber, is: number): boolean => v === is;

/** `tf.random_uniform(shape, minval, maxval, dtype, seed)` */
export function randomUniform(tf: Context, shape: readonly number[], minval: PythonNumber, maxval: PythonNumber | null, dtype: DType, seed: number | null): Tensor {
  if (maxval === null && isInteger(dtype)) throw new TensorFlowError('ValueError', `Must specify maxval for integer dtype tf.${dtype}`);
  return tf.within('random_uniform', (own) => {
    const most = maxval ?? 1;
    const dims = tf.constant(ints(shape), 'shape');
    const zero = isInt(minval, 0);
    const one = isInt(most, 1);
    const range = zero && one && !isInteger(dtype) ? [] : [tf.constant(number(dtype, valueOf(minval)), 'min'), tf.constant(number(dtype, valueOf(most)), 'max')];
    const [min, max] = range as [Tensor, Tensor];
    if (isInteger(dtype)) return tf.op('RandomUniformInt', [dims, min, max], { ...tf.seeds(seed), Tout: dtype }, own);
    const draw = tf.op('RandomUniform', [dims], { ...tf.seeds(seed), dtype }, 'RandomUniform');
    if (zero) return one ? draw : tf.op('Mul', [draw, max], {}, 'Mul');
    const wide = tf.op('Sub', [max, min], {}, 'sub');
    return tf.op('AddV2', [tf.op('Mul', [draw, wide], {}, 'mul'), min], {}, own);
  });
}

/** `tf.random_normal` and `tf.truncated_normal` */
export function randomNormal(tf: Context, truncated: boolean, shape: readonly number[], mean: number, stddev: number, dtype: DType, seed: number | null): Tensor {
  return tf.within(truncated ? 'truncated_normal' : 'random_normal', (own) => {
    const dims = tf.constant(ints(shape), 'shape');
    const middle = tf.constant(number(dtype, mean), 'mean');
    const spread = tf.constant(number(dtype, stddev), 'stddev');
    const type = truncated ? 'TruncatedNormal' : 'RandomStandardNormal';
    const draw = tf.op(type, [dims], { ...tf.seeds(seed), dtype }, type);
    return tf.op('AddV2', [tf.op('Mul', [draw, spread], {}, 'mul'), middle], {}, own);
  });
}

/** `tf.eye(rows, columns)` */
export function eye(tf: Context, rows: number, columns: number, dtype: DType): Tensor {
  return tf.within('eye', () => {
    const diagonal = filled(tf, 'ones', [Math.min(rows, columns)], dtype);
    if (rows === columns) {
      return tf.within('diag', (own) => {
        const whole = [['k', 0], ['num_rows', -1], ['num_cols', -1]] as const;
        const parts = whole.map(([name, v]) => tf.constant(number('int32', v), name));
        return tf.op('MatrixDiagV3', [diagonal, ...parts, tf.constant(number(dtype, 0), 'padding_value')], { align: 'RIGHT_LEFT' }, own);
      });
    }
    const zero = filled(tf, 'zeros', [rows, columns], dtype);
    return tf.within('set_diag', (own) => tf.op('MatrixSetDiagV3', [zero, diagonal, tf.constant(number('int32', 0), 'k')], { align: 'RIGHT_LEFT' }, own));
  });
}

/** `number * t` as Python's operator makes it. */
export const times = (tf: Context, factor: number, t: Tensor): Tensor => tf.within('mul', (own) => tf.op('Mul', [tf.constant(number(t.dtype, factor), 'x'), t], {}, own));
