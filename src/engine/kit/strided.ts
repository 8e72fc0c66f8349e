/** Python's slices: what begin, end, strides and the five masks of StridedSlice mean (core/util/strided_slice_op.cc). */
import type { Shape } from '../dtype.ts';
import { RunFailure, ShapeError, type Attrs } from '../op-def.ts';

/** One axis of the input: where it begins, its step, how many. `null` where it is not known. */
interface Axis { readonly begin: number | null; readonly step: number; readonly length: number | null }

export interface Strided {
  readonly axes: readonly Axis[];
  /** Shape of the result: axes dropped and added as the masks say. */
  readonly shape: Shape;
}

const bit = (mask: number, i: number): boolean => (mask & (1 << i)) !== 0;

interface Spec { begin: number | null; end: number | null; step: number; beginMask: boolean; endMask: boolean; shrink: boolean }
const ALL: Spec = { begin: 0, end: 0, step: 1, beginMask: true, endMask: true, shrink: false };

/** `null` for begin or end: not known. Throws ShapeError where the input has too few axes or an index is out of range. */
export function stridedSlice(shape: Shape, begin: readonly number[] | null, end: readonly number[] | null, strides: readonly number[], attrs: Attrs): Strided {
  const [beginMask, endMask, ellipsisMask, newMask, shrinkMask] = ['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'].map((m) => attrs[m] as number) as [number, number, number, number, number];
  const n = strides.length;
  if ((ellipsisMask & (ellipsisMask - 1)) !== 0) throw new ShapeError('Multiple ellipses in slice spec not allowed');
  const marks: (number | 'new' | 'shrink')[] = []; // an axis of the input that stays, a new one, one that goes
  const specs: Spec[] = [];
  const spare = (from: number): number => {
    let count = 0;
    for (let i = from; i < n; i++) if (!bit(newMask, i)) count++;
    return count;
  };
  const keep = (spec: Spec): void => { marks.push(spec.shrink ? 'shrink' : specs.length); specs.push(spec); };
  let seen = false;
  for (let i = 0; i < n; i++) {
    if (bit(ellipsisMask, i)) {
      const stop = shape.length - spare(i + 1);
      while (specs.length < stop) keep(ALL);
      seen = true;
    } else if (bit(newMask, i)) marks.push('new');
    else {
      if (specs.length === shape.length) throw new ShapeError(`Index out of range using input dim ${specs.length}; input has only ${shape.length} dims`);
      keep({ begin: begin ? begin[i] : null, end: end ? end[i] : null, step: strides[i], beginMask: bit(beginMask, i), endMask: bit(endMask, i), shrink: bit(shrinkMask, i) });
    }
  }
  if (!seen) while (specs.length < shape.length) keep(ALL);
  const axes = specs.map((s, d) => axisOf(s, shape[d], d));
  let shrunk = 0;
  const out = marks.flatMap((m) => (m === 'new' ? [1] : m === 'shrink' ? (shrunk++, []) : [axes[m].length]));
  return { axes, shape: shrunk > shape.length ? [] : out };
}

function axisOf(s: Spec, dim: number | null, d: number): Axis {
  const { step, shrink } = s;
  if (step === 0) throw new ShapeError(`strides[${d}] must be non-zero`);
  if (shrink && step <= 0) throw new ShapeError('only stride 1 allowed on non-range indexing.');
  const whole = s.beginMask && s.endMask;
  if (dim === null) return { begin: null, step, length: shrink ? 1 : null };
  const range = step > 0 ? [0, dim] : [-1, dim - 1];
  const canonical = (x: number, masked: boolean, k: number): number => {
    if (masked) return step > 0 ? range[k] : range[(k + 1) & 1];
    const forward = x < 0 ? dim + x : x;
    return Math.min(Math.max(forward, range[0]), range[1]);
  };
  if ((s.begin === null || s.end === null) && !whole) return { begin: null, step, length: shrink ? 1 : null };
  if (shrink) {
    const at = s.begin! < 0 ? dim + s.begin! : s.begin!;
    if (at < 0 || at >= dim) throw new ShapeError(`slice index ${s.begin!} of dimension ${d} out of bounds.`);
    return { begin: at, step, length: 1 };
  }
  const from = canonical(s.begin ?? 0, s.beginMask, 0);
  const length = canonical(s.end ?? 0, s.endMask, 1) - from;
  const count = length === 0 || (length < 0) !== (step < 0) ? 0 : Math.trunc(length / step) + (length % step === 0 ? 0 : 1);
  return { begin: from, step, length: count };
}

/** The same in a run, where all is known. */
export function stridedRun(shape: readonly number[], begin: readonly number[], end: readonly number[], strides: readonly number[], attrs: Attrs): { axes: { begin: number; step: number; length: number }[]; shape: number[] } {
  try {
    return stridedSlice(shape, begin, end, strides, attrs) as ReturnType<typeof stridedRun>;
  } catch (error) {
    if (error instanceof ShapeError) throw new RunFailure('InvalidArgumentError', error.message);
    throw error;
  }
}

/** Where a box of axes begins in a dense tensor, and the step of each axis. */
export function boxOf(shape: readonly number[], axes: readonly { begin: number; step: number; length: number }[], steps: readonly number[]): { lengths: number[]; steps: number[]; start: number } {
  return { lengths: axes.map((a) => a.length), steps: axes.map((a, d) => a.step * steps[d]), start: shape.length === 0 ? 0 : axes.reduce((at, a, d) => at + a.begin * steps[d], 0) };
}

const MASK_NAMES = ['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'] as const;
/** The masks in a signature. */
export const MASKS = MASK_NAMES.map((m) => `${m}:int=0`).join(' ');
/** The masks of a node, for another one. */
export const masksOf = (attrs: Attrs): Record<string, number> => Object.fromEntries(MASK_NAMES.map((m) => [m, attrs[m] as number]));
