/**
 * Chooses the rows worth drawing: where many rows share a pixel, the first, lowest, highest and last of them. It keeps whole rows
 * (no averages), so that stacked bands stay consistent and nothing is smoothed.
 */

/**
 * Rows to draw of `values[0 … count-1]` on `pixels` pixels, ascending, at most about 8 a pixel. NaN never wins as lowest or highest.
 * Groups are aligned to powers of two, so they stay the same while rows are appended and the picture does not shimmer.
 */
export function decimate(values: Float64Array, count: number, pixels: number): Int32Array {
  const budget = Math.max(1, Math.floor(pixels));
  if (count <= budget * 2) return Int32Array.from({ length: count }, (_, row) => row);
  let size = 1;
  while (size < count / budget) size *= 2;
  const rows = new Int32Array(Math.ceil(count / size) * 4);
  let used = 0;
  for (let start = 0; start < count; start += size) {
    const end = Math.min(count, start + size) - 1;
    let low = start;
    let high = start;
    for (let row = start; row <= end; row++) {
      const value = values[row];
      if (!(value >= values[low])) low = Number.isNaN(value) ? low : row;
      if (!(value <= values[high])) high = Number.isNaN(value) ? high : row;
    }
    const first = Math.min(low, high);
    const second = Math.max(low, high);
    rows[used++] = start;
    if (first > start) rows[used++] = first;
    if (second > first && second > start) rows[used++] = second;
    if (end > second && end > start) rows[used++] = end;
  }
  return rows.subarray(0, used);
}
