/** RandomPoissonV2: Poisson-distributed counts: below a rate of 10 by multiplying uniform numbers (Knuth), else by transformed rejection (Hörmann 1993). */
import { fillPerParameter, inferPerParameter, type DType, type Draws, type Op } from '../../op.ts';

/** log Γ(x) for x >= 1: Stirling's series, after the recurrence has made x large. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 15; z++) shift += Math.log(z);
  const r = 1 / (z * z);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188))))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

function small(rate: number, draws: Draws): () => number {
  const end = Math.exp(-rate);
  return () => {
    let product = 1;
    for (let x = 0; ; x++) {
      product *= draws.uniform();
      if (product <= end) return x;
    }
  };
}

function large(rate: number, draws: Draws): () => number {
  const logRate = Math.log(rate);
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = -0.059 + 0.02483 * b;
  const inverse = 1.1239 + 1.1328 / (b - 3.4);
  return () => {
    for (;;) {
      const u = draws.uniform() - 0.5;
      const v = draws.uniform();
      const side = 0.5 - Math.abs(u);
      const k = Math.floor((2 * a / side + b) * u + rate + 0.43);
      if (side >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
      if (k < 0 || (side < 0.013 && v > side)) continue;
      if (Math.log(v * inverse / (a / (side * side) + b)) <= -rate + k * logRate - logGamma(k + 1)) return k;
    }
  };
}

export const randomPoissonV2: Op = {
  type: 'RandomPoissonV2', signature: 'shape:S rate:R -> output:dtype | seed:int=0 seed2:int=0 S:type{int32,int64} R:type{float16,float32,float64,int32,int64}=float64 dtype:type=int64 ! stateful', reads: [0], stops: true,
  infer: (inputs, attrs, _, partial) => inferPerParameter(attrs.dtype as DType, inputs, partial),
  compute: (c) => fillPerParameter(c, c.attrs.dtype as DType, (rate, draws) => (rate < 10 ? small(rate, draws) : large(rate, draws))),
  examples: [],
};
