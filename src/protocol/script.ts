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
