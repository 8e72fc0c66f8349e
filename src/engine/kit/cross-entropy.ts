/** What the two softmax cross entropies share: the gradients of their two outputs (python/ops/nn_grad.py). */
import type { Gradient, Output } from '../op-def.ts';
import { expandDims, isZeros } from './grad.ts';

/** A vector times each row of a matrix. */
export const timesRows = (g: Gradient, vector: Output, matrix: Output): Output => g.apply('Mul', [expandDims(g, vector, -1), matrix], {}, 'mul')[0];

/** The gradient of the logits: of the losses, and of the second output where something flows into that. */
export function logitsGradient(g: Gradient): Output {
  const [loss, second] = g.dy;
  const grad = timesRows(g, loss!, g.y[1]);
  if (second === null || isZeros(g, second)) return grad;
  const probabilities = g.apply('Softmax', [g.x[0]])[0];
  const product = g.apply('BatchMatMulV2', [expandDims(g, second, 1), expandDims(g, probabilities, 2)], { adj_x: false, adj_y: false }, 'MatMul')[0];
  const dots = g.apply('Squeeze', [product], { squeeze_dims: [1] })[0];
  const less = g.apply('Sub', [second, dots], {}, 'sub')[0];
  return g.apply('AddV2', [grad, g.apply('Mul', [less, probabilities], {}, 'mul')[0]], {}, 'add')[0];
}
