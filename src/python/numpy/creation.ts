/** Making arrays. The dtype of what is left out is NumPy's, not numpy-ts'. */
import type { DType } from 'numpy-ts';
import type { FunctionBinding } from '../../tf/binding.ts';
import { flat } from '../arrays.ts';
import { checkSize, dtypeOr, fail, int, intOrNull, isInt, kindOf, made, nd, num, resultType, shapeOf, Tuple, type Nd } from './core.ts';

const fn = (paths: string | readonly string[], params: string, call: (...args: unknown[]) => unknown): FunctionBinding => ({ paths: typeof paths === 'string' ? [paths] : paths, params, call: (_tf, ...args) => call(...args) });

function filled(shape: readonly number[], dtype: DType, value: number | bigint | boolean): Nd {
  checkSize(shape, dtype);
  const size = shape.reduce((a, b) => a * b, 1);
  return made(dtype, shape, value ? new Array<number | bigint | boolean>(size).fill(value) : { length: 0 });
}

const copyOf = (a: unknown, dtype: unknown): Nd => {
  const made1 = nd(a, dtype);
  return made1 === a ? (made1.copy()) : made1;
};

function arange(a: unknown, b: unknown, c: unknown, dtype: unknown): Nd {
  const [start, stop, step] = b === null ? [0, a, c ?? 1] : [a, b, c ?? 1];
  const type = dtypeOr(dtype, resultType([start, stop, step]));
  const [from, to, by] = [num(start), num(stop), num(step)];
  if (by === 0) fail('ZeroDivisionError', 'division by zero');
  const count = Math.max(0, Math.ceil((to - from) / by));
  checkSize([count], type);
  // NumPy works out the first two in the dtype and goes on by their difference.
  const second = from + by;
  const delta = type === 'float32' ? Math.fround(Math.fround(second) - Math.fround(from)) : second - from;
  const values = Float64Array.from({ length: count }, (_, i) => (i === 0 ? from : i === 1 ? second : from + i * delta));
  return made(type, [count], values);
}

function linspace(start: unknown, stop: unknown, num1: unknown, endpoint: unknown, retstep: unknown, dtype: unknown): unknown {
  const count = int(num1);
  if (count < 0) fail('ValueError', `Number of samples, ${count}, must be non-negative.`);
  const [a, b] = [num(start), num(stop)];
  const div = endpoint ? count - 1 : count;
  const delta = b - a;
  const step = div > 0 ? delta / div : NaN;
  const values = Float64Array.from({ length: count }, (_, i) => (div > 0 && step !== 0 ? i * step : (i / div || 0) * delta) + a);
  if (endpoint && count > 1) values[count - 1] = b;
  const type = dtypeOr(dtype, 'float64');
  const result = made(type, [count], isInt(type) ? values.map(Math.floor) : values);
  return retstep ? Tuple.from([result, step]) : result;
}

function eye(n: unknown, m: unknown, k: unknown, dtype: unknown): Nd {
  const rows = int(n);
  const cols = intOrNull(m) ?? rows;
  const diagonal = int(k);
  const values = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) if (i + diagonal >= 0 && i + diagonal < cols) values[i * cols + i + diagonal] = 1;
  return made(dtypeOr(dtype, 'float64'), [rows, cols], values);
}

const like = (value: number) => (a: unknown, dtype: unknown, _order: unknown, _subok: unknown, shape: unknown): Nd => {
  const from = nd(a);
  return filled(shape === null ? from.shape : shapeOf(shape), dtypeOr(dtype, from.dtype), value);
};

export function creation(digits: Uint8Array): FunctionBinding[] {
  return [
    fn('array', 'object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0', (a, dtype, copy, _order, _subok, ndmin) => {
      let made1 = copy ? copyOf(a, dtype) : nd(a, dtype);
      while (made1.ndim < int(ndmin)) made1 = made1.reshape(1, ...made1.shape);
      return made1;
    }),
    fn(['asarray', 'asanyarray', 'ascontiguousarray'], 'a, dtype=None, order=None', (a, dtype) => nd(a, dtype)),
    fn('copy', 'a, order="K"', (a) => copyOf(a, null)),
    fn(['zeros', 'empty'], 'shape, dtype=None, order="C"', (shape, dtype) => filled(shapeOf(shape), dtypeOr(dtype, 'float64'), 0)),
    fn('ones', 'shape, dtype=None, order="C"', (shape, dtype) => filled(shapeOf(shape), dtypeOr(dtype, 'float64'), 1)),
    fn('full', 'shape, fill_value, dtype=None, order="C"', (shape, value, dtype) => {
      const one = nd(value, dtype);
      if (one.ndim > 0) {
        const target = filled(shapeOf(shape), one.dtype, 0);
        return target.add(one as never);
      }
      return filled(shapeOf(shape), one.dtype, kindOf(one.dtype) === 1 ? (flat(one)[0]) : num(value));
    }),
    fn(['zeros_like', 'empty_like'], 'a, dtype=None, order="K", subok=True, shape=None', like(0)),
    fn('ones_like', 'a, dtype=None, order="K", subok=True, shape=None', like(1)),
    fn('full_like', 'a, fill_value, dtype=None, order="K", subok=True, shape=None', (a, value, dtype, _order, _subok, shape) => {
      const from = nd(a);
      return filled(shape === null ? from.shape : shapeOf(shape), dtypeOr(dtype, from.dtype), num(value));
    }),
    fn('arange', 'start, stop=None, step=None, dtype=None', arange),
    fn('linspace', 'start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0', linspace),
    fn('logspace', 'start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0', (start, stop, count, endpoint, base, dtype) => {
      const exponents = linspace(start, stop, count, endpoint, false, null) as Nd;
      return made(dtypeOr(dtype, 'float64'), exponents.shape, Array.from(exponents.data as ArrayLike<number>, (v) => num(base) ** v));
    }),
    fn('eye', 'N, M=None, k=0, dtype=None, order="C"', eye),
    fn('identity', 'n, dtype=None', (n, dtype) => eye(n, null, 0, dtype)),
    fn('_digits_', '', () => made('uint8', [digits.length], digits)),
    fn('frombuffer', 'buffer, dtype=None, count=-1, offset=0', (buffer, dtype, count, offset) => fromBytes(buffer as Uint8Array, dtypeOr(dtype, 'float64'), int(count), int(offset))),
  ];
}

const READ: Readonly<Record<string, (view: DataView, at: number) => number | bigint>> = {
  float64: (v, at) => v.getFloat64(at, true), float32: (v, at) => v.getFloat32(at, true), int64: (v, at) => v.getBigInt64(at, true), uint64: (v, at) => v.getBigUint64(at, true),
  int32: (v, at) => v.getInt32(at, true), uint32: (v, at) => v.getUint32(at, true), int16: (v, at) => v.getInt16(at, true), uint16: (v, at) => v.getUint16(at, true),
  int8: (v, at) => v.getInt8(at), uint8: (v, at) => v.getUint8(at), bool: (v, at) => v.getUint8(at),
};
const SIZE: Readonly<Record<string, number>> = { float64: 8, int64: 8, uint64: 8, float32: 4, int32: 4, uint32: 4, int16: 2, uint16: 2, int8: 1, uint8: 1, bool: 1 };

function fromBytes(buffer: Uint8Array, dtype: DType, count: number, offset: number): Nd {
  const size = SIZE[dtype] ?? fail('TypeError', `frombuffer: dtype ${dtype} is not available here`);
  const n = count < 0 ? Math.floor((buffer.length - offset) / size) : count;
  if (offset + n * size > buffer.length) fail('ValueError', 'buffer is smaller than requested size');
  const view = new DataView(buffer.buffer, buffer.byteOffset);
  return made(dtype, [n], Array.from({ length: n }, (_, i) => READ[dtype](view, offset + i * size)));
}

export { fn };
