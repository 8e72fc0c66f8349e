/**
 * The one growing memory of a graph: its columns, its values, and scratch space of a run. It is WebAssembly memory, so that
 * the kernels reach it; it belongs to one graph and goes when the graph is cleared. Not a general allocator: nothing is freed singly.
 */
import { KERNELS } from './kernels/generated.ts';
import { arrayType, type DType, type Numbers } from './dtype.ts';

export const CLASS_WORDS = 12;

const PAGE = 65_536;
/** The kernels' own data lie below. */
const FIRST = 65_536;
/** Growth is by this much or a fifth, whichever is more: small graphs stay small, large ones grow seldom, since each growth makes the browser collect its garbage. */
const STEP = 1 << 22;
/** Bytes of constants that have a header, and of that. */
const HEADED = 64;
const HEADER = 16;

export interface Kernels {
  setTables(chunks: number, edges: number, classes: number): void;
  run(from: number, to: number, counter: number, every: boolean): number;
  /** See kernels.as.ts. */
  markAncestors(nodes: number): number;
  collect(from: number, to: number, out: number): number;
  /** Instances from..to-1 of a template (templates.ts); `drop`: but for a tile's, their values are not kept. */
  runTemplate(records: number, period: number, from: number, to: number, tile: number, drop: boolean): void;
  matmul(a: number, b: number, out: number, m: number, k: number, n: number, ta: number, tb: number): void;
  binary(op: number, a: number, b: number, out: number, rows: number, cols: number, aRow: number, aCol: number, bRow: number, bCol: number): void;
  crossEntropy(logits: number, labels: number, loss: number, grad: number, n: number, c: number): number;
  /** Adam's step over `n` elements, in place: addresses of the variable, its two means, and the gradient. */
  adam(w: number, m: number, v: number, g: number, n: number, alpha: number, rest1: number, rest2: number, epsilon: number): void;
  exp(x: number): number;
  log(x: number): number;
  /** Products with TensorFlow's own bits, in graphs that scripts run (exact-products.ts); null elsewhere, where kernels are to be fast. */
  exact: ExactProducts | null;
}

/** The exports of products.as.ts: addresses, strides in bytes. */
export interface ExactProducts {
  contract(a: number, ai: number, ak: number, b: number, bk: number, out: number, m: number, k: number, n: number): void;
  product(a: number, b: number, packed: number, out: number, m: number, k: number, n: number, ta: number, tb: number): void;
  transpose(a: number, out: number, rows: number, cols: number): void;
}

/** The engine's memory cannot grow: the browser refused, or the page's own bound is reached. The run can go on after a clear. */
export class OutOfMemory extends Error {
  override name = 'OutOfMemory';
}

const compiled = new Map<string, WebAssembly.Module>();
function moduleOf(base64: string): WebAssembly.Module {
  let module = compiled.get(base64);
  if (!module) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    compiled.set(base64, (module = new WebAssembly.Module(bytes)));
  }
  return module;
}

export class Heap {
  private readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  private top = FIRST;
  /** Bytes of the memory. */
  private size = 0;
  /** Views on the whole memory; replaced when it grows, so never keep them across an allocation. */
  u8!: Uint8Array<ArrayBuffer>;
  u16!: Uint16Array<ArrayBuffer>;
  i32!: Int32Array<ArrayBuffer>;
  f32!: Float32Array<ArrayBuffer>;
  private readonly shared = new WeakMap<object, number>();
  /** Addresses of data with a header. */
  private readonly headed = new Set<number>();
  private blocks: { base: number; size: number }[] = [];
  private block = 0;
  private used = 0;

  /** @param limit greatest bytes this heap may grow to; at most 2 GiB - 64 KiB, so that addresses stay positive. */
  constructor(private readonly limit: number = 2_000 * 2 ** 20) {
    this.memory = new WebAssembly.Memory({ initial: 32, maximum: 32_767 });
    this.views();
    this.kernels = { ...(this.instantiate(KERNELS) as unknown as Kernels), exact: null };
  }

  /** The exports of a module that works on this memory, given as base64. */
  instantiate(base64: string): WebAssembly.Exports {
    return new WebAssembly.Instance(moduleOf(base64), { env: { memory: this.memory, abort: () => { throw new Error('internal: kernel aborted'); } } }).exports;
  }

  private views(): void {
    const { buffer } = this.memory;
    this.size = buffer.byteLength;
    this.u8 = new Uint8Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.f32 = new Float32Array(buffer);
  }

  /** Bytes that the engine holds from the browser, measured. */
  get bytes(): number { return this.size; }

  /** Bytes handed out so far; the rest of `bytes` is room to grow into. */
  get taken(): number { return this.top; }

  /** Address of `bytes` fresh zero bytes, aligned to 4 (or 8, or 16). Throws OutOfMemory. */
  alloc(bytes: number, align: 4 | 8 | 16 = 4): number {
    const at = (this.top + align - 1) & -align;
    const end = at + bytes;
    if (end > this.size) this.grow(end);
    this.top = end;
    return at;
  }

  /** Whether the word before the data at an address is free for a list of what its products are made of. */
  hasHeader(at: number): boolean { return this.headed.has(at); }

  private grow(end: number): void {
    const { size } = this;
    if (end > this.limit) {
      throw new OutOfMemory(`The graph needs more than the ${Math.round(this.limit / 2 ** 20).toLocaleString('en-US')} MiB that this page gives its engine.`);
    }
    const wanted = Math.min(this.limit, Math.max(end, size + Math.max(STEP, Math.floor(size / 5))));
    for (const target of [wanted, end]) {
      try {
        this.memory.grow(Math.ceil((target - size) / PAGE));
        this.views();
        return;
      } catch { /* the browser refused this much: try just what is needed, then report */ }
    }
    throw new OutOfMemory(`The browser gave the engine ${Math.round(size / 2 ** 20)} MiB and refuses more.`);
  }

  /**
   * Address of the data of a constant, copied in once: the same array again costs nothing. Data must not change later. Before
   * data of some length there is a header (see product-tables.ts).
   */
  share(data: Numbers): number {
    const known = this.shared.get(data);
    if (known !== undefined) return known;
    const header = data.byteLength >= HEADED ? HEADER : 0;
    const at = this.alloc(header + Math.max(4, data.byteLength), 16) + header;
    if (header > 0) this.headed.add(at);
    this.u8.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    this.shared.set(data, at);
    return at;
  }

  /** Address of scratch space that lives until `resetScratch`. */
  scratch(bytes: number): number {
    const size = (Math.max(4, bytes) + 15) & -16;
    for (; this.block < this.blocks.length; this.block++, this.used = 0) {
      const b = this.blocks[this.block];
      if (this.used + size <= b.size) {
        const at = b.base + this.used;
        this.used += size;
        return at;
      }
    }
    const length = Math.max(size, 1 << 20);
    this.blocks.push({ base: this.alloc(length, 16), size: length });
    this.used = size;
    return this.blocks[this.block].base;
  }

  resetScratch(): void { this.block = 0; this.used = 0; }

  /** Where scratch space begins now; `release` gives back what was taken since. */
  mark(): { block: number; used: number } { return { block: this.block, used: this.used }; }
  release(mark: { block: number; used: number }): void { this.block = mark.block; this.used = mark.used; }

  /** A view of `size` elements at an address; valid until the next allocation. Strings are not on the heap. */
  view(dtype: DType, at: number, size: number): Numbers {
    if (dtype === 'float32') return this.f32.subarray(at >> 2, (at >> 2) + size);
    if (dtype === 'int32') return this.i32.subarray(at >> 2, (at >> 2) + size);
    const type = arrayType(dtype) as unknown as new (buffer: ArrayBuffer, at: number, length: number) => Numbers;
    return new type(this.memory.buffer, at, size);
  }
}
