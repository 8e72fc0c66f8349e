/** What shape functions share: merging of half-known shapes, ranks, and TensorFlow's words where they do not fit. */
import { showDims, type Shape, type Static, type Tensor } from './dtype.ts';
import { ShapeError, type Inferred } from './op-def.ts';

/** What two shapes that must be equal say together; null where they contradict each other. `undefined` never: an unknown shape is null in `Shape`. */
export function mergeShapes(a: Shape | null, b: Shape | null): { shape: Shape | null } | null {
  if (!a) return { shape: b };
  if (!b) return { shape: a };
  if (a.length !== b.length) return null;
  const out: (number | null)[] = [];
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== null && b[i] !== null && a[i] !== b[i]) return null;
    out.push(a[i] ?? b[i]);
  }
  return { shape: out };
}

/** The shape, or one of so many unknown dimensions. Throws ShapeError where its rank is another. */
export function withRank(op: string, s: Static, rank: number, all: readonly Static[]): Shape {
  if (!s.shape) return new Array<null>(rank).fill(null);
  if (s.shape.length !== rank) throw new ShapeError(`Shape must be rank ${rank} but is rank ${s.shape.length} for '{{node ${op}}}' with input shapes: ${all.map((i) => showDims(i.shape)).join(', ')}.`);
  return s.shape;
}

/** Throws ShapeError as C++ words dimensions that differ. */
export function unequal(op: string, a: number | null, b: number | null, all: readonly Static[]): never {
  throw new ShapeError(`Dimensions must be equal, but are ${a ?? '?'} and ${b ?? '?'} for '{{node ${op}}}' with input shapes: ${all.map((i) => showDims(i.shape)).join(', ')}.`);
}

/** What two shapes that must be equal say together. Throws ShapeError as C++ words it. */
export function sameShape(op: string, a: Shape | null, b: Shape | null, all: readonly Static[]): Shape | null {
  const merged = mergeShapes(a, b);
  if (merged) return merged.shape;
  const [x, y] = [a ?? [], b ?? []];
  const at = x.findIndex((d, i) => d !== null && y[i] !== null && d !== y[i]);
  const what = x.length === y.length ? `Dimension ${at} in both shapes must be equal, but are ${x[at]} and ${y[at]}. Shapes are ${showDims(x)} and ${showDims(y)}.` : `Shapes must be equal rank, but are ${x.length} and ${y.length}`;
  throw new ShapeError(`${what} for '{{node ${op}}}' with input shapes: ${all.map((i) => showDims(i.shape)).join(', ')}.`);
}

/** A whole number that a constant input holds, or null. */
export const constantInt = (t: Tensor | null): number | null => (t ? (t.data as ArrayLike<number>)[0] : null);
export const constantInts = (t: Tensor | null): number[] | null => (t ? Array.from(t.data as ArrayLike<number>) : null);

/** The usual inference: one output like the first input. */
export const likeFirst = (inputs: readonly Static[]): Inferred[] => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }];
