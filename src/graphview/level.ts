// One level of a graph: the parts of a place as items, the edges between them counted, ports to the outside, all with positions.
import {
  FATE_COLUMN,
  ITEM_KINDS,
  type EdgeColumns,
  type ItemColumns,
  type ItemKind,
  type Level,
  type NodeColumn,
  RAN_NEEDED,
  RAN_TOLD,
} from '../protocol/graph-view.ts';
import type { GraphIndex } from './graph-index.ts';
import { itemSize, layOut, type Laid } from './layout.ts';
import type { Part, Place, Places } from './places.ts';
import { type Port, Ports } from './ports.ts';

export interface LevelParts {
  readonly graph: GraphIndex;
  readonly places: Places;
  /** ops that the engine cannot run, by number; null if nobody knows */
  readonly strange: Uint8Array | null;
  /** the column that colours the drawing, if there is one */
  readonly colours: NodeColumn | undefined;
  /** bits of RAN_… a node, if a run is known */
  readonly marks: Uint8Array | null;
}

/** Edges between two items. */
interface Pair {
  from: number;
  to: number;
  values: number;
  controls: number;
}

/** Nodes in a list, from a place and up to another. */
interface Piece {
  readonly list: readonly number[] | Uint32Array;
  readonly from: number;
  readonly to: number;
}

/** Levels of one graph. */
export class Levels {
  /** the item that each node is in, while a level is being made; -1 outside of it */
  private readonly owner: Int32Array<ArrayBuffer>;

  constructor(private readonly parts: LevelParts) {
    this.owner = new Int32Array(parts.graph.count);
  }

  /** The level of a place. `aspect`: width to height of where it will be drawn. */
  level(id: number, aspect: number): Level {
    const { places } = this.parts;
    const place = places.get(id);
    const items = places.parts(place);
    const { pairs, from, to } = this.pairs(place, items);
    const table = this.columns(place, items, from, to);
    const quiet = quietOf(pairs, table.count, place.fold && items.length > HUB ? items.length : table.count);
    const ports = (i: number): -1 | 0 | 1 => (i < items.length ? 0 : i < items.length + from.length ? -1 : 1);
    const laid = layOut({ width: table.width, height: table.height, edges: pairs, quiet, side: ports }, aspect);
    table.x.set(laid.x);
    table.y.set(laid.y);
    return {
      place: id,
      trail: places.trail(id).map(({ id: at, label }) => ({ place: at, label })),
      nodes: items.reduce((sum, _, i) => sum + table.nodes[i], 0),
      items: table,
      edges: edgeColumns(pairs, quiet, laid),
      kinds: [...(this.parts.colours?.words ?? [])],
      width: laid.fullWidth,
      height: laid.fullHeight,
      arranged: laid.arranged,
    };
  }

  /** The item of a place's level that holds a node; -1 if none does. */
  itemOf(id: number, node: number): number {
    const { places, graph: { tree } } = this.parts;
    return places
      .parts(places.get(id))
      .findIndex((part) =>
        part.of === 'nodes' ? has(part.members, node) : part.members.some((scope: number) => tree.within(tree.scopeOf[node], scope)),
      );
  }

  /** The nodes of a part, those of inner scopes included: pieces of lists, from and up to. */
  nodesOf({ of, members }: Pick<Part, 'of' | 'members'>): Piece[] {
    if (of === 'nodes') return [{ list: members, from: 0, to: members.length }];
    const { order, start, end } = this.parts.graph.tree;
    return Array.from(members, (member: number) => ({ list: order, from: start[member], to: end[member] }));
  }

  private pairs(place: Place, items: readonly Part[]): { pairs: Pair[]; from: Port[]; to: Port[] } {
    const { graph } = this.parts;
    const { owner } = this;
    // All nodes are in the whole graph.
    if (place.parent >= 0) owner.fill(-1);
    const pieces = items.map((part) => this.nodesOf(part));
    pieces.forEach((own, i) => {
      for (const { list, from: first, to: last } of own) for (let k = first; k < last; k++) owner[list[k]] = i;
    });
    const count = items.length;
    const values = new Uint32Array(count * count);
    const controls = new Uint32Array(count * count);
    const from = new Ports(graph, place.scope);
    const to = new Ports(graph, place.scope);
    const { start, node: ends, control } = graph.inputs;
    // Nothing is outside of the whole graph.
    const users = place.parent < 0 ? null : graph.users();
    pieces.forEach((own, i) => {
      for (const { list, from: first, to: last } of own) {
        for (let k = first; k < last; k++) {
          const node = list[k];
          for (let e = start[node], end = start[node + 1]; e < end; e++) {
            const other = ends[e];
            if (other < 0) continue;
            const of = owner[other];
            if (of < 0) from.add(other, i, control[e] === 1);
            else if (of !== i) (control[e] === 1 ? controls : values)[of * count + i] += 1;
          }
          if (users) {
            for (let e = users.start[node]; e < users.start[node + 1]; e++) {
              if (owner[users.node[e]] < 0) to.add(users.node[e], i, users.control[e] === 1);
            }
          }
        }
      }
    });
    const pairs: Pair[] = [];
    for (let i = 0; i < count * count; i++) {
      if (values[i] + controls[i] > 0) pairs.push({ from: Math.floor(i / count), to: i % count, values: values[i], controls: controls[i] });
    }
    const sources = from.list();
    const targets = to.list();
    sources.forEach((port, k) => pairs.push(...pairsOf(port, (item) => ({ from: count + k, to: item }))));
    targets.forEach((port, k) => pairs.push(...pairsOf(port, (item) => ({ from: item, to: count + sources.length + k }))));
    return { pairs, from: sources, to: targets };
  }

  private columns(place: Place, parts: readonly Part[], from: readonly Port[], to: readonly Port[]): ItemColumns {
    const { graph, places, strange, colours: kinds, marks } = this.parts;
    const words = kinds?.words.length ?? 0;
    const count = parts.length + from.length + to.length;
    const table: ItemColumns = {
      count,
      kind: new Uint8Array(count),
      label: [],
      op: [],
      nodes: new Uint32Array(count),
      members: new Uint32Array(count),
      bytes: new Float64Array(count),
      unknown: new Uint32Array(count),
      needed: new Uint32Array(count),
      told: new Uint32Array(count),
      place: new Int32Array(count).fill(-1),
      node: new Int32Array(count).fill(-1),
      mix: new Uint32Array(count * words),
      x: new Float32Array(count),
      y: new Float32Array(count),
      width: new Float32Array(count),
      height: new Float32Array(count),
    };
    const counted = marks !== null || this.parts.colours?.name === FATE_COLUMN;
    const put = (i: number, kind: ItemKind, label: string, op: string): void => {
      table.kind[i] = ITEM_KINDS.indexOf(kind);
      table.label.push(label);
      table.op.push(op);
      const { width, height } = itemSize(kind, label, op, counted);
      table.width[i] = width;
      table.height[i] = height;
    };
    parts.forEach((part, i) => {
      put(i, part.kind, part.label, part.op);
      table.members[i] = part.members.length;
      table.place[i] = places.open(place, part);
      if (part.kind === 'node') table.node[i] = part.members[0];
      const mix = table.mix.subarray(i * words, (i + 1) * words);
      for (const piece of this.nodesOf(part)) {
        table.nodes[i] += piece.to - piece.from;
        table.bytes[i] += sumOf(piece, graph.bytes);
        if (strange) table.unknown[i] += unknownIn(piece, graph.op, strange);
        if (marks) {
          table.needed[i] += marked(piece, marks, RAN_NEEDED);
          table.told[i] += marked(piece, marks, RAN_TOLD);
        }
        if (kinds) countIn(piece, kinds.of, mix);
      }
    });
    [...from, ...to].forEach((port, k) => {
      const i = parts.length + k;
      put(i, k < from.length ? 'from' : 'to', port.label, '');
      table.nodes[i] = port.edges;
      table.node[i] = port.node;
    });
    return table;
  }
}

// One loop a column: each is over millions of nodes.
function sumOf({ list, from, to }: Piece, of: Uint32Array): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += of[list[k]];
  return sum;
}
function unknownIn({ list, from, to }: Piece, op: Uint32Array, strange: Uint8Array): number {
  // Most graphs have none.
  if (!strange.includes(1)) return 0;
  let count = 0;
  for (let k = from; k < to; k++) count += strange[op[list[k]]];
  return count;
}
function marked({ list, from, to }: Piece, marks: Uint8Array, bit: number): number {
  let count = 0;
  for (let k = from; k < to; k++) if (marks[list[k]] & bit) count += 1;
  return count;
}
function countIn({ list, from, to }: Piece, of: NodeColumn['of'], counts: Uint32Array): void {
  for (let k = from; k < to; k++) counts[of[list[k]]] += 1;
}

/** Whether a sorted list holds a number. */
function has(sorted: readonly number[] | Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}

/** Neighbours on one side of an item beyond which its lines are drawn only when asked for. */
const HUB = 40;

/** Lines of items from `outside` on are quiet in any case: the parts of a long list stand in order. */
function quietOf(pairs: readonly Pair[], count: number, outside: number): Uint8Array<ArrayBuffer> {
  const before = new Uint32Array(count);
  const after = new Uint32Array(count);
  for (const { from, to } of pairs) {
    after[from] += 1;
    before[to] += 1;
  }
  return Uint8Array.from(pairs, ({ from, to }) => (after[from] > HUB || before[to] > HUB || from >= outside || to >= outside ? 1 : 0));
}

function pairsOf({ values, controls }: Port, ends: (item: number) => { from: number; to: number }): Pair[] {
  return [...new Set([...values.keys(), ...controls.keys()])].map((item) => ({
    ...ends(item),
    values: values.get(item) ?? 0,
    controls: controls.get(item) ?? 0,
  }));
}

function edgeColumns(pairs: readonly Pair[], quiet: Uint8Array<ArrayBuffer>, { lines }: Laid): EdgeColumns {
  const start = new Uint32Array(pairs.length + 1);
  lines.forEach((line, i) => void (start[i + 1] = start[i] + line.length / 2));
  const points = new Float32Array(start[pairs.length] * 2);
  lines.forEach((line, i) => points.set(line, start[i] * 2));
  return {
    count: pairs.length,
    from: Uint16Array.from(pairs, ({ from }) => from),
    to: Uint16Array.from(pairs, ({ to }) => to),
    values: Uint32Array.from(pairs, ({ values }) => values),
    controls: Uint32Array.from(pairs, ({ controls }) => controls),
    quiet,
    start,
    points,
  };
}
