// Reads the CSV files that the page writes (RFC 4180). Strict: what a spreadsheet would stumble over is an error here.

export interface Csv {
  head: string[];
  rows: string[][];
}

/** Rows of a CSV text with CRLF line ends; throws where lines differ in length or quotes do not match. */
export function parseCsv(text: string): Csv {
  const plain = text.replace(/^\uFEFF/, '');
  if (!plain.endsWith('\r\n')) throw new Error('expected the last line of a CSV to end with CRLF');
  const lines: string[][] = [];
  let line: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < plain.length) {
    const at = cell.lastIndex;
    const found = cell.exec(plain);
    if (!found) throw new Error(`expected a cell of a CSV, found ${JSON.stringify(plain.slice(at, at + 40))}`);
    line.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',') continue;
    lines.push(line);
    line = [];
  }
  const [head = [], ...rows] = lines;
  for (const [i, row] of rows.entries()) {
    if (row.length !== head.length) throw new Error(`expected ${head.length} cells in row ${i + 1} of a CSV, found ${row.length}`);
  }
  return { head, rows };
}

/** The numbers of the column whose heading begins with `title`; NaN where a cell is empty. */
export function columnOf({ head, rows }: Csv, title: string): number[] {
  const at = head.findIndex((name) => name === title || name.startsWith(`${title} (`));
  if (at < 0) throw new Error(`expected a column ${title}, found ${head.join(', ')}`);
  return rows.map((row) => {
    const text = row[at] ?? '';
    return text === '' ? Number.NaN : Number(text);
  });
}
