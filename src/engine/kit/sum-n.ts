/** What AddN and AccumulateNV2 share: the sum of all inputs, in their order. */
import { f32, sizeOf, type Shape, type Static, type Tensor } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute } from '../op-def.ts';
import { mergeShapes } from '../shapes.ts';

export function inferSum(type: string, inputs: readonly Static[]): Shape | null {
  return inputs.reduce<Shape | null>((shape, s, i) => {
    const merged = mergeShapes(shape, s.shape);
    if (!merged) throw new ShapeError(`Shapes must be equal rank, but are ${shape!.length} and ${s.shape!.length}\n\tFrom merging shape ${i - 1} with other shapes. for '{{node ${type}}}'`);
    return merged.shape;
  }, inputs[0].shape);
}

export function computeSum(c: Compute): void {
  const shape = c.shape(0);
  for (let i = 1; i < c.inputs; i++) if (c.shape(i).join() !== shape.join()) throw new RunFailure('InvalidArgumentError', `Inputs to operation ${c.name} of type AddN must have the same size and shape.  Input 0: [${shape.join(',')}] != input ${i}: [${c.shape(i).join(',')}]`);
  const at = c.output(0, shape, c.dtype(0));
  if (c.dtype(0) === 'float32') {
    c.outF32(0).set(c.f32(0));
    for (let i = 1; i < c.inputs; i++) c.kernels.binary(0, at, c.address(i), at, 1, sizeOf(shape), 0, 1, 0, 1);
    return;
  }
  const y = c.out(0);
  y.set(c.data(0));
  for (let i = 1; i < c.inputs; i++) {
    const x = c.data(i);
    for (let k = 0; k < y.length; k++) y[k] += x[k];
  }
}

export function referenceSum(inputs: readonly Tensor[]): Tensor[] {
  const sum = Float32Array.from(inputs[0].data as Float32Array);
  for (const t of inputs.slice(1)) (t.data as Float32Array).forEach((v, i) => { sum[i] = sum[i] + v; });
  return [f32(inputs[0].shape, sum)];
}
