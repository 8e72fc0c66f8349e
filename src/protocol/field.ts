/**
 * The nodes of the session's graph as a field, one cell a node: what the page asks for and what the engine's worker answers. One byte a
 * node, of which only those that changed are sent, in transferred buffers. How they are found: worker/field-look.ts.
 */

/** What the colour of a node says. */
export const FIELD_COLOURS = ['leaked', 'epoch', 'op', 'tier', 'executed'] as const;
export type FieldColour = (typeof FIELD_COLOURS)[number];

/** Codes of nodes, by what the colour says; those of epochs and ops are explained where they are made. */
export const LIVE = { live: 0, leaked: 1 } as const;
export const TIER = { video: 0, main: 1, disk: 2 } as const;
export const EXECUTED = { not: 0, executed: 1 } as const;
/** The code of all ops beyond the first 255. */
export const OTHER_OPS = 255;
/** Most groups of epochs; each has two codes, for its odd and its even epochs, so that neighbours can be told apart. */
export const EPOCH_GROUPS = 12;
export const CODES = 256;

export interface FieldOrder {
  /** In the answers, so that it is known which order was obeyed. */
  readonly id: number;
  readonly on: boolean;
  readonly by: FieldColour;
}
export interface NodeOrder {
  readonly id: number;
  readonly on: boolean;
  /** The node to be described; -1: none. */
  readonly node: number;
}

export interface FieldLook {
  readonly id: number;
  readonly by: FieldColour;
  /** The epoch under way or the last one that is over; runs of it that are over, 0: all, or `within` the first. */
  readonly epoch: number;
  readonly within?: boolean;
  readonly run: number;
  /** Which graph it is: rises when the session's graph is replaced by an empty one. */
  readonly graph: number;
  /** Nodes in the graph that are known of here. */
  readonly nodes: number;
  /** Codes of the nodes from `from` on: all others are as they were. The first answer to an order, and the first of a graph, has all. */
  readonly from: number;
  readonly codes: Uint8Array<ArrayBuffer>;
  /** Nodes by code, all of the graph's. */
  readonly counts: Float64Array<ArrayBuffer>;
  /** Ops by code; empty where the colour says something else. */
  readonly ops: readonly string[];
  /** Epochs of one group: codes 2g and 2g + 1 are of epochs g * width + 1 to (g + 1) * width. */
  readonly width: number;
  /** Whether the executions that are told of were real; the graph's nodes are. */
  readonly real: boolean;
}

/** All about one node. */
export interface NodeLook {
  readonly id: number;
  readonly node: NodeFacts | null;
}
export interface NodeFacts {
  readonly node: number;
  readonly name: string;
  readonly op: string;
  /** What made it: forward, loss, gradients … */
  readonly kind: string;
  /** Names of the outputs that it takes, and of the nodes that it waits for (`^a`); the first few. */
  readonly inputs: readonly string[];
  readonly inputsInAll: number;
  /** dtype and shape of each output; null: not even the rank is known. */
  readonly outputs: readonly { readonly dtype: string; readonly shape: readonly (number | null)[] | null }[];
  /**
   * Modelled: bytes by the account, record and outputs (null where it lays out no single nodes), the page in which it begins, and where that
   * lies. Null while the pages of a large graph are being gone through; another answer follows.
   */
  readonly memory: { readonly bytes: number | null; readonly page: number; readonly tier: keyof typeof TIER } | null;
  /** 0: before the first. */
  readonly epoch: number;
  /** The line of the script, as ScriptLine's id; -1: none. */
  readonly line: number;
  readonly leaked: boolean;
  readonly executed: boolean;
}
/** Most inputs that are named. */
export const INPUTS_MOST = 8;
