/** How far the model is from a recording. */

/** Median of the numbers among the values; NaN if there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median over epochs of |model − recorded| / recorded, as a share; epochs in which either is missing or nothing was recorded are left out. NaN: there is none. */
export function medianError(model: ArrayLike<number>, recorded: ArrayLike<number>): number {
  return median(Array.from(model, (value, i) => (recorded[i] > 0 ? Math.abs(value - recorded[i]) / recorded[i] : Number.NaN)));
}
