/** `tf.train.AdamOptimizer` (python/training/adam.py): two slots a variable, and the powers of the betas beside the first variable. */
import type { Context, Operation, Tensor } from '../context.ts';
import { group } from '../core.ts';
import type { IndexedSlices } from '../gradients.ts';
import { reflected } from '../math/operators.ts';
import { assign, assignSub, scatter } from '../state/assign.ts';
import type { Variable } from '../variable.ts';
import { Optimizer, type Update } from './optimizer.ts';

interface AdamOptions {
  readonly learning_rate?: unknown; readonly beta1?: unknown; readonly beta2?: unknown; readonly epsilon?: unknown; readonly use_locking?: boolean | null | undefined; readonly name?: string | null | undefined;
}

export class AdamOptimizer extends Optimizer {
  private rate!: Tensor;
  private beta1!: Tensor;
  private beta2!: Tensor;
  private epsilon!: Tensor;
  private readonly o: AdamOptions;
  constructor(tf: Context, { learning_rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, use_locking, name }: AdamOptions = {}) {
    super(tf, name ?? 'Adam', use_locking ?? false);
    this.o = { learning_rate, beta1, beta2, epsilon };
  }

  protected override createSlots(list: readonly Variable[]): void {
    const first = list.reduce((a, b) => (b.name < a.name ? b : a));
    this.ownVariable(this.o.beta1, 'beta1_power', first);
    this.ownVariable(this.o.beta2, 'beta2_power', first);
    for (const v of list) { this.zerosSlot(v, 'm'); this.zerosSlot(v, 'v'); }
  }

  protected override prepare(): void {
    this.rate = this.hyper(this.o.learning_rate, 'learning_rate');
    this.beta1 = this.hyper(this.o.beta1, 'beta1');
    this.beta2 = this.hyper(this.o.beta2, 'beta2');
    this.epsilon = this.hyper(this.o.epsilon, 'epsilon');
  }

  private get powers(): [Variable, Variable] { return [this.own('beta1_power'), this.own('beta2_power')]; }

  protected override dense(grad: Tensor, v: Variable): Update {
    const scalars = [...this.powers, this.rate, this.beta1, this.beta2, this.epsilon].map((x) => this.as(x, v));
    return this.apply('ApplyAdam', [v, this.slot(v, 'm'), this.slot(v, 'v'), ...scalars, grad]);
  }

  /** Decays the whole slots and adds to some rows; all of the variable moves. */
  protected override sparse({ values, indices }: IndexedSlices, w: Variable): Update {
    const { tf } = this;
    const locked = { use_locking: this.locking };
    const less = (x: Tensor): Tensor => reflected(tf, 'sub', x, 1);
    const [power1, power2, rate, beta1, beta2, epsilon] = [...this.powers, this.rate, this.beta1, this.beta2, this.epsilon].map((x) => this.as(x, w)) as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    const root = (x: Tensor): Tensor => tf.gen('Sqrt', [x]);
    const lr = this.math('truediv', this.math('mul', rate, root(less(power2))), less(power1));
    const slot = (name: string, scaled: Tensor, beta: Tensor): Tensor => {
      const s = this.slot(w, name);
      const decayed = assign(tf, s, this.math('mul', s, beta), locked);
      return tf.after([decayed.id], () => scatter(tf, 'ScatterAdd', s, indices, scaled, locked));
    };
    const m = slot('m', this.math('mul', values, less(beta1)), beta1);
    const v = slot('v', this.math('mul', this.math('mul', values, values), less(beta2)), beta2);
    const rooted = root(v);
    const update = assignSub(tf, w, this.math('truediv', this.math('mul', lr, m), this.math('add', rooted, epsilon)), locked);
    return group(tf, [update, m, v]);
  }

  protected override finish(updates: readonly Update[], name: string): Operation {
    const { tf } = this;
    const [power1, power2] = this.powers;
    const decayed = tf.after(updates.map((u) => u.id), () => power1.graph.colocateWith([power1.ref.id], () =>
      [[power1, this.beta1], [power2, this.beta2]].map(([p, beta]) => assign(tf, p, this.math('mul', p, beta), { use_locking: this.locking }))));
    return group(tf, [...updates, ...decayed], { name });
  }
}
