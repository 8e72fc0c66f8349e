// Where the items of a level stand. dagre arranges each connected part in layers; parts are packed beside each other, items without
// edges stand in rows. dagre cannot be interrupted: what would take too long is arranged by its strongest edges only, or in rows.
import { Graph, layout } from '@dagrejs/dagre';
import type { ItemKind } from '../protocol/graph-view.ts';
import { components, type Edge, packed, spanning } from './pack.ts';

export interface Wanted {
  readonly width: ArrayLike<number>;
  readonly height: ArrayLike<number>;
  readonly edges: readonly (Edge & { readonly values: number; readonly controls: number })[];
  /** 1 for edges that the layout pays no heed to */
  readonly quiet: Uint8Array;
  /** -1 for items that stand before all others where there are no edges to go by, 1 for those that stand behind */
  side(item: number): -1 | 0 | 1;
}
export interface Laid {
  /** upper left corners */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** of each edge, x and y alternating, from border to border */
  readonly lines: readonly number[][];
  readonly fullWidth: number;
  readonly fullHeight: number;
  readonly arranged: boolean;
}

const GAP = 16;
const LAYER_GAP = 38;
/** Milliseconds that dagre may have spent on a level when it is about to begin another part of its work. */
const BUDGET = 700;
/** Items and bends of edges that dagre orders within that time. */
const MOST_BENDS = 3000;
/** Beyond so many items the quicker ranking is used. */
const QUICK_RANKS = 60;

/** How large an item is drawn; `counted`: with a sign, and on folds with a third line of counts. Letters are reckoned, not measured: the page shortens what does not fit. */
export function itemSize(kind: ItemKind, label: string, op: string, counted = false): { width: number; height: number } {
  const port = kind === 'from' || kind === 'to';
  const third = counted && !port && kind !== 'node';
  const letters = Math.min(30, Math.max(label.length + (counted ? 2 : 0), op.length * 0.9, third ? 20 : 0));
  return { width: Math.round(Math.max(port ? 64 : 84, letters * 7.3 + 28)), height: port ? 26 : third ? 57 : 42 };
}

class TooSlow extends Error {}

/** `now`: a clock in milliseconds. */
export function layOut(wanted: Wanted, aspect: number, now: () => number = () => performance.now()): Laid {
  const { width, height, edges } = wanted;
  const count = width.length;
  const until = now() + BUDGET;
  const heeded = edges.filter((_, e) => !wanted.quiet[e]);
  const parts = components(count, heeded);
  const largest = parts.reduce<readonly number[]>((most, part) => (part.length > most.length ? part : most), []);
  const sideways = isWide(wanted, largest, aspect);
  let arranged = true;
  const blocks = parts
    .filter((part) => part.length > 1)
    .map((part) => {
      const block = arrange(wanted, part, sideways, aspect, now, until);
      arranged &&= block.arranged;
      return block;
    });
  const single = parts.filter((part) => part.length === 1).map(([item]) => item);
  const all = [...blocks, ...(single.length > 0 ? [rows(wanted, single, aspect)] : [])];
  const { places, fullWidth, fullHeight } = packed(all, aspect, LAYER_GAP);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const lines: number[][] = edges.map(() => []);
  all.forEach((block, b) => {
    const [dx, dy] = places[b];
    for (const [item, [left, top]] of block.items) {
      x[item] = left + dx;
      y[item] = top + dy;
    }
    for (const [edge, points] of block.lines) lines[edge] = points.map((at, i) => at + (i % 2 === 0 ? dx : dy));
  });
  edges.forEach(({ from, to }, e) => {
    if (lines[e].length === 0) lines[e] = straight(from, to);
  });
  return { x, y, lines, fullWidth, fullHeight, arranged };

  function straight(from: number, to: number): number[] {
    const [ax, ay] = [x[from] + width[from] / 2, y[from] + height[from] / 2];
    const [bx, by] = [x[to] + width[to] / 2, y[to] + height[to] / 2];
    /** Where the line leaves the box of an item, going by (dx, dy). */
    const border = (item: number, cx: number, cy: number, dx: number, dy: number): [number, number] => {
      const share = Math.min(dx === 0 ? Infinity : width[item] / 2 / Math.abs(dx), dy === 0 ? Infinity : height[item] / 2 / Math.abs(dy));
      return Number.isFinite(share) ? [cx + dx * Math.min(0.5, share), cy + dy * Math.min(0.5, share)] : [cx, cy];
    };
    return [...border(from, ax, ay, bx - ax, by - ay), ...border(to, bx, by, ax - bx, ay - by)];
  }
}

interface Block {
  readonly items: ReadonlyMap<number, readonly [number, number]>;
  readonly lines: ReadonlyMap<number, number[]>;
  readonly width: number;
  readonly height: number;
  readonly arranged: boolean;
}

/** One connected part: by all its edges, else by its strongest, else in rows. */
function arrange(wanted: Wanted, part: readonly number[], sideways: boolean, aspect: number, now: () => number, until: number): Block {
  const inside = new Set(part);
  const own = [...wanted.edges.keys()].filter((e) => !wanted.quiet[e] && inside.has(wanted.edges[e].from));
  const strength = (e: number): number => wanted.edges[e].values * 4 + wanted.edges[e].controls;
  for (const chosen of [() => own, () => spanning(wanted.edges, own, strength)]) {
    if (now() > until) break;
    try {
      return { ...layered(wanted, part, chosen(), sideways, now, until), arranged: chosen().length === own.length };
    } catch (error) {
      if (!(error instanceof TooSlow)) throw error;
    }
  }
  return { ...rows(wanted, part, aspect), arranged: false };
}

interface Box {
  width: number;
  height: number;
  x?: number;
  y?: number;
}

function layered(
  wanted: Wanted,
  part: readonly number[],
  chosen: readonly number[],
  sideways: boolean,
  now: () => number,
  until: number,
): Omit<Block, 'arranged'> {
  const graph = new Graph<object, Box, { points?: { x: number; y: number }[]; weight?: number }>();
  graph.setGraph({
    rankdir: sideways ? 'LR' : 'TB',
    nodesep: GAP,
    edgesep: 8,
    ranksep: LAYER_GAP,
    ranker: part.length > QUICK_RANKS ? 'tight-tree' : 'network-simplex',
  });
  for (const item of part) graph.setNode(String(item), { width: wanted.width[item], height: wanted.height[item] });
  for (const e of chosen) {
    const { from, to, values } = wanted.edges[e];
    graph.setEdge(String(from), String(to), { weight: values > 0 ? 2 : 1 });
  }
  layout(graph, {
    customOrder: (ranked, order) => {
      if (ranked.nodeCount() > MOST_BENDS || now() > until) throw new TooSlow();
      order(ranked, {});
      if (now() > until + BUDGET) throw new TooSlow();
    },
  });
  const items = new Map<number, [number, number]>();
  let [width, height] = [0, 0];
  for (const item of part) {
    const box = graph.node(String(item));
    const [left, top] = [(box.x ?? 0) - box.width / 2, (box.y ?? 0) - box.height / 2];
    items.set(item, [left, top]);
    width = Math.max(width, left + box.width);
    height = Math.max(height, top + box.height);
  }
  const lines = new Map<number, number[]>();
  for (const e of chosen) {
    const points = graph.edge(String(wanted.edges[e].from), String(wanted.edges[e].to))?.points ?? [];
    lines.set(
      e,
      points.flatMap(({ x, y }) => [x, y]),
    );
    for (const { x, y } of points) [width, height] = [Math.max(width, x), Math.max(height, y)];
  }
  return { items, lines, width, height };
}

/** Rows of a width that gives about the wanted aspect. */
function rows(wanted: Wanted, part: readonly number[], aspect: number): Block {
  const area = part.reduce((sum, item) => sum + (wanted.width[item] + GAP) * (wanted.height[item] + GAP), 0);
  const most = Math.max(...part.map((item) => wanted.width[item]), Math.sqrt(area * aspect));
  const items = new Map<number, [number, number]>();
  let [x, y, row, width] = [0, 0, 0, 0];
  let before: number | null = null;
  for (const item of part.toSorted((a, b) => wanted.side(a) - wanted.side(b) || a - b)) {
    const side = wanted.side(item);
    const apart = before !== null && side !== before;
    if (apart || (x > 0 && x + wanted.width[item] > most)) [x, y, row] = [0, y + row + (apart ? LAYER_GAP : GAP), 0];
    before = side;
    items.set(item, [x, y]);
    x += wanted.width[item] + GAP;
    row = Math.max(row, wanted.height[item]);
    width = Math.max(width, x - GAP);
  }
  return { items, lines: new Map(), width, height: y + row, arranged: true };
}

/** Whether layers side by side would fill a place of this aspect better than layers below each other. */
function isWide({ width, height, edges, quiet }: Wanted, part: readonly number[], aspect: number): boolean {
  const inside = new Set(part);
  const own = edges.filter(({ from }, e) => !quiet[e] && inside.has(from));
  const layer = new Map<number, number>(part.map((item) => [item, 0]));
  // Longest paths, as far as a few sweeps find them: circles have none.
  for (let sweep = 0; sweep < 40; sweep++) {
    let moved = false;
    for (const { from, to } of own) {
      const least = (layer.get(from) ?? 0) + 1;
      if ((layer.get(to) ?? 0) < least && least < part.length) {
        layer.set(to, least);
        moved = true;
      }
    }
    if (!moved) break;
  }
  const counts = new Map<number, number>();
  for (const at of layer.values()) counts.set(at, (counts.get(at) ?? 0) + 1);
  const most = Math.max(1, ...counts.values());
  const [w, h] = [
    part.reduce((sum, item) => sum + width[item], 0) / (part.length || 1),
    part.reduce((sum, item) => sum + height[item], 0) / (part.length || 1),
  ];
  const fit = (wide: number, high: number): number => Math.min(aspect / wide, 1 / high);
  return fit(counts.size * (w + LAYER_GAP), most * (h + GAP)) > fit(most * (w + GAP), counts.size * (h + LAYER_GAP));
}
