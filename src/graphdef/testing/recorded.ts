// Test material: nodes as the recordings of real TensorFlow list them, as the model's nodes. A recording names a value, not its
// kind, so the kind is told from the value and the attribute's name.
import { textAttr, utf8Bytes } from '../attrs.ts';
import { isDType, storageOf, type DType } from '../dtype.ts';
import { shapeFullType } from '../full-type.ts';
import type { AttrData, NodeData, Shape, TensorData } from '../model.ts';

/** A node as recorded. `bytes` is the size of its serialised NodeDef; `repeated` (ours) says that its tensor is stored by repetition. */
export interface RecordedNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly device?: string;
  readonly attrs: Readonly<Record<string, RecordedAttr>>;
  readonly bytes: number;
  readonly repeated?: boolean;
}

type RecordedAttr = null | boolean | number | string | readonly (string | number | boolean | null)[] | RecordedTensor;

interface RecordedTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly values?: readonly (number | string | boolean)[];
  readonly data_bytes?: number;
}

const SHAPES = new Set(['shape', 'element_shape']);

/** The node, with the full type that TensorFlow 2.15 gives to `Shape`. */
export function fromRecording({ name, op, inputs, device = '', attrs, repeated = false }: RecordedNode): NodeData {
  const map = new Map(Object.entries(attrs).map(([key, value]) => [key, attrOf(key, value, repeated)]));
  return { name, op, inputs, device, attrs: map, ...(op === 'Shape' && { rest: shapeFullType('int32') }) };
}

function attrOf(key: string, value: RecordedAttr, repeated: boolean): AttrData {
  if (value === null || SHAPES.has(key)) return { kind: 'shape', value: value as Shape };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (typeof value === 'number') return FLOATS.has(key) ? { kind: 'float', value: Math.fround(value) } : { kind: 'int', value };
  if (typeof value === 'string') return isDType(value) ? { kind: 'type', value } : textAttr(value);
  if ('dtype' in value) return { kind: 'tensor', value: tensorOf(value, repeated) };
  const [first] = value;
  if (first === undefined) return { kind: 'list', of: 'empty', values: [] };
  if (typeof first === 'number') return { kind: 'list', of: 'int', values: value as number[] };
  const texts = value as string[];
  return texts.every(isDType) ? { kind: 'list', of: 'type', values: texts } : { kind: 'list', of: 'string', values: texts.map(utf8Bytes) };
}

const FLOATS = new Set(['alpha', 'epsilon', 'exponential_avg_factor']);

function tensorOf({ dtype, shape, values, data_bytes: bytes = 0 }: RecordedTensor, repeated: boolean): TensorData {
  const storage = storageOf(dtype);
  if (!storage?.array) return { dtype, shape, data: (values as string[]).map(utf8Bytes) };
  const one = new storage.array(1).BYTES_PER_ELEMENT;
  const data = new storage.array(repeated ? 1 : (values?.length ?? bytes / one));
  if (values) for (let i = 0; i < data.length; i++) data[i] = typeof data[i] === 'bigint' ? BigInt(values[i]) : Number(values[i]);
  return { dtype, shape, data };
}
