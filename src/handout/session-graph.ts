/**
 * The running session's graph for the graph view: columns as the engine has them, read a few nodes at a time between the slices of the run,
 * and once what nodes have in common. Loaded only when the graph is asked for. What is in a node: tf/graphdef/export.ts.
 */
import type { OpClass } from '../engine/graph.ts';
import { LARGEST_MESSAGE } from '../graphdef/binary.ts';
import { KINDS } from '../protocol/frame.ts';
import { KIND_COLUMN, LINE_COLUMN, RAN_FED, RAN_NEEDED, RAN_TOLD, SHAPE_COLUMN, type NodeColumn, type NodeTable, type PageMap, type RunMarks, type SessionGraph } from '../protocol/graph-view.ts';
import type { Graph } from '../tf/graph.ts';
import { PRODUCER } from '../tf/graphdef/export.ts';
import { Words } from './parts.ts';
import { Templates } from './templates.ts';

/** Nodes that can be looked at; of more, only counts are given. */
export const NODES_MOST = 16_000_000;
/** Nodes whose columns are read between two looks: about a millisecond. */
const ROWS = 4_096;
/** An edge's output index that its word cannot hold: all bits of it are set. */
const FAR = 7;

/** The run that is marked. */
export interface Ran {
  readonly account: RunMarks['account'];
  readonly epoch: number;
  readonly run: number;
  /** nodes that there were */
  readonly nodes: number;
  readonly needed: Int32Array;
  readonly fed: ReadonlyMap<number, unknown>;
  /** variables that have a value */
  readonly live: ReadonlySet<number>;
}
/** What is known of the pages. */
export interface Pages {
  readonly page: number;
  readonly tier: Uint8Array<ArrayBuffer>;
  /** bytes of all nodes */
  readonly bytes: number;
  readonly size: ((id: number) => number) | null;
}

export interface ExportOptions {
  readonly epoch: number;
  readonly program: string;
  /** The script's statements with their lines, by id (lib/statement.ts). */
  readonly lines: ReadonlyMap<number, string>;
  readonly ran?: Ran | null;
  /** Asked when the nodes have been read. */
  readonly pages?: () => Pages;
  readonly nodesMost?: number;
  readonly bytesMost?: number;
}

/** Reads the nodes that there are now; yields how many are read. The graph may grow meanwhile. */
export function* exportGraph(graph: Graph, { epoch, program, lines, ran = null, pages, nodesMost = NODES_MOST, bytesMost = LARGEST_MESSAGE }: ExportOptions): Generator<number, SessionGraph> {
  const { nodes } = graph;
  if (nodes > nodesMost) return counts(graph, 'nodes', nodesMost, epoch);
  const templates = new Templates(graph);
  const scopes = new Scopes(graph);
  const template = new Uint32Array(nodes);
  const scope = new Uint32Array(nodes);
  const number = new Uint32Array(nodes);
  const start = new Uint32Array(nodes + 1);
  const edges = new EdgeColumns(graph, nodes);
  for (let id = 0; id < nodes;) {
    const made = templates.bytes;
    for (const end = Math.min(nodes, id + ROWS); id < end; id++) {
      const c = graph.classOf(id);
      template[id] = templates.of(id, c);
      scope[id] = scopes.of(graph.scopeOf(id));
      number[id] = graph.suffixOf(id);
      start[id + 1] = edges.add(id, c.inputs);
      // A new template takes a hundred times as long as a row.
      if (templates.bytes - made > 2 ** 16) { id++; break; }
    }
    if (templates.bytes > bytesMost) return counts(graph, 'bytes', bytesMost, epoch);
    yield id;
  }
  const { from, output } = edges.done();
  const table: NodeTable = { templates: templates.parts(PRODUCER), leaves: templates.leaves, scopes: scopes.names, template, scope, number, start, from, output };
  const marks = ran && (yield* marked(graph, table, templates, ran));
  return { kind: 'graph', nodes, epoch, program, table, columns: columns(graph, templates, lines), ran: marks, pages: pages ? pageMap(pages(), nodes, templates) : null };
}

/** The edges of all nodes, one list after the other. */
class EdgeColumns {
  private from: Int32Array<ArrayBuffer>;
  private output: Int16Array<ArrayBuffer>;
  private count = 0;

  constructor(private readonly graph: Graph, nodes: number) {
    // Edges lie one behind the other; few places between them are passed over.
    const most = nodes === 0 ? 0 : graph.columns.firstEdge(nodes - 1) + graph.classOf(nodes - 1).inputs + graph.controls(nodes - 1).length;
    this.from = new Int32Array(most);
    this.output = new Int16Array(most);
  }

  /** Adds a node's edges; returns how many there are of all. */
  add(id: number, inputs: number): number {
    const { graph, graph: { heap: { i32: words } } } = this;
    const controls = graph.controls(id);
    // Loops may have got more controls than they were made with.
    if (this.count + inputs + controls.length > this.from.length) this.grow(inputs + controls.length);
    const { from, output } = this;
    let e = this.count;
    for (let i = 0, at = graph.edgesAt(id); i < inputs; i++, e++) {
      const word = words[at + i];
      const index = (word >> 1) & FAR;
      from[e] = word >>> 4;
      output[e] = index === FAR ? graph.input(id, i).index : index;
    }
    for (let i = 0; i < controls.length; i++, e++) {
      from[e] = controls[i];
      output[e] = -1;
    }
    return (this.count = e);
  }

  private grow(more: number): void {
    const [from, output] = [new Int32Array(2 * this.from.length + more), new Int16Array(2 * this.from.length + more)];
    from.set(this.from);
    output.set(this.output);
    this.from = from;
    this.output = output;
  }

  done(): { from: Int32Array<ArrayBuffer>; output: Int16Array<ArrayBuffer> } {
    return { from: this.from.subarray(0, this.count), output: this.output.subarray(0, this.count) };
  }
}

/** When a node computes as told: never, if all its inputs do, if it has inputs and they do, if it is a variable with a value. */
const RULE = { never: 0, inputs: 1, some: 2, variable: 3 } as const;
function ruleOf({ op }: OpClass): number {
  if (op.changes || op.type === 'Placeholder') return RULE.never;
  if (op.type === 'VariableV2') return RULE.variable;
  return op.computes === false ? RULE.some : RULE.inputs;
}

/** As told, a run executes all that can be computed then: the engine's own rule, which it keeps masks by only while it plays that account. */
function* marked(graph: Graph, { template, start, from }: NodeTable, { first }: Templates, { account, epoch, run, nodes: then, needed, fed, live }: Ran): Generator<number, RunMarks> {
  const nodes = template.length;
  const marks = new Uint8Array(nodes);
  for (const id of fed.keys()) if (id < nodes) marks[id] = RAN_FED;
  const rules = Uint8Array.from(first, (id) => ruleOf(graph.classOf(id)));
  const last = Math.min(nodes, then);
  for (let id = 0; id < last;) {
    for (const end = Math.min(last, id + 8 * ROWS); id < end; id++) {
      let told = marks[id] !== 0;
      if (!told) {
        const rule = rules[template[id]];
        const [at, to] = [start[id], start[id + 1]];
        told = rule === RULE.variable ? live.has(id) : rule === RULE.inputs || (rule === RULE.some && to > at);
        if (rule !== RULE.variable) for (let e = at; told && e < to; e++) told = (marks[from[e]] & RAN_TOLD) !== 0;
      }
      if (told) marks[id] |= RAN_TOLD;
    }
    yield nodes;
  }
  for (const id of needed) if (id < nodes && !fed.has(id)) marks[id] |= RAN_NEEDED | RAN_TOLD;
  return { account, epoch, run, marks };
}

function pageMap({ page, tier, bytes, size }: Pages, nodes: number, { first }: Templates): PageMap {
  return { page, tier, sizes: size && Float64Array.from(first, size), each: nodes > 0 ? bytes / nodes : 0 };
}

/** Scopes that have nodes, numbered as they are met. */
class Scopes {
  readonly names: string[] = [];
  private ids = new Int32Array(1024);
  private last = -1;
  private lastId = -1;

  constructor(private readonly graph: Graph) {}

  of(scope: number): number {
    // Most nodes are in the scope of the one before.
    if (scope !== this.last) {
      this.last = scope;
      this.lastId = this.number(scope);
    }
    return this.lastId;
  }

  private number(scope: number): number {
    if (scope >= this.ids.length) {
      const more = new Int32Array(Math.max(scope + 1, 2 * this.ids.length));
      more.set(this.ids);
      this.ids = more;
    }
    if (this.ids[scope] === 0) this.ids[scope] = this.names.push(this.graph.names.path(scope).slice(0, -1));
    return this.ids[scope] - 1;
  }
}

/** What made the nodes of each template, the shape of their outputs, and the line of the script that they come from. All three are known by class. */
function columns(graph: Graph, { first }: Templates, lines: ReadonlyMap<number, string>): NodeColumn[] {
  const shapes = new Words();
  const texts = new Words();
  const known = new Map<number, { kind: number; shape: number; line: number }>();
  const words = ({ id, kind, outputs, line }: OpClass): { kind: number; shape: number; line: number } => {
    let of = known.get(id);
    if (!of) {
      of = {
        kind: Math.max(0, KINDS.findIndex((one) => one === kind)),
        shape: shapes.of(outputs.map(({ shape }) => (shape ? `[${shape.map((size) => size ?? '?').join(', ')}]` : '?')).join(' ')),
        line: texts.of(lines.get(line) ?? ''),
      };
      known.set(id, of);
    }
    return of;
  };
  const of = first.map((id) => words(graph.classOf(id)));
  return [
    { name: KIND_COLUMN, words: [...KINDS], of: Uint8Array.from(of, ({ kind }) => kind) },
    { name: SHAPE_COLUMN, words: shapes.list, of: Uint32Array.from(of, ({ shape }) => shape) },
    { name: LINE_COLUMN, words: texts.list, of: Uint16Array.from(of, ({ line }) => line) },
  ];
}

function counts(graph: Graph, why: 'nodes' | 'bytes', limit: number, epoch: number): SessionGraph {
  const ops = new Map<string, number>();
  const kinds = new Map<string, number>();
  for (const { op, kind, count } of graph.classes) {
    if (count === 0) continue;
    ops.set(op.type, (ops.get(op.type) ?? 0) + count);
    kinds.set(kind, (kinds.get(kind) ?? 0) + count);
  }
  const sorted = (map: Map<string, number>): [string, number][] => [...map].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { kind: 'counts', why, limit, nodes: graph.nodes, epoch, ops: sorted(ops), kinds: sorted(kinds) };
}
