// Messages as the model's plain data: attributes, nodes. The messages come from a reader that has checked sizes and nesting.
import { create, toBinary } from '@bufbuild/protobuf';
import {
  type AttrEntry,
  type AttrValue,
  type AttrValue_ListValue,
  type NameAttrList,
  type NodeDef,
  NodeDefSchema,
} from './proto/node_pb.ts';
import type { TensorShapeProto } from './proto/tensor_pb.ts';
import { brief, int64 } from './attrs.ts';
import { dtypeName } from './dtype.ts';
import type { AttrData, Attrs, FuncData, ListData, NodeData, Shape } from './model.ts';
import { refuse, Refusal } from './result.ts';
import { tensorFrom } from './tensor-read.ts';

const NONE: AttrData = { kind: 'none' };
/** Of a node without attributes. */
export const NO_ATTRS: Attrs = new Map();
const EMPTY: AttrData = { kind: 'list', of: 'empty', values: [] };
const TRUE: AttrData = { kind: 'bool', value: true };
const FALSE: AttrData = { kind: 'bool', value: false };
const types = new Map<number, AttrData>();

/** One object a type: most attributes of most graphs are types, and nobody changes them. */
function typeAttr(number: number): AttrData {
  const known = types.get(number);
  if (known) return known;
  const made: AttrData = { kind: 'type', value: dtypeName(number) };
  if (types.size < 256) types.set(number, made);
  return made;
}

/** Runs `read`; what it refuses names the node as well. */
export function inNode<T>(name: string, op: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) refuse(`node '${brief(name)}' (${brief(op)}): ${error.message}`);
    throw error;
  }
}

/** A node. Refuses tensors that contradict themselves and lists of mixed kinds, naming the node and the attribute. */
export function nodeFrom(proto: NodeDef): NodeData {
  const { name, op, input: inputs, device, experimentalDebugInfo, experimentalType, $unknown } = proto;
  const attrs = inNode(name, op, () => attrsFrom(proto.attr));
  if (!experimentalDebugInfo && !experimentalType && !$unknown?.length) return { name, op, inputs, device, attrs };
  const rest = create(NodeDefSchema);
  if (experimentalDebugInfo) rest.experimentalDebugInfo = experimentalDebugInfo;
  if (experimentalType) rest.experimentalType = experimentalType;
  if ($unknown) rest.$unknown = $unknown;
  return { name, op, inputs, device, attrs, rest: toBinary(NodeDefSchema, rest) };
}

/** Attributes by name. Of two with the same name the later one counts, as in protobuf. */
function attrsFrom(entries: readonly AttrEntry[]): Attrs {
  if (entries.length === 0) return NO_ATTRS;
  const out = new Map<string, AttrData>();
  for (const entry of entries) out.set(...entryFrom(entry));
  return out;
}

/** One attribute with its name. */
export function entryFrom({ key = '', value }: AttrEntry): [name: string, attr: AttrData] {
  try {
    return [key, value ? attrFrom(value) : NONE];
  } catch (error) {
    if (error instanceof Refusal) refuse(`attribute '${brief(key)}' ${error.message}`);
    throw error;
  }
}

function attrFrom({ value: one }: AttrValue): AttrData {
  switch (one.case) {
    case undefined:
      return NONE;
    case 'type':
      return typeAttr(one.value);
    case 'i':
      return { kind: 'int', value: int64(one.value) };
    case 'f':
      return { kind: 'float', value: one.value };
    case 'b':
      return one.value ? TRUE : FALSE;
    case 's':
      return { kind: 'string', value: one.value.slice() };
    case 'shape':
      return { kind: 'shape', value: shapeFrom(one.value) };
    case 'tensor':
      return { kind: 'tensor', value: tensorFrom(one.value) };
    case 'func':
      return { kind: 'func', value: funcFrom(one.value) };
    case 'placeholder':
      return { kind: 'placeholder', value: one.value };
    case 'list':
      return listFrom(one.value);
  }
}

function listFrom(list: AttrValue_ListValue): AttrData {
  const kinds: ListData[] = [];
  if (list.s.length > 0) kinds.push({ of: 'string', values: list.s.map((bytes) => bytes.slice()) });
  if (list.i.length > 0) kinds.push({ of: 'int', values: list.i.map(int64) });
  if (list.f.length > 0) kinds.push({ of: 'float', values: list.f });
  if (list.b.length > 0) kinds.push({ of: 'bool', values: list.b });
  if (list.type.length > 0) kinds.push({ of: 'type', values: list.type.map(dtypeName) });
  if (list.shape.length > 0) kinds.push({ of: 'shape', values: list.shape.map(shapeFrom) });
  if (list.tensor.length > 0) kinds.push({ of: 'tensor', values: list.tensor.map(tensorFrom) });
  if (list.func.length > 0) kinds.push({ of: 'func', values: list.func.map(funcFrom) });
  if (kinds.length === 0) return EMPTY;
  if (kinds.length > 1) refuse(`is a list of mixed kinds (${kinds.map(({ of }) => of).join(', ')}); expected one kind`);
  return { kind: 'list', ...kinds[0] };
}

/** A shape; names of axes are dropped, nothing in TensorFlow sets them. Sizes beyond 2^53 lose their last digits. */
function shapeFrom({ dim, unknownRank }: TensorShapeProto): Shape {
  return unknownRank ? null : dim.map(({ size }) => (size < 0n ? null : Number(size)));
}

function funcFrom({ name, attr }: NameAttrList): FuncData {
  return { name, attrs: attrsFrom(attr) };
}
