/** One node computed by the host: what the interpreter in WebAssembly has no code for. */
import { type DType, type Numbers, type Tensor } from './dtype.ts';
import type { GraphView } from './graph-view.ts';
import type { Kernels } from './heap.ts';
import type { Attrs, Compute, Output, State } from './op-def.ts';
import type { Values } from './values.ts';

export class HostCompute implements Compute {
  attrs: Attrs = {};
  inputs = 0;
  readonly kernels: Kernels;
  private id = 0;
  /** Where scratch space began before the kernel asked for some. */
  private held: { block: number; used: number } | null = null;

  constructor(private readonly graph: GraphView, private readonly values: Values, readonly state: State) {
    this.kernels = graph.heap.kernels;
  }

  /** Computes node `id`. */
  run(id: number): void {
    const c = this.graph.classOf(id);
    this.id = id;
    this.attrs = c.attrs;
    this.inputs = c.inputs;
    try {
      c.op.compute(this);
    } finally {
      if (this.held) this.graph.heap.release(this.held);
      this.held = null;
    }
  }

  /** The node at hand. */
  get node(): number { return this.id; }
  get name(): string { return this.graph.name(this.id); }
  private of(input: number): Output { return this.graph.input(this.id, input); }
  private result(index: number): Output { return { id: this.id, index }; }
  shape(input: number): readonly number[] { return this.values.shape(this.of(input)); }
  dtype(input: number): DType { return this.graph.staticOf(this.of(input)).dtype; }
  address(input: number): number { return this.values.address(this.of(input)); }
  strings(input: number): readonly string[] { return this.values.strings(this.of(input)); }
  data(input: number): Numbers { return this.values.view(this.of(input)); }
  f32(input: number): Float32Array { return this.data(input) as Float32Array; }
  i32(input: number): Int32Array { return this.data(input) as Int32Array; }
  u8(input: number): Uint8Array { return this.data(input) as Uint8Array; }
  tensor(input: number): Tensor { return this.values.read(this.of(input)); }

  output(index: number, shape: readonly number[], dtype: DType = this.graph.staticOf(this.result(index)).dtype): number {
    return this.values.place(this.result(index), shape, dtype);
  }
  make(index: number, shape: readonly number[], dtype?: DType): Numbers {
    this.output(index, shape, dtype);
    return this.out(index);
  }
  out(index: number): Numbers { return this.values.view(this.result(index)); }
  outF32(index: number): Float32Array { return this.out(index) as Float32Array; }
  outI32(index: number): Int32Array { return this.out(index) as Int32Array; }
  outU8(index: number): Uint8Array { return this.out(index) as Uint8Array; }
  scratch(bytes: number): number {
    this.held ??= this.graph.heap.mark();
    return this.graph.heap.scratch(bytes);
  }
  view(dtype: DType, address: number, length: number): Numbers { return this.graph.heap.view(dtype, address, length); }
  outStrings(index: number, shape: readonly number[], data: readonly string[]): void { this.values.setStrings(this.result(index), shape, data); }
  put(index: number, value: Tensor): void { this.values.put(this.result(index), value); }
}
