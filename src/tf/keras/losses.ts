/** `tf.keras.losses` as functions: of labels and predictions, one number a row (keras/src/losses.py). */
import { type Context, type Tensor, type TensorLike } from '../context.ts';
import { abs, cast } from '../math/elementwise.ts';
import { operator, reflected } from '../math/operators.ts';
import { reduced } from '../math/reduce.ts';
import { Float } from '../values.ts';
import { EPSILON, mean } from './backend.ts';

/** The mean over the last dimension of what `each` makes of the two, which have the predictions' dtype. */
const ofRows = (each: (tf: Context, labels: Tensor, predictions: Tensor) => Tensor) => (tf: Context, labels: TensorLike, predictions: TensorLike): Tensor => {
  const [t, p] = pair(tf, labels, predictions);
  return mean(tf, each(tf, t, p), { axis: -1 });
};

function pair(tf: Context, labels: TensorLike, predictions: TensorLike): [Tensor, Tensor] {
  const p = tf.convert(predictions);
  return [cast(tf, labels, p.dtype) as Tensor, p];
}

/** `tf.keras.losses.mean_squared_error(y_true, y_pred)` */
export const meanSquaredError = ofRows((tf, t, p) => tf.gen('SquaredDifference', [p, t]));
/** `tf.keras.losses.mean_absolute_error(y_true, y_pred)` */
export const meanAbsoluteError = ofRows((tf, t, p) => abs(tf, operator(tf, 'sub', p, t)));

/** `tf.keras.losses.mean_absolute_percentage_error(y_true, y_pred)` */
export function meanAbsolutePercentageError(tf: Context, labels: TensorLike, predictions: TensorLike): Tensor {
  const [t, p] = pair(tf, labels, predictions);
  const distance = operator(tf, 'sub', t, p);
  const share = abs(tf, operator(tf, 'truediv', distance, tf.gen('Maximum', [abs(tf, t), EPSILON])));
  return reflected(tf, 'mul', mean(tf, share, { axis: -1 }), new Float(100));
}

/** `tf.keras.losses.mean_squared_logarithmic_error(y_true, y_pred)` */
export const meanSquaredLogarithmicError = ofRows((tf, t, p) => {
  const log = (v: Tensor): Tensor => tf.gen('Log', [operator(tf, 'add', tf.gen('Maximum', [v, EPSILON]), new Float(1))]);
  const first = log(p);
  return tf.gen('SquaredDifference', [first, log(t)]);
});

/** `tf.keras.losses.log_cosh(y_true, y_pred)` */
export const logCosh = ofRows((tf, t, p) => {
  const x = operator(tf, 'sub', p, t);
  const sum = operator(tf, 'add', x, tf.gen('Softplus', [reflected(tf, 'mul', x, new Float(-2))]));
  return operator(tf, 'sub', sum, cast(tf, tf.gen('Log', [new Float(2)]), x.dtype));
});

/** `tf.keras.losses.categorical_hinge(y_true, y_pred)` */
export function categoricalHinge(tf: Context, labels: TensorLike, predictions: TensorLike): Tensor {
  const [t, p] = pair(tf, labels, predictions);
  const right = reduced(tf, 'Sum', operator(tf, 'mul', t, p), -1, false);
  const wrong = reduced(tf, 'Max', operator(tf, 'mul', reflected(tf, 'sub', t, new Float(1)), p), -1, false);
  const zero = cast(tf, new Float(0), p.dtype);
  return tf.gen('Maximum', [operator(tf, 'add', operator(tf, 'sub', wrong, right), new Float(1)), zero]);
}

/** `tf.keras.losses.poisson(y_true, y_pred)` */
export const poisson = ofRows((tf, t, p) => {
  const log = tf.gen('Log', [operator(tf, 'add', p, EPSILON)]);
  return operator(tf, 'sub', p, operator(tf, 'mul', t, log));
});
