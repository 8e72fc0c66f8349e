/**
 * The running session's graph for the graph view: a GraphDef in parts, written a few nodes at a time between the slices of the run, and
 * beside it what a GraphDef cannot say. Loaded only when the graph is asked for. What is in a node: tf/graphdef/export.ts.
 */
import type { OpClass } from '../engine/graph.ts';
import { encodeGraph, LARGEST_MESSAGE } from '../graphdef/binary.ts';
import type { NodeData } from '../graphdef/model.ts';
import { KINDS } from '../protocol/frame.ts';
import { KIND_COLUMN, LINE_COLUMN, SHAPE_COLUMN, type NodeColumn, type SessionGraph } from '../protocol/graph-view.ts';
import type { Graph } from '../tf/graph.ts';
import { nodeData, PRODUCER } from '../tf/graphdef/export.ts';

/** Nodes that can be looked at; of more, only counts are given. */
export const NODES_MOST = 1_000_000;
/** Nodes written between two looks at the clock: about a millisecond. */
export const BATCH = 128;
/** Bytes of a part. */
const PART = 4 * 2 ** 20;

export interface ExportOptions {
  readonly epoch: number;
  readonly program: string;
  /** The script's lines, by id. */
  readonly lines: ReadonlyMap<number, string>;
  readonly nodesMost?: number;
  readonly bytesMost?: number;
}

/** Writes the nodes that there are now; yields how many are written. The graph may grow meanwhile. */
export function* exportGraph(graph: Graph, { epoch, program, lines, nodesMost = NODES_MOST, bytesMost = LARGEST_MESSAGE }: ExportOptions): Generator<number, SessionGraph> {
  const { nodes } = graph;
  if (nodes > nodesMost) return counts(graph, 'nodes', nodesMost, epoch);
  const parts = new Parts();
  for (let id = 0; id < nodes; id += BATCH) {
    const batch: NodeData[] = [];
    for (let i = id; i < Math.min(nodes, id + BATCH); i++) batch.push(nodeData(graph, i));
    parts.add(encoded({ nodes: batch, producer: 0, minConsumer: 0 }));
    if (parts.bytes > bytesMost) return counts(graph, 'bytes', bytesMost, epoch);
    yield Math.min(nodes, id + BATCH);
  }
  parts.add(encoded({ nodes: [], producer: PRODUCER, minConsumer: 0 }));
  return { kind: 'graph', nodes, epoch, program, parts: parts.list(), columns: yield* columns(graph, nodes, lines) };
}

/** GraphDefs written one after the other are one GraphDef: messages that repeat are joined. */
export function encoded(graph: Parameters<typeof encodeGraph>[0]): Uint8Array {
  const result = encodeGraph(graph);
  if (!result.ok) throw new Error(`internal: ${result.error}`);
  return result.value;
}

/** Bytes, gathered in buffers of one size that can be handed over. */
export class Parts {
  bytes = 0;
  private readonly full: ArrayBuffer[] = [];
  private open = new Uint8Array(PART);
  private used = 0;

  add(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + PART - this.used);
      this.open.set(piece, this.used);
      this.used += piece.length;
      at += piece.length;
      if (this.used === PART) {
        this.full.push(this.open.buffer);
        this.open = new Uint8Array(PART);
        this.used = 0;
      }
    }
  }

  list(): ArrayBuffer[] { return [...this.full, this.open.slice(0, this.used).buffer]; }
}

/** What made each node, the shape of its outputs, and the line of the script that it comes from. All three are known by class. */
function* columns(graph: Graph, nodes: number, lines: ReadonlyMap<number, string>): Generator<number, NodeColumn[]> {
  const shapes = new Words();
  const texts = new Words();
  const words = ({ kind, outputs, line }: OpClass) => ({
    kind: Math.max(0, KINDS.findIndex((known) => known === kind)),
    shape: shapes.of(outputs.map(({ shape }) => (shape ? `[${shape.map((size) => size ?? '?').join(', ')}]` : '?')).join(' ')),
    line: texts.of(lines.get(line)?.trim() ?? ''),
  });
  const byClass: (ReturnType<typeof words> | undefined)[] = [];
  const kind = new Uint8Array(nodes);
  const shape = new Uint32Array(nodes);
  const line = new Uint16Array(nodes);
  for (let id = 0; id < nodes; id++) {
    const c = graph.classOf(id);
    const of = (byClass[c.id] ??= words(c));
    kind[id] = of.kind;
    shape[id] = of.shape;
    line[id] = of.line;
    if (id % 16_384 === 16_383) yield nodes;
  }
  return [{ name: KIND_COLUMN, words: [...KINDS], of: kind }, { name: SHAPE_COLUMN, words: shapes.list, of: shape }, { name: LINE_COLUMN, words: texts.list, of: line }];
}

/** Words by number, each once. */
export class Words {
  readonly list: string[] = [];
  private readonly ids = new Map<string, number>();

  of(word: string): number {
    let id = this.ids.get(word);
    if (id === undefined) this.ids.set(word, (id = this.list.push(word) - 1));
    return id;
  }
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
