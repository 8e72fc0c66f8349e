/**
 * Least-squares fits of time per epoch, and what they say of the whole run. Pure arithmetic on
 * plain numbers: no words, no drawing.
 *
 * Constant, linear and quadratic fits are ordinary least squares, solved in orthogonal polynomials of the centred epoch. The
 * geometric one, t0·r^epoch, is a least-squares line through the logarithms (it weighs relative errors); its R² and AIC are
 * nevertheless computed from the residuals in seconds, like those of the others, so that the four can be compared.
 */
import { AGE_OF_UNIVERSE } from './format.ts';

export type FitKind = 'constant' | 'linear' | 'quadratic' | 'geometric';
export interface Fit {
  kind: FitKind;
  /** Seconds, epochs counted from 1: constant [c]; linear [c, s]; quadratic [c, s, q] for c + s·e + q·e²; geometric [t0, r] for t0·r^e. */
  parameters: number[];
  /** Share of the variance explained. 1 for a perfectly constant series; negative if worse than the mean (geometric only). */
  r2: number;
  /** Akaike's criterion n·ln(SSE/n) + 2k, k counting the variance; smaller is better. */
  aic: number;
  /** Seconds of epochs 1 to `epochs` if the fit holds: never below 0, Infinity beyond 10³⁰⁸. */
  total: number;
}
/** Fits to the epochs `from` to `to` (those with a finite time), reckoned to `epochs`; `best` is the kind of least AIC among those that give every epoch to come more than no time. */
export interface Projection { from: number; to: number; epochs: number; fits: Fit[]; best: FitKind }

/** A curve that explains less than this share of the variance is not worth a prophecy. The one threshold of card, chart and words. */
export const FITS_WELL = 0.9;

/**
 * The fit by which the run may be projected; null where none is good enough: the pace has changed on the way (a spill, a cure). A level line
 * explains nothing of the variance by its nature: it is good enough where no other curve, not even one that runs down to no time, has a lower AIC.
 */
export function supported({ fits, best }: Projection): Fit | null {
  const fit = fits.find(({ kind }) => kind === best);
  if (fit === undefined) return null;
  const enough = fit.kind === 'constant' ? fits.every(({ aic }) => aic >= fit.aic) : fit.r2 >= FITS_WELL;
  return enough ? fit : null;
}

/** Seconds that a fit expects of an epoch (1-based). */
export function fitAt({ kind, parameters: [a = Number.NaN, b = 0, c = 0] }: Pick<Fit, 'kind' | 'parameters'>, epoch: number): number {
  return kind === 'geometric' ? a * b ** epoch : a + b * epoch + c * epoch * epoch;
}

/** Whether a fit expects more than no time of each epoch from `to` to `epochs`: at both ends, and where a parabola turns in between. */
export function lasts(fit: Fit, to: number, epochs: number): boolean {
  const turn = -(fit.parameters[1] ?? 0) / (2 * (fit.parameters[2] ?? 0));
  const places = fit.kind === 'quadratic' && turn > to && turn < epochs ? [to, epochs, turn] : [to, epochs];
  return places.every((epoch) => fitAt(fit, epoch) > 0);
}

/** Fewer epochs than this say nothing about a trend. */
const FEWEST = 5;
/** Residuals under this share (squared) of the times themselves are rounding errors: such fits tie, and the simplest wins. */
const PERFECT = 1e-18;

/**
 * Fits the first `count` of `times` (seconds; index 0 is epoch 1) and projects them to `epochs`. Times that are not finite are
 * left out. Null below five points. No geometric fit where a time is 0 or less. O(count).
 */
export function project(times: ArrayLike<number>, count: number, epochs: number): Projection | null {
  const sums = new Sums((count + 1) / 2);
  for (let i = 0; i < count; i++) sums.push(i + 1, times[i]);
  return solve(sums, times, count, epochs);
}

/**
 * The same for a series that grows: each time is looked at once when it comes (its logarithm taken), a projection then costs
 * one cheap pass over the times for the residuals.
 */
export class FitAccumulator {
  private times = new Float64Array(1024);
  private sums = new Sums(0);
  private pushed = 0;

  /** Times pushed so far, finite or not. */
  get count(): number {
    return this.pushed;
  }

  /** Appends the time of the next epoch, in seconds. */
  push(time: number): void {
    if (this.pushed === this.times.length) {
      const grown = new Float64Array(2 * this.pushed);
      grown.set(this.times);
      this.times = grown;
    }
    this.times[this.pushed++] = time;
    this.sums.push(this.pushed, time);
  }

  /** As the function `project` for the times pushed so far. */
  project(epochs: number): Projection | null {
    return solve(this.sums, this.times, this.pushed, epochs);
  }

  /** Forgets everything: a new run. */
  clear(): void {
    this.sums = new Sums(0);
    this.pushed = 0;
  }
}

/** Power sums of epochs (from `origin`), times (from the first time, so that a constant series is exact) and their logarithms. */
class Sums {
  n = 0; from = 0; to = 0; first = 0; firstLog = 0; positive = true;
  x1 = 0; x2 = 0; x3 = 0; x4 = 0;
  t1 = 0; t2 = 0; xt = 0; xxt = 0; l1 = 0; xl = 0;
  readonly origin: number;

  constructor(origin: number) {
    this.origin = origin;
  }

  push(epoch: number, time: number): void {
    if (!Number.isFinite(time)) return;
    if (this.n === 0) {
      this.from = epoch;
      this.first = time;
      this.firstLog = time > 0 ? Math.log(time) : 0;
    }
    this.n += 1;
    this.to = epoch;
    const x = epoch - this.origin;
    const xx = x * x;
    const t = time - this.first;
    this.x1 += x; this.x2 += xx; this.x3 += xx * x; this.x4 += xx * xx;
    this.t1 += t; this.t2 += time * time; this.xt += x * t; this.xxt += xx * t;
    if (time > 0) {
      const log = Math.log(time) - this.firstLog;
      this.l1 += log;
      this.xl += x * log;
    } else {
      this.positive = false;
    }
  }
}

function solve(sums: Sums, times: ArrayLike<number>, count: number, epochs: number): Projection | null {
  const { n, origin } = sums;
  if (n < FEWEST) return null;
  // Central moments of the epoch, m its mean; p1 = x - m and p2 = (x - m)² - skew·(x - m) - spread are orthogonal.
  const m = sums.x1 / n;
  const c2 = sums.x2 - n * m * m;
  const c3 = sums.x3 - 3 * m * sums.x2 + 2 * n * m ** 3;
  const c4 = sums.x4 - 4 * m * sums.x3 + 6 * m * m * sums.x2 - 3 * n * m ** 4;
  const skew = c3 / c2;
  const spread = c2 / n;
  const mean = sums.t1 / n;
  const t1 = sums.xt - m * sums.t1;
  const t2 = sums.xxt - 2 * m * sums.xt + m * m * sums.t1 - skew * t1 - spread * sums.t1;
  const slope = t1 / c2;
  const bend = t2 / (c4 - skew * c3 - spread * c2);
  const level = sums.first + mean;
  const logSlope = (sums.xl - m * sums.l1) / c2;
  const logLevel = sums.firstLog + sums.l1 / n;
  const centre = origin + m;

  // One pass for the residuals of all four.
  let constant = 0, linear = 0, quadratic = 0, geometric = 0;
  const ratio = Math.exp(logSlope);
  let power = Math.exp(logLevel + logSlope * (sums.from - centre));
  for (let epoch = sums.from; epoch <= count; epoch++, power *= ratio) {
    const time = times[epoch - 1];
    if (!Number.isFinite(time)) continue;
    const x = epoch - centre;
    const flat = time - level;
    const straight = flat - slope * x;
    const bent = straight - bend * (x * x - skew * x - spread);
    const grown = time - power;
    constant += flat * flat;
    linear += straight * straight;
    quadratic += bent * bent;
    geometric += grown * grown;
  }

  const floor = Math.max(PERFECT * sums.t2, Number.MIN_VALUE);
  const fit = (kind: FitKind, parameters: number[], squares: number, total: number): Fit => ({
    kind,
    parameters,
    r2: squares <= floor ? 1 : constant === 0 ? 0 : 1 - squares / constant,
    aic: n * Math.log(Math.max(squares, floor) / n) + 2 * (parameters.length + 1),
    total: Math.max(0, total),
  });
  const straightAtZero = level - slope * centre;
  const linearPart = slope - bend * (2 * centre + skew);
  const atZero = straightAtZero + bend * (centre * centre + skew * centre - spread);
  const fits = [
    fit('constant', [level], constant, epochs * level),
    fit('linear', [straightAtZero, slope], linear, polynomialTotal(epochs, straightAtZero, slope, 0)),
    fit('quadratic', [atZero, linearPart, bend], quadratic, polynomialTotal(epochs, atZero, linearPart, bend)),
  ];
  if (sums.positive) {
    const start = Math.exp(logLevel - logSlope * centre);
    fits.push(fit('geometric', [start, ratio], geometric, geometricTotal(epochs, start * ratio, logSlope)));
  }
  let best = fits[0];
  for (const candidate of fits) if (candidate.aic < best.aic && lasts(candidate, sums.to, epochs)) best = candidate;
  return { from: sums.from, to: sums.to, epochs, fits, best: best.kind };
}

/** Σ c + s·e + q·e² for e = 1…E. */
function polynomialTotal(E: number, c: number, s: number, q: number): number {
  return E * c + s * ((E * (E + 1)) / 2) + q * ((E * (E + 1) * (2 * E + 1)) / 6);
}

/** Σ first·r^(e-1) for e = 1…E, with log r; exact for r near 1. */
function geometricTotal(E: number, first: number, logRate: number): number {
  return first * (logRate === 0 ? E : Math.expm1(E * logRate) / Math.expm1(logRate));
}

/**
 * The smallest growth per epoch (0.038 is 3.8 %) with which `epochs` epochs, the first of `firstSeconds`, last longer than the
 * universe has. 0 if they do without growing; Infinity if no growth can do it (a single epoch, or none, or no first time).
 */
export function ratePassingAge(epochs: number, firstSeconds: number): number {
  if (!(firstSeconds > 0) || !(epochs >= 1)) return Infinity;
  if (epochs * firstSeconds > AGE_OF_UNIVERSE) return 0;
  if (epochs < 2) return Infinity;
  // The last epoch alone passes the age at the upper end.
  let low = 0;
  let high = Math.log(AGE_OF_UNIVERSE / firstSeconds) / (epochs - 1) + 1e-9;
  for (let i = 0; i < 200 && low < high; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (geometricTotal(epochs, firstSeconds, middle) > AGE_OF_UNIVERSE) high = middle;
    else low = middle;
  }
  return Math.expm1(high);
}
