/** The arithmetic behind "how slow must it be for the age of the universe": a geometric series. Its least rate is in lib/fit. */

/** Seconds of `epochs` epochs, the first of `first` seconds, each `ratio` times the one before. */
export function geometricSum(first: number, ratio: number, epochs: number): number {
  return Math.abs(ratio - 1) < 1e-12 ? first * epochs : (first * (ratio ** epochs - 1)) / (ratio - 1);
}
