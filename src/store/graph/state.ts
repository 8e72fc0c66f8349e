/** What the graph view knows. Types and the initial value only. */
import type { DiffGraph, Found, GraphFormat, GraphStage, GraphSummary, Inside, Level, NodeDetails, SessionGraph } from '../../protocol/graph-view.ts';

/** The graph that is looked at. */
export interface Shown {
  source: 'session' | 'file' | 'diff';
  /** the file's name, or the program */
  name: string;
  /** of the session: which run, and when */
  run: number;
  epoch: number;
  /** of `file`: built by real TensorFlow, and shown as it was recorded */
  recorded?: boolean;
  summary: GraphSummary;
  /** of `diff`: the pass, and the run of the epoch, counted from 0 */
  diff?: Omit<DiffGraph, 'parts' | 'columns'> & { at: number };
}

/** Whose account of the latest run the drawing marks. */
export type Marks = 'tensorflow' | 'told' | 'off';

export type Counts = Extract<SessionGraph, { kind: 'counts' }>;

/** A graph being opened. `writing`: the session's graph is written by the engine. */
export interface Opening {
  source: Shown['source'];
  name: string;
  stage: GraphStage;
  /** of the stage `writing`, 0 to 1 */
  share: number;
}

/** Why the last wish came to nothing. The graph that was looked at is still there, but for `lost`. */
export type GraphTrouble =
  | { kind: 'file'; text: string }
  | { kind: 'session'; why: 'stopped' | 'unavailable' | 'broken' | 'script'; text: string }
  | { kind: 'worker'; text: string }
  | { kind: 'lost'; text: string };

export interface GraphViewState {
  shown: Shown | null;
  /** counts of a session's graph that is too large to be looked at */
  counts: (Counts & { run: number }) | null;
  opening: Opening | null;
  trouble: GraphTrouble | null;
  level: Level | null;
  marks: Marks;
  /** item of the level; -1 for none */
  selected: number;
  /** of the selected item, once they are known */
  details: NodeDetails | null;
  inside: Inside | null;
  search: { text: string; found: Found[]; total: number } | null;
  saving: GraphFormat | null;
  /** how much of that is written */
  savedShare: number;
}

export const NOTHING_SHOWN: GraphViewState = {
  shown: null,
  counts: null,
  opening: null,
  trouble: null,
  level: null,
  marks: 'off',
  selected: -1,
  details: null,
  inside: null,
  search: null,
  saving: null,
  savedShare: 0,
};
