/** StringJoin: strings of several tensors joined element by element; scalars go with all. */
import { mergeShapes, RunFailure, ShapeError, sizeOf, texts, type Op, type Shape } from '../../op.ts';

export const stringJoin: Op = {
  type: 'StringJoin', signature: 'inputs:N*string -> output:string | N:int>=0 separator:string=""',
  infer(inputs) {
    if (inputs.some((s) => !s.shape)) return [{ dtype: 'string', shape: null }];
    let shape: Shape = [];
    for (const s of inputs) {
      if (s.shape!.length === 0) continue;
      const merged = shape.length === 0 ? { shape: s.shape } : mergeShapes(shape, s.shape);
      if (!merged) throw new ShapeError(`Dimensions must be equal for '{{node StringJoin}}'`);
      shape = merged.shape!;
    }
    return [{ dtype: 'string', shape }];
  },
  compute(c) {
    const shapes = Array.from({ length: c.inputs }, (_, i) => c.shape(i));
    const shape = shapes.find((s) => s.length > 0) ?? [];
    const bad = shapes.find((s) => s.length > 0 && s.join() !== shape.join());
    if (bad) throw new RunFailure('InvalidArgumentError', `Input shapes do not match: [${shape.join(',')}] vs. [${bad.join(',')}]`);
    const parts = shapes.map((_, i) => c.strings(i));
    c.outStrings(0, shape, Array.from({ length: sizeOf(shape) }, (_, k) => parts.map((p) => p[p.length === 1 ? 0 : k]).join(c.attrs.separator as string)));
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([2], ['a', 'b']), texts([], ['x'])], attrs: { separator: '-' }, outputs: [texts([2], ['a-x', 'b-x'])] }],
};
