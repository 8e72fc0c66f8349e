/** Arithmetic stages over whole groups of sums or products; all need shapes. */
import { isAggregate } from '../kinds.ts';
import { broadcastable, isFull, sameShape } from '../properties.ts';
import type { Shape } from '../types.ts';
import type { Work } from '../graph.ts';
import { copyOf, dataInputs, dataUses, drivenByControl, drivesControl, isControl, madeName, uniqueName, type Arithmetic, type Stage } from './arithmetic-stage.ts';

const ADD_TAG = '_grappler_ArithmeticOptimizer_AddOpsRewriteStage';
const BROADCAST_TAG = '_grappler_ArithmeticOptimizer_MinimizeBroadcasts';
const isAdd = (n: Work): boolean => n.op === 'Add' || n.op === 'AddV2';

interface Term { readonly input: string; readonly shape: Shape | null }
interface Group { readonly members: Work[]; readonly terms: Term[] }

const size = (s: Shape | null): number => (isFull(s) ? s.reduce((x, y) => x * y, 1) : -1);
const spreads = (a: Arithmetic, n: Work): boolean => a.properties.has(n.name) && n.inputs.every((i) => broadcastable(a.properties.of(n.name).shape, a.properties.of(i).shape));

/** What a tree of such ops sums up: the nodes below the root that only it reads, and what they read. */
function group(a: Arithmetic, root: Work, absorbs: (n: Work) => boolean): Group {
  const out: Group = { members: [], terms: [] };
  for (const first of dataInputs(root)) {
    const todo = [first];
    for (let input = todo.pop(); input !== undefined; input = todo.pop()) {
      const n = a.g.at(input);
      if (absorbs(n)) {
        out.members.push(n);
        todo.push(...dataInputs(n).reverse());
      } else out.terms.push({ input, shape: a.properties.of(input).shape });
    }
  }
  return out;
}

const tag = (nodes: readonly Work[], name: string): void => { for (const n of nodes) n.attrs = { ...n.attrs, [name]: true }; };
const signature = (t: Term): string => JSON.stringify(t.shape);

/** A tree of sums becomes one AddN, or one for each shape. */
export const addOps: Stage = (a, n) => {
  const { g } = a;
  const can = (m: Work): boolean => (isAdd(m) || m.op === 'AddN') && !g.preserve.has(m.name) && !(ADD_TAG in m.attrs) && !drivenByControl(m) && !drivesControl(g, m);
  if (!can(n) || !isFull(a.properties.of(n.name).shape) || !spreads(a, n)) return null;
  const { members, terms } = group(a, n, (m) => can(m) && m.device === n.device && dataUses(g, m.name) === 1 && spreads(a, m));
  if (members.length === 0) return null;
  tag([n, ...members], ADD_TAG);
  const T = n.attrs['T'] ?? 'float32';
  const sum = (parts: readonly Term[], name: string): Term => {
    if (parts.length === 1) return parts[0];
    g.add({ name, op: 'AddN', inputs: parts.map((t) => t.input), attrs: { N: parts.length, T, [ADD_TAG]: true }, device: n.device });
    for (const m of members) a.notes.fused.set(m.name, name);
    return { input: name, shape: parts[0].shape };
  };
  const own = madeName(n, 'AddOpsRewrite');
  const byShape = new Map<string, Term[]>();
  for (const t of terms) byShape.set(signature(t), [...(byShape.get(signature(t)) ?? []), t]);
  const shapes = [...byShape.values()].sort((x, y) => size(x[0].shape) - size(y[0].shape));
  if (shapes.length === 1) return sum(terms, uniqueName(g, own)).input;
  const left = shapes.map((parts, i) => sum(parts, uniqueName(g, madeName(n, 'AddOpsRewrite', `Leaf_${i}`))));
  for (let inner = 0; left.length > 1;) {
    const [x, y] = left.splice(0, 2);
    const name = left.length === 0 ? uniqueName(g, own) : uniqueName(g, madeName(n, 'AddOpsRewrite', `Internal_${inner++}`));
    g.add({ name, op: 'AddV2', inputs: [x.input, y.input], attrs: { T, [ADD_TAG]: true }, device: n.device });
    left.unshift({ input: name, shape: null });
  }
  return left[0].input;
};

/** x·a + x·b becomes x·(a + b); only at the level that trusts all shapes. */
export const hoistCommonFactor: Stage = (a, n) => {
  const { g } = a;
  if (!a.aggressive || !isAggregate(n) || dataInputs(n).length < 2) return null;
  const names = { mul: madeName(n, 'HoistCommonFactor', 'Mul'), div: madeName(n, 'HoistCommonFactor', 'Div'), add: madeName(n, 'HoistCommonFactor', 'AddV2') };
  if (a.done.factored.has(n.name) || Object.values(names).some((name) => g.has(name))) return null;
  const terms = dataInputs(n).map((i) => g.at(i));
  const isDiv = (m: Work): boolean => ['Div', 'RealDiv', 'FloorDiv', 'TruncateDiv', 'DivNoNan', 'Xdivy'].includes(m.op);
  const div = isDiv(terms[0]);
  if (!terms.every((m) => (div ? isDiv(m) && (m.attrs['T'] === 'float32' || m.attrs['T'] === 'float64') : m.op === 'Mul'))) return null;
  const factors = terms.map((m) => (div ? [m.inputs[1]] : [m.inputs[0], m.inputs[1]]));
  const common = [...new Set(factors[0])].filter((x) => factors.every((other) => other.includes(x)));
  if (common.length !== 1) return null;
  const [factor] = common;
  const rest = terms.map((m) => m.inputs[div ? 0 : m.inputs[0] === factor ? 1 : 0]);
  if (!isAdd(n) && !rest.every((i) => sameShape(a.properties.of(i).shape, a.properties.of(rest[0]).shape))) return null;
  const controls = [...n.inputs.filter(isControl), ...terms.flatMap((m) => m.inputs.slice(2))];
  copyOf(g, n, names.add, { inputs: [...rest, ...controls] });
  const outer = div ? names.div : names.mul;
  copyOf(g, terms[0], outer, { device: n.device, inputs: div ? [names.add, factor, ...terms[0].inputs.slice(2)] : [factor, names.add, ...terms[0].inputs.slice(2)] });
  a.later(names.add);
  a.done.factored.add(n.name);
  return outer;
};

/** A tree of sums or products of different shapes is put so that small ones meet first. */
export const minimizeBroadcasts: Stage = (a, n) => {
  const { g } = a;
  const marked = (m: Work): boolean => BROADCAST_TAG in m.attrs || ADD_TAG in m.attrs;
  if (!(n.op === 'Mul' || isAdd(n)) || marked(n) || !isFull(a.properties.of(n.name).shape) || !spreads(a, n)) return null;
  const { members, terms } = group(a, n, (m) => m.op === n.op && !g.preserve.has(m.name) && !marked(m) && !drivenByControl(m) && !drivesControl(g, m) && m.device === n.device && dataUses(g, m.name) === 1 && spreads(a, m));
  if (members.length === 0) return null;
  tag([n, ...members], BROADCAST_TAG);
  if (new Set(terms.map(signature)).size <= 1) return n.name;
  const left = [...terms].sort((x, y) => size(x.shape) - size(y.shape));
  const smaller = (x: Term, y: Term): boolean => x.shape !== null && y.shape !== null && size(x.shape) < size(y.shape);
  const last = left.length % 2 === 1 ? left.pop() : undefined;
  const free = [...members];
  const update = (m: Work, x: string, y: string): Term => {
    if (m.inputs[0] !== x || m.inputs[1] !== y) {
      g.setInputs(m, [x, y, ...m.inputs.slice(2)]);
      a.properties.forget(m.name);
      a.later(m.name);
    }
    return { input: m.name, shape: null };
  };
  do {
    const [x, y] = left.splice(0, 2);
    const made = update(free.pop() ?? n, x.input, y.input);
    if (left.length >= 2 && smaller(left[0], left[1])) left.unshift(made);
    else left.push(made);
  } while (left.length > 1);
  if (last) left[0] = update(n, left[0].input, last.input);
  return left[0].input;
};
