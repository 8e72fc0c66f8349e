/** Stitching: rows from several tensors put at the places that index tensors give. */
import { sizeOf, type Shape, type Static, type Tensor } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute, type Grad, type Gradient, type Inferred } from '../op-def.ts';
import { mergeShapes } from '../shapes.ts';
import { wholes, arrange, valuesOf, zeroOf } from './move.ts';

export function stitchedShape(inputs: readonly Static[], constant: (i: number) => Tensor | null): Inferred[] {
  const n = inputs.length / 2;
  let rest: Shape | null = null;
  let most: number | null = -1;
  for (let k = 0; k < n; k++) {
    const [indices, data] = [inputs[k], inputs[n + k]];
    const value = constant(k);
    most = value && most !== null ? valuesOf(value).reduce((a, b) => Math.max(a, b), most) : null;
    if (!indices.shape || !data.shape) continue;
    const merged = mergeShapes(rest, data.shape.slice(indices.shape.length));
    if (!merged) throw new ShapeError("Shapes of data[i][indices.rank:] must be equal for '{{node DynamicStitch}}'");
    rest = merged.shape;
  }
  return [{ dtype: inputs[n].dtype, shape: rest && [most === null ? null : most + 1, ...rest] }];
}

export function computeStitch(c: Compute): void {
  const n = c.inputs / 2;
  const places = Array.from({ length: n }, (_, k) => wholes(c, k));
  const rest = c.shape(n).slice(c.shape(0).length);
  const inner = sizeOf(rest);
  const rows = places.reduce((most, p) => p.reduce((a, b) => Math.max(a, b), most), -1) + 1;
  places.forEach((p, k) => p.forEach((at, i) => { if (at < 0) throw new RunFailure('InvalidArgumentError', `indices[${k}][${i}] is out of range`); }));
  const dtype = c.dtype(n);
  arrange(c, 0, [rows, ...rest], (put) => {
    places.forEach((p, k) => p.forEach((at, r) => { for (let i = 0; i < inner; i++) put(at * inner + i, r * inner + i, n + k); }));
  }, { dtype, from: n, fill: zeroOf(dtype) });
}

/** data_flow_grad.py `_DynamicStitchGrads` */
export function stitchGradient(g: Gradient): Grad[] {
  const n = g.x.length / 2;
  const parts = g.x.slice(0, n).map((indices) => g.apply('GatherV2', [g.dy[0]!, indices, 0], { batch_dims: 0 }, 'GatherV2')[0]);
  return [...parts.map(() => null), ...parts];
}
