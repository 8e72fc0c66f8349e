/**
 * Messages between the page and the worker that looks at graphs: what a graph holds, one level of it laid out, details of a node.
 * Plain data; what there is one of per node or per item travels as columns. Nothing here knows how a graph is read or drawn.
 */

/** Files a graph can be saved as: `pb` is a binary GraphDef, `meta` a MetaGraphDef, `events` a TensorBoard file. */
export const GRAPH_FORMATS = ['pb', 'pbtxt', 'meta', 'events'] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/** A word for each node: `words[of[i]]` is that of node i. What a graph's own file cannot say comes beside it so: what made a node, its shape, its line. */
export interface NodeColumn {
  readonly name: string;
  readonly words: readonly string[];
  readonly of: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}
/** The column that colours the drawing, and those that details name. */
export const KIND_COLUMN = 'kind';
export const SHAPE_COLUMN = 'shape';
/** Its words are statements with their lines, as lib/statement.ts writes and reads them. */
export const LINE_COLUMN = 'line';

/**
 * A session's graph as the engine holds it. Nodes of one template have the same op, attributes, shapes and leaf; a name is put together
 * when somebody asks for it: `scope/leaf_number`.
 */
export interface NodeTable {
  /** a GraphDef in pieces: a node for each template, without name and inputs */
  templates: ArrayBuffer[];
  /** the last part of the name without its number, a template */
  leaves: string[];
  /** full names of the scopes that nodes are in; '' is the root */
  scopes: string[];
  /** one entry a node: its template, its scope, and the number in its name, 0 for none */
  template: Uint32Array<ArrayBuffer>;
  scope: Uint32Array<ArrayBuffer>;
  number: Uint32Array<ArrayBuffer>;
  /** the inputs of node i are start[i] … start[i + 1] - 1: values in order, then controls */
  start: Uint32Array<ArrayBuffer>;
  from: Int32Array<ArrayBuffer>;
  /** output of `from`; -1 for a control input */
  output: Int16Array<ArrayBuffer>;
}

/** The session's latest training run, seen by both accounts: bits of RAN_… a node. */
export interface RunMarks {
  account: 'told' | 'tensorflow';
  epoch: number;
  /** counted from 0 within the epoch */
  run: number;
  marks: Uint8Array<ArrayBuffer>;
}
/** As TensorFlow does, it executes the node: the fetches reach it, and nothing is fed in its place. */
export const RAN_NEEDED = 1;
/** As told, it executes the node. */
export const RAN_TOLD = 2;
/** Its value is handed to the run. */
export const RAN_FED = 4;

/** Where nodes lie on the modelled machine. */
export interface PageMap {
  /** bytes of a page */
  page: number;
  /** of each page: 0 video memory, 1 main memory, 2 disk */
  tier: Uint8Array<ArrayBuffer>;
  /** bytes of a node, a template; null where the account lays out no single nodes: then all are of `each` bytes */
  sizes: Float64Array<ArrayBuffer> | null;
  each: number;
}

/** What came of asking the running session for its graph. */
export type SessionGraph =
  /** `columns`: an entry a template; `ran`: null before the first training run, `pages`: null where nothing is modelled */
  | { kind: 'graph'; nodes: number; epoch: number; program: string; table: NodeTable; columns: NodeColumn[]; ran: RunMarks | null; pages: PageMap | null }
  /** too large to be looked at: `ops` and `kinds` are counted, most frequent first */
  | {
      kind: 'counts';
      why: 'nodes' | 'bytes';
      limit: number;
      nodes: number;
      epoch: number;
      ops: [op: string, count: number][];
      kinds: [kind: string, count: number][];
    }
  | { kind: 'failed'; why: 'stopped' | 'unavailable' | 'broken' | /** a script that has not come to its end */ 'script'; /** of `broken`: what happened */ text: string };

/** A graph before and after a pass of the optimiser in one: nodes that are there after it read what they read then, those that are gone what they read before. */
export interface DiffGraph {
  /** the pass, as the optimiser's file has it; '' for all of them */
  pass: string;
  round: number;
  before: number;
  after: number;
  /** nodes that are gone and not drawn, since the graph was too large to be handed out whole */
  omitted: number;
  /** a GraphDef in pieces */
  parts: ArrayBuffer[];
  /** FATE_COLUMN, INTO_COLUMN and WAS_COLUMN */
  columns: NodeColumn[];
}
/** Columns of a pass: what became of a node (FATES of inside.ts), the node that stands for it now, the op that it had where it has another. */
export const FATE_COLUMN = 'fate';
export const INTO_COLUMN = 'into';
export const WAS_COLUMN = 'was';

export type GraphSource =
  | { kind: 'file'; file: Blob; name: string }
  | { kind: 'session'; graph: Extract<SessionGraph, { kind: 'graph' }> }
  | { kind: 'diff'; diff: DiffGraph };

/** Page to the graph worker. `id` is in every answer. `aspect`: width to height of where a level will be drawn. */
export type GraphAsk = { id: number } & (
  | { type: 'open'; source: GraphSource; aspect: number }
  | { type: 'level'; place: number; aspect: number }
  | { type: 'inside'; place: number }
  | { type: 'node'; node: number }
  /** a level in which the node is seen by itself */
  | { type: 'reveal'; node: number; aspect: number }
  | { type: 'find'; text: string; most: number }
  | { type: 'save'; format: GraphFormat; /** seconds since 1970 */ wallTime: number }
);

/** The graph worker to the page. */
export type GraphTell = { id: number } & (
  | { type: 'progress'; stage: GraphStage; /** of the nodes, while they are written */ share?: number }
  | { type: 'failed'; error: string }
  | { type: 'opened'; summary: GraphSummary; level: Level }
  | { type: 'level'; level: Level; /** the item that was to be revealed; -1 for none */ item: number }
  | { type: 'inside'; inside: Inside }
  | { type: 'node'; node: NodeDetails }
  | { type: 'found'; text: string; found: Found[]; total: number }
  | { type: 'saved'; bytes: ArrayBuffer }
);
export type GraphStage = 'reading' | 'decoding' | 'sorting' | 'arranging' | 'writing';

export interface GraphSummary {
  /** what kind of file it came from: GraphDef, MetaGraphDef, SavedModel or events */
  format: string;
  /** text rather than binary */
  text: boolean;
  /** bytes of the file, and of the graph's nodes in it */
  bytes: number;
  nodeBytes: number;
  nodes: number;
  edges: number;
  controls: number;
  scopes: number;
  functions: number;
  producer: number;
  minConsumer: number;
  tensorflow: string;
  /** most frequent first; `known`: the engine can run it, null if nobody knows */
  ops: { op: string; count: number; known: boolean | null }[];
  /** nodes whose op the engine cannot run */
  unknown: number;
  /** sentences */
  problems: string[];
  /** names of the columns that came with it */
  columns: string[];
  /** the session's latest run, and how many nodes it executes by either account; null where none is known */
  ran: { account: RunMarks['account']; epoch: number; run: number; needed: number; told: number; fed: number } | null;
  /** nodes by what became of them in the pass, where it is one's before and after */
  fates: { fate: string; count: number }[];
}

/** What an item of a level stands for. */
export const ITEM_KINDS = ['node', 'scope', 'series', 'group', 'range', 'from', 'to'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** A level: what one scope or one fold holds, folded to at most LEVEL_MOST items, and where each is drawn. */
export interface Level {
  place: number;
  /** from the whole graph to this place */
  trail: { place: number; label: string }[];
  /** nodes inside, all depths */
  nodes: number;
  items: ItemColumns;
  edges: EdgeColumns;
  /** words of `items.mix` */
  kinds: string[];
  width: number;
  height: number;
  /** false if the edges were too many to be arranged by: then the items stand in rows */
  arranged: boolean;
}
/** Items of a level at most, ports included. */
export const LEVEL_MOST = 250;

/** One entry an item. Lengths in units of the drawing: CSS pixels at a scale of 1. */
export interface ItemColumns {
  count: number;
  /** index into ITEM_KINDS */
  kind: Uint8Array<ArrayBuffer>;
  label: string[];
  /** op of a node or of a series of nodes; empty where there are several */
  op: string[];
  /** nodes inside; for ports, edges */
  nodes: Uint32Array<ArrayBuffer>;
  /** members of a fold */
  members: Uint32Array<ArrayBuffer>;
  bytes: Float64Array<ArrayBuffer>;
  /** nodes inside whose op the engine cannot run */
  unknown: Uint32Array<ArrayBuffer>;
  /** what opens when the item is opened; -1: nothing */
  place: Int32Array<ArrayBuffer>;
  /** the node that it is, or for ports one of those it stands for; -1 for others */
  node: Int32Array<ArrayBuffer>;
  /** nodes inside that the latest run executed, as TensorFlow does and as told; all 0 where no run is known */
  needed: Uint32Array<ArrayBuffer>;
  told: Uint32Array<ArrayBuffer>;
  /** nodes inside by word of the column that colours the drawing, `kinds.length` an item */
  mix: Uint32Array<ArrayBuffer>;
  /** upper left corner */
  x: Float32Array<ArrayBuffer>;
  y: Float32Array<ArrayBuffer>;
  width: Float32Array<ArrayBuffer>;
  height: Float32Array<ArrayBuffer>;
}
/** One entry a pair of items with edges between them. */
export interface EdgeColumns {
  count: number;
  from: Uint16Array<ArrayBuffer>;
  to: Uint16Array<ArrayBuffer>;
  /** edges of the graph that carry values, and control edges */
  values: Uint32Array<ArrayBuffer>;
  controls: Uint32Array<ArrayBuffer>;
  /** 1: of an item with so many neighbours that its lines would bury the others; drawn only where an end is selected */
  quiet: Uint8Array<ArrayBuffer>;
  /** edge i runs through points start[i] … start[i + 1] - 1; x and y alternate */
  start: Uint32Array<ArrayBuffer>;
  points: Float32Array<ArrayBuffer>;
}

/** What a scope or a fold holds. */
export interface Inside {
  place: number;
  /** full name of the scope it is, or is in */
  name: string;
  nodes: number;
  bytes: number;
  ops: { op: string; count: number; known: boolean | null }[];
}

export interface Link {
  /** as the file has it: `a`, `a:1`, `^a` */
  text: string;
  /** -1 if no node has that name */
  node: number;
}
export interface NodeDetails {
  node: number;
  name: string;
  op: string;
  known: boolean | null;
  device: string;
  /** of its NodeDef */
  bytes: number;
  inputs: Link[];
  controls: Link[];
  /** nodes that use it, at most LINKS_MOST, and how many there are */
  users: Link[];
  usersTotal: number;
  attrs: { name: string; text: string }[];
  /** of its outputs, if the graph says */
  shape: string | null;
  /** words of the other columns */
  columns: { name: string; word: string }[];
  /** bits of RAN_…; null where no run is known */
  ran: number | null;
  /** where it lies on the modelled machine: its bytes there, the pages that they span, and the tier of the first */
  lies: { bytes: number; page: number; pages: number; tier: number; /** reckoned from the mean size of nodes */ about: boolean } | null;
  /** the node that stands for it now, after a pass; -1 for none */
  into: number;
}
export const LINKS_MOST = 50;
export interface Found {
  node: number;
  name: string;
  op: string;
}
