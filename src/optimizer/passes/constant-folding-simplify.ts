/** Constant folding, third part: single nodes that constants make simple (constant_folding.cc, SimplifyNode). */
import { isFloating, type DType } from '../../engine/dtype.ts';
import { anchor } from '../anchor.ts';
import { dataInputs, dedupControls, isControl, nodeName, type Work, type WorkGraph } from '../graph.ts';
import { isAggregate } from '../kinds.ts';
import { isFullyKnown as isFull, broadcast as broadcastShape, sameShape, type Sizes } from '../properties.ts';
import { becomeConstant, filled, foldingName, handOn, hiddenAttrs } from '../replace.ts';
import { isReduction } from './constant-folding-shapes.ts';
import { constantOf, inputOf, really, type Folding } from './constant-folding-context.ts';
import { pushDown } from './constant-folding-push.ts';

const isAdd = (n: Work): boolean => n.op === 'Add' || n.op === 'AddV2';
const isMul = (n: Work): boolean => n.op === 'Mul' || n.op === 'MulNoNan';
const isMatMul = (n: Work): boolean => n.op === 'MatMul' || n.op === 'BatchMatMul' || n.op === 'BatchMatMulV2' || n.op === 'SparseMatMul';

/** In Grappler's order; the first that fits is the last. */
const RULES: readonly ((f: Folding, n: Work) => boolean)[] = [
  splitInOne, transposeOfOnes, shuffleOfOne, reverseOfOnes, wholeSlice, wholeStridedSlice, tileOnce, padByNothing, squeezeNothing, packOne, constantPastEnter, switchOnItself, reduction, reshape, arithmetic, reciprocal, pushDown, mulIntoConv, partialSum, mergeConcat, partialConcat, select, noUpdate,
];

export function simplify(f: Folding, n: Work): void {
  if (f.g.feeds.has(n.name)) return;
  for (const rule of RULES) if (rule(f, n)) { f.changed = true; return; }
}

const shapeOf = (f: Folding, n: Work, input: number): Sizes => inputOf(f, n, input).shape;
const numbers = (f: Folding, n: Work, input: number): number[] | null => {
  const v = constantOf(f.g, n.inputs[input]);
  return v && v.dtype !== 'string' ? Array.from(v.data as ArrayLike<number>) : null;
};
function identity(f: Folding, n: Work, input = 0): true { handOn(f.g, n, input, 'Identity'); return true; }
function snapshot(f: Folding, n: Work, input: number): true { handOn(f.g, n, input, f.writes ? 'Snapshot' : 'Identity'); return true; }

function splitInOne(f: Folding, n: Work): boolean {
  if ((n.op !== 'Split' && n.op !== 'SplitV') || n.attrs['num_split'] !== 1) return false;
  return identity(f, n, n.op === 'Split' ? 1 : 0);
}

function transposeOfOnes(f: Folding, n: Work): boolean {
  if (n.op !== 'Transpose') return false;
  const shape = shapeOf(f, n, 0);
  const perm = numbers(f, n, 1);
  return perm !== null && shape !== null && perm.length === shape.length && perm.every((p, j) => p === j || shape[j] === 1) && identity(f, n);
}

/** One row has one order: nothing random is left out. */
function shuffleOfOne(f: Folding, n: Work): boolean {
  if (n.op !== 'RandomShuffle') return false;
  const shape = shapeOf(f, n, 0);
  return shape !== null && (shape.length === 0 || shape[0] === 1) && identity(f, n);
}

function reverseOfOnes(f: Folding, n: Work): boolean {
  if (n.op !== 'ReverseV2') return false;
  const shape = shapeOf(f, n, 0);
  const axes = numbers(f, n, 1);
  return shape !== null && axes !== null && shape.every((d, j) => d === 1 || !axes.some((a) => (a + shape.length) % shape.length === j)) && identity(f, n);
}

function wholeSlice(f: Folding, n: Work): boolean {
  if (n.op !== 'Slice') return false;
  const [shape, begin, size] = [shapeOf(f, n, 0), numbers(f, n, 1), numbers(f, n, 2)];
  return shape !== null && begin !== null && size !== null && shape.every((d, j) => begin[j] === 0 && (size[j] === -1 || size[j] === d)) && identity(f, n);
}

function wholeStridedSlice(f: Folding, n: Work): boolean {
  if (n.op !== 'StridedSlice' || n.attrs['new_axis_mask'] !== 0 || n.attrs['shrink_axis_mask'] !== 0 || n.attrs['ellipsis_mask'] !== 0) return false;
  const shape = shapeOf(f, n, 0);
  const [begin, end, strides] = [1, 2, 3].map((i) => numbers(f, n, i));
  if (!isFull(shape) || !begin || !end || !strides) return false;
  const masked = (name: string, j: number): boolean => ((Number(n.attrs[name]) >> j) & 1) === 1;
  return begin.every((b, j) => (b === 0 || masked('begin_mask', j)) && (end[j] === shape[j] || masked('end_mask', j)) && strides[j] === 1) && identity(f, n);
}

function tileOnce(f: Folding, n: Work): boolean {
  const times = n.op === 'Tile' ? numbers(f, n, 1) : null;
  return times !== null && times.every((t) => t === 1) && identity(f, n);
}

function padByNothing(f: Folding, n: Work): boolean {
  const by = n.op === 'Pad' || n.op === 'PadV2' ? numbers(f, n, 1) : null;
  return by !== null && by.every((t) => t === 0) && identity(f, n);
}

function squeezeNothing(f: Folding, n: Work): boolean {
  if (n.op !== 'Squeeze') return false;
  const shape = shapeOf(f, n, 0);
  return isFull(shape) && !shape.includes(1) && identity(f, n);
}

function packOne(f: Folding, n: Work): boolean {
  if (n.op !== 'Pack') return false;
  const name = foldingName(n, '_const_axis');
  // What is fed might never run, so no constant may wait for it.
  if (n.inputs.length > 0 && f.g.feeds.has(nodeName(n.inputs[0]))) return false;
  if (dataInputs(n).length !== 1 || f.g.has(name)) return false;
  const { axis = 0 } = n.attrs;
  f.g.add({ name, op: 'Const', inputs: [anchor(f.g, n.inputs[0])], attrs: { dtype: 'int32', value: { dtype: 'int32', shape: [], data: Int32Array.of(Number(axis)) } }, device: n.device });
  n.op = 'ExpandDims';
  n.attrs = { ...hiddenAttrs(n), T: n.attrs['T'] ?? 'float32', Tdim: 'int32' };
  f.g.setInputs(n, [n.inputs[0], name, ...n.inputs.slice(1)]);
  return true;
}

/** A constant that enters a loop to stay the same there is a constant in the loop. */
function constantPastEnter(f: Folding, n: Work): boolean {
  const { g } = f;
  if ((n.op !== 'Enter' && n.op !== 'RefEnter') || n.inputs.length === 0 || n.attrs['is_constant'] !== true) return false;
  const from = g.node(n.inputs[0]);
  if (!really(g, from)) return false;
  const name = foldingName(from, '_enter');
  const readers = g.outputs(n.name).filter((r) => r.op !== 'Const' && r.inputs.includes(n.name));
  if (g.has(name) || readers.length === 0) return false;
  g.add({ name, op: 'Const', inputs: [`^${n.name}`], attrs: { ...from.attrs }, device: n.device });
  for (const r of readers) g.setInputs(r, r.inputs.map((i) => (i === n.name ? name : i)));
  f.notes.folded.add(n.name);
  return true;
}

/** A Switch of its own predicate: true on the one side, false on the other. */
function switchOnItself(f: Folding, n: Work): boolean {
  const { g } = f;
  if (n.op !== 'Switch' || n.inputs[0] !== n.inputs[1]) return false;
  const names = [foldingName(n, '_const_false'), foldingName(n, '_const_true')];
  const readers = g.outputs(n.name);
  // One Identity for each branch, which only hand on that they run: that has been done already.
  if (names.some((name) => g.has(name)) || readers.length !== 2 || readers.every((r) => r.op === 'Identity' && g.dataOutputs(r.name).length === 0)) return false;
  names.forEach((name, port) => {
    const input = port === 0 ? n.name : `${n.name}:1`;
    const waits = `ConstantFoldingCtrl/${n.name}_${port}`;
    if (!g.has(waits)) g.add({ name: waits, op: 'Identity', inputs: [input], attrs: { T: 'bool' }, device: n.device });
    g.add({ name, op: 'Const', inputs: [`^${waits}`], attrs: { dtype: 'bool', value: filled('bool', [], port) }, device: n.device });
    for (const r of readers) if (r.name !== waits) g.setInputs(r, r.inputs.map((i) => (i === input ? name : i)));
  });
  return true;
}

function reduction(f: Folding, n: Work): boolean {
  if (!isReduction(n) || n.inputs.length < 2) return false;
  const axes = constantOf(f.g, n.inputs[1]);
  const shape = shapeOf(f, n, 0);
  if (!axes) return false;
  const given = Array.from(axes.data as ArrayLike<number>);
  const nothing = given.length === 0 || (n.attrs['keep_dims'] === true && shape !== null && given.every((a) => shape[a < 0 ? a + shape.length : a] === 1));
  const dtype = n.attrs['T'] ?? 'bool';
  if (nothing) {
    const inputs = [n.inputs[0], anchor(f.g, n.inputs[1]), ...n.inputs.slice(2)];
    n.op = 'Identity';
    n.attrs = { ...hiddenAttrs(n), T: dtype };
    f.g.setInputs(n, inputs);
    return true;
  }
  const name = foldingName(n, '_shape_const');
  if (n.attrs['keep_dims'] === true || !isFull(shape) || shape.some((d) => d !== 1) || f.g.has(name)) return false;
  const rank = shape.length - given.length;
  // Grappler makes no constant without elements here.
  if (rank === 0) return false;
  f.g.add({ name, op: 'Const', inputs: [anchor(f.g, n.inputs[1])], attrs: { dtype: 'int32', value: filled('int32', [rank], 1) }, device: n.device });
  n.op = 'Reshape';
  n.attrs = { ...hiddenAttrs(n), T: dtype, Tshape: 'int32' };
  f.g.setInputs(n, [n.inputs[0], name, ...n.inputs.slice(2)]);
  return true;
}

function reshape(f: Folding, n: Work): boolean {
  if (n.op !== 'Reshape') return false;
  const [shape, to] = [shapeOf(f, n, 0), constantOf(f.g, n.inputs[1])];
  if (!isFull(shape) || !to) return false;
  const sizes = Array.from(to.data as ArrayLike<number>);
  if (sizes.length !== shape.length || !sizes.every((d, i) => d === -1 || d === shape[i])) return false;
  const inputs = [n.inputs[0], anchor(f.g, n.inputs[1]), ...n.inputs.slice(2)];
  n.op = 'Identity';
  n.attrs = { ...hiddenAttrs(n), T: n.attrs['T'] ?? 'float32' };
  n.outputs = undefined;
  f.g.setInputs(n, inputs);
  return true;
}

/** Whether a node gives this value all over. */
function allOf(g: WorkGraph, input: string, value: 0 | 1): boolean {
  const n = g.node(input);
  if (!n || g.feeds.has(n.name)) return false;
  if (n.op === (value === 0 ? 'ZerosLike' : 'OnesLike')) return true;
  if (n.op === 'Fill') return allOf(g, n.inputs[1], value);
  const c = constantOf(g, input);
  return c !== null && c.dtype !== 'string' && !('unrecorded' in c.data) && Array.from(c.data as ArrayLike<number>).every((v) => v === value);
}

function arithmetic(f: Folding, n: Work): boolean {
  const mul = isMul(n) || n.op === 'LogicalAnd';
  const matmul = isMatMul(n);
  const add = isAdd(n) || n.op === 'BiasAdd' || n.op === 'LogicalOr';
  const sub = n.op === 'Sub';
  const div = ['RealDiv', 'Div', 'DivNoNan', 'TruncateDiv', 'Xdivy'].includes(n.op);
  if (!(mul || matmul || add || sub || div) || !f.properties.has(n.name) || !f.properties.inputsOf(n.name)) return false;
  const { g } = f;
  const out = f.properties.of(n.name).shape;
  const [like0, like1] = [0, 1].map((i) => sameShape(out, shapeOf(f, n, i)));
  const [zero0, zero1] = [0, 1].map((i) => allOf(g, n.inputs[i], 0));
  const one0 = !zero0 && allOf(g, n.inputs[0], 1);
  const one1 = !zero1 && allOf(g, n.inputs[1], 1);
  if ((mul && one0) || (add && zero0)) {
    if (like1) return snapshot(f, n, 1);
    if (like0) return broadcast(f, n, 1);
    return false;
  }
  const dtype = (n.attrs['T'] ?? 'bool') as DType;
  if (like1 && sub && zero0) return unary(f, n, 'Neg');
  if (like1 && div && n.op !== 'DivNoNan' && one0 && isFloating(dtype)) return unary(f, n, 'Reciprocal');
  if (((mul || div) && one1) || ((add || sub) && zero1)) {
    if (like0) return snapshot(f, n, 0);
    if (like1) return broadcast(f, n, 0);
    return false;
  }
  if (isFull(out) && n.op === 'LogicalOr' && (one0 || one1)) { becomeConstant(g, n, filled('bool', out, 1)); return true; }
  if ((zero0 || zero1) && (mul || matmul)) {
    if (isFull(out)) { f.notes.folded.add(n.name); becomeConstant(g, n, filled(dtype, out, 0)); return true; }
    if (mul && zero0 && like0) return identity(f, n, 0);
    if (mul && zero1 && like1) return identity(f, n, 1);
  }
  return false;
}

/** 0 - y and 1 / y. */
function unary(f: Folding, n: Work, op: string): true {
  const inputs = [n.inputs[1], anchor(f.g, n.inputs[0]), ...n.inputs.slice(2)];
  n.op = op;
  f.g.setInputs(n, inputs);
  return true;
}

/** One input, spread over the shape of the output. */
function broadcast(f: Folding, n: Work, input: number): boolean {
  const out = f.properties.of(n.name).shape;
  const name = foldingName(n, `-broadcastto_shape-${input}`);
  if (!isFull(out) || f.g.has(name)) return false;
  const other = n.inputs[1 - input];
  f.g.add({ name, op: 'Const', inputs: [anchor(f.g, other)], attrs: { dtype: 'int32', value: { dtype: 'int32', shape: [out.length], data: Int32Array.from(out) } }, device: n.device });
  const inputs = [n.inputs[input], name, ...n.inputs.slice(2)];
  if (nodeName(other) !== nodeName(n.inputs[input])) inputs.push(anchor(f.g, other));
  n.op = 'BroadcastTo';
  n.attrs = { ...hiddenAttrs(n), T: n.attrs['T'] ?? 'float32', Tidx: 'int32' };
  f.g.setInputs(n, inputs);
  return true;
}

function reciprocal(f: Folding, n: Work): boolean {
  if (!['Div', 'RealDiv', 'Xdivy'].includes(n.op) || n.inputs.length < 2) return false;
  const by = f.g.node(n.inputs[1]);
  const dtype = n.attrs['T'] as DType;
  if (!really(f.g, by) || (n.op === 'Div' && !isFloating(dtype))) return false;
  const name = foldingName(n, '_recip');
  if (f.g.has(name)) return false;
  f.g.add({ name, op: 'Reciprocal', inputs: [n.inputs[1]], attrs: { T: dtype }, device: n.device });
  const mul = n.op !== 'Xdivy';
  f.g.setInputs(n, mul ? [n.inputs[0], name, ...n.inputs.slice(2)] : [name, n.inputs[0], ...n.inputs.slice(2)]);
  n.op = mul ? 'Mul' : 'MulNoNan';
  return true;
}

/** A convolution with constant weights, times a constant: the weights are multiplied. */
function mulIntoConv(f: Folding, n: Work): boolean {
  const { g } = f;
  if (!isMul(n) || dataInputs(n).length !== 2) return false;
  const sides = [g.at(n.inputs[0]), g.at(n.inputs[1])];
  const at = really(g, sides[0]) ? 0 : really(g, sides[1]) ? 1 : -1;
  if (at < 0) return false;
  const [constant, conv] = [sides[at], sides[1 - at]];
  if ((conv.op !== 'Conv2D' && conv.op !== 'Conv3D') || sides.some((s) => s.device !== n.device) || g.preserve.has(conv.name) || g.preserve.has(n.name)) return false;
  const uses = g.outputs(conv.name).reduce((k, r) => k + r.inputs.filter((i) => !isControl(i) && nodeName(i) === conv.name).length, 0);
  const weights = [0, 1].filter((i) => really(g, g.at(conv.inputs[i])));
  if (uses > 1 || weights.length !== 1 || g.outputs(conv.name).includes(constant)) return false;
  const [slot] = weights;
  const [filter, scale] = [shapeOf(f, conv, 1), f.properties.of(sides[at].name).shape];
  if (!sameShape(f.properties.of(n.name).shape, f.properties.of(conv.name).shape) || !sameShape(filter, broadcastShape(filter, scale))) return false;
  const name = `${conv.name}/merged_input`;
  if (g.has(name)) return false;
  const product = [...n.inputs];
  product[1 - at] = conv.inputs[slot];
  const { op, attrs } = conv;
  const inputs = conv.inputs.map((i, k) => (k === slot ? name : i));
  g.add({ name, op: n.op, inputs: product, attrs: n.attrs, device: n.device });
  n.op = op;
  n.attrs = attrs;
  g.setInputs(n, inputs);
  f.notes.fused.set(conv.name, n.name);
  g.remove(new Set([conv.name]));
  f.properties.forget(n.name);
  return true;
}

/** The constants among the terms of a sum are summed by themselves. */
function partialSum(f: Folding, n: Work): boolean {
  const data = dataInputs(n);
  if (!isAggregate(n) || data.length <= 2) return false;
  const constants = data.map((i, k) => (really(f.g, f.g.node(i)) ? k : -1)).filter((k) => k >= 0);
  const name = foldingName(n, `_partial_split_${constants.length}`);
  if (constants.length < 2 || constants.length >= data.length || f.g.has(name)) return false;
  const { shape: _, ...attrs } = n.attrs;
  f.g.add({ name, op: 'AddN', inputs: constants.map((k) => data[k]), attrs: { ...attrs, N: constants.length }, device: n.device });
  const left = data.map((i, k) => (k === constants[0] ? name : i)).filter((_i, k) => k === constants[0] || !constants.includes(k));
  n.attrs = { ...n.attrs, N: left.length };
  f.g.setInputs(n, [...left, ...n.inputs.filter(isControl)]);
  f.properties.forget(n.name);
  return true;
}

/** Neighbouring constants are joined by themselves. */
function partialConcat(f: Folding, n: Work): boolean {
  const { g } = f;
  const data = dataInputs(n);
  if ((n.op !== 'ConcatV2' && n.op !== 'Concat') || n.name.includes('_partial_split_') || data.length <= 3) return false;
  const [begin, end, axis] = n.op === 'Concat' ? [1, data.length, 0] : [0, data.length - 1, data.length - 1];
  const runs: [number, number][] = [];
  for (let first = begin; first < end;) {
    while (first < end && !really(g, g.node(data[first]))) first++;
    let last = first + 1;
    while (last < end && really(g, g.node(data[last]))) last++;
    if (first < end && last - first > 1) runs.push([first, last]);
    first = last;
  }
  if (runs.length === 0 || (runs.length === 1 && runs[0][0] === begin && runs[0][1] === end)) return false;
  const inputs: (string | null)[] = [...data];
  for (const [first, last] of runs) {
    let name = foldingName(n, '_partial_split');
    do name += `_${first}`; while (g.has(name));
    const part = data.slice(first, last);
    g.add({ name, op: n.op, inputs: n.op === 'Concat' ? [data[axis], ...part] : [...part, data[axis]], attrs: { ...n.attrs, N: last - first }, device: n.device });
    inputs.fill(null, first, last);
    inputs[first] = name;
  }
  const left = inputs.filter((i) => i !== null);
  n.attrs = { ...n.attrs, N: left.length - 1 };
  g.setInputs(n, [...left, ...n.inputs.filter(isControl)]);
  f.properties.forget(n.name);
  return true;
}

/** A choice that a constant makes. */
function select(f: Folding, n: Work): boolean {
  if (n.op !== 'Select' && n.op !== 'SelectV2') return false;
  const { g } = f;
  const [all, none] = [allOf(g, n.inputs[0], 1), allOf(g, n.inputs[0], 0)];
  if ((!all && !none) || !f.properties.inputsOf(n.name)) return false;
  const [condition, first, second] = [0, 1, 2].map((i) => shapeOf(f, n, i));
  const alike = sameShape(first, second) && (sameShape(condition, first) || condition?.length === 0);
  const inputs = [...n.inputs];
  const [taken, left] = all ? [1, 2] : [2, 1];
  if (!alike) return false;
  inputs[0] = anchor(g, inputs[0]);
  inputs[left] = anchor(g, inputs[left]);
  [inputs[0], inputs[taken]] = [inputs[taken], inputs[0]];
  n.op = 'Identity';
  n.outputs = undefined;
  g.setInputs(n, dedupControls(inputs));
  return true;
}

/** An update of a variable that changes nothing. */
function noUpdate(f: Folding, n: Work): boolean {
  const found = /^(Resource)?(Scatter|ScatterNd|Assign)(Add|Sub|Mul|Div)(VariableOp)?$/.exec(n.op);
  if (!found) return false;
  const delta = n.inputs[found[2] === 'Assign' ? 1 : 2];
  if (!allOf(f.g, delta, /Add|Sub/.test(found[3]) ? 0 : 1)) return false;
  if (found[1] === undefined && found[4] === undefined) return identity(f, n);
  n.op = 'NoOp';
  f.g.setInputs(n, n.inputs.map((i) => anchor(f.g, i)));
  n.attrs = {};
  n.outputs = [];
  return true;
}

/** A concatenation that only another one along the same axis reads. */
function mergeConcat(f: Folding, n: Work): boolean {
  const { g } = f;
  if (n.op !== 'ConcatV2' || g.preserve.has(n.name)) return false;
  const readers = g.outputs(n.name);
  const [parent] = readers;
  if (readers.length !== 1 || parent.op !== 'ConcatV2') return false;
  const axisOf = (c: Work): number | null => { const v = constantOf(g, dataInputs(c)[dataInputs(c).length - 1]); return v ? Number(v.data[0]) : null; };
  const axis = axisOf(n);
  if (axis === null || axis !== axisOf(parent)) return false;
  const mine = dataInputs(n);
  const inputs = dataInputs(parent).flatMap((i) => (i === n.name ? mine.slice(0, -1) : [i]));
  const controls = [...parent.inputs.filter(isControl), ...n.inputs.filter(isControl)];
  parent.attrs = { ...parent.attrs, N: inputs.length - 1 };
  g.setInputs(parent, [...inputs, ...controls]);
  g.setInputs(n, []);
  g.remove(new Set([n.name]));
  f.notes.fused.set(n.name, parent.name);
  return true;
}
