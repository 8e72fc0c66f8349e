/**
 * One transformer block over the eight rows of a digit: places, dot-product attention, residuals, layer normalisation, a feed-forward
 * pair, and the mean over the rows as what is classified.
 */
import { ones as onesOf } from '../../tf/array/fills.ts';
import { reshape } from '../../tf/array/shapes.ts';
import type { Context, Tensor as Output } from '../../tf/context.ts';
import * as math from '../../tf/math.ts';
import { matmul } from '../../tf/math/matmul.ts';
import { operator } from '../../tf/math/operators.ts';
import { reduceMean } from '../../tf/math/reduce.ts';
import { moments } from '../../tf/nn/norm.ts';
import { softmax } from '../../tf/nn/softmax.ts';
import { Float } from '../../tf/values.ts';
import { CLASSES } from '../classifier.ts';
import { LINE } from '../lines.ts';
import { glorot, uniform, zeros, type Initial, type Net, type VariableSpec } from '../net.ts';
import { ROWS, rowsOf } from '../rows.ts';
import { trained } from '../trained.ts';

/** Added to a variance before its root is taken. */
const EPSILON = 1e-6;
/** The feed-forward layer is so many times as wide as the model. */
const WIDER = 2;

const ones: Initial = { text: (shape) => [`tf.ones(${shape})`], make: (tf, shape) => onesOf(tf, shape) };

/** Scores are divided by the root of the width, to three digits. */
const root = (units: number): number => Number(Math.sqrt(units).toPrecision(3));

/** `norm(h, g, b)` of the text. */
function norm(tf: Context, h: Output, g: Output, b: Output): Output {
  const [m, v] = moments(tf, h, [1], { keepdims: true });
  const centred = operator(tf, 'sub', h, m);
  const scaled = operator(tf, 'mul', centred, tf.gen('Rsqrt', [operator(tf, 'add', v, new Float(EPSILON))]));
  return operator(tf, 'add', operator(tf, 'mul', scaled, g), b);
}

const net: Net = {
  variables: ({ units }) => {
    const wide = WIDER * units;
    const specs: Omit<VariableSpec, 'line'>[] = [
      { name: 'place', shape: [ROWS, ROWS], initial: uniform(0.1, 1) },
      { name: 'w0', shape: [ROWS, units], initial: glorot(ROWS, units, 2) },
      ...['wq', 'wk', 'wv', 'wo'].map((name, i) => ({ name, shape: [units, units], initial: glorot(units, units, 3 + i) })),
      { name: 'g1', shape: [units], initial: ones }, { name: 'c1', shape: [units], initial: zeros },
      { name: 'w1', shape: [units, wide], initial: glorot(units, wide, 7) }, { name: 'b1', shape: [wide], initial: zeros },
      { name: 'w2', shape: [wide, units], initial: glorot(wide, units, 8) }, { name: 'b2', shape: [units], initial: zeros },
      { name: 'g2', shape: [units], initial: ones }, { name: 'c2', shape: [units], initial: zeros },
      { name: 'w3', shape: [units, CLASSES], initial: glorot(units, CLASSES, 9) }, { name: 'b3', shape: [CLASSES], initial: zeros },
    ];
    return specs.map((spec, i) => ({ ...spec, line: LINE.own + i }));
  },
  logits(tf, get, { x }, { units }) {
    const whole = (t: Output): Output => reshape(tf, t, [-1, ROWS, units]);
    let h = math.matmul(tf, reshape(tf, operator(tf, 'add', rowsOf(tf, x), get('place')), [-1, ROWS]), get('w0'));
    const [q, k, v] = ['wq', 'wk', 'wv'].map((w) => whole(math.matmul(tf, h, get(w))));
    const scores = matmul(tf, q, k, { transpose_b: true });
    const a = softmax(tf, operator(tf, 'truediv', scores, new Float(root(units))), { name: 'attention' });
    const seen = reshape(tf, matmul(tf, a, v), [-1, units]);
    h = norm(tf, operator(tf, 'add', h, math.matmul(tf, seen, get('wo'))), get('g1'), get('c1'));
    const f = math.relu(tf, math.add(tf, math.matmul(tf, h, get('w1')), get('b1')));
    h = norm(tf, math.add(tf, math.add(tf, h, math.matmul(tf, f, get('w2'))), get('b2')), get('g2'), get('c2'));
    return math.add(tf, math.matmul(tf, reduceMean(tf, whole(h), { axis: 1 }), get('w3')), get('b3'));
  },
  helpers: () => [
    'def norm(h, g, b):',
    '  m, v = tf.nn.moments(h, [1], keepdims=True)',
    `  return (h - m) * tf.rsqrt(v + ${EPSILON.toExponential().replace('e-', 'e-0')}) * g + b`,
  ],
  definition: ({ units }) => [
    `rows = tf.reshape(x, [-1, ${ROWS}, ${ROWS}])`,
    `h = tf.reshape(rows + place, [-1, ${ROWS}])`,
    'h = tf.matmul(h, w0)',
    'q, k, v = [',
    `  tf.reshape(tf.matmul(h, w), [-1, ${ROWS}, ${units}])`,
    '  for w in [wq, wk, wv]]',
    'a = tf.matmul(q, k, transpose_b=True)',
    `a = tf.nn.softmax(a / ${root(units) % 1 === 0 ? root(units).toFixed(1) : root(units)}, name='attention')`,
    `z = tf.reshape(tf.matmul(a, v), [-1, ${units}])`,
    'h = norm(h + tf.matmul(z, wo), g1, c1)',
    'f = tf.nn.relu(tf.matmul(h, w1) + b1)',
    'h = norm(h + tf.matmul(f, w2) + b2, g2, c2)',
    `h = tf.reshape(h, [-1, ${ROWS}, ${units}])`,
    'h = tf.reduce_mean(h, 1)',
    'return tf.matmul(h, w3) + b3',
  ],
  pictures: () => [
    { kind: 'maps', title: 'attention', tensor: 'attention:0' }, { kind: 'matrix', title: 'position', variable: 'place' }, { kind: 'matrix', title: 'layer', variable: 'w0' },
  ],
};

export const program = trained({ id: 'attention', title: 'Attention', net });
