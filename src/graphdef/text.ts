// The text form of graphs (.pbtxt): reading and writing GraphDef and MetaGraphDef with it. Nodes pass one at a time.
import { create, type DescField, type DescMessage, fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { type FunctionDefLibrary, FunctionDefLibrarySchema } from './proto/function_pb.ts';
import { type GraphDef, GraphDefSchema } from './proto/graph_pb.ts';
import { MetaGraphDefSchema, SavedModelSchema } from './proto/meta_pb.ts';
import { type NodeDef, VersionDefSchema } from './proto/node_pb.ts';
import { concat, plain } from './bytes.ts';
import { nodeFrom } from './from-message.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from './limits.ts';
import { metaFrom, metaMessage } from './meta.ts';
import type { GraphDefData, MetaGraphData, NodeData } from './model.ts';
import { attempt, refuse, type Result } from './result.ts';
import { survey } from './survey.ts';
import { readMessage } from './text-read.ts';
import { Scanner } from './text-scan.ts';
import { printField, printMessage, TextSink } from './text-write.ts';
import { nodeMessage } from './to-message.ts';

/** What a text held beside its graph: names of fields that are not known here and were passed over. */
export interface TextNotes {
  readonly dropped: readonly string[];
}

/** Reads a GraphDef in text form. Fails, naming line and column, on what protobuf would refuse, or what goes beyond `limits`. */
export function parseGraph(given: Uint8Array, limits: Limits = DEFAULT_LIMITS): Result<GraphDefData & TextNotes> {
  const text = plain(given);
  return attempt(() => readGraphText(text, new Budget(limits)));
}

/** Reads a MetaGraphDef in text form. Fails as `parseGraph` does. */
export function parseMetaGraph(given: Uint8Array, limits: Limits = DEFAULT_LIMITS): Result<MetaGraphData & TextNotes> {
  const text = plain(given);
  return attempt(() => readMetaText(text, new Budget(limits)));
}

/** The same, refusing instead of returning, as are the two after it. */
export function readGraphText(text: Uint8Array, budget: Budget): GraphDefData & TextNotes {
  const { root, nodes, dropped } = read(text, GraphDefSchema, budget);
  return { ...graphFrom(root, nodes), dropped };
}

export function readMetaText(text: Uint8Array, budget: Budget): MetaGraphData & TextNotes {
  const { root, nodes, dropped } = read(text, MetaGraphDefSchema, budget);
  const graph = graphFrom(root.graphDef ?? create(GraphDefSchema), nodes);
  delete root.graphDef;
  return { ...metaFrom(root, graph), dropped };
}

export function readSavedModelText(text: Uint8Array, budget: Budget): { meta: MetaGraphData & TextNotes; count: number } {
  // Only the nodes of the first graph are kept: a later graph begins when its message does.
  let graphs = 0;
  const { root, nodes, dropped } = read(text, SavedModelSchema, budget, {
    begin: (_, field) => void (graphs += field.message === MetaGraphDefSchema ? 1 : 0),
    wanted: () => graphs === 1,
  });
  const [first] = root.metaGraphs;
  if (!first) refuse('is a SavedModel without a graph; expected at least one');
  const graph = graphFrom(first.graphDef ?? create(GraphDefSchema), nodes);
  delete first.graphDef;
  return { meta: { ...metaFrom(first, graph), dropped }, count: root.metaGraphs.length };
}

interface Hooks {
  readonly begin: (parent: DescMessage, field: DescField) => void;
  readonly wanted: () => boolean;
}

interface Parsed<D extends DescMessage> {
  readonly root: MessageShape<D>;
  readonly nodes: readonly NodeData[];
  readonly dropped: readonly string[];
}

function read<D extends DescMessage>(
  text: Uint8Array,
  desc: D,
  budget: Budget,
  hooks: Hooks = { begin: () => undefined, wanted: () => true },
): Parsed<D> {
  const scan = new Scanner(text);
  const dropped = new Set<string>();
  const nodes: NodeData[] = [];
  const isNode = (parent: DescMessage, field: DescField): boolean => parent.typeName === GraphDefSchema.typeName && field.name === 'node';
  const begin = (parent: DescMessage, field: DescField): void => {
    hooks.begin(parent, field);
    if (isNode(parent, field)) budget.node();
    else if (parent.typeName === FunctionDefLibrarySchema.typeName && field.name === 'function') budget.functions += 1;
  };
  const take = (parent: DescMessage, field: DescField, message: object): boolean => {
    if (!isNode(parent, field)) return false;
    if (hooks.wanted()) nodes.push(nodeFrom(message as NodeDef));
    return true;
  };
  const root = readMessage({ scan, budget, dropped, take, begin }, desc, '');
  return { root, nodes, dropped: [...dropped] };
}

function graphFrom({ library, version, versions }: GraphDef, nodes: readonly NodeData[]): GraphDefData {
  return {
    nodes,
    producer: (versions?.producer ?? 0) || version,
    minConsumer: versions?.minConsumer ?? 0,
    ...(library && { library: toBinary(FunctionDefLibrarySchema, library) }),
  };
}

/** Writes a GraphDef as text; `upb`: as `str()` does. Fails if its function library is not one. `onNode` hears of each node that is written. */
export function printGraph(graph: GraphDefData, upb = false, onNode?: () => void): Result<Uint8Array> {
  return attempt(() => {
    const out = new TextSink(upb);
    graphText(out, graph, '', onNode);
    return concat(out.finish());
  });
}

/** Writes a MetaGraphDef as text. Fails as `printGraph` does. */
export function printMetaGraph(meta: MetaGraphData): Result<Uint8Array> {
  return attempt(() => {
    const out = new TextSink();
    const proto = metaMessage(meta);
    if (proto.metaInfoDef) printField(out, MetaGraphDefSchema.field.metaInfoDef, proto.metaInfoDef, '');
    delete proto.metaInfoDef;
    out.add('graph_def {\n');
    graphText(out, meta.graph, '  ');
    out.add('}\n');
    printMessage(out, MetaGraphDefSchema, proto);
    return concat(out.finish());
  });
}

const { node: NODE, library: LIBRARY, versions: VERSIONS } = GraphDefSchema.field;

function graphText(out: TextSink, { nodes, library, producer, minConsumer }: GraphDefData, indent: string, onNode?: () => void): void {
  for (const node of nodes) {
    printField(out, NODE, nodeMessage(node), indent);
    onNode?.();
  }
  if (library) printField(out, LIBRARY, libraryMessage(library), indent);
  if (producer || minConsumer) printField(out, VERSIONS, create(VersionDefSchema, { producer, minConsumer }), indent);
}

function libraryMessage(library: Uint8Array): FunctionDefLibrary {
  survey(FunctionDefLibrarySchema, library, new Budget(DEFAULT_LIMITS));
  return fromBinary(FunctionDefLibrarySchema, library);
}
