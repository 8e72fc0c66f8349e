/**
 * Chart: bytes by tier at the end of each epoch, with the lines at which a tier is full. As told, bytes fill video memory first, then main
 * memory, then the disk; as TensorFlow does, the graph sits in main memory, what was freed is partly still held, and the rest is swapped.
 */
import type { Account } from '../../protocol/config.ts';
import type { History } from '../../protocol/frame.ts';
import { defineChart, type Layout } from '../chart.ts';
import { examples } from '../examples.ts';
import { drawCross, drawEmpty, drawEpochAxis, drawGrid, style, tickRoom } from '../frame.ts';
import { drawMarks } from '../lane.ts';
import type { Meaning } from '../palette.ts';
import type { Pen } from '../pen.ts';
import { drawLabels, drawStack, lastPlace, rowAt, stackOf, trendOf, type DirectLabel, type Stack } from '../stack.ts';
import { byteTicks, byteUnit, roundDomain, valueScale } from '../ticks.ts';
import type { ChartWords } from '../words.ts';
import { bytes, capacity } from '../values.ts';

interface Line {
  tier: 'video' | 'main';
  at: number;
  capacity: number;
}
interface Memory extends Stack {
  columns: History['columns'];
  account: Account;
  lines: readonly Line[];
}

const TIERS: Readonly<Record<Account, readonly (Meaning & keyof History['columns'])[]>> = {
  told: ['video', 'main', 'disk', 'held'],
  tensorflow: ['main', 'held', 'disk', 'video'],
};

function lineText(line: Line, account: Account, words: ChartWords): string {
  const size = capacity(line.capacity);
  return line.tier === 'video'
    ? words.capacity.video(size)
    : account === 'told'
      ? words.capacity.main(size)
      : words.capacity.mainAlone(size);
}

/** First epoch in which the tier behind the line was needed; null if it never was. */
function passed(data: Memory, line: Line): number | null {
  const { columns } = data;
  for (let row = 0; row < data.count; row++) {
    const over = line.tier === 'video' ? Math.max(columns.main[row], columns.peakMain[row]) > 0 : false;
    if (over || columns.disk[row] > 0 || columns.peakDisk[row] > 0) return data.epochs[row];
  }
  return null;
}

/** Lines above the data have room made for them once the data come near: the scale must serve the data first. `over`: what lies over them. */
function nearLines(data: Memory, over?: number): Line[] {
  const highest = Math.max(over ?? 0, data.count > 0 ? data.total[data.highest] : 0);
  return data.lines.filter((line, i) => highest >= line.at * (i === 0 && over === undefined ? 0.05 : 0.6));
}

export default defineChart<Memory>({
  order: 2,
  weight: 1,
  hasLog: false,
  hasLane: false,
  depends: ({ history, config, machineTitle }) => [history, config.video, config.main, config.account, machineTitle],

  select({ history: { count, columns }, config: { account, video, main } }) {
    const stack = stackOf(
      count,
      columns.epoch,
      TIERS[account].map((tier) => ({ meaning: tier, values: columns[tier] })),
    );
    const lines: Line[] =
      account === 'told'
        ? [
            { tier: 'video', at: video, capacity: video },
            { tier: 'main', at: video + main, capacity: main },
          ]
        : [{ tier: 'main', at: main, capacity: main }];
    return { ...stack, columns, account, lines };
  },

  tags: (_data, input, words) => [{ text: words.tags.modelledOn(input.machineTitle), short: words.tags.modelled }],

  domain(data, { over }) {
    const highest = Math.max(over ?? 0, data.count > 0 ? data.total[data.highest] : 0);
    const top = Math.max(highest, ...nearLines(data, over).map((line) => line.at * 1.05));
    return roundDomain(top, byteUnit(top));
  },

  draw(pen, data, layout) {
    const { plot, domain, palette, unit } = layout;
    const y = valueScale(domain, plot.bottom, plot.top);
    drawGrid(pen, layout, byteTicks(domain, tickRoom(layout)), y, layout.words.titles.memory?.axis ?? '');
    drawEpochAxis(pen, layout);
    if (data.count === 0) {
      drawMarks(pen, layout);
      drawEmpty(pen, layout);
      return;
    }
    const labels = drawStack(pen, data, layout, y);
    drawMarks(pen, layout);
    const at = lastPlace(layout, data.epochs, data.count);
    const shown = data.lines.filter((line) => line.at <= domain.to);
    for (const line of shown) {
      pen.line(plot.left, y(line.at), plot.right, y(line.at), { stroke: palette.ink, width: 1.25 * unit, dash: [5 * unit, 3 * unit] });
    }
    drawCapacityLabels(pen, data, layout, shown, labels, at, y);
    const row = rowAt(data.epochs, data.count, layout.cross);
    drawCross(pen, layout, row === null ? [] : [y(data.total[row])]);
  },

  describe(data, words) {
    const title = words.titles.memory?.title ?? '';
    const last = data.count - 1;
    if (last < 0) return words.describe.empty(title);
    const parts = data.bands
      .filter(({ values }) => values[last] > 0)
      .map(({ meaning, values }) => words.describe.part(words.meanings[meaning], bytes(values[last])));
    const crossings: string[] = [];
    for (const line of data.lines) {
      const epoch = passed(data, line);
      const size = capacity(line.capacity);
      if (epoch !== null)
        crossings.push(line.tier === 'video' ? words.describe.videoFull(size, epoch) : words.describe.mainFull(size, epoch));
      else {
        crossings.push(line.tier === 'video' ? words.describe.notFull(size) : words.describe.mainNotFull(size));
        break;
      }
    }
    return [
      words.describe.course(
        title,
        data.count,
        bytes(data.total[0]),
        bytes(data.total[last]),
        bytes(data.total[data.highest]),
        data.epochs[data.highest],
      ),
      data.count > 1 ? words.trend[trendOf(data.total, data.count)] : '',
      parts.length > 0 ? words.describe.parts(parts) : '',
      ...crossings,
    ]
      .filter(Boolean)
      .join(' ');
  },

  table(data, words) {
    const { units, upVideo, downVideo, faults } = words.columns;
    return {
      columns: [
        { title: words.epoch, unit: '', origin: null },
        { title: words.total, unit: units.bytes, origin: 'modelled' },
        ...data.bands.map(({ meaning }) => ({ title: words.meanings[meaning], unit: units.bytes, origin: 'modelled' as const })),
        { title: upVideo, unit: units.bytes, origin: 'modelled' },
        { title: downVideo, unit: units.bytes, origin: 'modelled' },
        { title: faults, unit: units.count, origin: 'modelled' },
      ],
      rows: Array.from({ length: data.count }, (_, row) => [
        data.epochs[row],
        data.total[row],
        ...data.bands.map(({ values }) => values[row]),
        data.columns.upVideo[row],
        data.columns.downVideo[row],
        data.columns.faults[row],
      ]),
    };
  },

  readout: (data, row, words) => [
    { label: words.total, value: bytes(data.total[row]), meaning: null },
    ...data.bands
      .filter(({ values }) => values[row] > 0)
      .map(({ meaning, values }) => ({ label: words.meanings[meaning], value: bytes(values[row]), meaning })),
    ...(data.columns.upVideo[row] > 0 ? [{ label: words.columns.upVideo, value: bytes(data.columns.upVideo[row]), meaning: null }] : []),
  ],

  examples,
});

/** Words at the capacity lines: at their right end, together with the bands' labels where these are near; inside on narrow charts. */
function drawCapacityLabels(
  pen: Pen,
  data: Memory,
  layout: Layout,
  shown: readonly Line[],
  labels: readonly DirectLabel[],
  at: number,
  y: (value: number) => number,
): void {
  const { plot, unit, palette, words } = layout;
  const text = style(layout, palette.ink, { halo: palette.card });
  const lines = shown.map((line): DirectLabel => ({
    text: lineText(line, data.account, words),
    color: palette.ink,
    bold: false,
    y: y(line.at),
    priority: 1e4,
  }));
  const next = data.lines[shown.length];
  if (next) {
    const above = words.capacity.above(lineText(next, data.account, words));
    pen.text(above, plot.right, plot.top - 13 * unit, style(layout, palette.muted, { anchor: 'end', size: 11 * unit }));
  }
  if (layout.compact) {
    for (const line of lines) pen.text(line.text, plot.left + 6 * unit, line.y - 9 * unit, text);
    drawLabels(pen, layout, labels, at);
  } else if (at > plot.right - 70 * unit) {
    drawLabels(pen, layout, [...labels, ...lines], Math.max(at, plot.right));
  } else {
    drawLabels(pen, layout, labels, at);
    drawLabels(pen, layout, lines, plot.right - 2 * unit);
  }
}
