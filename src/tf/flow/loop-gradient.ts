/**
 * The loop of gradients that goes back through a loop: its counters, the stacks that keep the forward loop's values, and sums over
 * iterations (control_flow_state.py, _GradLoopState; the parts of WhileContext in control_flow_ops.py that only gradients use).
 */
import { isFull } from '../../engine/dtype.ts';
import { NONE, type Context, type Operation, type Tensor } from '../context.ts';
import type { GradLoopState } from '../gradients-flow.ts';
import { IndexedSlices } from '../indexed-slices.ts';
import { add, intScalar, shapeNode, zeroConstant, zeros, zerosLike } from './arithmetic.ts';
import { CondContext } from './cond-context.ts';
import { addControls, contextOf, isConstantEnter, keyOf, outputContext, typeOf, type FlowContext, type Key, type LoopGradState } from './context.ts';
import { exit, merge, narrow, nextIteration, switchRefOrTensor, switchTensor } from './nodes.ts';
import { WhileContext } from './while-context.ts';

const around = <T>(context: FlowContext | null, make: () => T): T => (context ? context.inside(make) : make());

export class GradState implements GradLoopState, LoopGradState {
  readonly unusedExits: Tensor[] = [];
  readonly deferredExits: Tensor[] = [];
  readonly forwardExits: readonly Tensor[];
  pendingExitsCount: number;
  /** What stands in the gradient's loop for values of the forward loop. */
  readonly history = new Map<Key, Tensor>();
  /** The Merge of the gradient's loop for each Switch of the forward loop. */
  readonly switches = new Map<number, Tensor>();
  /** The forward counter's next value; its node orders what is pushed. */
  readonly forwardIndex: Tensor;
  /** The gradient's own loop. */
  context!: WhileContext;
  private readonly gradIndex: Tensor;
  private forwardSyncId = -1;
  private gradSyncId = -1;

  constructor(private readonly tf: Context, readonly forward: WhileContext, readonly outer: GradState | null) {
    this.forwardExits = [...forward.exits];
    this.pendingExitsCount = forward.exits.length;
    const outerForward = outer ? outer.forward : forward.outer;
    const [count, index] = around(outerForward, () => this.forwardCounter());
    this.forwardIndex = index;
    if (outer) {
      outer.forward.addName(count);
      const history = outer.pushHistory(count);
      this.gradIndex = outer.context.inside(() => this.backLoop(() => outer.popHistory(history, count)));
    } else this.gradIndex = around(outerForward, () => this.backLoop(() => count));
  }

  /** Makes the gradient's loop in the context at hand, and its counter. */
  private backLoop(count: () => Tensor): Tensor {
    this.context = new WhileContext(this.tf, this.forward.options, this.forward.name, this);
    return this.backCounter(this.context, count());
  }

  private get graph() { return this.tf.graph; }

  /** `n = 0; while (pivot) n++` in the forward loop: how many iterations there were, and the counter's next value. */
  private forwardCounter(): [Tensor, Tensor] {
    const { tf, forward, outer, graph } = this;
    const n = tf.constant(intScalar(0), 'f_count');
    // Pushes of one run of an inner loop come before those of its next run.
    if (outer) addControls(graph, n.id, [graph.input(outer.forwardIndex.id, 0).id]);
    return forward.inside(() => {
      forward.addName(n);
      const entered = forward.enterValue(n, { name: 'f_count' });
      forward.enters.push(entered);
      const merged = merge(tf, [entered, entered])[0];
      const [off, on] = switchTensor(tf, merged, forward.pivot!);
      const next = nextIteration(tf, add(tf, on, 1, 'Add'));
      graph.setInput(merged.id, 1, next);
      const total = exit(tf, off, 'f_count');
      forward.exits.push(total);
      forward.exitResult([total]);
      return [total, next];
    });
  }

  /** `n = count; while (n >= 1) n--` is the gradient's loop. Returns the counter's next value. */
  private backCounter(context: WhileContext, count: Tensor): Tensor {
    const { tf, graph, outer } = this;
    const one = tf.constant(intScalar(1), 'b_count');
    return context.inside(() => {
      context.addName(count);
      const entered = context.enterValue(count, { name: 'b_count' });
      context.enters.push(entered);
      const merged = merge(tf, [entered, entered])[0];
      context.pivotForPred = merged;
      const test = tf.gen('GreaterEqual', [merged, one]);
      context.pivot = tf.gen('LoopCond', [test], NONE, 'b_count');
      const [off, on] = switchTensor(tf, merged, context.pivot);
      const index = tf.gen('Sub', [on, one]);
      context.pivotForBody = index;
      const next = nextIteration(tf, index);
      graph.setInput(merged.id, 1, next);
      const zero = exit(tf, off, 'b_count');
      context.exits.push(zero);
      if (outer) addControls(graph, outer.gradSync, [zero.id]);
      context.exitResult([zero]);
      return next;
    });
  }

  /** What pushes inside conditionals are ordered by. */
  get forwardSync(): number {
    if (this.forwardSyncId < 0) {
      this.forwardSyncId = this.tf.after(null, () => this.tf.node('ControlTrigger', [], NONE, 'f_sync'));
      this.graph.contextOf.set(this.forwardSyncId, this.forward);
      addControls(this.graph, this.forwardIndex.id, [this.forwardSyncId]);
    }
    return this.forwardSyncId;
  }

  /** What pops are ordered by. */
  get gradSync(): number {
    if (this.gradSyncId < 0) {
      this.gradSyncId = this.tf.after(null, () => this.tf.node('ControlTrigger', [], NONE, 'b_sync'));
      this.graph.contextOf.set(this.gradSyncId, this.context);
      addControls(this.graph, this.gradIndex.id, [this.gradSyncId]);
    }
    return this.gradSyncId;
  }

  /** `AddForwardAccumulator`: a stack that each iteration of the forward loop pushes the value onto. Returns the stack. */
  pushHistory(value: Tensor, deadBranch = false): Tensor {
    const { tf, graph, forward } = this;
    const current = graph.controlFlow as FlowContext | null;
    return tf.after(null, () => {
      const stack = around(current, () => graph.colocateWith([value.id], () => {
        const most = tf.constant(intScalar(-1));
        return tf.gen('StackV2', [most], { elem_type: value.dtype, stack_name: '' }, 'f_acc');
      }));
      const entered = forward.addValue(stack);
      const push = (): Tensor => tf.gen('StackPushV2', [entered, value], { swap_memory: forward.options.swapMemory });
      const context = outputContext(graph, value.id);
      let pushed: Tensor;
      if (context === forward) {
        pushed = forward.inside(push);
        addControls(graph, this.forwardIndex.id, [pushed.id]);
      } else {
        if (!(context instanceof CondContext)) throw new Error(`internal: ${value.name} is in no conditional of its loop`);
        if (deadBranch) {
          pushed = around(context.outer, push);
          graph.contextOf.set(pushed.id, context);
        } else pushed = context.inside(push);
        addControls(graph, this.forwardSync, [pushed.id]);
      }
      addControls(graph, pushed.id, [graph.input(this.forwardIndex.id, 0).id]);
      return stack;
    });
  }

  /** `AddBackpropAccumulatedValue`: what the forward loop pushed in the iteration that the gradient's loop is at. */
  popHistory(stack: Tensor, value: Tensor, deadBranch = false): Tensor {
    const { tf, graph, context } = this;
    const stackContext = contextOf(graph, stack.id);
    let guard: CondContext | null = null;
    for (let at = contextOf(graph, value.id); at && at !== stackContext; at = at.outer) {
      if (at instanceof CondContext) { guard = at; break; }
    }
    const popped = tf.after(null, () => context.inside(() => {
      let from = stack;
      if (guard) {
        let pred: Tensor | undefined;
        // eslint-disable-next-line @typescript-eslint/no-this-alias
        for (let state: GradState | null = this; state && !pred; state = state.outer) pred = state.history.get(keyOf(guard.pred));
        from = switchRefOrTensor(tf, stack, pred ?? guard.pred)[deadBranch ? 1 - guard.branch : guard.branch];
      }
      const pop = tf.gen('StackPopV2', [from], { elem_type: value.dtype });
      narrow(pop, value.shape);
      return pop;
    }));
    if (context.options.parallelIterations > 1) addControls(graph, this.gradSync, [popped.id]);
    return popped;
  }

  /** `GetRealValue` */
  realValue(value: Tensor): Tensor {
    const { tf, graph, context } = this;
    const known = this.history.get(keyOf(value));
    if (known) return known;
    let now = value;
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let state: GradState | null = this;
    let real: Tensor | null = null;
    let stack: Tensor | null = null;
    for (;;) {
      const entered = constantEnterOf(now);
      if (entered >= 0) {
        now = graph.inputOf(entered, 0);
        state = state.outer;
        if (!state) { real = context.addValue(now); break; }
      } else if (typeOf(graph, now.id) === 'Const') {
        real = tf.constant(graph.constantValue(now)!);
        break;
      } else {
        const at: GradState = state;
        context.exit();
        try { stack = at.pushHistory(now); } finally { context.enter(); }
        break;
      }
    }
    if (!real) {
      real = state!.popHistory(stack!, now);
      if (state !== this) real = context.addValue(real);
    }
    this.history.set(keyOf(value), real);
    return real;
  }

  // --- sums over iterations ------------------------------------------------------------------------------------------

  /** Runs `make` with this loop's context left, and comes back. */
  private outside<T>(make: () => T): T {
    this.context.exit();
    try { return make(); } finally { this.context.enter(); }
  }

  /** `AddBackpropAccumulator`: the sum of a loop constant's gradients. */
  accumulate(op: Operation, grad: Tensor): Tensor {
    const { tf, graph, context } = this;
    const { shape } = grad;
    const start = this.outside(() => {
      const outer = context.outer;
      if (isFull(shape)) return around(outer, () => zeroConstant(tf, grad.dtype, shape, 'b_acc'));
      const [value] = op.inputs;
      if (outer instanceof WhileContext && outer.gradState !== null) {
        const size = around(this.forward.outer, () => shapeNode(tf, value));
        const stack = this.outer!.pushHistory(size);
        return outer.inside(() => zeros(tf, this.outer!.popHistory(stack, size), grad.dtype));
      }
      return around(outer, () => zeros(tf, shapeNode(tf, value), grad.dtype));
    });
    context.addName(start);
    const entered = context.enterValue(start, { name: 'b_acc' });
    context.enters.push(entered);
    const merged = merge(tf, [entered, entered], 'b_acc')[0];
    const [off, on] = switchTensor(tf, merged, context.pivot!);
    const next = nextIteration(tf, add(tf, on, grad, 'Add'));
    graph.setInput(merged.id, 1, next);
    const total = exit(tf, off, 'b_acc');
    context.exits.push(total);
    context.exitResult([total]);
    return total;
  }

  /** `AddBackpropIndexedSlicesAccumulator`: rows of all iterations, one after the other. */
  accumulateSlices(op: Operation, grad: IndexedSlices): IndexedSlices {
    const { tf, graph, context } = this;
    const { values, indices, denseShape } = grad;
    const [value] = op.inputs;
    const start = this.outside(() => around(context.outer, () => {
      const known = isFull(values.shape) ? values.shape : null;
      let rows: Tensor;
      if (known) rows = around(context.outer, () => zeroConstant(tf, values.dtype, [1, ...known.slice(1)], 'b_acc'));
      else {
        const shape = shapeNode(tf, value);
        const tail = tf.within('strided_slice', (own) => {
          const bounds = [1, 0, 1].map((v, i) => tf.constant({ dtype: 'int32', shape: [1], data: Int32Array.of(v) }, i === 0 ? 'stack' : `stack_${i}`));
          return tf.op('StridedSlice', [shape, ...bounds], { begin_mask: 0, end_mask: 1, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 0 }, own);
        });
        rows = zeros(tf, tf.gen('ConcatV2', [[[1], tail], 0], NONE, 'concat'), values.dtype);
      }
      const first = zeroConstant(tf, indices.dtype, [1]);
      let shape: Tensor | null = null;
      if (denseShape) {
        const dims = denseShape.shape;
        shape = isFull(dims) ? around(context.outer, () => zeroConstant(tf, denseShape.dtype, dims)) : zerosLike(tf, tf.op('Shape', [value], { out_type: denseShape.dtype }, 'Shape'));
      }
      return shape ? [first, rows, shape] : [first, rows];
    }));
    for (const t of [start[1], start[0], ...start.slice(2)]) context.addName(t);
    const entered = start.map((t) => context.enterValue(t, { useShape: false, name: 'b_acc' }));
    narrow(entered[0], [null]);
    const rowShape = start[1].shape;
    if (rowShape) narrow(entered[1], [null, ...rowShape.slice(1)]);
    context.enters.push(...entered);
    const merged = entered.map((t) => merge(tf, [t, t], 'b_acc')[0]);
    const switched = merged.map((t) => switchTensor(tf, t, context.pivot!));
    const sums = [indices, values].map((t, i) => tf.gen('ConcatV2', [[switched[i][1], t], 0], NONE, 'concat'));
    if (denseShape) sums.push(tf.gen('Maximum', [denseShape, switched[2][1]]));
    const next = sums.map((t) => nextIteration(tf, t));
    merged.forEach((m, i) => graph.setInput(m.id, 1, next[i]));
    const exits = switched.map((s) => exit(tf, s[0], 'b_acc'));
    context.exits.push(...exits);
    context.exitResult(exits);
    return new IndexedSlices(tf, exits[1], exits[0], exits[2] ?? null);
  }
}

/** `GetLoopConstantEnter`: the Enter that a value is a loop constant by; -1 where it is none. */
function constantEnterOf(t: Tensor): number {
  const { graph } = t;
  let { id } = t;
  while (['Switch', 'RefSwitch', 'Identity', 'RefIdentity'].includes(typeOf(graph, id))) id = graph.input(id, 0).id;
  return isConstantEnter(graph, id) ? id : -1;
}
