/** The reckoning of the best K: how seldom to save, clear and reload. Pure arithmetic; loaded with the view that shows it. */
import type { Cures } from './cycle.ts';

/**
 * Seconds of one save, clear and reload after K epochs: fixed + perEpoch·K, for what is saved and collected grows with K. `from`: `runs` a
 * line through runs of two or more K; `law` what the account says of a node; `same` neither is known, so it is taken as the same at every K.
 */
export interface Overhead { fixed: number; perEpoch: number; from: 'runs' | 'law' | 'same' }

/** A line through cures, by least squares; null unless they were of two or more K. */
function lineOf({ count, K, KK, o, Ko }: Cures): { fixed: number; perEpoch: number } | null {
  const down = count * KK - K * K;
  if (!(down > 1e-9 * count * KK)) return null;
  const perEpoch = (count * Ko - K * o) / down;
  return { fixed: (o - perEpoch * K) / count, perEpoch };
}

/**
 * The overhead as a line in K: from the cures of the runs that were made; else through the mean of theirs, with the slope of `law` between
 * K = 1 and that of the run (seconds of what depends on K, up to a constant; null: no law). `dearer`: what the epoch after costs more, of any K.
 * A slope below nothing is noise: taken as none. Null: there was no cure.
 */
export function overheadOf(all: readonly Cures[], dearer: number, law: ((K: number) => number) | null): Overhead | null {
  const sum = all.reduce((a, b) => ({ count: a.count + b.count, K: a.K + b.K, KK: a.KK + b.KK, o: a.o + b.o, Ko: a.Ko + b.Ko }), { count: 0, K: 0, KK: 0, o: 0, Ko: 0 });
  if (sum.count === 0) return null;
  const mean = sum.o / sum.count;
  const K = sum.K / sum.count;
  const line = lineOf(sum);
  if (line !== null && line.perEpoch >= 0) return { fixed: Math.max(0, line.fixed) + dearer, perEpoch: line.perEpoch, from: 'runs' };
  if (line !== null || law === null) return { fixed: mean + dearer, perEpoch: 0, from: line === null ? 'same' : 'runs' };
  const perEpoch = K > 1 ? (law(K) - law(1)) / (K - 1) : law(2) - law(1);
  return { fixed: Math.max(0, mean - perEpoch * K) + dearer, perEpoch, from: 'law' };
}

/**
 * The K of least total time, √(2·o₀/s): `fixed` o₀ seconds of one save + clear + reload that no K changes, `slowdown` s seconds more per epoch.
 * What grows with K is no part of it: (E/K)·o₁·K = E·o₁ whatever K is. Not rounded; at least 1 (when it costs nothing: every epoch),
 * Infinity when nothing slows down (never).
 */
export function bestK(fixed: number, slowdown: number): number {
  if (!(slowdown > 0)) return Infinity;
  return Math.max(1, Math.sqrt((2 * Math.max(0, fixed)) / slowdown));
}

/** Seconds of `epochs` epochs of `first` seconds when saving, clearing and reloading every K: E·t₀ + (E/K)·(o₀ + o₁·K) + s·E·(K-1)/2, K kept within 1…E. */
export function totalForK(epochs: number, first: number, K: number, { fixed, perEpoch }: Pick<Overhead, 'fixed' | 'perEpoch'>, slowdown: number): number {
  if (!(epochs > 0)) return 0;
  const k = Math.min(Math.max(1, K), Math.max(1, epochs));
  return epochs * first + (epochs / k) * (fixed + perEpoch * k) + (slowdown * epochs * (k - 1)) / 2;
}

/** The same without any: one stretch of all epochs. */
export const totalForNever = (epochs: number, first: number, slowdown: number): number => totalForK(epochs, first, epochs, { fixed: 0, perEpoch: 0 }, slowdown);

/** The best whole K from 1 to `most` (of a switch) and `epochs`: the total is convex, so it is one of the two beside √(2·o₀/s). */
export function bestWholeK(epochs: number, first: number, overhead: Overhead, slowdown: number, most: number): number {
  const last = Math.max(1, Math.min(epochs, most));
  const at = Math.min(last, bestK(overhead.fixed, slowdown));
  const [down, up] = [Math.floor(at), Math.min(last, Math.ceil(at))];
  return totalForK(epochs, first, up, overhead, slowdown) < totalForK(epochs, first, down, overhead, slowdown) ? up : down;
}
