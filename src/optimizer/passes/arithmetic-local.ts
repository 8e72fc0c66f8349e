/** Arithmetic stages that look at a node and its inputs. */
import { filled } from '../replace.ts';
import { isAggregate, movesFrames } from '../kinds.ts';
import { broadcastable, isFull, sameShape } from '../properties.ts';
import { isIdempotent, isInvolution, isUnary, keepsAll, keepsValues, slope } from '../shape-preserving.ts';
import type { DType } from '../../engine/dtype.ts';
import type { Work } from '../graph.ts';
import { copyOf, dataInputs, dataUses, drivenByControl, drivesControl, forwardControls, isControl, madeName, nodeName, tailOfChain, type Arithmetic, type Stage } from './arithmetic-stage.ts';
import { constantOf } from './constant-folding.ts';

const isAdd = (n: Work): boolean => n.op === 'Add' || n.op === 'AddV2';
const isTranspose = (n: Work): boolean => n.op === 'Transpose' || n.op === 'ConjugateTranspose';
const isComplex = (n: Work): boolean => n.attrs['T'] === 'complex64' || n.attrs['T'] === 'complex128';
const numbers = (a: Arithmetic, input: string | undefined): number[] | null => {
  const c = input === undefined ? null : constantOf(a.g, input);
  return c && c.dtype !== 'string' && !('unrecorded' in c.data) ? Array.from(c.data as ArrayLike<number>) : null;
};

export const foldTranspose: Stage = (a, n) => {
  const { g } = a;
  const batch = n.op.startsWith('BatchMatMul');
  const name = madeName(n, 'FoldTransposeIntoMatMul');
  if (!(batch || n.op === 'MatMul' || n.op === 'SparseMatMul') || g.preserve.has(n.name) || g.has(name)) return null;
  const from = [g.at(n.inputs[0]), g.at(n.inputs[1])];
  const fold = from.map((t) => {
    const perm = isTranspose(t) && (!isComplex(n) || t.op === (batch ? 'ConjugateTranspose' : 'Transpose')) ? numbers(a, t.inputs[1]) : null;
    return perm !== null && perm.length > 1 && perm.every((p, i) => p === (i < perm.length - 2 ? i : i === perm.length - 1 ? i - 1 : i + 1));
  });
  if (!fold.includes(true)) return null;
  const attrs = { ...n.attrs };
  const keys = batch ? ['adj_x', 'adj_y'] : ['transpose_a', 'transpose_b'];
  fold.forEach((f, i) => { if (f) attrs[keys[i]] = attrs[keys[i]] !== true; });
  const made = copyOf(g, n, name, { attrs, inputs: n.inputs.map((input, i) => (fold[i] ? from[i].inputs[0] : input)) });
  forwardControls(g, made, from.filter((_, i) => fold[i]));
  from.forEach((t, i) => { if (fold[i]) a.notes.fused.set(t.name, name); });
  return name;
};

export const inverseTransposes: Stage = (a, n) => {
  const { g } = a;
  if (!isTranspose(n)) return null;
  const tail = tailOfChain(g, n, (m) => !g.preserve.has(m.name) && isIdempotent(m) && dataUses(g, m.name) === 1);
  const first = g.at(tail.inputs[0]);
  const perm = numbers(a, n.inputs[1]);
  if (!perm) return null;
  if (first.op === n.op) {
    const other = numbers(a, first.inputs[1]);
    if (!other || other.length !== perm.length || !other.every((p, i) => perm[p] === i)) return null;
    if (tail === n) return first.inputs[0];
    g.setInputs(tail, [first.inputs[0], ...tail.inputs.slice(1)]);
    forwardControls(g, tail, [first]);
    return n.inputs[0];
  }
  return n.op === 'Transpose' && perm.every((p, i) => p === i) ? n.inputs[0] : null;
};

export const involution: Stage = (a, n) => {
  const { g } = a;
  if (!isInvolution(n)) return null;
  const tail = tailOfChain(g, n, (m) => !g.preserve.has(m.name) && keepsValues(m) && dataUses(g, m.name) === 1);
  const other = g.at(tail.inputs[0]);
  if (other.op !== n.op) return null;
  if (tail === n) return other.inputs[0];
  g.setInputs(tail, [other.inputs[0], ...tail.inputs.slice(1)]);
  return n.inputs[0];
};

export const sameCast: Stage = (a, n) => (n.op === 'Cast' && !a.g.preserve.has(n.name) && n.attrs['SrcT'] === n.attrs['DstT'] ? n.inputs[0] : null);

export const redundantReshape: Stage = (a, n) => {
  const { g } = a;
  if (!(n.op === 'Reshape' || n.op === 'BroadcastTo') || g.preserve.has(n.name)) return null;
  if (!drivenByControl(n) && a.properties.has(n.name) && sameShape(a.properties.of(n.name).shape, a.properties.of(n.inputs[0]).shape)) return n.inputs[0];
  if (n.op !== 'Reshape') return null;
  let skip = false;
  const chain: Work[] = [];
  const tail = tailOfChain(g, n, (m) => {
    if (dataUses(g, m.name) > 1 || g.preserve.has(m.name) || movesFrames(m)) { skip = isUnary(m); return false; }
    if (isUnary(m)) chain.push(m);
    return isUnary(m);
  });
  if (skip || (tail !== n && g.preserve.has(tail.name))) return null;
  const other = g.at(tail.inputs[0]);
  if (other.op !== 'Reshape' || dataUses(g, other.name) > 1 || g.preserve.has(other.name)) return null;
  for (const m of chain) a.properties.forget(m.name);
  g.setInputs(tail, [other.inputs[0], ...tail.inputs.slice(1)]);
  forwardControls(g, tail, [other]);
  // Nobody reads it any more.
  other.op = 'NoOp';
  other.attrs = {};
  other.outputs = [];
  g.setInputs(other, []);
  a.notes.fused.set(other.name, n.name);
  a.later(n.name);
  return n.name;
};

export const negation: Stage = (a, n) => {
  const { g } = a;
  if (!(isAdd(n) || n.op === 'Sub') || g.preserve.has(n.name)) return null;
  const [x, y] = [g.at(n.inputs[0]), g.at(n.inputs[1])];
  if (y.op === 'Neg') {
    n.op = isAdd(n) ? 'Sub' : 'AddV2';
    g.setInputs(n, [n.inputs[0], y.inputs[0], ...n.inputs.slice(2)]);
    forwardControls(g, n, [y]);
  } else if (isAdd(n) && x.op === 'Neg') {
    n.op = 'Sub';
    g.setInputs(n, [n.inputs[1], x.inputs[0], ...n.inputs.slice(2)]);
    forwardControls(g, n, [x]);
  } else return null;
  a.later(n.name);
  return null;
};

export const square: Stage = (a, n) => {
  const name = madeName(n, 'ReplaceMulWithSquare');
  if (!(n.op === 'Mul' || n.op === 'MulNoNan') || n.inputs[0] !== n.inputs[1] || a.g.has(name)) return null;
  copyOf(a.g, n, name, { op: 'Square', inputs: n.inputs.slice(1) });
  return name;
};

const OPPOSITE: Readonly<Record<string, string>> = { Equal: 'NotEqual', NotEqual: 'Equal', Less: 'GreaterEqual', LessEqual: 'Greater', Greater: 'LessEqual', GreaterEqual: 'Less' };
export const logicalNot: Stage = (a, n) => {
  if (n.op !== 'LogicalNot' || a.g.preserve.has(n.name)) return null;
  const input = a.g.at(n.inputs[0]);
  const op = OPPOSITE[input.op];
  if (!op || a.g.preserve.has(input.name) || dataUses(a.g, input.name) > 1) return null;
  input.op = op;
  return input.name;
};

/** x + x + … becomes N · x. */
export const equalTerms: Stage = (a, n) => {
  const { g } = a;
  const terms = dataInputs(n);
  if (!isAggregate(n) || terms.length === 0 || n.attrs['T'] === 'variant') return null;
  if (n.inputs.length === 1) return n.inputs[0];
  const names = [madeName(n, 'SimplifyAggregation', 'Const'), madeName(n, 'SimplifyAggregation', 'Mul')];
  if (terms.length < 2 || terms.some((t) => t !== terms[0]) || names.some((name) => g.has(name))) return null;
  const T = (n.attrs['T'] ?? 'float32') as DType;
  g.add({ name: names[0], op: 'Const', inputs: [`^${nodeName(terms[0])}`], attrs: { dtype: T, value: filled(T, [], terms.length) }, device: n.device });
  a.later(names[0]);
  g.add({ name: names[1], op: 'Mul', inputs: [names[0], terms[0], ...n.inputs.filter(isControl)], attrs: { T }, device: n.device });
  return names[1];
};

const lone = (a: Arithmetic, m: Work): boolean => !a.g.preserve.has(m.name) && dataUses(a.g, m.name) === 1;

export const rsqrt: Stage = (a, n) => {
  if (!['RealDiv', 'Div', 'TruncateDiv', 'Xdivy'].includes(n.op)) return null;
  const y = a.g.at(n.inputs[1]);
  if (y.op !== 'Sqrt' || !lone(a, y)) return null;
  if (n.op === 'Xdivy') { a.g.setInputs(n, [n.inputs[1], n.inputs[0], ...n.inputs.slice(2)]); n.op = 'MulNoNan'; } else n.op = 'Mul';
  y.op = 'Rsqrt';
  a.later(n.name);
  a.later(y.name);
  return null;
};

export const idempotent: Stage = (a, n) => {
  if (n.inputs.length !== 1 || !isIdempotent(n) || a.g.preserve.has(n.name)) return null;
  const input = a.g.at(n.inputs[0]);
  return input.op === n.op && input.device === n.device ? n.inputs[0] : null;
};

export const power: Stage = (a, n) => {
  const { g } = a;
  if (n.op !== 'Pow') return null;
  const by = numbers(a, n.inputs[1]);
  if (!by || by.length === 0 || by.some((v) => v !== by[0])) return null;
  const [x, y] = [n.inputs[0], nodeName(n.inputs[1])];
  const same = sameShape(a.properties.of(x).shape, a.properties.of(n.name).shape);
  const op = by[0] === 2 ? 'Square' : by[0] === 0.5 ? 'Sqrt' : by[0] === -0.5 ? 'Rsqrt' : by[0] === -1 ? 'Reciprocal' : by[0] === 1 && same ? 'Identity' : null;
  if (by[0] === 3) {
    const inner = madeName(n, 'ConvertPow', '_inner');
    if (!g.has(inner)) copyOf(g, n, inner, { op: 'Square', inputs: [x] });
    n.op = 'Mul';
    g.setInputs(n, [x, inner, ...n.inputs.slice(2), `^${y}`]);
    a.later(inner);
  } else if (op) {
    n.op = op;
    g.setInputs(n, [x, `^${y}`, ...n.inputs.slice(2)]);
  } else {
    const { shape } = a.properties.of(n.name);
    if (by[0] !== 0 || !same || !isFull(shape)) return null;
    const T = (n.attrs['T'] ?? 'float32') as DType;
    const { T: _, ...attrs } = n.attrs;
    n.op = 'Const';
    n.attrs = { ...attrs, dtype: T, value: filled(T, shape, 1) };
    g.setInputs(n, [`^${nodeName(x)}`, `^${y}`, ...n.inputs.slice(2)]);
  }
  n.outputs = undefined;
  a.later(n.name);
  a.later(y);
  return null;
};

export const logSoftmax: Stage = (a, n) => {
  if (n.op !== 'Log') return null;
  const x = a.g.at(n.inputs[0]);
  if (x.op !== 'Softmax' || !lone(a, x)) return null;
  n.op = 'LogSoftmax';
  x.op = 'Identity';
  a.later(n.name);
  a.later(x.name);
  return null;
};

/** The greatest of what a rising function gives is what it gives for the greatest. */
export const monotonic: Stage = (a, n) => {
  const { g } = a;
  const pool = n.op.startsWith('MaxPool') && !n.op.includes('Grad');
  if (!(pool || ['Max', 'Min', 'ArgMax', 'ArgMin', 'SegmentMax', 'SegmentMin', 'UnsortedSegmentMax', 'UnsortedSegmentMin'].includes(n.op)) || g.preserve.has(n.name)) return null;
  const inner = g.at(n.inputs[0]);
  const rises = slope(inner);
  if (g.preserve.has(inner.name) || rises === 0 || (rises < 0 && pool) || g.outputs(inner.name).length !== 1) return null;
  const before = g.at(inner.inputs[0]);
  if ((inner.op === 'Relu' || inner.op === 'Relu6') && (before.op === 'BiasAdd' || before.op.startsWith('FusedBatchNorm'))) return null;
  g.setInputs(n, [before.name, ...n.inputs.slice(1)]);
  const readers = g.outputs(n.name);
  g.setInputs(inner, [n.name, ...inner.inputs.slice(1)]);
  for (const r of readers) { g.setInputs(r, r.inputs.map((i) => (i === n.name ? inner.name : i))); a.later(r.name); }
  if (rises < 0) n.op = /Max/.test(n.op) ? n.op.replace('Max', 'Min') : n.op.replace('Min', 'Max');
  if (n.op.startsWith('Arg')) inner.op = 'Identity';
  a.later(n.name);
  a.later(inner.name);
  a.later(before.name);
  return null;
};

export const expm1: Stage = (a, n) => {
  const { g } = a;
  if (n.op !== 'Sub') return null;
  const exp = g.at(n.inputs[0]);
  if (exp.op !== 'Exp') return null;
  const [t, c] = [a.properties.of(n.inputs[0]).shape, a.properties.of(n.inputs[1]).shape];
  if (!broadcastable(t, c) || !sameShape(t, a.properties.of(n.name).shape)) return null;
  const ones = numbers(a, n.inputs[1]);
  if (!ones || ones.some((v) => v !== 1)) return null;
  const one = nodeName(n.inputs[1]);
  n.op = 'Expm1';
  g.setInputs(n, [exp.inputs[0], `^${one}`, ...n.inputs.slice(2)]);
  forwardControls(g, n, [exp]);
  for (const name of [n.name, exp.name, nodeName(exp.inputs[0]), one]) a.later(name);
  return n.name;
};

const COMPOSED: Readonly<Record<string, boolean>> = Object.fromEntries(
  'Abs Ceil Cos Expm1 Exp Floor Inv Log Log1p Neg Reciprocal Round Rsqrt Sigmoid Sin Sqrt Square Tanh Elu Relu Relu6 Selu Acos- Acosh- Asin- Asinh- Atan- Atanh- Cosh- Rint- Sinh- Tan-'
    .split(' ').map((name) => [name.replace('-', ''), !name.endsWith('-')]),
);
/** A chain of unary ops becomes one. */
export const composition: Stage = (a, n) => {
  const { g } = a;
  const name = `${n.name}/unary_ops_composition`;
  const can = (m: Work): boolean => {
    const half = COMPOSED[m.op];
    const dtype = m.attrs['T'];
    if (half === undefined || !(dtype === 'float32' || dtype === 'float64' || (half && dtype === 'float16'))) return false;
    return !g.preserve.has(m.name) && !m.device.includes('GPU') && !a.done.fused.has(m.name) && !drivenByControl(m) && !drivesControl(g, m);
  };
  if (!can(n) || g.has(name)) return null;
  const chain = [n];
  const last = tailOfChain(g, n, (m) => {
    const fits = m.attrs['T'] === n.attrs['T'] && dataUses(g, m.name) === 1 && can(m);
    if (fits) chain.push(m);
    return fits;
  });
  if (chain.length === 1) return null;
  for (const m of chain) { a.done.fused.add(m.name); a.notes.fused.set(m.name, name); }
  g.add({ name, op: '_UnaryOpsComposition', inputs: [last.inputs[0]], attrs: { T: n.attrs['T'], op_names: chain.map((m) => m.op).reverse() }, device: n.device });
  return name;
};

export const squaredDifference: Stage = (a, n) => {
  if (n.op !== 'Square') return null;
  const b = a.g.at(n.inputs[0]);
  if (b.op !== 'Sub' || !lone(a, b) || isComplex(b)) return null;
  n.op = 'Identity';
  b.op = 'SquaredDifference';
  a.later(n.name);
  a.later(b.name);
  return null;
};

/** stack([a, b])[i] is a or b. */
export const stackSlice: Stage = (a, n) => {
  const { g } = a;
  if (!(n.op === 'StridedSlice' || n.op === 'Slice') || g.preserve.has(n.name)) return null;
  const pack = g.at(n.inputs[0]);
  const { shape } = a.properties.of(n.inputs[0]);
  if (pack.op !== 'Pack' || !isFull(shape)) return null;
  const axis = Number(pack.attrs['axis'] ?? 0) + (Number(pack.attrs['axis'] ?? 0) < 0 ? shape.length : 0);
  const found = n.op === 'Slice' ? sliced(a, n, shape, axis) : strided(a, n, shape, axis);
  const name = madeName(n, 'RemoveStackStridedSliceSameAxis');
  if (!found || found.at < 0 || found.at >= dataInputs(pack).length || g.has(name)) return null;
  const input = pack.inputs[found.at];
  const T = n.attrs['T'] ?? 'float32';
  const controls = [...new Set([...n.inputs, ...pack.inputs].filter(isControl))];
  if (!found.expand) g.add({ name, op: 'Identity', inputs: [input, ...controls], attrs: { T }, device: n.device });
  else {
    const axisName = madeName(n, 'RemoveStackStridedSliceSameAxis', 'Axis');
    g.add({ name: axisName, op: 'Const', inputs: [`^${nodeName(input)}`], attrs: { dtype: 'int32', value: { dtype: 'int32', shape: [], data: Int32Array.of(axis) } }, device: n.device });
    a.later(axisName);
    g.add({ name, op: 'ExpandDims', inputs: [input, axisName, ...controls], attrs: { T, Tdim: 'int32' }, device: n.device });
  }
  a.later(name);
  return name;
};

function sliced(a: Arithmetic, n: Work, shape: readonly number[], axis: number): { at: number; expand: boolean } | null {
  const [begin, size] = [numbers(a, n.inputs[1]), numbers(a, n.inputs[2])];
  if (!begin || !size || begin.length !== shape.length || size[axis] !== 1) return null;
  return shape.every((d, i) => i === axis || (begin[i] === 0 && (size[i] === -1 || size[i] === d))) ? { at: begin[axis], expand: true } : null;
}

/** `[…, i, …]` and `[…, i:i+1, …]` along the axis, all of the others. */
function strided(a: Arithmetic, n: Work, shape: readonly number[], axis: number): { at: number; expand: boolean } | null {
  const [begin, end, strides] = [1, 2, 3].map((i) => numbers(a, n.inputs[i]));
  if (!begin || !end || !strides || Number(n.attrs['new_axis_mask']) !== 0 || strides.some((s) => s !== 1)) return null;
  const bit = (name: string, i: number): boolean => ((Number(n.attrs[name]) >> i) & 1) === 1;
  const ellipsis = Array.from(begin, (_, i) => bit('ellipsis_mask', i)).indexOf(true);
  let shrink = false;
  let at = -1;
  for (let d = 0, i = 0; d < shape.length; d++) {
    const skipped = shape.length - begin.length + (ellipsis >= 0 ? 1 : 0);
    if (i === ellipsis && d < ellipsis + skipped) { if (d === ellipsis + skipped - 1) i++; if (d === axis) return null; continue; }
    if (i >= begin.length) { if (d === axis) return null; continue; }
    const clip = (v: number): number => Math.min(Math.max(v < 0 ? v + shape[d] : v, 0), shape[d]);
    const one = bit('shrink_axis_mask', i);
    const from = bit('begin_mask', i) && !one ? 0 : clip(begin[i]);
    const to = one ? from + 1 : bit('end_mask', i) ? shape[d] : clip(end[i]);
    if (d === axis) { if (to !== from + 1) return null; at = from; shrink = one; } else if (from !== 0 || to !== shape[d] || one) return null;
    i++;
  }
  return at < 0 || (shape[axis] === 1 && !shrink) ? null : { at, expand: !shrink };
}
export { keepsAll };
