/** Bitcast: the same bytes read as another dtype. */
import { arrayType, elementBytes, f32, i32, ShapeError, tensor, type DType, type Op, type Shape } from '../../op.ts';

/** Bytes of an element in TensorFlow. */
const bytesOf = (d: DType): number => ({ int64: 8, uint64: 8, float64: 8, float16: 2, bfloat16: 2 } as Partial<Record<DType, number>>)[d] ?? elementBytes(d);

function cast(shape: Shape, from: number, to: number): Shape {
  if (from === to) return shape;
  if (from > to) return [...shape, from / to];
  const last = shape.at(-1);
  if (last !== undefined && last !== null && last !== to / from) throw new ShapeError(`Dimension must be ${to / from} but is ${last} for '{{node Bitcast}}'`);
  return shape.slice(0, -1);
}

export const bitcast: Op = {
  type: 'Bitcast', signature: 'input:T -> output:type | T:type type:type',
  infer: ([x], attrs) => [{ dtype: attrs.type as DType, shape: x.shape && cast(x.shape, bytesOf(x.dtype), bytesOf(attrs.type as DType)) }],
  compute(c) {
    const to = c.attrs.type as DType;
    const from = c.dtype(0);
    const shape = cast(c.shape(0), bytesOf(from), bytesOf(to)) as number[];
    const y = c.make(0, shape, to);
    const x = c.data(0);
    if ([from, to].some((d) => ['int64', 'uint64', 'float16', 'bfloat16'].includes(d))) {
      const wide = (d: DType): d is 'int64' => d === 'int64' || d === 'uint64';
      const bytes = wide(from) ? new Uint8Array(BigInt64Array.from(x, BigInt).buffer) : new Uint8Array(x.buffer.slice(x.byteOffset, x.byteOffset + x.byteLength));
      if (wide(to)) y.set(Float64Array.from(to === 'int64' ? new BigInt64Array(bytes.buffer) : new BigUint64Array(bytes.buffer), Number));
      else y.set(new (arrayType(to) as unknown as new (b: ArrayBuffer) => Uint8Array)(bytes.buffer as ArrayBuffer));
      return;
    }
    new Uint8Array(y.buffer, y.byteOffset, y.byteLength).set(new Uint8Array(x.buffer, x.byteOffset, x.byteLength));
  },
  flops: () => 0,
  examples: [
    { inputs: [f32([1], [1])], attrs: { type: 'int32' }, outputs: [i32([1], [1065353216])] },
    { inputs: [i32([1], [258])], attrs: { type: 'uint8' }, outputs: [tensor('uint8', [1, 4], [2, 1, 0, 0])] },
  ],
};
