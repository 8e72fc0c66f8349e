/** Diagonals of matrices as MatrixDiagV3 and its kin lay them out: a band of them as rows, the upper ones first, shorter ones aligned. */

/** Rows and columns of the matrix that diagonals fill, where some are not said (-1). */
export function diagonalMatrix(longest: number, low: number, high: number, rows: number, cols: number): [number, number] {
  const [least, most] = [longest - Math.min(high, 0), longest + Math.max(low, 0)];
  if (rows < 0 && cols < 0) return [Math.max(least, most), Math.max(least, most)];
  return [rows < 0 ? least : rows, cols < 0 ? most : cols];
}

/** Visits all elements of a band: number of the diagonal (0: the highest), place in its row, row and column of the matrix. */
export function eachDiagonal(m: number, n: number, low: number, high: number, longest: number, align: string, visit: (diagonal: number, at: number, row: number, col: number) => void): void {
  const [above, below] = align.split('_') as [string, string];
  for (let k = high; k >= low; k--) {
    const length = Math.min(m + Math.min(k, 0), n - Math.max(k, 0));
    const right = (k >= 0 ? above : below) === 'RIGHT';
    const shift = right ? longest - length : 0;
    for (let e = 0; e < length; e++) visit(high - k, e + shift, e - Math.min(k, 0), e + Math.max(k, 0));
  }
}
