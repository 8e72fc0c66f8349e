/** Python names of GraphDefs: messages, import_graph_def, graph_util, write_graph, and the files that scripts read back. */
import { RunFailure, TensorFlowError } from '../../engine/op-def.ts';
import { dtypeName } from '../../graphdef/dtype.ts';
import { classBinding, type Bindings } from '../binding.ts';
import { Graph, type Context } from '../context.ts';
import { diskOf } from '../train/checkpoints.ts';
import { basename, dirname, joinPath } from '../disk.ts';
import { graphData } from '../graphdef/export.ts';
import { hostTensor, importGraphDef } from '../graphdef/import.ts';
import { AttrValueMessage, DimMessage, GraphMessage, ListMessage, MetaMessage, NodeMessage, ShapeMessage, TensorMessage } from '../graphdef/messages.ts';
import { extractSubGraph, frozen, removeTrainingNodes } from '../graphdef/utilities.ts';
import type { Session } from '../session.ts';
import { Float } from '../values.ts';

const fields = (names: readonly string[]): Record<string, (tf: Context, m: AttrValueMessage | ListMessage) => unknown> => Object.fromEntries(names.map((n) => [n, (_: Context, m: AttrValueMessage | ListMessage) => m.get(n)]));
const text = { params: '', call: (_: Context, m: unknown): string => String(m) };

const attrClass = classBinding<AttrValueMessage>({
  paths: ['AttrValue'], name: 'AttrValue', type: AttrValueMessage, params: 's=None, i=None, f=None, b=None, type=None, shape=None, tensor=None, list=None, func=None',
  create: (_, s, i, f, b, type) => {
    if (s instanceof Uint8Array) return new AttrValueMessage({ kind: 'string', value: s });
    if (i !== null) return new AttrValueMessage({ kind: 'int', value: Number(i) });
    if (f !== null) return new AttrValueMessage({ kind: 'float', value: f instanceof Float ? f.value : Number(f) });
    if (b !== null) return new AttrValueMessage({ kind: 'bool', value: b === true });
    if (type !== null) return new AttrValueMessage({ kind: 'type', value: dtypeName(Number(type)) });
    return new AttrValueMessage({ kind: 'none' });
  },
  properties: fields(['s', 'i', 'f', 'b', 'type', 'shape', 'tensor', 'list', 'func', 'placeholder']),
  methods: { HasField: { params: 'name', call: (_, m, name) => m.field === name }, WhichOneof: { params: 'oneof', call: (_, m) => m.field }, __str__: text, __repr__: text },
});
const listClass = classBinding<ListMessage>({ paths: [], name: 'ListValue', type: ListMessage, properties: fields(['s', 'i', 'f', 'b', 'type', 'shape', 'tensor', 'func']) });
const shapeClass = classBinding<ShapeMessage>({
  paths: [], name: 'TensorShapeProto', type: ShapeMessage, properties: { dim: (_, s) => s.sizes.map((d) => new DimMessage(d)), unknown_rank: (_, s) => s.shape === null },
});
const dimClass = classBinding<DimMessage>({ paths: [], name: 'Dim', type: DimMessage, properties: { size: (_, d) => d.size } });
const tensorClass = classBinding<TensorMessage>({
  paths: ['TensorProto'], name: 'TensorProto', type: TensorMessage, properties: { tensor_shape: (_, t) => new ShapeMessage(t.data.shape) },
});

const nodeClass = classBinding<NodeMessage>({
  paths: ['NodeDef'], name: 'NodeDef', type: NodeMessage, params: "name='', op='', input=None, device=''",
  create: (_, name, op, input, device) => new NodeMessage({ name: String(name), op: String(op), inputs: ((input ?? []) as string[]).map(String), device: String(device), attrs: new Map() }),
  properties: { name: (_, n) => n.data.name, op: (_, n) => n.data.op, input: (_, n) => [...n.data.inputs], device: (_, n) => n.data.device, attr: (_, n) => n.attrs },
  setters: { name: (_, n, v) => n.set({ name: String(v) }), op: (_, n, v) => n.set({ op: String(v) }), device: (_, n, v) => n.set({ device: String(v) }) },
  methods: { ByteSize: { params: '', call: (_, n) => n.bytes }, __str__: text, __repr__: text, CopyFrom: { params: 'other', call: (_, n, other) => { n.data = (other as NodeMessage).data; return null; } } },
});

class Versions { constructor(readonly producer: number, readonly minConsumer: number) {} }
const versionsClass = classBinding<Versions>({ paths: [], name: 'VersionDef', type: Versions, properties: { producer: (_, v) => v.producer, min_consumer: (_, v) => v.minConsumer } });

const graphClass = classBinding<GraphMessage>({
  paths: ['GraphDef'], name: 'GraphDef', type: GraphMessage, params: 'node=None',
  create: (_, nodes) => {
    const made = new GraphMessage();
    if (Array.isArray(nodes)) made.replace(nodes as NodeMessage[]);
    return made;
  },
  properties: { node: (_, g) => [...g.nodes], versions: (_, g) => new Versions(g.producer, g.minConsumer) },
  methods: {
    SerializeToString: { params: '', call: (_, g) => g.serialise() },
    ParseFromString: { params: 'serialized', call: (_, g, bytes) => { g.parse(bytes as Uint8Array); return (bytes as Uint8Array).length; } },
    MergeFromString: { params: 'serialized', call: (_, g, bytes) => { g.parse(bytes as Uint8Array); return (bytes as Uint8Array).length; } },
    CopyFrom: { params: 'other', call: (_, g, other) => { g.copyFrom(other as GraphMessage); return null; } },
    ByteSize: { params: '', call: (_, g) => g.bytes }, __str__: text, __repr__: text,
    __eq__: { params: 'other', call: (_, g, other) => other instanceof GraphMessage && String(g) === String(other) },
  },
});
class SaverDef { constructor(readonly filename: string, readonly save: string, readonly restore: string) {} }
const saverDefClass = classBinding<SaverDef>({ paths: [], name: 'SaverDef', type: SaverDef, properties: { filename_tensor_name: (_, s) => s.filename, save_tensor_name: (_, s) => s.save, restore_op_name: (_, s) => s.restore } });
const metaClass = classBinding<MetaMessage>({
  paths: ['MetaGraphDef'], name: 'MetaGraphDef', type: MetaMessage,
  properties: {
    graph_def: (_, m) => m.graph, collection_def: (_, m) => new Map([...m.data.collections.keys()].sort().map((k) => [k, true])),
    saver_def: (_, m) => new SaverDef(m.data.saver?.filenameTensor ?? '', m.data.saver?.saveTensor ?? '', m.data.saver?.restoreOp ?? ''),
  },
  methods: { SerializeToString: { params: '', call: (_, m) => m.serialise() } },
});

/** A file of the playground, as `open` gives one. */
class File {
  private at = 0;
  constructor(private readonly tf: Context, readonly name: string, readonly mode: string) {
    if (mode.startsWith('w')) diskOf(tf).write(name, new Uint8Array());
    else if (mode.startsWith('r') && !diskOf(tf).read(name)) throw new RunFailure('NotFoundError', `${name}; No such file or directory`);
  }
  read(size: number): Uint8Array | string {
    const all = diskOf(this.tf).read(this.name) ?? new Uint8Array();
    const part = all.slice(this.at, size < 0 ? undefined : this.at + size);
    this.at += part.length;
    return this.mode.includes('b') ? part : new TextDecoder().decode(part);
  }
  write(content: unknown): void { diskOf(this.tf).append(this.name, content instanceof Uint8Array ? content : new TextEncoder().encode(String(content))); }
}
const fileClass = classBinding<File>({
  paths: ['gfile.GFile', 'gfile.Open', 'gfile.FastGFile', 'io.gfile.GFile'], name: 'GFile', type: File, params: "name, mode='r'", create: (tf, name, mode) => new File(tf, String(name), String(mode)),
  properties: { name: (_, f) => f.name, mode: (_, f) => f.mode },
  methods: {
    read: { params: 'n=-1', call: (_, f, n) => f.read(Number(n)) }, write: { params: 'file_content', call: (_, f, content) => { f.write(content); return null; } },
    readlines: { params: '', call: (_, f) => String(f.read(-1)).match(/[^\n]*\n|[^\n]+$/g) ?? [] },
    size: { params: '', call: (tf, f) => diskOf(tf).read(f.name)?.length ?? 0 },
    close: { params: '', call: () => null }, flush: { params: '', call: () => null }, __enter__: { params: '', call: (_, f) => f }, __exit__: { params: '*exc', call: () => null },
  },
});

/** `tf.train.write_graph(graph_or_graph_def, logdir, name, as_text)`: the path that was written. */
function writeGraph(tf: Context, graph: unknown, folder: unknown, name: unknown, asText: unknown): string {
  const message = graph instanceof Graph ? new GraphMessage(graphData(graph)) : (graph as GraphMessage);
  const path = joinPath(String(folder), String(name));
  diskOf(tf).write(path, asText === false ? message.serialise() : message.text);
  return path;
}

const asGraph = (v: unknown): GraphMessage => {
  if (v instanceof GraphMessage) return v;
  throw new TensorFlowError('TypeError', `Argument \`graph_def\` must be a GraphDef proto.`);
};

export const bindings: Bindings = {
  functions: [
    {
      paths: ['import_graph_def', 'graph_util.import_graph_def'], params: 'graph_def, input_map=None, return_elements=None, name=None, op_dict=None, producer_op_list=None',
      call: (tf, graph, map, elements, name) => importGraphDef(tf, asGraph(graph).data, { input_map: map as ReadonlyMap<unknown, unknown> | null, return_elements: elements as unknown[] | null, name: name as string | null }),
    },
    { paths: ['train.write_graph', 'io.write_graph'], params: 'graph_or_graph_def, logdir, name, as_text=True', call: writeGraph },
    {
      paths: ['graph_util.convert_variables_to_constants'], params: 'sess, input_graph_def, output_node_names, variable_names_whitelist=None, variable_names_blacklist=None',
      call: (_, session, graph, names, keep, drop) => new GraphMessage(frozen(session as Session, asGraph(graph).data, names as string[], keep as string[] | null, drop as string[] | null)),
    },
    { paths: ['graph_util.extract_sub_graph'], params: 'graph_def, dest_nodes', call: (_, graph, names) => new GraphMessage(extractSubGraph(asGraph(graph).data, names as string[])) },
    { paths: ['graph_util.remove_training_nodes'], params: 'input_graph, protected_nodes=None', call: (_, graph, keep) => new GraphMessage(removeTrainingNodes(asGraph(graph).data, keep as string[] | null)) },
    { paths: ['make_ndarray'], params: 'tensor', call: (_, t) => hostTensor((t as TensorMessage).data) },
    { paths: ['gfile.Exists', 'io.gfile.exists'], params: 'filename', call: (tf, path) => diskOf(tf).exists(String(path)) },
    { paths: ['gfile.IsDirectory', 'io.gfile.isdir'], params: 'dirname', call: (tf, path) => diskOf(tf).exists(String(path)) && diskOf(tf).read(String(path)) === null },
    { paths: ['gfile.ListDirectory', 'io.gfile.listdir'], params: 'dirname', call: (tf, path) => diskOf(tf).list(String(path)) },
    { paths: ['gfile.Glob', 'io.gfile.glob'], params: 'filename', call: (tf, pattern) => diskOf(tf).list(dirname(String(pattern))).filter((n) => glob(basename(String(pattern))).test(n)).map((n) => joinPath(dirname(String(pattern)), n)) },
    { paths: ['gfile.Remove', 'io.gfile.remove'], params: 'filename', call: (tf, path) => { diskOf(tf).remove(String(path)); return null; } },
    { paths: ['gfile.MakeDirs', 'gfile.MkDir', 'io.gfile.makedirs', 'io.gfile.mkdir'], params: 'dirname', call: () => null },
    { paths: ['gfile.DeleteRecursively', 'io.gfile.rmtree'], params: 'dirname', call: (tf, path) => { for (const p of diskOf(tf).paths()) if (p.startsWith(`${String(path).replace(/^\.\//, '')}/`)) diskOf(tf).remove(p); return null; } },
  ],
  classes: [attrClass, listClass, shapeClass, dimClass, tensorClass, nodeClass, versionsClass, graphClass, saverDefClass, metaClass, fileClass],
  constants: [],
};
const glob = (pattern: string): RegExp => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);
