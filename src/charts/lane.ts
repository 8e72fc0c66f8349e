/** Events in a chart: dotted lines through the plot, and below the plot that carries them a row of dots, ticks and words. */
import type { Layout } from './chart.ts';
import { style } from './frame.ts';
import { thin, thinMarks } from './marks.ts';
import { mix, type Token } from './palette.ts';
import type { Pen, TextStyle } from './pen.ts';

/** Dotted lines of events through the plot (under the labels), and in the chart with the lane their dots, ticks and words. */
export function drawMarks(pen: Pen, layout: Layout): void {
  const { marks, x, palette, unit } = layout;
  for (const rug of marks.rugs) {
    const { epochs, token } = rug;
    const color = palette[token];
    const span = (epochs[epochs.length - 1] ?? 0) - (epochs[0] ?? 0);
    const perPixel = 1 / (x(1) - x(0));
    // Lines through all charts only where they stay apart; else the ticks below speak for them, and the latest gets a line.
    const roomy = epochs.length < 2 || span / (epochs.length - 1) >= 28 * unit * perPixel;
    for (const epoch of roomy ? epochs : epochs.slice(-1)) vertical(pen, layout, x(epoch), color, 0.75);
    if (layout.lane) {
      const top = layout.plot.bottom + 4 * unit;
      for (const epoch of thin(epochs, 3 * unit * perPixel)) {
        const place = x(epoch);
        pen.line(place, top, place, top + 7 * unit, { stroke: color, width: 1.25 * unit });
      }
    }
  }
  const strong = thinMarks(marks.strong, x, 5 * unit);
  for (const mark of strong) vertical(pen, layout, x(mark.epoch), palette[mark.token], 1);
  if (layout.lane) drawLane(pen, layout);
}

function vertical(pen: Pen, layout: Layout, place: number, stroke: string, opacity: number): void {
  const top = layout.plot.top - 6 * layout.unit;
  pen.line(place, top, place, layout.lane ? layout.plot.bottom + 2 : layout.axis ? layout.plot.bottom : layout.height, {
    stroke,
    width: 1.25 * layout.unit,
    dash: [2 * layout.unit, 3 * layout.unit],
    opacity,
  });
}

/** Dots with words at the foot of the plot; words that have no room are left out, the dots stay. */
function drawLane(pen: Pen, layout: Layout): void {
  const { marks, x, palette, unit, plot, words } = layout;
  const y = plot.bottom + 12 * unit;
  const gap = 9 * unit;
  const taken: [number, number][] = [];
  const wanted: Wanted[] = [];
  const want = (place: number, label: string, token: Token, priority: number): void => {
    const text = style(layout, mix(palette[token], palette.ink, 0.25));
    const width = pen.measure(label, text);
    wanted.push({
      label,
      text,
      priority,
      spans: [
        [place - gap - width, place - gap],
        [place + gap, place + gap + width],
      ],
    });
  };
  for (const mark of thinMarks(marks.strong, x, 5 * unit)) {
    const place = x(mark.epoch);
    pen.circle(place, y, 4 * unit, { fill: palette[mark.token] });
    taken.push([place - 5 * unit, place + 5 * unit]);
    want(place, layout.compact ? mark.short : mark.label, mark.token, mark.priority);
  }
  for (const { epochs, label, token } of marks.rugs) {
    const first = epochs[0];
    const last = epochs[epochs.length - 1];
    if (first === undefined || last === undefined) continue;
    taken.push([x(first) - 2, x(last) + 2]);
    want(x(last), epochs.length > 1 ? words.marks.times(label, epochs.length) : label, token, 2);
  }
  wanted.sort((a, b) => b.priority - a.priority);
  // What is left of the plot belongs to the axis, whose lowest value is just above.
  const seats = seatWords(wanted.slice(0, 7), taken, plot.left, layout.width);
  for (const { item, span } of seats) {
    if (span === item.spans[0]) pen.text(item.label, span[1], y, { ...item.text, anchor: 'end' });
    else pen.text(item.label, span[0], y, item.text);
  }
  // A row of ticks up to the right edge leaves its words no side: they go on top of its end.
  const rug = wanted.find((item) => item.priority === 2);
  if (rug && !seats.some(({ item }) => item === rug)) {
    const [from, to] = rug.spans[0];
    if (from > plot.left && taken.every(([a, b]) => b - a > 40 * unit || to < a || from > b)) {
      pen.rect(from - 4, y - 8 * unit, to - from + 8, 17 * unit, { fill: palette.card });
      pen.text(rug.label, from, y, rug.text);
    }
  }
}

interface Wanted {
  label: string;
  text: TextStyle;
  priority: number;
  spans: [[number, number], [number, number]];
}

/** Sides for words beside their dots: of all ways without overlaps the one that shows the most important words. At most 3^n ways. */
function seatWords(
  wanted: readonly Wanted[],
  taken: readonly [number, number][],
  left: number,
  width: number,
): { item: Wanted; span: [number, number] }[] {
  const free = (span: [number, number], others: readonly [number, number][]): boolean =>
    span[0] >= left - 2 && span[1] <= width - 2 && others.every(([a, b]) => span[1] < a || span[0] > b);
  let best: { worth: number; seats: { item: Wanted; span: [number, number] }[] } = { worth: -1, seats: [] };
  const choose = (at: number, worth: number, seats: { item: Wanted; span: [number, number] }[]): void => {
    const item = wanted[at];
    if (!item) {
      if (worth > best.worth) best = { worth, seats };
      return;
    }
    const others = [...taken, ...seats.map((seat) => seat.span)];
    for (const span of item.spans) if (free(span, others)) choose(at + 1, worth + 1 + item.priority, [...seats, { item, span }]);
    choose(at + 1, worth, seats);
  };
  choose(0, 0, []);
  return best.seats;
}
