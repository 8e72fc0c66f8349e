/** A recurrent network: reads a digit row by row, each state made of the row and the state before, written out step by step. */
import { tanh } from '../../tf/math/elementwise.ts';
import * as math from '../../tf/math.ts';
import { CLASSES } from '../classifier.ts';
import { LINE } from '../lines.ts';
import { glorot, zeros, type Net } from '../net.ts';
import { column, ROWS, rowsOf } from '../rows.ts';
import { trained } from '../trained.ts';

const net: Net = {
  variables: ({ units }) => [
    { name: 'w', shape: [ROWS, units], initial: glorot(ROWS, units, 1), line: LINE.own },
    { name: 'u', shape: [units, units], initial: glorot(units, units, 2), line: LINE.own + 1 },
    { name: 'b', shape: [units], initial: zeros, line: LINE.own + 2 },
    { name: 'w2', shape: [units, CLASSES], initial: glorot(units, CLASSES, 3), line: LINE.own + 3 },
    { name: 'b2', shape: [CLASSES], initial: zeros, line: LINE.own + 4 },
  ],
  logits(tf, get, { x }) {
    const rows = rowsOf(tf, x);
    let h = tanh(tf, math.add(tf, math.matmul(tf, column(tf, rows, 0), get('w')), get('b')));
    for (let t = 1; t < ROWS; t++) {
      const sum = math.add(tf, math.matmul(tf, column(tf, rows, t), get('w')), math.matmul(tf, h, get('u')));
      h = tanh(tf, math.add(tf, sum, get('b')));
    }
    return math.add(tf, math.matmul(tf, h, get('w2')), get('b2'));
  },
  definition: () => [
    `rows = tf.reshape(x, [-1, ${ROWS}, ${ROWS}])`,
    'h = tf.tanh(tf.matmul(rows[:, 0], w) + b)',
    `for t in range(1, ${ROWS}):`,
    '  h = tf.tanh(tf.matmul(rows[:, t], w)',
    '    + tf.matmul(h, u) + b)',
    'return tf.matmul(h, w2) + b2',
  ],
  pictures: () => [{ kind: 'matrix', title: 'layer', variable: 'w' }, { kind: 'matrix', title: 'recurrent', variable: 'u' }, { kind: 'matrix', title: 'layer', variable: 'w2' }],
};

export const program = trained({ id: 'rnn', title: 'Recurrent network', net });
