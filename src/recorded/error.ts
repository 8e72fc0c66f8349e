/** How far the model is from a recording. */

/** Median over epochs of |model − recorded| / recorded, as a share; epochs in which either is missing or nothing was recorded are left out. NaN: there is none. */
export function medianError(model: ArrayLike<number>, recorded: ArrayLike<number>): number {
  const shares: number[] = [];
  for (let i = 0; i < Math.min(model.length, recorded.length); i++) {
    const share = Math.abs(model[i] - recorded[i]) / recorded[i];
    if (recorded[i] > 0 && Number.isFinite(share)) shares.push(share);
  }
  if (shares.length === 0) return Number.NaN;
  shares.sort((a, b) => a - b);
  const middle = shares.length >> 1;
  return shares.length % 2 === 1 ? shares[middle] : (shares[middle - 1] + shares[middle]) / 2;
}
