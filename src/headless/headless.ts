/** The headless command: the worker's code in Node, a link in and one JSON object out; or Python scripts (script.ts). Not part of the page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { project } from '../lib/fit.ts';
import { COLUMNS, PHASES, TERMS, type RunEvent } from '../protocol/frame.ts';
import { parseLink } from '../presets/schema.ts';
import { inflate, parseDigits } from '../worker/digits.ts';
import { importing } from '../worker/importing.ts';
import { loading, Runner } from '../worker/runner.ts';

const USAGE = "usage: npm run --silent headless -- --link 'v=1&…' [--epochs n]   (n: stop after so many epochs, of all models together)   or: --script A.py [--script B.py …]";

interface Call { link: string; epochs: number | null; scripts: readonly string[] }

/** Reads the command line. Throws one line of what was expected and what came. */
export function parseCall(argv: readonly string[]): Call {
  let link: string | null = null;
  let epochs: number | null = null;
  const scripts: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [name, inline] = argv[i].split(/=(.*)/s, 2) as [string, string | undefined];
    const value = inline ?? argv[++i];
    if (name !== '--link' && name !== '--epochs' && name !== '--script') throw new Error(`unknown option ${name}; ${USAGE}`);
    if (value === undefined) throw new Error(`${name} needs a value; ${USAGE}`);
    if (name === '--link') link = value;
    else if (name === '--script') scripts.push(value);
    else {
      epochs = Number(value);
      if (!Number.isSafeInteger(epochs) || epochs < 1) throw new Error(`--epochs: expected a whole number from 1 on, got '${value}'; ${USAGE}`);
    }
  }
  if (scripts.length > 0) {
    if (link !== null || epochs !== null) throw new Error(`--script goes with no other option; ${USAGE}`);
    return { link: '', epochs, scripts };
  }
  if (link === null) throw new Error(`--link is missing; ${USAGE}`);
  return { link, epochs, scripts };
}

/** JSON knows neither NaN nor infinity. */
const finite = (v: number): number | null => (Number.isFinite(v) ? v : null);

function phases(value: (column: string) => number): Record<string, number> | null {
  const out: Record<string, number> = {};
  let total = 0;
  for (const p of PHASES) {
    const seconds = value(p);
    if (Number.isNaN(seconds)) return null;
    out[p] = seconds;
    total += seconds;
  }
  return { ...out, total };
}

/** Runs a link or scripts and prints JSON. Returns the exit code; a broken call throws. */
export async function main(argv: readonly string[]): Promise<number> {
  const call = parseCall(argv);
  if (call.scripts.length > 0) return (await import('./script.ts')).runScripts(call.scripts);
  const { config, log, at, warnings } = parseLink(call.link);
  if (config.program === 'script') throw new Error('expected a link to a program of the page, found one with a script of its own: run scripts with --script FILE.py');
  const folder = process.env['PLAYGROUND_PUBLIC'];
  if (!folder) throw new Error('PLAYGROUND_PUBLIC names no folder with digits.bin.z');
  const digits = parseDigits(await inflate(new Uint8Array(readFileSync(join(folder, 'digits.bin.z')))));
  await loading(config);
  await importing();
  const rows: Float64Array[] = [];
  const events: RunEvent[] = [];
  const runner = new Runner(config, log, digits, { now: () => performance.now(), frame: (row) => rows.push(row), event: (e) => events.push(e) });
  const last = call.epochs ?? at ?? Infinity;
  if (last > 0) {
    for (const boundary of runner.steps()) {
      if (boundary === 'error' || boundary === 'done' || (boundary === 'epoch' && rows.length >= last)) break;
    }
  }
  process.stdout.write(`${JSON.stringify(report(runner, rows, events, warnings))}\n`);
  return 0;
}

function report(runner: Runner, rows: readonly Float64Array[], events: readonly RunEvent[], warnings: unknown): object {
  const epochs = rows.map((row) => {
    const get = (column: string): number => row[COLUMNS.indexOf(column as (typeof COLUMNS)[number])];
    return {
      epoch: get('epoch'), model: get('model'), nodes: get('nodes'), peak: get('peak'), added: get('added'), cleared: get('cleared'),
      executed: get('executed'), runs: get('runs'), signatures: get('signatures'), fetched: get('fetched'),
      bytes: { video: get('video'), main: get('main'), disk: get('disk'), held: get('held'), kept: get('kept'), returned: get('returned') },
      peaks: { video: get('peakVideo'), main: get('peakMain'), disk: get('peakDisk') },
      moved: { up: get('upVideo') + get('upMain'), down: get('downVideo') + get('downMain') },
      links: { video: { up: get('upVideo'), down: get('downVideo') }, main: { up: get('upMain'), down: get('downMain') } },
      touches: get('touches'), faults: get('faults'),
      modelled: phases((p) => get(`modelled.${p}`)), terms: Object.fromEntries(TERMS.map((t) => [t, get(`term.${t}`)])), measured: phases((p) => get(`measured.${p}`)),
      engineBytes: get('engineBytes'), loss: finite(get('loss')), accuracy: finite(get('accuracy')),
      events: events.filter((e) => e.epoch === get('epoch')).map(({ kind, run, text, detail }) => ({ kind, run, text, ...detail })),
    };
  });
  const times = Float64Array.from(rows, (row) => PHASES.reduce((sum, p) => sum + row[COLUMNS.indexOf(`modelled.${p}`)], 0));
  return {
    config: runner.config, warnings, epochs, results: runner.results, events, weights: weights(runner),
    // As on the page: the first epoch also builds the model, which is no part of the trend.
    projection: project(times.map((time, i) => (i === 0 ? NaN : time)), times.length, runner.epochsInAll),
    error: runner.error && { kind: runner.error.kind, message: runner.error.message, epoch: runner.error.epoch, tensorflow: runner.error.tensorflow },
  };
}

/** sha256 over the bytes of all variables with a value, in the order of their names. */
function weights(runner: Runner): string {
  const { graph } = runner.tf;
  const hash = createHash('sha256');
  const named = runner.session.variables.map((id) => ({ id, name: graph.name(id) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { id } of named) {
    const { data } = runner.session.readVariable(id);
    const bytes = data as Float32Array;
    hash.update(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }
  return hash.digest('hex');
}
