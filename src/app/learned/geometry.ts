/** Where the cells of a picture lie: tiles in rows that wrap, each a block of cells. Lengths in CSS pixels. */

export interface Geometry {
  readonly tiles: number;
  /** cells of a tile */
  readonly rows: number;
  readonly columns: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** tiles in a row */
  readonly across: number;
  /** room left of and above a tile's cells */
  readonly left: number;
  readonly head: number;
  /** from one tile to the next */
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
}
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Flow {
  tiles: number;
  rows: number;
  columns: number;
  cellWidth: number;
  cellHeight: number;
  /** room that there is */
  width: number;
  left?: number;
  head?: number;
  /** room below a tile's cells */
  foot?: number;
  gap?: number;
}

/** Tiles one after another, in as many rows as the width makes necessary. */
export function flow({ tiles, rows, columns, cellWidth, cellHeight, width, left = 0, head = 0, foot = 0, gap = 0 }: Flow): Geometry {
  const stepX = left + columns * cellWidth + gap;
  const stepY = head + rows * cellHeight + foot + gap;
  const across = Math.max(1, Math.min(tiles, Math.floor((width + gap) / stepX)));
  const down = Math.ceil(tiles / across);
  return { tiles, rows, columns, cellWidth, cellHeight, across, left, head, stepX, stepY, width: across * stepX - gap, height: Math.max(0, down * stepY - gap) };
}

export const cellsOf = ({ tiles, rows, columns }: Geometry): number => tiles * rows * columns;

/** The cells of a tile. */
export function tileBox({ across, left, head, stepX, stepY, rows, columns, cellWidth, cellHeight }: Geometry, tile: number): Box {
  return { x: (tile % across) * stepX + left, y: Math.floor(tile / across) * stepY + head, width: columns * cellWidth, height: rows * cellHeight };
}

export function cellBox(geometry: Geometry, cell: number): Box {
  const { rows, columns, cellWidth, cellHeight } = geometry;
  const tile = tileBox(geometry, Math.floor(cell / (rows * columns)));
  const within = cell % (rows * columns);
  return { x: tile.x + (within % columns) * cellWidth, y: tile.y + Math.floor(within / columns) * cellHeight, width: cellWidth, height: cellHeight };
}

/** The cell at a point, or -1. */
export function cellAt(geometry: Geometry, x: number, y: number): number {
  const { tiles, rows, columns, across, left, head, stepX, stepY, cellWidth, cellHeight } = geometry;
  const [tx, ty] = [Math.floor(x / stepX), Math.floor(y / stepY)];
  const [column, row] = [Math.floor((x - tx * stepX - left) / cellWidth), Math.floor((y - ty * stepY - head) / cellHeight)];
  const tile = ty * across + tx;
  if (tx < 0 || ty < 0 || tx >= across || tile >= tiles || column < 0 || column >= columns || row < 0 || row >= rows) return -1;
  return (tile * rows + row) * columns + column;
}

/** The cell to go to from one in a direction, over the edges of tiles; the same one at the end of all. The first where there is none. */
export function nextCell(geometry: Geometry, cell: number, dx: number, dy: number): number {
  const { tiles, rows, columns, across } = geometry;
  if (cellsOf(geometry) === 0) return -1;
  if (cell < 0) return 0;
  const tile = Math.floor(cell / (rows * columns));
  const within = cell % (rows * columns);
  const x = (tile % across) * columns + (within % columns) + dx;
  const y = Math.floor(tile / across) * rows + Math.floor(within / columns) + dy;
  if (x < 0 || y < 0 || x >= across * columns) return cell;
  const next = Math.floor(y / rows) * across + Math.floor(x / columns);
  return next >= tiles ? cell : (next * rows + (y % rows)) * columns + (x % columns);
}
