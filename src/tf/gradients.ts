/**
 * `tf.gradients`: reverse-mode differentiation that builds TensorFlow's own nodes in TensorFlow's own order
 * (python/ops/gradients_util.py): a queue of ops whose consumers are done, a scope `<op>_grad` for each.
 */
import { f32, i32, isFloating, isFull, sizeOf, tensor, type DType, type Shape } from '../engine/dtype.ts';
import { mergeShapes } from '../engine/shapes.ts';
import { TensorFlowError, type Attrs } from '../engine/op-def.ts';
import { Tensor, type Context } from './context.ts';
import { withDependencies, group } from './core.ts';
import { controlFlowGradients, registeredGradient, scriptGradients, type GradientFunction, type LoopState, type TensorGrad } from './gradients-flow.ts';
import { callGradient } from './gradients-hands.ts';
import { Operation } from './graph.ts';
import { IndexedSlices } from './indexed-slices.ts';

export type { ControlFlowGradients, GradientFunction, GradLoopState, LoopState, TensorGrad } from './gradients-flow.ts';
export { IndexedSlices } from './indexed-slices.ts';

/** `tf.AggregationMethod` */
export const AGGREGATION = { ADD_N: 0, DEFAULT: 0, EXPERIMENTAL_TREE: 1, EXPERIMENTAL_ACCUMULATE_N: 2 } as const;

export interface GradientOptions {
  readonly grad_ys?: unknown;
  readonly name?: string | null | undefined;
  readonly colocate_gradients_with_ops?: boolean | null | undefined;
  readonly gate_gradients?: boolean | null | undefined;
  readonly aggregation_method?: number | null | undefined;
  readonly stop_gradients?: unknown;
  /** `'none'` or `'zero'` */
  readonly unconnected_gradients?: string | null | undefined;
}

const NONE: Attrs = Object.freeze({});
const SHAPE: Attrs = Object.freeze({ out_type: 'int32' });
const asList = (v: unknown): readonly unknown[] => (v === null || v === undefined ? [] : Array.isArray(v) ? v : [v]);
const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

/** `IsTrainable`: whether infinitesimal changes make sense. */
export const isTrainable = (dtype: DType): boolean => isFloating(dtype) || dtype.startsWith('complex') || dtype === 'resource' || dtype === 'variant';

/**
 * `tf.gradients(ys, xs, …)`: gradients of the sum of `ys` with respect to each of `xs`; null where nothing connects them.
 * Throws LookupError for an op without a gradient.
 */
export function gradients(tf: Context, ys: unknown, xs: unknown, options: GradientOptions = {}): (TensorGrad | null)[] {
  const unconnected = options.unconnected_gradients ?? 'none';
  if (unconnected !== 'none' && unconnected !== 'zero') fail('ValueError', `Unknown value for unconnected_gradients: '${unconnected}'`);
  if ([ys, xs].some((v) => v === null || asList(v).includes(null))) fail('AttributeError', "'NoneType' object has no attribute 'op'");
  const plainYs = asList(ys).map((y) => (isResourceVariable(y) ? tf.convert(y) : y));
  const plainXs = asList(xs).map((x) => (isResourceVariable(x) ? x.handle : x));
  return tf.as('gradients', () => {
    const sweep = tf.within(options.name ?? 'gradients', () => {
      tf.graph.uniqueName('uid');
      const targets = plainYs.map((y, i) => (y instanceof IndexedSlices ? y.values : tf.convert(y, { name: `y_${i}` })));
      const sources = plainXs.map((x, i) => (x instanceof IndexedSlices ? x.values : tf.convert(x, { name: `x_${i}`, asRef: true })));
      return new Sweep(tf, targets, sources, options, unconnected === 'zero').run();
    });
    return sweep.results();
  });
}

const isResourceVariable = (v: unknown): v is { handle: Tensor } => typeof v === 'object' && v !== null && 'handle' in v && v.handle instanceof Tensor;

class Sweep {
  private readonly graph;
  /** Uses of a node that have not given their gradients yet (absent: 0). */
  private readonly pending = new Map<number, number>();
  /** Gradients by node, by output: what was collected so far, or the sum once it has been asked for. */
  private readonly collected = new Map<number, (TensorGrad | null | (TensorGrad | null)[])[]>();
  private readonly queue: number[] = [];
  private loops: LoopState | null = null;
  private readonly colocate: boolean;
  private readonly gate: boolean;
  private readonly method: number;

  constructor(private readonly tf: Context, private readonly ys: readonly Tensor[], private readonly xs: readonly Tensor[], private readonly options: GradientOptions, private readonly zero: boolean) {
    this.graph = tf.graph;
    this.colocate = options.colocate_gradients_with_ops === true;
    this.gate = options.gate_gradients === true;
    this.method = options.aggregation_method ?? 0;
    if (this.method !== 0 && this.method !== 1 && this.method !== 2) fail('ValueError', `Invalid \`aggregation_method\` specified ${String(this.method)}. Accepted values are [0, 1, 2].`);
  }

  private on<T>(id: number, make: () => T): T { return this.colocate ? this.graph.colocateWith([id], make) : make(); }

  // --- which nodes -----------------------------------------------------------------------------------------------------

  /** Ids of all nodes that the ys follow from, in the order of a breadth-first search. */
  private ancestors(): number[] {
    const { graph } = this;
    const seen = new Set<number>();
    const order: number[] = [];
    for (const { id } of this.ys) if (!seen.has(id)) { seen.add(id); order.push(id); }
    for (const id of order) {
      const n = graph.classOf(id).inputs;
      for (let i = 0; i < n; i++) {
        const from = graph.input(id, i).id;
        if (!seen.has(from)) { seen.add(from); order.push(from); }
      }
    }
    return order;
  }

  /** The nodes among `all` that the xs reach through differentiable outputs. */
  private reached(all: readonly number[]): Set<number> {
    const { graph } = this;
    const reached = new Set(this.xs.map((x) => x.id));
    const fresh = (id: number): boolean => {
      const n = graph.classOf(id).inputs;
      for (let i = 0; i < n; i++) {
        const o = graph.input(id, i);
        if (reached.has(o.id) && isTrainable(graph.staticOf(o).dtype)) return true;
      }
      return false;
    };
    const sorted = [...all].sort((a, b) => a - b);
    // Ids ascend from inputs to consumers except where loops close: there the pass is repeated until nothing changes.
    for (let before = -1; before !== reached.size;) {
      before = reached.size;
      for (const id of sorted) if (!reached.has(id) && fresh(id)) reached.add(id);
      if (!graph.forward) break;
    }
    return reached;
  }

  /** Finds the nodes between xs and ys and counts their uses. Returns which ys the xs reach. */
  private prepare(): Set<number> {
    const { graph } = this;
    const reached = this.reached(this.ancestors());
    const on = new Set(this.ys.filter((y) => reached.has(y.id)).map((y) => y.id));
    const reachable = new Set(on);
    const list = [...on];
    for (const id of list) {
      const n = graph.classOf(id).inputs;
      for (let i = 0; i < n; i++) {
        const from = graph.input(id, i).id;
        if (reached.has(from) && !on.has(from)) { on.add(from); list.push(from); }
      }
    }
    this.loops = controlFlowGradients()?.create(this.tf, list, on, this.colocate) ?? null;
    for (const id of list) {
      const n = graph.classOf(id).inputs;
      for (let i = 0; i < n; i++) {
        const from = graph.input(id, i).id;
        if (on.has(from)) this.pending.set(from, (this.pending.get(from) ?? 0) + 1);
      }
    }
    return reachable;
  }

  /** `_StopOps`: xs that no other x lies before, and what the caller wants to stop at. */
  private stops(): Set<number> {
    const stop = new Set(this.xs.map((x) => x.id).filter((id) => !new Operation(this.graph, id).inputs.some((i) => (this.pending.get(i.id) ?? 0) > 0)));
    for (const t of asList(this.options.stop_gradients)) stop.add((t instanceof Operation || t instanceof IndexedSlices ? t : this.tf.convert(t, { asRef: true })).id);
    return stop;
  }

  // --- what was collected ----------------------------------------------------------------------------------------------

  private put(o: { id: number; index: number }, grad: TensorGrad | null): void {
    let slots = this.collected.get(o.id);
    if (!slots) this.collected.set(o.id, (slots = this.graph.classOf(o.id).outputs.map(() => [])));
    const slot = slots[o.index];
    if (Array.isArray(slot)) slot.push(grad);
    else slots[o.index] = grad; // a loop's Switch, visited again
  }

  /** `_AggregatedGrads` */
  private totals(id: number): (TensorGrad | null)[] {
    const slots = this.collected.get(id);
    if (!slots) return this.graph.classOf(id).outputs.map(() => null);
    slots.forEach((slot, i) => { if (Array.isArray(slot)) slots[i] = slot.length === 0 ? null : this.sum(id, slot); });
    return [...slots] as (TensorGrad | null)[];
  }

  private sum(id: number, parts: readonly (TensorGrad | null)[]): TensorGrad | null {
    const { tf } = this;
    if (parts.length === 1) return parts[0];
    const given = parts.filter((p) => p !== null);
    if (given.every((p) => p instanceof Tensor)) {
      if (this.method !== AGGREGATION.ADD_N) return tf.within(`${this.graph.name(id)}_gradient_sum`, () => given.slice(1).reduce<Tensor>((total, g) => addN(tf, [total, g]), given[0]));
      return this.sumOnDevices(given);
    }
    return sumSlices(tf, given);
  }

  /** `_MultiDeviceAddN` */
  private sumOnDevices(parts: readonly Tensor[]): Tensor {
    const devices = new Map<string, Tensor[]>();
    for (const p of parts) {
      const mine = devices.get(p.device);
      if (mine) mine.push(p);
      else devices.set(p.device, [p]);
    }
    const sums = [...devices.keys()].sort().map((d) => {
      const mine = devices.get(d)!;
      return this.graph.colocateWith([mine[0].id], () => addN(this.tf, mine), true);
    });
    return addN(this.tf, sums);
  }

  // --- the sweep -------------------------------------------------------------------------------------------------------

  run(): this {
    const { graph, pending, queue } = this;
    const first = this.defaultGrads();
    const reachable = this.prepare();
    this.ys.forEach((y, i) => { this.put(y, first[i]); });
    const started = new Set<number>();
    for (const { id } of this.ys) {
      if ((pending.get(id) ?? 0) === 0 && !started.has(id) && reachable.has(id)) { started.add(id); queue.push(id); }
    }
    const { loops } = this;
    if (loops) {
      for (const exit of loops.processUnusedLoopExits(pending, started)) {
        if (isTrainable(exit.dtype)) { this.put(exit, loops.zerosLikeForExit(exit)); queue.push(exit.id); }
      }
    }
    const stop = this.stops();
    for (const id of queue) {
      const node = new Operation(graph, id);
      this.on(id, () => this.differentiate(node, stop));
      this.release(node);
    }
    return this;
  }

  /** The gradients of the xs; zeros for unconnected ones, and what closes loops, are made outside of the scope. */
  results(): (TensorGrad | null)[] {
    this.loops?.postProcessing();
    return this.xs.map((x) => this.result(x));
  }

  private result(x: Tensor): TensorGrad | null {
    const slots = this.collected.get(x.id);
    const got = slots ? slots[x.index] : null;
    // A node that was never visited has only what the ys themselves gave it.
    const grad = Array.isArray(got) ? (got.length > 0 ? got[0] : null) : (got ?? null);
    return grad === null && this.zero ? zerosLike(this.tf, x) : grad;
  }

  private differentiate(node: Operation, stop: ReadonlySet<number>): void {
    const { tf, loops } = this;
    const flow = controlFlowGradients();
    loops?.enterGradWhileContext(node, true);
    const dy = this.totals(node.id);
    loops?.exitGradWhileContext(node, true);
    const given = dy.some((g) => g !== null);
    const fn = given && !stop.has(node.id) ? this.functionOf(node) : null;
    loops?.enterGradWhileContext(node, false);
    if (flow?.isSwitchOfCurrentLoop(tf, node)) {
      fail('ValueError', `Cannot compute gradient inside while loop with respect to op '${this.graph.name(this.nearest(node))}'. We do not support taking the gradient wrt or through the initial value of a loop variable. Gradients can be computed through loop invariants or wrt the input parameters to the loop body.`);
    }
    if (fn) {
      node.outputs.forEach((o, i) => { if (dy[i] === null && isTrainable(o.dtype)) dy[i] = this.zerosFor(node, i); });
      const made = tf.within(`${node.name}_grad`, () => {
        const grads = fn(tf, node, dy);
        if (grads.length !== node.inputs.length) fail('ValueError', `Num gradients ${grads.length} generated for op ${node.name} do not match num inputs ${node.inputs.length}`);
        return this.gate && grads.filter((g) => g !== null).length > 1 ? this.gated(grads) : grads;
      });
      node.inputs.forEach((input, i) => {
        const g = made[i];
        if (g === null || g === undefined) return;
        if (g instanceof Tensor && input.dtype !== 'resource') this.settle(g, input, node, i);
        this.put(input, g);
      });
    }
    loops?.exitGradWhileContext(node, false);
  }

  /** What is known of an input's shape holds for its gradient too. */
  private settle(g: Tensor, input: Tensor, node: Operation, i: number): void {
    const [have, want]: (Shape | null)[] = [g.shape, input.shape];
    if (want === null || have === want) return;
    const merged = mergeShapes(have, want);
    if (!merged) return fail('ValueError', `Incompatible shapes between op input and calculated input gradient. Forward operation: ${node.name}. Input index: ${i}. Original input shape: ${String(want)}. Calculated input gradient shape: ${String(have)}`);
    if (!have || merged.shape!.some((d, k) => d !== have[k])) this.graph.setShape(g, merged.shape!);
  }

  private zerosFor(node: Operation, index: number): TensorGrad | null {
    if (this.loops) return this.loops.zerosLikeV1WhileLoop(node, index);
    const o = new Tensor(this.graph, node.id, index);
    if (o.dtype === 'resource') return null;
    if (node.type === 'Switch' || node.type === 'RefSwitch') return controlFlowGradients()!.zerosLikeSwitch(this.tf, node, index);
    return this.tf.op('ZerosLike', [o], NONE, 'zeros_like');
  }

  /** The gradient function of an op; null where it passes nothing on. Throws LookupError where there is none. */
  private functionOf(node: Operation): GradientFunction | null {
    const c = this.graph.classOf(node.id);
    if (c.inputs === 0) return null;
    const override = c.attrs._gradient_op_type;
    const type = typeof override === 'string' ? override : c.op.type;
    const found = scriptGradients(this.tf).get(type) ?? registeredGradient(type);
    if (found) return found;
    const { op } = c;
    if (type === op.type && op.gradient) return (tf, n, dy) => callGradient(tf, op, n, dy);
    if (type === op.type && (op.stops || op.changes)) return null;
    return fail('LookupError', `No gradient defined for operation'${node.name}' (op type: ${type}). In general every operation must have an associated \`@tf.RegisterGradient\` for correct autodiff, which this op is lacking. If you want to pretend this operation is a constant in your program, you may insert \`tf.stop_gradient\`. This can be useful to silence the error in cases where you know gradients are not needed, e.g. the forward pass of tf.custom_gradient. Please see more details in https://www.tensorflow.org/api_docs/python/tf/custom_gradient.`);
  }

  /** `control_flow_ops.tuple`: no gradient of an op is used before all are there. */
  private gated(grads: readonly (TensorGrad | null)[]): (TensorGrad | null)[] {
    const { tf, graph } = this;
    const [devices, colocation] = [graph.devices.slice(), graph.colocation.slice()];
    graph.devices.length = 0;
    graph.colocation.length = 0;
    try {
      return tf.within('tuple', () => {
        const ids = [...new Set(grads.flatMap((g) => (g ? [g.id] : [])))];
        const all = group(tf, ids.map((id) => new Operation(graph, id))).id;
        return grads.map((g) => {
          if (g instanceof IndexedSlices) return new IndexedSlices(tf, withDependencies(tf, [all], g.values), g.indices, g.denseShape);
          return g && withDependencies(tf, [all], g);
        });
      });
    } finally {
      graph.devices.push(...devices);
      graph.colocation.push(...colocation);
    }
  }

  /** `_UpdatePendingAndEnqueueReady` */
  private release(node: Operation): void {
    const { graph, pending, queue, loops } = this;
    const flow = controlFlowGradients();
    const n = graph.classOf(node.id).inputs;
    for (let i = 0; i < n; i++) {
      const { id } = graph.input(node.id, i);
      const left = (pending.get(id) ?? 0) - 1;
      pending.set(id, left);
      const ready = left === 0 || (loops !== null && left > 0 && flow!.isLoopSwitch(new Operation(graph, id)));
      if (!ready) continue;
      if (loops && /^(Ref)?Exit$/.test(graph.classOf(id).op.type)) this.releaseExit(graph.inputOf(node.id, i), loops);
      else queue.push(id);
    }
  }

  /** An exit waits until all exits of its loop are known; then those without a gradient get zeros, if any has one. */
  private releaseExit(exit: Tensor, loops: LoopState): void {
    const state = loops.gradState(exit.op, false)!;
    state.deferredExits.push(exit);
    state.pendingExitsCount--;
    if (state.pendingExitsCount !== 0) return;
    let some = false;
    for (const y of state.deferredExits) {
      if (this.hasGradient(y.id)) { some = true; this.queue.push(y.id); }
      else state.unusedExits.push(y);
    }
    for (const y of state.unusedExits) {
      if (some && isTrainable(y.dtype)) this.put(y, loops.zerosLikeForExit(y));
      this.queue.push(y.id);
    }
  }

  private hasGradient(id: number): boolean {
    return (this.collected.get(id) ?? []).some((slot) => (Array.isArray(slot) ? slot.some((g) => g !== null) : slot !== null));
  }

  /** The first of the xs that a node follows from. */
  private nearest(node: Operation): number {
    const wanted = new Set(this.xs.map((x) => x.id));
    const queue = [node.id];
    const seen = new Set(queue);
    for (const id of queue) {
      if (wanted.has(id)) return id;
      for (const i of new Operation(this.graph, id).inputs) if (!seen.has(i.id)) { seen.add(i.id); queue.push(i.id); }
    }
    return node.id;
  }

  // --- gradients of the ys ---------------------------------------------------------------------------------------------

  /** `_DefaultGradYs`: ones, or what the caller gave. */
  private defaultGrads(): TensorGrad[] {
    const { tf, ys } = this;
    const given = this.options.grad_ys === null || this.options.grad_ys === undefined ? ys.map(() => null) : asList(this.options.grad_ys);
    if (given.length !== ys.length) fail('ValueError', `Length mismatch. Passed ${given.length} grad_ys for ${ys.length} ys`);
    const converted = given.map((g, i) => (g === null || g === undefined ? null : g instanceof IndexedSlices ? g : tf.convert(g, { name: `grad_y_${i}` })));
    return ys.map((y, i) => this.on(y.id, () => {
      const grad = converted[i];
      if (grad === null) return ones(tf, y, i);
      const numeric = (d: DType): boolean => /^(u?int|float|bfloat)/.test(d);
      if (numeric(y.dtype) && !numeric(grad.dtype)) fail('TypeError', `Gradient type ${grad.dtype} generated for real or integer-valued tensor ${String(y)} with type ${y.dtype} must be real or integer`);
      if (!numeric(y.dtype) && !y.dtype.startsWith('complex') && y.dtype !== 'variant' && y.dtype !== 'resource') fail('TypeError', `Tensor ${String(y)} with type ${y.dtype} must be numeric to obtain a default gradient`);
      const same = (t: Tensor, name: string): Tensor => tf.op('Identity', [t], NONE, name);
      if (!(grad instanceof IndexedSlices)) return same(grad, `grad_ys_${i}`);
      const indices = same(grad.indices, `grad_ys_${i}_indices`);
      const values = same(grad.values, `grad_ys_${i}_values`);
      return new IndexedSlices(tf, values, indices, grad.denseShape && same(grad.denseShape, `grad_ys_${i}_shape`));
    }));
  }
}

/** `ones(shape(y), name='grad_ys_<i>')` */
function ones(tf: Context, y: Tensor, i: number): Tensor {
  if (y.dtype.startsWith('complex')) fail('TypeError', `Gradients of complex tensors (${String(y)}) must set grad_ys (y.dtype = ${y.dtype})`);
  const { shape } = y;
  const dims = isFull(shape) ? tf.constant(i32([shape.length], shape), 'Shape') : tf.op('Shape', [y], SHAPE, 'Shape');
  return tf.within(`grad_ys_${i}`, (own) => tf.op('Fill', [dims, tf.constant(y.dtype === 'float32' ? f32([], [1]) : tensor(y.dtype, [], [1]), 'Const')], NONE, own));
}

/** `zeros_like(t)`: a constant where the shape is known. */
function zerosLike(tf: Context, t: Tensor): Tensor {
  if (!isFull(t.shape)) return tf.gen('ZerosLike', [t], NONE, 'zeros_like');
  const size = sizeOf(t.shape);
  if (size < 1000) return tf.constant(tensor(t.dtype, t.shape, new Float64Array(size)), 'zeros_like');
  const dims = t.shape;
  return tf.within('zeros_like', (own) => {
    const shape = tf.constant(i32([dims.length], dims), 'shape_as_tensor');
    return tf.op('Fill', [shape, tf.constant(tensor(t.dtype, [], [0]), 'Const')], NONE, own);
  });
}

const addN = (tf: Context, parts: readonly Tensor[]): Tensor => (parts.length === 1 ? parts[0] : tf.op('AddN', parts, NONE, 'AddN'));

/** `AggregateIndexedSlicesGradients`: rows are joined; with a dense part among them all become dense. */
function sumSlices(tf: Context, parts: readonly TensorGrad[]): TensorGrad {
  if (parts.length === 1) return parts[0];
  if (parts.some((p) => p instanceof Tensor)) return tf.gen('AddN', [parts], NONE, 'AddN');
  const rows = parts as readonly IndexedSlices[];
  const mixed = rows.some((r) => r.indices.dtype === 'int32') && !rows.every((r) => r.indices.dtype === 'int32');
  const indices = rows.map((r) => (mixed && r.indices.dtype === 'int32' ? tf.op('Cast', [r.indices], { SrcT: 'int32', DstT: 'int64' }, 'Cast') : r.indices));
  const values = tf.gen('ConcatV2', [rows.map((r) => r.values), 0], NONE, 'concat');
  return new IndexedSlices(tf, values, tf.gen('ConcatV2', [indices, 0], NONE, 'concat'), rows[0].denseShape);
}

