/** Python names of what raw scripts take from `tf.keras`: losses as functions and plain backend functions. */
import { bind, type Bindings, type FunctionBinding } from '../binding.ts';
import * as elementwise from '../math/elementwise.ts';
import { arg, reduceMax, reduceStd, reduceSum, reduceVariance, reduction } from '../math/reduce.ts';
import * as k from '../keras/backend.ts';
import * as l from '../keras/losses.ts';

type Loss = typeof l.meanSquaredError;
/** A loss is a metric too. */
const loss = (names: string, fn: Loss): FunctionBinding => ({ paths: names.split(' ').flatMap((n) => [`keras.losses.${n}`, `keras.metrics.${n}`]), params: 'y_true, y_pred', call: (tf, t, p) => fn(tf, t, p) });

const losses: FunctionBinding[] = [
  loss('mean_squared_error mse MSE', l.meanSquaredError), loss('mean_absolute_error mae MAE', l.meanAbsoluteError),
  loss('mean_absolute_percentage_error mape MAPE', l.meanAbsolutePercentageError), loss('mean_squared_logarithmic_error msle MSLE', l.meanSquaredLogarithmicError),
  loss('log_cosh logcosh', l.logCosh), loss('categorical_hinge', l.categoricalHinge), loss('poisson', l.poisson),
];

const REDUCED = 'x, axis=None, keepdims=False';
const unary = (name: string, type: string): FunctionBinding => ({ paths: [`keras.backend.${name}`], params: 'x', call: (tf, x) => tf.gen(type, [x]) });
const binary = (name: string, type: string): FunctionBinding => ({ paths: [`keras.backend.${name}`], params: 'x, y', call: (tf, x, y) => tf.gen(type, [x, y]) });

const backend: FunctionBinding[] = [
  bind('keras.backend.mean', REDUCED, k.mean), bind('keras.backend.sum', REDUCED, reduceSum), bind('keras.backend.max', REDUCED, reduceMax),
  bind('keras.backend.min', REDUCED, reduction('Min')), bind('keras.backend.prod', REDUCED, reduction('Prod')),
  bind('keras.backend.var', REDUCED, reduceVariance), bind('keras.backend.std', REDUCED, reduceStd),
  bind('keras.backend.argmax', 'x, axis=-1', ((tf, x, { axis = -1 }) => arg('ArgMax')(tf, x, { axis })) as (...args: never[]) => unknown as never),
  bind('keras.backend.argmin', 'x, axis=-1', ((tf, x, { axis = -1 }) => arg('ArgMin')(tf, x, { axis })) as (...args: never[]) => unknown as never),
  unary('square', 'Square'), unary('exp', 'Exp'), unary('log', 'Log'), bind('keras.backend.abs', 'x', elementwise.abs), bind('keras.backend.sqrt', 'x', k.sqrt),
  binary('maximum', 'Maximum'), binary('minimum', 'Minimum'),
  { paths: ['keras.backend.epsilon'], params: '', call: () => k.EPSILON }, { paths: ['keras.backend.floatx'], params: '', call: () => 'float32' },
  { paths: ['keras.backend.eval', 'keras.backend.get_value'], params: 'x', call: (tf, x) => k.value(tf, x) },
  { paths: ['keras.backend.get_session'], params: 'op_input_list=()', call: (tf) => k.session(tf, tf.graph) },
];

export const bindings: Bindings = { functions: [...losses, ...backend], classes: [], constants: [] };
