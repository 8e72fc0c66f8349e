/** The reckoning of the best K: how seldom to save, clear and reload. Pure arithmetic; loaded with the view that shows it. */

/**
 * The K of least total time, √(2·o/s): `overhead` o seconds of one save + clear + reload, `slowdown` s seconds more per epoch.
 * Not rounded; at least 1 (when it costs nothing: every epoch), Infinity when nothing slows down (never).
 */
export function bestK(overhead: number, slowdown: number): number {
  if (!(slowdown > 0)) return Infinity;
  return Math.max(1, Math.sqrt((2 * Math.max(0, overhead)) / slowdown));
}

/** Seconds of `epochs` epochs of `first` seconds when saving, clearing and reloading every K: E·t0 + (E/K)·o + s·E·(K-1)/2, K kept within 1…E. */
export function totalForK(epochs: number, first: number, K: number, overhead: number, slowdown: number): number {
  if (!(epochs > 0)) return 0;
  const k = Math.min(Math.max(1, K), Math.max(1, epochs));
  return epochs * first + (epochs / k) * overhead + (slowdown * epochs * (k - 1)) / 2;
}
