/**
 * `headless --script`: runs Python scripts in Node, each in a fresh interpreter in a worker thread of its own that is ended when it takes
 * too long or too much. Not the interpreter (src/python), not the comparing with recordings (parity.ts).
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Kit } from '../python/host.ts';
import type { Report } from '../python/script.ts';
import { inflate } from '../lib/inflate.ts';
import { sha256 } from '../python/sha256.ts';
import { PREPARE } from '../python/sources.ts';

export interface Limits {
  /** Seconds that a script may run. */
  readonly seconds: number;
  /** Bytes that Python may take. */
  readonly memory: number;
  /** Characters of output in the report, if not as many as recordings have. */
  readonly output?: number;
}
export const LIMITS: Limits = { seconds: 300, memory: 1 << 30 };

/** What `headless` prints where no report came about: the script was ended, or the worker died. */
export interface Failure { script: string; error: { type: string; line: null; message: string }; stopped: true }

type Answer = { kit?: Kit; started?: true; report?: Report; error?: { type: string; message: string } };

/** Interpreters from one boot: the first call takes seconds, later ones a fraction. */
export class Scripts {
  private kit: Promise<Kit> | null = null;
  private digits: Promise<Uint8Array> | null = null;
  private readonly workers = new Set<Worker>();

  constructor(private readonly limits: Limits = LIMITS) {}

  /** Runs one script. Never throws for what the script does. */
  async run(path: string): Promise<Report | Failure> {
    return this.runSource(readFileSync(path, 'utf8'), basename(path));
  }

  async runSource(source: string, name: string, limits: Limits = this.limits): Promise<Report | Failure> {
    this.kit ??= this.boot();
    const kit = await this.kit;
    const failed = (type: string, message: string): Failure => ({ script: name, error: { type, line: null, message }, stopped: true });
    try {
      const answer = await this.order(kit, { source, name }, limits);
      return answer.report ?? failed(answer.error?.type ?? 'InternalError', answer.error?.message ?? 'the interpreter gave no report');
    } catch (error) {
      if (error instanceof Stopped) return failed(error.type, error.message);
      throw error;
    }
  }

  private async boot(): Promise<Kit> {
    const find = createRequire(import.meta.url).resolve;
    const module = await WebAssembly.compile(readFileSync(find('pyodide/pyodide.asm.wasm')));
    const kit: Kit = { module, stdlib: shared(readFileSync(find('pyodide/python_stdlib.zip'))), snapshot: null };
    // A snapshot follows from the interpreter and from what prepares it alone: it is kept for the next command.
    const folder = process.env['PLAYGROUND_CACHE'];
    const kept = folder ? join(folder, `python-${sha256(new TextEncoder().encode(readFileSync(find('pyodide/package.json'), 'utf8') + PREPARE)).slice(0, 16)}.snapshot`) : null;
    if (kept && existsSync(kept)) return { ...kit, snapshot: shared(readFileSync(kept)) };
    const { kit: booted, error } = await this.order(kit, null, { ...this.limits, seconds: 60 });
    if (!booted?.snapshot) throw new Error(`Python could not be started: ${error?.message ?? 'no answer'}`);
    if (kept) {
      writeFileSync(`${kept}.${process.pid}`, booted.snapshot);
      renameSync(`${kept}.${process.pid}`, kept);
    }
    return { ...kit, snapshot: shared(booted.snapshot) };
  }

  private async order(kit: Kit, script: { source: string; name: string } | null, limits: Limits): Promise<Answer> {
    const folder = process.env['PLAYGROUND_PUBLIC'];
    const entry = process.env['PLAYGROUND_PYTHON'];
    if (!folder || !entry) throw new Error('PLAYGROUND_PUBLIC and PLAYGROUND_PYTHON should name the folder of digits.bin.z and the bundled python-worker');
    this.digits ??= inflate(new Uint8Array(readFileSync(join(folder, 'digits.bin.z'))));
    const digits = await this.digits;
    const worker = new Worker(entry, { env: {}, stdin: false, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 1024, stackSizeMb: 16 } });
    this.workers.add(worker);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Answer>((resolve, reject) => {
        timer = setTimeout(() => reject(new Stopped('TimeoutError', `stopped after ${limits.seconds} s`)), limits.seconds * 1000);
        worker.on('message', (answer: Answer) => { if (!answer.started) resolve(answer); });
        worker.on('error', (error: Error & { code?: string }) => reject(new Stopped(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'MemoryError' : 'SystemError', error.message)));
        worker.on('exit', () => reject(new Stopped('SystemExit', 'the interpreter ended')));
        worker.postMessage({ kit, digits, script, memory: limits.memory, ...(limits.output ? { output: limits.output } : {}) });
      });
    } finally {
      clearTimeout(timer);
      this.workers.delete(worker);
      await worker.terminate();
    }
  }

  /** Ends all scripts that are running. */
  async stop(): Promise<void> { await Promise.all([...this.workers].map((w) => w.terminate())); }
}

/** A copy that workers read without copying it again. */
function shared(bytes: Uint8Array): Uint8Array {
  const made = new Uint8Array(new SharedArrayBuffer(bytes.length));
  made.set(bytes);
  return made;
}

class Stopped extends Error {
  constructor(readonly type: string, message: string) { super(message); }
}

/** Runs scripts, prints one JSON object a line in their order. */
export async function runScripts(paths: readonly string[]): Promise<number> {
  const scripts = new Scripts();
  for await (const report of inOrder(paths, availableParallelism(), (path) => scripts.run(path))) process.stdout.write(`${JSON.stringify(report)}\n`);
  return 0;
}

/** Results of `work` in the order of the items, with at most `jobs` at a time. */
export async function* inOrder<T, R>(items: readonly T[], jobs: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const pending: Promise<R>[] = [];
  let next = 0;
  while (next < items.length || pending.length > 0) {
    while (pending.length < jobs && next < items.length) {
      const started = work(items[next++]);
      started.catch(() => undefined);
      pending.push(started);
    }
    yield await pending.shift()!;
  }
}
