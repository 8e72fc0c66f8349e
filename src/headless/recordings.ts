/** `npm run recordings`: the model beside recordings of real TensorFlow, and its error on each. Not part of the page. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf, modelOf } from '../replay/model.ts';
import { readRecording } from '../replay/recording.ts';

const USAGE = 'usage: npm run --silent recordings -- FOLDER-OR-FILE …   (more: --help)';
const HELP = `${USAGE}

Prints one JSON object: {"recordings": [{"id", "epochs", "error", "scale", "scaled", "memory", "nodes"}, …], "left": [{"id", "why"}, …]}.

  error    median over epochs of |model - recorded| / recorded, processor time; the model knows only the parameters of the run
  scale    median of recorded / model: how much slower than the model's the recording's machine was
  scaled   the error left when the model is multiplied by that one factor
  memory   median error of the main memory beyond the first epoch's; null where it does not grow
  nodes    epochs whose number of nodes differs

  --rows   with each recording its rows: epoch (or quantity), modelled and recorded seconds, nodes and bytes
`;

/** @returns the exit code; throws one line of what was expected and what came */
export function main(argv: readonly string[]): number {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  const unknown = argv.find((arg) => arg.startsWith('-') && arg !== '--rows');
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}; ${USAGE}`);
  const paths = argv.filter((arg) => !arg.startsWith('-'));
  if (paths.length === 0) throw new Error(`no recording given; ${USAGE}`);
  const files = paths.flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path).filter((f) => f.endsWith('.json')).sort().map((f) => join(path, f)) : [path]));
  process.stdout.write(`${JSON.stringify(compared(files.map((file) => [file, readFileSync(file, 'utf8')]), argv.includes('--rows')))}\n`);
  return 0;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null);

/** @param files names and texts */
export function compared(files: readonly (readonly [string, string])[], withRows = false): { recordings: object[]; left: object[] } {
  const recordings: object[] = [];
  const left: object[] = [];
  for (const [name, text] of files) {
    const recording = readRecording(parsed(text));
    if (typeof recording === 'string') {
      left.push({ id: name, why: recording });
      continue;
    }
    const rows = modelOf(recording);
    if (rows === null || rows.length === 0) {
      left.push({ id: recording.id, why: 'no epoch of it is timed, or its loop is not one that the model knows' });
      continue;
    }
    const { epochs, seconds, scale, scaled, bytes, nodes } = errorOf(rows);
    recordings.push({ id: recording.id, epochs, error: finite(seconds), scale: finite(scale), scaled: finite(scaled), memory: finite(bytes), nodes, ...(withRows && { rows }) });
  }
  return { recordings, left };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
