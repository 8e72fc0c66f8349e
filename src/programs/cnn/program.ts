/** A convolutional network on the 8x8 digits: two convolutions, each with relu and pooling, and one layer over what is left. */
import { reshape } from '../../tf/array/shapes.ts';
import type { Context, Tensor as Output } from '../../tf/context.ts';
import * as math from '../../tf/math.ts';
import { biasAdd } from '../../tf/nn/activations.ts';
import { conv2d } from '../../tf/nn/conv.ts';
import { maxPool2d } from '../../tf/nn/pool.ts';
import { CLASSES } from '../classifier.ts';
import { LINE } from '../lines.ts';
import { glorot, zeros, type Net } from '../net.ts';
import { trained } from '../trained.ts';

const SIDE = 8;
/** Width and height of a filter. */
const FILTER = 3;
const EACH = [1, 1, 1, 1];
/** Pixels that are left after two poolings by two. */
const LEFT = (SIDE / 4) ** 2;

function block(tf: Context, input: Output, filter: Output, bias: Output): Output {
  const h = biasAdd(tf, conv2d(tf, input, { filter, strides: EACH, padding: 'SAME', dilations: EACH }), bias);
  return maxPool2d(tf, math.relu(tf, h), 2, 2, 'SAME');
}

const net: Net = {
  variables: ({ units }) => {
    const more = 2 * units;
    const area = FILTER * FILTER;
    return [
      { name: 'k1', shape: [FILTER, FILTER, 1, units], initial: glorot(area, area * units, 1), line: LINE.own },
      { name: 'b1', shape: [units], initial: zeros, line: LINE.own + 1 },
      { name: 'k2', shape: [FILTER, FILTER, units, more], initial: glorot(area * units, area * more, 2), line: LINE.own + 2 },
      { name: 'b2', shape: [more], initial: zeros, line: LINE.own + 3 },
      { name: 'w3', shape: [LEFT * more, CLASSES], initial: glorot(LEFT * more, CLASSES, 3), line: LINE.own + 4 },
      { name: 'b3', shape: [CLASSES], initial: zeros, line: LINE.own + 5 },
    ];
  },
  logits(tf, get, { x }, { units }) {
    const image = reshape(tf, x, [-1, SIDE, SIDE, 1]);
    const h = block(tf, block(tf, image, get('k1'), get('b1')), get('k2'), get('b2'));
    return math.add(tf, math.matmul(tf, reshape(tf, h, [-1, LEFT * 2 * units]), get('w3')), get('b3'));
  },
  helpers: () => [
    'def block(h, k, b):',
    "  h = tf.nn.conv2d(h, k, [1, 1, 1, 1], 'SAME')",
    '  h = tf.nn.relu(tf.nn.bias_add(h, b))',
    "  return tf.nn.max_pool2d(h, 2, 2, 'SAME')",
  ],
  definition: ({ units }) => [
    `h = tf.reshape(x, [-1, ${SIDE}, ${SIDE}, 1])`,
    'h = block(block(h, k1, b1), k2, b2)',
    `h = tf.reshape(h, [-1, ${LEFT * 2 * units}])`,
    'return tf.matmul(h, w3) + b3',
  ],
  pictures: () => [{ kind: 'images', title: 'filters', variable: 'k1' }, { kind: 'images', title: 'filters', variable: 'k2' }, { kind: 'matrix', title: 'layer', variable: 'w3' }],
};

export const program = trained({ id: 'cnn', title: 'Convolutional network', net });
