// What can be opened, whatever it comes from: files, the session's columns, graphs before and after a pass.
import { decodeGraph } from '../graphdef/binary.ts';
import { concat } from '../graphdef/bytes.ts';
import { DEFAULT_LIMITS, type Limits } from '../graphdef/limits.ts';
import type { GraphDefData } from '../graphdef/model.ts';
import { openGraph, type OpenedGraph } from '../graphdef/open.ts';
import type { Result } from '../graphdef/result.ts';
import { graphProblems, type GraphSummary, opHistogram } from '../graphdef/summary.ts';
import type { NodeColumn, SessionGraph } from '../protocol/graph-view.ts';
import { indexBytes } from './bytes-index.ts';
import { indexGraph } from './graph-index.ts';
import type { Looked } from './looked.ts';
import { indexTable, spread } from './table-index.ts';

/** The running session's own graph is trusted, and larger than a file from elsewhere may be. */
const OWN_LIMITS: Limits = { ...DEFAULT_LIMITS, fileBytes: 2 ** 31 - 1, parts: 2 ** 30 };
/** Bytes from which a binary GraphDef is not made into objects. */
const LARGE = 4 * 2 ** 20;

export function ofOpened({ graph, summary, meta }: OpenedGraph): Looked {
  return { index: indexGraph(graph), summary, meta, graph: () => graph };
}

/** Large binary GraphDefs stay bytes; everything else, and what is odd about them, goes to the readers of graphdef/. */
export function ofFile(bytes: Uint8Array, name: string): Result<Looked> {
  const read = bytes.length >= LARGE ? indexBytes(bytes, DEFAULT_LIMITS) : null;
  if (read) return { ok: true, value: read };
  const opened = openGraph(bytes, name, DEFAULT_LIMITS);
  return opened.ok ? { ok: true, value: ofOpened(opened.value) } : opened;
}

/** Nodes in pieces of one GraphDef. */
export function ofParts(parts: readonly ArrayBuffer[]): GraphDefData {
  const read = decodeGraph(concat(parts.map((part) => new Uint8Array(part))), OWN_LIMITS);
  if (!read.ok) throw new Error(`internal: ${read.error}`);
  return read.value;
}

export function ofGraph(graph: GraphDefData, bytes = 0): Looked {
  return ofOpened({ graph, summary: summaryOf(graph, bytes, opHistogram(graph), graphProblems(graph)) });
}

/** A session's graph: its columns with an entry a template are spread out over its nodes. */
export function ofSession({ table, columns }: Extract<SessionGraph, { kind: 'graph' }>): { looked: Looked; columns: NodeColumn[] } {
  const { nodes: templates, producer, minConsumer } = ofParts(table.templates);
  const index = indexTable(table, templates);
  const { template } = table;
  const graph = (): GraphDefData => ({ nodes: Array.from({ length: index.count }, (_, i) => index.node(i)), producer, minConsumer });
  const counts = new Map(index.ops.map((op) => [op, 0]));
  const used = new Float64Array(index.ops.length);
  for (let i = 0; i < index.count; i++) used[index.op[i]] += 1;
  index.ops.forEach((op, k) => counts.set(op, used[k]));
  const sorted = [...counts].filter(([, count]) => count > 0).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  let bytes = 0;
  for (let i = 0; i < index.count; i++) bytes += index.bytes[i];
  return {
    looked: { index, summary: { ...summaryOf({ nodes: [], producer, minConsumer }, bytes, sorted, []), nodes: index.count }, graph },
    columns: columns.map(({ name, words, of }) => ({ name, words, of: spread(of, template, words.length <= 256 ? new Uint8Array(index.count) : new Uint32Array(index.count)) })),
  };
}

function summaryOf({ nodes, producer, minConsumer }: GraphDefData, bytes: number, ops: GraphSummary['ops'], problems: readonly string[]): GraphSummary {
  return { format: 'GraphDef', text: false, bytes, nodes: nodes.length, functions: 0, ops, producer, minConsumer, problems };
}
