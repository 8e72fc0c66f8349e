/** What ArgMax and ArgMin share: the index of the first best element along an axis. */
import { eachReduced, normalAxes } from '../../lib/reduce.ts';
import { sizeOf, type DType } from '../dtype.ts';
import { RunFailure, ShapeError, type Example, type Op } from '../op-def.ts';

export function argOp(type: string, better: (x: number, best: number) => boolean, examples: readonly Example[]): Op {
  return {
    type, signature: 'input:T dimension:Tidx -> output:output_type | T:type Tidx:type{int16,int32,int64}=int32 output_type:type=int64', reads: [1],
    infer([x], attrs, constant) {
      const dtype = attrs.output_type as DType;
      const value = constant(1);
      if (!x.shape || !value) return [{ dtype, shape: x.shape && x.shape.length > 0 ? new Array<null>(x.shape.length - 1).fill(null) : null }];
      const given = (value.data as ArrayLike<number>)[0];
      const rank = x.shape.length;
      const at = given < 0 ? given + rank : given;
      if (rank > 0 && (at < 0 || at >= rank)) throw new ShapeError(`Dimension (${given}) must be in the range [${-rank}, ${rank}), where ${rank} is the number of dimensions in the input. for '{{node ${type}}}'`);
      return [{ dtype, shape: x.shape.filter((_, i) => i !== at) }];
    },
    compute(c) {
      const shape = c.shape(0);
      const rank = shape.length;
      const given = c.data(1)[0];
      if (rank > 0 && (given < -rank || given >= rank)) throw new RunFailure('InvalidArgumentError', `Expected dimension in the range [${-rank}, ${rank}), but got ${given}`);
      const [axis] = shape.length === 0 ? [0] : normalAxes(c.data(1), shape.length);
      if (shape[axis] === 0) throw new RunFailure('InvalidArgumentError', `Reduction axis ${axis} is empty in shape [${shape.join(',')}]`);
      const y = c.make(0, shape.filter((_, i) => i !== axis), c.attrs.output_type as DType);
      const x = c.data(0);
      if (shape.length === 0) { y[0] = 0; return; }
      const best = new Int32Array(y.length).fill(-1);
      const step = sizeOf(shape.slice(axis + 1));
      eachReduced(shape, [axis], (s, t) => { if (best[t] < 0 || better(x[s], x[best[t]])) best[t] = s; });
      for (let t = 0; t < y.length; t++) y[t] = Math.floor(best[t] / step) % shape[axis];
    },
    flops: (inputs) => sizeOf(inputs[0]),
    gradient: () => [null, null],
    examples,
  };
}
