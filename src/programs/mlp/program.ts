/** A multi-layer perceptron: two hidden layers of relus, the second half as wide. */
import * as math from '../../tf/math.ts';
import { CLASSES, PIXELS } from '../classifier.ts';
import { LINE } from '../lines.ts';
import { glorot, zeros, type Net } from '../net.ts';
import type { Knobs } from '../program.ts';
import { trained } from '../trained.ts';

const widths = ({ units }: Knobs): number[] => [PIXELS, units, Math.ceil(units / 2), CLASSES];

const net: Net = {
  variables: (knobs) => {
    const all = widths(knobs);
    return all.slice(1).flatMap((to, i) => [
      { name: `w${i + 1}`, shape: [all[i], to], initial: glorot(all[i], to, i + 1), line: LINE.own + 2 * i },
      { name: `b${i + 1}`, shape: [to], initial: zeros, line: LINE.own + 2 * i + 1 },
    ]);
  },
  logits(tf, get, { x }) {
    const layer = (input: typeof x, i: number): typeof x => math.add(tf, math.matmul(tf, input, get(`w${i}`)), get(`b${i}`));
    return layer(math.relu(tf, layer(math.relu(tf, layer(x, 1)), 2)), 3);
  },
  definition: () => ['h = tf.nn.relu(tf.matmul(x, w1) + b1)', 'h = tf.nn.relu(tf.matmul(h, w2) + b2)', 'return tf.matmul(h, w3) + b3'],
  pictures: () => [
    { kind: 'images', title: 'hidden', variable: 'w1' }, { kind: 'matrix', title: 'layer', variable: 'w2' }, { kind: 'matrix', title: 'layer', variable: 'w3' },
  ],
};

export const program = trained({ id: 'mlp', title: 'Multi-layer perceptron', net });
