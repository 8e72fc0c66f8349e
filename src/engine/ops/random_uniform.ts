/** RandomUniform: float32 in [0, 1) from TensorFlow's own generator (Philox 4x32-10). */
import { philox, uniform } from '../../lib/philox.ts';
import { sizeOf, type Op } from '../op.ts';

export const randomUniform: Op = {
  type: 'RandomUniform', signature: 'shape:T -> output:dtype | seed:int=0 seed2:int=0 dtype:type T:type{int32,int64} ! stateful', reads: [0],
  infer(_, __, constant) {
    const shape = constant(0);
    return [{ dtype: 'float32', shape: shape ? Array.from(shape.data as Int32Array) : null }];
  },
  compute(c) {
    const shape = Array.from(c.i32(0));
    c.output(0, shape, 'float32');
    const out = c.outF32(0);
    const blocks = Math.ceil(sizeOf(shape) / 4);
    const { seed, seed2, block } = c.state.random(blocks);
    const four = new Uint32Array(4);
    for (let i = 0; i < blocks; i++) {
      philox(seed, seed2, block + i, four);
      for (let k = 0; k < 4 && i * 4 + k < out.length; k++) out[i * 4 + k] = uniform(four[k]);
    }
  },
  flops: (_, outputs) => 20 * sizeOf(outputs[0]),
  examples: [],
};
