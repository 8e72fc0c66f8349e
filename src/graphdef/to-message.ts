// The model's plain data as messages, in the form that TensorFlow's Python gives them. Attributes come out in sorted order.
import { create, fromBinary } from '@bufbuild/protobuf';
import {
  type AttrEntry,
  AttrEntrySchema,
  type AttrValue,
  type AttrValue_ListValue,
  AttrValue_ListValueSchema,
  AttrValueSchema,
  type NameAttrList,
  NameAttrListSchema,
  type NodeDef,
  NodeDefSchema,
} from './proto/node_pb.ts';
import {
  type TensorProto,
  TensorProtoSchema,
  type TensorShapeProto,
  TensorShapeProto_DimSchema,
  TensorShapeProtoSchema,
} from './proto/tensor_pb.ts';
import { invariant } from '../lib/assert.ts';
import { elementCount } from './attrs.ts';
import { dtypeNumber, storageOf } from './dtype.ts';
import type { AttrData, Attrs, FuncData, ListData, NodeData, Shape, TensorData } from './model.ts';

/** A node as a message. */
export function nodeMessage({ name, op, inputs, device, attrs, rest }: NodeData): NodeDef {
  const proto = rest ? fromBinary(NodeDefSchema, rest) : create(NodeDefSchema);
  proto.name = name;
  proto.op = op;
  proto.input = inputs as string[];
  proto.device = device;
  proto.attr = entries(attrs);
  return proto;
}

/** Names in the order of their characters' codes, which for TensorFlow's names is the order of their bytes. */
export function sortedKeys(map: ReadonlyMap<string, unknown>): string[] {
  return [...map.keys()].sort();
}

function entries(attrs: Attrs): AttrEntry[] {
  return sortedKeys(attrs).map((key) => create(AttrEntrySchema, { key, value: attrMessage(attrs.get(key) ?? { kind: 'none' }) }));
}

function attrMessage(attr: AttrData): AttrValue {
  const proto = create(AttrValueSchema);
  proto.value = valueOf(attr);
  return proto;
}

function valueOf(attr: AttrData): AttrValue['value'] {
  switch (attr.kind) {
    case 'none':
      return { case: undefined };
    case 'type':
      return { case: 'type', value: dtypeNumber(attr.value) };
    case 'int':
      return { case: 'i', value: BigInt(attr.value) };
    case 'float':
      return { case: 'f', value: attr.value };
    case 'bool':
      return { case: 'b', value: attr.value };
    case 'string':
      return { case: 's', value: attr.value };
    case 'shape':
      return { case: 'shape', value: shapeMessage(attr.value) };
    case 'tensor':
      return { case: 'tensor', value: tensorMessage(attr.value) };
    case 'func':
      return { case: 'func', value: funcMessage(attr.value) };
    case 'placeholder':
      return { case: 'placeholder', value: attr.value };
    case 'list':
      return { case: 'list', value: listMessage(attr) };
  }
}

function listMessage(list: ListData): AttrValue_ListValue {
  const proto = create(AttrValue_ListValueSchema);
  switch (list.of) {
    case 'empty':
      break;
    case 'type':
      proto.type = list.values.map(dtypeNumber);
      break;
    case 'int':
      proto.i = list.values.map(BigInt);
      break;
    case 'float':
      proto.f = list.values as number[];
      break;
    case 'bool':
      proto.b = list.values as boolean[];
      break;
    case 'string':
      proto.s = list.values as Uint8Array[];
      break;
    case 'shape':
      proto.shape = list.values.map(shapeMessage);
      break;
    case 'tensor':
      proto.tensor = list.values.map(tensorMessage);
      break;
    case 'func':
      proto.func = list.values.map(funcMessage);
  }
  return proto;
}

function shapeMessage(shape: Shape): TensorShapeProto {
  if (!shape) return create(TensorShapeProtoSchema, { unknownRank: true });
  return create(TensorShapeProtoSchema, { dim: shape.map((size) => create(TensorShapeProto_DimSchema, { size: BigInt(size ?? -1) })) });
}

function funcMessage({ name, attrs }: FuncData): NameAttrList {
  return create(NameAttrListSchema, { name, attr: entries(attrs) });
}

/**
 * Whether a tensor is stored as bytes (`tensor_content`). The rule of `make_tensor_proto` in TensorFlow 2.15's tensor_util.py:
 * more than one element, all of them there, of a type that it stores so; else they are listed.
 */
export function storedAsBytes({ dtype, shape, data, listed }: TensorData): boolean {
  return !listed && storageOf(dtype)?.content === true && 'length' in data && data.length > 1 && data.length === elementCount(shape);
}

function tensorMessage(tensor: TensorData): TensorProto {
  const { dtype, shape, data } = tensor;
  if ('serialised' in data) return fromBinary(TensorProtoSchema, data.serialised);
  const storage = storageOf(dtype);
  const proto = create(TensorProtoSchema, { dtype: dtypeNumber(dtype), tensorShape: shapeMessage(shape) });
  invariant(storage !== null && storage.list !== null, `a tensor of ${dtype} has no elements to write`);
  if (storage.list === 'float8Val') proto[storedAsBytes(tensor) ? 'tensorContent' : 'float8Val'] = data as Uint8Array;
  else if (storedAsBytes(tensor)) {
    const { buffer, byteOffset, byteLength } = data as Uint8Array;
    proto.tensorContent = new Uint8Array(buffer, byteOffset, byteLength);
  } else if (storage.list === 'boolVal') proto.boolVal = Array.from(data as Uint8Array, Boolean);
  else Object.assign(proto, { [storage.list]: Array.from<unknown>(data as ArrayLike<unknown>) });
  return proto;
}
