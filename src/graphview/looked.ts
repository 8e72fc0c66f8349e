// A graph that can be looked at: its index, what there is to say of it at a glance, and the way to its nodes for saving.
import type { GraphDefData, MetaGraphData } from '../graphdef/model.ts';
import type { GraphSummary } from '../graphdef/summary.ts';
import type { GraphIndex } from './graph-index.ts';

export interface Looked {
  readonly index: GraphIndex;
  readonly summary: GraphSummary;
  readonly meta?: Omit<MetaGraphData, 'graph'> | undefined;
  /** all nodes as they are saved */
  graph(): GraphDefData;
  /** a binary GraphDef of it, if there is one already */
  readonly pb?: Uint8Array;
}
