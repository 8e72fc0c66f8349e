/** ReverseV2: the order of some axes turned around. */
import { f32, frontAxis, i32, wholes, arrange, rowSteps, RunFailure, ShapeError, texts, valuesOf, walk, type Op } from '../../op.ts';

export const reverseV2: Op = {
  type: 'ReverseV2', signature: 'tensor:T axis:Tidx -> output:T | Tidx:type{int32,int64}=int32 T:type', reads: [1],
  infer([x], _, constant) {
    const axes = constant(1);
    const rank = x.shape?.length;
    if (axes && rank !== undefined) {
      const seen = new Set<number>();
      for (const a of valuesOf(axes)) {
        if (a < -rank || a >= rank) throw new ShapeError(`'axis'[${valuesOf(axes).indexOf(a)}] = ${a} is out of valid range [${-rank}, ${rank}) for '{{node ReverseV2}}'`);
        const at = a < 0 ? a + rank : a;
        if (seen.has(at)) throw new ShapeError(`axis ${at} specified more than once. for '{{node ReverseV2}}'`);
        seen.add(at);
      }
    }
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  compute(c) {
    const shape = c.shape(0);
    const turned = new Set(wholes(c, 1).map((a) => frontAxis(a, shape.length, "'axis'")));
    if (turned.size !== c.data(1).length) throw new RunFailure('InvalidArgumentError', 'axis specified more than once.');
    const steps = rowSteps(shape);
    const start = shape.reduce((at, d, i) => at + (turned.has(i) ? (d - 1) * steps[i] : 0), 0);
    arrange(c, 0, shape, (put) => walk(shape, steps.map((s, i) => (turned.has(i) ? -s : s)), start, put));
  },
  flops: () => 0,
  gradient: (g) => [g.emit('ReverseV2', [g.dy[0]!, g.x[1]], {}, 'ReverseV2')[0], null],
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([1], [1])], outputs: [f32([2, 3], [3, 2, 1, 6, 5, 4])] },
    { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([2], [0, -1])], outputs: [f32([2, 2], [4, 3, 2, 1])] },
    { inputs: [texts([2], ['a', 'b']), i32([1], [0])], outputs: [texts([2], ['b', 'a'])], differentiable: false },
  ],
};
