/**
 * `tf.gradients`: reverse-mode differentiation that builds TensorFlow's own nodes in TensorFlow's own order
 * (python/ops/gradients_util.py): a queue of ops whose consumers are done, a scope `<op>_grad` for each, gates by `tuple`.
 */
import { f32, i32, isFull, type Tensor as HostTensor } from '../engine/dtype.ts';
import { TensorFlowError, type Attrs, type Grad, type Gradient, type Output } from '../engine/op-def.ts';
import { NONE, Tensor, type Context, type OwnName } from './context.ts';

const GATE: Attrs = Object.freeze({ _class: 'input 0' });

/** Gradients of the sum of `y` with respect to `xs`; null where nothing connects them. */
export function gradients(tf: Context, y: Tensor, xs: readonly Tensor[]): (Tensor | null)[] {
  return tf.as('gradients', () => tf.within('gradients', () => new Sweep(tf, y, xs).run()));
}

class Sweep {
  private readonly pending = new Map<number, number>();
  /** Gradients collected so far, by node, by output. */
  private readonly collected = new Map<number, Tensor[][]>();

  constructor(private readonly tf: Context, private readonly y: Tensor, private readonly xs: readonly Tensor[]) {}

  private inputs(id: number): Tensor[] {
    const { graph } = this.tf;
    return Array.from({ length: graph.classOf(id).inputs }, (_, i) => graph.inputOf(id, i));
  }

  /** Nodes on a path from an x to y, with how many of their uses are on such paths. */
  private between(): void {
    const order: number[] = [];
    const seen = new Set<number>([this.y.id]);
    const queue = [this.y.id];
    for (const id of queue) {
      order.push(id);
      for (const { id: from } of this.inputs(id)) if (!seen.has(from)) { seen.add(from); queue.push(from); }
    }
    const reached = new Set(this.xs.map((x) => x.id));
    // Ids ascend from inputs to consumers: one pass in id order finds what the xs reach.
    for (const id of order.sort((a, b) => a - b)) if (this.inputs(id).some((o) => reached.has(o.id) && this.differentiable(o))) reached.add(id);
    const on = new Set(order.filter((id) => reached.has(id)));
    for (const id of on) {
      if (!this.pending.has(id)) this.pending.set(id, 0);
      for (const { id: from } of this.inputs(id)) if (on.has(from)) this.pending.set(from, (this.pending.get(from) ?? 0) + 1);
    }
  }

  private differentiable(o: Tensor): boolean { return this.tf.dtype(o) === 'float32'; }

  private put(o: Tensor, grad: Tensor): void {
    let slots = this.collected.get(o.id);
    if (!slots) this.collected.set(o.id, (slots = []));
    (slots[o.index] ??= []).push(grad);
  }

  /** The gradient of an output: the sum of what its uses gave. */
  private total(id: number, index: number): Tensor | null {
    const parts = this.collected.get(id)?.[index];
    if (!parts || parts.length === 0) return null;
    if (parts.length > 1) this.collected.get(id)![index] = [this.tf.op('AddN', parts, GATE, 'AddN')];
    return this.collected.get(id)![index][0];
  }

  run(): (Tensor | null)[] {
    const { tf, y } = this;
    const { graph } = tf;
    const shape = tf.shape(y);
    const dims = shape && !shape.includes(null) ? tf.constant(i32([shape.length], shape as number[]), 'Shape') : tf.op('Shape', [y], { out_type: 'int32' }, 'Shape');
    this.put(y, tf.within('grad_ys_0', (own) => tf.op('Fill', [dims, tf.constant(f32([], [1]), 'Const')], NONE, own)));
    this.between();
    const stop = new Set(this.xs.map((x) => x.id));
    const queue = this.pending.get(y.id) === 0 ? [y.id] : [];
    for (const id of queue) {
      const c = graph.classOf(id);
      const outs = c.outputs.map((_, k) => this.total(id, k));
      const inputs = this.inputs(id);
      if (!stop.has(id) && outs.some((o) => o !== null)) {
        const grad = c.op.gradient;
        if (!grad) throw new TensorFlowError('LookupError', `No gradient defined for operation '${graph.name(id)}' (op type: ${c.op.type})`);
        const dy = outs.map((o, k) => o ?? (this.differentiable(this.at(id, k)) ? tf.op('ZerosLike', [this.at(id, k)], NONE, 'zeros_like') : null));
        const made = tf.within(`${this.nameOf(id)}_grad`, () => this.gate(this.dense(grad.call(c.op, this.hands(id, inputs, dy)))));
        inputs.forEach((o, i) => { const g = made[i]; if (g) this.put(o, g); });
      }
      for (const { id: from } of inputs) {
        const left = this.pending.get(from);
        if (left === undefined) continue;
        this.pending.set(from, left - 1);
        if (left === 1) queue.push(from);
      }
    }
    return this.xs.map((x) => this.total(x.id, x.index));
  }

  private nameOf(id: number): string { return this.tf.graph.name(id); }

  /** `control_flow_ops.tuple`: no gradient of an op is used before all are there. */
  private gate(grads: (Tensor | null)[]): (Tensor | null)[] {
    const { tf } = this;
    if (grads.filter((g) => g !== null).length < 2) return grads;
    return tf.within('tuple', () => {
      const all = tf.node('NoOp', [], {}, 'group_deps', [...new Set(grads.flatMap((g) => (g ? [g.id] : [])))]);
      return grads.map((g) => g && tf.op('Identity', [g], GATE, 'control_dependency', [all]));
    });
  }

  private at(id: number, index: number): Tensor { return new Tensor(this.tf.graph, id, index); }

  private dense(grads: readonly Grad[]): (Tensor | null)[] { return grads.map((g) => g as Tensor | null); }

  private hands(id: number, x: Tensor[], dy: (Tensor | null)[]): Gradient {
    const { tf } = this;
    const own = new Map<string, OwnName>();
    const nameOf = (name: string): string | OwnName => own.get(name) ?? name;
    const emit = (type: string, inputs: readonly Output[], attrs: Attrs, name: string): Tensor[] => tf.ops(type, inputs as readonly Tensor[], attrs, nameOf(name));
    return {
      attrs: tf.graph.classOf(id).attrs, x, y: dy.map((_, index) => this.at(id, index)), dy, emit,
      shape: (o) => tf.shape(o),
      dtype: (o) => tf.dtype(o),
      constant: (value: HostTensor, name: string = 'Const') => tf.constant(value, nameOf(name)),
      apply: (type, inputs, attrs = NONE, name = type) => tf.apply(type, inputs, attrs, nameOf(name)),
      scope: (name, make) => tf.within(name, (o) => {
        const key = `${o.scope}/${o.leaf}/${o.suffix}`;
        own.set(key, o);
        return make(key);
      }),
      after: (deps, make) => tf.after(deps.map((d) => d.id), make),
      shapeOf: (o, name = 'Shape') => {
        const shape = tf.shape(o);
        return isFull(shape) ? tf.constant(i32([shape.length], shape), nameOf(name)) : emit('Shape', [o], { out_type: 'int32' }, name)[0];
      },
      constantValue: (o) => tf.graph.constantValue(o),
      typeOf: (o) => tf.graph.classOf(o.id).op.type,
    };
  }
}
