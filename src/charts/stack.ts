/** Stacked bands over epochs: data, drawing and direct labels shared by the charts of nodes, memory and time. */
import { bisectCenter } from 'd3-array';
import type { Layout } from './chart.ts';
import { decimate } from './decimate.ts';
import { style } from './frame.ts';
import { spread } from './labels.ts';
import { LOOKS, mix, type Meaning } from './palette.ts';
import type { Paint, Pen } from './pen.ts';
import { areaTrace, lineTrace } from './trace.ts';
import type { Trend } from './words.ts';

export interface Band {
  meaning: Meaning;
  values: Float64Array;
}
/** Columns of which the first `count` rows are valid. `total` is the sum of all bands. */
export interface Stack {
  count: number;
  epochs: Float64Array;
  bands: readonly Band[];
  total: Float64Array;
  /** Row with the greatest total. */ highest: number;
}
export interface DirectLabel {
  text: string;
  color: string;
  y: number;
  priority: number;
  bold: boolean;
  /** Names a line: inside the plot it stands beside it, not on it. */ beside?: boolean;
}

/** Adds up bands; bands that are zero throughout are kept, so that tables have the same columns for every run. */
export function stackOf(count: number, epochs: Float64Array, bands: readonly Band[]): Stack {
  const total = new Float64Array(count);
  for (const { values } of bands) for (let row = 0; row < count; row++) total[row] += values[row];
  return { count, epochs, bands, total, highest: rowOfMost(total, count) };
}

/** Row of the greatest value; 0 if there is none. */
export function rowOfMost(values: Float64Array, count: number): number {
  let best = 0;
  for (let row = 1; row < count; row++) if (values[row] > values[best] || Number.isNaN(values[best])) best = row;
  return best;
}

/** Pixel places of chosen rows. A single row becomes a column one epoch wide, since an area needs a width. */
export function places(layout: Layout, epochs: Float64Array, rows: Int32Array): { rows: Int32Array; x: Float64Array } {
  if (rows.length === 1) {
    const row = rows[0] ?? 0;
    const epoch = epochs[row];
    return { rows: Int32Array.of(row, row), x: Float64Array.of(layout.x(epoch - 0.5), layout.x(epoch + 0.5)) };
  }
  return { rows, x: Float64Array.from(rows, (row) => layout.x(epochs[row])) };
}

export function rowsToDraw(layout: Layout, values: Float64Array, count: number, epochs: Float64Array): Int32Array {
  const width = count > 1 ? layout.x(epochs[count - 1]) - layout.x(epochs[0]) : 1;
  return decimate(values, count, Math.max(1, Math.min(width, layout.plot.right - layout.plot.left)));
}

/** Draws the bands from the bottom up, largest sums by `y`, and returns a label for each that is thick enough at the last epoch. */
export function drawStack(pen: Pen, stack: Stack, layout: Layout, y: (value: number) => number): DirectLabel[] {
  const { palette, plot, unit, words } = layout;
  const chosen = places(layout, stack.epochs, rowsToDraw(layout, stack.total, stack.count, stack.epochs));
  const { rows, x } = chosen;
  const size = rows.length;
  const sums = new Float64Array(size);
  let low = new Float64Array(size).fill(plot.bottom);
  const labels: DirectLabel[] = [];
  for (const { meaning, values } of stack.bands) {
    let any = false;
    const high = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const value = values[rows[i]];
      if (value > 0) any = true;
      sums[i] += value > 0 ? value : 0;
      high[i] = y(sums[i]);
    }
    if (!any) continue;
    const from = low;
    const paint = paintOf(meaning, layout);
    const at = (i: number): number => x[i];
    const top = (i: number): number => high[i];
    pen.shape(areaTrace(size, at, (i) => from[i], top), paint);
    // A band of a single epoch is edged in its own colour, so that it shows even where epochs are narrower than a pixel.
    const thick = (i: number): boolean => from[i] - high[i] > 0.4;
    let lonely = false;
    for (let i = 1; i < size - 1 && !lonely; i++) lonely = thick(i) && !thick(i - 1) && !thick(i + 1);
    const edge = lineTrace(size, at, top, (i) => thick(i) || thick(i - 1) || thick(i + 1));
    if (lonely && paint.fill !== undefined) pen.shape(edge, { stroke: paint.fill, width: unit });
    const thickness = from[size - 1] - high[size - 1];
    if (thickness >= 2 * unit) {
      labels.push({
        text: words.meanings[meaning],
        color: mix(palette[LOOKS[meaning].token], palette.ink, 0.35),
        bold: true,
        y: (from[size - 1] + high[size - 1]) / 2,
        priority: thickness,
      });
    }
    low = high;
  }
  return labels;
}

export function paintOf(meaning: Meaning, layout: Layout): Paint {
  const { token, hatch, opacity } = LOOKS[meaning];
  return { fill: layout.palette[token], hatch, hatchColor: layout.palette.card, opacity };
}

/** A line over the rows where values are numbers; decimated by its own lows and highs. */
export function drawLine(
  pen: Pen,
  layout: Layout,
  epochs: Float64Array,
  values: Float64Array,
  count: number,
  y: (value: number) => number,
  paint: Paint,
): void {
  const { rows, x } = places(layout, epochs, rowsToDraw(layout, values, count, epochs));
  const value = (i: number): number => values[rows[i]];
  const shape = lineTrace(rows.length, (i) => x[i], (i) => y(value(i)), (i) => Number.isFinite(value(i)));
  pen.shape(shape, { width: 1.75 * layout.unit, ...paint });
}

/** Direct labels right of `at` (the last drawn epoch), moved apart; where there is no room at the right, inside with a halo. */
export function drawLabels(pen: Pen, layout: Layout, labels: readonly DirectLabel[], at: number): void {
  const { plot, unit, palette } = layout;
  const gap = (layout.compact ? 13 : 14.5) * unit;
  const placed = spread(
    labels.map((label) => ({ item: label, wish: label.y, priority: label.priority })),
    gap,
    plot.top - 4 * unit,
    plot.bottom + 4 * unit,
  );
  for (const { item, y } of placed) {
    const text = style(layout, item.color, { bold: item.bold, halo: palette.card });
    const right = at + 8 * unit;
    if (right + pen.measure(item.text, text) <= layout.width - 2) pen.text(item.text, right, y, text);
    else {
      const aside = item.beside ? (y - 12 * unit < plot.top ? 11 : -11) * unit : 0;
      pen.text(item.text, Math.min(at - 6 * unit, layout.width - 4), y + aside, {
        ...text,
        anchor: 'end',
        color: item.beside ? item.color : palette.ink,
      });
    }
  }
}

/** Pixel of the last epoch drawn; for a single epoch the right edge of its column. */
export function lastPlace(layout: Layout, epochs: Float64Array, count: number): number {
  return layout.x(epochs[count - 1] + (count === 1 ? 0.5 : 0));
}

/** How a series goes, in a word: three or more falls by half make a saw. */
export function trendOf(values: Float64Array, count: number): Trend {
  let falls = 0;
  for (let row = 1; row < count; row++) if (values[row] < values[row - 1] * 0.6) falls++;
  if (falls >= 3) return 'sawtooth';
  const part = Math.max(1, Math.floor(count / 10));
  let first = 0;
  let last = 0;
  for (let i = 0; i < part; i++) {
    first += values[i];
    last += values[count - 1 - i];
  }
  if (!(Math.abs(last - first) > 0.05 * Math.max(Math.abs(first), Math.abs(last)))) return 'still';
  return last > first ? 'rising' : 'falling';
}

/** Row of the epoch nearest to the given one; null if there is none. */
export function rowAt(epochs: Float64Array, count: number, epoch: number | null): number | null {
  if (epoch === null || count === 0) return null;
  return bisectCenter(epochs, epoch, 0, count);
}
