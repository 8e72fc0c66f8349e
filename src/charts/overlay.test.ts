/** A recorded run over the charts: the same chart underneath, both in picture, axis, words, table and crosshair. */
import { describe, expect, it } from 'vitest';
import { tell } from './examples.ts';
import { CHARTS } from './list.ts';
import { overlayOf, type OverlayParts } from './overlay.ts';
import { PALETTES } from './palette.ts';
import { posterSvg } from './poster.ts';
import { ENGLISH } from './words.ts';

const series = (recorded: number[], model: number[] | null) => ({ recorded: Float64Array.from(recorded), model: model && Float64Array.from(model), error: 'e %', short: 'e %', name: 'rec', more: [] });
const words: OverlayParts['words'] = {
  recorded: 'recorded', legend: 'recorded: TensorFlow 1.15, here', model: 'model', modelled: 'model of it',
  describe: (name, epochs, first, last, highest) => `${name}: ${epochs} epochs, ${first}, ${last}, ${highest}.`, describeModel: (last, error) => `Model: ${last}, ${error}.`,
};
/** Recorded epochs 2 to 4, while the page's run has 1 to 3. */
const overlay = overlayOf({
  epochs: Float64Array.of(2, 3, 4), words,
  series: { nodes: series([1e6, 2e6, 3e6], [1e6, 2e6, 4e6]), time: series([50, Number.NaN, 70], null) },
});
const input = { ...tell({ epochs: 3, leak: 10 }), overlay };
const chart = (id: string) => CHARTS.find((known) => known.id === id)!;

describe('a recorded run over the charts', () => {
  it('leaves charts of which it has nothing as they are, and gives the same data for the same input', () => {
    expect(chart('learning').of(input)).toBe(chart('learning').of({ ...input, overlay: null }));
    expect(chart('nodes').of(input)).toBe(chart('nodes').of(input));
    expect(chart('nodes').of(input)).not.toBe(chart('nodes').of({ ...input, overlay: null }));
  });

  it('widens the axis to what was recorded and to the model, linear and logarithmic, and the epochs to its last', () => {
    expect(overlay.last).toBe(4);
    expect(chart('nodes').of(input).domain({ log: false, lastShown: 30 }).to).toBeGreaterThanOrEqual(4e6);
    expect(chart('time').of(input).domain({ log: true, lastShown: 30 }).to).toBeGreaterThanOrEqual(70);
  });

  it('makes room for data and recording, and not for the line at which memory is full: that is said to be off the scale', () => {
    const bytes = overlayOf({ epochs: Float64Array.of(1, 2, 3), words, series: { memory: series([0.2e9, 0.4e9, 0.66e9], null) } });
    const account = { ...input, config: { ...input.config, account: 'tensorflow' as const, main: 12 * 1024 ** 3 }, overlay: bytes };
    for (const { columns, count } of [account.history]) for (const tier of ['video', 'held', 'disk'] as const) columns[tier].fill(0, 0, count);
    account.history.columns.main.fill(0.65e9, 0, account.history.count);
    const bound = chart('memory').of(account);
    const { to } = bound.domain({ log: false, lastShown: 30 });
    expect(to).toBeGreaterThanOrEqual(0.66e9);
    expect(to).toBeLessThan(1e9);
    expect(chart('memory').of({ ...account, overlay: null }).domain({ log: false, lastShown: 30 }).to).toBeGreaterThan(12e9);
    const picture = posterSvg({ chart: chart('memory'), input: account, palette: PALETTES.light, words: ENGLISH, linkTitle: '', log: true, whole: false });
    expect(picture).toContain(ENGLISH.capacity.above(ENGLISH.capacity.mainAlone('12 GB')));
  });

  it('adds its columns behind the chart’s own, epoch by epoch, and cells stay empty where only one has the epoch', () => {
    const own = chart('nodes').of({ ...input, overlay: null }).table(ENGLISH);
    const { columns, rows } = chart('nodes').of(input).table(ENGLISH);
    expect(columns.slice(own.columns.length)).toEqual([{ title: 'rec', unit: 'nodes', origin: 'recorded' }, { title: 'model of it', unit: 'nodes', origin: 'modelled' }]);
    expect(rows.map((row) => row[0])).toEqual([1, 2, 3, 4]);
    expect(rows.map((row) => row.slice(-2))).toEqual([[NaN, NaN], [1e6, 1e6], [2e6, 2e6], [3e6, 4e6]]);
    expect(rows.slice(0, 3).map((row) => row.slice(0, own.columns.length))).toEqual(own.rows);
    expect(rows[3].slice(1, own.columns.length).every(Number.isNaN)).toBe(true);
  });

  it('says and reads out both', () => {
    const bound = chart('nodes').of(input);
    expect(bound.describe(ENGLISH)).toContain('rec: 3 epochs, 1 M, 3 M, 3 M. Model: 4 M, e %.');
    expect(bound.readout(1, ENGLISH).slice(-2)).toMatchObject([{ label: 'recorded', value: '1 M' }, { label: 'model', value: '1 M' }]);
    expect(bound.readout(0, ENGLISH).map(({ label }) => label)).not.toContain('recorded');
    expect(chart('time').of(input).readout(2, ENGLISH).map(({ label }) => label)).not.toContain('recorded');
  });

  it('draws a cross for each recorded epoch and a dashed line for the model, with version and machine in pictures that stand alone', () => {
    const svg = (id: string): string => posterSvg({ chart: chart(id), input, palette: PALETTES.light, words: ENGLISH, linkTitle: '', log: true, whole: false });
    expect(svg('nodes')).toContain('recorded: TensorFlow 1.15, here');
    expect(svg('nodes')).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg('time')).not.toMatch(/NaN|Infinity|undefined/);
    // Two strokes a cross, and those of the legend besides; the model has its line and the legend's.
    const strokes = (id: string): number => svg(id).split('stroke-width="1.4"').length - 1;
    expect(strokes('time')).toBe(2 * (2 + 1));
    expect(strokes('nodes')).toBe(2 * (3 + 1) + 2);
  });
});
