/**
 * Gradients of loops and conditionals: the state of one call of tf.gradients (control_flow_state.py, _ControlFlowState) and the gradient
 * functions of the flow ops (control_flow_grad.py). Registers both with gradients-flow.ts.
 */
import { isFull } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { NONE, Operation, type Context, type Graph, type Tensor } from '../context.ts';
import { identity } from '../core.ts';
import { registerControlFlow, registerGradient, type ControlFlowGradients, type GradientFunction, type LoopState, type TensorGrad } from '../gradients-flow.ts';
import { IndexedSlices } from '../indexed-slices.ts';
import { shapeNode, zeroConstant, zeros, zerosLike } from './arithmetic.ts';
import { CondContext } from './cond-context.ts';
import { contextOf, isEnter, isExit, isSwitch, keyOf, outputContext, type FlowContext, type LoopContext } from './context.ts';
import { GradState } from './loop-gradient.ts';
import { exit, merge, nextIteration, switchRefOrTensor, switchTensor } from './nodes.ts';
import { WhileContext } from './while-context.ts';
import { closeLoop } from './while-loop.ts';

const around = <T>(context: FlowContext | null, make: () => T): T => (context ? context.inside(make) : make());
const current = (graph: Graph): FlowContext | null => graph.controlFlow as FlowContext | null;

/** Who may use the outputs of each Switch: kept up to date as the graph grows, checked when asked for. */
const users = new WeakMap<Graph, { nodes: number; rewired: number; bySwitch: Map<number, Set<number>> }>();
function usersOf(graph: Graph, id: number): number[] {
  let known = users.get(graph);
  if (!known) users.set(graph, (known = { nodes: 0, rewired: 0, bySwitch: new Map() }));
  const { bySwitch } = known;
  const note = (user: number): void => {
    const { inputs } = graph.classOf(user);
    for (let i = 0; i < inputs; i++) {
      const from = graph.input(user, i).id;
      if (!isSwitch(graph, from)) continue;
      const set = bySwitch.get(from);
      if (set) set.add(user);
      else bySwitch.set(from, new Set([user]));
    }
  };
  for (; known.nodes < graph.nodes; known.nodes++) note(known.nodes);
  for (; known.rewired < graph.rewired.length; known.rewired++) note(graph.rewired[known.rewired]);
  return [...(bySwitch.get(id) ?? [])].filter((user) => new Operation(graph, user).inputs.some((t) => t.id === id));
}

/** A Switch is a conditional's if all that uses it is in conditionals. */
function isCondSwitch({ graph, id }: Operation): boolean {
  return usersOf(graph, id).every((user) => {
    const context = contextOf(graph, user);
    return (isEnter(graph, user) ? context?.outer : context) instanceof CondContext;
  });
}

const isLoopSwitch = (op: Operation): boolean => isSwitch(op.graph, op.id) && contextOf(op.graph, op.id) instanceof WhileContext && !isCondSwitch(op);

class Loops implements LoopState {
  private readonly byContext = new Map<LoopContext, GradState>();
  private readonly graph: Graph;
  constructor(private readonly tf: Context) { this.graph = tf.graph; }

  gradState(op: Operation, before: boolean): GradState | null {
    let loop = contextOf(this.graph, op.id)?.loop ?? null;
    if (before && isExit(this.graph, op.id)) loop = contextOf(this.graph, op.id)?.outer?.loop ?? null;
    return loop ? (this.byContext.get(loop) ?? null) : null;
  }

  /** `AddWhileContext` for the loop of an Exit. */
  add(id: number, list: number[], between: Set<number>): void {
    const forward = contextOf(this.graph, id)?.loop as WhileContext | null;
    if (!forward || this.byContext.has(forward)) return;
    const outer = forward.outer?.loop ?? null;
    const state = new GradState(this.tf, forward, outer ? (this.byContext.get(outer) ?? null) : null);
    this.byContext.set(forward, state);
    for (const t of state.forwardExits) {
      if (between.has(t.id)) continue;
      between.add(t.id);
      list.push(t.id);
    }
  }

  processUnusedLoopExits(pending: Map<number, number>, targets: ReadonlySet<number>): Tensor[] {
    const out: Tensor[] = [];
    for (const state of this.byContext.values()) {
      for (const y of state.forwardExits) {
        if ((pending.get(y.id) ?? 0) !== 0) continue;
        state.pendingExitsCount--;
        if (!targets.has(y.id)) state.unusedExits.push(y);
        if (state.pendingExitsCount === 0) out.push(...state.unusedExits);
      }
      for (const y of state.forward.enters) if ((pending.get(y.id) ?? 0) === 0) pending.set(y.id, 1);
    }
    return out;
  }

  enterGradWhileContext(op: Operation, before: boolean): void { this.gradState(op, before)?.context.enter(); }
  exitGradWhileContext(op: Operation, before: boolean): void { this.gradState(op, before)?.context.exit(); }

  zerosLikeForExit(t: Tensor): Tensor {
    const { tf, graph } = this;
    const { shape } = t;
    const forward = contextOf(graph, t.id)!;
    const loop = forward.outer?.loop ?? null;
    const outer = loop ? (this.byContext.get(loop) ?? null) : null;
    if (!outer) return isFull(shape) ? zeros(tf, shape, t.dtype) : zerosLike(tf, t);
    if (isFull(shape)) return outer.context.inside(() => zeros(tf, shape, t.dtype));
    const size = around(forward.outer, () => shapeNode(tf, t));
    const stack = outer.pushHistory(size);
    return outer.context.inside(() => zeros(tf, outer.popHistory(stack, size), t.dtype));
  }

  zerosLikeV1WhileLoop(op: Operation, index: number): Tensor | null {
    const { tf, graph } = this;
    if (isLoopSwitch(op)) return null;
    const dead = isSwitch(graph, op.id);
    const loop = contextOf(graph, op.id)?.loop ?? null;
    const state = loop ? this.byContext.get(loop) : undefined;
    let value = graph.outputOf(op.id, index);
    if (!state) return dead ? zerosLikeSwitch(tf, op, index) : zerosLike(tf, value);
    const context = contextOf(graph, op.id)!;
    const { shape, dtype } = value;
    if (isFull(shape)) {
      const result = zeroConstant(tf, dtype, shape);
      if (!dead) return result;
      const cond = context as CondContext;
      return switchRefOrTensor(tf, result, state.history.get(keyOf(cond.pred))!)[1 - cond.branch];
    }
    let size: Tensor;
    if (dead) {
      const cond = context as CondContext;
      size = around(cond.outer, () => {
        value = switchRefOrTensor(tf, op.inputs[0], cond.pred)[1 - cond.branch];
        return shapeNode(tf, value);
      });
      graph.contextOf.set(value.id, cond);
      graph.contextOf.set(size.id, cond);
    } else size = context.inside(() => shapeNode(tf, value));
    state.context.exit();
    let stack: Tensor;
    try { stack = state.pushHistory(size, dead); } finally { state.context.enter(); }
    return zeros(tf, state.popHistory(stack, size, dead), dtype);
  }

  postProcessing(): void {
    const { tf, graph } = this;
    for (const state of this.byContext.values()) {
      for (const merged of state.switches.values()) {
        const [first, second] = [graph.inputOf(merged.id, 0), graph.inputOf(merged.id, 1)];
        if (!first.same(second)) continue;
        // The variable's next value does not depend on it: from the second iteration on its gradient is zero.
        const { shape } = first;
        let next: Tensor;
        if (isFull(shape)) next = state.context.inside(() => nextIteration(tf, zeroConstant(tf, first.dtype, shape)));
        else {
          const zero = around(state.context.outer, () => zeros(tf, shapeNode(tf, graph.inputOf(first.id, 0)), 'float32'));
          next = state.context.inside(() => nextIteration(tf, zero));
        }
        graph.setInput(merged.id, 1, next);
      }
    }
  }
}

/** `_ZerosLikeV1`: zeros where the branch was not taken, and only there. */
function zerosLikeSwitch(tf: Context, op: Operation, index: number): Tensor {
  const { graph } = op;
  const context = contextOf(graph, op.id);
  if (!(context instanceof CondContext)) return zerosLike(tf, graph.outputOf(op.id, index));
  const taken = switchTensor(tf, op.inputs[0], context.pred)[1 - context.branch];
  const pivot = identity(tf, taken);
  const size = shapeNode(tf, taken);
  return tf.after([pivot.id], () => zeros(tf, size, graph.outputOf(op.id, index).dtype));
}

const flow: ControlFlowGradients = {
  create(tf, list, between, colocate) {
    let loops: Loops | null = null;
    for (const id of list) {
      if (!isExit(tf.graph, id)) continue;
      const mine = (loops ??= new Loops(tf));
      if (colocate) tf.graph.colocateWith([id], () => mine.add(id, list, between));
      else mine.add(id, list, between);
    }
    return loops;
  },
  zerosLikeSwitch,
  isLoopSwitch,
  isSwitchOfCurrentLoop(tf, op) {
    const context = contextOf(op.graph, op.id);
    return isSwitch(op.graph, op.id) && context instanceof WhileContext && context === current(tf.graph);
  },
};

// --- gradient functions ------------------------------------------------------------------------------------------------

const dense = (tf: Context, g: TensorGrad): Tensor => (g instanceof IndexedSlices ? tf.convert(g) : g);

/** `merge` of gradients: where one is by rows, all are. */
function mergeGrads(tf: Context, grads: readonly TensorGrad[], name: string | null): TensorGrad {
  if (!grads.some((g) => g instanceof IndexedSlices)) return merge(tf, grads as readonly Tensor[], name)[0];
  return tf.within(name ?? 'Merge', () => {
    const rows = grads.map((g) => (g instanceof IndexedSlices ? g : asSlices(tf, g)));
    const mixed = rows.some((r) => r.indices.dtype !== rows[0].indices.dtype);
    const indices = rows.map((r) => (mixed && r.indices.dtype === 'int32' ? tf.gen('Cast', [r.indices], { DstT: 'int64' }) : r.indices));
    const values = merge(tf, rows.map((r) => r.values))[0];
    const index = merge(tf, indices)[0];
    const shapes = rows.map((r) => r.denseShape);
    return new IndexedSlices(tf, values, index, shapes.every((s) => s !== null) ? merge(tf, shapes)[0] : null);
  });
}

/** `_as_indexed_slices(x, optimize=False)`: all rows of a tensor. */
function asSlices(tf: Context, t: Tensor): IndexedSlices {
  const size = shapeNode(tf, t);
  const first = tf.within('strided_slice', (own) => {
    const bounds = [0, 1, 1].map((v, i) => tf.constant({ dtype: 'int32', shape: [1], data: Int32Array.of(v) }, i === 0 ? 'stack' : `stack_${i}`));
    return tf.op('StridedSlice', [size, ...bounds], { begin_mask: 0, ellipsis_mask: 0, end_mask: 0, new_axis_mask: 0, shrink_axis_mask: 1 }, own);
  });
  const rows = tf.within('range', (own) => tf.gen('Range', [tf.convert(0, { name: 'start' }), first, tf.convert(1, { name: 'delta' })], NONE, own));
  return new IndexedSlices(tf, t, rows, size);
}

/** Switch of a gradient, by rows or not. */
function switchGrad(tf: Context, g: TensorGrad, pred: Tensor, name?: string): [TensorGrad, TensorGrad] {
  if (!(g instanceof IndexedSlices)) return switchRefOrTensor(tf, g, pred, name);
  return g.graph.colocateWith([g.id], () => tf.within(name ?? 'Switch', () => {
    const parts = (g.denseShape ? [g.values, g.indices, g.denseShape] : [g.values, g.indices]).map((t) => switchTensor(tf, t, pred));
    const [a, b] = [0, 1].map((k) => new IndexedSlices(tf, parts[0][k], parts[1][k], parts[2]?.[k] ?? null));
    return [a, b];
  }), true);
}

const switchFn: GradientFunction = (tf, op, dy) => {
  const { graph } = op;
  const context = contextOf(graph, op.id);
  const loop = current(graph) as WhileContext | null;
  if (context instanceof WhileContext) {
    const state = loop!.gradState as GradState;
    const before = state.switches.get(op.id);
    if (before) {
      // The second visit, from the loop's body: the other input of the Merge.
      if (dy[1]) closeLoop(tf, before, dense(tf, dy[1]), false);
      return [null, null];
    }
    if (!dy[0]) return [null, null];
    const merged = mergeGrads(tf, [dy[0], dy[0]], 'b_switch');
    if (!(merged instanceof IndexedSlices)) state.switches.set(op.id, merged);
    return [merged, null];
  }
  if (context instanceof CondContext) {
    if (!dy[1 - context.branch]) return op.inputs[0].dtype === 'resource' ? [mergeGrads(tf, [dy[context.branch]!, dy[context.branch]!], 'cond_resource_grad'), null] : [null, null];
    return [mergeGrads(tf, dy as TensorGrad[], 'cond_grad'), null];
  }
  const no = switchGrad(tf, dy[0]!, op.inputs[1])[0];
  const yes = switchGrad(tf, dy[1]!, op.inputs[1])[1];
  return [mergeGrads(tf, [no, yes], null), null];
};

const mergeFn: GradientFunction = (tf, op, dy) => {
  const { graph } = op;
  const from = op.inputs[0].id;
  const context = outputContext(graph, from);
  const now = current(graph);
  const grad = dy[0]!;
  if (context instanceof WhileContext) return switchGrad(tf, grad, (now as WhileContext).pivot!);
  if (context instanceof CondContext) {
    let { pred } = context;
    const state = now?.loop?.gradState as GradState | null | undefined;
    if (state) {
      let real = state.history.get(keyOf(pred));
      if (!real) {
        state.context.exit();
        let stack: Tensor;
        try { stack = state.pushHistory(pred); } finally { state.context.enter(); }
        real = state.popHistory(stack, pred);
        state.history.set(keyOf(pred), real);
      }
      pred = real;
    }
    return switchGrad(tf, grad, pred, 'cond_grad');
  }
  const tests = op.inputs.map((_, i) => tf.gen('Equal', [op.outputs[1], i]));
  return tests.map((t) => switchGrad(tf, grad, t)[1]);
};

const exitFn: GradientFunction = (tf, op, dy) => {
  const { graph } = op;
  const context = current(graph) as WhileContext;
  if (!context.options.backProp) return [null];
  if ((contextOf(graph, op.id) as WhileContext).gradState) throw new TensorFlowError('TypeError', 'Second-order gradient for while loops not supported.');
  const grad = dy[0]!;
  const parts = grad instanceof IndexedSlices ? [grad.values, grad.indices, ...(grad.denseShape ? [grad.denseShape] : [])] : [grad];
  for (const t of parts) context.addName(t);
  const entered = context.inside(() => parts.map((t) => context.enterValue(t, { name: 'b_exit' })));
  context.enters.push(...entered);
  return [grad instanceof IndexedSlices ? new IndexedSlices(tf, entered[0], entered[1], entered[2] ?? null) : entered[0]];
};

const enterFn: GradientFunction = (tf, op, dy) => {
  const now = current(op.graph);
  const grad = dy[0]!;
  const loop = now instanceof WhileContext ? now : (now?.loop as WhileContext | null | undefined);
  if (!now || !loop?.options.backProp || !loop.gradState) return [grad];
  const state = loop.gradState as GradState;
  if (op.graph.classOf(op.id).attrs.is_constant === true) return [grad instanceof IndexedSlices ? state.accumulateSlices(op, grad) : state.accumulate(op, grad)];
  const parts = grad instanceof IndexedSlices ? [grad.values, grad.indices, ...(grad.denseShape ? [grad.denseShape] : [])] : [grad];
  const exits = parts.map((t) => exit(tf, t));
  loop.exits.push(...exits);
  loop.exitResult(exits);
  return [grad instanceof IndexedSlices ? new IndexedSlices(tf, exits[0], exits[1], exits[2] ?? null) : exits[0]];
};

const same: GradientFunction = (_, __, dy) => [dy[0]];

/** Makes tf.gradients know loops and conditionals. */
export function registerFlowGradients(): void {
  registerControlFlow(flow);
  const functions: [string, GradientFunction][] = [['Switch', switchFn], ['Merge', mergeFn], ['Exit', exitFn], ['Enter', enterFn], ['NextIteration', same]];
  for (const [type, fn] of functions) for (const name of [type, `Ref${type}`]) registerGradient(name, fn);
}

