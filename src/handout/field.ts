/**
 * The graph as a field: one code a node by what the colour is to say, kept up to date as the graph grows, and all about one node. Reads
 * the graph and what its owner remembers of its runs; changes nothing. Protocol: protocol/field.ts.
 */
import type { Graph } from '../engine/graph.ts';
import { ALWAYS } from '../engine/masks.ts';
import { CODES, EPOCH_GROUPS, EXECUTED, INPUTS_MOST, LIVE, OTHER_OPS, type FieldColour, type FieldLook, type NodeFacts } from '../protocol/field.ts';

/** Nodes between two looks at the clock. */
const BATCH = 0x1_0000;

/** What the owner of a graph remembers of it. */
export interface FieldSource {
  readonly graph: Graph;
  /** Where epochs begin, the model, and what runs have reached: `now` in the epoch under way, `before` in the one before it. */
  readonly trail: {
    readonly epochs: number;
    epochAt(i: number): { epoch: number; first: number };
    indexOf(node: number): number;
    readonly model: readonly [number, number];
    readonly now: readonly Int32Array[];
    readonly before: readonly Int32Array[];
  };
  /** The latest training run: what its fetches reach, the graph's nodes then, and whether it executed all that can be. */
  readonly latest: { readonly needed: Int32Array; readonly nodes: number; readonly all: boolean; /** what can be, where the graph's masks do not say it */ readonly executes?: (node: number) => boolean } | null;
  /** Where nodes lie on the modelled machine; yields between slices. */
  pages(): Generator<void, Pages>;
}
export interface Pages {
  /** By page: the first node that begins in it or after it, and its tier. */
  readonly first: Int32Array;
  readonly tier: Uint8Array;
  /** Bytes of a node; null where no single nodes are laid out. */
  readonly size: ((id: number) => number) | null;
}

/** What has changed since the last update. */
export type Change = Pick<FieldLook, 'nodes' | 'from' | 'codes' | 'counts' | 'ops' | 'width'>;

/** The codes of one graph's nodes. */
export class FieldColumn {
  private nodes = 0;
  private codes = new Uint8Array(0);
  private next = new Uint8Array(0);
  private readonly counts = new Float64Array(CODES);
  private readonly ops: string[] = [];
  private readonly opOf: number[] = [];
  private width = 1;

  constructor(private readonly by: FieldColour) {}

  /** Looks at all nodes that there are now; the graph may grow meanwhile, but must not be replaced. */
  *update(source: FieldSource): Generator<void, Change> {
    const { nodes } = source.graph;
    const known = this.nodes;
    this.reserve(nodes);
    const from = yield* this.fill(source, nodes);
    const { codes, next, counts } = this;
    let start = from;
    while (start < known && codes[start] === next[start]) start++;
    let end = nodes;
    if (nodes === known) while (end > start && codes[end - 1] === next[end - 1]) end--;
    yield;
    for (let id = start; id < Math.min(end, known); id++) counts[codes[id]]--;
    for (let id = start; id < end; id++) counts[next[id]]++;
    codes.set(next.subarray(start, end), start);
    this.nodes = nodes;
    return { nodes, from: start, codes: next.slice(start, end), counts: counts.slice(), ops: this.by === 'op' ? [...this.ops] : [], width: this.width };
  }

  private reserve(nodes: number): void {
    if (nodes <= this.codes.length) return;
    const room = Math.max(4096, Math.ceil(nodes * 1.5));
    const more = new Uint8Array(room);
    more.set(this.codes);
    this.codes = more;
    this.next = new Uint8Array(room);
  }

  /** Codes of the first `nodes` nodes; returns from which one on they may be others than before. */
  private *fill(source: FieldSource, nodes: number): Generator<void, number> {
    switch (this.by) {
      case 'op': return yield* this.byOp(source, nodes);
      case 'epoch': return this.byEpoch(source, nodes);
      case 'tier': yield* this.byTier(source, nodes); return 0;
      case 'executed': yield* this.byRun(source, nodes); return 0;
      case 'leaked': yield* this.byUse(source, nodes); return 0;
    }
  }

  private *byOp({ graph }: FieldSource, nodes: number): Generator<void, number> {
    const { next, opOf } = this;
    for (let id = this.nodes; id < nodes; id++) {
      const c = graph.classOf(id);
      next[id] = opOf[c.id] ??= this.opCode(c.op.type);
      if (id % BATCH === BATCH - 1) yield;
    }
    return this.nodes;
  }

  private opCode(type: string): number {
    const known = this.ops.indexOf(type);
    if (known >= 0) return known;
    return this.ops.length < OTHER_OPS ? this.ops.push(type) - 1 : OTHER_OPS;
  }

  /** By groups of as few epochs as make no more than EPOCH_GROUPS; odd and even ones apart. */
  private byEpoch({ trail }: FieldSource, nodes: number): number {
    const last = trail.epochs === 0 ? 1 : trail.epochAt(trail.epochs - 1).epoch;
    const { width } = this;
    while (Math.ceil(last / this.width) > EPOCH_GROUPS) this.width *= 2;
    const from = width === this.width ? this.nodes : 0;
    this.next.fill(0, from, nodes);
    for (let i = Math.max(0, trail.indexOf(from)); i < trail.epochs; i++) {
      const { epoch, first } = trail.epochAt(i);
      const end = i + 1 < trail.epochs ? trail.epochAt(i + 1).first : nodes;
      this.next.fill(2 * Math.floor((epoch - 1) / this.width) + (epoch & 1), Math.max(from, first), Math.min(nodes, end));
    }
    return from;
  }

  private *byTier(source: FieldSource, nodes: number): Generator<void, void> {
    const { first, tier } = yield* source.pages();
    for (let p = 0; p < tier.length; p++) this.next.fill(tier[p], Math.min(nodes, first[p]), Math.min(nodes, first[p + 1] ?? nodes));
  }

  private *byRun({ graph, latest }: FieldSource, nodes: number): Generator<void, void> {
    const { next } = this;
    next.fill(EXECUTED.not, 0, nodes);
    if (!latest) return;
    if (latest.all) {
      const executes = executesIn(graph, latest);
      for (let id = 0; id < Math.min(nodes, latest.nodes); id++) {
        next[id] = executes(id) ? EXECUTED.executed : EXECUTED.not;
        if (id % BATCH === BATCH - 1) yield;
      }
    }
    for (const id of latest.needed) next[id] = EXECUTED.executed;
  }

  private *byUse({ trail }: FieldSource, nodes: number): Generator<void, void> {
    const { next } = this;
    const { now, before, old } = uses(trail);
    next.fill(LIVE.leaked, 0, nodes);
    next.fill(LIVE.live, Math.min(nodes, trail.model[0]), Math.min(nodes, trail.model[1]));
    next.fill(LIVE.live, Math.min(nodes, this.freshFrom(trail)), nodes);
    yield;
    for (const needed of now) for (const id of needed) next[id] = LIVE.live;
    for (const needed of before) for (const id of needed) if (id < old) next[id] = LIVE.live;
  }

  private freshFrom(trail: FieldSource['trail']): number { return trail.epochs === 0 ? 0 : trail.epochAt(trail.epochs - 1).first; }
}

/**
 * What keeps a node in use: the runs of the epoch under way, and those of the epoch before if the node was there before it (`old`): it has
 * been used by an epoch that did not make it, so it may be again. Each list once.
 */
function uses(trail: FieldSource['trail']): { now: ReadonlySet<Int32Array>; before: ReadonlySet<Int32Array>; old: number } {
  return { now: new Set(trail.now), before: new Set(trail.before), old: trail.epochs < 2 ? 0 : trail.epochAt(trail.epochs - 2).first };
}

/** Whether no run of the loop reaches a node any more: not the model's, not made in this epoch, and not used as `uses` says. */
export function isLeaked(trail: FieldSource['trail'], node: number): boolean {
  if (trail.epochs === 0 || (node >= trail.model[0] && node < trail.model[1]) || node >= trail.epochAt(trail.epochs - 1).first) return false;
  const { now, before, old } = uses(trail);
  for (const needed of now) if (needed.includes(node)) return false;
  if (node < old) for (const needed of before) if (needed.includes(node)) return false;
  return true;
}

/** The page in which a node begins: the last one whose first node is not after it. */
function memoryOf({ first, tier, size }: Pages, node: number): NodeFacts['memory'] {
  let [low, high] = [0, tier.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (first[mid] <= node) low = mid + 1;
    else high = mid;
  }
  const page = Math.max(0, low - 1);
  return { bytes: size?.(node) ?? null, page, tier: (['video', 'main', 'disk'] as const)[tier[page]] ?? 'video' };
}

const executesIn = (graph: Graph, { executes }: NonNullable<FieldSource['latest']>): ((node: number) => boolean) => executes ?? ((node) => (graph.mask(node) & ALWAYS) !== 0);

/** All about a node, but for where it lies if the pages are not known yet; null if there is none of that number. */
export function factsOf({ graph, trail, latest }: FieldSource, node: number, pages: Pages | null): NodeFacts | null {
  if (node < 0 || node >= graph.nodes) return null;
  const c = graph.classOf(node);
  const inputs = Array.from({ length: Math.min(c.inputs, INPUTS_MOST) }, (_, i) => graph.tensorName(graph.input(node, i)));
  const controls = graph.controls(node);
  for (const id of controls.slice(0, INPUTS_MOST - inputs.length)) inputs.push(`^${graph.name(id)}`);
  const at = trail.indexOf(node);
  const runs = latest !== null && ((latest.all && node < latest.nodes && executesIn(graph, latest)(node)) || latest.needed.includes(node));
  return {
    node, name: graph.name(node), op: c.op.type, kind: c.kind, inputs, inputsInAll: c.inputs + controls.length,
    outputs: c.outputs.map(({ dtype, shape }) => ({ dtype, shape })),
    memory: pages && memoryOf(pages, node),
    epoch: at < 0 ? 0 : trail.epochAt(at).epoch, line: c.line, leaked: isLeaked(trail, node), executed: runs,
  };
}
