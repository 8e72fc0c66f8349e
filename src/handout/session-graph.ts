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
  /** The script's lines, by id. */
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
  for (let id = 0; id < nodes;) {
    const made = templates.bytes;
    for (const end = Math.min(nodes, id + ROWS); id < end; id++) {
      const c = graph.classOf(id);
      template[id] = templates.of(id, c);
      scope[id] = scopes.of(graph.scopeOf(id));
      number[id] = graph.suffixOf(id);
      start[id + 1] = start[id] + c.inputs + graph.controls(id).length;
      // A new template takes a hundred times as long as a row.
      if (templates.bytes - made > 2 ** 16) { id++; break; }
    }
    if (templates.bytes > bytesMost) return counts(graph, 'bytes', bytesMost, epoch);
    yield id / 2;
  }
  const from = new Int32Array(start[nodes]).fill(-1);
  const output = new Int16Array(start[nodes]);
  for (let id = 0; id < nodes;) {
    for (const end = Math.min(nodes, id + ROWS); id < end; id++) {
      let e = start[id];
      const { inputs } = graph.classOf(id);
      // No further than there was room for when the node was read: the run may have given it another input meanwhile.
      for (let i = 0; i < inputs && e < start[id + 1]; i++, e++) {
        const o = graph.input(id, i);
        from[e] = o.id;
        output[e] = o.index;
      }
      for (const control of graph.controls(id)) {
        if (e === start[id + 1]) break;
        from[e] = control;
        output[e++] = -1;
      }
    }
    yield (nodes + id) / 2;
  }
  const table: NodeTable = { templates: templates.parts(PRODUCER), leaves: templates.leaves, scopes: scopes.names, template, scope, number, start, from, output };
  const marks = ran && (yield* marked(graph, nodes, ran));
  return { kind: 'graph', nodes, epoch, program, table, columns: columns(graph, templates, lines), ran: marks, pages: pages ? pageMap(pages(), nodes, templates) : null };
}

/** As told, a run executes all that can be computed then: the engine's own rule, which it keeps masks by only while it plays that account. */
function* marked(graph: Graph, nodes: number, { account, epoch, run, nodes: then, needed, fed, live }: Ran): Generator<number, RunMarks> {
  const marks = new Uint8Array(nodes);
  const computes = (id: number): boolean => {
    if (fed.has(id)) return true;
    const { op, inputs } = graph.classOf(id);
    if (op.changes || op.type === 'Placeholder') return false;
    if (op.type === 'VariableV2') return live.has(id);
    const controls = graph.controls(id);
    if (op.computes === false && inputs + controls.length === 0) return false;
    for (let i = 0; i < inputs; i++) if (!(marks[graph.input(id, i).id] & RAN_TOLD)) return false;
    return controls.every((control) => marks[control] & RAN_TOLD);
  };
  for (let id = 0; id < Math.min(nodes, then); id++) {
    if (computes(id)) marks[id] = RAN_TOLD;
    if (id % ROWS === ROWS - 1) yield nodes;
  }
  for (const id of needed) if (id < nodes && !fed.has(id)) marks[id] |= RAN_NEEDED | RAN_TOLD;
  for (const id of fed.keys()) if (id < nodes) marks[id] |= RAN_FED;
  return { account, epoch, run, marks };
}

function pageMap({ page, tier, bytes, size }: Pages, nodes: number, { first }: Templates): PageMap {
  return { page, tier, sizes: size && Float64Array.from(first, size), each: nodes > 0 ? bytes / nodes : 0 };
}

/** Scopes that have nodes, numbered as they are met. */
class Scopes {
  readonly names: string[] = [];
  private ids = new Int32Array(1024);

  constructor(private readonly graph: Graph) {}

  of(scope: number): number {
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
        line: texts.of(lines.get(line)?.trim() ?? ''),
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
