/** Mean over axes: the sum in ascending order, divided once. */
import { eachReduced, normalAxes, reducedShape } from '../../lib/reduce.ts';
import { f32, i32, isFull, ShapeError, sizeOf, type Op, type Output } from '../op.ts';

export const mean: Op = {
  type: 'Mean', outputs: 1, computes: true, stateful: false, reads: [1],
  infer(inputs, attrs, constant) {
    const [x] = inputs;
    const axes = constant(1);
    if (!x.shape || !axes) return [{ dtype: x.dtype, shape: null }];
    return [{ dtype: x.dtype, shape: reducedShape(x.shape, normalAxes(axes.data as Int32Array, x.shape.length), attrs.keep_dims === true) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const axes = normalAxes(c.i32(1), shape.length);
    c.output(0, reducedShape(shape, axes, c.attrs.keep_dims === true), c.dtype(0));
    const [x, y] = c.dtype(0) === 'float32' ? [c.f32(0), c.outF32(0)] : [c.i32(0), c.outI32(0)];
    y.fill(0);
    eachReduced(shape, axes, (s, t) => { y[t] = y[t] + x[s]; });
    const n = x.length / Math.max(1, y.length);
    for (let i = 0; i < y.length; i++) y[i] = y[i] / n;
  },
  reference(inputs, attrs) {
    const [x, a] = inputs;
    const axes = normalAxes(a.data as Int32Array, x.shape.length);
    const shape = reducedShape(x.shape, axes, attrs.keep_dims === true);
    const out = x.dtype === 'int32' ? i32(shape, new Int32Array(sizeOf(shape)).fill(0)) : f32(shape, new Float32Array(sizeOf(shape)).fill(0));
    const y = out.data as Float32Array;
    // Each output collects, in ascending order, the inputs whose kept coordinates are its own.
    for (let i = 0; i < sizeOf(x.shape); i++) {
      let rest = i;
      let target = 0;
      let step = 1;
      for (let d = x.shape.length - 1; d >= 0; d--) {
        const at = rest % x.shape[d];
        rest = (rest - at) / x.shape[d];
        if (!axes.includes(d)) { target += at * step; step *= x.shape[d]; }
      }
      y[target] = y[target] + (x.data as Float32Array)[i];
    }
    const n = sizeOf(x.shape) / Math.max(1, y.length);
    for (let i = 0; i < y.length; i++) y[i] = y[i] / n;
    return [out];
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient(g) {
    // math_grad.py `_MeanGrad`: the gradient of Sum, divided by how many elements each output is the mean of.
    const [x, axesInput] = g.x as [Output, Output];
    const shape = g.shape(x);
    const axes = g.constantValue(axesInput);
    if (!shape || !axes) throw new ShapeError('the gradient of Mean needs a known rank and constant axes here');
    const reduced = normalAxes(axes.data as Int32Array, shape.length);
    const ones = shape.map((d, i) => (reduced.includes(i) ? 1 : d));
    const to = g.scope('Reshape', (own) => g.emit('Reshape', [g.dy[0]!, g.constant(i32([ones.length], ones as number[]), 'shape')], {}, own)[0]);
    if (isFull(shape)) {
      const times = g.constant(i32([shape.length], shape.map((d, i) => (reduced.includes(i) ? d : 1))), 'Const');
      const sum = g.emit('Tile', [to, times], {}, 'Tile')[0];
      const factor = g.constant(f32([], [sizeOf(shape) / Math.max(sizeOf(g.shape(g.y[0]) as number[]), 1)]), 'Const');
      return [g.emit('RealDiv', [sum, factor], {}, 'truediv')[0], null];
    }
    if (ones.includes(null) || reduced.length !== shape.length) throw new ShapeError('the gradient of Mean over some axes of an unknown shape is not known here');
    const sum = g.emit('Tile', [to, g.emit('Shape', [x], { out_type: 'int32' }, 'Shape')[0]], {}, 'Tile')[0];
    // The number of elements: the product of the reduced dimensions of the shape at run time.
    const dynamic = g.emit('Shape', [x], { out_type: 'int32' }, 'Shape')[0];
    const rank = g.constant(i32([], [shape.length]), 'Size');
    const wrapped = g.emit('FloorMod', [g.emit('AddV2', [axesInput, rank], {}, 'add')[0], rank], {}, 'mod')[0];
    const picked = g.scope('GatherV2', (own) => g.emit('GatherV2', [dynamic, wrapped, g.constant(i32([], [0]), 'axis')], { batch_dims: 0 }, own)[0]);
    const count = g.emit('Prod', [picked, g.constant(i32([1], [0]), 'Const')], { keep_dims: false }, 'Prod')[0];
    const factor = g.emit('Cast', [count], { SrcT: 'int32', DstT: 'float32' }, 'Cast')[0];
    return [g.emit('RealDiv', [sum, factor], {}, 'truediv')[0], null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([1], [0])], attrs: { keep_dims: false } },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([2], [0, 1])], attrs: { keep_dims: true } },
    { inputs: [f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), i32([1], [-2])], attrs: { keep_dims: false } },
    { inputs: [f32([4], [0.1, 0.2, 0.3, 0.4]), i32([1], [0])], attrs: { keep_dims: false } },
  ],
};
