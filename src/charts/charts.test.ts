/** The generic test of every chart in `all/`: its examples drawn, described and tabulated, and its manners. */
import { describe, expect, it } from 'vitest';
import { tell } from './examples.ts';
import { project } from '../lib/fit.ts';
import type { Projection } from '../lib/fit.ts';
import { layoutOf } from './frame.ts';
import { CHARTS, listCharts } from './list.ts';
import { marksOf } from './marks.ts';
import { PALETTES } from './palette.ts';
import { posterSvg } from './poster.ts';
import { SvgPen } from './svg-pen.ts';
import { lastEpochShown } from './ticks.ts';
import { toCsv } from './csv.ts';
import { ENGLISH } from './words.ts';
import type { BoundChart, NamedChart } from './chart.ts';
import type { ChartInput } from './source.ts';

function drawn(chart: NamedChart, bound: BoundChart, input: ChartInput, width: number, log: boolean, cross: number | null = null): string {
  const pen = new SvgPen();
  const lastShown = lastEpochShown(input.history.count, input.epochsInAll, false);
  bound.draw(
    pen,
    layoutOf({
      width,
      height: 180,
      lastShown,
      domain: bound.domain({ log, lastShown }),
      palette: PALETTES.light,
      words: ENGLISH,
      unit: 1,
      cross,
      marks: marksOf(input.events, ENGLISH),
      lane: chart.hasLane,
      axis: true,
    }),
  );
  return pen.finish(width, 180, chart.id, '');
}

describe('the words of the charts', () => {
  it('name each chart', () => {
    for (const chart of CHARTS) expect(ENGLISH.titles[chart.id]).toBeDefined();
  });

  it('say in which epoch each capacity was passed, and that none was', () => {
    const memory = CHARTS.find((chart) => chart.id === 'memory');
    const say = (input: ChartInput): string | undefined => memory?.of(input).describe(ENGLISH);
    // 5,200 bytes a node, 6,000 nodes an epoch: 6 GiB are passed in epoch 207, 18 GiB in epoch 620.
    expect(say(tell({ epochs: 1000, leak: 6000 }))).toMatch(
      /Video memory \(6 GB\) was passed in epoch 207\..*Main memory \(12 GB\) was passed in epoch 620/,
    );
    expect(say(tell({ epochs: 10, leak: 6000 }))).toContain('Video memory (6 GB) has not been passed.');
  });

  it('name the best supported fit with its R², and what it says of the whole run', () => {
    const time = CHARTS.find((chart) => chart.id === 'time');
    const times = Float64Array.from({ length: 50 }, (_, i) => 0.1 + 0.01 * (i + 1) + 0.0001 * Math.sin(i));
    const text = time?.of(tell({ epochs: 50, leak: 3000, projection: project(times, 50, 1000) })).describe(ENGLISH);
    expect(text).toMatch(/the linear one is best supported \(R² (1|> 0\.999|0\.9\d+|1\.000)\): 1,000 epochs would take 1 h 25 min/);
  });
});

describe('the projection in the chart of time', () => {
  const time = CHARTS.find((chart) => chart.id === 'time')!;
  const draws = (projection: Projection | null, log: boolean): string => {
    const input = tell({ epochs: 50, leak: 3000, measured: false, projection });
    return drawn(time, time.of(input), input, 800, log);
  };

  it('is neither drawn nor said where no curve explains enough', () => {
    const jump = Float64Array.from({ length: 690 }, (_, i) => (i < 677 ? 0.34 + 0.008 * i : 432 + 0.6 * (i - 677)));
    const projection = project(jump, 690, 1000);
    expect(projection).not.toBeNull();
    for (const log of [false, true]) expect(draws(projection, log)).toBe(draws(null, log));
    expect(time.of(tell({ epochs: 50, leak: 3000, projection })).describe(ENGLISH)).not.toContain('would take');
  });

  it.each([false, true])('ends where a curve falls below what is shown (logarithmic: %s)', (log) => {
    // A level line with spikes is best; the parabola beside it comes down to nothing.
    const projection: Projection = {
      from: 2, to: 50, epochs: 62, best: 'constant',
      fits: [{ kind: 'constant', parameters: [0.4], r2: 0, aic: 1, total: 25 }, { kind: 'quadratic', parameters: [0.4, 0.05, -0.001], r2: 0.06, aic: 2, total: 9 }],
    };
    const dotted = [...draws(projection, log).matchAll(/<path d="([^"]*)"[^>]*stroke-dasharray="1.5 3"/g)].map(([, d]) => d);
    const heights = (d: string): number[] => [...d.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y));
    const curve = dotted.map(heights).find((ys) => ys.length > 5)!;
    // It falls all the way, and never runs along the axis.
    expect(curve.every((y, i) => i === 0 || y > curve[i - 1])).toBe(true);
    expect(curve.length).toBeLessThan(heights([...draws(projection, log).matchAll(/<path d="([^"]*)"[^>]*stroke-dasharray="5 4"/g)][0][1]).length);
  });

  it('names a level line without R²: it explains nothing of the variance by its nature', () => {
    const level = project(Float64Array.from({ length: 50 }, (_, i) => 1 + (i % 20 === 19 ? 2 : 0)), 50, 1000)!;
    expect(level.best).toBe('constant');
    expect(draws(level, false)).not.toContain('constant R²');
    expect(draws(level, false)).toContain('>constant<');
  });
});

describe('the list of charts', () => {
  it('is in order, by file name', () => {
    expect(CHARTS.map((chart) => chart.id)).toEqual(['nodes', 'memory', 'time', 'learning']);
  });

  it('refuses two charts of one name or one place', () => {
    const [first, second] = CHARTS;
    if (!first || !second) throw new Error('expected charts');
    expect(() => listCharts({ './a/x.ts': { default: first }, './b/x.ts': { default: second } })).toThrow('called "x"');
    expect(() => listCharts({ './x.ts': { default: first }, './y.ts': { default: first } })).toThrow('both have order');
  });
});

describe.each(CHARTS.map((chart) => [chart.id, chart] as const))('chart %s', (_, chart) => {
  it.each(chart.examples().map((example) => [example.name, example.input] as const))('says what it shows: %s', (_name, input) => {
    const bound = chart.of(input);
    const table = bound.table(ENGLISH);
    expect(table.rows.length).toBe(input.history.count);
    for (const row of table.rows) expect(row.length).toBe(table.columns.length);
    expect({
      text: bound.describe(ENGLISH),
      columns: toCsv({ ...table, rows: table.rows.slice(-1) }, ENGLISH).split('\r\n'),
    }).toMatchSnapshot();
  });

  it.each(chart.examples().map((example) => [example.name, example.input] as const))('draws: %s', (_name, input) => {
    const bound = chart.of(input);
    for (const width of [900, 360]) {
      for (const log of chart.hasLog ? [false, true] : [false]) {
        const svg = drawn(chart, bound, input, width, log);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        // Long runs draw no more than short ones: rows are thinned to the pixels there are.
        expect(svg.length).toBeLessThan(400_000);
        if (input.history.count <= 100 && width === 360) expect(svg).toMatchSnapshot();
      }
    }
  });

  it('gives the same data as long as what it reads is the same, and new data for a new history', () => {
    const input = tell({ epochs: 5, leak: 10 });
    const bound = chart.of(input);
    expect(chart.of({ ...input, events: [] })).toBe(bound);
    const other = chart.of({ ...input, history: { ...input.history } });
    expect(other.key).not.toBe(bound.key);
  });

  it('reads out values with labels at every epoch', () => {
    const input = tell({ epochs: 500, leak: 3000 });
    const bound = chart.of(input);
    for (const row of [0, 250, 499]) {
      const values = bound.readout(row, ENGLISH);
      expect(values.length).toBeGreaterThan(1);
      for (const { label, value } of values) expect(label !== '' && value !== '').toBe(true);
    }
  });

  it('marks the crosshair with a line and a ring', () => {
    const input = tell({ epochs: 50, leak: 3000 });
    const bound = chart.of(input);
    const without = drawn(chart, bound, input, 900, false);
    const withCross = drawn(chart, bound, input, 900, false, 25);
    expect(withCross.split('<circle').length).toBeGreaterThan(without.split('<circle').length);
  });

  it('survives numbers that went out of bounds', () => {
    const input = tell({ epochs: 6, leak: 10 });
    input.history.columns.loss.set([1e30, Infinity, Number.NaN, -Infinity, 5, Number.NaN]);
    const bound = chart.of({ ...input, history: { ...input.history } });
    expect(drawn(chart, bound, input, 900, false)).not.toMatch(/NaN|Infinity|undefined/);
    expect(bound.describe(ENGLISH)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('names the machine in the language of the page, though the run rests', () => {
    const input = tell({ epochs: 3, leak: 10 });
    for (const id of ['memory', 'time']) {
      const named = CHARTS.find((known) => known.id === id)!;
      for (const machineTitle of ['hard disk', '硬盘']) expect(named.of({ ...input, machineTitle }).tags(ENGLISH)[0].text, id).toContain(machineTitle);
    }
  });

  it('has an axis of accuracy only where there is accuracy', () => {
    const learning = CHARTS.find(({ id }) => id === 'learning')!;
    const input = tell({ epochs: 3, leak: 10 });
    const bare = { ...input, history: { ...input.history, columns: { ...input.history.columns, accuracy: new Float64Array(3).fill(Number.NaN) } } };
    for (const width of [900, 360]) {
      const title = width === 900 ? ENGLISH.accuracyAxis : ENGLISH.accuracyAxisNarrow;
      expect(drawn(learning, learning.of(input), input, width, false)).toContain(title);
      expect(drawn(learning, learning.of(bare), bare, width, false)).not.toContain(title);
    }
  });

  it('makes a standalone picture with its title, tags and the title of the link', () => {
    const svg = posterSvg({
      chart,
      input: tell({ epochs: 50, leak: 3000 }),
      palette: PALETTES.light,
      words: ENGLISH,
      linkTitle: 'Lecture <3>',
      log: true,
      whole: false,
    });
    expect(svg).toContain(ENGLISH.titles[chart.id]?.title);
    expect(svg).toContain('Lecture &lt;3&gt;');
    expect(svg).toMatch(/measured|modelled/);
  });
});
