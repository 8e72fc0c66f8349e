/** A long short-term memory: reads a digit row by row, with gates for what is kept, what is written and what is shown; written out by hand. */
import { zeros as zerosOf } from '../../tf/array/fills.ts';
import { getItem } from '../../tf/array/indexing.ts';
import { concat, split } from '../../tf/array/joins.ts';
import { shape } from '../../tf/array/shapes.ts';
import { Float } from '../../tf/values.ts';
import { sigmoid, tanh } from '../../tf/math/elementwise.ts';
import { operator } from '../../tf/math/operators.ts';
import * as math from '../../tf/math.ts';
import { CLASSES } from '../classifier.ts';
import { LINE } from '../lines.ts';
import { glorot, zeros, type Net } from '../net.ts';
import { column, ROWS, rowsOf } from '../rows.ts';
import { trained } from '../trained.ts';

const GATES = 4;

const net: Net = {
  variables: ({ units }) => [
    { name: 'w', shape: [ROWS + units, GATES * units], initial: glorot(ROWS + units, units, 1), line: LINE.own },
    { name: 'b', shape: [GATES * units], initial: zeros, line: LINE.own + 1 },
    { name: 'w2', shape: [units, CLASSES], initial: glorot(units, CLASSES, 2), line: LINE.own + 2 },
    { name: 'b2', shape: [CLASSES], initial: zeros, line: LINE.own + 3 },
  ],
  logits(tf, get, { x }, { units }) {
    const rows = rowsOf(tf, x);
    let h = zerosOf(tf, [getItem(tf, shape(tf, x), 0), units]);
    let c = h;
    for (let t = 0; t < ROWS; t++) {
      const z = concat(tf, [column(tf, rows, t), h], 1);
      const [i, j, f, o] = split(tf, math.add(tf, math.matmul(tf, z, get('w')), get('b')), GATES, { axis: 1 });
      const kept = operator(tf, 'mul', sigmoid(tf, operator(tf, 'add', f, new Float(1))), c);
      c = math.add(tf, kept, operator(tf, 'mul', sigmoid(tf, i), tanh(tf, j)));
      h = operator(tf, 'mul', sigmoid(tf, o), tanh(tf, c));
    }
    return math.add(tf, math.matmul(tf, h, get('w2')), get('b2'));
  },
  definition: ({ units }) => [
    `rows = tf.reshape(x, [-1, ${ROWS}, ${ROWS}])`,
    `h = c = tf.zeros([tf.shape(x)[0], ${units}])`,
    `for t in range(${ROWS}):`,
    '  z = tf.concat([rows[:, t], h], 1)',
    `  i, j, f, o = tf.split(tf.matmul(z, w) + b, ${GATES}, 1)`,
    '  c = (tf.sigmoid(f + 1.0) * c',
    '    + tf.sigmoid(i) * tf.tanh(j))',
    '  h = tf.sigmoid(o) * tf.tanh(c)',
    'return tf.matmul(h, w2) + b2',
  ],
  pictures: () => [{ kind: 'matrix', title: 'recurrent', variable: 'w' }, { kind: 'matrix', title: 'layer', variable: 'w2' }],
};

export const program = trained({ id: 'lstm', title: 'LSTM', net });
