/** NumPy's broadcasting of shapes; null is a dimension that is not known yet. */

type Dims = readonly (number | null)[];

/** The broadcast of two shapes, or null when they do not fit. */
export function broadcast(a: Dims, b: Dims): (number | null)[] | null {
  const rank = Math.max(a.length, b.length);
  const out: (number | null)[] = [];
  for (let i = 0; i < rank; i++) {
    const x = i < rank - a.length ? 1 : a[i - rank + a.length]!;
    const y = i < rank - b.length ? 1 : b[i - rank + b.length]!;
    if (x === 1) out.push(y);
    else if (y === 1 || x === y) out.push(x);
    else if (x === null) out.push(y);
    else if (y === null) out.push(x);
    else return null;
  }
  return out;
}

/** Element strides of `shape` seen as the shape `out`: 0 where it is repeated. */
export function strides(shape: readonly number[], out: readonly number[]): number[] {
  const result = new Array<number>(out.length).fill(0);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const o = out.length - shape.length + i;
    result[o] = shape[i] === 1 && out[o] !== 1 ? 0 : shape[i] === 1 ? 0 : step;
    step *= shape[i];
  }
  return result;
}

/** Calls `visit(i, a, b)` with flat indices of the output and of both operands, in row-major order. */
export function eachPair(out: readonly number[], aStrides: readonly number[], bStrides: readonly number[], visit: (i: number, a: number, b: number) => void): void {
  const rank = out.length;
  const at = new Array<number>(rank).fill(0);
  const size = out.reduce((x, y) => x * y, 1);
  let a = 0;
  let b = 0;
  for (let i = 0; i < size; i++) {
    visit(i, a, b);
    for (let d = rank - 1; d >= 0; d--) {
      at[d]++;
      a += aStrides[d];
      b += bStrides[d];
      if (at[d] < out[d]) break;
      a -= aStrides[d] * out[d];
      b -= bStrides[d] * out[d];
      at[d] = 0;
    }
  }
}
