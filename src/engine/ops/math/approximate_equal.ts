/** ApproximateEqual: whether x and y differ by less than a tolerance. */
import { bools, f32, sizeOf, type Op } from '../../op.ts';

export const approximateEqual: Op = {
  type: 'ApproximateEqual', signature: 'x:T y:T -> z:bool | T:type tolerance:float=1e-05 ! commutative',
  infer: ([x]) => [{ dtype: 'bool', shape: x.shape }],
  compute(c) {
    const z = c.make(0, c.shape(0), 'bool');
    const [x, y] = [c.data(0), c.data(1)];
    for (let i = 0; i < x.length; i++) z[i] = Number(Math.abs(x[i] - y[i]) < (c.attrs.tolerance as number));
  },
  flops: (inputs) => sizeOf(inputs[0]),
  stops: true,
  examples: [{ inputs: [f32([3], [1, 2, 3]), f32([3], [1.000001, 2.1, 3])], outputs: [bools([3], [1, 0, 1])] }],
};
