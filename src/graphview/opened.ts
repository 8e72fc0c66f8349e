// A graph that has been opened, and the answers to everything the page may ask about it. Knows nothing of messages or workers.
import { LARGEST_MESSAGE } from '../graphdef/binary.ts';
import { saveGraph } from '../graphdef/open.ts';
import type { Result } from '../graphdef/result.ts';
import {
  FATE_COLUMN,
  type Found,
  type GraphFormat,
  type GraphSummary,
  type Inside,
  INTO_COLUMN,
  KIND_COLUMN,
  type Level,
  type Link,
  LINKS_MOST,
  type NodeColumn,
  type NodeDetails,
  type PageMap,
  RAN_FED,
  RAN_NEEDED,
  RAN_TOLD,
  type RunMarks,
  SHAPE_COLUMN,
} from '../protocol/graph-view.ts';
import type { GraphIndex } from './graph-index.ts';
import { Levels } from './level.ts';
import { Places } from './places.ts';
import { attrText, shapeOf } from './print.ts';
import type { Looked } from './looked.ts';

/** Attributes of a node that are shown. */
const ATTRS_MOST = 100;

/** Nodes from which on it is told how far saving is: less is written at once. */
const TOLD_FROM = 20_000;

/** What the running session knows beside its graph. */
export interface Beside {
  readonly ran?: RunMarks | null;
  readonly pages?: { readonly map: PageMap; readonly template: Uint32Array } | null;
}

export class Opened {
  private readonly index: GraphIndex;
  private readonly places: Places;
  private readonly levels: Levels;
  private readonly strange: Uint8Array | null;
  private readonly columns: readonly NodeColumn[];
  private readonly marks: RunMarks | null;
  /** numbers by name, made when a name is first looked for */
  private named: Map<string, number> | null = null;
  /** bytes of all nodes before each, on the modelled machine */
  private before: Float64Array | null = null;

  /** `known`: ops that the engine can run; null if nobody knows. Columns of another length than the graph are left out. */
  constructor(
    readonly looked: Looked,
    columns: readonly NodeColumn[],
    known: readonly string[] | null,
    private readonly beside: Beside = {},
  ) {
    const { index } = looked;
    this.index = index;
    this.columns = columns.filter(({ of }) => of.length === index.count);
    this.marks = beside.ran?.marks.length === index.count ? beside.ran : null;
    const runs = known && new Set(known);
    this.strange = runs && Uint8Array.from(index.ops, (op) => (runs.has(op) ? 0 : 1));
    const fates = this.column(FATE_COLUMN);
    this.places = new Places(index, fates?.of ?? null);
    this.levels = new Levels({ graph: index, places: this.places, strange: this.strange, colours: fates ?? this.column(KIND_COLUMN), marks: this.marks?.marks ?? null });
  }

  private column(name: string): NodeColumn | undefined {
    return this.columns.find((column) => column.name === name);
  }

  summary(): GraphSummary {
    const { format, text, bytes, nodes, functions, producer, minConsumer, ops, problems } = this.looked.summary;
    const { inputs, bytes: sizes, tree } = this.index;
    const known = this.knownOps();
    const counted = ops.map(([op, count]) => ({ op, count, known: known(op) }));
    const controls = sumOf(inputs.control);
    return {
      format,
      text,
      bytes,
      nodeBytes: sumOf(sizes),
      nodes,
      edges: inputs.node.length - controls,
      controls,
      scopes: tree.names.length - 1,
      functions,
      producer,
      minConsumer,
      tensorflow: this.looked.meta?.tensorflowVersion ?? '',
      ops: counted,
      unknown: counted.reduce((sum, { count, known: runs }) => sum + (runs === false ? count : 0), 0),
      problems: [...problems],
      columns: this.columns.map(({ name }) => name),
      ran: this.marks && { account: this.marks.account, epoch: this.marks.epoch, run: this.marks.run, ...countMarks(this.marks.marks) },
      fates: this.fates(),
    };
  }

  private fates(): GraphSummary['fates'] {
    const column = this.column(FATE_COLUMN);
    if (!column) return [];
    const counts = new Uint32Array(column.words.length);
    for (const word of column.of) counts[word] += 1;
    return column.words.map((fate, i) => ({ fate, count: counts[i] })).filter(({ count }) => count > 0);
  }

  level(place: number, aspect: number): Level {
    return this.levels.level(place, aspect);
  }

  /** The level in which a node is seen by itself, and its item there. */
  reveal(node: number, aspect: number): { level: Level; item: number } {
    const chain: number[] = [];
    const { tree } = this.index;
    for (let scope = tree.scopeOf[node]; scope > 0; scope = tree.parents[scope]) chain.unshift(scope);
    let place = 0;
    for (const scope of chain) place = this.places.scope(this.places.get(place), scope);
    for (;;) {
      const item = this.levels.itemOf(place, node);
      const parts = this.places.parts(this.places.get(place));
      if (item < 0 || parts[item].kind === 'node') return { level: this.levels.level(place, aspect), item };
      place = this.places.open(this.places.get(place), parts[item]);
    }
  }

  inside(id: number): Inside {
    const place = this.places.get(id);
    const counts = new Float64Array(this.index.ops.length);
    let [nodes, bytes] = [0, 0];
    for (const part of this.places.parts(place)) {
      for (const { list, from, to } of this.levels.nodesOf(part)) {
        nodes += to - from;
        for (let k = from; k < to; k++) {
          bytes += this.index.bytes[list[k]];
          counts[this.index.op[list[k]]] += 1;
        }
      }
    }
    const known = this.knownOps();
    const ops = this.index.ops.map((op, i) => ({ op, count: counts[i], known: known(op) })).filter(({ count }) => count > 0);
    ops.sort((a, b) => b.count - a.count || (a.op < b.op ? -1 : 1));
    return { place: id, name: this.index.tree.names[place.scope], nodes, bytes, ops };
  }

  node(node: number): NodeDetails {
    const { bytes } = this.index;
    const users = this.index.users();
    const { name, op, device, attrs } = this.index.node(node);
    const links = this.index.links(node);
    const others: Link[] = [];
    const total = users.start[node + 1] - users.start[node];
    for (let e = users.start[node]; e < users.start[node + 1] && others.length < LINKS_MOST; e++) {
      others.push({ text: `${users.control[e] === 1 ? '^' : ''}${this.index.name(users.node[e])}`, node: users.node[e] });
    }
    const words = this.columns.map((column) => ({ name: column.name, word: column.words[column.of[node]] ?? '' }));
    return {
      node,
      name,
      op,
      known: this.knownOps()(op),
      device,
      bytes: bytes[node],
      inputs: links.filter(({ text }) => !text.startsWith('^')),
      controls: links.filter(({ text }) => text.startsWith('^')),
      users: others,
      usersTotal: total,
      attrs: [...attrs.keys()]
        .sort()
        .slice(0, ATTRS_MOST)
        .map((key) => ({ name: key, text: attrText(attrs.get(key) ?? { kind: 'none' }) })),
      shape: words.find((word) => word.name === SHAPE_COLUMN)?.word ?? shapeOf(attrs),
      columns: words.filter((word) => word.name !== SHAPE_COLUMN),
      ran: this.marks ? this.marks.marks[node] : null,
      lies: this.lies(node),
      into: this.numberOf(words.find((word) => word.name === INTO_COLUMN)?.word ?? ''),
    };
  }

  /** The bytes of a file with this graph. */
  /** `onShare` hears of every hundredth part of the nodes that is written. */
  save(format: GraphFormat, wallTime: number, onShare: (share: number) => void = () => undefined): Result<Uint8Array> {
    const { pb, meta } = this.looked;
    if (format === 'pb' && pb) return { ok: true, value: pb };
    // Said before millions of nodes are made for nothing.
    const bytes = sumOf(this.index.bytes);
    if (bytes > LARGEST_MESSAGE) return { ok: false, error: `the graph takes ${bytes} bytes; TensorFlow reads at most ${LARGEST_MESSAGE} (2 GiB)` };
    const part = Math.ceil(this.index.count / 100);
    let written = 0;
    const onNode = (): void => {
      written += 1;
      if (written % part === 0) onShare(written / this.index.count);
    };
    return saveGraph(this.looked.graph(), format, { wallTime, ...(meta && { meta }), ...(this.index.count >= TOLD_FROM && { onNode }) });
  }

  /** The node of that name; -1 if there is none. */
  private numberOf(name: string): number {
    if (name === '') return -1;
    if (!this.named) {
      this.named = new Map();
      for (let i = this.index.count - 1; i >= 0; i--) this.named.set(this.index.name(i), i);
    }
    return this.named.get(name) ?? -1;
  }

  private lies(node: number): NodeDetails['lies'] {
    const { pages } = this.beside;
    if (!pages) return null;
    const { map: { page, tier, sizes, each }, template } = pages;
    if (sizes && !this.before) {
      this.before = new Float64Array(template.length + 1);
      for (let i = 0; i < template.length; i++) this.before[i + 1] = this.before[i] + sizes[template[i]];
    }
    const from = this.before ? this.before[node] : node * each;
    const bytes = sizes ? sizes[template[node]] : each;
    const first = Math.floor(from / page);
    // What was built since the pages were last laid out lies nowhere yet.
    return first < tier.length ? { bytes, page: first, pages: Math.floor(Math.max(from, from + bytes - 1) / page) - first + 1, tier: tier[first], about: !sizes } : null;
  }

  /** Nodes whose name holds a text, in any case: equal names first, then those that begin or end with it. */
  find(text: string, most: number): { found: Found[]; total: number } {
    const wanted = text.toLowerCase();
    const ranked: { node: number; rank: number }[] = [];
    let total = 0;
    if (wanted === '') return { found: [], total };
    for (let node = 0; node < this.index.count; node++) {
      const lower = this.index.name(node).toLowerCase();
      if (!lower.includes(wanted)) continue;
      total += 1;
      const rank = lower === wanted ? 0 : lower.endsWith(`/${wanted}`) ? 1 : lower.startsWith(wanted) ? 2 : 3;
      if (ranked.length < most || rank < ranked[ranked.length - 1].rank) {
        let at = ranked.length;
        while (at > 0 && ranked[at - 1].rank > rank) at -= 1;
        ranked.splice(at, 0, { node, rank });
        if (ranked.length > most) ranked.pop();
      }
    }
    return { found: ranked.map(({ node }) => ({ node, name: this.index.name(node), op: this.index.ops[this.index.op[node]] })), total };
  }

  private knownOps(): (op: string) => boolean | null {
    const { strange } = this;
    if (!strange) return () => null;
    const known = new Map(this.index.ops.map((op, i) => [op, strange[i] === 0]));
    return (op) => known.get(op) ?? null;
  }
}

function countMarks(marks: Uint8Array): { needed: number; told: number; fed: number } {
  const counts = new Uint32Array(256);
  for (let i = 0; i < marks.length; i++) counts[marks[i]] += 1;
  const of = (bit: number): number => counts.reduce((all, count, mark) => all + (mark & bit ? count : 0), 0);
  return { needed: of(RAN_NEEDED), told: of(RAN_TOLD), fed: of(RAN_FED) };
}

function sumOf(column: Uint8Array | Uint32Array): number {
  let all = 0;
  for (let i = 0; i < column.length; i++) all += column[i];
  return all;
}
