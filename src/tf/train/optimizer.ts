/**
 * `tf.train.Optimizer`: gradients, slots, one update for each variable, and the op that groups them (python/training/optimizer.py).
 * A subclass says which slots it needs, what it prepares, and how one variable is updated.
 */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Operation} from '../context.ts';
import { Tensor, type Context, type OwnName, type TensorLike } from '../context.ts';
import type { DType } from '../../engine/dtype.ts';
import { group, tuple } from '../core.ts';
import { gradients, IndexedSlices, type TensorGrad } from '../gradients.ts';
import { firstOf } from '../indexed-slices.ts';
import { operator } from '../math/operators.ts';
import { cast } from '../math/elementwise.ts';
import * as nest from '../nest.ts';
import { assign, assignAdd } from '../state/assign.ts';
import { trainableVariables } from '../state/collections.ts';
import { variable } from '../state/variable.ts';
import { Tuple } from '../values.ts';
import { Variable } from '../variable.ts';
import { createSlot, createSlotWith, createZerosSlot } from './slots.ts';

export const GATE = { GATE_NONE: 0, GATE_OP: 1, GATE_GRAPH: 2 } as const;
const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

export interface GradientsAsked {
  readonly var_list?: unknown;
  readonly gate_gradients?: number | null | undefined;
  readonly aggregation_method?: number | null | undefined;
  readonly colocate_gradients_with_ops?: boolean | null | undefined;
  readonly grad_loss?: TensorLike;
}
export interface Applied { readonly global_step?: Variable | null | undefined; readonly name?: string | null | undefined }

export type Update = Operation | Tensor;
const FLOATS: readonly DType[] = ['float16', 'bfloat16', 'float32', 'float64'];
const showAll = (list: readonly unknown[]): string => `[${list.map((v) => (String(v).includes("'") ? `"${String(v)}"` : `'${String(v)}'`)).join(', ')}]`;

export abstract class Optimizer {
  /** Slot name -> variable's node -> slot. */
  private readonly slots = new Map<string, Map<string, Variable>>();
  private readonly others = new Map<string, Variable>();

  constructor(protected readonly tf: Context, readonly name: string, protected readonly locking: boolean) {
    if (!name) fail('ValueError', 'Must specify the optimizer name');
  }

  // --- what a subclass says --------------------------------------------------------------------------------------------

  protected createSlots(_list: readonly Variable[]): void { /* none */ }
  /** Makes the tensors of the hyperparameters; a new set for every `apply_gradients`. */
  protected prepare(): void { /* nothing */ }
  protected abstract dense(grad: Tensor, v: Variable): Update;
  /** The update by rows, none of them twice. */
  protected sparse(_grad: IndexedSlices, _v: Variable): Update { return fail('NotImplementedError', ''); }
  protected sparseWithDuplicates(grad: IndexedSlices, v: Variable): Update { return this.sparse(this.deduplicated(grad), v); }
  protected finish(updates: readonly Update[], name: string): Operation { return group(this.tf, updates, { name }); }

  // --- the three calls ---------------------------------------------------------------------------------------------------

  /** `minimize(loss, global_step, var_list, …)`. Throws ValueError where no gradient reaches a variable. */
  minimize(loss: TensorLike, { global_step, name, ...asked }: GradientsAsked & Applied = {}): Operation {
    const pairs = this.computeGradients(loss, asked);
    if (pairs.every(([g]) => g === null)) {
      fail('ValueError', `No gradients provided for any variable, check your graph for ops that do not support gradients, between variables ${showAll(pairs.map(([, v]) => v))} and loss ${String(loss)}.`);
    }
    return this.applyGradients(pairs, { global_step, name });
  }

  /** `compute_gradients(loss, …)`: pairs of gradient and variable. */
  computeGradients(loss: TensorLike, asked: GradientsAsked = {}): (readonly [TensorGrad | null, Variable])[] {
    const { tf } = this;
    const gate = asked.gate_gradients ?? GATE.GATE_OP;
    if (![0, 1, 2].includes(gate)) fail('ValueError', `gate_gradients must be one of: Optimizer.GATE_NONE, Optimizer.GATE_OP, Optimizer.GATE_GRAPH.  Not ${gate}`);
    if (loss === null) fail('AttributeError', "'NoneType' object has no attribute 'dtype'");
    this.checkDtypes([loss as Tensor]);
    const list: readonly Variable[] = asked.var_list === null || asked.var_list === undefined ? trainableVariables(tf) : (nest.flatten(asked.var_list).flatMap((v): unknown => (isPartitioned(v) ? v.variables : [v])) as Variable[]);
    for (const v of list as readonly unknown[]) if (!(v instanceof Variable) && !(v instanceof Tensor)) fail('NotImplementedError', `('Trying to optimize unsupported type ', ${String(v)})`);
    if (list.length === 0) fail('ValueError', 'No variables to optimize.');
    let grads = gradients(tf, loss, list.map((v) => (v instanceof Variable ? v.ref : v)), {
      grad_ys: asked.grad_loss ?? null, gate_gradients: gate === GATE.GATE_OP, aggregation_method: asked.aggregation_method ?? null, colocate_gradients_with_ops: asked.colocate_gradients_with_ops ?? null,
    });
    if (gate === GATE.GATE_GRAPH) grads = tuple(tf, grads as never);
    this.checkDtypes(list.filter((_, i) => grads[i] !== null));
    return list.map((v, i) => Tuple.from2([grads[i], v]) as unknown as readonly [TensorGrad | null, Variable]);
  }

  /** `apply_gradients(grads_and_vars, global_step, name)` */
  applyGradients(given: Iterable<readonly [unknown, Variable]>, { global_step, name }: Applied = {}): Operation {
    const { tf } = this;
    const pairs = [...given];
    if (pairs.length === 0) fail('ValueError', 'No variables provided.');
    const converted = pairs.map(([g, v]) => [g === null || g === undefined ? null : this.asGradient(g), v] as const);
    const list = converted.filter(([g]) => g !== null).map(([, v]) => v);
    if (list.length === 0) fail('ValueError', `No gradients provided for any variable: ${showAll(pairs.map(([, v]) => v))}.`);
    return tf.as('update', () => {
      tf.after(null, () => this.createSlots(list));
      return tf.within(name ?? this.name, (own) => {
        this.prepare();
        const updates = converted.flatMap(([g, v]) => (g ? [this.update(g, v)] : []));
        const done = this.finished(updates, own, global_step ?? null);
        const ops = tf.graph.collection('train_op') as Operation[];
        if (!ops.some((op) => op.same(done))) ops.push(done);
        return done;
      });
    });
  }

  private finished(updates: readonly Update[], own: OwnName, step: Variable | null): Operation {
    const { tf } = this;
    if (!step) return this.finish(updates, `${tf.graph.names.full(own)}/`);
    const all = this.finish(updates, 'update');
    return tf.after([all.id], () => tf.graph.colocateWith([step.ref.id], () => assignAdd(tf, step, 1, { name: `${tf.graph.names.full(own)}/` }))).op;
  }

  private update(g: TensorGrad, v: Variable): Update {
    const { tf } = this;
    return tf.within(`update_${v.opName}`, () => tf.graph.colocateWith([v.ref.id], (): Update => {
      const { constraint } = v;
      const constrained = constraint !== null && constraint !== undefined;
      if (g instanceof IndexedSlices) {
        if (constrained) fail('RuntimeError', 'Cannot use a constraint function on a sparse variable.');
        return this.sparseWithDuplicates(g, v);
      }
      const made = this.dense(g, v);
      if (!constrained) return made;
      return tf.after([made.id], () => assign(tf, v, (constraint as (v: Variable) => unknown)(v), { use_locking: false }));
    }));
  }

  private asGradient(g: unknown): TensorGrad {
    if (g instanceof IndexedSlices) return g;
    try {
      return this.tf.convert(g);
    } catch (error) {
      if (error instanceof TensorFlowError && error.kind === 'TypeError') return fail('TypeError', `Gradient must be convertible to a Tensor or IndexedSlices, or None: ${String(g)}`);
      throw error;
    }
  }

  private checkDtypes(list: readonly { readonly dtype: DType; readonly name: string }[]): void {
    for (const t of list) {
      if (!FLOATS.includes(t.dtype)) fail('ValueError', `Invalid type tf.${t.dtype} for ${t.name}, expected: [tf.float32, tf.float16, tf.float64, tf.bfloat16].`);
    }
  }

  // --- slots ---------------------------------------------------------------------------------------------------------------

  private key(v: Variable): string { return `${v.graph.number}/${v.ref.id}`; }
  private named(slot: string): Map<string, Variable> {
    let found = this.slots.get(slot);
    if (!found) this.slots.set(slot, (found = new Map()));
    return found;
  }
  private slotFor(v: Variable, slot: string, make: () => Variable): Variable {
    const mine = this.named(slot);
    let found = mine.get(this.key(v));
    if (!found) mine.set(this.key(v), (found = make()));
    return found;
  }
  protected zerosSlot(v: Variable, slot: string, opName = this.name): Variable { return this.slotFor(v, slot, () => createZerosSlot(this.tf, v, opName)); }
  protected valueSlot(v: Variable, value: Tensor, slot: string): Variable { return this.slotFor(v, slot, () => createSlot(this.tf, v, value, this.name)); }
  protected initializedSlot(v: Variable, initializer: unknown, slot: string, opName = this.name): Variable {
    return this.slotFor(v, slot, () => createSlotWith(this.tf, v, initializer, v.shape, v.dtype, opName));
  }
  /** A variable of the optimizer's own, one a graph, beside a variable of the model. */
  protected ownVariable(initial: unknown, name: string, beside: Variable): Variable {
    const key = `${name}/${beside.graph.number}`;
    let found = this.others.get(key);
    if (!found) this.others.set(key, (found = beside.graph.colocateWith([beside.ref.id], () => variable(this.tf, initial, { name, trainable: false }))));
    return found;
  }
  protected own(name: string): Variable { return this.others.get(`${name}/${this.tf.graph.number}`)!; }

  /** `get_slot(var, name)`; null where there is none. */
  getSlot(v: Variable, slot: string): Variable | null { return this.slots.get(slot)?.get(this.key(v)) ?? null; }
  protected slot(v: Variable, slot: string): Variable { return this.getSlot(v, slot)!; }
  getSlotNames(): string[] { return [...this.slots.keys()].sort(); }
  /** The optimizer's variables in the default graph, by name. */
  variables(): Variable[] {
    const all = [...this.others.values(), ...[...this.slots.values()].flatMap((m) => [...m.values()])];
    return all.filter((v) => v.graph === this.tf.graph).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  // --- nodes -----------------------------------------------------------------------------------------------------------------

  /** A hyperparameter as a tensor; a function is called for it. */
  protected hyper(value: unknown, name: string): Tensor { return this.tf.convert(typeof value === 'function' ? (value as () => unknown)() : value, { name }); }
  /** `math_ops.cast(x, v.dtype)` */
  protected as(x: TensorLike, v: { readonly dtype: DType }): Tensor { return cast(this.tf, x, v.dtype) as Tensor; }
  protected math(op: string, x: TensorLike, y: TensorLike): Tensor { return operator(this.tf, op, x, y); }
  /** An update op, with the optimizer's locking. */
  protected apply(type: string, inputs: readonly TensorLike[], attrs: Readonly<Record<string, boolean>> = {}): Tensor {
    return this.tf.gen(type, inputs, { use_locking: this.locking, ...attrs });
  }

  /** Sums rows that occur more than once. */
  private deduplicated(grad: IndexedSlices): IndexedSlices {
    const { tf } = this;
    const [unique, places] = tf.apply('Unique', [grad.indices]) as [Tensor, Tensor];
    const count = firstOf(tf, tf.op('Shape', [unique], { out_type: 'int32' }, 'Shape'));
    return new IndexedSlices(tf, tf.gen('UnsortedSegmentSum', [grad.values, places, count]), unique, grad.denseShape);
  }
}

const isPartitioned = (v: unknown): v is { readonly variables: readonly Variable[] } => typeof v === 'object' && v !== null && 'variables' in v && 'partitions' in v;
