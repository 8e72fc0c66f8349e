/** What assignments to variables share: whole ones, by rows and by coordinates (core/kernels/dense_update_ops.cc, scatter_op.cc, scatter_nd_op.cc). */
import { isInteger, showDims, sizeOf, type DType, type Shape } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute, type Op } from '../op-def.ts';
import { mergeShapes } from '../shapes.ts';
import { roundTo } from './update.ts';

type Combine = (x: number, y: number) => number;

const stored = (dtype: DType, f: Combine): Combine => {
  if (dtype === 'int32') return (x, y) => f(x, y) | 0;
  if (isInteger(dtype)) return (x, y) => Math.trunc(f(x, y));
  const r = roundTo(dtype);
  return (x, y) => r(f(x, y));
};

/** `ref = f(ref, value)` of equal shapes. */
export function assignOp(type: string, signature: string, f: Combine): Op {
  return {
    type, signature, changes: true,
    infer([ref, value]) {
      const merged = mergeShapes(ref.shape, value.shape);
      if (!merged) throw new ShapeError(`Dimension mismatch for '{{node ${type}}}' with input shapes: ${showDims(ref.shape)}, ${showDims(value.shape)}.`);
      return [{ dtype: ref.dtype, shape: merged.shape }];
    },
    compute(c) {
      const [shape, value] = [c.shape(0), c.shape(1)];
      if (shape.join() !== value.join()) throw new RunFailure('InvalidArgumentError', `Shapes of both inputs must match, got ${showDims(shape)} and ${showDims(value)}`);
      c.output(0, shape, c.dtype(0));
      const x = c.state.write(0, shape);
      const y = c.data(1);
      const g = stored(c.dtype(0), f);
      for (let i = 0; i < x.length; i++) x[i] = g(x[i], y[i]);
      c.out(0).set(x);
    },
    flops: (inputs) => sizeOf(inputs[0]),
    examples: [],
  };
}

/** `ref[indices[i]] = f(ref[indices[i]], updates[i])`, one after the other; a scalar update is for all rows. */
export function scatterOp(type: string, signature: string, f: Combine): Op {
  return {
    type, signature, changes: true,
    infer([ref, indices, updates]) {
      if (ref.shape && indices.shape && updates.shape && updates.shape.length > 0) {
        const wanted: Shape = [...indices.shape, ...ref.shape.slice(1)];
        if (!mergeShapes(updates.shape, wanted)) throw new ShapeError(`Shapes must be equal rank or dimensions, but are ${showDims(updates.shape)} and ${showDims(wanted)} for '{{node ${type}}}' with input shapes: ${[ref, indices, updates].map((s) => showDims(s.shape)).join(', ')}.`);
      }
      return [{ dtype: ref.dtype, shape: ref.shape }];
    },
    compute(c) {
      const shape = c.shape(0);
      c.output(0, shape, c.dtype(0));
      const x = c.state.write(0, shape);
      const rows = c.data(1);
      const width = sizeOf(shape.slice(1));
      const y = c.data(2);
      const one = c.shape(2).length === 0;
      const wanted = [...c.shape(1), ...shape.slice(1)];
      if (!one && c.shape(2).join() !== wanted.join()) throw new RunFailure('InvalidArgumentError', `Must have updates.shape = indices.shape + params.shape[1:] or updates.shape = [], got updates.shape ${showDims(c.shape(2))}, indices.shape ${showDims(c.shape(1))}, params.shape ${showDims(shape)}`);
      const g = stored(c.dtype(0), f);
      rows.forEach((row, k) => {
        if (row < 0 || row >= shape[0]) throw new RunFailure('InvalidArgumentError', `indices${place(c.shape(1), k)} = ${row} is not in [0, ${shape[0]})`);
        for (let j = 0; j < width; j++) x[row * width + j] = g(x[row * width + j], y[one ? 0 : k * width + j]);
      });
      c.out(0).set(x);
    },
    flops: (inputs) => sizeOf(inputs[2]),
    examples: [],
  };
}

/** `[1,0]`: where element `k` stands. */
function place(shape: readonly number[], k: number): string {
  const at: number[] = [];
  let rest = k;
  for (let d = shape.length - 1; d >= 0; d--) { at.unshift(rest % shape[d]); rest = Math.floor(rest / shape[d]); }
  return at.length > 0 ? `[${at.join(',')}]` : '';
}

/** The same by coordinates: the last axis of `indices` holds them. */
export function scatterNdOp(type: string, signature: string, f: Combine): Op {
  return {
    type, signature, changes: true,
    infer: ([ref]) => [{ dtype: ref.dtype, shape: ref.shape }],
    compute(c: Compute) {
      const shape = c.shape(0);
      c.output(0, shape, c.dtype(0));
      const x = c.state.write(0, shape);
      const at = c.data(1);
      const depth = c.shape(1).at(-1) ?? 1;
      const width = sizeOf(shape.slice(depth));
      const y = c.data(2);
      const g = stored(c.dtype(0), f);
      const count = at.length / Math.max(1, depth);
      for (let k = 0; k < count; k++) {
        let to = 0;
        for (let d = 0; d < depth; d++) {
          const v = at[k * depth + d];
          if (v < 0 || v >= shape[d]) throw new RunFailure('InvalidArgumentError', `indices${place(c.shape(1).slice(0, -1), k)} = [${Array.from(at.subarray(k * depth, (k + 1) * depth)).join(', ')}] does not index into shape ${showDims(shape)}`);
          to = to * shape[d] + v;
        }
        for (let j = 0; j < width; j++) x[to * width + j] = g(x[to * width + j], y[k * width + j]);
      }
      c.out(0).set(x);
    },
    flops: (inputs) => sizeOf(inputs[2]),
    examples: [],
  };
}
