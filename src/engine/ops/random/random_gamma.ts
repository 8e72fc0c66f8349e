/** RandomGamma: gamma-distributed numbers of shape parameter alpha, by Marsaglia and Tsang's rejection from a normal and a uniform number. */
import { fillPerParameter, inferPerParameter, type DType, type Draws, type Op } from '../../op.ts';

function prepare(alpha: number, draws: Draws): () => number {
  if (alpha === 1) return () => -Math.log1p(-draws.uniform());
  const small = alpha < 1;
  const d = alpha + (small ? 2 / 3 : -1 / 3);
  const c = 1 / 3 / Math.sqrt(d);
  return () => {
    for (;;) {
      const x = draws.normalNumber();
      let v = 1 + c * x;
      if (v <= 0) continue;
      v = v * v * v;
      const u = draws.uniform();
      if (u < 1 - 0.0331 * (x * x) * (x * x) || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return small ? d * v * draws.uniform() ** (1 / alpha) : d * v;
    }
  };
}

export const randomGamma: Op = {
  type: 'RandomGamma', signature: 'shape:S alpha:T -> output:T | seed:int=0 seed2:int=0 S:type{int32,int64} T:type{float16,float32,float64} ! stateful', reads: [0], stops: true,
  infer: (inputs, attrs, _, partial) => inferPerParameter(attrs.T as DType, inputs, partial),
  compute: (c) => fillPerParameter(c, c.dtype(1), prepare),
  examples: [],
};
