/** Equal: x == y, element by element, of equal shapes. */
import { i32, ShapeError, showShape, type Op } from '../op.ts';

export const equal: Op = {
  type: 'Equal', signature: 'x:T y:T -> z:bool | T:type incompatible_shape_error:bool=true ! commutative',
  infer(inputs) {
    const [x, y] = inputs;
    if (x.dtype !== y.dtype) throw new ShapeError(`Input 'y' of 'Equal' Op has type ${y.dtype} that does not match type ${x.dtype} of argument 'x'.`);
    if (x.size >= 0 && y.size >= 0 && x.size !== y.size) throw new ShapeError(`Dimensions must be equal for 'Equal', got ${showShape(x.shape)} and ${showShape(y.shape)}.`);
    return [{ dtype: 'bool', shape: x.shape }];
  },
  compute(c) {
    if (c.shape(0).join() !== c.shape(1).join()) throw new ShapeError(`Incompatible shapes: [${c.shape(0).join(',')}] vs. [${c.shape(1).join(',')}]`);
    c.output(0, c.shape(0), 'bool');
    const [x, y] = c.dtype(0) === 'int32' ? [c.i32(0), c.i32(1)] : [c.f32(0), c.f32(1)];
    const z = c.outU8(0);
    for (let i = 0; i < x.length; i++) z[i] = x[i] === y[i] ? 1 : 0;
  },
  reference: (inputs) => [{ dtype: 'bool', shape: inputs[0].shape, data: Uint8Array.from(inputs[0].data as Int32Array, (v, i) => Number(v === (inputs[1].data as Int32Array)[i])) }],
  flops: (inputs) => inputs[0].reduce((a, b) => a * b, 1),
  examples: [{ inputs: [i32([3], [1, 2, 3]), i32([3], [1, 0, 3])], differentiable: false }],
};
