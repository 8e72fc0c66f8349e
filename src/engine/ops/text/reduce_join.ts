/** ReduceJoin: strings joined along axes, in the order in which the axes are given. */
import { constantInts, i32, rowSteps, RunFailure, sizeOf, texts, walk, wholes, type Op } from '../../op.ts';

const kept = <D>(shape: readonly D[], axes: readonly number[], keep: boolean, one: D): D[] => {
  const gone = new Set(axes.map((a) => (a < 0 ? a + shape.length : a)));
  return keep ? shape.map((d, i) => (gone.has(i) ? one : d)) : shape.filter((_, i) => !gone.has(i));
};

export const reduceJoin: Op = {
  type: 'ReduceJoin', signature: 'inputs:string reduction_indices:int32 -> output:string | keep_dims:bool=false separator:string=""', reads: [1],
  infer([x], attrs, constant) {
    const axes = constantInts(constant(1));
    return [{ dtype: 'string', shape: x.shape && axes ? kept<number | null>(x.shape, axes, attrs.keep_dims as boolean, 1) : null }];
  },
  compute(c) {
    const shape = c.shape(0);
    const axes = wholes(c, 1).map((a) => (a < 0 ? a + shape.length : a));
    if (axes.some((a) => a < 0 || a >= shape.length)) throw new RunFailure('OutOfRangeError', 'Invalid reduction dimension');
    const steps = rowSteps(shape);
    const x = c.strings(0);
    const outer = shape.map((_, i) => i).filter((i) => !axes.includes(i));
    const out: string[] = [];
    walk(outer.map((i) => shape[i]), outer.map((i) => steps[i]), 0, (_, from) => {
      const parts: string[] = [];
      walk(axes.map((a) => shape[a]), axes.map((a) => steps[a]), from, (__, j) => parts.push(x[j]));
      out.push(parts.join(c.attrs.separator as string));
    });
    const dims = kept(shape, axes, c.attrs.keep_dims as boolean, 1);
    c.outStrings(0, dims, out.slice(0, sizeOf(dims)));
  },
  flops: () => 0,
  stops: true,
  examples: [
    { inputs: [texts([2, 2], ['a', 'b', 'c', 'd']), i32([], [0])], outputs: [texts([2], ['ac', 'bd'])] },
    { inputs: [texts([2, 2], ['a', 'b', 'c', 'd']), i32([2], [1, 0])], attrs: { separator: '.' }, outputs: [texts([], ['a.c.b.d'])] },
  ],
};
