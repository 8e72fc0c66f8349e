/** Weights, filters and maps: numbers as images, signed or not. */
import type { Chosen, Picture } from '../../../protocol/look.ts';
import { drawImage } from '../colours.ts';
import { flow, tileBox } from '../geometry.ts';
import { frame, write, type LearnedWords, type Plan } from '../plan.ts';

/** Most rows and columns of a table. */
export const TABLE_MOST = 64;
const PIXELS = 64;

function ends(values: Float32Array): { least: number; most: number; reach: number } {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most, reach: Math.max(Math.abs(least), Math.abs(most)) || 1 };
}

export function imagesPlan({ title, source, shape, count, of, width: columns, height: rows, values }: Extract<Picture, { kind: 'images' }>, words: LearnedWords): Plan {
  const { least, most, reach } = ends(values);
  const area = rows * columns;
  const name = (image: number): string => words.image(title, image);
  return {
    key: `${title} ${source}`,
    title: words.titles[title],
    source: words.shape(source, shape),
    summary: `${words.images(count, of)} ${words.range(least, most, true)}`,
    note: words.notes[title],
    wide: count > 16,
    scale: { least: words.value(-reach), most: words.value(reach) },
    layout(width, unit) {
      const cell = Math.max(1, Math.round((64 * unit) / Math.max(rows, columns)));
      return flow({ tiles: count, rows, columns, cellWidth: cell, cellHeight: cell, width, foot: 17 * unit, gap: 8 * unit });
    },
    paint(context, geometry, colours) {
      const { unit, token } = colours;
      for (let i = 0; i < count; i++) {
        const box = tileBox(geometry, i);
        drawImage(context, box, columns, rows, (p) => colours.signed(values[i * area + p] / reach));
        frame(context, box, token.line, unit);
        write(context, colours, { text: String(title === 'weights' ? i : i + 1), x: box.x + box.width / 2, y: box.y + box.height + 9 * unit, colour: token.soft });
      }
    },
    text: (cell) => words.cell(name(Math.floor(cell / area)), Math.floor((cell % area) / columns), cell % columns, values[cell], true),
    table: () => ({
      named: true,
      head: ['', ...Array.from({ length: Math.min(TABLE_MOST, area) }, (_, p) => `${Math.floor(p / columns) + 1}, ${(p % columns) + 1}`)],
      rows: Array.from({ length: Math.min(TABLE_MOST, count) }, (_, i) => [name(i), ...Array.from(values.subarray(i * area, i * area + Math.min(TABLE_MOST, area)), words.value)]),
    }),
  };
}

export function heatPlan(
  { title, source, shape, maps, rows, columns, values, signed, sample }: Extract<Picture, { kind: 'heat' }>,
  chosen: Chosen | null,
  words: LearnedWords,
): Plan {
  const { least, most, reach } = ends(values);
  const area = rows * columns;
  const format = signed ? words.value : words.plain;
  const name = (map: number): string => (maps > 1 || title === 'attention' ? words.image(title, map) : '');
  // A map over the rows of the digit stands beside it, row by row.
  const beside = chosen && chosen.sample === sample && chosen.each === 1 && rows === 8 ? chosen.pixels : null;
  return {
    key: `${title} ${source}`,
    title: words.titles[title],
    source: words.shape(source, shape),
    summary: [sample >= 0 ? words.ofDigit(sample) : '', words.range(least, most, signed)].join(' ').trim(),
    note: words.notes[title],
    wide: maps > 4,
    scale: signed ? { least: words.value(-reach), most: words.value(reach) } : null,
    layout(width, unit) {
      // Long ones get cells that are not square, so that they are neither tall nor thin.
      const side = (count: number, room: number): number => Math.max(2, Math.min(16 * unit, Math.floor(room / count)));
      const cellWidth = beside ? 15 * unit : side(columns, Math.min(width, 420 * unit));
      const cellHeight = beside ? 15 * unit : side(rows, 300 * unit);
      return flow({ tiles: maps, rows, columns, cellWidth, cellHeight, width, left: beside ? 8 * cellHeight + 6 * unit : 0, foot: name(0) === '' ? 0 : 18 * unit, gap: 16 * unit });
    },
    paint(context, geometry, colours) {
      const { unit, token } = colours;
      for (let map = 0; map < maps; map++) {
        const box = tileBox(geometry, map);
        drawImage(context, box, columns, rows, (p) => {
          const value = values[map * area + p] / reach;
          return signed ? colours.signed(value) : colours.amount(value);
        });
        frame(context, box, token.edge, unit);
        if (beside) {
          const digit = { x: box.x - geometry.left, y: box.y, width: box.height, height: box.height };
          drawImage(context, digit, 8, 8, (p) => colours.grey(beside[p % PIXELS] / 255));
          frame(context, digit, token.line, unit);
        }
        if (name(map) !== '') write(context, colours, { text: name(map), x: box.x + box.width / 2, y: box.y + box.height + 10 * unit, colour: token.soft });
      }
    },
    text: (cell) => words.cell(name(Math.floor(cell / area)), Math.floor((cell % area) / columns), cell % columns, values[cell], signed),
    table: () => ({
      named: true,
      head: ['', ...Array.from({ length: Math.min(TABLE_MOST, columns) }, (_, c) => String(c + 1))],
      rows: Array.from({ length: Math.min(TABLE_MOST, maps * rows) }, (_, r) => [
        [name(Math.floor(r / rows)), String((r % rows) + 1)].filter((part) => part !== '').join(', '),
        ...Array.from(values.subarray(r * columns, r * columns + Math.min(TABLE_MOST, columns)), format),
      ]),
    }),
  };
}
