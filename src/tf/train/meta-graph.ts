/** `tf.train.export_meta_graph` and `import_meta_graph`: a graph with its collections and its saver (python/framework/meta_graph.py). */
import { RunFailure, TensorFlowError } from '../../engine/op-def.ts';
import { utf8, utf8Bytes } from '../../graphdef/attrs.ts';
import { decodeMetaGraph, encodeMetaGraph } from '../../graphdef/meta.ts';
import type { CollectionData, GraphDefData, MetaGraphData, SaverData } from '../../graphdef/model.ts';
import { parseMetaGraph, printMetaGraph } from '../../graphdef/text.ts';
import { decodeVariable, encodeVariable } from '../../graphdef/variables.ts';
import type { Result } from '../../graphdef/result.ts';
import { Operation, Tensor, type Context, type Graph } from '../context.ts';
import { graphElement } from '../element.ts';
import { graphData } from '../graphdef/export.ts';
import { importGraphDef } from '../graphdef/import.ts';
import { Float } from '../values.ts';
import { Variable } from '../variable.ts';
import { diskOf } from './checkpoints.ts';

const VARIABLES = new Set(['variables', 'trainable_variables', 'moving_average_variables', 'local_variables', 'model_variables', 'global_step', 'metric_variables']);

/** What a function of the codec's room gave, or a ValueError with its words. */
export function unwrap<T>(r: Result<T>): T {
  if (!r.ok) throw new TensorFlowError('ValueError', r.error);
  return r.value;
}

function collectionData(key: string, items: readonly unknown[]): CollectionData | null {
  if (items.length === 0) return null;
  if (VARIABLES.has(key)) {
    if (!items.every((v) => v instanceof Variable)) return null;
    return {
      kind: 'bytes',
      values: items.map((v) => encodeVariable({ variable: v.name, initializer: v.initializer.name, snapshot: v.read.name, initialValue: v.initial?.name ?? '', trainable: v.trainable, isResource: false })),
    };
  }
  const [first] = items;
  if (typeof first === 'string' || first instanceof Uint8Array) return { kind: 'bytes', values: items.map((v) => (v instanceof Uint8Array ? v : utf8Bytes(String(v)))) };
  if (first instanceof Float || (typeof first === 'number' && !Number.isInteger(first))) return { kind: 'floats', values: items.map((v) => (v instanceof Float ? v.value : Number(v))) };
  if (typeof first === 'number') return { kind: 'ints', values: items.map(Number) };
  if (!items.every((v) => v instanceof Tensor || v instanceof Operation)) return null;
  return { kind: 'nodes', values: items.map((v) => (v as Tensor).name) };
}

export interface ExportOptions {
  readonly filename?: string | null | undefined;
  readonly saver_def?: SaverData | null | undefined;
  readonly graph_def?: GraphDefData | null | undefined;
  readonly collection_list?: readonly string[] | null | undefined;
  readonly as_text?: boolean | null | undefined;
  readonly graph?: Graph | null | undefined;
  readonly clear_devices?: boolean | null | undefined;
}

/** Writes the default graph, or another, to a file if there is a name for one. */
export function exportMetaGraph(tf: Context, o: ExportOptions = {}): MetaGraphData {
  const graph = o.graph ?? tf.graph;
  const keys = o.collection_list ?? [...graph.collections.keys()];
  const collections = new Map<string, CollectionData>();
  for (const key of keys) {
    const data = collectionData(key, graph.collections.get(key) ?? []);
    if (data) collections.set(key, data);
  }
  const data = o.graph_def ?? graphData(graph);
  const plain = o.clear_devices ? { ...data, nodes: data.nodes.map((n) => ({ ...n, device: '' })) } : data;
  const meta: MetaGraphData = { graph: plain, tags: [], tensorflowVersion: '2.15.1', tensorflowGitVersion: '', strippedDefaultAttrs: false, ...(o.saver_def && { saver: o.saver_def }), collections };
  if (o.filename) diskOf(tf).write(o.filename, unwrap(o.as_text ? printMetaGraph(meta) : encodeMetaGraph(meta)));
  return meta;
}

/** Reads a .meta file. Throws OSError where there is none. */
export function readMetaGraph(tf: Context, path: string): MetaGraphData {
  const bytes = diskOf(tf).read(path);
  if (!bytes) throw new RunFailure('OSError', `File does not exist. Received: ${path}.`);
  const binary = decodeMetaGraph(bytes);
  return binary.ok ? binary.value : unwrap(parseMetaGraph(bytes));
}

export interface ImportedMeta { readonly variables: readonly Variable[]; readonly scope: string | null; readonly meta: MetaGraphData }

/** Puts the nodes and collections of a meta graph into the default graph. */
export function importMeta(tf: Context, meta: MetaGraphData, { clear_devices, import_scope, input_map }: { clear_devices?: boolean | null; import_scope?: string | null; input_map?: ReadonlyMap<unknown, unknown> | null } = {}): ImportedMeta {
  const { graph } = tf;
  const scope = import_scope ? graph.freeName(import_scope) : '';
  importGraphDef(tf, meta.graph, { name: import_scope ?? '', input_map: input_map ?? null, clear_devices: clear_devices ?? false });
  const inside = (name: string): string => (scope ? `${scope}/${name}` : name);
  const known = new Map<string, Variable>();
  for (const key of [...meta.collections.keys()].sort()) {
    const data = meta.collections.get(key)!;
    const items = graph.collection(key);
    if (data.kind === 'nodes') items.push(...data.values.map((n) => graphElement(graph, inside(n))));
    else if (data.kind === 'ints' || data.kind === 'floats') items.push(...data.values.map(Number));
    else if (data.kind === 'bytes' && VARIABLES.has(key)) for (const bytes of data.values) items.push(variableFrom(graph, bytes, inside, known));
    else if (data.kind === 'bytes') items.push(...data.values);
  }
  return { variables: [...known.values()], scope: import_scope ? scope : null, meta };
}

function variableFrom(graph: Graph, bytes: Uint8Array, inside: (name: string) => string, known: Map<string, Variable>): Variable {
  const text = utf8(bytes);
  const before = known.get(text);
  if (before) return before;
  const v = unwrap(decodeVariable(bytes));
  const tensor = (name: string): Tensor => graphElement(graph, inside(name)) as Tensor;
  const ref = tensor(v.variable);
  const made = new Variable({
    ref, read: tensor(v.snapshot), assign: (graphElement(graph, inside(v.initializer)) as Operation).id, initial: v.initialValue ? tensor(v.initialValue) : null, trainable: v.trainable,
    scope: graph.resolve(0, inside(v.variable.replace(/:0$/, ''))),
  });
  known.set(text, made);
  return made;
}
