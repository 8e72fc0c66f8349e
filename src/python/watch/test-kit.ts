/** Watched scripts for unit tests: in an interpreter of the test's own process, with a clock that only moves when it is looked at. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflate } from '../../lib/inflate.ts';
import { DEFAULTS, type RunConfig } from '../../protocol/config.ts';
import { COLUMNS, WIDTH, type Column, type RunEvent } from '../../protocol/frame.ts';
import type { Report, Status } from '../../protocol/messages.ts';
import type { ScriptPart } from '../../protocol/script.ts';
import { interpreter } from '../test-kit.ts';
import type { WatchOptions } from './options.ts';
import { Watched } from './watched.ts';

export type Row = Readonly<Record<Column, number>>;

export interface Seen {
  readonly rows: Row[];
  readonly events: RunEvent[];
  readonly parts: ScriptPart[];
  readonly last: ScriptPart;
  readonly status: Status;
  readonly reports: Report[];
  readonly stdout: string;
  readonly watched: Watched;
}

export interface SeeOptions extends Partial<RunConfig> { readonly bounds?: Pick<WatchOptions, 'limit' | 'seconds'>; /** Milliseconds that pass with each look at the clock. */ readonly tick?: number }

/** Runs a script and gathers what is reported. */
export async function see(source: string, { bounds = {}, tick = 0, ...config }: SeeOptions = {}): Promise<Seen> {
  const python = await interpreter();
  const digits = await inflate(new Uint8Array(readFileSync(join(process.env['PLAYGROUND_PUBLIC']!, 'digits.bin.z'))));
  const reports: Report[] = [];
  let time = 0;
  const host = { python, kit: { module: new WebAssembly.Module(EMPTY), stdlib: new Uint8Array(), snapshot: null } };
  const watched = new Watched(host, { config: { ...DEFAULTS.script, ...config, source }, run: 1, digits, ...bounds }, { post: (report) => reports.push(report), now: () => (time += tick) });
  watched.play();
  const frames = reports.flatMap((r) => (r.type === 'frames' ? [r] : []));
  const parts = reports.flatMap((r) => (r.type === 'script' ? [r.part] : []));
  const rows = frames.flatMap(({ batch }) => Array.from({ length: batch.count }, (_, i) => Object.fromEntries(COLUMNS.map((c, k) => [c, batch.rows[i * WIDTH + k]])) as Record<Column, number>));
  return {
    rows, parts, reports, watched, events: frames.flatMap((f) => f.events), last: parts.at(-1)!,
    status: reports.findLast((r) => r.type === 'status')!.status, stdout: parts.map((p) => p.stdout).join(''),
  };
}
/** A WebAssembly module with nothing in it. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
