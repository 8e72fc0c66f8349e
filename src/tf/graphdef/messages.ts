/** Protocol messages as scripts hold them: `tf.GraphDef`, `tf.NodeDef`, `tf.AttrValue`, `tf.MetaGraphDef`. Around the plain data of graphdef/. */
import { TensorFlowError } from '../../engine/op-def.ts';
import { decodeGraph, encodeGraph, graphBytes } from '../../graphdef/binary.ts';
import { encodeMetaGraph } from '../../graphdef/meta.ts';
import { nodeBytes } from '../../graphdef/size.ts';
import { dtypeNumber } from '../../graphdef/dtype.ts';
import type { AttrData, GraphDefData, MetaGraphData, NodeData, Shape, TensorData } from '../../graphdef/model.ts';
import { parseGraph, printGraph } from '../../graphdef/text.ts';
import type { Result } from '../../graphdef/result.ts';
import { utf8, utf8Bytes } from '../../graphdef/attrs.ts';

function unwrap<T>(r: Result<T>): T {
  if (!r.ok) throw new TensorFlowError('DecodeError', r.error);
  return r.value;
}
const EMPTY: GraphDefData = { nodes: [], producer: 0, minConsumer: 0 };

/** `tf.AttrValue` */
export class AttrValueMessage {
  constructor(readonly data: AttrData) {}
  /** Which of its fields is set, by the name in the proto. */
  get field(): string | null { return { type: 'type', int: 'i', float: 'f', bool: 'b', string: 's', shape: 'shape', tensor: 'tensor', func: 'func', list: 'list', placeholder: 'placeholder', none: null }[this.data.kind]; }
  /** The value of a field; the field's default where another is set. */
  get(field: string): unknown {
    const { data } = this;
    if (field !== this.field) return { type: 0, i: 0, f: 0, b: false, s: new Uint8Array(), shape: new ShapeMessage([]), list: new ListMessage({ kind: 'list', of: 'empty', values: [] }), placeholder: '', func: null, tensor: null }[field];
    switch (data.kind) {
      case 'type': return dtypeNumber(data.value);
      case 'shape': return new ShapeMessage(data.value);
      case 'tensor': return new TensorMessage(data.value);
      case 'list': return new ListMessage(data);
      case 'func': return data.value.name;
      case 'none': return null;
      case 'bool': case 'float': case 'int': case 'placeholder': case 'string': return data.value;
    }
  }
  toString(): string {
    const node = { name: '', op: '', inputs: [], device: '', attrs: new Map([['k', this.data]]) };
    const text = utf8(unwrap(printGraph({ ...EMPTY, nodes: [node] }, true)));
    return /value \{\n([\s\S]*?)\n {4}\}/.exec(text)?.[1].replace(/^ {6}/gm, '').concat('\n') ?? '';
  }
}

/** A list inside an AttrValue. */
export class ListMessage {
  constructor(readonly data: Extract<AttrData, { kind: 'list' }>) {}
  get(field: string): unknown[] {
    const wanted = { s: 'string', i: 'int', f: 'float', b: 'bool', type: 'type', shape: 'shape', tensor: 'tensor', func: 'func' }[field];
    if (this.data.of !== wanted) return [];
    return (this.data.values as readonly unknown[]).map((v) => (wanted === 'type' ? dtypeNumber(v as never) : wanted === 'shape' ? new ShapeMessage(v as Shape) : wanted === 'tensor' ? new TensorMessage(v as TensorData) : v));
  }
}

export class ShapeMessage {
  constructor(readonly shape: Shape) {}
  /** Sizes by axis, -1 where unknown. */
  get sizes(): number[] { return (this.shape ?? []).map((d) => d ?? -1); }
}
export class DimMessage { constructor(readonly size: number) {} }
export class TensorMessage { constructor(readonly data: TensorData) {} }

/** `tf.NodeDef` */
export class NodeMessage {
  constructor(public data: NodeData) {}
  get attrs(): Map<string, AttrValueMessage> { return new Map([...this.data.attrs].map(([k, v]) => [k, new AttrValueMessage(v)])); }
  get bytes(): number { return nodeBytes(this.data); }
  set(change: Partial<NodeData>): void { this.data = { ...this.data, ...change }; }
  toString(): string {
    const text = utf8(unwrap(printGraph({ ...EMPTY, nodes: [this.data] }, true)));
    return text.replace(/^node \{\n/, '').replace(/\}\n$/, '').replace(/^ {2}/gm, '');
  }
}

/** `tf.GraphDef` */
export class GraphMessage {
  private messages: NodeMessage[];
  constructor(private from: GraphDefData = EMPTY) { this.messages = from.nodes.map((n) => new NodeMessage(n)); }
  /** As it is now: nodes may have been changed. */
  get data(): GraphDefData { return { ...this.from, nodes: this.messages.map((m) => m.data) }; }
  get nodes(): NodeMessage[] { return this.messages; }
  get producer(): number { return this.from.producer; }
  get minConsumer(): number { return this.from.minConsumer; }
  replace(nodes: readonly NodeMessage[]): void { this.messages = [...nodes]; }
  copyFrom(other: GraphMessage): void {
    this.from = other.from;
    this.messages = other.messages.map((m) => new NodeMessage(m.data));
  }
  parse(bytes: Uint8Array): void { this.copyFrom(GraphMessage.parse(bytes)); }
  static parse(bytes: Uint8Array): GraphMessage { return new GraphMessage(unwrap(decodeGraph(bytes))); }
  static parseText(text: string): GraphMessage { return new GraphMessage(unwrap(parseGraph(utf8Bytes(text)))); }
  serialise(): Uint8Array { return unwrap(encodeGraph(this.data)); }
  get bytes(): number { return graphBytes(this.data); }
  /** As `str()` prints it. */
  toString(): string { return utf8(unwrap(printGraph(this.data, true))); }
  /** As text_format prints it. */
  get text(): Uint8Array { return unwrap(printGraph(this.data)); }
}

/** `tf.MetaGraphDef` */
export class MetaMessage {
  constructor(readonly data: MetaGraphData) {}
  get graph(): GraphMessage { return new GraphMessage(this.data.graph); }
  serialise(): Uint8Array { return unwrap(encodeMetaGraph(this.data)); }
}
