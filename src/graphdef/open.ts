// Opening whatever file may hold a graph, by what is in it rather than by its name; and saving one. Files come from anywhere: a
// bad one is a failed Result with a sentence for the user, after a time and in a memory that its size and the limits bound.
import { plain } from './bytes.ts';
import type { DescMessage } from '@bufbuild/protobuf';
import { GraphDefSchema } from './proto/graph_pb.ts';
import { MetaGraphDefSchema, SavedModelSchema } from './proto/meta_pb.ts';
import { brief } from './attrs.ts';
import { encodeGraph, readGraph } from './binary.ts';
import { encodeEvents, readEvent, versionEvent } from './events.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from './limits.ts';
import { encodeMetaGraph, readMetaGraph, readSavedModel } from './meta.ts';
import type { GraphDefData, MetaGraphData } from './model.ts';
import { looksLikeRecords, readRecords } from './records.ts';
import { attempt, refuse, type Result } from './result.ts';
import { foreign, looksLikeText, textFormat } from './sniff.ts';
import { graphProblems, type GraphFormat, type GraphSummary, opHistogram } from './summary.ts';
import { survey } from './survey.ts';
import { printGraph, readGraphText, readMetaText, readSavedModelText } from './text.ts';

/** A graph from a file. */
export interface OpenedGraph {
  readonly graph: GraphDefData;
  readonly summary: GraphSummary;
  /** what came with the graph, if the file could say; its `graph` is the same object */
  readonly meta?: MetaGraphData | undefined;
}

interface Read {
  readonly format: GraphFormat;
  readonly graph: GraphDefData;
  readonly meta?: MetaGraphData;
  readonly functions: number;
  readonly notes: readonly string[];
}

const FORMATS = 'a GraphDef (.pb or .pbtxt), MetaGraphDef (.meta), SavedModel (saved_model.pb) or TensorBoard file (events.out.tfevents.…)';

/**
 * Opens a file that holds a graph: binary or text GraphDef, MetaGraphDef or SavedModel (its first graph), or an event file (its
 * newest graph). `fileName` only settles what the bytes leave open, and heads the message of a failure.
 */
export function openGraph(given: Uint8Array, fileName: string, limits: Limits = DEFAULT_LIMITS): Result<OpenedGraph> {
  const bytes = plain(given);
  const result = attempt((): OpenedGraph => {
    if (bytes.length === 0) refuse(`the file is empty; expected ${FORMATS}`);
    if (bytes.length > limits.fileBytes) refuse(`the file has ${bytes.length} bytes; the limit here is ${limits.fileBytes}`);
    const text = looksLikeText(bytes) && textFormat(bytes) !== null;
    const { format, graph, meta, functions, notes } = text
      ? readText(bytes, limits)
      : looksLikeRecords(bytes)
        ? readEvents(bytes, limits)
        : readBinary(bytes, fileName, limits);
    const { producer, minConsumer, nodes } = graph;
    if (nodes.length > 0 && nodes.every(({ op }) => op === '')) refuse(`this is not a graph: no node has an op; expected ${FORMATS}`);
    const problems = [...notes, ...graphProblems(graph)];
    return {
      graph,
      ...(meta && { meta }),
      summary: {
        format,
        text,
        bytes: bytes.length,
        nodes: nodes.length,
        functions,
        ops: opHistogram(graph),
        producer,
        minConsumer,
        problems,
      },
    };
  });
  return result.ok ? result : { ok: false, error: `${brief(fileName)}: ${result.error}` };
}

function readText(bytes: Uint8Array, limits: Limits): Read {
  const budget = new Budget(limits);
  const notesOf = (dropped: readonly string[]): string[] =>
    dropped.map((name) => `the field '${brief(name)}' is not known here and was left out`);
  const format = textFormat(bytes);
  if (format === 'GraphDef') {
    const { dropped, ...graph } = readGraphText(bytes, budget);
    return { format, graph, functions: budget.functions, notes: notesOf(dropped) };
  }
  const { meta: read, count } =
    format === 'SavedModel' ? readSavedModelText(bytes, budget) : { meta: readMetaText(bytes, budget), count: 1 };
  const { dropped, ...meta } = read;
  return {
    format: format ?? 'MetaGraphDef',
    graph: meta.graph,
    meta,
    functions: budget.functions,
    notes: [...notesOf(dropped), ...firstOf(count)],
  };
}

function firstOf(count: number): string[] {
  return count > 1 ? [`the file holds ${count} graphs; this is the first`] : [];
}

const BINARY: readonly { format: GraphFormat; desc: DescMessage; hint: RegExp }[] = [
  { format: 'GraphDef', desc: GraphDefSchema, hint: /graph/i },
  { format: 'MetaGraphDef', desc: MetaGraphDefSchema, hint: /\.meta$/i },
  { format: 'SavedModel', desc: SavedModelSchema, hint: /saved_model/i },
];

/** Tries each kind of message, and takes the one with the fewest fields that it does not know; the file's name breaks a tie. */
function readBinary(bytes: Uint8Array, fileName: string, limits: Limits): Read {
  const strange = foreign(bytes);
  if (strange) refuse(`this is ${strange}; expected ${FORMATS}`);
  let best: { format: GraphFormat; budget: Budget } | null = null;
  let furthest = { at: -1, error: '' };
  const order = BINARY.toSorted((a, b) => Number(b.hint.test(fileName)) - Number(a.hint.test(fileName)));
  for (const { format, desc } of order) {
    const budget = new Budget(limits);
    const reached = { at: 0 };
    const fits = attempt(() => survey(desc, bytes, budget, reached));
    // So many well-formed nodes are a graph that is too large, whatever else the bytes may also be.
    if (!fits.ok && budget.exhausted) refuse(fits.error);
    if (fits.ok && (!best || budget.unknown < best.budget.unknown)) best = { format, budget };
    if (!fits.ok && reached.at > furthest.at) furthest = { at: reached.at, error: `as a ${format}, ${fits.error}` };
  }
  if (!best) {
    // Text that begins with no field of ours says so better than the bytes do.
    if (looksLikeText(bytes)) refuse(`this is text, but not of a graph: expected it to begin with 'node {', 'meta_info_def {' or the like`);
    refuse(`this is not a graph, or a damaged one: ${furthest.error}; expected ${FORMATS}`);
  }
  const { format, budget } = best;
  const { meta, count } =
    format === 'SavedModel'
      ? readSavedModel(bytes)
      : format === 'MetaGraphDef'
        ? { meta: readMetaGraph(bytes), count: 1 }
        : { meta: undefined, count: 1 };
  const graph = meta?.graph ?? readGraph(bytes);
  if (graph.nodes.length === 0 && budget.unknown > 0)
    refuse(`this is not a graph: there are no nodes, but fields that are not known here; expected ${FORMATS}`);
  return { format, graph, ...(meta && { meta }), functions: budget.functions, notes: firstOf(count) };
}

/** The newest graph of an event file; one in a MetaGraphDef only if there is no other. */
function readEvents(bytes: Uint8Array, limits: Limits): Read {
  const budget = new Budget(limits);
  const newest: { graphDef?: Uint8Array; metaGraphDef?: Uint8Array } = {};
  let whole = 0;
  for (const record of readRecords(bytes)) {
    const { what } = readEvent(record, budget);
    if (what.case === 'graphDef' || what.case === 'metaGraphDef') newest[what.case] = what.value;
    whole += record.length + 16;
  }
  const notes = whole < bytes.length ? [`the file is cut off: its last ${bytes.length - whole} bytes are no whole record`] : [];
  if (newest.graphDef) {
    survey(GraphDefSchema, newest.graphDef, budget);
    return { format: 'events', graph: readGraph(newest.graphDef), functions: budget.functions, notes };
  }
  if (!newest.metaGraphDef) refuse('this is a TensorBoard file without a graph; expected one that was written with a graph');
  survey(MetaGraphDefSchema, newest.metaGraphDef, budget);
  const meta = readMetaGraph(newest.metaGraphDef);
  return { format: 'events', graph: meta.graph, meta, functions: budget.functions, notes };
}

/** How a graph may be saved: `pb` is a binary GraphDef, `meta` a MetaGraphDef, `events` a TensorBoard file. */
export type SaveFormat = 'pb' | 'pbtxt' | 'meta' | 'events';

export interface SaveOptions {
  /** seconds since 1970, for `events` */
  readonly wallTime?: number;
  /** saver, collections and the like, for `meta` */
  readonly meta?: Omit<MetaGraphData, 'graph'>;
  /** hears of each node that is written */
  readonly onNode?: () => void;
}

/** The bytes of a file with this graph. Fails where no program could read it: from 2 GiB on. */
export function saveGraph(graph: GraphDefData, format: SaveFormat, { wallTime = 0, meta = PLAIN, onNode }: SaveOptions = {}): Result<Uint8Array> {
  switch (format) {
    case 'pb':
      return encodeGraph(graph, onNode);
    case 'pbtxt':
      return printGraph(graph, false, onNode);
    case 'meta':
      return encodeMetaGraph({ ...meta, graph }, onNode);
    case 'events': {
      const encoded = encodeGraph(graph, onNode);
      return encoded.ok
        ? { ok: true, value: encodeEvents([versionEvent(wallTime), { wallTime, step: 0, what: { kind: 'graph', value: encoded.value } }]) }
        : encoded;
    }
  }
}

const PLAIN: Omit<MetaGraphData, 'graph'> = {
  tags: [],
  tensorflowVersion: '',
  tensorflowGitVersion: '',
  strippedDefaultAttrs: false,
  collections: new Map(),
};
