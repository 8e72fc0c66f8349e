/** Where the values of a run are: static outputs at their node's own address, others in scratch space, strings beside. */
import { elementBytes, sizeOf, type DType, type Tensor } from './dtype.ts';
import type { Graph } from './graph.ts';
import type { Output } from './op.ts';

interface Slot { address: number; shape: readonly number[]; dtype: DType }

export class Values {
  private readonly dynamic = new Map<number, Slot[]>();
  private readonly texts = new Map<number, readonly string[]>();

  constructor(private readonly graph: Graph) {}

  private offset(id: number, index: number): number {
    const { outputs } = this.graph.classOf(id);
    let bytes = 0;
    for (let k = 0; k < index; k++) bytes += (outputs[k].size * elementBytes(outputs[k].dtype) + 3) & -4;
    return bytes;
  }

  /** Room for an output; for a static one its own address. Throws where the shape is not the inferred one. */
  place(o: Output, shape: readonly number[], dtype: DType): number {
    const c = this.graph.classOf(o.id);
    if (c.bytes >= 0) {
      const want = c.outputs[o.index].shape as readonly number[];
      if (want.length !== shape.length || want.some((d, i) => d !== shape[i])) {
        throw new Error(`internal: ${this.graph.name(o.id)} made shape [${shape.join(',')}], inferred [${want.join(',')}]`);
      }
      return this.graph.valueOf(o.id) + this.offset(o.id, o.index);
    }
    const address = this.graph.heap.scratch(sizeOf(shape) * elementBytes(dtype));
    let slots = this.dynamic.get(o.id);
    if (!slots) this.dynamic.set(o.id, (slots = []));
    slots[o.index] = { address, shape, dtype };
    return address;
  }

  /** Puts a fed tensor in place of a node's output. */
  feed(o: Output, t: Tensor): void {
    if (t.dtype === 'string') { this.texts.set(o.id, t.data as readonly string[]); return; }
    const at = this.place(o, t.shape, t.dtype);
    this.graph.heap.view(t.dtype, at, sizeOf(t.shape)).set(t.data as Float32Array);
  }

  setStrings(id: number, data: readonly string[]): void { this.texts.set(id, data); }
  strings(o: Output): readonly string[] { return this.texts.get(o.id) ?? this.graph.strings.get(o.id) ?? []; }

  shape(o: Output): readonly number[] {
    const slot = this.dynamic.get(o.id)?.[o.index];
    return slot ? slot.shape : (this.graph.staticOf(o).shape as readonly number[]);
  }

  address(o: Output): number {
    const slot = this.dynamic.get(o.id)?.[o.index];
    return slot ? slot.address : this.graph.valueOf(o.id) + (o.index === 0 ? 0 : this.offset(o.id, o.index));
  }

  /** A copy of an output's value. */
  read(o: Output): Tensor {
    const { dtype } = this.graph.staticOf(o);
    const shape = this.shape(o);
    if (dtype === 'string') return { dtype, shape, data: this.strings(o) };
    return { dtype, shape, data: this.graph.heap.view(dtype, this.address(o), sizeOf(shape)).slice() };
  }
}
