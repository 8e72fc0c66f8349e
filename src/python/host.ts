/**
 * The Python interpreter: pyodide, loaded only when asked for, in a module worker of the page and in a worker thread of Node alike.
 * Not the packages that scripts import (bridge.ts, modules/) and not the running of a script (script.ts).
 *
 * The worker is prepared to look like a bare browser worker (isolate.ts), so that pyodide has no Node files, sockets or processes to
 * offer in the first place; after loading, what is left of the realm that could reach anything is taken away for good.
 */
import type { PyodideAPI } from 'pyodide';
import { limitFiles, limitMemory, scrub, withoutNode } from './isolate.ts';

/** What an interpreter is made from. `snapshot`: the memory of one that was just booted; a fresh one then starts in a tenth of the time. */
export interface Kit {
  readonly module: WebAssembly.Module;
  readonly stdlib: Uint8Array;
  readonly snapshot: Uint8Array | null;
}

export interface HostOptions {
  readonly kit: Kit;
  /** Python text that is run once, before a snapshot is made: what every script needs and nothing that holds JavaScript. */
  readonly prepare: string;
  /** Most memory that Python may take, in bytes. */
  readonly memory?: number;
  /** Seconds after which loading counts as failed: a forbidden WebAssembly neither resolves nor rejects. */
  readonly timeout?: number;
}

export interface Host {
  readonly python: PyodideAPI;
  /** The kit with a snapshot of this interpreter, if it had none. */
  readonly kit: Kit;
}

const DEFAULT_MEMORY = 1 << 30;
const DEFAULT_TIMEOUT = 60;
/** Read by pyodide before it starts; no packages are ever loaded, so it lists none. */
const LOCK = JSON.stringify({ info: { arch: 'wasm32', abi_version: '2026_0', platform: 'emscripten_5_0_3', version: '314.0.7', python: '3.14.2' }, packages: {} });

/** Loads the interpreter into this worker and closes the worker off. Throws what went wrong, in words for the visitor. */
export async function openPython(options: HostOptions): Promise<Host> {
  const seconds = options.timeout ?? DEFAULT_TIMEOUT;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Python did not start within ${seconds} s. The browser may forbid WebAssembly on this page, or be short of memory.`)), seconds * 1000);
  });
  try {
    return await Promise.race([load(options), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What ended an interpreter, as a Python error's name and a sentence. An error that is none of the script's doing is an InternalError. */
export function describeEnd(error: unknown): { type: string; message: string } {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /call stack/i.test(text)) return { type: 'RecursionError', message: 'the script nests calls deeper than the interpreter can' };
  if (/MemoryError|out of memory|allocation failed|memory here/i.test(text)) return { type: 'MemoryError', message: 'the script ran out of memory' };
  if (/terminated with exit/i.test(text)) return { type: 'SystemExit', message: text.replace(/^.*exit/i, 'exit') };
  if (error instanceof WebAssembly.RuntimeError || /eval is not defined|code from strings/.test(text)) return { type: 'SystemError', message: `the script broke the interpreter: ${text}` };
  return { type: 'InternalError', message: error instanceof Error ? (error.stack ?? text) : text };
}

async function load({ kit, prepare, memory = DEFAULT_MEMORY }: HostOptions): Promise<Host> {
  const restore = withoutNode();
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([import('pyodide'), import('pyodide/pyodide.asm.mjs')]);
  limitMemory(memory);
  const plain = { fetch: globalThis.fetch, instantiateStreaming: WebAssembly.instantiateStreaming };
  // pyodide fetches its two files itself; they are here already. (A response takes no shared memory: hence the copy.)
  globalThis.fetch = (): Promise<Response> => Promise.resolve(new Response(kit.stdlib.slice()));
  WebAssembly.instantiateStreaming = async (_source, imports) => ({ instance: await WebAssembly.instantiate(kit.module, imports), module: kit.module });
  let python: PyodideAPI;
  let { snapshot } = kit;
  try {
    python = await loadPyodide({
      indexURL: new URL('python/', location.href).href, jsglobals: {}, createPyodideModule, lockFileContents: LOCK, packageBaseUrl: 'none:/',
      env: { HOME: '/home/script', PYTHONHASHSEED: '0' }, stdin: () => null, stdout: () => undefined, stderr: () => undefined,
      ...(snapshot ? { _loadSnapshot: snapshot } : { _makeSnapshot: true }),
    });
    if (!snapshot) {
      python.runPython(prepare);
      snapshot = python.makeMemorySnapshot();
    }
  } finally {
    globalThis.fetch = plain.fetch;
    WebAssembly.instantiateStreaming = plain.instantiateStreaming;
  }
  restore();
  limitFiles(python, memory / 4);
  scrub(python);
  return { python, kit: { ...kit, snapshot } };
}
