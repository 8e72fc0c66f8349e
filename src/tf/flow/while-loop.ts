/** `tf.while_loop` (python/ops/while_loop.py; WhileContext.BuildLoop in control_flow_ops.py). */
import { showShape, type Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { NONE, type Context, type Tensor } from '../context.ts';
import * as nest from '../nest.ts';
import { asShape } from '../shape.ts';
import { Tuple } from '../values.ts';
import { add } from './arithmetic.ts';
import { addControls, isConstantEnter, type FlowContext } from './context.ts';
import { exit, identityRef, merge, narrow, nextIteration, switchRefOrTensor } from './nodes.ts';
import { flowOf, isFlowing, unflow } from './tensor-array-flow.ts';
import { WhileContext } from './while-context.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

export interface WhileOptions {
  readonly shape_invariants?: unknown;
  readonly parallel_iterations?: number | null | undefined;
  readonly back_prop?: boolean | null | undefined;
  readonly swap_memory?: boolean | null | undefined;
  readonly name?: string | null | undefined;
  readonly maximum_iterations?: unknown;
  readonly return_same_structure?: boolean | null | undefined;
}
type Body = (...vars: never[]) => unknown;

/** The order in which tf.nest takes keys. */
const byText = (x: unknown, y: unknown): number => (String(x) < String(y) ? -1 : 1);

/** Loop variables as a list of arguments. */
const args = (vars: unknown): unknown[] => (nest.isNested(vars) ? (vars instanceof Map ? fail('TypeError', 'loop_vars must be a list or tuple') : Array.from(vars as readonly unknown[])) : fail('TypeError', `'loop_vars' must be a list or tuple`));

/**
 * `tf.while_loop(cond, body, loop_vars, …)`: the loop variables after the last iteration, in their structure; a single one by itself, unless
 * `return_same_structure`. `cond` and `body` get the variables as arguments.
 */
export function whileLoop(tf: Context, cond: Body, body: Body, loopVars: unknown, options: WhileOptions = {}): unknown {
  if (typeof cond !== 'function') fail('TypeError', "'cond' must be callable.");
  if (typeof body !== 'function') fail('TypeError', "'body' must be callable.");
  const parallel = options.parallel_iterations ?? 10;
  if (parallel < 1) fail('TypeError', "'parallel_iterations' must be a positive integer.");
  return tf.within(options.name ?? 'while', () => {
    let vars: unknown = loopVars;
    if (!nest.isNested(vars) || args(vars).length === 0) fail('ValueError', "'loop_vars' must be provided.");
    let same = options.return_same_structure === true;
    const single = args(vars).length === 1 && !same;
    let invariants = options.shape_invariants ?? null;
    let [test, step] = [cond as (...v: unknown[]) => unknown, body as (...v: unknown[]) => unknown];
    let most: Tensor | null = null;
    if (options.maximum_iterations !== undefined && options.maximum_iterations !== null) {
      most = tf.convert(options.maximum_iterations, { name: 'maximum_iterations' });
      if (most.shape?.length !== 0) fail('ValueError', `'maximum_iterations' must be a scalar. Received shape: ${showShape(most.shape)}`);
      const limit = most;
      const counter = tf.constant({ dtype: most.dtype, shape: [], data: most.dtype === 'int64' ? Float64Array.of(0) : Int32Array.of(0) }, 'iteration_counter');
      const [outerCond, outerBody] = [test, step];
      const inner = single ? args(vars)[0] : vars;
      vars = Tuple.from2([counter, inner]);
      test = (i, lv) => {
        const below = tf.gen('Less', [i, limit]);
        return tf.gen('LogicalAnd', [below, single ? outerCond(lv) : outerCond(...args(lv))]);
      };
      step = (i, lv) => {
        const next = add(tf, i as Tensor, 1);
        return Tuple.from2([next, single ? outerBody(lv) : outerBody(...args(lv))]);
      };
      if (invariants !== null) invariants = Tuple.from2([[], invariants]);
      same = true;
    }
    const context = new WhileContext(tf, { parallelIterations: parallel, backProp: options.back_prop !== false, swapMemory: options.swap_memory === true, maximumIterations: most });
    if (context.outer === null) tf.graph.collection('while_context').push(context);
    const result = build(tf, context, test, step, vars, invariants, same);
    return most ? (result as unknown[])[1] : result;
  });
}

/** Shape invariants of the leaves: a shape stands for a leaf, so the structure of the variables says how deep to go. */
function invariantsOf(vars: unknown, given: unknown): (Shape | null)[] {
  if (!nest.isNested(vars)) return [asShape(given)];
  if (!nest.isNested(given)) return fail('ValueError', "'shape_invariants' must have the same structure as 'loop_vars'.");
  const [a, b] = vars instanceof Map ? [[...vars.keys()].sort(byText).map((k) => vars.get(k)), [...vars.keys()].sort(byText).map((k) => (given as Map<unknown, unknown>).get(k))] : [args(vars), args(given)];
  if (a.length !== b.length) fail('ValueError', `The two structures don't have the same number of elements. First structure: ${nest.show(vars)}. Second structure: ${nest.show(given)}`);
  return a.flatMap((v, i) => invariantsOf(v, b[i]));
}

const within = (small: Shape | null, large: Shape | null): boolean => large === null || (small !== null && small.length === large.length && large.every((d, i) => d === null || d === small[i]));

function build(tf: Context, context: WhileContext, cond: (...v: unknown[]) => unknown, body: (...v: unknown[]) => unknown, vars: unknown, invariants: unknown, same: boolean): unknown {
  const leaves = nest.flatten(vars);
  const flat = leaves.map((v) => (isFlowing(v) ? v.flow : tf.convert(v)));
  const shapes = invariants === null ? flat.map((t) => t.shape) : invariantsOf(vars, invariants);
  const { original, exits } = context.inside(() => buildInside(tf, context, cond, body, vars, leaves, flat, shapes));
  const results = nest.flatten(original);
  const packed = nest.pack(original, exits.map((t, i) => unflow(results[i], t)));
  return same || exits.length > 1 ? packed : (packed as unknown[])[0];
}

function buildInside(
  tf: Context, context: WhileContext, cond: (...v: unknown[]) => unknown, body: (...v: unknown[]) => unknown, vars: unknown, leaves: readonly unknown[], flat: readonly Tensor[], shapes: readonly (Shape | null)[],
): { original: unknown; exits: Tensor[] } {
  context.values = new Set();
  for (const t of flat) context.addName(t);
  const real = context.outer ? flat.map((t) => context.outer!.addValue(t)) : flat;
  const enters = tf.after(null, () => real.map((t, i) => {
    const entered = context.enterValue(t, { useShape: false });
    if (!within(t.shape, shapes[i])) {
      fail('ValueError', `The shape invariant specified for ${t.name} is not compatible with the initial shape of the loop variable. It enters the loop with shape ${showShape(t.shape)}, but the specified shape invariant is ${showShape(shapes[i])}.`);
    }
    narrow(entered, shapes[i]);
    t.graph.unfeedable.add(entered.id);
    return entered;
  }));
  const pivot = outerPivot(context);
  if (pivot) for (const t of enters) if (isConstantEnter(t.graph, t.graph.input(t.id, 0).id)) addControls(t.graph, t.id, [pivot.id]);
  context.fixControls(enters);
  context.values = new Set();
  for (const t of enters) context.addName(t);
  context.enters = [...enters];

  const merges = enters.map((t) => merge(tf, [t, t])[0]);
  context.pivotForPred = merges[0];
  const packed = args(nest.pack(vars, merges.map((t, i) => unflow(leaves[i], t))));
  const test = tf.convert(cond(...packed));
  context.pivot = tf.gen('LoopCond', [test], NONE, 'LoopCond');
  const switches = merges.map((t) => switchRefOrTensor(tf, t, context.pivot!));

  const inside = switches.map((s) => identityRef(tf, s[1]));
  context.pivotForBody = inside[0];
  const bodyVars = args(nest.pack(vars, inside.map((t, i) => unflow(leaves[i], t))));
  let original: unknown = body(...bodyVars);
  if (!nest.isNested(original)) original = [original];
  nest.assertSame(bodyVars, args(original));
  const results = nest.flatten(original).map((v) => tf.convert(flowOf(v)));
  if (results.length !== merges.length) fail('ValueError', `Number of inputs and outputs of 'body' must match 'loop_vars'. Got ${merges.length} for the number of inputs/outputs, and ${results.length} for 'loop_vars'.`);
  merges.forEach((m, i) => closeLoop(tf, m, results[i]));
  const exits = switches.map((s) => exit(tf, s[0]));
  context.exits = exits;
  context.exitResult(exits);
  return { original, exits };
}

/** The control pivot of the nearest context around that has one. */
function outerPivot(context: FlowContext): Tensor | null {
  for (let at = context.outer; at; at = at.outer) if (at.controlPivot) return at.controlPivot;
  return null;
}

/** `_AddNextAndBackEdge`: the loop variable's next value goes back to its Merge. Another dtype is found out in the run (engine/frames-plan.ts). */
export function closeLoop(tf: Context, m: Tensor, value: Tensor, check = true): Tensor {
  const next = nextIteration(tf, value);
  if (check && !within(next.shape, m.shape)) {
    const from = m.graph.inputOf(m.graph.input(m.id, 0).id, 0);
    fail('ValueError', `Input tensor '${from.name}' enters the loop with shape ${showShape(from.shape)}, but has shape ${showShape(next.shape)} after one iteration. To allow the shape to vary across iterations, use the \`shape_invariants\` argument of tf.while_loop to specify a less-specific shape.`);
  }
  m.graph.setInput(m.id, 1, next);
  return next;
}
