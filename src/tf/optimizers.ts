/** Optimizers: gradients, then one update op a variable and a NoOp that groups them. */
import { TensorFlowError, type Attrs } from '../engine/op-def.ts';
import { Tensor } from './graph.ts';
import { gradients } from './gradients.ts';
import { scalar } from './math.ts';
import { group, slot, type Variable } from './variables.ts';
import type { Context } from './context.ts';

const UPDATE: Attrs = Object.freeze({ use_locking: false, _class: 'input 0' });
const MOMENTUM: Attrs = Object.freeze({ ...UPDATE, use_nesterov: false });

export interface Optimizer {
  /** `optimizer.minimize(loss)`: returns the train op. */
  minimize(loss: Tensor, variables: readonly Variable[]): number;
  /** Slot variables made so far. */
  readonly slots: readonly Variable[];
}

abstract class Base implements Optimizer {
  readonly slots: Variable[] = [];
  constructor(protected readonly tf: Context, private readonly name: string) {}

  minimize(loss: Tensor, variables: readonly Variable[]): number {
    const { tf } = this;
    // TensorFlow takes the variables of the default graph: after a clear it has none, and those of the cleared graph are not seen.
    if (!variables.some((v) => v.ref.graph === tf.graph)) throw new TensorFlowError('ValueError', 'No variables to optimize.');
    const grads = gradients(tf, loss, variables.map((v) => v.ref), { gate_gradients: true }) as (Tensor | null)[];
    if (grads.every((g) => g === null)) throw new Error(`No gradients provided for any variable: [${variables.map((v) => v.opName).join(', ')}]`);
    return tf.as('update', () => {
      for (const v of variables) this.prepareSlot(v);
      return tf.within(this.name, (own) => {
        const constants = this.prepare();
        const updates = variables.flatMap((v, i) => (grads[i] ? [tf.within(`update_${v.opName}`, () => this.apply(v, grads[i]!, constants))] : []));
        return group(tf, updates, own);
      });
    });
  }

  protected prepareSlot(_variable: Variable): void { /* without slots: nothing */ }
  protected abstract prepare(): Tensor[];
  /** A hyperparameter: what is a tensor stays as it is. */
  protected hyper(value: number | Tensor, name: string): Tensor { return value instanceof Tensor ? value : this.tf.constant(scalar(value), name); }
  protected abstract apply(v: Variable, grad: Tensor, constants: Tensor[]): number;
}

/** `tf.train.GradientDescentOptimizer(learning_rate)` */
export class GradientDescentOptimizer extends Base {
  constructor(tf: Context, private readonly rate: number | Tensor) { super(tf, 'GradientDescent'); }
  protected override prepare(): Tensor[] { return [this.hyper(this.rate, 'learning_rate')]; }
  protected override apply(v: Variable, grad: Tensor, [rate]: Tensor[]): number {
    return this.tf.node('ApplyGradientDescent', [v.ref, rate, grad], UPDATE, 'ApplyGradientDescent');
  }
}

/** `tf.train.MomentumOptimizer(learning_rate, momentum)`: one slot a variable. */
export class MomentumOptimizer extends Base {
  private readonly byVariable = new Map<Variable, Variable>();
  constructor(tf: Context, private readonly rate: number | Tensor, private readonly momentum: number) { super(tf, 'Momentum'); }
  protected override prepareSlot(v: Variable): void {
    if (this.byVariable.has(v)) return;
    const made = slot(this.tf, v, 'Momentum');
    this.byVariable.set(v, made);
    this.slots.push(made);
  }
  protected override prepare(): Tensor[] {
    return [this.hyper(this.rate, 'learning_rate'), this.hyper(this.momentum, 'momentum')];
  }
  protected override apply(v: Variable, grad: Tensor, [rate, momentum]: Tensor[]): number {
    return this.tf.node('ApplyMomentum', [v.ref, this.byVariable.get(v)!.ref, rate, grad, momentum], MOMENTUM, 'ApplyMomentum');
  }
}
