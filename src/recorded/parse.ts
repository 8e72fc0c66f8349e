/**
 * Reads a recording from text, the page's own and a visitor's alike. Never throws: what is not a recording is a problem, said as data.
 * Nothing of the text is run, kept or merged into anything: known fields are copied, the rest is dropped. By hand, since a library's module
 * that the first load shares would bring all that is used of it there.
 */
import { clean, Place, refuse, Refused, said, scalar, shortText } from './fields.ts';
import { jsonError } from './json-error.ts';
import type { Problem } from './problem.ts';
import { SCHEMA } from './recording.ts';
import type { RecordedEpoch, RecordedEvent, Recording } from './recording.ts';

/** Longest file, in bytes and in UTF-16 units: some 40,000 epochs. */
export const MOST_BYTES = 8 * 1024 * 1024;
const MOST_EPOCHS = 20_000;
const MOST_EVENTS = 64;
const MOST_PAIRS = 64;

const WHOLE = { from: 1, to: 1e9, whole: true };
const NODES = { to: 1e9, whole: true };
const COUNT = { to: 1e12, whole: true };
const SECONDS = { to: 1e8 };
const BYTES = { to: 2 ** 50 };
const FINITE = { from: -Number.MAX_VALUE, to: Number.MAX_VALUE };

export type Parsed = { readonly recording: Recording } | { readonly problem: Problem };

/** Reads a recording. */
export function parseRecording(source: string): Parsed {
  if (source.length > MOST_BYTES) return { problem: { kind: 'large', got: source.length } };
  const body = source.replace(/^\uFEFF/, '');
  if (body.trim() === '') return { problem: { kind: 'empty' } };
  if (body.includes('\0')) return { problem: { kind: 'binary' } };
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { problem: notJson(body) };
  }
  try {
    return { recording: recordingOf(value) };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  }
}

function recordingOf(value: unknown): Recording {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const schema = isObject ? Place.of(value, '').get('schema') : undefined;
  if (schema !== SCHEMA) throw new Refused({ kind: 'schema', got: said(schema === undefined ? value : schema) });
  const file = Place.of(value, '');
  const versions = file.place('versions').pairs(MOST_PAIRS, shortText);
  const start = file.place('start');
  const epochs = file.list('epochs', MOST_EPOCHS, true);
  if (epochs.length === 0) refuse('epochs', 'some', epochs);
  let before = 0;
  return {
    title: file.text('title'), program: file.text('program'), machine: file.text('machine'), date: file.text('date'), source: file.text('source'),
    parameters: file.place('parameters').pairs(MOST_PAIRS, scalar),
    tensorflow: versions.find(([name]) => name === 'tensorflow')?.[1] ?? '',
    versions: versions.filter(([name]) => name !== 'tensorflow'),
    start: { nodes: start.maybe('nodes', 'nodes', NODES), bytes: start.maybe('rss_bytes', 'bytes', BYTES) },
    epochs: epochs.map((row, i) => {
      const epoch = epochOf(Place.of(row, `epochs[${i}]`));
      if (epoch.epoch <= before) throw new Refused({ kind: 'order', field: `epochs[${i}].epoch`, before, got: epoch.epoch });
      before = epoch.epoch;
      return epoch;
    }),
  };
}

function epochOf(row: Place): RecordedEpoch {
  const count = (name: string): number | null => row.maybe(name, 'count', COUNT);
  const [epoch, nodes] = [row.number('epoch', 'whole', WHOLE), row.number('nodes', 'nodes', NODES)];
  const runs = count('runs');
  const [grown, fresh, freshNodes, executed] = ['grown_runs', 'new_signatures', 'new_signature_nodes', 'executed_nodes'].map((name) => count(name) ?? 0);
  return {
    epoch, nodes, peak: Math.max(nodes, row.maybe('peak_nodes', 'nodes', NODES) ?? 0),
    seconds: row.number('seconds', 'seconds', SECONDS), cpu: row.maybe('cpu_seconds', 'seconds', SECONDS),
    bytes: row.maybe('rss_bytes', 'bytes', BYTES), loss: row.maybe('loss', 'finite', FINITE), error: row.text('error'),
    counts: runs === null ? null : { runs, grown, fresh, freshNodes, executed },
    events: row.list('events', MOST_EVENTS).map((event, i) => eventOf(Place.of(event, `${row.at('events')}[${i}]`))),
  };
}

const eventOf = (event: Place): RecordedEvent => ({
  kind: event.text('kind', true), seconds: event.maybe('seconds', 'seconds', SECONDS) ?? 0,
  nodes: event.maybe('nodes', 'nodes', NODES), bytes: event.maybe('rss_bytes', 'bytes', BYTES),
});

/** What is said of a text that is not JSON: where it stops being so, and what stands there. */
function notJson(body: string): Problem {
  const at = jsonError(body);
  const line = lineAt(body, at);
  const nan = /^-?(?:Infinity|NaN)\b/.exec(body.slice(at, at + 12));
  return nan ? { kind: 'nan', line, got: nan[0] } : { kind: 'json', line, got: clean(body.slice(at, at + 24)) };
}

function lineAt(body: string, position: number): number {
  let line = 1;
  for (let at = body.indexOf('\n'); at !== -1 && at < position; at = body.indexOf('\n', at + 1)) line++;
  return line;
}
