/** Rules for nodes that move, cast or gather values: transposes, reshapes, casts, stacks and slices. */
import { i32 } from '../../../engine/dtype.ts';
import { cppName, type DType } from '../../../engine/dtype.ts';
import { controlInputs, dataInputs, isControl, nodeName, typeAttr, type Work } from '../../graph.ts';
import { isFlow, isElementwise, isIdempotent, keepsValues, movesFrames } from '../../kinds.ts';
import { broadcast, isFullyKnown, sameShape } from '../../properties.ts';
import { constant, copy, dataEdges, intAttr, kept, make, numbersOf, optimisedName, readersOf, tailOf, takeControls, waits, type Rule, type Rules } from './context.ts';

const permutation = (r: Rules, input: string): number[] | null => {
  const n = r.g.at(input);
  const value = n.op === 'Const' ? n.attrs['value'] : undefined;
  return typeof value === 'object' && value !== null && 'data' in value && value.shape.length === 1 ? numbersOf(value) : null;
};
const isTranspose = (n: Work): boolean => n.op === 'Transpose' || n.op === 'ConjugateTranspose';
const isComplex = (n: Work): boolean => typeAttr(n, 'T').startsWith('complex');

/** A transpose and its inverse, and one that does nothing. */
export const removeIdentityTranspose: Rule = (n, r) => {
  if (!isTranspose(n)) return null;
  const tail = tailOf(r, n, (m) => !kept(r, m) && isIdempotent(m) && dataEdges(r, m) === 1);
  const first = r.g.at(tail.inputs[0]);
  const perm = permutation(r, n.inputs[1]);
  if (!perm) return null;
  if (first.op === n.op) {
    const other = permutation(r, first.inputs[1]);
    if (!other || other.length !== perm.length || !other.every((d, i) => perm[d] === i)) return null;
    if (tail === n) return first.inputs[0];
    r.g.setInput(tail, 0, first.inputs[0]);
    takeControls(r, tail, [first]);
    return n.inputs[0];
  }
  if (!perm.every((d, i) => d === i)) return null;
  if (n.op === 'Transpose') return n.inputs[0];
  const attrs = Object.fromEntries(Object.entries(n.attrs).filter(([k]) => k !== 'Tperm'));
  return copy(r, optimisedName(n.name, 'RemoveIdentityTranspose'), n, { op: 'Conj', attrs, inputs: [n.inputs[0], ...controlInputs(n)] }).name;
};

/** MatMul of a transpose. */
export const foldTransposeIntoMatMul: Rule = (n, r) => {
  const batch = /^BatchMatMul(V2|V3)?$/.test(n.op);
  if ((!batch && n.op !== 'MatMul' && n.op !== 'SparseMatMul') || kept(r, n)) return null;
  const name = optimisedName(n.name, 'FoldTransposeIntoMatMul');
  if (r.g.has(name)) return null;
  const foldable = (m: Work): boolean => {
    if (!(isComplex(n) ? m.op === (batch ? 'ConjugateTranspose' : 'Transpose') : isTranspose(m))) return false;
    const perm = permutation(r, m.inputs[1]);
    return perm !== null && perm.length >= 2 && perm.every((d, i) => d === (i < perm.length - 2 ? i : i === perm.length - 1 ? i - 1 : i + 1));
  };
  const sides = [r.g.at(n.inputs[0]), r.g.at(n.inputs[1])];
  const folds = sides.map(foldable);
  if (!folds.includes(true)) return null;
  const attrs = { ...n.attrs };
  const inputs = [...n.inputs];
  folds.forEach((fold, i) => {
    if (!fold) return;
    const attr = (batch ? ['adj_x', 'adj_y'] : ['transpose_a', 'transpose_b'])[i];
    attrs[attr] = attrs[attr] !== true;
    inputs[i] = sides[i].inputs[0];
  });
  const made = copy(r, name, n, { attrs, inputs });
  takeControls(r, made, sides.filter((_, i) => folds[i]));
  return name;
};

export const foldConjugateIntoTranspose: Rule = (n, r) => {
  if (n.op !== 'Conj' && !isTranspose(n)) return null;
  const name = optimisedName(n.name, 'FoldConjugateIntoTranspose');
  const input = r.g.at(n.inputs[0]);
  const [transpose, conj] = n.op === 'Conj' ? [input, n] : [n, input];
  if (r.g.has(name) || !isTranspose(transpose) || conj.op !== 'Conj') return null;
  const made = copy(r, name, transpose, { op: transpose.op === 'Transpose' ? 'ConjugateTranspose' : 'Transpose', inputs: [input.inputs[0], ...transpose.inputs.slice(1)] });
  takeControls(r, made, [n, input]);
  return name;
};

export const removeRedundantCast: Rule = (n, r) => (n.op === 'Cast' && !kept(r, n) && n.attrs['SrcT'] === n.attrs['DstT'] ? n.inputs[0] : null);

export const removeRedundantBitcast: Rule = (n, r) => {
  if (n.op !== 'Bitcast') return null;
  if (n.attrs['T'] === n.attrs['type'] && !kept(r, n)) return n.inputs[0];
  const operand = r.g.at(n.inputs[0]);
  if (operand.op !== 'Bitcast' || kept(r, operand)) return null;
  r.g.setInput(n, 0, operand.inputs[0]);
  n.attrs = { ...n.attrs, T: operand.attrs['T'] };
  r.push(n);
  return n.name;
};

/** A reshape to the shape that is there, and a reshape whose result only another reshape sees. */
export const removeRedundantReshape: Rule = (n, r) => {
  if ((n.op !== 'Reshape' && n.op !== 'BroadcastTo') || kept(r, n)) return null;
  const [from, to] = [r.props.output(n.inputs[0]), r.props.output(n.name)];
  if (from && to && sameShape(from.shape, to.shape) && !waits(n)) return n.inputs[0];
  if (n.op !== 'Reshape') return null;
  let blocked = false;
  const chain: Work[] = [];
  const tail = tailOf(r, n, (m) => {
    chain.push(m);
    if (dataEdges(r, m) > 1 || kept(r, m) || movesFrames(m)) { blocked = true; return false; }
    return isElementwise(m);
  });
  // Going up ends at a reshape that may itself be kept: only those in between must be free.
  const first = r.g.node(tail.inputs[0]);
  if (!first || first.op !== 'Reshape' || dataEdges(r, first) > 1 || kept(r, first) || blocked) return null;
  for (const m of [n, ...chain]) {
    r.props.forgetInputs(m.name);
    if (m !== n) r.props.forgetOutputs(m.name);
  }
  readersOf(r, first.name, first.inputs[0]);
  takeControls(r, tail, [first]);
  r.g.setInputs(first, []);
  first.op = 'NoOp';
  first.attrs = Object.fromEntries(Object.entries(first.attrs).filter(([k]) => k.startsWith('_')));
  first.outputs = [];
  return n.name;
};

const BYTES: Readonly<Record<string, number>> = { bool: 1, int8: 1, uint8: 1, int16: 2, uint16: 2, float16: 2, bfloat16: 2, int32: 4, uint32: 4, float32: 4, int64: 8, uint64: 8, float64: 8, complex64: 8, complex128: 16 };
/** Moves values while they are small: before a cast that widens them, behind one that narrows them. */
export const reorderCast: Rule = (consumer, r) => {
  const isCast = (n: Work): boolean => n.op === 'Cast' || n.op === 'Bitcast';
  if ((!keepsValues(consumer) && !isCast(consumer)) || consumer.op === 'CheckNumerics' || isFlow(consumer) || kept(r, consumer)) return null;
  const producer = consumer.inputs.length > 0 ? r.g.at(consumer.inputs[0]) : undefined;
  if (!producer || isControl(consumer.inputs[0]) || producer.op === 'CheckNumerics' || isFlow(producer) || kept(r, producer) || producer.device !== consumer.device) return null;
  const first = isCast(producer);
  if (!(first && keepsValues(consumer)) && !(keepsValues(producer) && isCast(consumer))) return null;
  const cast = first ? producer : consumer;
  const [from, to] = cast.op === 'Cast' ? [typeAttr(cast, 'SrcT'), typeAttr(cast, 'DstT')] : [typeAttr(cast, 'T'), typeAttr(cast, 'type')];
  if (!(from in BYTES) || !(to in BYTES) || (first ? BYTES[to] <= BYTES[from] : BYTES[to] >= BYTES[from])) return null;
  const name = (n: Work, dtype: string): string => optimisedName(n.name, 'ReorderCastLikeAndValuePreserving', cppName(dtype as DType));
  const [newProducer, newConsumer] = [name(consumer, from), name(producer, to)];
  if (r.g.has(newProducer) || r.g.has(newConsumer)) return null;
  const type = first ? from : to;
  const typed = (n: Work): Work => (isCast(n) ? n : { ...n, attrs: { ...n.attrs, T: type } });
  const made = copy(r, newProducer, typed(consumer), { inputs: [producer.inputs[0], ...consumer.inputs.slice(1)] });
  copy(r, newConsumer, typed(producer), { inputs: [newProducer, ...producer.inputs.slice(1)] });
  r.push(made);
  return newConsumer;
};

/** A product with ones that only repeats is a Tile. Grappler names the node that it repeats and forgets which of its outputs. */
export const mulToTile: Rule = (n, r) => {
  if (n.op !== 'Mul' || kept(r, n)) return null;
  const [input, ones] = [r.g.at(n.inputs[0]), r.g.at(n.inputs[1])];
  const value = constant(r, n.inputs[1]);
  if (kept(r, input) || kept(r, ones) || input.op === 'Const' || value?.dtype !== 'float32' || numbersOf(value).some((v) => v !== 1)) return null;
  const [tile, multiples] = [optimisedName(n.name, 'ReplaceMulWithBroadcastByTile', 'Tile'), optimisedName(n.name, 'ReplaceMulWithBroadcastByTile', 'Const')];
  const shapes = r.props.inputsOf(n.name);
  if (r.g.has(tile) || r.g.has(multiples) || shapes?.length !== 2) return null;
  const [a, b] = [shapes[0].shape, shapes[1].shape];
  const out = broadcast(a, b);
  if (a === null || b === null || out === null || sameShape(a, out) || a.length !== out.length || b.length !== out.length) return null;
  r.push(make(r, multiples, 'Const', controlInputs(ones), { dtype: 'int32', value: i32([out.length], out.map((d, i) => Math.trunc(d / a[i]))) }, n));
  return make(r, tile, 'Tile', [n.inputs[0], multiples, ...controlInputs(n)], { T: n.attrs['T'], Tmultiples: 'int32' }, n).name;
};

/** Stacks of one tensor again and again are a Tile. */
export const packToTile: Rule = (n, r) => {
  if (n.op !== 'Pack' || dataInputs(n).length < 2 || kept(r, n)) return null;
  const chain: Work[] = [];
  let input = n;
  while (input.op === 'Pack' && !kept(r, input) && dataInputs(input).every((i) => i === input.inputs[0])) {
    chain.push(input);
    input = r.g.at(input.inputs[0]);
  }
  if (chain.length === 0) return null;
  const name = (part: string): string => optimisedName(n.name, 'ReplacePackWithTileReshape', part);
  if (['Multiples', 'Tile', 'Shape', 'Reshape'].some((part) => r.g.has(name(part)))) return null;
  const [from, to] = [r.props.output(input.name)?.shape ?? null, r.props.output(n.name)?.shape ?? null];
  if (!isFullyKnown(from) || !isFullyKnown(to)) return null;
  const multiples = from.map(() => 1);
  const dims = from.map((_, i) => i);
  for (const pack of [...chain].reverse()) {
    const axis = intAttr(pack, 'axis');
    if (axis >= dims.length || axis < 0) return null;
    multiples[dims[axis]] *= intAttr(pack, 'N');
    dims.splice(axis, 0, dims[axis]);
  }
  const type = { T: n.attrs['T'] };
  const constants: [string, readonly number[]][] = [['Multiples', multiples], ['Shape', to]];
  const [counts, shape] = constants.map(([part, values]) => make(r, name(part), 'Const', [`^${input.name}`], { dtype: 'int32', value: i32([values.length], values) }, n));
  const tile = make(r, name('Tile'), 'Tile', [chain[chain.length - 1].inputs[0], counts.name], { ...type, Tmultiples: 'int32' }, n);
  takeControls(r, tile, chain);
  for (const m of [counts, tile, shape]) r.push(m);
  return make(r, name('Reshape'), 'Reshape', [tile.name, shape.name], { ...type, Tshape: 'int32' }, n).name;
};

/** What of which axis a slice takes: `[start, end)` by axis of the input; null where it is not plain. */
function bounds(n: Work, r: Rules, shape: readonly number[]): { begin: number[]; end: number[]; shrink: number } | null {
  const [b, second, strides] = [1, 2, 3].map((i) => (i < dataInputs(n).length ? constant(r, n.inputs[i]) : null));
  if (!b || !second) return null;
  const [from, to] = [numbersOf(b), numbersOf(second)];
  if (n.op === 'Slice') {
    if (from.length !== shape.length || to.length !== shape.length) return null;
    return { begin: from, end: from.map((v, i) => (to[i] === -1 ? shape[i] : v + to[i])), shrink: 0 };
  }
  if (!strides || intAttr(n, 'new_axis_mask') !== 0) return null;
  const steps = numbersOf(strides);
  const [begins, ends, ellipsis, shrinks] = ['begin_mask', 'end_mask', 'ellipsis_mask', 'shrink_axis_mask'].map((key) => intAttr(n, key));
  const [begin, end] = [[...shape].fill(0), [...shape]];
  let shrink = 0;
  let axis = 0;
  for (let i = 0; i < from.length; i++) {
    if (ellipsis & (1 << i)) { axis += shape.length - (from.length - 1); continue; }
    if (axis >= shape.length || steps[i] !== 1) return null;
    const size = shape[axis];
    if (shrinks & (1 << i)) {
      const at = from[i] < 0 ? from[i] + size : from[i];
      [begin[axis], end[axis]] = [at, at + 1];
      shrink |= 1 << axis;
    } else {
      const place = (v: number): number => Math.max(0, Math.min(size < 0 ? v : size, v < 0 ? v + size : v));
      if (!(begins & (1 << i))) begin[axis] = place(from[i]);
      if (!(ends & (1 << i))) end[axis] = place(to[i]);
    }
    axis++;
  }
  return { begin, end, shrink };
}

/** One of the stacked, taken out again. */
export const removeStackSlice: Rule = (n, r) => {
  if ((n.op !== 'StridedSlice' && n.op !== 'Slice') || kept(r, n)) return null;
  const pack = r.g.at(n.inputs[0]);
  const shape = pack.op === 'Pack' ? r.props.inputsOf(n.name)?.[0]?.shape ?? null : null;
  if (!isFullyKnown(shape)) return null;
  const axis = intAttr(pack, 'axis') + (intAttr(pack, 'axis') < 0 ? shape.length : 0);
  const taken = bounds(n, r, shape);
  const [info, part] = [r.props.output(n.name), taken ? pack.inputs[taken.begin[axis]] : undefined];
  if (!taken || !info || part === undefined || isControl(part) || taken.end[axis] !== taken.begin[axis] + 1) return null;
  if (shape.some((d, i) => i !== axis && (taken.begin[i] !== 0 || taken.end[i] !== d))) return null;
  // As it is written, not as an ellipsis makes it: Grappler compares no further.
  if (taken.shrink !== 0 && intAttr(n, 'shrink_axis_mask') !== 1 << axis) return null;
  const name = optimisedName(n.name, 'RemoveStackStridedSliceSameAxis');
  if (r.g.has(name)) return null;
  let made: Work;
  if (taken.shrink !== 0) made = make(r, name, 'Identity', [part], { T: info.dtype }, n);
  else {
    const at = make(r, optimisedName(n.name, 'RemoveStackStridedSliceSameAxis', 'Axis'), 'Const', [`^${nodeName(part)}`], { dtype: 'int32', value: i32([], [axis]) }, n);
    r.push(at);
    made = make(r, name, 'ExpandDims', [part, at.name], { T: info.dtype, Tdim: 'int32' }, n);
  }
  takeControls(r, made, [n, pack]);
  // Grappler does not write down that the part is read by what it makes here.
  r.g.dropReader(nodeName(part), made.name);
  r.push(made);
  return name;
};

/** Sparse segment sums take int64 indices as they are. */
export const removeCastIntoSegment: Rule = (n, r) => {
  if (!/^SparseSegment(Sum|Mean|SqrtN)(WithNumSegments)?$/.test(n.op) || kept(r, n)) return null;
  let done = false;
  ([[1, 'Tidx'], [2, 'Tsegmentids']] as const).forEach(([i, type]) => {
    const cast = r.g.at(n.inputs[i]);
    if (cast.op !== 'Cast' || !/^int(32|64)$/.test(typeAttr(cast, 'SrcT'))) return;
    r.g.setInput(n, i, cast.inputs[0]);
    n.attrs = { ...n.attrs, [type]: cast.attrs['SrcT'] };
    done = true;
  });
  return done ? n.name : null;
};
