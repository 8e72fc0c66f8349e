import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../protocol/config.ts';
import { COLUMNS, WIDTH, type Column } from '../../protocol/frame.ts';
import { appendRows, emptyHistory } from '../../store/history.ts';
import { growthOf, sameRun, scaleOf, seriesOf, valueAt } from './compare.ts';

const historyOf = (rows: readonly Partial<Record<Column, number>>[]) =>
  appendRows(emptyHistory(), { count: rows.length, rows: Float64Array.from({ length: rows.length * WIDTH }, (_, i) => rows[Math.floor(i / WIDTH)][COLUMNS[i % WIDTH]] ?? 0) });
const axis = { first: 10, step: 10, each: 10 };

describe('a run beside the figures of a case', () => {
  const history = historyOf([1, 2, 3].map((e) => ({ epoch: e, model: 1, 'modelled.execute': e, 'modelled.build': 0.5, main: 100 * e, held: 7 })));
  it('is in the units of the report', () => {
    expect(seriesOf(history, { ...axis, quantity: 'seconds' })).toEqual([{ x: 10, y: 0.15 }, { x: 20, y: 0.25 }, { x: 30, y: 0.35 }]);
    expect(seriesOf(history, { ...axis, skip: 1, quantity: 'seconds' })).toEqual([{ x: 10, y: 0.25 }, { x: 20, y: 0.35 }]);
    expect(seriesOf(historyOf([]), { ...axis, skip: 1, quantity: 'seconds' })).toEqual([]);
    expect(seriesOf(history, { ...axis, quantity: 'total' }).map(({ y }) => y)).toEqual([1.5, 4, 7.5]);
    expect(seriesOf(history, { ...axis, quantity: 'memory' }).map(({ y }) => y)).toEqual([107, 207, 307]);
  });
  it('compares a process by its growth above the first figure, with what clears in between left', () => {
    const series = seriesOf(history, { first: 0, step: 1, each: 1, quantity: 'growth' }, [{ epoch: 1, bytes: 5 }, { epoch: 2, bytes: 95 }, { epoch: 3, bytes: 150 }]);
    expect(series).toEqual([{ x: 0, y: 107 }, { x: 0.5, y: 95 }, { x: 1, y: 207 }, { x: 1.5, y: 150 }, { x: 2, y: 307 }]);
    const figures = [{ x: 0, y: 480 }, { x: 0.5, y: 400 }, { x: 1, y: 750 }];
    expect(growthOf(figures, series)).toEqual({
      figures: [{ x: 0, y: 0 }, { x: 0.5, y: -80 }, { x: 1, y: 270 }],
      series: [{ x: 0, y: 0 }, { x: 0.5, y: -12 }, { x: 1, y: 100 }, { x: 1.5, y: 43 }, { x: 2, y: 200 }],
    });
    expect(growthOf(figures, [])).toBeNull();
    // Only a process is: what clears left is no part of the others.
    expect(seriesOf(history, { ...axis, quantity: 'memory' }, [{ epoch: 2, bytes: 95 }])).toHaveLength(3);
  });
  it('gives the epochs of the latest model that has had two', () => {
    const models = historyOf([[1, 5], [1, 1], [2, 8], [2, 2], [2, 2], [3, 9]].map(([model, t]) => ({ model, 'modelled.execute': t })));
    expect(seriesOf(models, { quantity: 'latest', first: 1, step: 1, each: 1 })).toEqual([{ x: 1, y: 8 }, { x: 2, y: 2 }, { x: 3, y: 2 }]);
    expect(seriesOf(historyOf([{ model: 1 }]), { quantity: 'latest', first: 1, step: 1, each: 1 })).toEqual([]);
    expect(seriesOf(historyOf([]), { quantity: 'latest', first: 1, step: 1, each: 1 })).toEqual([]);
  });
  it('is scaled by one factor, over the figures it has come to, and not by those of the cure', () => {
    const series = [{ x: 1, y: 1 }, { x: 2, y: 3 }];
    expect(valueAt(series, 1.5)).toBe(2);
    expect(valueAt(series, 1)).toBe(1);
    expect(valueAt(series, 0)).toBeNull();
    expect(valueAt(series, 3)).toBeNull();
    expect(scaleOf([{ x: 1, y: 10 }, { x: 2, y: 30 }, { x: 9, y: 1e6 }, { x: 2, y: 1e6, other: true }], series)).toBeCloseTo(10, 12);
    // Least squares: (2·1 + 3·3) / (1 + 9).
    expect(scaleOf([{ x: 1, y: 2 }, { x: 2, y: 3 }], series)).toBeCloseTo(1.1, 12);
    expect(scaleOf([{ x: 9, y: 1 }], series)).toBeNull();
    expect(scaleOf([{ x: 1, y: 1 }], [{ x: 1, y: 0 }])).toBeNull();
  });
  it('is known by what it was started with, cured or not', () => {
    const config = DEFAULTS.leaks;
    expect(sameRun(config, { ...config, fix: true, mark: 3, work: 'modelled' })).toBe(true);
    for (const patch of [{ leak: 'saver' }, { account: 'tensorflow' }, { save: true }, { epochs: 7 }] as const) expect(sameRun(config, { ...config, ...patch })).toBe(false);
  });
});
