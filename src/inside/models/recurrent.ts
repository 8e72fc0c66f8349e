/** The recorded models with recurrence, unrolled: an LSTM over the rows of a digit, and an encoder and decoder with attention. */
import { embeddingLookup } from '../../tf/array/embedding.ts';
import { zeros as zerosOf } from '../../tf/array/fills.ts';
import { getItem } from '../../tf/array/indexing.ts';
import { concat, stack, unstack } from '../../tf/array/joins.ts';
import { expandDims, squeeze } from '../../tf/array/shapes.ts';
import type { Tensor } from '../../tf/context.ts';
import { clipByGlobalNorm } from '../../tf/math/clip.ts';
import { addN } from '../../tf/math/elementwise.ts';
import { matmul } from '../../tf/math/matmul.ts';
import { reduceSum } from '../../tf/math/reduce.ts';
import { biasAdd } from '../../tf/nn/activations.ts';
import { softmax } from '../../tf/nn/softmax.ts';
import { AdamOptimizer } from '../../tf/train/adam.ts';
import { Slice, Tuple } from '../../tf/values.ts';
import { entropy, input, lstmStep, mul, tanh, weight, zeros, type Model } from './kit.ts';

export const lstm: Model = (tf, place) => {
  const [steps, n] = [8, 32];
  const x = input(tf, 'float32', [64, 8, 8], 'x');
  const t = input(tf, 'int32', [64], 't');
  const { w, b, xs, start } = place(0, () => ({ w: weight(tf, 'w', 8 + n, 4 * n), b: zeros(tf, 'b', 4 * n), xs: unstack(tf, x, { axis: 1 }), start: zerosOf(tf, [64, n]) }));
  let [h, c] = [start, start];
  for (let k = 0; k < steps; k++) [h, c] = place(Math.floor((k * 4) / steps), () => lstmStep(tf, xs[k], h, c, w, b));
  const loss = place(3, () => entropy(tf, t, biasAdd(tf, matmul(tf, h, weight(tf, 'wo', n, 10)), zeros(tf, 'bo', 10)), 'loss'));
  const optimizer = new AdamOptimizer(tf, { learning_rate: 0.003 });
  const pairs = optimizer.computeGradients(loss, { colocate_gradients_with_ops: true });
  const [clipped] = clipByGlobalNorm(tf, pairs.map(([g]) => g), 5);
  return { train: optimizer.applyGradients(pairs.map(([, v], i) => [clipped[i], v] as const)), loss, feeds: [x, t] };
};

export const seq2seq: Model = (tf, place) => {
  const [n, e, vocabulary, from, to, batch] = [24, 16, 12, 6, 5, 32];
  const x = input(tf, 'int32', [batch, from], 'x');
  const t = input(tf, 'int32', [batch, to], 't');
  let h!: Tensor;
  let c!: Tensor;
  const memory = place(0, () => {
    const embedding = weight(tf, 'emb', vocabulary, e);
    const [w, b] = [weight(tf, 'enc_w', e + n, 4 * n), zeros(tf, 'enc_b', 4 * n)];
    const xs = unstack(tf, embeddingLookup(tf, embedding, x), { axis: 1 });
    h = c = zerosOf(tf, [batch, n]);
    const states = xs.map((step) => {
      [h, c] = lstmStep(tf, step, h, c, w, b);
      return h;
    });
    return stack(tf, states, { axis: 1, name: 'memory' });
  });
  const { w, b, ys, attention } = place(1, () => {
    const embedding = weight(tf, 'dec_emb', vocabulary, e);
    const [dw, db] = [weight(tf, 'dec_w', e + n, 4 * n), zeros(tf, 'dec_b', 4 * n)];
    const all = new Slice(null, null, null);
    const before = concat(tf, [zerosOf(tf, [batch, 1], { dtype: 'int32' }), getItem(tf, t, Tuple.from([all, new Slice(null, -1, null)]))], 1);
    return { w: dw, b: db, ys: unstack(tf, embeddingLookup(tf, embedding, before), { axis: 1 }), attention: weight(tf, 'att_w', 2 * n, n) };
  });
  const [wo, bo] = place(2, () => [weight(tf, 'out_w', n, vocabulary), zeros(tf, 'out_b', vocabulary)]);
  const wanted = unstack(tf, t, { axis: 1 });
  const losses = wanted.map((labels, k) => {
    const attended = place(1, () => {
      [h, c] = lstmStep(tf, ys[k], h, c, w, b);
      const score = softmax(tf, squeeze(tf, matmul(tf, memory, expandDims(tf, h, { axis: 2 })), { axis: 2 }));
      const context = reduceSum(tf, mul(tf, memory, expandDims(tf, score, { axis: 2 })), { axis: 1 });
      return tanh(tf, matmul(tf, concat(tf, [context, h], 1), attention));
    });
    const y = place(2, () => biasAdd(tf, matmul(tf, attended, wo), bo));
    return place(3, () => entropy(tf, labels, y));
  });
  const loss = place(3, () => addN(tf, losses, { name: 'loss' }));
  return { train: new AdamOptimizer(tf, { learning_rate: 0.005 }).minimize(loss, { colocate_gradients_with_ops: true }), loss, feeds: [x, t] };
};
