/** Where the values of a run are: static outputs at their node's own address, others in scratch space, strings beside. */
import { elementBytes, sizeOf, type DType, type Numbers, type Tensor } from './dtype.ts';
import type { GraphView } from './graph-view.ts';
import { RunFailure, type Output } from './op-def.ts';

export interface Slot { readonly address: number; readonly shape: readonly number[]; readonly dtype: DType; readonly text?: readonly string[] }

export class Values {
  private readonly slots = new Map<number, Slot[]>();

  constructor(private readonly graph: GraphView) {}

  private slot(o: Output): Slot | undefined { return this.slots.get(o.id)?.[o.index]; }

  /** Puts an output where its slot says. */
  set(o: Output, slot: Slot): void {
    let mine = this.slots.get(o.id);
    if (!mine) this.slots.set(o.id, (mine = []));
    mine[o.index] = slot;
  }

  /** Room for an output; for a static one its own address. Throws where the shape is not the inferred one. */
  place(o: Output, shape: readonly number[], dtype: DType): number {
    const c = this.graph.classOf(o.id);
    if (c.bytes >= 0) {
      const want = c.outputs[o.index].shape as readonly number[];
      if (want.length !== shape.length || want.some((d, i) => d !== shape[i])) {
        throw new RunFailure('InvalidArgumentError', `Shapes do not match: ${this.graph.name(o.id)} has shape [${want.join(',')}], but its inputs make it [${shape.join(',')}]`);
      }
      return this.graph.valueOf(o.id) + c.offsets[o.index];
    }
    for (const d of shape) if (d < 0) throw new RunFailure('InvalidArgumentError', `Dimension ${d} must be >= 0`);
    const address = this.graph.heap.scratch(sizeOf(shape) * elementBytes(dtype));
    this.set(o, { address, shape, dtype });
    return address;
  }

  /** Copies a tensor into an output. */
  put(o: Output, t: Tensor): void {
    if (t.dtype === 'string') { this.setStrings(o, t.shape, t.data as readonly string[]); return; }
    const at = this.place(o, t.shape, t.dtype);
    this.graph.heap.view(t.dtype, at, sizeOf(t.shape)).set(t.data as Numbers);
  }

  setStrings(o: Output, shape: readonly number[], text: readonly string[]): void { this.set(o, { address: 0, shape, dtype: 'string', text }); }
  strings(o: Output): readonly string[] { return this.slot(o)?.text ?? this.graph.strings.get(o.id) ?? []; }

  shape(o: Output): readonly number[] { return this.slot(o)?.shape ?? (this.graph.staticOf(o).shape as readonly number[]); }

  address(o: Output): number {
    const slot = this.slot(o);
    if (slot) return slot.address;
    return this.graph.valueOf(o.id) + (o.index === 0 ? 0 : this.graph.classOf(o.id).offsets[o.index]);
  }

  dtype(o: Output): DType { return this.slot(o)?.dtype ?? this.graph.staticOf(o).dtype; }

  view(o: Output): Numbers { return this.graph.heap.view(this.dtype(o), this.address(o), sizeOf(this.shape(o))); }

  /** A copy of an output's value. */
  read(o: Output): Tensor {
    const dtype = this.dtype(o);
    const shape = this.shape(o);
    if (dtype === 'string') return { dtype, shape, data: this.strings(o) };
    return { dtype, shape, data: this.view(o).slice() };
  }
}
