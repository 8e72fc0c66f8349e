/** Constant folding, first part: shapes that are known become constants, and what follows from shapes alone. */
import { arrayType, type DType } from '../../engine/dtype.ts';
import { anchor } from '../anchor.ts';
import { evaluate } from '../evaluate.ts';
import { dedupControls, isControl, nodeName, portOf, type Work } from '../graph.ts';
import { elements, isFullyKnown as isFull, shapeValue } from '../properties.ts';
import { becomeConstant, filled, foldingName, hiddenAttrs, MOST_FILLED, toControls } from '../replace.ts';
import type { Tensor } from '../types.ts';
import { constantOf, inputOf, type Folding } from './constant-folding-context.ts';

const REDUCTIONS = new Set(['Sum', 'Prod', 'Min', 'Max', 'Mean', 'Any', 'All']);
export const isReduction = (n: Work): boolean => REDUCTIONS.has(n.op);

export function materialize(f: Folding, foldable: (n: Work) => boolean): void {
  const nodes = [...f.g.nodes];
  for (const n of nodes) if (['Shape', 'Size', 'Rank', 'ShapeN'].includes(n.op) && !f.g.feeds.has(n.name)) shapes(f, n);
  for (const n of nodes) {
    if (n.op === 'BroadcastGradientArgs') broadcastArgs(f, n);
    else if (isReduction(n)) reductionIndices(f, n);
    else if (['Fill', 'ZerosLike', 'OnesLike'].includes(n.op)) fill(f, n);
    else vectorOfSizes(f, n, foldable);
  }
}

/** A vector that shape inference carries along is a constant where all that it is made of is constant. */
function vectorOfSizes(f: Folding, n: Work, foldable: (n: Work) => boolean): void {
  if (!['ConcatV2', 'Pack', 'Slice', 'StridedSlice'].includes(n.op)) return;
  const { dtype, shape } = f.properties.of(n.name);
  if (!isFull(shape) || shape.length > 1 || (dtype !== 'int32' && dtype !== 'int64')) return;
  const sizes = f.properties.vector(n.name);
  if (!isFull(sizes) || sizes.length !== shape[0] || !foldable(n)) return;
  f.notes.folded.add(n.name);
  becomeConstant(f.g, n, { dtype, shape: [sizes.length], data: arrayType(dtype).from(sizes) });
  n.inputs = dedupControls(n.inputs);
  f.g.setInputs(n, n.inputs);
  f.changed = true;
}

function shapes(f: Folding, n: Work): void {
  const { g } = f;
  const dtype = n.attrs['out_type'] === 'int64' ? 'int64' : 'int32';
  if (n.op === 'ShapeN') {
    for (const reader of g.outputs(n.name)) {
      for (const [k, input] of reader.inputs.entries()) {
        if (nodeName(input) !== n.name || isControl(input)) continue;
        const { shape } = inputOf(f, n, portOf(input));
        if (!isFull(shape)) continue;
        const name = foldingName(n, `-matshapes-${portOf(input)}`);
        if (!g.has(name)) g.add({ name, op: 'Const', inputs: [anchor(g, n.name)], attrs: { dtype, value: shapeValue('Shape', shape, dtype) }, device: n.device });
        g.setInput(reader, k, name);
        f.notes.folded.add(n.name);
      }
    }
    return;
  }
  const { shape } = inputOf(f, n, 0);
  if (!shape || (n.op !== 'Rank' && !isFull(shape)) || (n.op === 'Shape' && shape[0] === 0)) return;
  const value = shapeValue(n.op, shape, dtype);
  f.notes.folded.add(n.name);
  becomeConstant(g, n, value);
}

/** The shape that a Shape node or a constant gives; unknown dimensions are negative and all different. */
function shapeOf(f: Folding, input: string, unknown: () => number): number[] | null {
  const n = f.g.at(input);
  if (n.op === 'Shape') {
    const { shape } = inputOf(f, n, 0);
    return shape && [...shape];
  }
  const c = constantOf(f.g, input);
  return c && Array.from(c.data as ArrayLike<number>, (d) => (d < 0 ? unknown() : d));
}

function broadcastArgs(f: Folding, n: Work): void {
  const { g } = f;
  if (g.has(foldingName(n, '-folded-0')) || g.has(foldingName(n, '-folded-1')) || n.inputs.length < 2) return;
  // Names of unknown sizes lie below any that a constant can be given here.
  let next = -1e9;
  const [a, b] = [0, 1].map((k) => shapeOf(f, n.inputs[k], () => --next));
  if (!a || !b) return;
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) if ((a[i] < 0 || b[i] < 0) && a[i] !== b[i]) return;
  if ([...a.slice(common), ...b.slice(common)].some((d) => d < 0)) return;
  // A size that is not known is taken for one that is not 1.
  const named = (shape: readonly number[]): number[] => shape.map((d) => (d < 0 ? 2 ** 30 + d % 2 ** 20 : d));
  const dtype = (n.attrs['T'] ?? 'int32') as DType;
  const tensor = (values: readonly number[]): Tensor => ({ dtype, shape: [values.length], data: arrayType(dtype).from(values) });
  const axes = evaluate('BroadcastGradientArgs', n.attrs, [tensor(named(a)), tensor(named(b))]);
  if (!axes) return;
  const names = axes.map((_, j) => foldingName(n, `-bcastargs-${j}`));
  axes.forEach((value, j) => { if (!g.has(names[j])) g.add({ name: names[j], op: 'Const', inputs: [`^${n.name}`], attrs: { dtype, value }, device: n.device }); });
  for (const r of g.outputs(n.name)) {
    if (names.includes(r.name)) continue;
    g.setInputs(r, r.inputs.map((i) => (nodeName(i) === n.name && !isControl(i) ? names[portOf(i)] : i)));
  }
  f.notes.folded.add(n.name);
}

/** A reduction to one element, along axes that are computed: along all. */
function reductionIndices(f: Folding, n: Work): void {
  const { g } = f;
  if (n.inputs.length < 2 || isControl(n.inputs[1]) || constantOf(g, n.inputs[1])) return;
  const { shape } = inputOf(f, n, 0);
  const axes = inputOf(f, n, 1);
  if (!shape || shape.length < 1) return;
  const out = f.properties.of(n.name).shape;
  let full = (axes.shape?.length === 1 && axes.shape[0] === shape.length) || (out !== null && out.length === 0);
  if (!full) {
    const readers = g.outputs(n.name);
    full = readers.length > 0 && readers.every((r) => { const s = f.properties.of(r.name).shape; return r.op === 'Reshape' && isFull(s) && s.every((d) => d === 1); });
  }
  const name = foldingName(n, '-reduction_indices');
  if (!full || g.has(name)) return;
  const dtype = axes.dtype === 'int64' ? 'int64' : 'int32';
  g.add({ name, op: 'Const', inputs: [anchor(g, n.inputs[1])], attrs: { dtype, value: { dtype, shape: [shape.length], data: arrayType(dtype).from(shape.map((_, i) => i)) } }, device: n.device });
  g.setInput(n, 1, name);
}

function fill(f: Folding, n: Work): void {
  const { g } = f;
  const out = f.properties.of(n.name);
  // TensorFlow writes such a constant as one number and a shape; here it takes all of its bytes.
  if (!isFull(out.shape) || g.feeds.has(n.name) || elements(out.shape) > MOST_FILLED) return;
  if (n.op !== 'Fill') {
    f.notes.folded.add(n.name);
    becomeConstant(g, n, filled(out.dtype as DType, out.shape, n.op === 'OnesLike' ? 1 : 0));
    f.changed = true;
    return;
  }
  const value = constantOf(g, n.inputs[1]);
  if (!constantOf(g, n.inputs[0]) || !value || value.dtype === 'string') return;
  f.notes.folded.add(n.name);
  const inputs = toControls(g, n, 0);
  n.attrs = { ...hiddenAttrs(n), dtype: out.dtype, value: filled(out.dtype as DType, out.shape, Number(value.data[0])) };
  n.op = 'Const';
  n.outputs = undefined;
  g.setInputs(n, inputs);
  f.changed = true;
}
