/** What a pass is: it changes the working graph, and says of nodes where they went. */
import type { WorkGraph } from './graph.ts';

/** Where a node went: what `Change` says, as far as a pass knows more than the node lists show. */
export interface Notes {
  readonly merged: Map<string, string>;
  readonly folded: Set<string>;
  readonly fused: Map<string, string>;
}

export interface PassContext {
  readonly notes: Notes;
  readonly aggressive: boolean;
}

export type Pass = (g: WorkGraph, context: PassContext) => void;
