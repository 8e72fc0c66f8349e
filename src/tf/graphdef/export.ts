/** A graph as plain data for files (graphdef/model.ts): what `tf.Graph.as_graph_def` gives. The other way: import.ts. */
import { arrayType, type DType, type Tensor as HostTensor } from '../../engine/dtype.ts';
import type { AttrValue } from '../../engine/op-def.ts';
import { signatureOf } from '../../engine/signature.ts';
import { int64Elements, textAttr, textListAttr } from '../../graphdef/attrs.ts';
import { shapeFullType } from '../../graphdef/full-type.ts';
import type { AttrData, GraphDefData, NodeData, Shape, TensorData } from '../../graphdef/model.ts';
import type { Graph } from '../context.ts';
import { listNode } from '../listing.ts';
import { givenNode } from './opaque.ts';

/** The version of the format that TensorFlow 2.15 writes. */
export const PRODUCER = 1645;

/** Byte strings of the engine (one character a byte) as bytes. */
export const toBytes = (text: string): Uint8Array => Uint8Array.from(text, (ch) => ch.charCodeAt(0));

const FLOAT = new Float32Array(1);
const WORD = new Uint32Array(FLOAT.buffer);

/** Bits of a float16 or bfloat16 that the engine holds as a float32. */
export function halfBits(value: number, dtype: 'float16' | 'bfloat16'): number {
  FLOAT[0] = value;
  const word = WORD[0];
  if (dtype === 'bfloat16') return word >>> 16;
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 112;
  if (Number.isNaN(value)) return sign | 0x7e00;
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent <= 0) return sign | Math.round(Math.abs(value) * 2 ** 24);
  return sign | ((exponent << 10) + ((word & 0x7fffff) >>> 13) + ((word >>> 12) & 1));
}

/** A constant's value. */
export function tensorData(t: HostTensor): TensorData {
  const { dtype, shape } = t;
  if (dtype === 'string') return { dtype, shape, data: (t.data as readonly string[]).map(toBytes) };
  const numbers = t.data as ArrayLike<number>;
  if (dtype === 'int64') return { dtype, shape, data: int64Elements(numbers) };
  if (dtype === 'uint64') return { dtype, shape, data: BigUint64Array.from(Array.from(numbers, BigInt)) };
  if (dtype === 'float16' || dtype === 'bfloat16') return { dtype, shape, data: Uint16Array.from(numbers, (v) => halfBits(v, dtype)) };
  return { dtype, shape, data: Array.isArray(t.data) ? (arrayType(dtype).from(numbers)) : (t.data as Float32Array) };
}

const isTensor = (v: unknown): v is HostTensor => typeof v === 'object' && v !== null && 'data' in v && 'dtype' in v;

/** One attribute as its declared type says; attributes that no op declares (`_class`) by what they hold. */
export function attrData(value: AttrValue | HostTensor, type: string | undefined): AttrData {
  if (isTensor(value)) return { kind: 'tensor', value: tensorData(value) };
  if (type === 'type') return { kind: 'type', value: value as DType };
  if (type === 'shape') return { kind: 'shape', value: value as Shape };
  if (type === 'float') return { kind: 'float', value: value as number };
  if (type?.startsWith('list(') || Array.isArray(value)) return listData(value as readonly AttrValue[], type?.slice(5, -1));
  if (type === 'func' || (typeof value === 'object' && value !== null && 'func' in value)) return { kind: 'func', value: { name: String((value as { func: unknown }).func), attrs: new Map() } };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (typeof value === 'number') return { kind: 'int', value };
  if (value === null) return { kind: 'shape', value: null };
  return textAttr(String(value));
}

function listData(values: readonly AttrValue[], of: string | undefined): AttrData {
  if (values.length === 0) return { kind: 'list', of: 'empty', values: [] };
  const kind = of ?? (typeof values[0] === 'number' ? 'int' : typeof values[0] === 'boolean' ? 'bool' : Array.isArray(values[0]) ? 'shape' : 'string');
  if (kind === 'string') return textListAttr(values.map(String));
  return { kind: 'list', of: kind, values } as unknown as AttrData;
}

/** One node. */
export function nodeData(graph: Graph, id: number): NodeData {
  const { name, op, inputs, device, attrs } = listNode(graph, id);
  const given = givenNode(graph, id);
  if (given) return { ...given, name, inputs, device };
  const declared = new Map(signatureOf(graph.classOf(id).op.signature).attrs.map((a) => [a.name, a.type]));
  const rest = op === 'Shape' ? shapeFullType(attrs.out_type === 'int64' ? 'int64' : 'int32') : undefined;
  return { name, op, inputs, device, attrs: new Map(Object.entries(attrs).map(([k, v]) => [k, attrData(v, declared.get(k))])), ...(rest && { rest }) };
}

/** The whole graph, in order of creation. `shapes`: static shapes as `_output_shapes` of each node. */
export function graphData(graph: Graph, { shapes = false }: { shapes?: boolean } = {}): GraphDefData {
  const nodes = Array.from({ length: graph.nodes }, (_, id) => {
    const node = nodeData(graph, id);
    const { outputs } = graph.classOf(id);
    if (!shapes || outputs.length === 0) return node;
    return { ...node, attrs: new Map([...node.attrs, ['_output_shapes', { kind: 'list', of: 'shape', values: outputs.map((s) => s.shape) }]]) };
  });
  return { nodes, producer: PRODUCER, minConsumer: 0 };
}
