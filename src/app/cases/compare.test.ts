import { describe, expect, it } from 'vitest';
import { tell } from '../../charts/examples.ts';
import { CHARTS } from '../../charts/list.ts';
import { ENGLISH } from '../../charts/words.ts';
import type { PublicCase } from '../../presets/case.ts';
import { DEFAULTS } from '../../protocol/config.ts';
import { COLUMNS, WIDTH, type Column } from '../../protocol/frame.ts';
import { appendRows, emptyHistory } from '../../store/history.ts';
import { cases as words } from '../words/en-cases.ts';
import { growthOf, sameRun, scaleOf, seriesOf, valueAt } from './compare.ts';
import { CASES } from './known.ts';
import { overEpochs, publishedOverlay } from './overlay.ts';

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

describe('the figures of a case over the page’s charts', () => {
  const about = { ...CASES[0].about, quantity: 'seconds', first: 10, step: 10, each: 4, skip: 1, figures: [{ x: 10, y: 2 }, { x: 25, y: 6 }, { x: 40, y: 7 }, { x: 10, y: 99, other: true }] } as const satisfies PublicCase;
  const history = historyOf([9, 4, 8].map((t, i) => ({ epoch: i + 1, model: 1, 'modelled.execute': t, main: t })));
  it('stand at the run’s own epochs, by what an epoch has of them, and our run beside them by the one factor', () => {
    const { epochs, theirs, ours, factor } = overEpochs(about, history);
    // Ours: 1 and 2 seconds each at x = 10 and 20; x = 10 alone is a figure that the run has come to.
    expect(factor).toBe(2);
    expect([...epochs]).toEqual([2, 3, 3.5, 5]);
    expect([...theirs]).toEqual([8, NaN, 24, 28]);
    expect([...ours!]).toEqual([8, 16, NaN, NaN]);
    expect(overEpochs(about, historyOf([]))).toMatchObject({ ours: null, factor: null });
  });
  it('bytes are not multiplied, and epochs of the latest model stand where that model is', () => {
    expect([...overEpochs({ ...about, quantity: 'memory' }, history).theirs]).toEqual([2, NaN, 6, 7]);
    const models = historyOf([1, 1, 2, 2].map((model, i) => ({ epoch: i + 1, model, 'modelled.execute': i + 1 })));
    expect([...overEpochs({ ...about, quantity: 'latest', skip: 0, figures: [{ x: 10, y: 1 }] }, models).epochs]).toEqual([3, 4]);
  });
  it('lie over the chart of their quantity, with their source and the factor; sums have no chart, nor has a whole process', () => {
    const input = { ...tell({ epochs: 3, leak: 10 }), history, overlay: publishedOverlay(about, words, 'published') };
    expect(input.overlay!.last).toBe(5);
    const time = CHARTS.find(({ id }) => id === 'time')!;
    const { columns, rows } = time.of(input).table(ENGLISH);
    expect(columns.slice(-2)).toEqual([{ title: `published: ${about.source}`, unit: 's', origin: null }, { title: 'our run × 2', unit: 's', origin: 'modelled' }]);
    expect(rows.map((row) => [row[0], ...row.slice(-2)])).toEqual([[1, NaN, NaN], [2, 8, 8], [3, NaN, 16], [3.5, 24, NaN], [5, 28, NaN]]);
    expect(time.of(input).describe(ENGLISH)).not.toMatch(/NaN|undefined/);
    const nodes = CHARTS.find(({ id }) => id === 'nodes')!;
    expect(nodes.of(input)).toBe(nodes.of({ ...input, overlay: null }));
    expect(publishedOverlay({ ...about, quantity: 'total' }, words, 'published')).toBeNull();
    for (const { about: known } of CASES) if (known.quantity !== 'total' && known.quantity !== 'growth') expect(publishedOverlay(known, words, 'published')).not.toBeNull();
  });
});
