// How many bytes a node takes in a GraphDef, by arithmetic: nothing is built. binary.ts holds it to what is really written.
import { never } from '../lib/assert.ts';
import { dtypeNumber, storageOf } from './dtype.ts';
import type { AttrData, Attrs, Int64, ListData, NodeData, Shape, TensorData } from './model.ts';
import { storedAsBytes } from './to-message.ts';

/** Bytes of a number below 2^53 on the wire: seven bits a byte. */
export function varintSize(value: number): number {
  let size = 1;
  for (let left = value; left >= 128; left /= 128) size += 1;
  return size;
}

/** Bytes of a signed 64-bit number on the wire; negative ones take ten. */
function int64Size(value: Int64): number {
  if (value < 0) return 10;
  if (typeof value === 'number') return varintSize(value);
  let size = 1;
  for (let left = value >> 7n; left > 0n; left >>= 7n) size += 1;
  return size;
}

/** Bytes of text as UTF-8. */
export function utf8Size(text: string): number {
  let size = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // A surrogate pair is four bytes for two units; every other unit from U+0800 on is three bytes.
    if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      size += 2;
      i += 1;
    } else size += code < 0x800 ? 1 : 2;
  }
  return size;
}

/** A field with a one-byte tag and a length before its `size` bytes. */
const framed = (size: number): number => 1 + varintSize(size) + size;

/** A text field with a one-byte tag, left out where it is empty. */
const text = (value: string): number => (value === '' ? 0 : framed(utf8Size(value)));

function sum<T>(values: Iterable<T>, size: (value: T) => number): number {
  let total = 0;
  for (const value of values) total += size(value);
  return total;
}

/** Bytes of the serialised NodeDef, as TensorFlow's `node_def.ByteSize()` gives them. */
export function nodeBytes({ name, op, inputs, device, attrs, rest }: NodeData): number {
  return text(name) + text(op) + sum(inputs, (input) => framed(utf8Size(input))) + text(device) + attrsSize(attrs) + (rest?.length ?? 0);
}

function attrsSize(attrs: Attrs): number {
  let total = 0;
  for (const [key, attr] of attrs) total += framed(framed(utf8Size(key)) + framed(attrSize(attr)));
  return total;
}

function attrSize(attr: AttrData): number {
  switch (attr.kind) {
    case 'none':
      return 0;
    case 'type':
      return 1 + int64Size(dtypeNumber(attr.value));
    case 'int':
      return 1 + int64Size(attr.value);
    case 'float':
      return 5;
    case 'bool':
      return 2;
    case 'string':
      return framed(attr.value.length);
    case 'shape':
      return framed(shapeSize(attr.value));
    case 'tensor':
      return framed(tensorSize(attr.value));
    case 'func':
      return framed(text(attr.value.name) + attrsSize(attr.value.attrs));
    case 'placeholder':
      return framed(utf8Size(attr.value));
    case 'list':
      return framed(listSize(attr));
    default:
      return never(attr);
  }
}

function listSize(list: ListData): number {
  switch (list.of) {
    case 'empty':
      return 0;
    case 'type':
      return framed(sum(list.values, (dtype) => int64Size(dtypeNumber(dtype))));
    case 'int':
      return framed(sum(list.values, int64Size));
    case 'float':
      return framed(4 * list.values.length);
    case 'bool':
      return framed(list.values.length);
    case 'string':
      return sum(list.values, (bytes) => framed(bytes.length));
    case 'shape':
      return sum(list.values, (shape) => framed(shapeSize(shape)));
    case 'tensor':
      return sum(list.values, (tensor) => framed(tensorSize(tensor)));
    case 'func':
      return sum(list.values, ({ name, attrs }) => framed(text(name) + attrsSize(attrs)));
    default:
      return never(list);
  }
}

function shapeSize(shape: Shape): number {
  return shape ? sum(shape, (size) => framed(size === 0 ? 0 : 1 + int64Size(size ?? -1))) : 2;
}

function tensorSize(tensor: TensorData): number {
  const { dtype, shape, data } = tensor;
  if ('serialised' in data) return data.serialised.length;
  const head = 1 + int64Size(dtypeNumber(dtype)) + framed(shapeSize(shape));
  if (data.length === 0) return head;
  if (ArrayBuffer.isView(data)) return head + (storedAsBytes(tensor) ? framed(data.byteLength) : listedSize(tensor, data));
  return head + sum(data, (bytes) => framed(bytes.length));
}

/** The tags of the later fields, uint32, uint64 and float8, take two bytes. */
function listedSize({ dtype }: TensorData, data: ArrayLike<number | bigint> & { byteLength: number }): number {
  const list = storageOf(dtype)?.list;
  const late = list === 'uint32Val' || list === 'uint64Val' || list === 'float8Val' ? 1 : 0;
  const plain = list === 'floatVal' || list === 'doubleVal' || list === 'scomplexVal' || list === 'dcomplexVal' || list === 'float8Val';
  if (plain) return late + framed(data.byteLength);
  if (list === 'boolVal') return framed(data.length);
  let size = 0;
  for (let i = 0; i < data.length; i++) size += int64Size(data[i]);
  return late + framed(size);
}
