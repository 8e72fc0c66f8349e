/** The hands of a kernel in a run with frames: inputs and outputs are the values at hand, not the nodes' own places. */
import { sizeOf, type DType, type Numbers, type Tensor } from './dtype.ts';
import type { Variables } from './executor.ts';
import type { PlanNode } from './frames-plan.ts';
import { Value, type Pool } from './frames-values.ts';
import type { Graph } from './graph.ts';
import type { Kernels } from './heap.ts';
import type { Attrs, Compute, State } from './op-def.ts';

/** What a kernel must know of its node. */
export type ComputedNode = Pick<PlanNode, 'id' | 'c' | 'data' | 'refOutput'>;

export class FrameCompute implements Compute {
  attrs: Attrs = {};
  inputs = 0;
  readonly kernels: Kernels;
  readonly state: State;
  /** Inputs and outputs of the node at hand. */
  readonly in: Value[] = [];
  readonly out_: (Value | undefined)[] = [];
  private node: ComputedNode | null = null;

  constructor(private readonly graph: Graph, private readonly pool: Pool, private readonly session: Variables) {
    this.kernels = graph.heap.kernels;
    const root = (input: number): number => {
      const { variable } = this.in[input];
      if (variable < 0) throw new Error(`internal: ${this.name} writes to input ${input}, which is no variable`);
      return variable;
    };
    this.state = {
      write: (input, shape) => session.writeVariable(root(input), shape),
      writeStrings: (input, shape, data) => session.writeText(root(input), shape, data),
      initialised: (input) => session.isInitialised(root(input)),
      random: (blocks) => session.random(blocks),
      save: (file, entries) => session.save(file, entries),
      restore: (file) => session.restore(file),
      forget: (file) => session.forget(file),
      keep: (object) => session.keep(object),
      kept: (handle) => session.kept(handle),
      print: (text) => session.print(text),
    };
  }

  /** Computes a node from `in`; its outputs are then in `out_`. */
  run(node: ComputedNode): void {
    this.node = node;
    this.attrs = node.c.attrs;
    this.inputs = node.data;
    this.out_.length = 0;
    this.session.current = node.id;
    node.c.op.compute(this);
  }

  get name(): string { return this.graph.name(this.node!.id); }
  shape(input: number): readonly number[] {
    const v = this.in[input];
    return v.variable >= 0 ? this.session.variable(v.variable).shape : v.shape;
  }
  dtype(input: number): DType { return this.in[input].dtype; }
  address(input: number): number {
    const v = this.in[input];
    if (v.variable < 0 || v.address > 0) return v.address;
    // A variable without a static shape is not on the heap.
    const copy = this.pool.put(this.session.variable(v.variable));
    this.spare.push(copy);
    return copy.address;
  }
  /** Copies and room that live until the kernel is done. */
  readonly spare: Value[] = [];
  strings(input: number): readonly string[] {
    const v = this.in[input];
    return v.variable >= 0 ? (this.session.variable(v.variable).data as readonly string[]) : v.text!;
  }
  data(input: number): Numbers {
    const v = this.in[input];
    return v.variable >= 0 ? (this.session.variable(v.variable).data as Numbers) : this.pool.view(v);
  }
  f32(input: number): Float32Array { return this.data(input) as Float32Array; }
  i32(input: number): Int32Array { return this.data(input) as Int32Array; }
  u8(input: number): Uint8Array { return this.data(input) as Uint8Array; }
  tensor(input: number): Tensor {
    const dtype = this.dtype(input);
    if (dtype === 'string') return { dtype, shape: this.shape(input), data: this.strings(input) };
    return { dtype, shape: this.shape(input), data: this.data(input).slice() };
  }

  output(index: number, shape: readonly number[], dtype: DType = this.node!.c.outputs[index].dtype): number {
    const reference = this.referred();
    const v = reference >= 0 ? this.reference(reference, shape) : this.pool.make(dtype, shape);
    this.out_[index] = v;
    return v.address;
  }
  /** The variable that the node at hand hands on; -1 for none. */
  private referred(): number { return this.node!.refOutput && this.in.length > 0 ? this.in[0].variable : -1; }
  /** The output of an assignment or an update is the variable itself. */
  private reference(id: number, shape: readonly number[]): Value {
    const s = this.graph.staticOf({ id, index: 0 });
    if (s.size >= 0 && s.dtype !== 'string') return new Value(s.dtype, s.shape as readonly number[], this.graph.valueOf(id), 0, id);
    if (s.dtype !== 'string') this.session.writeVariable(id, shape);
    return new Value(s.dtype, shape, 0, 0, id);
  }
  make(index: number, shape: readonly number[], dtype?: DType): Numbers {
    this.output(index, shape, dtype);
    return this.out(index);
  }
  out(index: number): Numbers {
    let v = this.out_[index];
    if (!v) {
      this.output(index, this.node!.c.outputs[index].shape as readonly number[]);
      v = this.out_[index]!;
    }
    return v.variable >= 0 ? (this.session.variable(v.variable).data as Numbers) : this.graph.heap.view(v.dtype, v.address, sizeOf(v.shape));
  }
  outF32(index: number): Float32Array { return this.out(index) as Float32Array; }
  outI32(index: number): Int32Array { return this.out(index) as Int32Array; }
  outU8(index: number): Uint8Array { return this.out(index) as Uint8Array; }
  scratch(bytes: number): number {
    const room = this.pool.make('uint8', [bytes]);
    this.spare.push(room);
    return room.address;
  }
  view(dtype: DType, address: number, length: number): Numbers { return this.graph.heap.view(dtype, address, length); }
  outStrings(index: number, shape: readonly number[], data: readonly string[]): void {
    const reference = this.referred();
    this.out_[index] = reference >= 0 ? new Value('string', shape, 0, 0, reference) : this.pool.text(shape, data);
  }
  put(index: number, value: Tensor): void {
    if (value.dtype === 'string') this.outStrings(index, value.shape, value.data as readonly string[]);
    else this.make(index, value.shape, value.dtype).set(value.data as Numbers);
  }
}
