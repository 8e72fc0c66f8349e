/** Interpreters for unit tests: in the test's own process, not closed off, each from the memory of the first, which is kept on disk. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPyodide, version, type PyodideAPI } from 'pyodide';
import { vi } from 'vitest';
import { inflate } from '../lib/inflate.ts';
import type { Package } from './bridge.ts';
import type { Context } from '../tf/context.ts';
import { runScript, type Report } from './script.ts';
import { PREPARE } from './sources.ts';

vi.setConfig({ testTimeout: 120_000 }); // an interpreter boots in 2 s, on a busy machine in 20

const OPTIONS = { jsglobals: {}, env: { HOME: '/home/script', PYTHONHASHSEED: '0' } };
let snapshot: Uint8Array | null = null;

/** A fresh interpreter. */
export async function interpreter(): Promise<PyodideAPI> {
  snapshot ??= await firstMemory();
  return loadPyodide({ ...OPTIONS, _loadSnapshot: snapshot });
}

/** The memory after a boot, which takes seconds and follows from the interpreter and from what prepares it alone: one file of tests makes it for all. */
async function firstMemory(): Promise<Uint8Array> {
  const folder = process.env['PLAYGROUND_CACHE'];
  const name = createHash('sha256').update(JSON.stringify([version, OPTIONS, PREPARE])).digest('hex').slice(0, 16);
  const kept = folder ? join(folder, `python-tests-${name}.snapshot`) : null;
  if (kept && existsSync(kept)) return new Uint8Array(readFileSync(kept));
  const first = await loadPyodide({ ...OPTIONS, _makeSnapshot: true });
  first.runPython(PREPARE);
  const memory = first.makeMemorySnapshot();
  if (folder && kept) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${kept}.${process.pid}`, memory);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  return memory;
}

export interface TestOptions { readonly packages?: (tf: Context) => readonly Package[]; /** Files of the script, by name. */ readonly files?: Readonly<Record<string, string>>; readonly name?: string }

/** Runs a script in a fresh interpreter, with all of its output in the report. */
export async function run(source: string, { packages, files = {}, name = 'script.py' }: TestOptions = {}): Promise<Report> {
  const python = await interpreter();
  python.FS.mkdirTree('/home/script');
  for (const [path, text] of Object.entries(files)) python.FS.writeFile(`/home/script/${path}`, text);
  const digits = await inflate(new Uint8Array(readFileSync(join(process.env['PLAYGROUND_PUBLIC']!, 'digits.bin.z'))));
  return runScript({ python, kit: { module: new WebAssembly.Module(EMPTY), stdlib: new Uint8Array(), snapshot: null } }, source, name, { digits, output: 1 << 20, ...(packages ? { packages } : {}) });
}
/** A WebAssembly module with nothing in it. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
