/**
 * A recorded run over the charts of the page's own: crosses for what was recorded, a line of dashes and dots for what the model says of the
 * very same parameters. It wraps a chart's data of one input, so that picture, axis, words, table, files and crosshair all have both. Loaded
 * when the first recording is chosen, and for runs of public cases: then the crosses are what was published.
 */
import type { BoundChart, Layout, Reading, Table, TableColumn } from './chart.ts';
import { style } from './frame.ts';
import { thin } from './marks.ts';
import type { Pen } from './pen.ts';
import type { ChartInput, Overlay } from './source.ts';
import { drawLine, rowAt, rowOfMost } from './stack.ts';
import { byteUnit, logTimeDomain, roundDomain, timeUnit, valueScale } from './ticks.ts';
import { bytes, count, seconds } from './values.ts';
import type { ChartWords, Origin } from './words.ts';

/** Series of one chart, a value an epoch of the recording; NaN: none. */
export interface OverlaySeries {
  readonly recorded: Float64Array;
  /** null: the model says nothing of it. */
  readonly model: Float64Array | null;
  /** What is said of the model's distance, "median error 12 % of 100 epochs", and shorter, "12 % off"; '' for nothing. */
  readonly error: string;
  readonly short: string;
  /** Name of the recorded values, where it is more than "recorded": which clock, since when. */
  readonly name: string;
  /** Columns of the table that the chart does not draw. */
  readonly more: readonly { readonly title: string; readonly unit: string; readonly values: Float64Array }[];
}
export const OVERLAID = ['nodes', 'memory', 'time'] as const;
export type OverlaidChart = (typeof OVERLAID)[number];

export interface OverlayWords {
  /** What the table says of the columns besides their titles; 'recorded' if not given, null for nothing. */
  readonly origin?: Origin | null;
  /** "recorded", and with version, machine and date for the legend. */
  readonly recorded: string;
  readonly legend: string;
  readonly model: string;
  readonly modelled: string;
  /** Sentence for those who do not see the picture. */
  readonly describe: (name: string, epochs: number, first: string, last: string, highest: string) => string;
  readonly describeModel: (last: string, error: string) => string;
}
export interface OverlayParts {
  /** Ascending. */
  readonly epochs: Float64Array;
  readonly series: Readonly<Partial<Record<OverlaidChart, OverlaySeries>>>;
  readonly words: OverlayWords;
}

/** An overlay of these series; charts without one stay as they are. */
export const overlayOf = (parts: OverlayParts): Overlay => overlayWith(parts.epochs[parts.epochs.length - 1] ?? 0, () => parts);

/** An overlay whose series depend on what the charts show. @param last the epoch that the axis reaches in any case */
export function overlayWith(last: number, partsOf: (input: ChartInput) => OverlayParts): Overlay {
  const kept = new WeakMap<BoundChart, BoundChart>();
  return {
    last,
    over(id, bound, input) {
      const overlaid = OVERLAID.find((known) => known === id);
      if (!overlaid) return bound;
      const known = kept.get(bound);
      if (known) return known;
      const parts = partsOf(input);
      const series = parts.series[overlaid];
      const wrapped = series ? wrap(overlaid, bound, input, series, parts) : bound;
      kept.set(bound, wrapped);
      return wrapped;
    },
  };
}

function wrap(id: OverlaidChart, bound: BoundChart, input: ChartInput, series: OverlaySeries, { epochs, words }: OverlayParts): BoundChart {
  const size = epochs.length;
  const { lowest, highest } = extent(series);
  const say = (value: number, chartWords: ChartWords): string => (id === 'nodes' ? count(value) : id === 'memory' ? bytes(value) : seconds(value, chartWords.durations));
  return {
    key: {},
    tags: (chartWords) => [...bound.tags(chartWords), { text: `× ${words.recorded}`, short: `× ${words.recorded}` }],
    domain(view) {
      if (!(highest > 0)) return bound.domain(view);
      const own = bound.domain({ ...view, over: highest });
      if (own.log) return logTimeDomain(Math.min(own.from, lowest), Math.max(own.to, highest));
      const top = Math.max(own.to, highest);
      return top === own.to ? own : roundDomain(top, id === 'nodes' ? 1 : id === 'memory' ? byteUnit(top) : timeUnit(top));
    },
    draw(pen, given) {
      // Where the words above the plot leave the legend no room, it has a row of its own above them.
      const own = given.compact || given.axis || (id === 'memory' && given.plot.right - given.plot.left < 520 * given.unit);
      const layout = own ? { ...given, plot: { ...given.plot, top: given.plot.top + 15 * given.unit } } : given;
      bound.draw(pen, layout);
      drawOver(pen, layout, own, layout.words.titles[id]?.axis ?? '', epochs, series, words);
    },
    describe(chartWords) {
      const { recorded, model, error, name } = series;
      const there = recorded.filter(Number.isFinite);
      const said = [bound.describe(chartWords), words.describe(name, there.length, say(there[0], chartWords), say(there[there.length - 1], chartWords), say(there[rowOfMost(there, there.length)], chartWords))];
      const told = model?.filter(Number.isFinite);
      if (told?.length) said.push(words.describeModel(say(told[told.length - 1], chartWords), error));
      return said.join(' ');
    },
    table: (chartWords) => merged(bound.table(chartWords), epochs, series, id, words, chartWords),
    readout(row, chartWords) {
      const at = input.history.columns.epoch[row];
      const place = rowAt(epochs, size, at) ?? 0;
      const readings: Reading[] = bound.readout(row, chartWords);
      if (epochs[place] !== at || !Number.isFinite(series.recorded[place])) return readings;
      return [...readings, { label: words.recorded, value: say(series.recorded[place], chartWords), meaning: null }, ...(series.model ? [{ label: words.model, value: say(series.model[place], chartWords), meaning: null }] : [])];
    },
  };
}

/** Least above zero, and most. */
function extent({ recorded, model }: OverlaySeries): { lowest: number; highest: number } {
  let lowest = Infinity;
  let highest = 0;
  for (const values of [recorded, model ?? new Float64Array()]) {
    for (const value of values) {
      if (value > 0) lowest = Math.min(lowest, value);
      if (value > highest) highest = value;
    }
  }
  return { lowest, highest };
}

/** Pixels between crosses, half the side of one, and the pattern of the model's line, all at unit 1. */
const GAP = 7;
const HALF = 2.6;
const DASH = [7, 3, 1.5, 3];

function drawOver(pen: Pen, layout: Layout, own: boolean, title: string, epochs: Float64Array, { recorded, model, short }: OverlaySeries, words: OverlayWords): void {
  const { plot, palette, unit, x, domain } = layout;
  const y = valueScale(domain, plot.bottom, plot.top);
  const size = epochs.length;
  pen.clip(plot.left, plot.top - 4, plot.right - plot.left + 4, plot.bottom - plot.top + 8, () => {
    if (model) {
      drawLine(pen, layout, epochs, model, size, y, { stroke: palette.card, width: 4 * unit, opacity: 0.8 });
      drawLine(pen, layout, epochs, model, size, y, { stroke: palette.ink, width: 1.4 * unit, dash: DASH.map((part) => part * unit) });
    }
    const rows: number[] = [];
    for (let row = 0; row < size; row++) if (Number.isFinite(recorded[row])) rows.push(row);
    const shown = new Set(thin(rows.map((row) => x(epochs[row])), GAP * unit));
    for (const row of rows) if (shown.has(x(epochs[row]))) drawMark(pen, layout, x(epochs[row]), y(recorded[row]));
  });
  drawLegend(pen, layout, own, title, model !== null, short, words);
}

function drawMark(pen: Pen, { palette, unit }: Layout, x: number, y: number): void {
  const d = HALF * unit;
  for (const paint of [{ stroke: palette.card, width: 3.6 * unit, opacity: 0.8 }, { stroke: palette.ink, width: 1.4 * unit }]) {
    pen.line(x - d, y - d, x + d, y + d, paint);
    pen.line(x - d, y + d, x + d, y - d, paint);
  }
}

/** What crosses and dashes are, above the plot beside the axis' title or above that (`own`). A picture that stands alone also says version, machine and date. */
function drawLegend(pen: Pen, layout: Layout, own: boolean, title: string, hasModel: boolean, error: string, words: OverlayWords): void {
  const { plot, palette, unit, compact } = layout;
  const text = style(layout, palette.ink, { size: 11 * unit, halo: palette.card });
  const y = plot.top - (own ? 28 : 13) * unit;
  const sample = 22 * unit;
  let left = plot.left + (own ? 0 : pen.measure(title, text) + 14 * unit);
  drawMark(pen, layout, left + 4 * unit, y);
  const first = layout.axis ? words.legend : words.recorded;
  pen.text(first, left + 12 * unit, y, text);
  if (!hasModel) return;
  left += 24 * unit + pen.measure(first, text);
  pen.line(left, y, left + sample, y, { stroke: palette.ink, width: 1.4 * unit, dash: DASH.map((part) => part * unit) });
  pen.text(error === '' || compact ? words.model : `${words.model}, ${error}`, left + sample + 4 * unit, y, text);
}

/** The chart's table with the recording's columns behind its own; epochs that only one of them has leave the other's cells empty. */
function merged(table: Table, epochs: Float64Array, { recorded, model, name, more }: OverlaySeries, id: OverlaidChart, words: OverlayWords, chartWords: ChartWords): Table {
  const { units } = chartWords.columns;
  const unit = id === 'nodes' ? units.nodes : id === 'memory' ? units.bytes : units.seconds;
  const { origin = 'recorded' } = words;
  const columns: TableColumn[] = [
    { title: name, unit, origin },
    ...(model ? [{ title: words.modelled, unit, origin: 'modelled' as const }] : []),
    ...more.map((column) => ({ title: column.title, unit: column.unit, origin })),
  ];
  const values = [recorded, ...(model ? [model] : []), ...more.map((column) => column.values)];
  const none = values.map(() => Number.NaN);
  const own = table.rows;
  const blank: number[] = table.columns.map(() => Number.NaN);
  const rows: (number | string)[][] = [];
  let r = 0;
  for (const row of own) {
    const epoch = Number(row[0]);
    for (; r < epochs.length && epochs[r] < epoch; r++) rows.push([epochs[r], ...blank.slice(1), ...values.map((column) => column[r])]);
    const both = r < epochs.length && epochs[r] === epoch;
    rows.push([...row, ...(both ? values.map((column) => column[r]) : none)]);
    if (both) r++;
  }
  for (; r < epochs.length; r++) rows.push([epochs[r], ...blank.slice(1), ...values.map((column) => column[r])]);
  return { columns: [...table.columns, ...columns], rows };
}
