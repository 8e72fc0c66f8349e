/** Parts of greater tensors in checkpoints: `4 2 0,2:-` says the whole's shape, then begin and length along each axis, or `-` for all of it. */
import { arrayType, sizeOf, type Numbers, type Tensor } from '../dtype.ts';
import { RunFailure } from '../op-def.ts';

interface Part { readonly whole: readonly number[]; readonly begin: readonly number[]; readonly shape: readonly number[] }

/** Reads such a text. Throws RunFailure. */
export function parsePart(text: string): Part {
  const words = text.split(' ');
  const whole = words.slice(0, -1).map(Number);
  const axes = words[words.length - 1].split(':');
  if (axes.length !== whole.length || whole.some(Number.isNaN)) throw new RunFailure('InvalidArgumentError', `Could not parse slice specification: ${text}`);
  const ranges = axes.map((a, d) => (a === '-' ? [0, whole[d]] : a.split(',').map(Number)) as [number, number]);
  return { whole, begin: ranges.map((r) => r[0]), shape: ranges.map((r) => r[1]) };
}

/** Calls `copy(in the whole, in the part)` for every row of the last axis. */
function eachRow({ whole, begin, shape }: Part, copy: (at: number, from: number, length: number) => void): void {
  const row = shape[shape.length - 1];
  for (let from = 0; from < sizeOf(shape); from += row) {
    let rest = from;
    let at = 0;
    let step = 1;
    for (let d = shape.length - 1; d >= 0; d--) {
      at += (begin[d] + (rest % shape[d])) * step;
      rest = Math.floor(rest / shape[d]);
      step *= whole[d];
    }
    copy(at, from, row);
  }
}

/** Puts a part into the whole that the others have made so far. */
export function withPart(sofar: Tensor | undefined, spec: string, t: Tensor): Tensor {
  const part = parsePart(spec);
  const whole = sofar ?? { dtype: t.dtype, shape: part.whole, data: new (arrayType(t.dtype))(sizeOf(part.whole)) };
  eachRow(part, (at, from, length) => (whole.data as Numbers).set((t.data as Numbers).subarray(from, from + length), at));
  return whole;
}

/** Takes a part out of a whole. */
export function partOf(whole: Tensor, spec: string): Tensor {
  const part = parsePart(spec);
  const data = new (arrayType(whole.dtype))(sizeOf(part.shape));
  eachRow(part, (at, from, length) => data.set((whole.data as Numbers).subarray(at, at + length), from));
  return { dtype: whole.dtype, shape: part.shape, data };
}
