/** Pack (tf.stack): tensors of one shape side by side along a new axis. */
import { bools, f32, i32, mergeShapes, arrange, RunFailure, ShapeError, showDims, sizeOf, staticAxis, texts, type Op, type Shape, type Static } from '../../op.ts';

/** The one shape that all of them have. */
export function commonShape(inputs: readonly Static[]): Shape | null {
  let shape: Shape | null = null;
  for (let i = inputs.length - 1; i >= 0; i--) {
    const merged = mergeShapes(inputs[i].shape, shape);
    if (!merged) throw new ShapeError(`Shapes must be equal rank, but are ${showDims(inputs[i].shape)} and ${showDims(shape)}. From merging shape ${i} with other shapes.`);
    ({ shape } = merged);
  }
  return shape;
}

export const pack: Op = {
  type: 'Pack', signature: 'values:N*T -> output:T | N:int>=1 T:type axis:int=0',
  infer(inputs, attrs) {
    const shape = commonShape(inputs);
    if (!shape) return [{ dtype: inputs[0].dtype, shape: null }];
    const axis = staticAxis(attrs.axis as number, shape.length + 1);
    return [{ dtype: inputs[0].dtype, shape: [...shape.slice(0, axis), inputs.length, ...shape.slice(axis)] }];
  },
  compute(c) {
    const shape = c.shape(0);
    for (let i = 1; i < c.inputs; i++) if (c.shape(i).join() !== shape.join()) throw new RunFailure('InvalidArgumentError', `Shapes of all inputs must match: values[0].shape = ${showDims(shape)} != values[${i}].shape = ${showDims(c.shape(i))}`);
    const axis = staticAxis(c.attrs.axis as number, shape.length + 1);
    const inner = sizeOf(shape.slice(axis));
    const outer = sizeOf(shape.slice(0, axis));
    const n = c.inputs;
    arrange(c, 0, [...shape.slice(0, axis), n, ...shape.slice(axis)], (put) => {
      for (let k = 0; k < n; k++) for (let o = 0; o < outer; o++) for (let i = 0; i < inner; i++) put((o * n + k) * inner + i, o * inner + i, k);
    });
  },
  flops: () => 0,
  gradient: (g) => g.emit('Unpack', [g.dy[0]!], { num: g.x.length, axis: g.attrs.axis ?? 0 }, 'unstack'),
  examples: [
    { inputs: [f32([2], [1, 2]), f32([2], [3, 4]), f32([2], [5, 6])], outputs: [f32([3, 2], [1, 2, 3, 4, 5, 6])] },
    { inputs: [f32([2], [1, 2]), f32([2], [3, 4])], attrs: { axis: -1 }, outputs: [f32([2, 2], [1, 3, 2, 4])] },
    { inputs: [i32([], [7]), i32([], [8])], outputs: [i32([2], [7, 8])], differentiable: false },
    { inputs: [bools([1], [1]), bools([1], [0])], attrs: { axis: 1 }, outputs: [bools([1, 2], [1, 0])], differentiable: false },
    { inputs: [texts([], ['a']), texts([], ['b'])], outputs: [texts([2], ['a', 'b'])], differentiable: false },
  ],
};
