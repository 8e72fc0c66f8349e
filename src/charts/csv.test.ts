import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, evenly, toCsv } from './csv.ts';
import { ENGLISH } from './words.ts';

describe('CSV', () => {
  it('has units and what made the numbers in its header, CRLF line ends and empty cells for NaN', () => {
    const table = {
      columns: [
        { title: 'epoch', unit: '', origin: null },
        { title: 'move', unit: 's', origin: 'modelled' as const },
        { title: 'total', unit: 's', origin: 'measured' as const },
      ],
      rows: [[1, 0.5, Number.NaN]],
    };
    expect(toCsv(table, ENGLISH)).toBe('epoch,"move (s, modelled)","total (s, measured)"\r\n1,0.5,\r\n');
  });

  it('defuses text that a spreadsheet would run, and leaves numbers alone', () => {
    expect(csvCell('=HYPERLINK("http://x")')).toBe('"\'=HYPERLINK(""http://x"")"');
    for (const start of ['=', '+', '-', '@', '\t', '\r']) expect(csvCell(`${start}1`).replace(/^"/, '')[0]).toBe("'");
    expect(csvCell(-1.5)).toBe('-1.5');
  });

  it('gives back any text through an RFC 4180 reader', () => {
    const read = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const back = read(csvCell(text));
        expect(back === text || back === `'${text}`).toBe(true);
      }),
    );
  });

  it('chooses rows evenly, with the first and the last', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => i);
    const some = evenly(rows, 500);
    expect([some.length, some[0], some.at(-1)]).toEqual([500, 0, 9999]);
    expect(new Set(some).size).toBe(500);
    expect(evenly([1, 2], 500)).toEqual([1, 2]);
  });
});
