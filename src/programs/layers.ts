/** The networks of the first programs: a single layer, and one hidden layer of relus whose width is the spec's. */
import * as math from '../tf/math.ts';
import { CLASSES, PIXELS } from './classifier.ts';
import { LINE } from './lines.ts';
import { uniform, zeros, type Net } from './net.ts';

/** Initial weights of a single layer are uniform in ± this; those of two layers in Glorot's range. */
export const SINGLE_LAYER_RANGE = 0.05;

export const singleLayer: Net = {
  variables: () => [
    { name: 'w', shape: [PIXELS, CLASSES], initial: uniform(SINGLE_LAYER_RANGE, 1), line: LINE.w },
    { name: 'b', shape: [CLASSES], initial: zeros, line: LINE.b },
  ],
  logits: (tf, get, { x }) => math.add(tf, math.matmul(tf, x, get('w')), get('b')),
  definition: () => [],
  inline: (x) => `tf.matmul(${x}, w) + b`,
  pictures: () => [{ kind: 'images', title: 'weights', variable: 'w' }],
};

const range = (from: number, to: number): number => Math.sqrt(6 / (from + to));

/** In Python the width is the variable `units`, and the range of initial weights `r`. */
export const hiddenLayer: Net = {
  variables: (_knobs, { units }) => {
    if (units === null) throw new Error('internal: a hidden layer needs units');
    return [
      { name: 'w1', shape: [PIXELS, units], written: `[${PIXELS}, units]`, initial: uniform(range(PIXELS, units), 1, 'r'), line: LINE.w1, before: `r = (6 / (${PIXELS} + units)) ** 0.5` },
      { name: 'b1', shape: [units], written: '[units]', initial: zeros, line: LINE.b1 },
      { name: 'w2', shape: [units, CLASSES], written: `[units, ${CLASSES}]`, initial: uniform(range(units, CLASSES), 2, 'r'), line: LINE.w, before: `r = (6 / (units + ${CLASSES})) ** 0.5` },
      { name: 'b2', shape: [CLASSES], initial: zeros, line: LINE.b },
    ];
  },
  logits: (tf, get, { x }) => math.add(tf, math.matmul(tf, math.relu(tf, math.add(tf, math.matmul(tf, x, get('w1')), get('b1'))), get('w2')), get('b2')),
  definition: () => ['h = tf.nn.relu(tf.matmul(x, w1) + b1)', 'return tf.matmul(h, w2) + b2'],
  pictures: () => [{ kind: 'images', title: 'hidden', variable: 'w1' }, { kind: 'matrix', title: 'layer', variable: 'w2' }],
};
