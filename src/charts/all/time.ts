/**
 * Chart: seconds per epoch. Bands are the modelled phases; the line is what this browser measured; dashes after the last epoch are the fits of
 * the modelled time. On the logarithmic scale the bands are drawn between cumulative sums from the bottom up.
 */
import { PHASES, type History, type Phase } from '../../protocol/frame.ts';
import { defineChart } from '../chart.ts';
import { examples } from '../examples.ts';
import { drawCross, drawEmpty, drawEpochAxis, drawGrid, tickRoom } from '../frame.ts';
import { drawMarks } from '../lane.ts';
import { drawFits, rounded } from '../fits.ts';
import { fitAt, supported } from '../../lib/fit.ts';
import type { Projection } from '../../lib/fit.ts';
import { drawLabels, drawLine, drawStack, lastPlace, rowAt, stackOf, trendOf, type Stack } from '../stack.ts';
import { logTimeDomain, roundDomain, timeTicks, timeUnit, valueScale } from '../ticks.ts';
import { seconds } from '../values.ts';

interface Time extends Stack {
  columns: History['columns'];
  projection: Projection | null;
  /** Sum of the measured phases; NaN where nothing was measured. */
  measured: Float64Array;
  anyMeasured: boolean;
  /** Lowest and highest of what is drawn, without the projection. */
  lowest: number;
  most: number;
}

/** Bands from the bottom up. Execution first: on the logarithmic scale the lowest band shows its own course. */
const BANDS: readonly Phase[] = ['execute', ...PHASES.filter((phase) => phase !== 'execute')];

function measuredTotals({ count, columns }: History): { measured: Float64Array; any: boolean } {
  const measured = new Float64Array(count).fill(Number.NaN);
  let any = false;
  for (const phase of PHASES) {
    const values = columns[`measured.${phase}`];
    for (let row = 0; row < count; row++) {
      const value = values[row];
      if (!Number.isFinite(value)) continue;
      any = true;
      measured[row] = (Number.isNaN(measured[row]) ? 0 : measured[row]) + value;
    }
  }
  return { measured, any };
}

export default defineChart<Time>({
  order: 3,
  weight: 1.35,
  hasLog: true,
  hasLane: true,
  depends: ({ history, projection, machineTitle }) => [history, projection, machineTitle],

  select({ history, projection }) {
    const { count, columns } = history;
    const stack = stackOf(
      count,
      columns.epoch,
      BANDS.map((phase) => ({ meaning: phase, values: columns[`modelled.${phase}`] })),
    );
    const { measured, any } = measuredTotals(history);
    let lowest = Infinity;
    let most = 0;
    let floor = Infinity;
    const bottom = stack.bands.find(({ values }) => values.subarray(0, count).some((value) => value > 0))?.values;
    for (let row = 0; row < count; row++) {
      const total = stack.total[row];
      const seen = measured[row];
      if (total > 0) lowest = Math.min(lowest, total);
      if (seen > 0) lowest = Math.min(lowest, seen);
      if (bottom && bottom[row] > 0) floor = Math.min(floor, bottom[row]);
      most = Math.max(most, total, seen > 0 ? seen : 0);
    }
    // The lowest band should show on the logarithmic scale too, unless it is a hundredth of the rest.
    lowest = Math.min(lowest, Math.max(floor, lowest / 100));
    return { ...stack, columns, projection, measured, anyMeasured: any, lowest, most };
  },

  tags: (data, input, words) => [
    { text: words.tags.modelledOn(input.machineTitle), short: words.tags.modelled },
    ...(data.anyMeasured ? [{ text: words.tags.measuredHere, short: words.tags.measuredHereShort }] : []),
  ],

  domain(data, { log, lastShown }) {
    let most = data.most;
    const best = data.projection ? supported(data.projection) : null;
    // The projection may stretch the axis, but never flatten what happened.
    if (best && data.count > 0) most = Math.max(most, Math.min(fitAt(best, lastShown) || 0, most * (log ? 1000 : 1.8)));
    return log ? logTimeDomain(data.lowest, most) : roundDomain(most, timeUnit(most));
  },

  draw(pen, data, layout) {
    const { plot, domain, palette, unit, words } = layout;
    const y = valueScale(domain, plot.bottom, plot.top);
    drawGrid(pen, layout, timeTicks(domain, tickRoom(layout)), y, words.titles.time?.axis ?? '');
    drawEpochAxis(pen, layout);
    if (data.count === 0) {
      drawMarks(pen, layout);
      drawEmpty(pen, layout);
      return;
    }
    const last = data.count - 1;
    const labels = drawStack(pen, data, layout, y);
    const at = lastPlace(layout, data.epochs, data.count);
    if (data.anyMeasured) {
      // A halo of paper keeps the line apart from the bands: it is another kind of number.
      drawLine(pen, layout, data.epochs, data.measured, data.count, y, { stroke: palette.card, width: 4 * unit, opacity: 0.75 });
      drawLine(pen, layout, data.epochs, data.measured, data.count, y, { stroke: palette.ink, width: 1.75 * unit });
      if (Number.isFinite(data.measured[last]))
        labels.push({ text: words.meanings.measured, color: palette.ink, bold: false, y: y(data.measured[last]), priority: 5e3 });
    }
    drawMarks(pen, layout);
    const fits = data.projection ? drawFits(pen, data.projection, data.epochs[last], layout, domain, y) : [];
    if (at > plot.right - 90 * unit) drawLabels(pen, layout, [...labels, ...fits], Math.max(at, layout.compact ? at : plot.right));
    else {
      drawLabels(pen, layout, labels, at);
      drawLabels(pen, layout, fits, plot.right - 2 * unit);
    }
    const row = rowAt(data.epochs, data.count, layout.cross);
    drawCross(pen, layout, row === null ? [] : [y(data.total[row]), data.anyMeasured ? y(data.measured[row]) : Number.NaN]);
  },

  describe(data, words) {
    const title = words.titles.time?.title ?? '';
    const last = data.count - 1;
    if (last < 0) return words.describe.empty(title);
    const largest = data.bands.reduce((a, b) => (b.values[last] > a.values[last] ? b : a));
    const best = data.projection ? supported(data.projection) : null;
    return [
      words.describe.course(
        title,
        data.count,
        seconds(data.total[0], words.durations),
        seconds(data.total[last], words.durations),
        seconds(data.total[data.highest], words.durations),
        data.epochs[data.highest],
      ),
      words.describe.modelledTime,
      data.count > 1 ? words.trend[trendOf(data.total, data.count)] : '',
      data.total[last] > 0 ? words.describe.largest(words.meanings[largest.meaning], seconds(largest.values[last], words.durations)) : '',
      data.anyMeasured
        ? Number.isFinite(data.measured[last])
          ? words.describe.measured(seconds(data.measured[last], words.durations))
          : ''
        : words.nothingMeasured,
      best && data.projection
        ? words.describe.projection(words.fit[best.kind], best.kind === 'constant' ? '' : rounded(best.r2), data.projection.epochs, seconds(best.total, words.durations))
        : '',
    ]
      .filter(Boolean)
      .join(' ');
  },

  table(data, words) {
    const unit = words.columns.units.seconds;
    return {
      columns: [
        { title: words.epoch, unit: '', origin: null },
        { title: words.total, unit, origin: 'modelled' },
        ...data.bands.map(({ meaning }) => ({ title: words.meanings[meaning], unit, origin: 'modelled' as const })),
        { title: words.total, unit, origin: 'measured' },
        ...BANDS.map((phase) => ({ title: words.meanings[phase], unit, origin: 'measured' as const })),
      ],
      rows: Array.from({ length: data.count }, (_, row) => [
        data.epochs[row],
        data.total[row],
        ...data.bands.map(({ values }) => values[row]),
        data.measured[row],
        ...BANDS.map((phase) => data.columns[`measured.${phase}`][row]),
      ]),
    };
  },

  readout: (data, row, words) => [
    { label: `${words.total}, ${words.origin.modelled}`, value: seconds(data.total[row], words.durations), meaning: null },
    ...data.bands
      .filter(({ values }) => values[row] > 0)
      .map(({ meaning, values }) => ({ label: words.meanings[meaning], value: seconds(values[row], words.durations), meaning })),
    ...(Number.isFinite(data.measured[row])
      ? [
          {
            label: `${words.total}, ${words.origin.measured}`,
            value: seconds(data.measured[row], words.durations),
            meaning: 'measured' as const,
          },
        ]
      : []),
  ],

  examples,
});
