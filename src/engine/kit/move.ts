/** Moving elements: kernels that only put elements elsewhere, for every dtype that has values, strings too. */
import { sizeOf, type DType, type Shape, type Static, type Tensor } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute, type Inferred } from '../op-def.ts';

/** Row-major strides of a dense shape. */
export function rowSteps(shape: readonly number[]): number[] {
  const out = new Array<number>(shape.length);
  let step = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    out[d] = step;
    step *= shape[d];
  }
  return out;
}

/** Visits a box in row-major order: `i` counts from 0, `j` begins at `start` and moves by `steps[d]` along axis `d`. */
export function walk(shape: readonly number[], steps: readonly number[], start: number, visit: (i: number, j: number) => void): void {
  const size = sizeOf(shape);
  const rank = shape.length;
  const at = new Array<number>(rank).fill(0);
  let j = start;
  for (let i = 0; i < size; i++) {
    visit(i, j);
    for (let d = rank - 1; d >= 0; d--) {
      j += steps[d];
      if (++at[d] < shape[d]) break;
      j -= steps[d] * shape[d];
      at[d] = 0;
    }
  }
}

/**
 * Makes output `output` of elements of the inputs: `each` calls `put(i, j, input)` for every element `i` that comes from element `j` of an
 * input (0 if not said). `fill`: value of all other elements; without it they must all be put.
 */
export function arrange(c: Compute, output: number, shape: readonly number[], each: (put: (i: number, j: number, input?: number) => void) => void, { dtype = c.dtype(0), from = 0, fill = null }: { dtype?: DType; from?: number; fill?: number | string | null } = {}): void {
  if (dtype === 'string') {
    const out = new Array<string>(sizeOf(shape)).fill(typeof fill === 'string' ? fill : '');
    each((i, j, input = from) => { out[i] = c.strings(input)[j]; });
    c.outStrings(output, shape, out);
    return;
  }
  const y = c.make(output, shape, dtype);
  if (fill !== null) y.fill(Number(fill));
  const views = Array.from({ length: c.inputs }, (_, k) => (k === from || c.dtype(k) === dtype ? c.data(k) : null));
  const x = views[from]!;
  each((i, j, input) => { y[i] = (input === undefined ? x : views[input]!)[j]; });
}

/** Copies an input into output `output`, in another shape of as many elements. */
export function copy(c: Compute, shape: readonly number[], input = 0, output = 0): void {
  const dtype = c.dtype(input);
  if (dtype === 'string') { c.outStrings(output, shape, c.strings(input)); return; }
  const y = c.make(output, shape, dtype);
  y.set(c.data(input));
}

/** Whole numbers that an input holds. */
export const wholes = (c: Compute, input: number): number[] => Array.from(c.data(input));

/** An axis counted from the front. Throws RunFailure where it is out of range. */
export function frontAxis(axis: number, rank: number, what = 'axis'): number {
  if (axis < -rank || axis >= rank) throw new RunFailure('InvalidArgumentError', `${what} ${axis} is out of range [${-rank}, ${rank})`);
  return axis < 0 ? axis + rank : axis;
}

/** The same while shapes are inferred. */
export function staticAxis(axis: number, rank: number): number {
  if (axis < -rank || axis >= rank) throw new ShapeError(`Dimension ${axis} not in range [${-rank}, ${rank})`);
  return axis < 0 ? axis + rank : axis;
}

/** So many unknown dimensions. */
export const unknown = (rank: number | null): Shape | null => (rank === null ? null : new Array<null>(rank).fill(null));

/** A product of dimensions, unknown where a factor is; anything times 0 is 0. */
export const times = (a: number | null, b: number | null): number | null => (a === 0 || b === 0 ? 0 : a === null || b === null ? null : a * b);
export const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
export const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

/** The length of a vector input where it is known. */
export const lengthOf = (s: Static): number | null => s.shape?.[0] ?? null;

/** One output of this shape with the dtype of the first input. */
export const one = (s: Static, shape: Shape | null): Inferred[] => [{ dtype: s.dtype, shape }];

/** The default value of a dtype's elements. */
export const zeroOf = (dtype: DType): number | string => (dtype === 'string' ? '' : 0);

/** Elements of a tensor, for comparing: numbers or byte strings. */
export const elements = (c: Compute, input: number): ArrayLike<number | string> => (c.dtype(input) === 'string' ? c.strings(input) : c.data(input));

/** Numbers of a constant input. */
export const valuesOf = (t: Tensor): number[] => Array.from(t.data as ArrayLike<number>);

/** C's `%g` with six digits. */
export function formatG(v: number): string {
  if (Number.isNaN(v)) return Object.is(v, NaN) ? 'nan' : '-nan';
  if (!Number.isFinite(v)) return v > 0 ? 'inf' : '-inf';
  if (v === 0) return Object.is(v, -0) ? '-0' : '0';
  const [mantissa, exponent] = v.toExponential(5).split('e') as [string, string];
  const e = Number(exponent);
  const trim = (s: string): string => (s.includes('.') ? s.replace(/\.?0+$/, '') : s);
  if (e < -4 || e >= 6) return `${trim(mantissa)}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
  return trim(v.toFixed(Math.max(0, 5 - e)));
}
