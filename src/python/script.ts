/**
 * One script in one interpreter: the packages at hand, both random generators seeded with 0, its lines and session runs watched. The
 * report has the form of the recordings of real TensorFlow. An interpreter runs one script; the next gets a fresh one (host.ts).
 */
import { deflate } from 'pako';
import { bindings as tensorflow } from '../tf/bindings/index.ts';
import { Context } from '../tf/context.ts';
import { Bridge, type Package, type PythonSide } from './bridge.ts';
import { oneDisk } from './files.ts';
import type { Host } from './host.ts';
import { numpyTables } from './numpy/index.ts';
import { Recorder, type RecordedGraph, type RecordedRun } from './recorder.ts';
import { sha256 } from './sha256.ts';
import { packWith } from '../lib/png.ts';

// zlib's own port, with the settings of libpng for filtered rows: images in summaries get the size that TensorFlow's have.
packWith((raw) => deflate(raw, { level: 6, strategy: 1 }));

export interface ScriptError { type: string; line: number | null; message: string }
/** A recording, without what only the recorder of real TensorFlow knows. */
export interface Report {
  script: string; source_sha256: string; tensorflow: string; dialect: string; settled: string[];
  error: ScriptError | null; stdout: string; run_calls: number; signatures: number;
  trace_entries: number; trace: [number, number, number][]; runs: RecordedRun[]; graphs: RecordedGraph[];
}
/** What the packages need beside their code. `digits`: the unpacked file that the page ships. */
export interface ScriptOptions { readonly digits: Uint8Array; readonly packages?: (tf: Context) => readonly Package[]; /** Most bytes of one graph. */ readonly limit?: number; /** Most characters of output in the report. */ readonly output?: number }
/** As the recordings have it. */
const OUTPUT = 4096;
const GRAPH = 1 << 30;

interface StartModule { connect(describe: string, call: Bridge['call'], free: Bridge['free']): void; run(source: string, name: string, state: () => number, cap: number): string; line(name: string): number; callback: PythonSide['callback'] }

/** Runs a script to its end. Throws only where the playground itself is broken; the script's own errors are in the report. */
export function runScript(host: Host, source: string, name: string, options: ScriptOptions): Report {
  const tf = new Context(options.limit ?? GRAPH);
  const packages = options.packages?.(tf) ?? [{ name: 'tensorflow', bindings: tensorflow, arrays: false }];
  const bridge = new Bridge(tf, [...packages, { name: 'numpy', bindings: numpyTables({ digits: options.digits }), arrays: true }]);
  const start = host.python.pyimport('_start') as unknown as StartModule;
  start.connect(bridge.describe(), bridge.call, bridge.free);
  bridge.python = { callback: start.callback };
  oneDisk(tf, host.python.FS);
  const recorder = new Recorder(tf, () => start.line(name));
  tf.observer = recorder;
  const told = JSON.parse(start.run(source, name, recorder.state, options.output ?? OUTPUT)) as Pick<Report, 'error' | 'stdout' | 'trace_entries' | 'trace'>;
  tf.observer = null;
  return {
    script: name, source_sha256: sha256(new TextEncoder().encode(source)), tensorflow: '2.15.1', dialect: 'compat.v1, v2 behaviour off', settled: [],
    error: told.error, stdout: told.stdout, run_calls: recorder.calls, signatures: recorder.signatureCount,
    trace_entries: told.trace_entries, trace: told.trace, runs: recorder.runs, graphs: recorder.listings(),
  };
}
