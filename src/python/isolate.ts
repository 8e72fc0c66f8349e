/**
 * Closing a worker off: what a script in Python could reach through a JavaScript object is taken out of the realm. The guarantee is
 * made here and not in Python, where nothing can be hidden: whoever holds any JavaScript object can climb to its constructors.
 */
import type { PyodideAPI } from 'pyodide';

type Bag = Record<PropertyKey, unknown>;
const realm = globalThis as unknown as Bag;

/** Globals that stay: the language itself, and what the interpreter and the engine use while a script runs. */
const KEEP = new Set([
  'globalThis', 'self', 'Infinity', 'NaN', 'undefined', 'Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Boolean', 'String', 'Symbol', 'Date', 'Promise',
  'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'JSON', 'Math', 'Intl', 'ArrayBuffer', 'Atomics',
  'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'Uint8ClampedArray', 'BigUint64Array',
  'BigInt64Array', 'DataView', 'Map', 'BigInt', 'Set', 'Iterator', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Proxy', 'Reflect', 'decodeURI', 'decodeURIComponent',
  'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'isFinite', 'isNaN', 'console', 'WebAssembly', 'TextEncoder', 'TextDecoder', 'performance', 'setTimeout', 'clearTimeout', 'queueMicrotask',
  'crypto', 'URL', 'atob', 'btoa', 'AbortController', 'AbortSignal', 'DOMException', 'Event', 'EventTarget', 'constructor',
]);

/**
 * Makes Node's worker thread look like a browser's worker while pyodide loads. Returns how to end the disguise. `process` stays away for good: with it pyodide would bring Node's file system, sockets and child processes along.
 */
export function withoutNode(): () => void {
  realm.importScripts = undefined; // pyodide tries it to learn whether this is a module worker; policies would object
  if (realm.process === undefined) return () => undefined;
  realm.process = undefined;
  const fakes: Bag = { location: new URL('file:///'), self: globalThis, WorkerGlobalScope: Object.defineProperty(function scope() { /* anything is an instance */ }, Symbol.hasInstance, { value: () => true }) };
  for (const [name, value] of Object.entries(fakes)) Object.defineProperty(realm, name, { value, configurable: true, writable: true });
  return () => {
    delete realm.WorkerGlobalScope;
    delete realm.location;
  };
}

/** Refuses to let WebAssembly memories grow beyond `bytes`: Python then raises MemoryError. */
export function limitMemory(bytes: number): void {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function limited(this: WebAssembly.Memory, pages: number): number {
    if (this.buffer.byteLength + pages * 65536 > bytes) throw new RangeError(`Python may take ${bytes} bytes of memory here`);
    return grow.call(this, pages);
  };
}

interface FileNode { contents?: Record<string, FileNode> | Uint8Array | null; usedBytes?: number }
type MemoryFiles = { ops_table?: { file?: { stream?: { write?: (...args: unknown[]) => number } } } };

/** Bytes in a folder and below it. */
function bytesIn({ contents, usedBytes }: FileNode): number {
  if (usedBytes !== undefined || !contents || ArrayBuffer.isView(contents)) return usedBytes ?? 0;
  return Object.values(contents).reduce((sum, node) => sum + bytesIn(node), 0);
}

/** Refuses to let files grow beyond `bytes` in all: writing then fails as on a full disk. */
export function limitFiles(python: PyodideAPI, bytes: number): void {
  const { FS } = python as unknown as { FS: { filesystems: { MEMFS: MemoryFiles }; root: FileNode; ErrnoError: new (code: number) => Error } };
  const stream = FS.filesystems.MEMFS.ops_table?.file?.stream;
  const write = stream?.write;
  if (!stream || !write) throw new Error('internal: the interpreter keeps its files in another way than expected');
  let written = 0; // since the files were last added up: what was overwritten or deleted counts until then
  stream.write = (...args) => {
    written += args[3] as number;
    if (written > bytes) {
      written = bytesIn(FS.root) + (args[3] as number);
      if (written > bytes) throw new FS.ErrnoError(51); // ENOSPC
    }
    return write(...args);
  };
}

/** Takes away everything that leads out of this worker. Call it when all is loaded; the worker's own port must be held already. */
export function scrub(python: PyodideAPI): void {
  for (const name of ['NODEFS', 'IDBFS', 'WORKERFS', 'PROXYFS', 'NATIVEFS_ASYNC']) delete (python.FS as unknown as { filesystems: Bag }).filesystems[name];
  const api = python as unknown as Bag;
  for (const name of ['loadPackage', 'loadPackagesFromImports', 'mountNodeFS', 'mountNativeFS', 'useNodeSockFS', 'unpackArchive', 'registerComlink', 'registerJsModule', 'makeMemorySnapshot']) {
    if (Object.getOwnPropertyDescriptor(api, name)?.configurable) delete api[name];
  }
  for (let object: object | null = globalThis; object !== null && object !== Object.prototype; object = Object.getPrototypeOf(object) as object | null) {
    for (const name of Reflect.ownKeys(object)) if (typeof name === 'string' && !KEEP.has(name)) remove(object, name);
  }
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) console[name] = () => undefined; // what the interpreter says of its own end
  // Code from strings: the page's policy forbids it; in Node the constructors are taken out of reach.
  const makers = [function plain() { /* empty */ }, async () => { /* empty */ }, function* generator() { /* empty */ }, async function* both() { /* empty */ }];
  const refuse = function Function(): never { throw new TypeError('code from strings is not allowed here'); };
  Object.defineProperty(refuse, 'prototype', { value: Function.prototype }); // pyodide asks `x instanceof Function`
  for (const f of makers) Object.defineProperty(Object.getPrototypeOf(f), 'constructor', { value: refuse, configurable: false, writable: false });
  Object.defineProperty(realm, 'Function', { value: refuse, configurable: false, writable: false });
}

function remove(object: object, name: string): void {
  try {
    if (Reflect.deleteProperty(object, name)) return;
    Object.defineProperty(object, name, { value: undefined });
  } catch {
    /* not to be removed: Infinity and the like, which are kept anyway */
  }
}
