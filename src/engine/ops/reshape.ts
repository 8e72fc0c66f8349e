/** Reshape: the same elements in another shape; -1 stands for what is left. */
import { CODE, f32, i32, ShapeError, sizeOf, type Op } from '../op.ts';

/** The shape that `dims` asks of `size` elements. Throws ShapeError when they do not fit. */
function resolve(dims: readonly number[], size: number): number[] {
  const known = dims.filter((d) => d >= 0).reduce((a, b) => a * b, 1);
  const out = dims.map((d) => (d === -1 ? size / Math.max(1, known) : d));
  if (sizeOf(out) !== size || out.some((d) => !Number.isInteger(d))) throw new ShapeError(`Input to reshape is a tensor with ${size} values, but the requested shape has ${sizeOf(dims.map((d) => (d === -1 ? 1 : d)))}`);
  return out;
}

export const reshape: Op = {
  type: 'Reshape', signature: 'tensor:T shape:Tshape -> output:T | T:type Tshape:type{int32,int64}=int32', reads: [1],
  infer(inputs, _, constant) {
    const dims = constant(1);
    if (!dims) {
      const rank = inputs[1].shape?.[0];
      return [{ dtype: inputs[0].dtype, shape: typeof rank === 'number' ? new Array<null>(rank).fill(null) : null }];
    }
    const wanted = Array.from(dims.data as Int32Array);
    const shape = inputs[0].size >= 0 ? resolve(wanted, inputs[0].size) : wanted.map((d) => (d === -1 ? null : d));
    return [{ dtype: inputs[0].dtype, shape }];
  },
  compute(c) {
    const float = c.dtype(0) === 'float32';
    c.output(0, resolve(Array.from(c.i32(1)), sizeOf(c.shape(0))), c.dtype(0));
    if (float) c.outF32(0).set(c.f32(0));
    else c.outI32(0).set(c.i32(0));
  },
  reference: (inputs) => [f32(resolve(Array.from(inputs[1].data as Int32Array), sizeOf(inputs[0].shape)), (inputs[0].data as Float32Array).slice())],
  flops: () => 0,
  gradient(g) {
    const shape = g.shape(g.x[0]);
    const to = shape && !shape.includes(null) ? g.constant(i32([shape.length], shape as number[]), 'Shape') : g.emit('Shape', [g.x[0]], { out_type: 'int32' }, 'Shape')[0];
    return [g.emit('Reshape', [g.dy[0]!, to], {}, 'Reshape')[0], null];
  },
  code: (_, outputs) => (outputs[0].dtype === 'float32' || outputs[0].dtype === 'int32' ? [CODE.copy, 0, 0, outputs[0].size * 4] : null),
  examples: [{ inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([1], [6])] }, { inputs: [f32([6], [1, 2, 3, 4, 5, 6]), i32([2], [-1, 2])] }],
};
