/** The ops of the page's first programs: all that its first load carries. Ops that only scripts need are listed in their families (index.ts). */
import type { Op } from '../op.ts';
import { addN } from './add_n.ts';
import { addV2 } from './add_v2.ts';
import { applyGradientDescent } from './apply_gradient_descent.ts';
import { applyMomentum } from './apply_momentum.ts';
import { argMax } from './arg_max.ts';
import { assign } from './assign.ts';
import { broadcastGradientArgs } from './broadcast_gradient_args.ts';
import { cast } from './cast.ts';
import { constOp } from './const.ts';
import { equal } from './equal.ts';
import { expandDims } from './expand_dims.ts';
import { fill } from './fill.ts';
import { floorMod } from './floor_mod.ts';
import { gatherV2 } from './gather_v2.ts';
import { identity } from './identity.ts';
import { matMul } from './mat_mul.ts';
import { mean } from './mean.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { noOp } from './no_op.ts';
import { placeholder } from './placeholder.ts';
import { placeholderWithDefault } from './placeholder_with_default.ts';
import { prod } from './prod.ts';
import { randomUniform } from './random_uniform.ts';
import { realDiv } from './real_div.ts';
import { relu } from './relu.ts';
import { reluGrad } from './relu_grad.ts';
import { reshape } from './reshape.ts';
import { restoreV2 } from './restore_v2.ts';
import { saveV2 } from './save_v2.ts';
import { shapeOp } from './shape.ts';
import { sparseSoftmaxCrossEntropy } from './sparse_softmax_cross_entropy.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';
import { tile } from './tile.ts';
import { variable } from './variable.ts';
import { zerosLike } from './zeros_like.ts';

export const CORE: readonly Op[] = [
  addN, addV2, applyGradientDescent, applyMomentum, argMax, assign, broadcastGradientArgs, cast, constOp, equal,
  expandDims, fill, floorMod, gatherV2, identity, matMul, mean, mul, neg, noOp, placeholder, placeholderWithDefault,
  prod, randomUniform, realDiv, relu, reluGrad, reshape, restoreV2, saveV2, shapeOp, sparseSoftmaxCrossEntropy, sub,
  sum, tile, variable, zerosLike,
];
