/** One node computed by the host: what the interpreter in WebAssembly has no code for. */
import { sizeOf, type DType } from './dtype.ts';
import type { Graph } from './graph.ts';
import type { Kernels } from './heap.ts';
import type { Attrs, Compute, Output, State } from './op.ts';
import type { Values } from './values.ts';

export class HostCompute implements Compute {
  attrs: Attrs = {};
  inputs = 0;
  readonly kernels: Kernels;
  private id = 0;

  constructor(private readonly graph: Graph, private readonly values: Values, readonly state: State) {
    this.kernels = graph.heap.kernels;
  }

  /** Computes node `id`. */
  run(id: number): void {
    const c = this.graph.classOf(id);
    this.id = id;
    this.attrs = c.attrs;
    this.inputs = c.inputs;
    c.op.compute(this);
  }

  /** The node at hand. */
  get node(): number { return this.id; }
  private of(input: number): Output { return this.graph.input(this.id, input); }
  shape(input: number): readonly number[] { return this.values.shape(this.of(input)); }
  dtype(input: number): DType { return this.graph.staticOf(this.of(input)).dtype; }
  address(input: number): number { return this.values.address(this.of(input)); }
  strings(input: number): readonly string[] { return this.values.strings(this.of(input)); }

  private view(o: Output, dtype: DType): Float32Array | Int32Array | Uint8Array {
    return this.graph.heap.view(dtype, this.values.address(o), sizeOf(this.values.shape(o)));
  }
  f32(input: number): Float32Array { return this.view(this.of(input), 'float32') as Float32Array; }
  i32(input: number): Int32Array { return this.view(this.of(input), 'int32') as Int32Array; }
  u8(input: number): Uint8Array { return this.view(this.of(input), 'bool') as Uint8Array; }

  output(index: number, shape: readonly number[], dtype: DType = this.graph.staticOf({ id: this.id, index }).dtype): number {
    return this.values.place({ id: this.id, index }, shape, dtype);
  }
  outF32(index: number): Float32Array { return this.view({ id: this.id, index }, 'float32') as Float32Array; }
  outI32(index: number): Int32Array { return this.view({ id: this.id, index }, 'int32') as Int32Array; }
  outU8(index: number): Uint8Array { return this.view({ id: this.id, index }, 'bool') as Uint8Array; }
  outStrings(_index: number, _shape: readonly number[], data: readonly string[]): void { this.values.setStrings(this.id, data); }
}
