/** BroadcastTo: its input repeated along axes of size 1 until it has a shape. */
import { f32, i32, wholes, mergeShapes, arrange, reshapeTo, RunFailure, shapeAs, ShapeError, showDims, tensor, walk, valuesOf, type Op, type Shape } from '../../op.ts';
import { strides } from '../../../lib/broadcast.ts';

export const broadcastTo: Op = {
  type: 'BroadcastTo', signature: 'input:T shape:Tidx -> output:T | T:type Tidx:type{int32,int64}=int32', reads: [1],
  infer([x], _, __, partial) {
    const out = partial(1);
    if (!out || !x.shape) return [{ dtype: x.dtype, shape: out }];
    const { shape } = x;
    if (shape.length > out.length) throw new ShapeError(`Rank of input (${shape.length}) must be no greater than rank of output shape (${out.length}).`);
    const from: Shape = [...new Array<null>(out.length - shape.length).fill(null), ...shape.map((d) => (d === 1 ? null : d))];
    if (!mergeShapes(from, out)) throw new ShapeError(`Incompatible shapes: ${showDims(shape)} vs. ${showDims(out)}`);
    return [{ dtype: x.dtype, shape: out }];
  },
  compute(c) {
    const shape = c.shape(0);
    const out = wholes(c, 1);
    if (shape.length > out.length || shape.some((d, i) => d !== 1 && d !== out[i + out.length - shape.length])) throw new RunFailure('InvalidArgumentError', `Incompatible shapes: [${shape.join(',')}] vs. [${out.join(',')}]`);
    arrange(c, 0, out, (put) => walk(out, strides(shape, out), 0, put));
  },
  flops: () => 0,
  gradient(g) {
    const [x, target] = g.x as [typeof g.x[0], typeof g.x[0]];
    const dtype = g.dtype(target);
    const shape = shapeAs(g, x, dtype);
    const value = g.evaluate(target);
    const wanted = value ? g.constant(tensor(dtype, value.shape, valuesOf(value)), 'Const') : target;
    const axes = g.emit('BroadcastGradientArgs', [wanted, shape], {}, 'BroadcastGradientArgs')[1];
    const sum = g.emit('Sum', [g.dy[0]!, axes], { keep_dims: true }, 'Sum')[0];
    return [reshapeTo(g, sum, shape), null];
  },
  examples: [
    { inputs: [f32([2, 1], [1, 2]), i32([2], [2, 3])], outputs: [f32([2, 3], [1, 1, 1, 2, 2, 2])] },
    { inputs: [f32([2], [1, 2]), i32([2], [2, 2])], outputs: [f32([2, 2], [1, 2, 1, 2])] },
    { inputs: [i32([], [5]), i32([1], [3])], outputs: [i32([3], [5, 5, 5])], differentiable: false },
  ],
};
