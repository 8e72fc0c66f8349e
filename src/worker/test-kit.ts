/** Small runs for the tests of this folder: the worker's own Runner, with a clock that stands still, so that rows can be compared whole. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { loading, PROGRAM_IDS } from '../programs/index.ts';
import type { Action } from '../protocol/action.ts';
import { DEFAULTS, type RunConfig } from '../protocol/config.ts';
import { COLUMNS, type Column, type RunEvent } from '../protocol/frame.ts';
import { parseDigits } from './digits.ts';
import { importing } from './importing.ts';
import type { Boundary } from './loop.ts';
import { Runner } from './runner.ts';

export const digits = parseDigits(new Uint8Array(inflateSync(readFileSync(join(import.meta.dirname, '../../public/digits.bin.z')))));

await importing();
for (const program of PROGRAM_IDS) await loading({ program, optimizer: 'adam' });

export type Row = Readonly<Record<Column, number>>;
export interface Played { runner: Runner; rows: Row[]; raw: Float64Array[]; events: RunEvent[] }

/** A config from a program's defaults. */
export const configOf = (part: Partial<RunConfig>): RunConfig => ({ ...DEFAULTS[part.program ?? 'perceptron'], ...part });

export const rowOf = (raw: Float64Array): Row => Object.fromEntries(COLUMNS.map((c, i) => [c, raw[i]])) as Record<Column, number>;

/**
 * Plays a run until it is done, at an error, or `visit` says stop. `visit` hears of every boundary and may ask the runner
 * for something; after an error the run goes on only where it returns 'go'.
 */
export function play(part: Partial<RunConfig>, log: readonly Action[] = [], visit: (boundary: Boundary, played: Played) => 'stop' | 'go' | void = () => {}, limit?: number): Played {
  const rows: Row[] = [];
  const raw: Float64Array[] = [];
  const events: RunEvent[] = [];
  const host = { now: () => 0, frame: (row: Float64Array) => { raw.push(row); rows.push(rowOf(row)); }, event: (e: RunEvent) => events.push(e) };
  const runner = new Runner(configOf(part), log, digits, host, limit);
  const played: Played = { runner, rows, raw, events };
  for (const boundary of runner.steps()) {
    const said = visit(boundary, played);
    if (said === 'stop' || boundary === 'done' || (boundary === 'error' && said !== 'go')) break;
  }
  return played;
}

/** The variables of the model, by the names a checkpoint has, as hexadecimal bytes. */
export function weights({ runner }: Played): Record<string, string> {
  return Object.fromEntries([...runner.model!.variables].map(([name, v]) => {
    const data = runner.session.readVariable(v.ref.id).data as Float32Array;
    return [name, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')];
  }));
}

export const losses = ({ rows }: Played): number[] => rows.map((r) => r.loss);
export const kinds = ({ events }: Played): string[] => events.map((e) => `${e.kind} ${e.epoch}`);
