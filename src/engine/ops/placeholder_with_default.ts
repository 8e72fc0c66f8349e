/** PlaceholderWithDefault: its input, unless a run feeds another value. Savers use it for the file name. */
import { copy, mergeShapes, ShapeError, type Op, type Shape } from '../op.ts';

export const placeholderWithDefault: Op = {
  type: 'PlaceholderWithDefault', signature: 'input:dtype -> output:dtype | dtype:type shape:shape',
  infer([x], attrs) {
    const shape = attrs.shape as Shape | null;
    if (!mergeShapes(x.shape, shape)) throw new ShapeError(`Dimensions must be equal for '{{node PlaceholderWithDefault}}'`);
    return [{ dtype: x.dtype, shape }];
  },
  compute: (c) => copy(c, c.shape(0)),
  reference: (inputs) => [inputs[0]],
  flops: () => 0,
  gradient: (g) => [g.dy[0]!],
  examples: [],
};
