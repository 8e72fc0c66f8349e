/** Where each node's cell is: rows of nodes in the order in which they were made. Pure arithmetic; lengths are pixels of the device. */

export interface Plan {
  /** Nodes in a row. */
  readonly columns: number;
  /** Pixels of a cell when all is in sight; below 1, so many nodes share a pixel. */
  readonly cell: number;
}

/** Sizes of cells: whole pixels, and below one such that a pixel is a square of nodes. */
export const CELLS = [24, 16, 12, 8, 6, 4, 3, 2, 1, 1 / 2, 1 / 4, 1 / 8] as const;
/** Widest sheet that browsers draw. */
const WIDEST = 16_384;

export const rowsOf = (nodes: number, { columns }: Plan): number => Math.ceil(nodes / columns);

/** The largest cells with which that many nodes are all in sight; the smallest if none are small enough. */
export function planOf(nodes: number, width: number, height: number): Plan {
  let plan: Plan = { columns: 1, cell: 1 };
  for (const cell of CELLS) {
    plan = { columns: Math.max(1, Math.min(WIDEST, Math.floor(width / cell))), cell };
    if (rowsOf(nodes, plan) * cell <= height) return plan;
  }
  return plan;
}

/** The node at a place of the field, in cells; -1 if there is none. */
export function nodeAt(nodes: number, { columns }: Plan, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || column >= columns || row < 0) return -1;
  const node = row * columns + column;
  return node < nodes ? node : -1;
}

/** Where a key leads from a node; the first from none. Up and down keep the column, where the row has it. */
export function stepped(nodes: number, { columns }: Plan, from: number, dx: number, dy: number): number {
  if (nodes === 0) return -1;
  if (from < 0) return 0;
  const to = from + dx + dy * columns;
  return to < 0 || to >= nodes ? from : to;
}

/** The next node in a direction whose code is another than that of `from`; `from` itself if there is none. */
export function changeAfter(codes: Uint8Array, nodes: number, from: number, way: 1 | -1): number {
  const start = Math.max(0, from);
  for (let id = start; id >= 0 && id < nodes; id += way) if (codes[id] !== codes[start]) return id;
  return start;
}
