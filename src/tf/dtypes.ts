/** `tf.DType`: dtypes as scripts hold them. Everywhere else in tf/ a dtype is its name. */
import { isFloating, isInteger, type DType } from '../engine/dtype.ts';
import { TensorFlowError } from '../engine/op-def.ts';

export const DTYPES: readonly DType[] = [
  'float32', 'float64', 'int32', 'int64', 'bool', 'string', 'uint8', 'int8', 'int16', 'uint16', 'uint32', 'uint64', 'float16', 'bfloat16', 'complex64', 'complex128', 'resource', 'variant',
];
const ENUM: Readonly<Record<string, number>> = {
  float32: 1, float64: 2, int32: 3, uint8: 4, int16: 5, int8: 6, string: 7, complex64: 8, int64: 9, bool: 10, bfloat16: 14, uint16: 17, complex128: 18, float16: 19, resource: 20, variant: 21, uint32: 22, uint64: 23,
};

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
