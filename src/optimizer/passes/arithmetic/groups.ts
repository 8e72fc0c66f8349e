/** Sums and products of many terms: rewritten as one AddN, with fewer broadcasts, or with a common factor taken out. */
import { isControl, nodeName, type Work } from '../../graph.ts';
import { isAdd, isAggregate, isAnyDiv } from '../../kinds.ts';
import { broadcast, sameShape, scalar, type Info, type Sizes } from '../../properties.ts';
import type { Attr } from '../../types.ts';
import { copy, dataEdges, dataReaders, drives, kept, make, optimisedName, waits, type Rule, type Rules } from './context.ts';

const SUM_TAG = '_grappler_ArithmeticOptimizer_AddOpsRewriteStage';
const BROADCAST_TAG = '_grappler_ArithmeticOptimizer_MinimizeBroadcasts';

interface Term { readonly input: string; readonly shape: Sizes }
interface Group { readonly root: Work; readonly members: Work[]; readonly terms: Term[] }

const tagged = (n: Work, ...tags: string[]): boolean => tags.some((t) => t in n.attrs);
const tag = (n: Work, name: string): void => { n.attrs = { ...n.attrs, [name]: true }; };
const symbolic = (i: Info | undefined): i is Info => i !== undefined && i.shape !== null;
const broadcastable = (r: Rules, n: Work, to: Info): boolean => n.inputs.every((i) => { const from = r.props.output(i); return !isControl(i) && from !== undefined && from.shape !== null && broadcast(to.shape, from.shape) !== null; });

function collect(r: Rules, root: Work, absorbs: (n: Work) => boolean): Group | null {
  const group: Group = { root, members: [], terms: [] };
  for (const first of root.inputs) {
    if (isControl(first)) continue;
    const open = [first];
    for (let input = open.shift(); input !== undefined; input = open.shift()) {
      const n = r.g.node(input);
      if (!n) return null;
      if (absorbs(n)) {
        group.members.push(n);
        open.unshift(...n.inputs.filter((i) => !isControl(i)));
      } else {
        const info = r.props.output(input);
        if (!info) return null;
        group.terms.push({ input, shape: info.shape });
      }
    }
  }
  return group;
}

/** Whether the one tensor is smaller than the other whatever the unknown sizes are. */
export function smaller(a: Sizes, b: Sizes): boolean {
  if (a === null || b === null || a.includes(-1) || b.includes(-1)) return false;
  const known = (s: readonly number[]): number => s.reduce((p, d) => (d < 0 ? p : p * d), 1);
  const unknown = (s: readonly number[]): number[] => s.filter((d) => d < 0).sort((x, y) => x - y);
  const left = unknown(b);
  for (const d of unknown(a)) {
    const at = left.indexOf(d);
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length > 0 ? known(a) <= known(b) : known(a) < known(b);
}
const bySize = (a: Sizes, b: Sizes): number => (smaller(a, b) ? -1 : smaller(b, a) ? 1 : 0);
const signature = (s: Sizes): string => (s === null ? 'rank:0' : `rank:${s.length}:${s.join(':')}`);

/** A tree of Add and AddN becomes one AddN, or one for each shape and a tree of sums. */
export const addOpsRewrite: Rule = (root, r) => {
  const may = (n: Work): boolean => (isAdd(n) || n.op === 'AddN') && !kept(r, n) && !tagged(n, SUM_TAG) && !waits(n) && !drives(r, n);
  const info = r.props.output(root.name);
  if (!may(root) || !symbolic(info) || !broadcastable(r, root, info)) return null;
  const group = collect(r, root, (n) => {
    const own = r.props.output(n.name);
    return may(n) && n.device === root.device && dataReaders(r, n) === 1 && own !== undefined && broadcastable(r, n, own);
  });
  if (!group || group.members.length === 0) return null;
  for (const n of [root, ...group.members]) tag(n, SUM_TAG);
  const byShape = new Map<string, Term[]>();
  for (const t of group.terms) {
    const alike = byShape.get(signature(t.shape));
    if (alike) alike.push(t);
    else byShape.set(signature(t.shape), [t]);
  }
  const name = (part?: string): string => optimisedName(root.name, 'AddOpsRewrite', part);
  const sum = (as: string, terms: readonly Term[]): string => {
    if (terms.length === 1 || !('T' in root.attrs)) return terms[0].input;
    return make(r, as, 'AddN', terms.map((t) => t.input), { T: root.attrs['T'], N: terms.length, [SUM_TAG]: true }, root).name;
  };
  const groups = [...byShape.values()];
  if (groups.length === 1) return r.g.has(name()) ? null : sum(name(), group.terms);
  groups.sort((a, b) => bySize(a[0].shape, b[0].shape));
  const leaves = groups.map((terms, i) => sum(name(`Leaf_${i}`), terms));
  let [result] = leaves;
  leaves.slice(1).forEach((leaf, i) => {
    const last = i === leaves.length - 2;
    result = make(r, last ? name() : name(`Internal_${i}`), root.attrs['T'] === 'string' ? 'Add' : 'AddV2', [result, leaf], { T: root.attrs['T'], [SUM_TAG]: true }, root).name;
  });
  return result;
};

/** Products and sums of tensors of different sizes: the small ones first. */
export const minimizeBroadcasts: Rule = (root, r) => {
  const info = r.props.output(root.name);
  if ((root.op !== 'Mul' && !isAdd(root)) || tagged(root, BROADCAST_TAG, SUM_TAG) || !symbolic(info) || !broadcastable(r, root, info)) return null;
  const group = collect(r, root, (n) => {
    const own = r.props.output(n.name);
    return n.op === root.op && !kept(r, n) && !tagged(n, BROADCAST_TAG, SUM_TAG) && !waits(n) && !drives(r, n) && n.device === root.device && dataEdges(r, n) === 1 && own !== undefined && broadcastable(r, n, own);
  });
  if (!group || group.members.length === 0) return null;
  for (const n of [root, ...group.members]) tag(n, BROADCAST_TAG);
  if (new Set(group.terms.map((t) => signature(t.shape))).size <= 1) return root.name;
  const terms: Term[] = [...group.terms].sort((a, b) => bySize(a.shape, b.shape));
  const rest = terms.length % 2 !== 0 ? terms.pop() : undefined;
  const spare = [...group.members];
  const join = (a: Term, b: Term, n: Work): Term => {
    if (n.inputs[0] !== a.input || n.inputs[1] !== b.input) {
      r.g.setInputs(n, [a.input, b.input, ...n.inputs.slice(2)]);
      r.props.forgetOutputs(n.name);
      r.props.forgetInputs(n.name);
      r.push(n);
    }
    return { input: n.name, shape: [] };
  };
  while (terms.length > 1) {
    const [a, b] = terms.splice(0, 2);
    const made = join(a, b, spare.pop() ?? root);
    if (terms.length >= 2 && smaller(terms[0].shape, terms[1].shape)) terms.unshift(made);
    else terms.push(made);
  }
  return rest ? join(terms[0], rest, root).input : terms[0].input;
};

/** x*a + x*b becomes x*(a+b), a/x + b/x becomes (a+b)/x. Grappler does it at its level AGGRESSIVE only. */
export const hoistCommonFactor: Rule = (n, r) => {
  const data = n.inputs.filter((i) => !isControl(i));
  const outer = (div: boolean): string => optimisedName(n.name, 'HoistCommonFactor', div ? 'Div' : 'Mul');
  const inner = optimisedName(n.name, 'HoistCommonFactor', 'AddV2');
  if (!r.aggressive || !isAggregate(n) || data.length < 2 || r.marks.factored.has(n.name) || r.g.has(outer(false)) || r.g.has(outer(true)) || r.g.has(inner)) return null;
  const terms = data.map((i) => r.g.at(i));
  const div = terms.every(isAnyDiv);
  if (!div && !terms.every((t) => t.op === 'Mul')) return null;
  if (div && terms.some((t) => [0, 1].every((i) => !/^float(32|64)$/.test(r.props.output(t.inputs[i])?.dtype ?? '')))) return null;
  const factors = (t: Work): Set<string> => new Set(div ? [t.inputs[1]] : [t.inputs[0], t.inputs[1]]);
  const common = [...factors(terms[0])].filter((f) => terms.every((t) => factors(t).has(f)));
  if (common.length !== 1) return null;
  const [factor] = common;
  const others = terms.map((t) => t.inputs[div ? 0 : t.inputs[0] === factor ? 1 : 0]);
  if (!isAdd(n) && others.some((o) => !sameShape(r.props.output(others[0])?.shape ?? null, r.props.output(o)?.shape ?? null))) return null;
  const waitsFor = [...n.inputs.filter(isControl), ...terms.flatMap((t) => t.inputs.slice(2))];
  const sum = copy(r, inner, n, { inputs: [...others, ...waitsFor] });
  const first = terms[0];
  copy(r, outer(div), { ...first, device: n.device }, { inputs: div ? [sum.name, factor, ...first.inputs.slice(2)] : [factor, sum.name, ...first.inputs.slice(2)] });
  r.push(sum);
  r.marks.factored.add(n.name);
  return outer(div);
};

/** x + x + … is a product; the sum of one is that one. */
export const simplifyAggregation: Rule = (n, r) => {
  const data = n.inputs.filter((i) => !isControl(i));
  if (!isAggregate(n) || data.length === 0 || n.attrs['T'] === 'variant') return null;
  if (n.inputs.length === 1) return n.inputs[0];
  if (data.some((i) => i !== data[0])) return null;
  const [constName, mulName] = [optimisedName(n.name, 'SimplifyAggregation', 'Const'), optimisedName(n.name, 'SimplifyAggregation', 'Mul')];
  if (r.g.has(constName) || r.g.has(mulName)) return null;
  const type = n.attrs['T'] as Attr;
  const value = scalarOf(type, data.length);
  if (!value) return null;
  r.push(make(r, constName, 'Const', [`^${nodeName(data[0])}`], { dtype: type, value }, n));
  return make(r, mulName, 'Mul', [constName, data[0], ...n.inputs.filter(isControl)], { T: type }, n).name;
};

function scalarOf(type: Attr, v: number): Attr | null {
  if (typeof type !== 'string') return null;
  try { return scalar(type, v); } catch { return null; }
}
