/** Rules that look at a node and what it reads: sums and differences of negations, powers, logarithms, roots. */
import { controlInputs, dedupControls, isControl, typeAttr, type Work } from '../../graph.ts';
import { isAdd, isAnyDiv, isInvolution, isIdempotent, keepsValues, monotonic } from '../../kinds.ts';
import { broadcast, elements, isFullyKnown, sameShape } from '../../properties.ts';
import { arrayType, type DType } from '../../../engine/dtype.ts';
import { constant, copy, dataEdges, firstOf, kept, numbersOf, onCpu, optimisedName, tailOf, takeControls, type Rule, type Rules } from './context.ts';

/** f(f(x)) is x, also with nodes between that only move values. */
export const removeInvolution: Rule = (n, r) => {
  if (!isInvolution(n)) return null;
  const tail = tailOf(r, n, (m) => !kept(r, m) && keepsValues(m) && dataEdges(r, m) === 1);
  const other = firstOf(r, tail);
  if (!other || other.op !== n.op || isControl(tail.inputs[0])) return null;
  if (tail === n) return other.inputs[0];
  r.g.setInput(tail, 0, other.inputs[0]);
  return n.inputs[0];
};

/** a - (-b), a + (-b) and (-a) + b. */
export const removeNegation: Rule = (n, r) => {
  if ((!isAdd(n) && n.op !== 'Sub') || kept(r, n)) return null;
  const [x, y] = [r.g.at(n.inputs[0]), r.g.at(n.inputs[1])];
  if (y.op === 'Neg') {
    takeControls(r, n, [y]);
    n.op = isAdd(n) ? 'Sub' : 'AddV2';
    r.g.setInput(n, 1, y.inputs[0]);
  } else if (isAdd(n) && x.op === 'Neg') {
    takeControls(r, n, [x]);
    n.op = 'Sub';
    r.g.setInputs(n, [n.inputs[1], x.inputs[0], ...n.inputs.slice(2)]);
  } else return null;
  r.push(n);
  return null;
};

const OPPOSITE: Readonly<Record<string, string>> = { Equal: 'NotEqual', NotEqual: 'Equal', Less: 'GreaterEqual', LessEqual: 'Greater', Greater: 'LessEqual', GreaterEqual: 'Less' };
export const removeLogicalNot: Rule = (n, r) => {
  if (n.op !== 'LogicalNot' || kept(r, n)) return null;
  const input = r.g.at(n.inputs[0]);
  if (kept(r, input) || dataEdges(r, input) > 1 || !(input.op in OPPOSITE)) return null;
  input.op = OPPOSITE[input.op];
  return input.name;
};

export const removeIdempotent: Rule = (n, r) => {
  if (n.inputs.length !== 1 || !isIdempotent(n) || kept(r, n)) return null;
  const input = r.g.at(n.inputs[0]);
  return input.op === n.op && input.device === n.device ? n.inputs[0] : null;
};

/** x / sqrt(y) is x * rsqrt(y). */
export const sqrtDiv: Rule = (n, r) => {
  if (!isAnyDiv(n) || n.op === 'DivNoNan' || n.op === 'FloorDiv') return null;
  const y = r.g.at(n.inputs[1]);
  if (y.op !== 'Sqrt' || kept(r, y) || dataEdges(r, y) !== 1) return null;
  if (n.op === 'Xdivy') {
    n.op = 'MulNoNan';
    r.g.setInputs(n, [n.inputs[1], n.inputs[0], ...n.inputs.slice(2)]);
  } else n.op = 'Mul';
  y.op = 'Rsqrt';
  r.push(n);
  r.push(y);
  return null;
};

export const fuseSquaredDifference: Rule = (n, r) => {
  if (n.op !== 'Square') return null;
  const b = r.g.at(n.inputs[0]);
  if (b.op !== 'Sub' || kept(r, b) || dataEdges(r, b) !== 1 || typeAttr(b, 'T').startsWith('complex')) return null;
  n.op = 'Identity';
  b.op = 'SquaredDifference';
  r.push(n);
  r.push(b);
  return null;
};

export const logSoftmax: Rule = (n, r) => {
  if (n.op !== 'Log') return null;
  const x = r.g.at(n.inputs[0]);
  if (x.op !== 'Softmax' || kept(r, x) || dataEdges(r, x) !== 1) return null;
  n.op = 'LogSoftmax';
  x.op = 'Identity';
  r.push(n);
  r.push(x);
  return null;
};

const POWERS: ReadonlyMap<number, string> = new Map([[2, 'Square'], [0.5, 'Sqrt'], [-0.5, 'Rsqrt'], [-1, 'Reciprocal']]);
export const convertPow: Rule = (n, r) => {
  if (n.op !== 'Pow') return null;
  const [output, inputs] = [r.props.output(n.name), r.props.inputsOf(n.name)];
  const power = constant(r, n.inputs[1]);
  if (!output || !inputs || !power || power.data.length === 0) return null;
  const values = numbersOf(power);
  if (values.some((v) => v !== values[0])) return null;
  const [x, y] = [r.g.at(n.inputs[0]), r.g.at(n.inputs[1])];
  const [value] = values;
  const become = (op: string, now: readonly string[]): void => {
    n.op = op;
    r.g.setInputs(n, [...now, ...n.inputs.slice(2)]);
    r.push(n);
    r.push(y);
  };
  const simple = POWERS.get(value);
  if (simple) become(simple, [n.inputs[0], `^${y.name}`]);
  else if (value === 3 && onCpu(n)) {
    const name = optimisedName(n.name, 'ConvertPow', '_inner');
    const inner = r.g.node(name) ?? copy(r, name, n, { op: 'Square', inputs: n.inputs.filter((_, i) => i !== n.inputs.length - 1) });
    n.op = 'Mul';
    r.g.setInputs(n, [n.inputs[0], name, ...n.inputs.slice(2), `^${y.name}`]);
    r.push(n);
    r.push(inner);
    r.push(y);
  } else if (value === 1 && sameShape(inputs[0].shape, output.shape)) become('Identity', [n.inputs[0], `^${y.name}`]);
  else if (value === 0 && sameShape(inputs[0].shape, output.shape) && isFullyKnown(output.shape)) {
    const dtype = typeAttr(n, 'T') as DType;
    const data = new (arrayType(dtype))(elements(output.shape)).fill(1);
    become('Const', [`^${x.name}`, `^${y.name}`]);
    n.attrs = { ...Object.fromEntries(Object.entries(n.attrs).filter(([k]) => k !== 'T')), dtype, value: { dtype, shape: output.shape, data } };
    r.push(x);
  }
  return null;
};

const isOnes = (r: Rules, input: string): boolean => { const t = constant(r, input); return t !== null && /float|complex|half/.test(t.dtype) && numbersOf(t).every((v) => v === 1); };

/** log(x + 1) */
export const convertLog1p: Rule = (n, r) => {
  if (n.op !== 'Log') return null;
  const add = r.g.at(n.inputs[0]);
  const shapes = isAdd(add) ? r.props.inputsOf(add.name) : undefined;
  if (!shapes || shapes.length < 2) return null;
  for (const [i, j] of [[0, 1], [1, 0]] as const) {
    const [t, c] = [shapes[i].shape, shapes[j].shape];
    if (c === null || c.some((d) => d < 0) || !sameShape(t, broadcast(t, c)) || !isOnes(r, add.inputs[j])) continue;
    const [x, y] = [r.g.at(add.inputs[i]), r.g.at(add.inputs[j])];
    n.op = 'Log1p';
    // Grappler does not write down that this node reads x and y now.
    n.inputs = dedupControls([add.inputs[i], ...n.inputs.slice(1), `^${y.name}`, ...controlInputs(add).reverse()]);
    for (const m of [n, add, x, y]) r.push(m);
    return n.name;
  }
  return null;
};

/** exp(x) - 1 */
export const convertExpm1: Rule = (n, r) => {
  if (n.op !== 'Sub') return null;
  const exp = r.g.at(n.inputs[0]);
  const shapes = r.props.inputsOf(n.name);
  if (exp.op !== 'Exp' || !shapes || shapes.length < 2) return null;
  if (!sameShape(shapes[0].shape, broadcast(shapes[0].shape, shapes[1].shape)) || !isOnes(r, n.inputs[1])) return null;
  const ones = r.g.at(n.inputs[1]);
  n.op = 'Expm1';
  // As with log(x + 1), Grappler does not write down the new reader of x.
  n.inputs = dedupControls([exp.inputs[0], `^${ones.name}`, ...n.inputs.slice(2), ...controlInputs(exp).reverse()]);
  for (const m of [n, exp, r.g.at(exp.inputs[0]), ones]) r.push(m);
  return n.name;
};

const fused = (consumer: Work, producer: Work | undefined): boolean => /^Relu6?$/.test(consumer.op) && producer !== undefined && /^(FusedBatchNorm(V2|V3)?|BiasAdd)$/.test(producer.op);

/** The greatest of f(x) is f of the greatest x where f only rises. */
export const maxOfMonotonic: Rule = (n, r) => {
  const pool = n.op.startsWith('MaxPool') && !/Grad/.test(n.op);
  if ((!/^(Max|Min|SegmentMax|UnsortedSegmentMax|SegmentMin|UnsortedSegmentMin|ArgMax|ArgMin)$/.test(n.op) && !pool) || kept(r, n)) return null;
  const f = r.g.at(n.inputs[0]);
  const rises = monotonic(f);
  if (kept(r, f) || rises === 0 || r.g.outputs(f.name).length !== 1 || (rises < 0 && pool) || fused(f, firstOf(r, f))) return null;
  const input = r.g.at(f.inputs[0]);
  const readers = r.g.outputs(n.name);
  r.g.setInput(n, 0, f.inputs[0]);
  r.g.setInput(f, 0, n.name);
  for (const reader of readers) {
    if (reader === f) continue;
    r.g.setInputs(reader, reader.inputs.map((i) => (i === n.name ? f.name : i)));
    r.push(reader);
  }
  if (rises < 0) n.op = /Max/.test(n.op) ? n.op.replace('Max', 'Min') : n.op.replace('Min', 'Max');
  if (n.op.startsWith('Arg')) f.op = 'Identity';
  for (const m of [n, f, input]) r.push(m);
  return null;
};

/** x * x */
export const mulToSquare: Rule = (n, r) => {
  if (!/^(Mul|MulNoNan)$/.test(n.op) || n.inputs[0] !== n.inputs[1]) return null;
  const name = optimisedName(n.name, 'ReplaceMulWithSquare');
  if (r.g.has(name) || (typeAttr(n, 'T').startsWith('complex') && !onCpu(n))) return null;
  return copy(r, name, n, { op: 'Square', inputs: n.inputs.slice(1) }).name;
};
