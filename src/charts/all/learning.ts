/** Chart: loss (left axis, line) and training accuracy (right axis, dashes) of each epoch's training runs. Computed for real: measured. */
import type { History } from '../../protocol/frame.ts';
import { defineChart, type Layout } from '../chart.ts';
import { examples } from '../examples.ts';
import { drawCross, drawEmpty, drawEpochAxis, drawGrid, style, tickRoom } from '../frame.ts';
import { drawMarks } from '../lane.ts';
import { mix } from '../palette.ts';
import type { Pen } from '../pen.ts';
import { drawLabels, drawLine, lastPlace, rowAt, type DirectLabel } from '../stack.ts';
import { plainTicks, roundDomain, valueScale } from '../ticks.ts';
import { percent, significant } from '../values.ts';

interface Learning {
  count: number;
  epochs: Float64Array;
  loss: Float64Array;
  accuracy: Float64Array;
  model: Float64Array;
  highestLoss: number;
  models: boolean;
  /** Whether any epoch has an accuracy: without, its axis would be of nothing. */
  accurate: boolean;
}

export default defineChart<Learning>({
  order: 4,
  weight: 0.9,
  hasLog: false,
  hasLane: false,
  depends: (input) => [input.history],

  select({ history: { count, columns } }: { history: History }) {
    let highestLoss = 0;
    let models = false;
    let accurate = count === 0;
    for (let row = 0; row < count; row++) {
      if (Number.isFinite(columns.loss[row])) highestLoss = Math.max(highestLoss, columns.loss[row]);
      models ||= columns.model[row] > 1;
      accurate ||= Number.isFinite(columns.accuracy[row]);
    }
    return { count, epochs: columns.epoch, loss: columns.loss, accuracy: columns.accuracy, model: columns.model, highestLoss, models, accurate };
  },

  tags: (_data, _input, words) => [{ text: words.tags.measured, short: words.tags.measured }],

  domain: (data) => roundDomain(data.highestLoss),

  draw(pen, data, layout) {
    const { plot, domain, palette, unit, words } = layout;
    const y = valueScale(domain, plot.bottom, plot.top);
    const share = valueScale({ from: 0, to: 1, log: false }, plot.bottom, plot.top);
    drawGrid(pen, layout, plainTicks(domain, tickRoom(layout)), y, words.titles.learning?.axis ?? '');
    const title = style(layout, palette.muted, { size: 11 * unit });
    if (data.accurate && layout.compact) pen.text(words.accuracyAxisNarrow, plot.right, plot.top - 13 * unit, { ...title, anchor: 'end' });
    else if (data.accurate) pen.text(words.accuracyAxis, plot.right + 8 * unit, plot.top - 14 * unit, title);
    drawEpochAxis(pen, layout);
    if (data.count === 0) {
      drawShares(pen, layout, share, []);
      drawMarks(pen, layout);
      drawEmpty(pen, layout);
      return;
    }
    drawMarks(pen, layout);
    drawLine(pen, layout, data.epochs, data.accuracy, data.count, share, {
      stroke: palette.cure,
      width: 2 * unit,
      dash: [6 * unit, 3 * unit],
    });
    drawLine(pen, layout, data.epochs, data.loss, data.count, y, { stroke: palette.loss, width: 2 * unit });
    const labels: DirectLabel[] = [];
    const last = data.count - 1;
    if (Number.isFinite(data.loss[last])) {
      labels.push({
        text: `${words.meanings.loss} ${significant(data.loss[last])}`,
        color: mix(palette.loss, palette.ink, 0.25),
        bold: true,
        y: y(data.loss[last]),
        priority: 2,
        beside: true,
      });
    }
    if (Number.isFinite(data.accuracy[last])) {
      labels.push({
        text: `${words.meanings.accuracy} ${percent(data.accuracy[last])}`,
        color: mix(palette.cure, palette.ink, 0.25),
        bold: true,
        y: share(data.accuracy[last]),
        priority: 1,
        beside: true,
      });
    }
    const at = lastPlace(layout, data.epochs, data.count);
    // Near the end the labels share the margin with the right axis: its ticks make way for the values they would hide.
    const near = !layout.compact && at > plot.right - 110 * unit;
    if (data.accurate) drawShares(pen, layout, share, near ? labels.map((label) => label.y) : []);
    drawLabels(pen, layout, labels, near ? Math.max(at, plot.right) : at);
    const row = rowAt(data.epochs, data.count, layout.cross);
    drawCross(pen, layout, row === null ? [] : [y(data.loss[row]), share(data.accuracy[row])]);
  },

  describe(data, words) {
    const title = words.titles.learning?.title ?? '';
    if (data.count === 0) return words.describe.empty(title);
    const loss = course(data.loss, data.count, (a, b) => a < b);
    const accuracy = course(data.accuracy, data.count, (a, b) => a > b);
    if (!loss && !accuracy) return `${title}: ${words.describe.noTraining}`;
    let jump = 0;
    for (let row = 1; row < data.count; row++) {
      if (data.model[row] === data.model[row - 1] && data.loss[row] > 2 * data.loss[row - 1] && data.loss[row] > data.loss[row - 1] + 0.3)
        jump = data.epochs[row];
    }
    return [
      loss ? words.describe.loss(significant(loss.first), significant(loss.last), significant(loss.best), data.epochs[loss.at]) : '',
      accuracy
        ? words.describe.accuracy(percent(accuracy.first), percent(accuracy.last), percent(accuracy.best), data.epochs[accuracy.at])
        : '',
      jump > 0 ? words.describe.jump(jump) : '',
    ]
      .filter(Boolean)
      .join(' ');
  },

  table: (data, words) => ({
    columns: [
      { title: words.epoch, unit: '', origin: null },
      { title: words.model, unit: '', origin: null },
      { title: words.meanings.loss, unit: '', origin: 'measured' },
      { title: words.meanings.accuracy, unit: words.columns.units.share, origin: 'measured' },
    ],
    rows: Array.from({ length: data.count }, (_, row) => [data.epochs[row], data.model[row], data.loss[row], data.accuracy[row]]),
  }),

  readout: (data, row, words) => [
    ...(data.models ? [{ label: words.model, value: String(data.model[row]), meaning: null }] : []),
    ...(Number.isFinite(data.loss[row])
      ? [{ label: words.meanings.loss, value: significant(data.loss[row]), meaning: 'lossLine' as const }]
      : []),
    ...(Number.isFinite(data.accuracy[row])
      ? [{ label: words.meanings.accuracy, value: percent(data.accuracy[row]), meaning: 'accuracy' as const }]
      : []),
  ],

  examples,
});

/** Ticks of the right axis, without those that lie on a taken height. On narrow charts the axis title says the range instead. */
function drawShares(pen: Pen, layout: Layout, share: (value: number) => number, taken: readonly number[]): void {
  if (layout.compact) return;
  for (const value of [0, 0.5, 1]) {
    const y = share(value);
    if (taken.every((other) => Math.abs(other - y) > 14 * layout.unit))
      pen.text(percent(value), layout.plot.right + 8 * layout.unit, y, style(layout, layout.palette.muted));
  }
}

/** First, last and best of the numbers in a series; null if there are none. */
function course(
  values: Float64Array,
  count: number,
  better: (a: number, b: number) => boolean,
): { first: number; last: number; best: number; at: number } | null {
  let out: { first: number; last: number; best: number; at: number } | null = null;
  for (let row = 0; row < count; row++) {
    const value = values[row];
    if (!Number.isFinite(value)) continue;
    if (!out) out = { first: value, last: value, best: value, at: row };
    out.last = value;
    if (better(value, out.best)) Object.assign(out, { best: value, at: row });
  }
  return out;
}
