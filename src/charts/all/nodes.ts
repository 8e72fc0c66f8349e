/** Chart: nodes in the graph at the end of each epoch, stacked by what made them. Counted by the engine: measured. */
import { KINDS, type History } from '../../protocol/frame.ts';
import { defineChart, type Layout } from '../chart.ts';
import { examples } from '../examples.ts';
import { drawCross, drawEmpty, drawEpochAxis, drawGrid, tickRoom } from '../frame.ts';
import { drawMarks } from '../lane.ts';
import { drawLabels, drawLine, drawStack, lastPlace, rowAt, rowOfMost, stackOf, trendOf, type Stack } from '../stack.ts';
import type { Paint, Pen } from '../pen.ts';
import { countTicks, roundDomain, valueScale } from '../ticks.ts';
import { lineTrace } from '../trace.ts';
import { count } from '../values.ts';

interface Nodes extends Stack {
  columns: History['columns'];
  highestPeak: number;
  /** Rows of epochs in which a clear removed nodes. */ clears: readonly number[];
}

export default defineChart<Nodes>({
  order: 1,
  weight: 1,
  hasLog: false,
  hasLane: false,
  depends: (input) => [input.history],

  select({ history: { count: rows, columns } }) {
    const stack = stackOf(
      rows,
      columns.epoch,
      KINDS.map((kind) => ({ meaning: kind, values: columns[`kind.${kind}`] })),
    );
    const highestPeak = rowOfMost(columns.peak, rows);
    const clears: number[] = [];
    for (let row = 0; row < rows; row++) if (columns.cleared[row] > 0) clears.push(row);
    return { ...stack, columns, highestPeak, clears };
  },

  tags: (_data, _input, words) => [{ text: words.tags.measured, short: words.tags.measured }],

  domain: (data) =>
    roundDomain(data.count > 0 ? Math.max(data.total[data.highest], data.clears.length > 0 ? data.columns.peak[data.highestPeak] : 0) : 0),

  draw(pen, data, layout) {
    const { plot, domain, palette, unit } = layout;
    const y = valueScale(domain, plot.bottom, plot.top);
    drawGrid(pen, layout, countTicks(domain, tickRoom(layout)), y, layout.words.titles.nodes?.axis ?? '');
    drawEpochAxis(pen, layout);
    if (data.count === 0) {
      drawMarks(pen, layout);
      drawEmpty(pen, layout);
      return;
    }
    const labels = drawStack(pen, data, layout, y);
    // What a clear removed was there within the epoch: the teeth of the saw, which the end of an epoch does not show.
    if (data.clears.length > 0) {
      const last = data.count - 1;
      const paint = { stroke: palette.muted, width: unit, dash: [2 * unit, 2 * unit] };
      if (data.clears.length * 6 * unit > plot.right - plot.left)
        drawLine(pen, layout, data.epochs, data.columns.peak, data.count, y, paint);
      else for (const row of data.clears) drawTooth(pen, data, row, layout, y, paint);
      if (data.columns.cleared[last] > 0)
        labels.push({ text: layout.words.peakLabel, color: palette.muted, bold: false, y: y(data.columns.peak[last]), priority: 50 });
    }
    drawMarks(pen, layout);
    drawLabels(pen, layout, labels, lastPlace(layout, data.epochs, data.count));
    const row = rowAt(data.epochs, data.count, layout.cross);
    drawCross(pen, layout, row === null ? [] : [y(data.total[row])]);
  },

  describe(data, words) {
    const title = words.titles.nodes?.title ?? '';
    const last = data.count - 1;
    if (last < 0) return words.describe.empty(title);
    const parts = data.bands
      .filter(({ values }) => values[last] > 0)
      .map(({ meaning, values }) => words.describe.part(words.meanings[meaning], count(values[last])));
    const cleared = data.clears[data.clears.length - 1];
    return [
      words.describe.course(
        title,
        data.count,
        count(data.total[0]),
        count(data.total[last]),
        count(data.total[data.highest]),
        data.epochs[data.highest],
      ),
      data.count > 1 ? words.trend[trendOf(data.total, data.count)] : '',
      parts.length > 0 ? words.describe.parts(parts) : '',
      cleared !== undefined ? words.describe.cleared(data.clears.length, data.epochs[cleared]) : '',
    ]
      .filter(Boolean)
      .join(' ');
  },

  table(data, words) {
    const { units } = words.columns;
    const extra = [
      ['peak', words.peak],
      ['added', words.columns.added],
      ['cleared', words.columns.cleared],
    ] as const;
    return {
      columns: [
        { title: words.epoch, unit: '', origin: null },
        { title: words.total, unit: units.nodes, origin: 'measured' },
        ...data.bands.map(({ meaning }) => ({ title: words.meanings[meaning], unit: units.nodes, origin: 'measured' as const })),
        ...extra.map(([, title]) => ({ title, unit: units.nodes, origin: 'measured' as const })),
        { title: words.columns.executed, unit: units.count, origin: 'measured' },
      ],
      rows: Array.from({ length: data.count }, (_, row) => [
        data.epochs[row],
        data.total[row],
        ...data.bands.map(({ values }) => values[row]),
        ...extra.map(([key]) => data.columns[key][row]),
        data.columns.executed[row],
      ]),
    };
  },

  readout: (data, row, words) => [
    { label: words.total, value: count(data.total[row]), meaning: null },
    ...data.bands
      .filter(({ values }) => values[row] > 0)
      .map(({ meaning, values }) => ({ label: words.meanings[meaning], value: count(values[row]), meaning })),
    ...(data.columns.cleared[row] > 0 ? [{ label: words.peak, value: count(data.columns.peak[row]), meaning: null }] : []),
  ],

  examples,
});

/** One tooth of the saw: up from the epoch before to what the graph held when it was cleared, and down to what is left. */
function drawTooth(pen: Pen, data: Nodes, row: number, layout: Layout, y: (value: number) => number, paint: Paint): void {
  const at = layout.x(data.epochs[row]);
  const before = Math.max(0, row - 1);
  const points: [number, number][] = [
    [layout.x(data.epochs[before]), y(row === 0 ? data.columns.peak[0] : data.total[before])],
    [at, y(data.columns.peak[row])],
    [at, y(data.total[row])],
  ];
  pen.shape(lineTrace(points.length, (i) => points[i][0], (i) => points[i][1]), paint);
}
