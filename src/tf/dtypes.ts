/** `tf.DType`: dtypes as scripts hold them. Everywhere else in tf/ a dtype is its name. */
import { isFloating, isInteger, type DType } from '../engine/dtype.ts';
import { TensorFlowError } from '../engine/op-def.ts';

export const DTYPES: readonly DType[] = [
  'float32', 'float64', 'int32', 'int64', 'bool', 'string', 'uint8', 'int8', 'int16', 'uint16', 'uint32', 'uint64', 'float16', 'bfloat16', 'complex64', 'complex128', 'resource', 'variant',
];
const ENUM: Readonly<Record<string, number>> = {
  float32: 1, float64: 2, int32: 3, uint8: 4, int16: 5, int8: 6, string: 7, complex64: 8, int64: 9, bool: 10, bfloat16: 14, uint16: 17, complex128: 18, float16: 19, resource: 20, variant: 21, uint32: 22, uint64: 23,
};

const BYTES: Readonly<Partial<Record<DType, number>>> = { float32: 4, float64: 8, int32: 4, int64: 8, int16: 2, uint16: 2, uint32: 4, uint64: 8, float16: 2, bfloat16: 2, complex64: 8, complex128: 16, bool: 1, int8: 1, uint8: 1 };
const LIMITS: Readonly<Partial<Record<DType, readonly [number, number]>>> = {
  float32: [-3.4028234663852886e38, 3.4028234663852886e38], float64: [-Number.MAX_VALUE, Number.MAX_VALUE], float16: [-65504, 65504], bool: [0, 1], int8: [-128, 127], uint8: [0, 255], int16: [-32768, 32767], uint16: [0, 65535],
  int32: [-2147483648, 2147483647], uint32: [0, 4294967295], int64: [-(2 ** 63), 2 ** 63], uint64: [0, 2 ** 64],
};
const fail = (dtype: DType): never => { throw new TensorFlowError('TypeError', `Cannot find minimum value of ${dtype}.`); };

export class DTypeObject {
  private constructor(readonly base: DType, readonly ref: boolean) {}
  private static readonly made = new Map<string, DTypeObject>();
  static of(base: DType, ref = false): DTypeObject {
    const key = `${base}${ref ? '_ref' : ''}`;
    let found = this.made.get(key);
    if (!found) this.made.set(key, (found = new DTypeObject(base, ref)));
    return found;
  }
  /** `float32_ref` for references. */
  get name(): string { return `${this.base}${this.ref ? '_ref' : ''}`; }
  /** TensorFlow's number of it (types.proto). */
  get enum(): number { return (ENUM[this.base] ?? 0) + (this.ref ? 100 : 0); }
  /** Bytes of one element in TensorFlow. */
  get size(): number { return BYTES[this.base] ?? 1; }
  /** The least and the greatest number. */
  get limits(): readonly [number, number] { return LIMITS[this.base] ?? fail(this.base); }
  get floating(): boolean { return isFloating(this.base); }
  get integer(): boolean { return isInteger(this.base); }
}

const BY_NAME = new Map<string, DType>([...DTYPES.map((d): [string, DType] => [d, d]), ['half', 'float16'], ['float', 'float32'], ['double', 'float64'], ['int', 'int32'], ['str', 'string'], ['object', 'string'], ['bytes', 'string']]);

/** The dtype that a DType object, a name, a Python type's name or an enum number stands for. Throws TypeError. */
export function asDType(v: unknown): DType {
  if (v instanceof DTypeObject) return v.base;
  const found = typeof v === 'string' ? BY_NAME.get(v.replace(/_ref$/, '')) : typeof v === 'number' ? DTYPES.find((d) => ENUM[d] === v % 100) : undefined;
  if (!found) throw new TensorFlowError('TypeError', `Cannot convert the argument \`type_value\`: ${String(v)} to a TensorFlow DType.`);
  return found;
}
/** The same, where None is allowed. */
export const asDTypeOrNull = (v: unknown): DType | null => (v === null || v === undefined ? null : asDType(v));
