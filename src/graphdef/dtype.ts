// The element types of tensors: TensorFlow's names for them, their numbers in files, and how files and typed arrays store them.

/** int64 is a BigInt64Array; bool a Uint8Array of 0 and 1; float16 and bfloat16 their bits; complex numbers take two elements each. */
export type NumericArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

interface Arrays {
  new (buffer: ArrayBuffer): NumericArray;
  new (length: number): NumericArray;
  readonly BYTES_PER_ELEMENT: number;
}

/** How a type is stored. */
export interface DTypeStorage {
  /** its number in the DataType enum */
  readonly number: number;
  /** the typed array of its elements; null for strings and for what is left unread */
  readonly array: Arrays | null;
  /** array elements per tensor element: 2 for complex numbers */
  readonly width: 1 | 2;
  /** the field of TensorProto that lists its elements */
  readonly list: ListField | null;
  /** whether TensorFlow's Python stores more than one element as bytes; it lists bool, complex and 4-bit elements one by one */
  readonly content: boolean;
}

export type ListField =
  | 'floatVal'
  | 'doubleVal'
  | 'intVal'
  | 'stringVal'
  | 'scomplexVal'
  | 'int64Val'
  | 'boolVal'
  | 'dcomplexVal'
  | 'halfVal'
  | 'uint32Val'
  | 'uint64Val'
  | 'float8Val';

const row = (number: number, array: Arrays | null, list: ListField | null, content = true, width: 1 | 2 = 1): DTypeStorage => ({
  number,
  array,
  width,
  list,
  content,
});

const STORAGE = {
  invalid: row(0, null, null),
  float32: row(1, Float32Array, 'floatVal'),
  float64: row(2, Float64Array, 'doubleVal'),
  int32: row(3, Int32Array, 'intVal'),
  uint8: row(4, Uint8Array, 'intVal'),
  int16: row(5, Int16Array, 'intVal'),
  int8: row(6, Int8Array, 'intVal'),
  string: row(7, null, 'stringVal', false),
  complex64: row(8, Float32Array, 'scomplexVal', false, 2),
  int64: row(9, BigInt64Array, 'int64Val'),
  bool: row(10, Uint8Array, 'boolVal', false),
  qint8: row(11, Int8Array, 'intVal'),
  quint8: row(12, Uint8Array, 'intVal'),
  qint32: row(13, Int32Array, 'intVal'),
  bfloat16: row(14, Uint16Array, 'halfVal'),
  qint16: row(15, Int16Array, 'intVal'),
  quint16: row(16, Uint16Array, 'intVal'),
  uint16: row(17, Uint16Array, 'intVal'),
  complex128: row(18, Float64Array, 'dcomplexVal', false, 2),
  float16: row(19, Uint16Array, 'halfVal'),
  resource: row(20, null, null),
  variant: row(21, null, null),
  uint32: row(22, Uint32Array, 'uint32Val'),
  uint64: row(23, BigUint64Array, 'uint64Val'),
  float8_e5m2: row(24, Uint8Array, 'float8Val'),
  float8_e4m3fn: row(25, Uint8Array, 'float8Val'),
  int4: row(29, Int8Array, 'intVal', false),
  uint4: row(30, Uint8Array, 'intVal', false),
} as const;

/** A type of values, as TensorFlow and NumPy spell it. */
export type ValueDType = keyof typeof STORAGE;

/** Any type: of values, of references to variables (`float32_ref`), or `enum_N` for a number that came after TensorFlow 2.15. */
export type DType = ValueDType | `${ValueDType}_ref` | `enum_${number}`;

const REF = 100;
const names = new Map<number, DType>();
const numbers = new Map<string, number>();
for (const name of Object.keys(STORAGE) as ValueDType[]) {
  names.set(STORAGE[name].number, name).set(STORAGE[name].number + REF, `${name}_ref`);
  numbers.set(name, STORAGE[name].number).set(`${name}_ref`, STORAGE[name].number + REF);
}

/** The name of a type's number. There is no number without a name. */
export function dtypeName(number: number): DType {
  return names.get(number) ?? `enum_${number}`;
}

/** The number of a type's name. */
export function dtypeNumber(dtype: DType): number {
  return numbers.get(dtype) ?? Number(dtype.slice('enum_'.length));
}

/** Whether `text` names a type. */
export function isDType(text: string): text is DType {
  return numbers.has(text) || /^enum_-?\d+$/.test(text);
}

/** How values of a type are stored; null where there are no values to store: references, resources, variants, unknown types. */
export function storageOf(dtype: DType): DTypeStorage | null {
  const storage: DTypeStorage | undefined = Object.hasOwn(STORAGE, dtype) ? STORAGE[dtype as ValueDType] : undefined;
  return storage?.list ? storage : null;
}

/** Bytes of one element; 0 where elements have no fixed size, or there are none: strings, references, resources, variants, unknown types. */
export function bytesOfElement(dtype: DType): number {
  const storage = storageOf(dtype);
  return (storage?.array?.BYTES_PER_ELEMENT ?? 0) * (storage?.width ?? 1);
}
