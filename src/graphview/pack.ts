// Taking a drawing apart into connected parts, thinning their edges, and packing rectangles. Plain geometry and graphs; no dagre.

export interface Edge {
  readonly from: number;
  readonly to: number;
}

/** Roots of a forest of sets. */
class Sets {
  private readonly up: Int32Array;

  constructor(count: number) {
    this.up = Int32Array.from({ length: count }, (_, i) => i);
  }

  root(i: number): number {
    while (this.up[i] !== i) i = this.up[i] = this.up[this.up[i]];
    return i;
  }

  /** Joins two sets; false if they were one already. */
  join(a: number, b: number): boolean {
    const [x, y] = [this.root(a), this.root(b)];
    this.up[Math.max(x, y)] = Math.min(x, y);
    return x !== y;
  }
}

/** Connected parts of `count` items, each ascending, in the order of their first items. */
export function components(count: number, edges: readonly Edge[]): number[][] {
  const sets = new Sets(count);
  for (const { from, to } of edges) sets.join(from, to);
  const parts = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const root = sets.root(i);
    const part = parts.get(root);
    if (part) part.push(i);
    else parts.set(root, [i]);
  }
  return [...parts.values()];
}

/** Of the edges numbered `own`, strongest first, those that join what was not joined yet. */
export function spanning(edges: readonly Edge[], own: readonly number[], strength: (edge: number) => number): number[] {
  const most = own.reduce((max, e) => Math.max(max, edges[e].from, edges[e].to), 0);
  const sets = new Sets(most + 1);
  return own.toSorted((a, b) => strength(b) - strength(a) || a - b).filter((e) => sets.join(edges[e].from, edges[e].to));
}

/** Upper left corners for rectangles so that none overlap: the tallest first, in shelves of about the wanted aspect. */
export function packed(
  blocks: readonly { readonly width: number; readonly height: number }[],
  aspect: number,
  gap: number,
): { places: (readonly [number, number])[]; fullWidth: number; fullHeight: number } {
  const area = blocks.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const most = Math.max(...blocks.map(({ width }) => width), Math.sqrt(area * aspect));
  const places: (readonly [number, number])[] = [];
  let [x, y, shelf, fullWidth] = [0, 0, 0, 0];
  for (const b of [...blocks.keys()].sort((i, k) => blocks[k].height - blocks[i].height || i - k)) {
    const { width, height } = blocks[b];
    if (x > 0 && x + width > most) [x, y, shelf] = [0, y + shelf + gap, 0];
    places[b] = [x, y];
    x += width + gap;
    shelf = Math.max(shelf, height);
    fullWidth = Math.max(fullWidth, x - gap);
  }
  return { places, fullWidth, fullHeight: y + shelf };
}
