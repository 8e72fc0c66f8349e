/** The recorded models without recurrence: perceptron, multi-layer perceptron, convolutional network, towers. */
import { reshape } from '../../tf/array/shapes.ts';
import type { Context, Tensor } from '../../tf/context.ts';
import { addN } from '../../tf/math/elementwise.ts';
import { matmul } from '../../tf/math/matmul.ts';
import { reduceMean } from '../../tf/math/reduce.ts';
import { biasAdd, relu } from '../../tf/nn/activations.ts';
import { conv2d } from '../../tf/nn/conv.ts';
import { maxPool2d } from '../../tf/nn/pool.ts';
import { sigmoidCrossEntropy } from '../../tf/nn/softmax.ts';
import { variableScope } from '../../tf/state/variable-scope.ts';
import { AdamOptimizer } from '../../tf/train/adam.ts';
import { GradientDescentOptimizer, MomentumOptimizer } from '../../tf/train/simple-optimizers.ts';
import { add, entropy, input, tanh, weight, zeros, type Model } from './kit.ts';

const COLOCATED = { colocate_gradients_with_ops: true };

export const perceptron: Model = (tf, place) => {
  const x = input(tf, 'float32', [32, 4], 'x');
  const t = input(tf, 'float32', [32, 1], 't');
  const y = place(0, () => add(tf, matmul(tf, x, weight(tf, 'w', 4, 1)), zeros(tf, 'b', 1)));
  const loss = place(1, () => reduceMean(tf, sigmoidCrossEntropy(tf, { labels: t, logits: y }), { name: 'loss' }));
  return { train: new GradientDescentOptimizer(tf, 0.1).minimize(loss, COLOCATED), loss, feeds: [x, t] };
};

export const mlp: Model = (tf, place) => {
  const x = input(tf, 'float32', [64, 64], 'x');
  const t = input(tf, 'int32', [64], 't');
  let h = x;
  let width = 64;
  [128, 64, 32].forEach((next, i) => {
    h = place(i, () => relu(tf, biasAdd(tf, matmul(tf, h, weight(tf, `w${i}`, width, next)), zeros(tf, `b${i}`, next)), { name: `h${i}` }));
    width = next;
  });
  const loss = place(3, () => entropy(tf, t, biasAdd(tf, matmul(tf, h, weight(tf, 'w3', 32, 10)), zeros(tf, 'b3', 10), { name: 'logits' }), 'loss'));
  return { train: new AdamOptimizer(tf, { learning_rate: 0.001 }).minimize(loss, COLOCATED), loss, feeds: [x, t] };
};

export const cnn: Model = (tf, place) => {
  const x = input(tf, 'float32', [64, 8, 8, 1], 'x');
  const t = input(tf, 'int32', [64], 't');
  const convolved = (h: Tensor, k: number, from: number, to: number): Tensor => {
    const filtered = conv2d(tf, h, { filter: weight(tf, `k${k}`, 3, 3, from, to), strides: 1, padding: 'SAME' });
    return maxPool2d(tf, relu(tf, biasAdd(tf, filtered, zeros(tf, `b${k}`, to))), 2, 2, 'VALID');
  };
  const first = place(0, () => convolved(x, 0, 1, 8));
  const second = place(1, () => reshape(tf, convolved(first, 1, 8, 16), [64, 64]));
  const third = place(2, () => relu(tf, biasAdd(tf, matmul(tf, second, weight(tf, 'w2', 64, 32)), zeros(tf, 'b2', 32))));
  const loss = place(3, () => entropy(tf, t, biasAdd(tf, matmul(tf, third, weight(tf, 'w3', 32, 10)), zeros(tf, 'b3', 10)), 'loss'));
  return { train: new MomentumOptimizer(tf, 0.05, 0.9).minimize(loss, COLOCATED), loss, feeds: [x, t] };
};

/** Four independent chains of products. */
export const towers: Model = (tf, place) => {
  const n = 256;
  const x = input(tf, 'float32', [n, n], 'x');
  const ends = Array.from({ length: 4 }, (_, k) => place(k, () => tower(tf, x, n, `tower${k}`)));
  const loss = place(0, () => addN(tf, ends, { name: 'loss' }));
  return { train: new GradientDescentOptimizer(tf, 0.01).minimize(loss, COLOCATED), loss, feeds: [x] };
};

function tower(tf: Context, x: Tensor, n: number, name: string): Tensor {
  const scope = variableScope(tf, name);
  scope.enter();
  try {
    const w = weight(tf, 'w', n, n);
    let h = x;
    for (let i = 0; i < 5; i++) h = tanh(tf, matmul(tf, h, w));
    return reduceMean(tf, tf.gen('Square', [h]));
  } finally {
    scope.exit();
  }
}
