/** Blocks of space moved into the batch or into the channels, and back. */
import { sizeOf, type Shape } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute } from '../op-def.ts';
import { wholes, arrange, rowSteps, zeroOf } from './move.ts';

const fail = (message: string): never => { throw new RunFailure('InvalidArgumentError', message); };

/** Shape after space went into the batch. `paddings` pairs; null: not known. */
export function spaceToBatchShape(shape: Shape, block: readonly number[] | null, paddings: readonly number[] | null, blocks: number | null): Shape | null {
  if (!block) return blocks === null ? null : shape.map((d, i) => (i > blocks ? d : null));
  const m = block.length;
  if (shape.length < m + 1) throw new ShapeError(`Shape must be at least rank ${m + 1} but is rank ${shape.length} for '{{node SpaceToBatchND}}'`);
  const total = block.reduce((a, b) => a * b, 1);
  return shape.map((d, i) => {
    if (d === null) return null;
    if (i === 0) return d * total;
    if (i > m) return d;
    if (!paddings) return null;
    const padded = d + paddings[2 * (i - 1)] + paddings[2 * (i - 1) + 1];
    if (padded % block[i - 1] !== 0) throw new ShapeError(`Dimension size must be evenly divisible by ${block[i - 1]} but is ${padded} for '{{node SpaceToBatchND}}'`);
    return padded / block[i - 1];
  });
}

export function batchToSpaceShape(shape: Shape, block: readonly number[] | null, crops: readonly number[] | null, blocks: number | null): Shape | null {
  if (!block) return blocks === null ? null : shape.map((d, i) => (i > blocks ? d : null));
  const m = block.length;
  if (shape.length < m + 1) throw new ShapeError(`Shape must be at least rank ${m + 1} but is rank ${shape.length} for '{{node BatchToSpaceND}}'`);
  const total = block.reduce((a, b) => a * b, 1);
  return shape.map((d, i) => {
    if (d === null) return null;
    if (i === 0) {
      if (d % total !== 0) throw new ShapeError(`Dimension size must be evenly divisible by ${total} but is ${d} for '{{node BatchToSpaceND}}'`);
      return d / total;
    }
    if (i > m) return d;
    return crops ? d * block[i - 1] - crops[2 * (i - 1)] - crops[2 * (i - 1) + 1] : null;
  });
}

/** Visits every element of the batched tensor with its place in space, or -1 where that is padding. */
function eachBlock(batched: readonly number[], space: readonly number[], block: readonly number[], before: readonly number[], visit: (batchedAt: number, spaceAt: number) => void): void {
  const m = block.length;
  const rest = sizeOf(batched.slice(m + 1));
  const outer = sizeOf(batched.slice(1, m + 1));
  const steps = rowSteps(space.slice(1, m + 1));
  const cells = sizeOf(space.slice(1, m + 1));
  const batches = space[0];
  for (let b = 0; b < batched[0]; b++) {
    let offset = Math.floor(b / batches);
    const offsets = new Array<number>(m);
    for (let d = m - 1; d >= 0; d--) { offsets[d] = offset % block[d]; offset = Math.floor(offset / block[d]); }
    for (let k = 0; k < outer; k++) {
      let left = k;
      let at = 0;
      let inside = true;
      for (let d = m - 1; d >= 0; d--) {
        const pos = (left % batched[d + 1]) * block[d] + offsets[d] - before[d];
        left = Math.floor(left / batched[d + 1]);
        if (pos < 0 || pos >= space[d + 1]) inside = false;
        at += pos * steps[d];
      }
      for (let i = 0; i < rest; i++) visit((b * outer + k) * rest + i, inside ? ((b % batches) * cells + at) * rest + i : -1);
    }
  }
}

export function computeSpaceToBatch(c: Compute, block: readonly number[], paddings: readonly number[]): void {
  const shape = c.shape(0);
  let out: readonly number[];
  try { out = spaceToBatchShape(shape, block, paddings, block.length) as number[]; } catch (e) { out = fail((e as Error).message); }
  arrange(c, 0, out, (put) => eachBlock(out, shape, block, block.map((_, d) => paddings[2 * d]), (i, j) => { if (j >= 0) put(i, j); }), { fill: zeroOf(c.dtype(0)) });
}

export function computeBatchToSpace(c: Compute, block: readonly number[], crops: readonly number[]): void {
  const shape = c.shape(0);
  let out: readonly number[];
  try { out = batchToSpaceShape(shape, block, crops, block.length) as number[]; } catch (e) { out = fail((e as Error).message); }
  arrange(c, 0, out, (put) => eachBlock(shape, out, block, block.map((_, d) => crops[2 * d]), (j, i) => { if (i >= 0) put(i, j); }));
}

/** Places of height, width and channels in a shape of four axes. */
const PLACES: Readonly<Record<string, readonly [number, number, number]>> = { NHWC: [1, 2, 3], NCHW: [2, 3, 1] };

export function depthShape(shape: Shape | null, size: number, format: string, toDepth: boolean): Shape {
  const [h, w, ch] = PLACES[format];
  if (!shape) return [null, null, null, null];
  if (shape.length !== 4) throw new ShapeError(`Shape must be rank 4 but is rank ${shape.length} for '{{node SpaceToDepth}}'`);
  const divided = (d: number | null, by: number): number | null => {
    if (d !== null && d % by !== 0) throw new ShapeError(`Dimension size must be evenly divisible by ${by} but is ${d} for '{{node SpaceToDepth}}'`);
    return d === null ? null : d / by;
  };
  const grown = (d: number | null, by: number): number | null => (d === null ? null : d * by);
  return shape.map((d, i) => {
    if (i === h || i === w) return toDepth ? divided(d, size) : grown(d, size);
    return i === ch ? (toDepth ? grown(d, size * size) : divided(d, size * size)) : d;
  });
}

export function computeDepth(c: Compute, toDepth: boolean): void {
  const [size, format] = [c.attrs.block_size as number, c.attrs.data_format as string];
  const shape = c.shape(0);
  const out = depthShape(shape, size, format, toDepth) as number[];
  const [h, w, ch] = PLACES[format];
  const [deep, wide] = toDepth ? [out, shape] : [shape, out];
  const [deepSteps, wideSteps] = [rowSteps(deep), rowSteps(wide)];
  arrange(c, 0, out, (put) => {
    for (let n = 0; n < deep[0]; n++) for (let y = 0; y < deep[h]; y++) for (let x = 0; x < deep[w]; x++) for (let k = 0; k < deep[ch]; k++) {
      const channels = wide[ch];
      const block = Math.floor(k / channels);
      const deepAt = n * deepSteps[0] + y * deepSteps[h] + x * deepSteps[w] + k * deepSteps[ch];
      const wideAt = n * wideSteps[0] + (y * size + Math.floor(block / size)) * wideSteps[h] + (x * size + (block % size)) * wideSteps[w] + (k % channels) * wideSteps[ch];
      if (toDepth) put(deepAt, wideAt);
      else put(wideAt, deepAt);
    }
  });
}

/** Both size inputs of SpaceToBatchND and BatchToSpaceND. */
export const blockInputs = (c: Compute): [number[], number[]] => [wholes(c, 1), wholes(c, 2)];
