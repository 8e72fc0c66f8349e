/**
 * Encoder and decoder: reads four digits and says them backwards. Both are recurrent cells written out by hand, step by step; while it
 * learns, the decoder is told the right digit before each next one (teacher forcing).
 */
import { i32 } from '../../engine/dtype.ts';
import { oneHot } from '../../tf/array/gathers.ts';
import { stack } from '../../tf/array/joins.ts';
import { reshape } from '../../tf/array/shapes.ts';
import type { Tensor as Output } from '../../tf/context.ts';
import * as math from '../../tf/math.ts';
import { CLASSES, PIXELS } from '../classifier.ts';
import { LINE } from '../lines.ts';
import { glorot, zeros, type Net, type Samples, type VariableSpec } from '../net.ts';
import type { Digits } from '../program.ts';
import { column } from '../rows.ts';
import { trained } from '../trained.ts';

/** Digits of a sequence. */
const STEPS = 4;

const net: Net = {
  takesLabels: true,
  variables: ({ units }) => {
    const weights = (name: string, from: number, to: number, seed: number, at: number): VariableSpec => ({ name, shape: [from, to], initial: glorot(from, to, seed), line: LINE.own + at });
    const bias = (name: string, width: number, at: number): VariableSpec => ({ name, shape: [width], initial: zeros, line: LINE.own + at });
    return [
      weights('w1', PIXELS, units, 1, 0), weights('u1', units, units, 2, 1), bias('b1', units, 2),
      weights('w2', CLASSES, units, 3, 3), weights('u2', units, units, 4, 4), bias('b2', units, 5),
      weights('w3', units, CLASSES, 6, 6), bias('b3', CLASSES, 7),
    ];
  },
  logits(tf, get, { x, y }, { units }) {
    /** `tf.tanh(a + tf.matmul(h, u) + b)`; the first state has nothing before it. */
    const cell = (input: Output | null, state: Output | null, u: string, b: string): Output => {
      const before = state && math.matmul(tf, state, get(u));
      const sum = input && before ? math.add(tf, input, before) : (input ?? before)!;
      return tf.gen('Tanh', [math.add(tf, sum, get(b))]);
    };
    let h: Output | null = null;
    for (let t = 0; t < STEPS; t++) h = cell(math.matmul(tf, column(tf, x, t), get('w1')), h, 'u1', 'b1');
    h = cell(null, h, 'u2', 'b2');
    const states = [h];
    for (let t = 1; t < STEPS; t++) {
      h = cell(math.matmul(tf, oneHot(tf, column(tf, y, t - 1), CLASSES), get('w2')), h, 'u2', 'b2');
      states.push(h);
    }
    const flat = reshape(tf, stack(tf, states, { axis: 1 }), [-1, units]);
    return math.add(tf, math.matmul(tf, flat, get('w3')), get('b3'));
  },
  definition: ({ units }) => [
    'h = tf.tanh(tf.matmul(x[:, 0], w1) + b1)',
    `for t in range(1, ${STEPS}):`,
    '  h = tf.tanh(tf.matmul(x[:, t], w1)',
    '    + tf.matmul(h, u1) + b1)',
    'h = tf.tanh(tf.matmul(h, u2) + b2)',
    'states = [h]',
    `for t in range(1, ${STEPS}):`,
    `  last = tf.one_hot(y[:, t - 1], ${CLASSES})`,
    '  h = tf.tanh(tf.matmul(last, w2)',
    '    + tf.matmul(h, u2) + b2)',
    '  states.append(h)',
    `h = tf.reshape(tf.stack(states, 1), [-1, ${units}])`,
    'return tf.matmul(h, w3) + b3',
  ],
  pictures: () => [
    { kind: 'images', title: 'hidden', variable: 'w1' }, { kind: 'matrix', title: 'recurrent', variable: 'u1' }, { kind: 'matrix', title: 'recurrent', variable: 'u2' },
  ],
};

/** Sample s is digits s, s + 1, … in a row, the first ones again after the last; its labels are theirs, backwards. */
function sequences(digits: Digits, count: number): Samples {
  const pixels = new Float32Array(count * STEPS * PIXELS);
  const labels = new Int32Array(count * STEPS);
  for (let s = 0; s < count; s++) {
    for (let t = 0; t < STEPS; t++) {
      const from = (s + t) % count;
      pixels.set(digits.pixels.subarray(from * PIXELS, (from + 1) * PIXELS), (s * STEPS + t) * PIXELS);
      labels[s * STEPS + STEPS - 1 - t] = digits.digits[from];
    }
  }
  return {
    shape: [STEPS, PIXELS], labelShape: [STEPS], pixels, labels,
    image: (s) => ({ dtype: 'float32', shape: [1, STEPS, PIXELS], data: pixels.slice(s * STEPS * PIXELS, (s + 1) * STEPS * PIXELS) }),
    label: (s) => i32([STEPS], labels.slice(s * STEPS, (s + 1) * STEPS)),
  };
}

export const program = trained({
  id: 'seq2seq', title: 'Encoder and decoder', net,
  data: {
    samples: (digits, { samples }) => sequences(digits, samples),
    shape: [STEPS, PIXELS], labelShape: [STEPS],
    text: () => [
      'X = np.stack([np.roll(X, -t, 0)', `  for t in range(${STEPS})], 1)`, 'Y = np.stack([np.roll(Y, -t, 0)', `  for t in reversed(range(${STEPS}))], 1)`,
    ],
  },
});
