/**
 * Where the nodes of a graph lie when every node keeps its bytes: its record and its output, in creation order. Turns
 * executed nodes into page touches. model.md section 2.
 */
import type { Graph, OpClass } from '../engine/graph.ts';
import { elementBytes } from '../engine/dtype.ts';
import { BYTES } from '../memory/coefficients.ts';
import type { TouchTrace } from '../memory/trace.ts';

const BLOCK = 64;
/** The newest addresses are all kept: those of an epoch of the usual size. */
const RECENT = 8192;
/** Addresses of older nodes that are kept, each at its id modulo this: what many nodes use (weights, a bias) is asked for again and again. */
const KNOWN = 1024;

export class Space {
  nodes = 0;
  /** Bytes laid out. */
  bytes = 0;
  private blocks: number[] = [];
  private sizes: number[] = [];
  private readonly recent = new Float64Array(RECENT);
  private readonly knownId = new Int32Array(KNOWN).fill(-1);
  private readonly knownAt = new Float64Array(KNOWN);
  private pages = new Int32Array(64);

  /** @param record bytes of a node's own record; @param unknown size taken for a dimension that only a run knows */
  constructor(private graph: Graph, private readonly page: number, private readonly record: number, private readonly unknown: number) {}

  /** An empty space for a new graph. */
  clear(graph: Graph): void {
    this.graph = graph;
    this.nodes = 0;
    this.bytes = 0;
    this.blocks = [];
    this.sizes = [];
    this.knownId.fill(-1);
  }

  /** Bytes of a node of this class: record and outputs. */
  size(c: OpClass): number { return this.sizes[c.id] ?? (this.sizes[c.id] = this.record + outputBytes(c, this.unknown)); }

  /** Lays out the nodes that are new. */
  extend(): void {
    const { graph } = this;
    for (let id = this.nodes; id < graph.nodes; id++) {
      if (id % BLOCK === 0) this.blocks.push(this.bytes);
      this.recent[id % RECENT] = this.bytes;
      this.bytes += this.size(graph.classOf(id));
    }
    this.nodes = graph.nodes;
  }

  /** Address of a node's record. */
  start(id: number): number {
    if (id >= this.nodes - RECENT) return this.recent[id % RECENT];
    const k = id % KNOWN;
    if (this.knownId[k] === id) return this.knownAt[k];
    let at = this.blocks[Math.floor(id / BLOCK)];
    for (let i = id - (id % BLOCK); i < id; i++) at += this.size(this.graph.classOf(i));
    this.knownId[k] = id;
    this.knownAt[k] = at;
    return at;
  }

  /** Appends the touches of one executed node: its own pages, then the pages of each input's output. */
  touch(id: number, trace: TouchTrace): void {
    const { graph } = this;
    const c = graph.classOf(id);
    const own = this.start(id);
    let n = this.put(0, own, own + this.size(c));
    const at = graph.edgesAt(id);
    for (let i = 0; i < c.inputs; i++) {
      const input = graph.heap.i32[at + i] >>> 4;
      const from = this.start(input);
      const size = this.size(graph.classOf(input));
      n = this.put(n, Math.min(from + this.record, from + size - 1), from + size);
    }
    trace.node(this.pages, n);
  }

  /** Notes the pages of addresses from..to-1 behind the first `n`; how many there are then. */
  private put(n: number, from: number, to: number): number {
    const last = Math.floor((to - 1) / this.page);
    for (let p = Math.floor(from / this.page); p <= last; p++) {
      if (n === this.pages.length) {
        const more = new Int32Array(n * 2);
        more.set(this.pages);
        this.pages = more;
      }
      this.pages[n++] = p;
    }
    return n;
  }
}

/** Bytes of a class's outputs, an unknown dimension taken as `unknown`. References to variables hold the variable's bytes. */
export function outputBytes(c: OpClass, unknown: number): number {
  let bytes = 0;
  for (const s of c.outputs) bytes += (s.shape ?? []).reduce((a: number, d) => a * (d ?? unknown), elementBytes(s.dtype));
  return bytes;
}

/** Bytes that nodes from..to-1 keep as told: what `Space` lays out for them, in pages or not. */
export function toldBytes(graph: Graph, from: number, to: number, unknown: number): number {
  let bytes = 0;
  for (let id = from; id < to; id++) bytes += BYTES.nodeRun + outputBytes(graph.classOf(id), unknown);
  return bytes;
}

/** Bytes of a constant's value beyond those that every node is reckoned with. */
export const valueBytes = (c: OpClass): number => (c.op.type === 'Const' ? Math.max(0, outputBytes(c, 1) - BYTES.valueIncluded) : 0);

/** Seconds of one execution of a class on a machine: its floating point work or its traffic, whichever is longer. */
export function kernelSeconds(graph: Graph, id: number, c: OpClass, unknown: number, flops: number, bandwidth: number): number {
  const fill = (shape: readonly (number | null)[] | null): number[] => (shape ?? []).map((d) => d ?? unknown);
  const inputs = Array.from({ length: c.inputs }, (_, i) => graph.staticOf(graph.input(id, i)));
  const outputs = c.outputs.map((s) => fill(s.shape));
  const work = c.op.flops && c.outputs.length > 0 ? c.op.flops(inputs.map((s) => fill(s.shape)), outputs, c.attrs) : 0;
  if (c.op.type === 'Const' || c.op.type === 'VariableV2') return 0;
  const bytes = [...inputs, ...c.outputs].reduce((sum, s) => sum + fill(s.shape).reduce((a, b) => a * b, elementBytes(s.dtype)), 0);
  return Math.max(work / flops, bytes / bandwidth);
}
