/**
 * The entry of the page's worker for scripts: one module worker runs one script, then the page ends it; it also ends it to stop a script. It
 * is ordered either to run a script and give its recording, or, as the program "Your script", to report it while it runs.
 * When a watched script is over, the worker stays until the page ends it, and hands out the script's graph, its nodes as a field and its last run when it is asked.
 * Nothing of it is loaded before it is asked for. Self-contained: nothing but messages goes in or out.
 */
import { describeEnd, openPython, type Kit } from './host.ts';
import { PREPARE } from './sources.ts';
import type { Watched } from './watch/watched.ts';
import { inflate } from '../lib/inflate.ts';
import type { FieldOrder, NodeOrder } from '../protocol/field.ts';
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

/** The script that was watched, when it is over; null where it could not even begin. */
let over: { run: number; watched: Watched | null } | null = null;

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
    const watched = new Watched(host, { config, run, digits }, { post, now: () => performance.now() });
    watched.play();
    over = { run, watched };
  } catch (error) {
    over = { run, watched: null };
    const none = (): Float64Array<ArrayBuffer> => new Float64Array(0);
    post({
      type: 'script', run, part: {
        phase: 'failed', stdout: '', epochs: null, lines: { passes: none(), added: none(), last: none() }, steps: new Int32Array(0), dropped: 0,
        values: [], findings: [], error: { ...describeEnd(error), line: null }, seconds: 0,
      },
    });
  }
}

async function graphOf(): Promise<void> {
  if (!over) return;
  const { run, watched } = over;
  if (!watched) {
    post({ type: 'graph', run, graph: { kind: 'failed', why: 'script', text: '' } });
    return;
  }
  const { answer, buffers } = await import('./watch/graph-answer.ts').then(({ graphAnswer }) => graphAnswer(watched, (share) => post({ type: 'graph-progress', run, share })),
    () => ({ answer: { kind: 'failed', why: 'unavailable', text: '' } as const, buffers: [] }));
  post({ type: 'graph', run, graph: answer }, buffers);
}

async function fieldOf(order: FieldOrder): Promise<void> {
  if (!over || !order.on) return;
  const { run, watched } = over;
  const look = watched && await import('./watch/field-answer.ts').then(({ fieldAnswer }) => fieldAnswer(watched, order), () => null);
  post({ type: 'field', run, look }, look ? [look.codes.buffer, look.counts.buffer] : []);
}

async function nodeOf(order: NodeOrder): Promise<void> {
  if (!over?.watched || !order.on) return;
  const { run, watched } = over;
  const { nodeAnswer } = await import('./watch/field-answer.ts');
  post({ type: 'node', run, look: nodeAnswer(watched, order) });
}

async function runOf(): Promise<void> {
  if (!over) return;
  const { run, watched } = over;
  if (!watched) {
    post({ type: 'run-graph', run, graph: { kind: 'failed', why: 'script', text: '' } });
    return;
  }
  const { answer, buffers } = await import('./watch/graph-answer.ts').then(({ runAnswer }) => runAnswer(watched), () => ({ answer: { kind: 'failed', why: 'unavailable', text: '' } as const, buffers: [] }));
  post({ type: 'run-graph', run, graph: answer }, buffers);
}

scope.onmessage = ({ data }: MessageEvent<ScriptOrder | Command>) => {
  if (!('type' in data)) void record(data);
  // What comes while the script runs is heard when it is over.
  else if (data.type === 'start') void watch(data);
  else if (data.type === 'graph') void graphOf();
  else if (data.type === 'run-graph') void runOf();
  else if (data.type === 'field') void fieldOf(data.order);
  else if (data.type === 'node') void nodeOf(data.order);
};
