/** What depends on constants alone is computed; what constants and shapes make simple becomes simple: constant_folding.cc. */
import { evaluate } from '../evaluate.ts';
import { dataInputs, isControl, nodeName, portOf, type Work, type WorkGraph } from '../graph.ts';
import { isMerge, isPlaceholder, isPure, isSwitch, movesFrames, writesInPlace } from '../kinds.ts';
import type { Pass } from '../pass.ts';
import { Properties } from '../properties.ts';
import { foldingName } from '../replace.ts';
import type { Tensor } from '../types.ts';
import { constantOf, type Folding } from './constant-folding-context.ts';
import { materialize } from './constant-folding-shapes.ts';
import { simplify } from './constant-folding-simplify.ts';

/** Rounds after which a graph that still changes is left as it is; Grappler would go on. */
const MOST_ROUNDS = 100;

/** By its name Grappler makes this pass at its default level, so its level AGGRESSIVE is never asked for. */
export const constantFolding: Pass = (g, { notes }) => {
  const writes = g.nodes.some((n) => (writesInPlace(n) && !/^Resource|VariableOp$/.test(n.op)) || n.op === 'IsVariableInitialized');
  // Shapes are inferred once: what later rounds make known to them stays unknown.
  const properties = new Properties(g, false);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const count = g.nodes.length;
    const f: Folding = { g, notes, properties, changed: false, writes };
    materialize(f, (n) => foldable(g, n, singleOutput(g)));
    fold(f);
    // What nobody reads any more goes, one layer a round.
    g.remove(new Set(g.nodes.filter((n) => g.unread(n.name) && !g.preserve.has(n.name)).map((n) => n.name)));
    for (const n of g.nodes.slice()) if (g.has(n.name)) simplify(f, n);
    if (!f.changed && g.nodes.length === count) return;
  }
};

function foldable(g: WorkGraph, n: Work, single: (n: Work) => boolean): boolean {
  if (n.inputs.length === 0 || (g.preserve.has(n.name) && !single(n))) return false;
  if (movesFrames(n) || isPlaceholder(n) || !isPure(n) || n.op === 'Const') return false;
  if (['AccumulateNV2', 'LoopCond', 'NoOp', 'ControlTrigger', 'FakeParam'].includes(n.op) || /Save|Restore|Reader|Quantized|^Sparse|^FakeQuant/.test(n.op)) return false;
  if (g.unread(n.name) && !g.preserve.has(n.name)) return false;
  const merge = isMerge(n);
  let free = false;
  for (const i of dataInputs(n)) {
    const from = g.node(i);
    if (!from) return false;
    const c = constantOf(g, i);
    if (c) {
      if (c.dtype === 'string') return false;
      free ||= from.inputs.length === 0;
    } else if (!merge) return false;
  }
  return merge ? free : dataInputs(n).length > 0 || n.inputs.length > 0;
}

/** A fetch of one output keeps its name as a constant. */
const singleOutput = (g: WorkGraph) => (n: Work): boolean => !g.feeds.has(n.name) && (n.outputs?.length ?? 1) === 1;

function fold(f: Folding): void {
  const { g } = f;
  const single = singleOutput(g);
  const queue = g.nodes.filter((n) => foldable(g, n, single)).map((n) => n.name);
  const done = new Set<string>();
  for (let k = 0; k < queue.length; k++) {
    const n = g.node(queue[k]);
    if (!n || done.has(n.name)) continue;
    const readers = g.outputs(n.name).sort((a, b) => (a.name < b.name ? -1 : 1));
    done.add(n.name);
    if (isMerge(n) ? !foldMerge(f, n) : !foldNode(f, n)) continue;
    for (const r of readers) if (foldable(g, r, single)) queue.push(r.name);
  }
}

function foldNode(f: Folding, n: Work): boolean {
  const { g } = f;
  if (dataInputs(n).length === 0) return false;
  const inputs = dataInputs(n).map((i) => constantOf(g, i));
  if (inputs.some((t) => t === null || 'unrecorded' in t.data)) return false;
  const values = isSwitch(n) ? switched(inputs as Tensor[]) : evaluate(n.op, n.attrs, inputs as Tensor[]);
  if (!values || values.length === 0) return false;
  const bytes = (t: Tensor): number => (typeof t.data === 'object' && 'byteLength' in t.data ? t.data.byteLength : 24 * t.data.length);
  const total = values.reduce((sum, t) => sum + (t ? bytes(t) : 0), 0);
  if (total > 100 * 1024 && total > inputs.reduce((sum, t) => sum + (t ? bytes(t) : 0), 0)) return false;
  const waits: string[] = [];
  for (const i of n.inputs) for (const w of isControl(i) ? [i] : g.at(i).inputs) if (!waits.includes(w)) waits.push(w);
  f.notes.folded.add(n.name);
  for (const i of dataInputs(n)) f.notes.folded.add(nodeName(i));
  const [only] = values;
  if (only && values.length === 1) {
    n.op = 'Const';
    n.attrs = { dtype: only.dtype, value: only };
    n.outputs = undefined;
    g.setInputs(n, waits);
    return true;
  }
  const names = values.map((_, i) => foldingName(n, `-folded-${i}`));
  if (names.some((name) => g.has(name))) return false;
  values.forEach((value, i) => { if (value) g.add({ name: names[i], op: 'Const', inputs: [...waits], attrs: { dtype: value.dtype, value }, device: n.device }); });
  const last = names.findLast((_, i) => values[i] !== null) ?? n.name;
  // What is read of a dead output stays as it is, so that it stays dead.
  for (const r of g.outputs(n.name)) {
    g.setInputs(r, r.inputs.map((i) => (nodeName(i) !== n.name ? i : isControl(i) ? `^${last}` : values[portOf(i)] ? names[portOf(i)] : i)));
  }
  if (g.outputs(n.name).length === 0 && !g.preserve.has(n.name)) g.setInputs(n, []);
  return true;
}

/** What a Switch gives at its outputs; null at the one that is dead. */
function switched([data, predicate]: readonly Tensor[]): (Tensor | null)[] {
  return Number(predicate.data[0]) === 0 ? [data, null] : [null, data];
}

/** A Merge of which one input is a constant that always arrives. */
function foldMerge(f: Folding, n: Work): boolean {
  const { g } = f;
  const names = [foldingName(n, '_const'), foldingName(n, '_index')];
  for (const [index, i] of dataInputs(n).entries()) {
    const from = g.at(i);
    const value = constantOf(g, i);
    if (!value || from.inputs.length > 0 || names.some((name) => g.has(name))) continue;
    const waits = n.inputs.filter(isControl);
    g.add({ name: names[0], op: 'Const', inputs: [...waits, `^${n.name}`], attrs: { ...from.attrs }, device: n.device });
    g.add({ name: names[1], op: 'Const', inputs: [...waits, `^${n.name}`], attrs: { dtype: 'int32', value: { dtype: 'int32', shape: [], data: Int32Array.of(index) } }, device: n.device });
    for (const r of g.outputs(n.name)) {
      if (names.includes(r.name)) continue;
      g.setInputs(r, r.inputs.map((x) => (nodeName(x) !== n.name || isControl(x) ? x : names[portOf(x)])));
    }
    f.notes.folded.add(n.name);
    return true;
  }
  return false;
}
