/**
 * Values of a run with frames: each is counted by who still needs it, and its memory goes back to a pool when nobody does, so that a loop
 * of any length needs memory for a few iterations only. The pool's memory is the heap's scratch space, all of it given back with the run.
 */
import { elementBytes, sizeOf, type DType, type Numbers, type Tensor } from './dtype.ts';
import type { Heap } from './heap.ts';

export class Value {
  /** How many holders there are. */
  refs = 0;
  /**
   * @param bytes room in the pool; 0 where the memory is not the pool's
   * @param variable id of the variable that this is a reference to; -1 for a value
   */
  constructor(readonly dtype: DType, readonly shape: readonly number[], readonly address: number, readonly bytes: number, readonly variable = -1, readonly text: readonly string[] | null = null) {}
}

export class Pool {
  /** Addresses of free rooms, by size. */
  private readonly free = new Map<number, number[]>();
  /** Bytes in use, and the most that ever were. */
  used = 0;
  peak = 0;

  constructor(private readonly heap: Heap) {}

  /** Room for a value of this shape, not zeroed. Throws OutOfMemory. */
  make(dtype: DType, shape: readonly number[]): Value {
    const bytes = roomFor(sizeOf(shape) * elementBytes(dtype));
    const address = this.free.get(bytes)?.pop() ?? this.heap.scratch(bytes);
    this.used += bytes;
    if (this.used > this.peak) this.peak = this.used;
    return new Value(dtype, shape, address, bytes);
  }

  text(shape: readonly number[], text: readonly string[]): Value { return new Value('string', shape, 0, 0, -1, text); }

  /** A value that holds a host tensor's elements. */
  put(t: Tensor): Value {
    if (t.dtype === 'string') return this.text(t.shape, t.data as readonly string[]);
    const v = this.make(t.dtype, t.shape);
    this.view(v).set(t.data as Numbers);
    return v;
  }

  view(v: Value): Numbers { return this.heap.view(v.dtype, v.address, sizeOf(v.shape)); }

  hold(v: Value): Value {
    v.refs++;
    return v;
  }

  /** One holder less; the last one gives the memory back. */
  drop(v: Value): void {
    if (--v.refs > 0 || v.bytes === 0) return;
    this.used -= v.bytes;
    const list = this.free.get(v.bytes);
    if (list) list.push(v.address);
    else this.free.set(v.bytes, [v.address]);
  }
}

/** Sizes of rooms: 16, 32, 48, 64, then four steps to each power of two, so that rooms are used again. */
function roomFor(bytes: number): number {
  if (bytes <= 64) return Math.max(16, (bytes + 15) & -16);
  const step = 2 ** (Math.floor(Math.log2(bytes - 1)) - 2);
  return Math.ceil(bytes / step) * step;
}
