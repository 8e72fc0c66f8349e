/**
 * XLA does this, Grappler does not: what was put together only to be taken apart again in the same pieces is passed through. Covers
 * Concat followed by Split, SplitV or slices of exactly one part, and Pack followed by Unpack or an index along its axis; what is fetched
 * itself stays. XLA also takes from a part what lies wholly inside it; that would need more nodes here, not less, and is not done.
 */
import { controlOf, dedupControls, fanin, isControl, nodeName, portOf, type Work, type WorkGraph } from '../graph.ts';
import { givesReference, isPure, isPlaceholder, isVariable, keepsValues, writesInPlace } from '../kinds.ts';
import type { Pass } from '../pass.ts';
import { Properties } from '../properties.ts';
import type { Shape } from '../types.ts';
import { constantOf } from './constant-folding-context.ts';

const data = (n: Work): string[] => n.inputs.filter((i) => !isControl(i));
const ints = (g: WorkGraph, input: string | undefined): number[] | null => {
  const c = input === undefined ? null : constantOf(g, input);
  return c && c.dtype !== 'string' ? Array.from(c.data as ArrayLike<number>) : null;
};

/** The parts of a concatenation or stack, its axis counted from 0, and how long each part is along it; null where that is not known. */
interface Joined { readonly parts: readonly string[]; readonly axis: number; readonly sizes: readonly number[]; readonly shape: Shape | null; readonly stacked: boolean }

function joined(g: WorkGraph, props: Properties, input: string): Joined | null {
  const n = g.at(input);
  if (g.feeds.has(n.name) || portOf(input) !== 0) return null;
  const inputs = data(n);
  if (n.op === 'Pack') {
    const { shape } = props.of(inputs[0]);
    const axis = Number(n.attrs['axis'] ?? 0);
    if (axis < 0 && !shape) return null;
    const at = axis < 0 && shape ? axis + shape.length + 1 : axis;
    return { parts: inputs, axis: at, sizes: inputs.map(() => 1), shape: shape ? [...shape.slice(0, at), inputs.length, ...shape.slice(at)] : null, stacked: true };
  }
  if (n.op !== 'ConcatV2' && n.op !== 'Concat') return null;
  const axisInput = n.op === 'Concat' ? inputs[0] : inputs[inputs.length - 1];
  const parts = n.op === 'Concat' ? inputs.slice(1) : inputs.slice(0, -1);
  const axis = ints(g, axisInput)?.[0];
  const shapes = parts.map((p) => props.of(p).shape);
  const rank = shapes.find((s) => s !== null)?.length;
  if (axis === undefined || rank === undefined) return null;
  const at = axis < 0 ? axis + rank : axis;
  const sizes = shapes.map((s) => s?.[at] ?? -1);
  if (sizes.some((s) => s < 0)) return null;
  const [first] = shapes;
  return { parts, axis: at, sizes, shape: first ? first.map((d, i) => (i === at ? sizes.reduce((a, b) => a + b, 0) : d)) : null, stacked: false };
}

/** For each output of a node that takes a whole apart, the part that it is; null where it is no whole part. */
function pieces(g: WorkGraph, props: Properties, n: Work): (string | null)[] {
  const inputs = data(n);
  const from = n.op === 'Split' ? inputs[1] : inputs[0];
  if (!['Split', 'SplitV', 'Unpack', 'StridedSlice', 'Slice'].includes(n.op)) return [];
  const whole = joined(g, props, from);
  if (!whole) return [];
  const { parts, sizes } = whole;
  const axisIs = (axis: number | undefined): boolean => axis !== undefined && (axis < 0 ? whole.shape !== null && axis + whole.shape.length === whole.axis : axis === whole.axis);
  if (n.op === 'Unpack') return whole.stacked && axisIs(Number(n.attrs['axis'] ?? 0)) ? parts.slice() : [];
  if (whole.stacked) return n.op === 'StridedSlice' ? [indexed(g, n, whole)] : [];
  const total = sizes.reduce((a, b) => a + b, 0);
  if (n.op === 'Slice' || n.op === 'StridedSlice') {
    const range = along(g, n, whole);
    return [range ? partAt(whole, range[0], range[1]) : null];
  }
  const count = Number(n.attrs['num_split'] ?? 0);
  if (!axisIs(ints(g, n.op === 'Split' ? inputs[0] : inputs[2])?.[0])) return [];
  const asked = n.op === 'Split' ? Array.from({ length: count }, () => total / count) : ints(g, inputs[1]);
  if (!asked) return [];
  const known = asked.reduce((a, b) => a + Math.max(b, 0), 0);
  let begin = 0;
  return asked.map((size) => {
    const length = size < 0 ? total - known : size;
    begin += length;
    return partAt(whole, begin - length, begin);
  });
}

/** The part of a stack that an index takes along its axis, if it takes all of the axes before it. */
function indexed(g: WorkGraph, n: Work, { parts, axis }: Joined): string | null {
  const [begin, , strides] = data(n).slice(1).map((i) => ints(g, i));
  const mask = (name: string): number => Number(n.attrs[name] ?? 0);
  if (begin?.length !== axis + 1 || !strides || strides.some((s) => s !== 1)) return null;
  const before = (1 << axis) - 1;
  if (mask('shrink_axis_mask') !== 1 << axis || mask('new_axis_mask') !== 0 || mask('ellipsis_mask') !== 0) return null;
  if ((mask('begin_mask') & before) !== before || (mask('end_mask') & before) !== before || (mask('begin_mask') >> axis) % 2 === 1) return null;
  return parts[begin[axis] < 0 ? begin[axis] + parts.length : begin[axis]] ?? null;
}

function partAt({ parts, sizes }: Joined, begin: number, end: number): string | null {
  let at = 0;
  for (const [k, size] of sizes.entries()) {
    if (at === begin && at + size === end) return parts[k];
    at += size;
  }
  return null;
}

/** What a slice takes along the axis of the concatenation, if it takes all of the other axes. */
function along(g: WorkGraph, n: Work, { shape, axis }: Joined): [number, number] | null {
  const [, ...rest] = data(n);
  const [begin, other, strides] = rest.map((i) => ints(g, i));
  if (!shape || !begin || !other) return null;
  const mask = (name: string, i: number): boolean => ((Number(n.attrs[name] ?? 0) >> i) & 1) === 1;
  if (n.op === 'StridedSlice' && (!strides || strides.some((s) => s !== 1) || ['shrink_axis_mask', 'new_axis_mask', 'ellipsis_mask'].some((k) => Number(n.attrs[k] ?? 0) !== 0))) return null;
  let range: [number, number] | null = null;
  for (const [i, size] of shape.entries()) {
    if (i >= begin.length) { if (i === axis && size !== null) range = [0, size]; continue; }
    const whole = n.op === 'Slice' ? begin[i] === 0 && (other[i] === -1 || other[i] === size) : (mask('begin_mask', i) || begin[i] === 0) && (mask('end_mask', i) || (size !== null && other[i] >= size));
    if (i !== axis) { if (!whole) return null; continue; }
    if (size === null) return null;
    const clip = (v: number): number => Math.min(Math.max(v < 0 ? v + size : v, 0), size);
    if (n.op === 'Slice') range = [begin[i], other[i] === -1 ? size : begin[i] + other[i]];
    else range = [mask('begin_mask', i) ? 0 : clip(begin[i]), mask('end_mask', i) ? size : clip(other[i])];
  }
  return range;
}

/** Whether a tensor may be a variable's own buffer: read later, it would hold what was written since. */
function aliases(g: WorkGraph, input: string): boolean {
  let n = g.node(input);
  for (; n && keepsValues(n) && data(n).length > 0 && !g.feeds.has(n.name); n = g.node(data(n)[0])) if (givesReference(n)) return true;
  return n !== undefined && givesReference(n);
}

/** Whether it would be noticed that a tensor is not computed: something that it needs writes, prints, or draws a number. */
function matters(g: WorkGraph, input: string): boolean {
  for (const name of fanin(g.nodes, [nodeName(input)])) {
    const n = g.at(name);
    if (!isPure(n) && !isPlaceholder(n) && !isVariable(n)) return true;
  }
  return false;
}

export const concatSplit: Pass = (g, { aggressive }) => {
  const props = new Properties(g, aggressive);
  const writes = g.nodes.some(writesInPlace);
  for (const n of g.nodes.slice()) {
    if (g.feeds.has(n.name)) continue;
    const parts = pieces(g, props, n).map((part) => (part !== null && writes && aliases(g, part) ? null : part));
    if (!parts.some((p) => p !== null)) continue;
    // Who reads a piece still waits for all that the node, and the whole that it took apart, waited for; and for the parts that somebody would miss.
    const whole = g.at(n.op === 'Split' ? data(n)[1] : data(n)[0]);
    const beside = [...data(n), ...data(whole)].filter((i) => nodeName(i) !== whole.name && !parts.includes(i));
    const missed = [...new Set(data(whole))].filter((i) => matters(g, i));
    const waits = [...new Set([n, whole, ...beside.map((i) => g.at(i)).filter(({ op }) => op === 'Const')].flatMap(({ inputs }) => inputs.filter(isControl)))];
    for (const r of g.outputs(n.name)) {
      let touched = false;
      const inputs = r.inputs.map((i) => {
        const part = nodeName(i) === n.name && !isControl(i) ? parts[portOf(i)] : null;
        touched ||= part !== null && part !== undefined;
        return part ?? i;
      });
      if (touched) g.setInputs(r, dedupControls([...inputs, ...missed.map(controlOf), ...waits]));
    }
  }
  const dead = new Set<string>();
  const goes = new Set(['Split', 'SplitV', 'Unpack', 'StridedSlice', 'Slice', 'ConcatV2', 'Concat', 'Pack', 'Const']);
  const todo = g.nodes.map(({ name }) => name);
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const n = g.node(name);
    if (!n || !goes.has(n.op) || dead.has(name) || g.preserve.has(name) || g.outputs(name).some((r) => !dead.has(r.name))) continue;
    dead.add(name);
    for (const i of n.inputs) todo.push(nodeName(i));
  }
  g.remove(dead);
};
