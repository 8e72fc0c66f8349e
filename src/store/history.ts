/** The page's columns of finished epochs: appends the worker's row batches, doubling capacity. Not a chart's data and not a summary. */
import { COLUMNS, WIDTH } from '../protocol/frame.ts';
import type { Column, FrameBatch, History } from '../protocol/frame.ts';

const FIRST_CAPACITY = 256;

function allocate(capacity: number): Record<Column, Float64Array> {
  return Object.fromEntries(COLUMNS.map((name) => [name, new Float64Array(capacity)])) as Record<Column, Float64Array>;
}

/** A history without rows. */
export function emptyHistory(): History {
  return { count: 0, columns: allocate(0) };
}

/**
 * `history` with the rows of `batch` after its own: a new object, so that readers can compare by reference; the arrays are
 * shared until they are full. Only the newest history of a run may be appended to.
 */
export function appendRows(history: History, batch: FrameBatch): History {
  if (batch.rows.length < batch.count * WIDTH) {
    throw new Error(`internal: a batch of ${batch.count} rows needs ${batch.count * WIDTH} numbers and has ${batch.rows.length}`);
  }
  const count = history.count + batch.count;
  const capacity = history.columns.epoch.length;
  const columns = count <= capacity ? history.columns : grown(history, count);
  COLUMNS.forEach((name, c) => {
    const column = columns[name];
    for (let r = 0; r < batch.count; r++) column[history.count + r] = batch.rows[r * WIDTH + c]!;
  });
  return { count, columns };
}

function grown(history: History, needed: number): Record<Column, Float64Array> {
  let capacity = Math.max(FIRST_CAPACITY, history.columns.epoch.length);
  while (capacity < needed) capacity *= 2;
  const columns = allocate(capacity);
  for (const name of COLUMNS) columns[name].set(history.columns[name].subarray(0, history.count));
  return columns;
}

/** Row `row` as an object; null where there is no such row. */
export function rowOf(history: History, row: number): Record<Column, number> | null {
  if (row < 0 || row >= history.count) return null;
  return Object.fromEntries(COLUMNS.map((name) => [name, history.columns[name][row]])) as Record<Column, number>;
}

/** Value of `column` in the newest row; `fallback` before the first. */
export function newest(history: History, column: Column, fallback = 0): number {
  return history.count === 0 ? fallback : history.columns[column][history.count - 1];
}
