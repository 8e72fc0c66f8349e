/** TensorArrayGatherV3: elements by index, stacked. */
import { arrayOf, RunFailure, showDims, withRank, type DType, type Op, type Shape, type Tensor } from '../../op.ts';

/** Stacks tensors of one shape. */
export function stacked(dtype: DType, inner: readonly number[], parts: readonly Tensor[]): Tensor {
  const shape = [parts.length, ...inner];
  if (dtype === 'string') return { dtype, shape, data: parts.flatMap((p) => p.data as readonly string[]) };
  const size = inner.reduce((a, b) => a * b, 1);
  const type = parts[0].data.constructor as new (length: number) => Float32Array;
  const data = new type(size * parts.length);
  parts.forEach((p, i) => data.set(p.data as Float32Array, i * size));
  return { dtype, shape, data };
}

export const tensorArrayGatherV3: Op = {
  type: 'TensorArrayGatherV3', signature: 'handle:resource indices:int32 flow_in:float32 -> value:dtype | dtype:type element_shape:shape=null ! stateful',
  infer(inputs, attrs) {
    withRank('TensorArrayGatherV3', inputs[1], 1, inputs);
    // What the handle knows of its elements is not a static shape here: tf/ narrows the result.
    return [{ dtype: attrs.dtype as DType, shape: null }];
  },
  compute(c) {
    const array = arrayOf(c);
    const indices = Array.from(c.i32(1));
    const dtype = c.attrs.dtype as DType;
    if (indices.length === 0) {
      const shape = (c.attrs.element_shape as Shape | null) ?? array.elementShape;
      if (!shape || shape.includes(null)) throw new RunFailure('UnimplementedError', `TensorArray has size zero, but element shape ${showDims(shape)} is not fully defined. Currently only static shapes are supported when packing zero-size TensorArrays.`);
      if (dtype === 'string') c.outStrings(0, [0, ...(shape as number[])], []);
      else c.output(0, [0, ...(shape as number[])], dtype);
      return;
    }
    const parts = indices.map((i) => array.read(i));
    for (const [i, p] of parts.entries()) {
      if (p.shape.join() !== parts[0].shape.join()) throw new RunFailure('InvalidArgumentError', `TensorArray has inconsistent shapes.  Index 0 has shape: ${showDims(parts[0].shape)} but index ${i} has shape: ${showDims(p.shape)}`);
    }
    c.put(0, stacked(dtype, parts[0].shape, parts));
  },
  flops: () => 0,
  examples: [],
};
