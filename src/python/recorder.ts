/**
 * What a recording says of session runs and graphs, in the recordings' own words; modules/_runner.py has the lines and the output.
 * Not the comparing: src/headless/parity.ts.
 */
import { isFloating, isInteger, type Tensor as HostTensor } from '../engine/dtype.ts';
import type { Bundle, Context, ObservedRun, Observer } from '../tf/context.ts';
import type { Graph } from '../tf/graph.ts';
import { listNode, prunedCount } from '../tf/listing.ts';
import { graphBytes } from '../graphdef/binary.ts';
import { nodeBytes } from '../graphdef/size.ts';
import { graphData, nodeData } from '../tf/graphdef/export.ts';
import { sha256 } from './sha256.ts';

/** A number as JSON has it: not finite ones as text. */
export type Scalar = number | boolean | string;
export type Value = Scalar | null | { dtype?: string; shape?: readonly number[]; values?: Scalar[]; sum?: number; min?: number; max?: number; bytes?: number; type?: string };

export interface RecordedRun {
  call: number; line: number; kind: 'run'; session: number; graph: number; nodes: number; grew: number;
  fetches: readonly string[]; feeds: readonly (readonly [string, readonly number[]])[];
  new_signature?: true; pruned?: number; executed?: number; values?: Value[];
}
export interface RecordedNode {
  name: string; op: string; inputs: readonly string[]; device?: string; attrs: Record<string, unknown>; shapes: readonly (readonly (number | null)[] | null)[]; bytes: number;
}
export interface RecordedGraph { node_count: number; graph_def_bytes: number; functions: 0; seed: number | null; ops: Record<string, number>; listing_sha256?: string; nodes: RecordedNode[] }

const SMALL = 64;
const RUNS_IN_FULL = 50;
const GRAPH_CAP = 20_000;
const GRAPH_HEAD = 5_000;
/** State of the default graph as one number: its index in the recording, and its nodes. */
const STATE = 67_108_864;

export class Recorder implements Observer {
  readonly graphs: Graph[] = [];
  readonly runs: RecordedRun[] = [];
  calls = 0;
  private readonly signatures = new Set<string>();
  private readonly seenNodes = new Map<number, number>();
  /** Runs within runs: a saver inside a hook. */
  private readonly open: RecordedRun[] = [];

  /** @param line tells the script's line at this moment */
  constructor(private readonly tf: Context, private readonly line: () => number) {}

  get signatureCount(): number { return this.signatures.size; }

  readonly state = (): number => {
    const { graph } = this.tf;
    return this.index(graph) * STATE + graph.nodes;
  };

  private index(graph: Graph): number {
    const found = this.graphs.lastIndexOf(graph);
    return found >= 0 ? found : this.graphs.push(graph) - 1;
  }

  begin({ session, graph, fetches, feeds }: ObservedRun): void {
    const { nodes } = graph;
    const grew = nodes - (this.seenNodes.get(session) ?? 0);
    this.seenNodes.set(session, nodes);
    this.calls++;
    const entry: RecordedRun = { call: this.calls, line: this.line(), kind: 'run', session, graph: this.index(graph), nodes, grew, fetches, feeds };
    const key = JSON.stringify([session, fetches, feeds.map(([name]) => name)]);
    if (!this.signatures.has(key)) {
      this.signatures.add(key);
      entry.new_signature = true;
      entry.pruned = prunedCount(graph, fetches, new Set(feeds.map(([name]) => name)));
    }
    if (this.calls <= RUNS_IN_FULL || (this.calls & (this.calls - 1)) === 0) this.runs.push(entry);
    this.open.push(entry);
  }

  end(values: readonly (HostTensor | Bundle | null)[] | null, executed: number): void {
    const entry = this.open.pop();
    if (!entry || values === null) return;
    if (entry.new_signature) entry.executed = executed;
    entry.values = values.map((v) => (v !== null && 'type' in v ? v : valueOf(v)));
  }

  /** All default graphs, as they are now. */
  listings(): RecordedGraph[] {
    return this.graphs.map(listing);
  }
}

function listing(graph: Graph): RecordedGraph {
  const count = graph.nodes;
  const histogram = new Map<string, number>();
  for (let id = 0; id < count; id++) {
    const { type } = graph.classOf(id).op;
    histogram.set(type, (histogram.get(type) ?? 0) + 1);
  }
  const ops = Object.fromEntries([...histogram].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
  const nodes: RecordedNode[] = [];
  for (let id = 0; id < (count > GRAPH_CAP ? GRAPH_HEAD : count); id++) nodes.push(node(graph, id));
  return { node_count: count, graph_def_bytes: graphBytes(graphData(graph)), functions: 0, seed: graph.seed, ops, nodes };
}

function node(graph: Graph, id: number): RecordedNode {
  const n = listNode(graph, id);
  const attrs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(n.attrs)) attrs[name] = attr(value);
  return { name: n.name, op: n.op, inputs: n.inputs, ...(n.device ? { device: n.device } : {}), attrs, shapes: n.shapes, bytes: nodeBytes(nodeData(graph, id)) };
}

const isTensor = (v: unknown): v is HostTensor => typeof v === 'object' && v !== null && 'data' in v && 'dtype' in v && 'shape' in v;

function attr(value: unknown): unknown {
  if (!isTensor(value)) return value;
  const { dtype, shape, data } = value;
  const out = { dtype, shape };
  if (typeof data[0] === 'string') {
    const text = (data as readonly string[]).map(utf8);
    return text.length <= SMALL ? { ...out, values: text } : { ...out, sha256: sha256(new TextEncoder().encode(text.join('\0'))) };
  }
  if (data.length <= SMALL) return { ...out, values: Array.from(data as ArrayLike<number>, (v) => scalar(v, dtype)) };
  const raw = littleEndian(data as ArrayLike<number>, dtype);
  return { ...out, data_bytes: raw.byteLength, sha256: sha256(raw) };
}

/** A byte string as text. */
const utf8 = (s: string): string => new TextDecoder().decode(Uint8Array.from(s, (ch) => ch.charCodeAt(0)));

/** The bytes that TensorFlow would hold. */
function littleEndian(data: ArrayLike<number>, dtype: string): Uint8Array {
  if (dtype === 'int64' || dtype === 'uint64') return new Uint8Array(BigInt64Array.from(Array.from(data, BigInt)).buffer);
  const made = dtype === 'float32' ? Float32Array.from(data) : dtype === 'float64' ? Float64Array.from(data)
    : dtype === 'bool' || dtype === 'uint8' ? Uint8Array.from(data) : dtype === 'int8' ? Int8Array.from(data)
    : dtype === 'int16' ? Int16Array.from(data) : dtype === 'uint16' ? Uint16Array.from(data) : dtype === 'uint32' ? Uint32Array.from(data) : Int32Array.from(data);
  return new Uint8Array(made.buffer);
}

/** Shortest decimal that reads back to the same float32. */
export function shortest32(v: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const text = Number(v.toPrecision(digits));
    if (Math.fround(text) === v) return text;
  }
  return v;
}

/** Shortest decimal that reads back to the same float16: such decimals lie within half a step of 11 bits around it. Of two the even one. */
function shortest16(v: number): number {
  const step = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(v))), -14) - 10);
  for (let digits = 0; digits < 5; digits++) {
    const text = v.toExponential(digits);
    const near = Number(text);
    if (Math.abs(near - v) >= step / 2) continue;
    const other = Number((2 * v - near).toExponential(digits));
    return near - v === v - other && Number(text[text.indexOf('e') - 1]) % 2 === 1 ? other : near;
  }
  return v;
}

function scalar(v: number, dtype: string): Scalar {
  if (dtype === 'bool') return Boolean(v);
  if (!Number.isFinite(v)) return Number.isNaN(v) ? 'nan' : v > 0 ? 'inf' : '-inf';
  return dtype === 'float32' ? shortest32(v) : dtype === 'float16' && v !== 0 ? shortest16(v) : v;
}

/** A fetched value as a recording has it. */
export function valueOf(t: HostTensor | null): Value {
  if (t === null) return null;
  const { dtype, shape, data } = t;
  if (dtype === 'string') return shape.length === 0 ? { dtype: 'string', bytes: (data[0] as string).length } : { dtype: 'string', shape };
  const numbers = data as ArrayLike<number>;
  if (shape.length === 0) return scalar(numbers[0], dtype);
  if (numbers.length <= SMALL) return { dtype, shape, values: Array.from(numbers, (v) => scalar(v, dtype)) };
  if (!isFloating(dtype) && !isInteger(dtype)) return { dtype, shape };
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < numbers.length; i++) {
    sum += numbers[i];
    if (numbers[i] < min) min = numbers[i];
    if (numbers[i] > max) max = numbers[i];
  }
  const six = (v: number): number => Number(v.toPrecision(6));
  return { dtype, shape, sum: six(sum), min: six(min), max: six(max) };
}
