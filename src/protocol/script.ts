/** Messages between the page and the worker that runs a Python script. Plain data; a worker runs one script and is then ended. */

/** `kit`: what an earlier worker gave back, opaque to the page; without it everything is fetched and booted, which takes seconds. */
export interface ScriptOrder { readonly run: { readonly source: string; readonly name: string } | null; readonly kit?: unknown }

/** What the script did, in the format of the recordings of real TensorFlow. */
export interface ScriptReport {
  readonly script: string;
  readonly error: { readonly type: string; readonly line: number | null; readonly message: string } | null;
  readonly stdout: string;
  /** `[line, graph, nodes]` after each line that changed them. */
  readonly trace: readonly (readonly number[])[];
  readonly runs: readonly object[];
  readonly graphs: readonly { readonly node_count: number }[];
}

/** `ready` comes when the interpreter stands, with a kit for the next worker if none was given; then the report, or what ended the script. */
export type ScriptAnswer = { readonly ready: true; readonly kit?: unknown } | { readonly report: ScriptReport } | { readonly error: { readonly type: string; readonly message: string } };

/** What is new since the last part, of a script that runs watched. Arrays by line have the line's number as index; 0 is no line. */
export interface ScriptPart {
  /** `loading`: Python is being fetched or booted. `stopped` is the page's own word: a worker that is ended says nothing. */
  readonly phase: 'loading' | 'running' | 'done' | 'failed' | 'stopped';
  /** What was printed since. */
  readonly stdout: string;
  /** Line of the loop over epochs, and how it is known; null: no loop runs the session, and the whole script is one epoch. Of several one after the other, the first. */
  readonly epochs: { readonly line: number; readonly how: 'found' | 'marked' } | null;
  /** By line: how often it was executed, the nodes it added in all, and those of its last pass. */
  readonly lines: { readonly passes: Float64Array<ArrayBuffer>; readonly added: Float64Array<ArrayBuffer>; readonly last: Float64Array<ArrayBuffer> };
  /** Order of execution since: pairs of a line and the nodes in the default graph after it. */
  readonly steps: Int32Array<ArrayBuffer>;
  /** Steps that were not kept, in all: there are at most 100,000. */
  readonly dropped: number;
  /** Newest values of what was fetched under a name of the script, since. */
  readonly values: readonly ScriptValue[];
  /** Leaks as known now, the one with most nodes first: they replace the former. */
  readonly findings: readonly Finding[];
  readonly error: ScriptProblem | null;
  /** Measured, since Python stood. */
  readonly seconds: number;
}

export interface ScriptValue {
  /** The script's name of the tensor. */
  readonly name: string;
  /** Line of the session run that fetched it. */
  readonly line: number;
  /** Which run of the session fetched it, from 1. */
  readonly run: number;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Shortened as numpy prints. */
  readonly text: string;
}

/** How a script ended: Python's or TensorFlow's own words, or a plain sentence where a bound was met. */
export interface ScriptProblem { readonly type: string; readonly line: number | null; readonly message: string; /** from 1 */ readonly column?: number }

/** What kind of thing a leaking line makes; the page has a sentence and a cure for each. */
export const FINDING_KINDS = [
  'assign', 'constant', 'loss', 'gradients', 'optimizer', 'summary', 'saver', 'initializer', 'index', 'operator', 'variable', 'placeholder', 'model', 'restore', 'other',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** A leak: a line that adds nodes on (nearly) every pass of its loop. */
export interface Finding {
  readonly line: number;
  /** The line as it is written, without its indentation. */
  readonly text: string;
  readonly passes: number;
  /** Nodes added on its last pass that added any. */
  readonly perPass: number;
  /** Nodes added in all. */
  readonly nodes: number;
  /** Share of all nodes that the script added. */
  readonly share: number;
  /** Of its last 20 passes (or all, if there were fewer), those that added nodes. */
  readonly recent: number;
  readonly kind: FindingKind;
  /** Op types of a pass with their numbers, most first. */
  readonly ops: readonly (readonly [string, number])[];
  /** Line of the loop above which to hoist it; null: it is in none that is written in the script. */
  readonly loop: number | null;
}
