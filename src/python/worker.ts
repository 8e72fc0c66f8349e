/**
 * The entry of the page's worker for scripts: one module worker runs one script, then the page ends it; it also ends it to stop a script.
 * Nothing of it is loaded before it is asked for. Self-contained: nothing but messages goes in or out.
 */
import { describeEnd, openPython, type Kit } from './host.ts';
import { PREPARE } from './sources.ts';
import { inflate } from '../lib/inflate.ts';
import type { ScriptAnswer, ScriptOrder } from '../protocol/script.ts';
import stdlib from 'pyodide/python_stdlib.zip?url';
import wasm from 'pyodide/pyodide.asm.wasm?url';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = scope.postMessage.bind(scope) as (answer: ScriptAnswer, transfer?: Transferable[]) => void;

async function fetched(url: string): Promise<Response> {
  const response = await fetch(new URL(url, scope.location.href));
  if (!response.ok) throw new Error(`Python could not be loaded: ${response.status} ${response.statusText} for ${response.url}`);
  return response;
}

async function parts(): Promise<Kit> {
  const [module, zip] = await Promise.all([fetched(wasm).then((r) => WebAssembly.compileStreaming(r)), fetched(stdlib).then((r) => r.arrayBuffer())]);
  return { module, stdlib: new Uint8Array(zip), snapshot: null };
}

async function handle({ run, kit: earlier }: ScriptOrder): Promise<void> {
  const given = earlier as Kit | undefined;
  try {
    const [kit, packed, { runScript }] = await Promise.all([
      given ?? parts(), fetched('../digits.bin.z').then((r) => r.arrayBuffer()), import('./script.ts'),
    ]);
    const digits = await inflate(new Uint8Array(packed));
    const host = await openPython({ kit, prepare: PREPARE });
    if (given) post({ ready: true });
    else post({ ready: true, kit: host.kit }, host.kit.snapshot ? [host.kit.snapshot.buffer as ArrayBuffer] : []);
    if (run) post({ report: runScript(host, run.source, run.name, { digits }) });
  } catch (error) {
    post({ error: describeEnd(error) });
  }
}

scope.onmessage = (event: MessageEvent<ScriptOrder>) => void handle(event.data);
