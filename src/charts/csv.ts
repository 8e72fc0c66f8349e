/** A chart's table as CSV after RFC 4180: comma, CRLF, quotes doubled; text that a spreadsheet would run as a formula is defused. */
import type { Table, TableColumn } from './chart.ts';
import type { ChartWords } from './words.ts';

/** "move (s, modelled)": a column's title with its unit and what made its numbers. */
export function heading(column: TableColumn, words: ChartWords): string {
  const notes = [column.unit, column.origin === null ? '' : words.origin[column.origin]].filter(Boolean);
  return notes.length > 0 ? `${column.title} (${notes.join(', ')})` : column.title;
}

/** One cell. Numbers are plain (NaN and infinities empty); text that starts like a formula gets an apostrophe in front. */
export function csvCell(value: number | string): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(table: Table, words: ChartWords): string {
  const lines = [table.columns.map((column) => csvCell(heading(column, words))), ...table.rows.map((row) => row.map(csvCell))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

/** At most `most` rows, evenly chosen, first and last among them. */
export function evenly<T>(rows: readonly T[], most: number): T[] {
  if (rows.length <= most) return [...rows];
  const out: T[] = [];
  for (let i = 0; i < most; i++) {
    const row = rows[Math.round((i * (rows.length - 1)) / (most - 1))];
    if (row !== undefined) out.push(row);
  }
  return out;
}
