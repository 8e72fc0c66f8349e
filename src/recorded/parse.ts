/**
 * Reads a recording from text, the page's own and a visitor's alike. Never throws: what is not a recording is a problem, said as data, so
 * that the page says it in its language. Nothing of the text is run, kept or merged into anything: known fields are copied, the rest is dropped.
 */
import { array, check, finite, integer, looseObject, maxLength, maxValue, minLength, minValue, nullish, number, object, optional, pipe, record, safeParse, string, transform, union, boolean, unknown } from 'valibot';
import type { BaseIssue, GenericSchema } from 'valibot';
import { jsonError } from './json-error.ts';
import { SCHEMA } from './recording.ts';
import type { RecordedEpoch, Recording } from './recording.ts';

/** Longest file, in bytes and in UTF-16 units: some 40,000 epochs. */
export const MOST_BYTES = 8 * 1024 * 1024;
export const MOST_EPOCHS = 20_000;
const MOST_EVENTS = 64;
const MOST_PAIRS = 64;
const MOST_TEXT = 300;

/** What was expected of a field; words are the page's. */
export type Expected = 'text' | 'short' | 'whole' | 'nodes' | 'seconds' | 'bytes' | 'finite' | 'list' | 'object' | 'pairs' | 'scalar' | 'some' | 'few' | 'count';
/** What came, short: the value of what is short, the kind of what is not. */
export type Got = { readonly what: 'nothing' | 'null' | 'object' } | { readonly what: 'list'; readonly count: number } | { readonly what: 'text' | 'value'; readonly text: string };
export type Problem =
  /** `got`: bytes of the file */
  | { readonly kind: 'large'; readonly got: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'binary' }
  /** Not JSON. `line` from 1; `got`: what stands there, '' where the text ends */
  | { readonly kind: 'json'; readonly line: number; readonly got: string }
  /** NaN or Infinity, which Python writes and JSON has not */
  | { readonly kind: 'nan'; readonly line: number; readonly got: string }
  /** Another kind of file, or of another version */
  | { readonly kind: 'schema'; readonly got: Got }
  | { readonly kind: 'field'; readonly field: string; readonly expected: Expected; readonly got: Got }
  /** Epochs that do not rise */
  | { readonly kind: 'order'; readonly field: string; readonly before: number; readonly got: number };
export type Parsed = { readonly recording: Recording } | { readonly problem: Problem };

const CONTROL = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;
/** Text on one line, without what would turn the writing round. */
const clean = (text: string): string => text.replace(CONTROL, ' ').trim();

const text = pipe(string('text'), maxLength(MOST_TEXT, 'short'), transform(clean));
const label = optional(text, '');
const nodes = pipe(number('nodes'), integer('nodes'), minValue(0, 'nodes'), maxValue(1e9, 'nodes'));
const count = pipe(number('count'), integer('count'), minValue(0, 'count'), maxValue(1e12, 'count'));
const seconds = pipe(number('seconds'), finite('seconds'), minValue(0, 'seconds'), maxValue(1e8, 'seconds'));
const bytes = pipe(number('bytes'), finite('bytes'), minValue(0, 'bytes'), maxValue(2 ** 50, 'bytes'));
const scalar = union([pipe(string(), maxLength(MOST_TEXT), transform(clean)), pipe(number(), finite()), boolean()], 'scalar');

/** A few names with values; names that would reach a prototype are dropped by valibot's record. */
const pairs = <T>(value: GenericSchema<unknown, T>) =>
  optional(pipe(record(pipe(string(), maxLength(60, 'short'), transform(clean)), value, 'object'), check((all) => Object.keys(all).length <= MOST_PAIRS, 'few'), transform((all) => Object.entries(all))), {});

const event = object({ kind: text, seconds: optional(seconds, 0), nodes: nullish(nodes), rss_bytes: nullish(bytes) }, 'object');
const epoch = object(
  {
    epoch: pipe(number('whole'), integer('whole'), minValue(1, 'whole'), maxValue(1e9, 'whole')),
    nodes, peak_nodes: nullish(nodes), seconds, cpu_seconds: nullish(seconds), rss_bytes: nullish(bytes),
    loss: nullish(pipe(number('finite'), finite('finite'))), error: label,
    runs: nullish(count), grown_runs: nullish(count), new_signatures: nullish(count), new_signature_nodes: nullish(count), executed_nodes: nullish(count),
    events: optional(pipe(array(event, 'list'), maxLength(MOST_EVENTS, 'few')), []),
  },
  'object',
);
const whole = object(
  {
    title: label, program: label, machine: label, date: label, source: label,
    parameters: pairs(scalar),
    versions: optional(looseObject({ tensorflow: optional(text, '') }, 'object'), {}),
    start: optional(object({ nodes: nullish(nodes), rss_bytes: nullish(bytes) }, 'object'), {}),
    epochs: pipe(array(unknown(), 'list'), minLength(1, 'some'), maxLength(MOST_EPOCHS, 'few'), array(epoch)),
  },
  'object',
);
const versionPairs = pairs(text);

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
  const schema = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'schema') && 'schema' in value ? value.schema : undefined;
  if (schema !== SCHEMA) return { problem: { kind: 'schema', got: said(schema === undefined ? value : schema) } };
  const read = safeParse(whole, value, { abortEarly: true, abortPipeEarly: true });
  if (!read.success) return { problem: problemOf(read.issues[0]) };
  const { versions, start, epochs, ...head } = read.output;
  const others = safeParse(versionPairs, versions, { abortEarly: true, abortPipeEarly: true });
  if (!others.success) return { problem: problemOf(others.issues[0], 'versions') };
  const rows: RecordedEpoch[] = [];
  for (const [i, row] of epochs.entries()) {
    const before = rows.at(-1)?.epoch ?? 0;
    if (row.epoch <= before) return { problem: { kind: 'order', field: `epochs[${i}].epoch`, before, got: row.epoch } };
    rows.push(rowOf(row));
  }
  return {
    recording: {
      ...head,
      tensorflow: versions.tensorflow ?? '',
      versions: others.output.filter(([name]) => name !== 'tensorflow'),
      start: { nodes: start.nodes ?? null, bytes: start.rss_bytes ?? null },
      epochs: rows,
    },
  };
}

type Row = Extract<ReturnType<typeof safeParse<typeof epoch>>, { success: true }>['output'];

function rowOf(row: Row): RecordedEpoch {
  const { runs, grown_runs: grown, new_signatures: fresh, new_signature_nodes: freshNodes, executed_nodes: executed } = row;
  return {
    epoch: row.epoch, nodes: row.nodes, peak: Math.max(row.nodes, row.peak_nodes ?? 0), seconds: row.seconds, cpu: row.cpu_seconds ?? null, bytes: row.rss_bytes ?? null,
    loss: row.loss ?? null, error: row.error,
    counts: runs === null || runs === undefined ? null : { runs, grown: grown ?? 0, fresh: fresh ?? 0, freshNodes: freshNodes ?? 0, executed: executed ?? 0 },
    events: row.events.map(({ kind, seconds: took, nodes: left, rss_bytes: held }) => ({ kind, seconds: took, nodes: left ?? null, bytes: held ?? null })),
  };
}

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

const KNOWN: readonly string[] = ['text', 'short', 'whole', 'nodes', 'seconds', 'bytes', 'finite', 'list', 'object', 'pairs', 'scalar', 'some', 'few', 'count'] satisfies Expected[];
const isExpected = (text: string): text is Expected => KNOWN.includes(text);

function problemOf(issue: BaseIssue<unknown>, root = ''): Problem {
  let field = root;
  for (const { key } of issue.path ?? []) field += typeof key === 'number' ? `[${key}]` : `${field === '' ? '' : '.'}${clean(String(key)).slice(0, 40)}`;
  // A field that is missing is an issue of the object around it.
  const missing = issue.input === undefined ? MISSING[/(\w+)$/.exec(field)?.[1] ?? ''] : undefined;
  return { kind: 'field', field, expected: missing ?? (isExpected(issue.message) ? issue.message : 'object'), got: said(issue.input) };
}
const MISSING: Readonly<Record<string, Expected>> = { epochs: 'list', epoch: 'whole', nodes: 'nodes', seconds: 'seconds', kind: 'text' };

function said(value: unknown): Got {
  if (value === undefined) return { what: 'nothing' };
  if (value === null) return { what: 'null' };
  if (Array.isArray(value)) return { what: 'list', count: value.length };
  if (typeof value === 'object') return { what: 'object' };
  if (typeof value === 'string') return { what: 'text', text: `${clean(value).slice(0, 40)}${value.length > 40 ? '…' : ''}` };
  return { what: 'value', text: String(value) };
}
