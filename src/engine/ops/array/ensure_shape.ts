/** EnsureShape: its input, or an error where it does not have the shape. */
import { copy, f32, mergeShapes, one, RunFailure, ShapeError, showDims, type Op, type Shape } from '../../op.ts';

export const ensureShape: Op = {
  type: 'EnsureShape', signature: 'input:T -> output:T | shape:shape T:type',
  infer([x], attrs) {
    const merged = mergeShapes(x.shape, attrs.shape as Shape | null);
    if (!merged) throw new ShapeError(`Dimensions must be equal, but are ${showDims(x.shape)} and ${showDims(attrs.shape as Shape)} for '{{node EnsureShape}}'`);
    return one(x, merged.shape);
  },
  compute(c) {
    if (!mergeShapes(c.shape(0), c.attrs.shape as Shape | null)) throw new RunFailure('InvalidArgumentError', `Shape of tensor ${c.name} ${showDims(c.shape(0))} is not compatible with expected shape ${showDims(c.attrs.shape as Shape)}.`);
    copy(c, c.shape(0));
  },
  flops: () => 0,
  gradient: (g) => [g.dy[0]],
  examples: [{ inputs: [f32([2], [1, 2])], attrs: { shape: [null] }, outputs: [f32([2], [1, 2])] }],
};
