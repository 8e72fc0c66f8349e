/**
 * A report beside a recording of real TensorFlow: the first difference of each kind, in words. Not compared here: `executed`, which
 * depends on TensorFlow's optimiser, `bytes`, and the mark `_has_manual_control_dependencies` of newer versions.
 */
import type { Report } from '../python/script.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Bag = { readonly [key: string]: Json };

/** Where two recordings part, or null. `part`: what kind of thing differs. */
export interface Difference { readonly part: string; readonly text: string }
export interface Comparison {
  readonly differences: readonly Difference[];
  /** `ours/theirs` of the runs that are new signatures. */
  readonly executed: { readonly ours: number; readonly theirs: number };
  readonly messages: { readonly ours: string; readonly theirs: string } | null;
  /** Graphs whose listing has a hash that was not compared: it counts the mark of newer versions in. */
  readonly hashes: number;
  /** Nodes of another serialised size, that mark aside. */
  readonly bytes: number;
}

const MARK = '_has_manual_control_dependencies';
const isBag = (v: Json | undefined): v is Bag => typeof v === 'object' && v !== null && !Array.isArray(v);
const show = (v: Json | undefined): string => {
  const text = v === undefined ? 'nothing' : JSON.stringify(v);
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
};

/** First place where two values differ, as a path and both sides; null if they are alike. */
function differs(ours: Json | undefined, theirs: Json | undefined, path: string): string | null {
  if (ours === theirs) return null;
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const n = Math.max(ours.length, theirs.length);
    for (let i = 0; i < n; i++) {
      const found = differs(ours[i] as Json | undefined, theirs[i] as Json | undefined, `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (isBag(ours) && isBag(theirs)) {
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
      if (key === MARK) continue;
      const found = differs(ours[key], theirs[key], path ? `${path}.${key}` : key);
      if (found !== null) return found;
    }
    return null;
  }
  return `${path}: ours ${show(ours)}, TensorFlow ${show(theirs)}`;
}

/** Numbers that single precision may add up differently. */
const near = (a: number, b: number, scale: number): boolean => Math.abs(a - b) <= 1e-6 + 1e-5 * Math.max(Math.abs(b), scale);

function valueDiffers(ours: Json | undefined, theirs: Json | undefined, path: string): string | null {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    const whole = Number.isInteger(ours) && Number.isInteger(theirs);
    return ours === theirs || (!whole && near(ours, theirs, 0)) || (whole && near(ours, theirs, 0) && Math.abs(theirs) > 1) ? null : `${path}: ours ${ours}, TensorFlow ${theirs}`;
  }
  if (isBag(ours) && isBag(theirs) && 'sum' in theirs) {
    const head = differs({ dtype: ours.dtype, shape: ours.shape }, { dtype: theirs.dtype, shape: theirs.shape }, path);
    if (head !== null) return head;
    const magnitude = Math.max(Math.abs(Number(theirs.min)), Math.abs(Number(theirs.max)));
    const count = (theirs.shape as readonly number[]).reduce((a, b) => a * b, 1);
    for (const key of ['sum', 'min', 'max']) {
      if (!near(Number(ours[key]), Number(theirs[key]), key === 'sum' ? magnitude * Math.sqrt(count) : magnitude)) return `${path}.${key}: ours ${show(ours[key])}, TensorFlow ${show(theirs[key])}`;
    }
    return null;
  }
  if (isBag(ours) && isBag(theirs) && 'values' in theirs) {
    const head = differs({ dtype: ours.dtype, shape: ours.shape }, { dtype: theirs.dtype, shape: theirs.shape }, path);
    if (head !== null) return head;
    const exact = !String(theirs.dtype).startsWith('float');
    const a = ours.values as readonly Json[];
    const b = theirs.values as readonly Json[];
    for (let i = 0; i < b.length; i++) {
      const found = exact ? differs(a[i], b[i], `${path}[${i}]`) : valueDiffers(a[i], b[i], `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  }
  return differs(ours, theirs, path);
}

function nodesDiffer(ours: Bag, theirs: Bag, g: number): string | null {
  const a = ours.nodes as readonly Bag[];
  const b = theirs.nodes as readonly Bag[];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [mine, real] = [a[i], b[i]] as [Bag | undefined, Bag | undefined];
    if (!mine) return `graph ${g} node ${i}: ours ends, TensorFlow has ${show(real?.name)} (${String(real?.op)})`;
    if (!real) return `graph ${g} node ${i}: ours has ${show(mine.name)} (${String(mine.op)}) beyond TensorFlow's last`;
    for (const key of ['name', 'op', 'inputs', 'device', 'attrs', 'shapes']) {
      const found = differs(mine[key], real[key], key);
      if (found !== null) return `graph ${g} node ${i} ${String(real.name)} (${String(real.op)}) ${found}`;
    }
  }
  return null;
}

function graphsDiffer(ours: readonly Bag[], theirs: readonly Bag[]): Difference | null {
  for (let g = 0; g < Math.max(ours.length, theirs.length); g++) {
    if (!ours[g] || !theirs[g]) return { part: 'graphs', text: `ours ${ours.length} graphs, TensorFlow ${theirs.length}` };
    const found = nodesDiffer(ours[g], theirs[g], g);
    if (found !== null) return { part: 'nodes', text: found };
    for (const key of ['node_count', 'seed', 'ops']) {
      const other = differs(ours[g][key], theirs[g][key], `graph ${g} ${key}`);
      if (other !== null) return { part: 'graphs', text: other };
    }
    if (show(Object.keys(ours[g].ops as Bag)) !== show(Object.keys(theirs[g].ops as Bag))) return { part: 'graphs', text: `graph ${g} ops: in another order` };
  }
  return null;
}

function runsDiffer(ours: readonly Bag[], theirs: readonly Bag[]): string | null {
  for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
    const [mine, real] = [ours[i], theirs[i]] as [Bag | undefined, Bag | undefined];
    if (!mine || !real) return `ours has ${ours.length} runs, TensorFlow ${theirs.length}`;
    const where = `call ${String(real.call)}`;
    for (const key of ['call', 'line', 'kind', 'session', 'graph', 'nodes', 'grew', 'fetches', 'feeds', 'new_signature', 'pruned']) {
      const found = differs(mine[key], real[key], `${where} ${key}`);
      if (found !== null) return found;
    }
    const [a, b] = [mine.values, real.values] as [readonly Json[] | undefined, readonly Json[] | undefined];
    if (a === undefined || b === undefined) {
      if (a !== b) return `${where}: ${a ? 'ours succeeds, TensorFlow fails' : 'ours fails, TensorFlow succeeds'}`;
      continue;
    }
    for (let k = 0; k < Math.max(a.length, b.length); k++) {
      const found = valueDiffers(a[k], b[k], `${where} ${(real.fetches as readonly string[])[k]}`);
      if (found !== null) return found;
    }
  }
  return null;
}

/** What the mark of newer versions adds to a node's serialised size. */
const MARK_BYTES = 40;

function sizesDiffer(ours: readonly Bag[], theirs: readonly Bag[]): number {
  let n = 0;
  theirs.forEach((graph, g) => {
    const mine = ours[g]?.nodes as readonly Bag[] | undefined;
    (graph.nodes as readonly Bag[]).forEach((node, i) => {
      const marked = isBag(node.attrs) && node.attrs[MARK] === true ? MARK_BYTES : 0;
      if (mine?.[i] && Number(mine[i].bytes) + marked !== node.bytes) n++;
    });
  });
  return n;
}

/** Compares; `differences` holds at most one of each part, the most telling first. */
export function compare(report: Report, recording: unknown): Comparison {
  const ours = JSON.parse(JSON.stringify(report)) as Bag;
  const theirs = recording as Bag;
  const differences: Difference[] = [];
  const add = (part: string, text: string | null): void => { if (text !== null) differences.push({ part, text }); };
  const [mine, real] = [ours.error, theirs.error] as [Bag | null, Bag | null];
  if (mine?.type !== real?.type || mine?.line !== real?.line) {
    const tell = (e: Bag | null): string => (e ? `${String(e.type)} in line ${String(e.line)}: ${String(e.message).split('\n')[0]}` : 'no error');
    add('error', `ours ${tell(mine)}; TensorFlow ${tell(real)}`);
  }
  const graph = graphsDiffer(ours.graphs as readonly Bag[], theirs.graphs as readonly Bag[]);
  if (graph) differences.push(graph);
  add('trace', differs(ours.trace, theirs.trace, 'trace') ?? differs(ours.trace_entries, theirs.trace_entries, 'trace_entries'));
  add('runs', runsDiffer(ours.runs as readonly Bag[], theirs.runs as readonly Bag[]) ?? differs(ours.run_calls, theirs.run_calls, 'run_calls') ?? differs(ours.signatures, theirs.signatures, 'signatures'));
  add('stdout', stdoutDiffers(String(ours.stdout), String(theirs.stdout)));
  const executed = (runs: Json): number => (runs as readonly Bag[]).reduce((n, r) => n + (typeof r.executed === 'number' ? r.executed : 0), 0);
  return {
    differences, executed: { ours: executed(ours.runs), theirs: executed(theirs.runs) },
    messages: mine && real ? { ours: String(mine.message), theirs: String(real.message) } : null,
    hashes: (theirs.graphs as readonly Bag[]).filter((g) => g.listing_sha256 !== undefined).length,
    bytes: sizesDiffer(ours.graphs as readonly Bag[], theirs.graphs as readonly Bag[]),
  };
}

/** The first line of output that differs. Numbers may differ as values may: in the last digits shown. */
function stdoutDiffers(ours: string, theirs: string): string | null {
  if (ours === theirs) return null;
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const number = /-?\d+\.\d*(?:e[-+]\d+)?/g;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    const [x, y] = [a[i]?.match(number) ?? [], b[i]?.match(number) ?? []];
    const plain = (t: string | undefined): string => (t ?? '').replace(number, '#').replace(/\s+/g, ' ');
    const alike = x.length === y.length && plain(a[i]) === plain(b[i]) && x.every((v, k) => near(Number(v), Number(y[k]), 0));
    if (!alike) return `line ${i + 1}: ours ${show(a[i])}, TensorFlow ${show(b[i])}`;
  }
  return null;
}
