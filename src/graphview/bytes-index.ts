// A large binary GraphDef as a graph to be looked at, without an object a node: places of names in the file's own bytes, and a table that
// finds a node by the bytes of its name. Whatever is out of the ordinary is left to the readers of graphdef/, which say what it is.
import { brief } from '../graphdef/attrs.ts';
import { decodeGraph } from '../graphdef/binary.ts';
import type { Limits } from '../graphdef/limits.ts';
import type { NodeData } from '../graphdef/model.ts';
import { looksLikeRecords } from '../graphdef/records.ts';
import { foreign, looksLikeText } from '../graphdef/sniff.ts';
import type { GraphSummary } from '../graphdef/summary.ts';
import { MOST_PROBLEMS } from '../graphdef/summary.ts';
import { ByteNames } from './byte-names.ts';
import { type GraphIndex, once, turned } from './graph-index.ts';
import { NumberedNames } from './numbered-names.ts';
import { type Raw, scan } from './scan.ts';
import { ScopesOfBytes } from './scopes-of-bytes.ts';
import type { Looked } from './looked.ts';

const COLON = 58;
const CARET = 94;

/** Null where the bytes are no GraphDef, or one that is odd in some way. */
export function indexBytes(bytes: Uint8Array, limits: Limits): Looked | null {
  if (looksLikeText(bytes) || looksLikeRecords(bytes) || foreign(bytes) !== null) return null;
  const raw = scan(bytes, limits);
  if (!raw) return null;
  const index = indexRaw(bytes, raw, limits);
  if (!index) return null;
  const used = new Float64Array(index.ops.length);
  for (let i = 0; i < index.count; i++) used[index.op[i]] += 1;
  const ops = index.ops.map((op, k): [string, number] => [op, used[k]]).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const { functions, producer, minConsumer } = raw;
  const summary: GraphSummary = { format: 'GraphDef', text: false, bytes: bytes.length, nodes: index.count, functions, ops, producer, minConsumer, problems: missing(index) };
  const graph = () => {
    const read = decodeGraph(bytes, limits);
    if (!read.ok) throw new Error(`internal: ${read.error}`);
    return read.value;
  };
  return { index, summary, graph, pb: bytes };
}

function missing({ count, inputs: { start, node }, name, links }: GraphIndex): string[] {
  const said: string[] = [];
  let more = 0;
  for (let i = 0; i < count; i++) {
    for (let e = start[i]; e < start[i + 1]; e++) {
      if (node[e] >= 0) continue;
      if (said.length < MOST_PROBLEMS) said.push(`node '${brief(name(i))}' has the input '${brief(links(i)[e - start[i]].text)}', but no node has that name`);
      else more += 1;
    }
  }
  return more > 0 ? [...said, `${more} more inputs name no node`] : said;
}

function indexRaw(bytes: Uint8Array, raw: Raw, limits: Limits): GraphIndex | null {
  const { count, nodeStart, nodeEnd, nameStart, nameEnd, start, inputStart, inputEnd } = raw;
  const text = (from: number, to: number): string => decoder.decode(bytes.subarray(from, to));
  const name = (i: number): string => text(nameStart[i], nameEnd[i]);
  const names = new NumberedNames(bytes, count);
  const ops: string[] = [];
  const opNames = new ByteNames(bytes, 1024);
  const op = new Uint32Array(count);
  const node = new Int32Array(inputStart.length).fill(-1);
  const control = new Uint8Array(inputStart.length);
  const base = new Uint32Array(count);
  const sizes = new Uint32Array(count);
  const scopes = new ScopesOfBytes(bytes, raw);
  const find = (e: number): number => {
    let [from, to] = [inputStart[e], inputEnd[e]];
    if (control[e]) from += 1;
    else {
      let at = to;
      while (at > from && isDigit(bytes[at - 1])) at -= 1;
      if (at < to && at - 1 > from && bytes[at - 1] === COLON) to = at - 1;
    }
    return names.find(from, to);
  };
  // All of a node at once, while its bytes are at hand: they are hundreds of megabytes.
  let later = 0;
  for (let i = 0; i < count; i++) {
    const [from, to] = [nameStart[i], nameEnd[i]];
    if (names.add(from, to, i) !== i) return null; // a name given twice
    base[i] = names.base;
    const known = opNames.add(raw.opStart[i], raw.opEnd[i], ops.length);
    if (known === ops.length) ops.push(text(raw.opStart[i], raw.opEnd[i]));
    op[i] = known;
    for (let e = start[i]; e < start[i + 1]; e++) {
      control[e] = bytes[inputStart[e]] === CARET ? 1 : 0;
      node[e] = find(e);
      if (node[e] < 0) later += 1;
    }
    sizes[i] = nodeEnd[i] - nodeStart[i];
    scopes.add(i);
  }
  // Nodes may come before those that they read.
  if (later > 0) for (let e = 0; e < node.length; e++) if (node[e] < 0) node[e] = find(e);
  const tree = scopes.tree(names);
  const inputs = { start, node, control };
  return {
    count, ops, op, bytes: sizes, base, inputs, users: once(() => turned(inputs, count)), tree, name,
    node: (i) => one(bytes, nodeStart[i], nodeEnd[i], limits) ?? { name: name(i), op: ops[op[i]], inputs: [], device: '', attrs: new Map() },
    links: (i) => Array.from({ length: start[i + 1] - start[i] }, (_, k) => ({ text: text(inputStart[start[i] + k], inputEnd[start[i] + k]), node: node[start[i] + k] })),
  };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** One NodeDef, read as a graph of one node; null where it cannot be. */
function one(bytes: Uint8Array, start: number, end: number, limits: Limits): NodeData | null {
  const size = end - start;
  const header: number[] = [0x0a];
  let left = size;
  for (; left >= 128; left = Math.floor(left / 128)) header.push((left % 128) | 128);
  header.push(left);
  const graph = new Uint8Array(header.length + size);
  graph.set(header);
  graph.set(bytes.subarray(start, end), header.length);
  const read = decodeGraph(graph, limits);
  return read.ok ? (read.value.nodes[0] ?? null) : null;
}
