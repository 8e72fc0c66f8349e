/** Summaries as serialized protos: what the summary kernels share (core/kernels/summary_op.cc, core/lib/histogram). */
import type { ProtoWriter } from '../../lib/proto.ts';
import type { DType, Tensor } from '../dtype.ts';

/** Bytes as the engine's strings have them: one character a byte. */
export function fromBytes(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return out;
}
export const toBytes = (text: string): Uint8Array => Uint8Array.from(text, (ch) => ch.charCodeAt(0));

/** One `Summary.Value` inside its summary; `write` adds what it holds. */
export function summaryValue(summary: ProtoWriter, tag: string, write: (value: ProtoWriter) => void): void {
  summary.message(1, (v) => {
    v.data(1, toBytes(tag));
    write(v);
  });
}

let limits: number[] | null = null;
/** Bucket limits that grow by 10% each, from 1e-12 to 1e20, on both sides of zero. */
function bucketLimits(): number[] {
  if (limits) return limits;
  const positive: number[] = [];
  for (let v = 1e-12; v < 1e20; v *= 1.1) positive.push(v);
  positive.push(Number.MAX_VALUE);
  limits = [...positive.map((v) => -v).reverse(), 0, ...positive];
  return limits;
}

/** A histogram as TensorFlow counts it; runs of empty buckets are one. */
export function histogram(values: ArrayLike<number>): (value: ProtoWriter) => void {
  const bounds = bucketLimits();
  const counts = new Float64Array(bounds.length);
  let [min, max, sum, squares] = [Number.MAX_VALUE, -Number.MAX_VALUE, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    let low = 0;
    let high = bounds.length;
    while (low < high) { const middle = (low + high) >> 1; if (bounds[middle] > v) high = middle; else low = middle + 1; }
    counts[low]++;
    min = Math.min(min, v);
    max = Math.max(max, v);
    sum += v;
    squares += v * v;
  }
  const ends: number[] = [];
  const filled: number[] = [];
  for (let i = 0; i < counts.length;) {
    let end = bounds[i];
    let count = counts[i++];
    if (count <= 0) while (i < counts.length && counts[i] <= 0) { end = bounds[i]; count = counts[i++]; }
    ends.push(end);
    filled.push(count);
  }
  return (value) => value.message(5, (h) => {
    // proto3: what is zero is left out.
    [min, max, values.length, sum, squares].forEach((v, i) => { if (v !== 0) h.double(i + 1, v); });
    h.doubles(6, ends).doubles(7, filled);
  });
}

const NUMBERS: Partial<Record<DType, number>> = { float32: 1, float64: 2, int32: 3, uint8: 4, int16: 5, int8: 6, string: 7, int64: 9, bool: 10, uint16: 17, uint32: 22, uint64: 23 };

/** A `TensorProto`: strings one by one, numbers as bytes. */
export function tensorProto(proto: ProtoWriter, t: Tensor): void {
  proto.int(1, NUMBERS[t.dtype] ?? 0);
  proto.message(2, (shape) => { for (const d of t.shape) shape.message(2, (dim) => { if (d !== 0) dim.int(1, d); }); });
  if (t.dtype === 'string') for (const s of t.data as readonly string[]) proto.data(8, toBytes(s));
  else {
    const numbers = t.data as Float32Array;
    const raw = t.dtype === 'int64' || t.dtype === 'uint64' ? new Uint8Array(BigInt64Array.from(Array.from(numbers, BigInt)).buffer) : new Uint8Array(numbers.slice().buffer);
    if (raw.length > 0) proto.data(4, raw);
  }
}
