/** SelectV2: elements of t where a condition holds, else of e, with broadcasting. */
import { broadcast, eachPair, strides } from '../../../lib/broadcast.ts';
import { bools, f32, reduceGradients, RunFailure, ShapeError, showDims, sizeOf, whereOf, zeroScalar, type Op, type Output } from '../../op.ts';

export const selectV2: Op = {
  type: 'SelectV2', signature: 'condition:bool t:T e:T -> output:T | T:type',
  infer([c, t, e]) {
    if (!c.shape || !t.shape || !e.shape) return [{ dtype: t.dtype, shape: null }];
    const inner = broadcast(t.shape, e.shape);
    const shape = inner && broadcast(c.shape, inner);
    if (!shape) throw new ShapeError(`Dimensions must be equal, but the shapes are ${[c, t, e].map((s) => showDims(s.shape)).join(', ')} for '{{node SelectV2}}' with input shapes: ${[c, t, e].map((s) => showDims(s.shape)).join(', ')}.`);
    return [{ dtype: t.dtype, shape }];
  },
  compute(c) {
    const shapes = [c.shape(0), c.shape(1), c.shape(2)];
    const inner = broadcast(shapes[1], shapes[2]);
    const out = (inner && broadcast(shapes[0], inner)) as number[] | null;
    if (!out) throw new RunFailure('InvalidArgumentError', `condition ${showDims(shapes[0])}, then ${showDims(shapes[1])}, and else ${showDims(shapes[2])} must be broadcastable`);
    const steps = shapes.map((s) => strides(s, out));
    const text = c.dtype(1) === 'string';
    const z: { [i: number]: unknown } = text ? [] : c.make(0, out, c.dtype(1));
    const chosen = c.data(0);
    const [t, e]: ArrayLike<unknown>[] = text ? [c.strings(1), c.strings(2)] : [c.data(1), c.data(2)];
    const from = new Int32Array(sizeOf(out));
    eachPair(out, steps[0], steps[1], (i, p, q) => { from[i] = chosen[p] ? q : -1; });
    eachPair(out, steps[0], steps[2], (i, _, q) => { z[i] = from[i] >= 0 ? t[from[i]] : e[q]; });
    if (text) c.outStrings(0, out, z as unknown as string[]);
  },
  flops: (_, outputs) => sizeOf(outputs[0]),
  gradient(g) {
    const [c, x, y] = g.x as [Output, Output, Output];
    const zeros = zeroScalar(g, g.dtype(g.dy[0]!));
    const gx = whereOf(g, c, g.dy[0]!, zeros);
    const gy = whereOf(g, c, zeros, g.dy[0]!);
    const [dx] = reduceGradients(g, x, g.y[0], gx, null);
    const [dy] = reduceGradients(g, y, g.y[0], gy, null);
    return [null, dx, dy];
  },
  examples: [
    { inputs: [bools([2], [1, 0]), f32([2], [1, 2]), f32([2], [3, 4])], outputs: [f32([2], [1, 4])] },
    { inputs: [bools([2, 1], [1, 0]), f32([3], [1, 2, 3]), f32([], [9])], outputs: [f32([2, 3], [1, 2, 3, 9, 9, 9])] },
    { inputs: [bools([2], [1, 0]), f32([2, 2], [1, 2, 3, 4]), f32([2], [5, 6])], outputs: [f32([2, 2], [1, 6, 3, 6])] },
  ],
};
