/** Counts and shares in rows and columns with names: the confusion matrix, the grid of a search. */
import type { Picture } from '../../../protocol/look.ts';
import { css, isLight, type Colours } from '../colours.ts';
import { cellBox, flow, type Box, type Geometry } from '../geometry.ts';
import { frame, write, type LearnedWords, type Plan } from '../plan.ts';

const TEN = Array.from({ length: 10 }, (_, i) => i);

/** Names of rows and columns, with what they are names of. */
function names(context: CanvasRenderingContext2D, geometry: Geometry, colours: Colours, rows: readonly string[], columns: readonly string[], [of, by]: readonly [string, string]): void {
  const { unit, token } = colours;
  const { left, head } = geometry;
  rows.forEach((text, row) => {
    const { y, height } = cellBox(geometry, row * columns.length);
    write(context, colours, { text, x: left - 8 * unit, y: y + height / 2, colour: token.soft, align: 'right' });
  });
  columns.forEach((text, column) => {
    const { x, width } = cellBox(geometry, column);
    write(context, colours, { text, x: x + width / 2, y: head - 9 * unit, colour: token.soft });
  });
  write(context, colours, { text: `${of} ↓`, x: 0, y: head - 9 * unit, colour: token.muted, align: 'left' });
  write(context, colours, { text: `${by} →`, x: left, y: 8 * unit, colour: token.muted, align: 'left' });
}

function shade(context: CanvasRenderingContext2D, colours: Colours, box: Box, share: number, text: string): void {
  const colour = colours.amount(share);
  context.fillStyle = css(colour);
  context.fillRect(box.x, box.y, box.width, box.height);
  frame(context, box, colours.token.line, 0.5);
  const dark = isLight(colour) === isLight([20, 20, 20]);
  write(context, colours, { text, x: box.x + box.width / 2, y: box.y + box.height / 2, colour: dark ? '#ffffff' : '#14161a' });
}

export function confusionPlan({ counts, of: all, source, shape }: Extract<Picture, { kind: 'confusion' }>, words: LearnedWords): Plan {
  const sums = TEN.map((row) => TEN.reduce((sum, column) => sum + counts[row * 10 + column], 0));
  let worst = -1;
  counts.forEach((count, i) => {
    if (i % 11 !== 0 && count > 0 && (worst < 0 || count > counts[worst])) worst = i;
  });
  const right = TEN.reduce((sum, i) => sum + counts[i * 11], 0);
  return {
    key: 'confusion',
    title: words.confusion.title,
    source: words.shape(source, shape),
    summary: `${words.digits.summary(right, all)} ${worst < 0 ? words.confusion.none : words.confusion.worst(Math.floor(worst / 10), worst % 10, counts[worst])}`,
    note: words.confusion.note,
    wide: false,
    scale: null,
    layout(width, unit) {
      const left = 34 * unit;
      return flow({ tiles: 1, rows: 10, columns: 10, cellWidth: Math.min(34 * unit, (width - left) / 10), cellHeight: 25 * unit, width, left, head: 38 * unit });
    },
    paint(context, geometry, colours) {
      names(context, geometry, colours, TEN.map(String), TEN.map(String), [words.confusion.rows, words.confusion.columns]);
      counts.forEach((count, i) => {
        const sum = sums[Math.floor(i / 10)];
        shade(context, colours, cellBox(geometry, i), sum === 0 ? 0 : count / sum, count === 0 ? '' : String(count));
      });
      for (const i of TEN) frame(context, cellBox(geometry, i * 11), colours.token.ink, 1.5 * colours.unit);
    },
    text: (i) => words.confusion.text(Math.floor(i / 10), i % 10, counts[i], sums[Math.floor(i / 10)]),
    table: () => ({
      named: true,
      head: [`${words.confusion.rows} ↓ ${words.confusion.columns} →`, ...TEN.map(String)],
      rows: TEN.map((row) => [String(row), ...TEN.map((column) => String(counts[row * 10 + column]))]),
    }),
  };
}

export function gridPlan({ units, rates, accuracy, current }: Extract<Picture, { kind: 'grid' }>, words: LearnedWords): Plan {
  const columns = rates.length;
  const text = (i: number): string => words.grid.text(units[Math.floor(i / columns)], rates[i % columns], accuracy[i]) + (i === current ? ` (${words.grid.current})` : '');
  const done = accuracy.filter((a) => !Number.isNaN(a));
  const most = done.length > 0 ? Math.max(...done) : NaN;
  const best = accuracy.indexOf(most);
  return {
    key: 'grid',
    title: words.grid.title,
    source: '',
    summary: [words.grid.summary(done.length, accuracy.length), best >= 0 ? words.grid.best(units[Math.floor(best / columns)], rates[best % columns], most) : ''].join(' ').trim(),
    note: words.grid.note,
    wide: false,
    scale: null,
    layout(width, unit) {
      const left = 54 * unit;
      return flow({ tiles: 1, rows: units.length, columns, cellWidth: Math.min(76 * unit, (width - left) / columns), cellHeight: 34 * unit, width, left, head: 38 * unit });
    },
    paint(context, geometry, colours) {
      names(context, geometry, colours, Array.from(units, String), Array.from(rates, words.plain), [words.grid.rows, words.grid.columns]);
      accuracy.forEach((a, i) => shade(context, colours, cellBox(geometry, i), Number.isNaN(a) ? 0 : a, Number.isNaN(a) ? (i === current ? '…' : '') : words.percent(a)));
      if (current >= 0) frame(context, cellBox(geometry, current), colours.token.ink, 2 * colours.unit, [4, 3]);
      if (best >= 0) frame(context, cellBox(geometry, best), colours.token['cure-text'], 3 * colours.unit);
    },
    text,
    table: () => ({
      named: true,
      head: [`${words.grid.rows} ↓ ${words.grid.columns} →`, ...Array.from(rates, words.plain)],
      rows: Array.from(units, (u, row) => [String(u), ...Array.from(rates, (_, column) => (Number.isNaN(accuracy[row * columns + column]) ? '–' : words.percent(accuracy[row * columns + column])))]),
    }),
  };
}
