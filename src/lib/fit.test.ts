import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestK, totalForK } from './best-k.ts';
import { FitAccumulator, fitAt, project, ratePassingAge, supported } from './fit.ts';
import type { FitKind, Projection } from './fit.ts';
import { AGE_OF_UNIVERSE } from './format.ts';

const series = (n: number, at: (epoch: number) => number) => Float64Array.from({ length: n }, (_, i) => at(i + 1));
const pick = (projection: Projection | null, kind: FitKind) => projection!.fits.find((fit) => fit.kind === kind)!;

/** Slow and obvious: the normal equations by Gauss with pivoting, in epochs scaled to -1…1; then the value at each epoch. */
function reference(times: ArrayLike<number>, degree: number): number[] {
  const n = times.length;
  const z = (i: number) => (2 * i - (n - 1)) / (n - 1);
  const size = degree + 1;
  const rows = Array.from({ length: size }, (_, r) => Array.from({ length: size + 1 }, (_unused, c) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += z(i) ** r * (c === size ? times[i] : z(i) ** c);
    return sum;
  }));
  for (let p = 0; p < size; p++) {
    const pivot = rows.slice(p).reduce((best, row, i) => (Math.abs(row[p]) > Math.abs(rows[best][p]) ? i + p : best), p);
    [rows[p], rows[pivot]] = [rows[pivot], rows[p]];
    for (let r = 0; r < size; r++) {
      if (r === p) continue;
      const factor = rows[r][p] / rows[p][p];
      for (let c = p; c <= size; c++) rows[r][c] -= factor * rows[p][c];
    }
  }
  const beta = rows.map((row, r) => row[size] / row[r]);
  return Array.from({ length: n }, (_, i) => beta.reduce((sum, b, d) => sum + b * z(i) ** d, 0));
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('project', () => {
  it('says nothing below five finite points', () => {
    expect(project([1, 2, 3, 4], 4, 10)).toBeNull();
    expect(project([1, NaN, 3, Infinity, 5, 6], 6, 10)).toBeNull();
    expect(project([1, 2, 3, 4, 5, 6], 4, 10)).toBeNull();
    expect(project([1, NaN, 3, 4, 5, 6], 6, 10)).toMatchObject({ from: 1, to: 6, epochs: 10, best: 'linear' });
  });

  it.each([5, 100, 10_000])('recovers a constant series of %d points, R² 1, and calls the simplest fit best', (n) => {
    const projection = project(series(n, () => 0.1), n, 2000);
    expect(projection!.best).toBe('constant');
    expect(pick(projection, 'constant')).toMatchObject({ r2: 1, parameters: [0.1] });
    for (const fit of projection!.fits) expect(fit.total).toBeCloseTo(200, 8);
  });

  it.each([5, 100, 10_000])('recovers an exactly linear series of %d points', (n) => {
    const projection = project(series(n, (e) => 2 + 0.003 * e), n, 1000);
    const fit = pick(projection, 'linear');
    expect(projection!.best).toBe('linear');
    expect(fit.parameters[0]).toBeCloseTo(2, 9);
    expect(fit.parameters[1]).toBeCloseTo(0.003, 12);
    expect(fit.r2).toBe(1);
    expect(fit.total).toBeCloseTo(2000 + 0.003 * 500_500, 5);
  });

  it.each([5, 100, 10_000])('recovers an exactly quadratic series of %d points', (n) => {
    const projection = project(series(n, (e) => 1 + 0.2 * e + 0.01 * e * e), n, 100);
    const fit = pick(projection, 'quadratic');
    expect(projection!.best).toBe('quadratic');
    expect(fit.parameters[2]).toBeCloseTo(0.01, 11);
    expect(fit.parameters[1]).toBeCloseTo(0.2, 7);
    expect(fit.parameters[0]).toBeCloseTo(1, 4);
    expect(fit.r2).toBe(1);
    let total = 0;
    for (let e = 1; e <= 100; e++) total += 1 + 0.2 * e + 0.01 * e * e;
    expect(fit.total / total).toBeCloseTo(1, 6);
  });

  it.each([5, 100, 1000])('recovers an exactly geometric series of %d points', (n) => {
    const projection = project(series(n, (e) => 0.5 * 1.038 ** e), n, 1000);
    const fit = pick(projection, 'geometric');
    expect(projection!.best).toBe('geometric');
    expect(fit.parameters[0]).toBeCloseTo(0.5, 9);
    expect(fit.parameters[1]).toBeCloseTo(1.038, 11);
    expect(fit.total / ((0.5 * 1.038 * (1.038 ** 1000 - 1)) / 0.038)).toBeCloseTo(1, 8);
  });

  it('keeps to the law under seeded noise: linear data are linear, flat data constant', () => {
    const next = random(7);
    expect(project(series(500, (e) => 1 + 0.01 * e + 0.1 * (next() - 0.5)), 500, 500)!.best).toBe('linear');
    expect(project(series(500, () => 1 + 0.1 * (next() - 0.5)), 500, 500)!.best).toBe('constant');
    const flat = project(series(500, () => 1 + 0.1 * (next() - 0.5)), 500, 500);
    expect(pick(flat, 'constant').r2).toBeCloseTo(0, 12);
    expect(pick(flat, 'linear').r2).toBeLessThan(0.05);
  });

  it('leaves the geometric fit out where a time is not positive, and never promises negative totals', () => {
    const projection = project([5, 4, 3, 2, 1, 0], 6, 1000);
    expect(projection!.fits.map((fit) => fit.kind)).toEqual(['constant', 'linear', 'quadratic']);
    expect(pick(projection, 'linear').total).toBe(0);
    expect(project([0, 0, 0, 0, 0], 5, 10)).toMatchObject({ best: 'constant', fits: [{ r2: 1, total: 0 }, {}, {}] });
  });

  it('agrees with the normal equations on arbitrary series, and more parameters never fit worse', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), { minLength: 5, maxLength: 60 }), (times) => {
      const projection = project(times, times.length, 100)!;
      const scale = Math.max(...times);
      for (const [degree, kind] of [[1, 'linear'], [2, 'quadratic']] as const) {
        const [c = 0, s = 0, q = 0] = pick(projection, kind).parameters;
        reference(times, degree).forEach((value, i) => expect(Math.abs(c + s * (i + 1) + q * (i + 1) ** 2 - value) / scale).toBeLessThan(1e-9));
      }
      expect(pick(projection, 'quadratic').r2).toBeGreaterThanOrEqual(pick(projection, 'linear').r2 - 1e-9);
      for (const fit of projection.fits) expect(Number.isFinite(fit.aic) && fit.r2 <= 1 && fit.total >= 0).toBe(true);
      // Of those that leave every epoch to come some time; a level line always does.
      const lasting = projection.fits.filter((fit) => Array.from({ length: 101 - times.length }, (_, i) => fitAt(fit, times.length + i)).every((time) => time > 0));
      const least = Math.min(...lasting.map(({ aic }) => aic));
      const { aic } = pick(projection, projection.best);
      // A parabola may also turn below nothing between two epochs.
      expect(aic === least || (aic > least && lasting.find((fit) => fit.aic === least)?.kind === 'quadratic')).toBe(true);
    }));
  });

  it('does not depend on the unit of time', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 5, maxLength: 40 }), (times) => {
      const seconds = project(times, times.length, 50)!;
      const millis = project(times.map((t) => t * 1024), times.length, 50)!;
      expect(millis.best).toBe(seconds.best);
      seconds.fits.forEach((fit, i) => expect(millis.fits[i].r2).toBeCloseTo(fit.r2, 6));
    }));
  });
});

describe('what a run may be projected by', () => {
  it('is the best supported curve, however large the answer’s reckoning, and none where none explains enough', () => {
    // A spill after 60 epochs, as TensorFlow does: the geometric series explains next to nothing and comes to ages of the universe.
    const spilled = project(series(120, (e) => (e < 60 ? 0.7 + 0.065 * e : 0.9 * e)), 120, 1000)!;
    expect(supported(spilled)?.kind).toBe('quadratic');
    expect(pick(spilled, 'geometric').total).toBeGreaterThan(AGE_OF_UNIVERSE);
    // As told, ten epochs after main memory was full: no curve.
    const jump = series(690, (e) => (e < 678 ? 0.34 + 0.008 * e : 432 + 0.6 * (e - 678)));
    expect(supported(project(jump, 690, 1000)!)).toBeNull();
    expect(supported(project(jump, 677, 1000)!)?.kind).toBe('linear');
    for (const times of [series(50, () => 2), series(50, (e) => 1 + (e % 20 === 0 ? 2 : 0))]) expect(supported(project(times, 50, 1000)!)?.kind).toBe('constant');
  });

  it('is no curve that leaves epochs to come without time: the next best, or none if a trend is certain', () => {
    // Bent a little downwards: a parabola fits better, and has no time left after some hundreds of epochs.
    const bent = project(series(12, (e) => 0.7 + 0.07 * e - 0.0001 * e * e + 1e-6 * Math.sin(e)), 12, 1000)!;
    expect(pick(bent, 'quadratic').aic).toBeLessThan(pick(bent, 'linear').aic);
    expect(supported(bent)?.kind).toBe('linear');
    expect(supported(project([5, 4, 3, 2, 1, 0], 6, 1000)!)).toBeNull();
    expect(supported(project(series(400, (e) => (e < 200 ? 9 : 1) + 0.01 * Math.sin(e)), 400, 10_000)!)).toBeNull();
  });
});

describe('FitAccumulator', () => {
  it('agrees with the direct solution at every length, gaps included', () => {
    const next = random(3);
    const times = series(3000, (e) => (e % 17 === 0 ? NaN : 1e3 + 0.01 * e + 1e-6 * e * e + next()));
    const grown = new FitAccumulator();
    times.forEach((time, i) => {
      grown.push(time);
      if (i > 10 && i % 250 !== 0 && i !== 2999) return;
      const direct = project(times, i + 1, 5000);
      const own = grown.project(5000);
      expect(own === null).toBe(direct === null);
      if (own === null || direct === null) return;
      expect(own.best).toBe(direct.best);
      own.fits.forEach((fit, f) => {
        expect(fit.r2).toBeCloseTo(direct.fits[f].r2, 9);
        expect(fit.aic).toBeCloseTo(direct.fits[f].aic, 3);
        expect(Math.abs(fit.total - direct.fits[f].total) / (1 + Math.abs(direct.fits[f].total))).toBeLessThan(1e-6);
      });
    });
    expect(grown.count).toBe(3000);
  });

  it('recovers exact series of 10,000 points and calls them by their name', () => {
    for (const [kind, at] of [['constant', () => 0.1], ['linear', (e: number) => 2 + 0.003 * e], ['quadratic', (e: number) => 1 + 0.2 * e + 0.01 * e * e], ['geometric', (e: number) => 0.01 * 1.001 ** e]] as const) {
      const grown = new FitAccumulator();
      for (let e = 1; e <= 10_000; e++) grown.push(at(e));
      expect(grown.project(10_000)!.best).toBe(kind);
    }
  });

  it('forgets a former run', () => {
    const grown = new FitAccumulator();
    for (let e = 1; e <= 20; e++) grown.push(e * e);
    grown.clear();
    expect(grown.project(10)).toBeNull();
    for (let e = 1; e <= 5; e++) grown.push(3);
    expect(grown.project(10)).toEqual(project([3, 3, 3, 3, 3], 5, 10));
  });
});

describe('ratePassingAge', () => {
  it('finds 3.8 % for 1,000 epochs from one second', () => {
    expect(ratePassingAge(1000, 1)).toBeCloseTo(0.038, 3);
  });

  it('is the smallest rate that passes: a hair less does not', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 5000 }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (epochs, first) => {
      const rate = ratePassingAge(epochs, first);
      const sum = (r: number) => {
        let total = 0;
        for (let e = 0, time = first; e < epochs; e++, time *= 1 + r) total += time;
        return total;
      };
      expect(sum(rate * (1 + 1e-6))).toBeGreaterThan(AGE_OF_UNIVERSE);
      expect(sum(rate * (1 - 1e-6))).toBeLessThan(AGE_OF_UNIVERSE);
    }));
  });

  it('knows the ends: already older, or never', () => {
    expect(ratePassingAge(10, AGE_OF_UNIVERSE)).toBe(0);
    expect(ratePassingAge(1, 1)).toBe(Infinity);
    expect(ratePassingAge(0, 1)).toBe(Infinity);
    expect(ratePassingAge(1000, 0)).toBe(Infinity);
    expect(ratePassingAge(NaN, NaN)).toBe(Infinity);
  });
});

describe('the best K', () => {
  it('is √(2·o/s), within its bounds', () => {
    expect(bestK(2, 0.01)).toBe(20);
    expect(bestK(0, 0.01)).toBe(1);
    expect(bestK(2, 0)).toBe(Infinity);
    expect(bestK(2, -1)).toBe(Infinity);
  });

  it('gives totals that no other K undercuts', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 1e-6, max: 10, noNaN: true }), fc.integer({ min: 1, max: 1000 }), (overhead, slowdown, K) => {
      const best = Math.min(1000, bestK(overhead, slowdown));
      expect(totalForK(1000, 1, best, { fixed: overhead, perEpoch: 0 }, slowdown)).toBeLessThanOrEqual(totalForK(1000, 1, K, { fixed: overhead, perEpoch: 0 }, slowdown) * (1 + 1e-12));
    }));
  });

  it('follows the formula and keeps K within 1…E', () => {
    expect(totalForK(100, 2, 10, { fixed: 5, perEpoch: 0 }, 0.1)).toBeCloseTo(200 + 50 + 45, 10);
    expect(totalForK(100, 2, 0, { fixed: 5, perEpoch: 0 }, 0.1)).toBe(totalForK(100, 2, 1, { fixed: 5, perEpoch: 0 }, 0.1));
    expect(totalForK(100, 2, Infinity, { fixed: 5, perEpoch: 0 }, 0.1)).toBe(totalForK(100, 2, 100, { fixed: 5, perEpoch: 0 }, 0.1));
    expect(totalForK(0, 2, 10, { fixed: 5, perEpoch: 0 }, 0.1)).toBe(0);
  });
});
