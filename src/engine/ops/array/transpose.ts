/** Transpose: the axes in another order. */
import { bools, f32, i32, wholes, arrange, rowSteps, RunFailure, ShapeError, transposeBy, unknown, valuesOf, walk, type Op } from '../../op.ts';

export const transpose: Op = {
  type: 'Transpose', signature: 'x:T perm:Tperm -> y:T | T:type Tperm:type{int32,int64}=int32', reads: [1],
  infer([x, p], _, constant) {
    const count = p.shape ? (p.shape.length === 0 ? 1 : (p.shape[0] ?? null)) : null;
    const rank = x.shape?.length ?? count;
    if (rank === null) return [{ dtype: x.dtype, shape: null }];
    if (count !== null && count !== rank) throw new ShapeError(`Dimension must be ${rank} but is ${count} for '{{node transpose}}'`);
    const perm = constant(1);
    if (!perm) return [{ dtype: x.dtype, shape: unknown(rank) }];
    return [{ dtype: x.dtype, shape: valuesOf(perm).map((d) => {
      if (d >= rank || d < -rank) throw new ShapeError(`perm dim ${d} is out of range of input rank ${rank}`);
      return x.shape ? x.shape[d < 0 ? d + rank : d] : null;
    }) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const perm = wholes(c, 1).map((d) => (d < 0 ? d + shape.length : d));
    if (perm.length !== shape.length) throw new RunFailure('InvalidArgumentError', `transpose expects a vector of size ${shape.length}. But input(1) is a vector of size ${perm.length}`);
    if (new Set(perm).size !== perm.length || perm.some((d) => d >= shape.length)) throw new RunFailure('InvalidArgumentError', `${perm.findIndex((d, i) => perm.indexOf(d) !== i || d >= shape.length)} is missing from {${perm.join(',')}}.`);
    const steps = rowSteps(shape);
    const out = perm.map((d) => shape[d]);
    arrange(c, 0, out, (put) => walk(out, perm.map((d) => steps[d]), 0, put));
  },
  flops: () => 0,
  gradient(g) {
    const back = g.emit('InvertPermutation', [g.x[1]], {}, 'InvertPermutation')[0];
    return [transposeBy(g, g.dy[0]!, back), null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([2], [1, 0])], outputs: [f32([3, 2], [1, 4, 2, 5, 3, 6])] },
    { inputs: [f32([1, 2, 2], [1, 2, 3, 4]), i32([3], [2, 0, 1])], outputs: [f32([2, 1, 2], [1, 3, 2, 4])] },
    { inputs: [bools([2, 2], [1, 1, 0, 0]), i32([2], [1, 0])], outputs: [bools([2, 2], [1, 0, 1, 0])], differentiable: false },
  ],
};
