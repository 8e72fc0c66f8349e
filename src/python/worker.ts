/**
 * The entry of the page's worker for scripts: one module worker runs one script, then the page ends it; it also ends it to stop a script. It
 * is ordered either to run a script and give its recording, or, as the program "Your script", to report it while it runs.
 * Nothing of it is loaded before it is asked for. Self-contained: nothing but messages goes in or out.
 */
import { describeEnd, openPython, type Kit } from './host.ts';
import { PREPARE } from './sources.ts';
import { inflate } from '../lib/inflate.ts';
import type { Command, Report } from '../protocol/messages.ts';
import type { ScriptAnswer, ScriptOrder } from '../protocol/script.ts';
import stdlib from 'pyodide/python_stdlib.zip?url';
import wasm from 'pyodide/pyodide.asm.wasm?url';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = scope.postMessage.bind(scope) as (answer: ScriptAnswer | Report, transfer?: Transferable[]) => void;
type Start = Extract<Command, { type: 'start' }>;

async function fetched(url: string): Promise<Response> {
  const response = await fetch(new URL(url, scope.location.href));
  if (!response.ok) throw new Error(`Python could not be loaded: ${response.status} ${response.statusText} for ${response.url}`);
  return response;
}

async function parts(): Promise<Kit> {
  const [module, zip] = await Promise.all([fetched(wasm).then((r) => WebAssembly.compileStreaming(r)), fetched(stdlib).then((r) => r.arrayBuffer())]);
  return { module, stdlib: new Uint8Array(zip), snapshot: null };
}

const digitsFile = async (): Promise<Uint8Array> => inflate(new Uint8Array(await (await fetched('../digits.bin.z')).arrayBuffer()));

async function record({ run, kit: earlier }: ScriptOrder): Promise<void> {
  const given = earlier as Kit | undefined;
  try {
    const [kit, digits, { runScript }] = await Promise.all([given ?? parts(), digitsFile(), import('./script.ts')]);
    const host = await openPython({ kit, prepare: PREPARE });
    if (given) post({ ready: true });
    else post({ ready: true, kit: host.kit }, host.kit.snapshot ? [host.kit.snapshot.buffer as ArrayBuffer] : []);
    if (run) post({ report: runScript(host, run.source, run.name, { digits }) });
  } catch (error) {
    post({ error: describeEnd(error) });
  }
}

async function watch({ run, config, kit: earlier }: Start): Promise<void> {
  const given = earlier as Kit | undefined;
  try {
    const [kit, digits, { Watched }] = await Promise.all([given ?? parts(), digitsFile(), import('./watch/watched.ts')]);
    const host = await openPython({ kit, prepare: PREPARE });
    if (!given) post({ type: 'kit', run, kit: host.kit }, host.kit.snapshot ? [host.kit.snapshot.buffer as ArrayBuffer] : []);
    new Watched(host, { config, run, digits }, { post, now: () => performance.now() }).play();
  } catch (error) {
    const none = (): Float64Array<ArrayBuffer> => new Float64Array(0);
    post({
      type: 'script', run, part: {
        phase: 'failed', stdout: '', epochs: null, lines: { passes: none(), added: none(), last: none() }, steps: new Int32Array(0), dropped: 0,
        values: [], findings: [], error: { ...describeEnd(error), line: null }, seconds: 0,
      },
    });
  }
}

scope.onmessage = ({ data }: MessageEvent<ScriptOrder | Command>) => {
  if (!('type' in data)) void record(data);
  // What comes while the script runs is heard when it is over, when there is nothing left to do.
  else if (data.type === 'start') void watch(data);
};
