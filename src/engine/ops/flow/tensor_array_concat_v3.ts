/** TensorArrayConcatV3: all elements joined along their first dimension, and how long each was there. */
import { arrayOf, RunFailure, showDims, type DType, type Op, type Shape } from '../../op.ts';

export const tensorArrayConcatV3: Op = {
  type: 'TensorArrayConcatV3', signature: 'handle:resource flow_in:float32 -> value:dtype lengths:int64 | dtype:type element_shape_except0:shape=null ! stateful',
  infer: (_, attrs) => [{ dtype: attrs.dtype as DType, shape: null }, { dtype: 'int64', shape: [null] }],
  compute(c) {
    const array = arrayOf(c);
    const dtype = c.attrs.dtype as DType;
    const parts = Array.from({ length: array.size }, (_, i) => array.read(i));
    if (parts.length === 0) {
      const rest = c.attrs.element_shape_except0 as Shape | null;
      if (!rest || rest.includes(null)) throw new RunFailure('UnimplementedError', `TensorArray has size zero, but element_shape_except0 ${showDims(rest)} is not fully defined. Currently only static shapes are supported when concatenating zero-size TensorArrays.`);
      c.output(0, [0, ...(rest as number[])], dtype);
      c.output(1, [0], 'int64');
      return;
    }
    for (const [i, p] of parts.entries()) {
      if (p.shape.length === 0) throw new RunFailure('InvalidArgumentError', `Concat saw a scalar shape at index ${i} but requires at least vectors.  Did you mean to call pack?`);
      if (p.shape.slice(1).join() !== parts[0].shape.slice(1).join()) throw new RunFailure('InvalidArgumentError', `TensorArray has inconsistent shapes.  Index 0 has (excepting dimension 0) shape: ${showDims(parts[0].shape.slice(1))} but index ${i} has (excepting dimension 0) shape: ${showDims(p.shape.slice(1))}`);
    }
    const lengths = parts.map((p) => p.shape[0]);
    const shape = [lengths.reduce((a, b) => a + b, 0), ...parts[0].shape.slice(1)];
    if (dtype === 'string') c.outStrings(0, shape, parts.flatMap((p) => p.data as readonly string[]));
    else c.output(0, shape, dtype);
    c.output(1, [lengths.length], 'int64');
    if (dtype !== 'string') {
      const out = c.out(0);
      let at = 0;
      for (const p of parts) {
        out.set(p.data as Float32Array, at);
        at += p.data.length;
      }
    }
    c.out(1).set(lengths);
  },
  flops: () => 0,
  examples: [],
};
