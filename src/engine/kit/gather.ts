/** Gathers and scatters: rows by index, rows by coordinates. */
import { i32, isFull, sizeOf, tensor, type Shape, type Static } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute, type Grad, type Gradient, type Output } from '../op-def.ts';
import { denseOf, concatOf, itemOf, rangeOf, reshapeTo, sizeAs, sliceOf, transposeBy } from './build.ts';
import { wholes, arrange } from './move.ts';

/** Shape of `params` gathered by `indices` along `axis` (null: not known), after `batch` axes that both have. */
export function gatheredShape(params: Static, indices: Static, axis: number | null, batch: number): Shape | null {
  const p = params.shape;
  const shape = indices.shape;
  if (p && p.length === 0) throw new ShapeError(`Shape must be at least rank 1 but is rank 0 for '{{node GatherV2}}'`);
  if (batch < 0 && !shape) return null;
  const skip = batch < 0 ? batch + shape!.length : batch;
  if (axis === null) return p && shape ? new Array<null>(p.length + shape.length - 1 - skip).fill(null) : null;
  if (p && (axis >= p.length || axis < -p.length)) throw new ShapeError(`Shape must be at least rank ${axis < 0 ? -axis : axis + 1} but is rank ${p.length} for '{{node GatherV2}}'`);
  if (!p || !shape) return null;
  const at = axis < 0 ? axis + p.length : axis;
  return [...p.slice(0, at), ...shape.slice(skip), ...p.slice(at + 1)];
}

export function computeGather(c: Compute, axis: number, batch: number): void {
  const shape = c.shape(0);
  const by = c.shape(1);
  const skip = batch < 0 ? batch + by.length : batch;
  if (shape.length === 0) throw new RunFailure('InvalidArgumentError', 'params must be at least 1 dimensional');
  if (axis < -shape.length || axis >= shape.length) throw new RunFailure('InvalidArgumentError', `Expected axis in the range [${-shape.length}, ${shape.length}), but got ${axis}`);
  const at = axis < 0 ? axis + shape.length : axis;
  const batches = sizeOf(shape.slice(0, skip));
  const outer = sizeOf(shape.slice(skip, at));
  const inner = sizeOf(shape.slice(at + 1));
  const count = sizeOf(by.slice(skip));
  const have = shape[at];
  const indices = wholes(c, 1);
  indices.forEach((v, i) => {
    if (v < 0 || v >= have) {
      const where: number[] = [];
      let rest = i;
      for (let d = by.length - 1; d >= 0; d--) { where.unshift(rest % by[d]); rest = Math.floor(rest / by[d]); }
      throw new RunFailure('InvalidArgumentError', `indices${by.length === 0 ? '' : `[${where.join(',')}]`} = ${v} is not in [0, ${have})`);
    }
  });
  arrange(c, 0, [...shape.slice(0, at), ...by.slice(skip), ...shape.slice(at + 1)], (put) => {
    let i = 0;
    for (let b = 0; b < batches; b++) {
      for (let o = 0; o < outer; o++) {
        const base = (b * outer + o) * have;
        for (let k = 0; k < count; k++) {
          const from = (base + indices[b * count + k]) * inner;
          for (let e = 0; e < inner; e++) put(i++, from + e);
        }
      }
    }
  });
}

/** array_grad.py `_GatherV2Grad` and `_GatherGrad`: rows where the axis is the first, else sums. */
export function gatherGradient(g: Gradient, old: boolean): Grad[] {
  const [params, indices] = g.x as [Output, Output];
  const shape = g.shape(params);
  const dy = g.dy[0]!;
  const paramsShape = g.colocate(params, () => {
    const dtype = old ? 'int32' : 'int64';
    const made = isFull(shape) ? g.constant(tensor(dtype, [shape.length], shape), 'Shape') : g.emit('Shape', [params], { out_type: dtype }, 'Shape')[0];
    return old ? made : g.emit('Cast', [made], { DstT: 'int32' }, 'Cast')[0];
  });
  const count = g.apply('ExpandDims', [sizeAs(g, indices), 0], {}, 'ExpandDims')[0];
  const axis = old ? null : g.constantValue(g.x[2]);
  let batch = old ? 0 : (g.attrs.batch_dims as number);
  if (batch < 0) batch += g.shape(indices)?.length ?? 0;
  if (old || (axis && axis.data[0] === 0)) {
    const valuesShape = concatOf(g, [count, sliceOf(g, paramsShape, 1, null)], 0);
    const values = reshapeTo(g, denseOf(g, dy), valuesShape);
    const slices = { values, indices: reshapeTo(g, indices, count), denseShape: paramsShape };
    return old ? [slices, null] : [slices, null, null];
  }
  return [alongAxis(g, dy, paramsShape, indices, g.x[2], batch), null, null];
}

/** The gradient along another axis: transposed to the front, summed, transposed back. */
function alongAxis(g: Gradient, dy: Output, paramsShape: Output, indices: Output, axis: Output, batch: number): Output {
  const outer = sliceOf(g, paramsShape, null, axis);
  const inner = sliceOf(g, sliceOf(g, paramsShape, axis, null), 1, null);
  const valuesShape = concatOf(g, [outer, [-1], inner], 0);
  const dims = sizeAs(g, valuesShape);
  const axisDims = sizeAs(g, outer);
  const outerBatches = rangeOf(g, 0, batch);
  const batchAxis = rangeOf(g, batch, axisDims);
  const innerAxes = rangeOf(g, g.apply('AddV2', [axisDims, 1], {}, 'add')[0], dims);
  const values = reshapeTo(g, denseOf(g, dy), valuesShape);
  const perm = concatOf(g, [outerBatches, [axisDims] as unknown as number[], batchAxis, innerAxes], 0);
  const turned = transposeBy(g, values, perm);
  const turnedShape = g.apply('GatherV2', [paramsShape, perm, 0], { batch_dims: 0 }, 'GatherV2')[0];
  const summed = batchSums(g, turnedShape, turned, indices, batch, itemOf(g, paramsShape, axis));
  const shifted = g.apply('AddV2', [batchAxis, 1], {}, 'add')[0];
  const back = concatOf(g, [outerBatches, shifted, [batch], innerAxes], 0);
  return transposeBy(g, summed, back);
}

/** array_grad.py `_BatchGatherGrad` */
function batchSums(g: Gradient, paramsShape: Output, dy: Output, indices: Output, batch: number, size: Output): Output {
  const count = g.apply('ExpandDims', [sizeAs(g, indices), 0], {}, 'ExpandDims')[0];
  let values = dy;
  let by = indices;
  let rows = size;
  let outer: Output | null = null;
  let flat: Output | null = null;
  if (batch > 0) {
    const s = g.shape(values);
    const valuesShape = isFull(s) ? g.constant(i32([s.length], s), 'Shape') : g.emit('Shape', [values], { out_type: 'int32' }, 'Shape')[0];
    outer = sliceOf(g, valuesShape, null, batch);
    const inner = sliceOf(g, sliceOf(g, valuesShape, batch, null), 1, null);
    const batches = g.apply('Prod', [outer, [0]], { keep_dims: false }, 'Prod')[0];
    flat = concatOf(g, [[-1], inner], 0);
    rows = g.emit('Mul', [rows, batches], {}, 'mul')[0];
    by = batchIndices(g, paramsShape, indices, batch);
    values = reshapeTo(g, values, flat);
  }
  const flatIndices = reshapeTo(g, by, count);
  const sums = g.emit('UnsortedSegmentSum', [values, flatIndices, rows], {}, 'UnsortedSegmentSum')[0];
  return outer ? reshapeTo(g, sums, concatOf(g, [outer, flat!], 0)) : sums;
}

/** array_grad.py `_GetBatchIndices`: indices into the tensor with its batch axes joined. */
function batchIndices(g: Gradient, paramsShape: Output, indices: Output, batch: number): Output {
  const dtype = g.dtype(indices);
  const scalar = (v: number, name: string): Output => g.constant(tensor(dtype, [], [v]), name);
  const cast = dtype === 'int32' ? paramsShape : g.emit('Cast', [paramsShape], { DstT: dtype }, 'Cast')[0];
  let out = indices;
  let step = scalar(1, 'ones');
  for (let dim = batch; dim > 0; dim--) {
    const size = itemOf(g, cast, dim - 1);
    step = g.emit('Mul', [step, itemOf(g, cast, dim)], {}, 'mul')[0];
    const start = scalar(0, 'zeros');
    const one = scalar(1, 'ones');
    const range = g.emit('Range', [start, size, one], {}, 'range')[0];
    const offsets = g.emit('Mul', [range, step], {}, 'mul')[0];
    const before = g.apply('Tile', [[1], [dim - 1]], {}, 'Tile')[0];
    const rank = g.shape(indices) ? g.constant(i32([], [g.shape(indices)!.length]), 'Rank') : g.emit('Rank', [indices], {}, 'Rank')[0];
    const left = g.apply('Sub', [rank, dim], {}, 'sub')[0];
    const after = g.apply('Tile', [[1], [left]], {}, 'Tile')[0];
    const shape = concatOf(g, [before, [size] as unknown as number[], after], 0);
    out = g.emit('AddV2', [out, reshapeTo(g, offsets, shape)], {}, 'add')[0];
  }
  return out;
}

// --- by coordinates --------------------------------------------------------------------------------------------------

/** Calls `visit(k, at)` for row `k` of the coordinates, `at` its place among the rows of `shape`. */
export function eachCoordinate(c: Compute, input: number, shape: readonly number[], what: string, visit: (k: number, at: number) => void): { depth: number; inner: number } {
  const by = c.shape(input);
  const depth = by.at(-1)!;
  const inner = sizeOf(shape.slice(depth));
  const rows = sizeOf(by.slice(0, -1));
  const indices = wholes(c, input);
  for (let k = 0; k < rows; k++) {
    let at = 0;
    for (let d = 0; d < depth; d++) {
      const v = indices[k * depth + d];
      if (v < 0 || v >= shape[d]) throw new RunFailure('InvalidArgumentError', `indices[${k}] = [${indices.slice(k * depth, (k + 1) * depth).join(', ')}] does not index into ${what} [${shape.join(',')}]`);
      at = at * shape[d] + v;
    }
    visit(k, at);
  }
  return { depth, inner };
}

/** The static shape of coordinates-gathered rows. */
export function gatheredNdShape(params: Static, indices: Static): Shape | null {
  const depth = indices.shape?.at(-1);
  if (indices.shape?.length === 0) throw new ShapeError("Shape must be at least rank 1 but is rank 0 for '{{node GatherNd}}'");
  if (!params.shape || !indices.shape || depth === null || depth === undefined) return null;
  if (depth > params.shape.length) throw new ShapeError(`indices.shape[-1] must be <= params.rank, but saw indices shape: [${indices.shape.map((d) => d ?? '?').join(',')}] and params shape: [${params.shape.map((d) => d ?? '?').join(',')}]`);
  return [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
}

/** Adds, or otherwise combines, update rows into `y`, a tensor of `shape`. */
export function scatterRows(c: Compute, indicesInput: number, updatesInput: number, shape: readonly number[], combine: (at: number, from: number) => void): void {
  const by = c.shape(indicesInput);
  const wanted = [...by.slice(0, -1), ...shape.slice(by.at(-1))];
  const got = c.shape(updatesInput);
  if (wanted.join() !== got.join()) throw new RunFailure('InvalidArgumentError', `Dimensions [0,${by.length - 1}) of indices[shape=[${by.join(',')}]] must match dimensions [0,${by.length - 1}) of updates[shape=[${got.join(',')}]]`);
  const inner = sizeOf(shape.slice(by.at(-1)));
  eachCoordinate(c, indicesInput, shape, 'shape', (k, at) => { for (let i = 0; i < inner; i++) combine(at * inner + i, k * inner + i); });
}

/** GatherNd's kernel. */
export function computeNd(c: Compute): void {
  const shape = c.shape(0);
  const by = c.shape(1);
  const depth = by.at(-1)!;
  const inner = sizeOf(shape.slice(depth));
  arrange(c, 0, [...by.slice(0, -1), ...shape.slice(depth)], (put) => { eachCoordinate(c, 1, shape, 'params shape', (k, at) => { for (let i = 0; i < inner; i++) put(k * inner + i, at * inner + i); }); });
}
