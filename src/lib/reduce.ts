/** Reductions over axes of row-major data. */

/** Axes made non-negative, distinct and sorted. Throws RangeError for an axis outside -rank..rank-1. */
export function normalAxes(axes: ArrayLike<number>, rank: number): number[] {
  const out = new Set<number>();
  for (const a of Array.from(axes)) {
    if (a < -rank || a >= rank) throw new RangeError(`Invalid reduction dimension (${a} for input with ${rank} dimension(s))`);
    out.add(a < 0 ? a + rank : a);
  }
  return [...out].sort((a, b) => a - b);
}

/** Shape after reducing over `axes`. */
export function reducedShape<D extends number | null>(shape: readonly D[], axes: readonly number[], keep: boolean): (D | 1)[] {
  if (keep) return shape.map((d, i) => (axes.includes(i) ? 1 : d));
  return shape.filter((_, i) => !axes.includes(i));
}

/** Calls `visit(source, target)` for every element in ascending order of the source. */
export function eachReduced(shape: readonly number[], axes: readonly number[], visit: (source: number, target: number) => void): void {
  const rank = shape.length;
  const step = new Array<number>(rank).fill(0);
  let size = 1;
  for (let d = rank - 1; d >= 0; d--) if (!axes.includes(d)) { step[d] = size; size *= shape[d]; }
  const at = new Array<number>(rank).fill(0);
  const total = shape.reduce((a, b) => a * b, 1);
  let target = 0;
  for (let i = 0; i < total; i++) {
    visit(i, target);
    for (let d = rank - 1; d >= 0; d--) {
      at[d]++;
      target += step[d];
      if (at[d] < shape[d]) break;
      target -= step[d] * shape[d];
      at[d] = 0;
    }
  }
}
