/**
 * Where the nodes of a graph lie when every node keeps its bytes: its record and its output, in creation order. Turns
 * executed nodes into page touches. model.md section 2.
 */
import type { Graph, OpClass } from '../engine/graph.ts';
import { elementBytes } from '../engine/dtype.ts';
import type { TouchTrace } from '../memory/trace.ts';

const BLOCK = 64;
const RECENT = 256;

export class Space {
  nodes = 0;
  /** Bytes laid out. */
  bytes = 0;
  private blocks: number[] = [];
  private sizes: number[] = [];
  private readonly recent = new Float64Array(RECENT);
  private readonly known = new Map<number, number>();
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
    this.known.clear();
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
    const known = this.known.get(id);
    if (known !== undefined) return known;
    let at = this.blocks[Math.floor(id / BLOCK)];
    for (let k = id - (id % BLOCK); k < id; k++) at += this.size(this.graph.classOf(k));
    if (this.known.size > 8_192) this.known.clear();
    this.known.set(id, at);
    return at;
  }

  /** Appends the touches of one executed node: its own pages, then the pages of each input's output. */
  touch(id: number, trace: TouchTrace): void {
    const { graph, page } = this;
    const c = graph.classOf(id);
    let n = 0;
    const put = (from: number, to: number): void => {
      for (let p = Math.floor(from / page); p <= Math.floor((to - 1) / page); p++) {
        if (n === this.pages.length) {
          const more = new Int32Array(n * 2);
          more.set(this.pages);
          this.pages = more;
        }
        this.pages[n++] = p;
      }
    };
    const own = this.start(id);
    put(own, own + this.size(c));
    for (let i = 0; i < c.inputs; i++) {
      const input = graph.input(id, i).id;
      const at = this.start(input);
      const size = this.size(graph.classOf(input));
      put(Math.min(at + this.record, at + size - 1), at + size);
    }
    trace.node(this.pages, n);
  }
}

/** Bytes of a class's outputs, an unknown dimension taken as `unknown`. References to variables hold the variable's bytes. */
export function outputBytes(c: OpClass, unknown: number): number {
  let bytes = 0;
  for (const s of c.outputs) bytes += (s.shape ?? []).reduce((a: number, d) => a * (d ?? unknown), elementBytes(s.dtype));
  return bytes;
}

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
