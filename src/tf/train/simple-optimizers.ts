/** Optimizers whose update is one op: descent, momentum, Adagrad and its kin, Adadelta, RMSProp, Ftrl, proximal ones (python/training/*.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import { ones } from '../array/fills.ts';
import type { Context, Tensor, TensorLike } from '../context.ts';
import { constant, identity } from '../core.ts';
import type { IndexedSlices } from '../gradients.ts';
import { reflected } from '../math/operators.ts';
import { scatter } from '../state/assign.ts';
import { Constant, Ones, plain } from '../state/initializers.ts';
import { Float, type Keywords } from '../values.ts';
import type { Variable } from '../variable.ts';
import type { DTypeObject } from '../dtypes.ts';
import { Optimizer, type Update } from './optimizer.ts';

interface Common { readonly use_locking?: boolean | null | undefined; readonly name?: string | null | undefined }
const positive = (value: unknown, what: string, least: boolean): void => {
  if (plain(value) < 0 || (!least && plain(value) === 0)) throw new TensorFlowError('ValueError', `${what} must be positive: ${plain(value)}`);
};
/** A float of a script, as a float. */
const real = (v: unknown, fallback: number): unknown => (v === undefined || v === null ? new Float(fallback) : v);

/** `tf.train.GradientDescentOptimizer` */
export class GradientDescentOptimizer extends Optimizer {
  private rate!: Tensor;
  constructor(tf: Context, private readonly learningRate: unknown, { use_locking, name }: Common = {}) { super(tf, name ?? 'GradientDescent', use_locking ?? false); }
  protected override prepare(): void { this.rate = this.hyper(this.learningRate, 'learning_rate'); }
  protected override dense(grad: Tensor, v: Variable): Update { return this.apply('ApplyGradientDescent', [v, this.as(this.rate, v), grad]); }
  protected override sparseWithDuplicates(grad: IndexedSlices, v: Variable): Update {
    return scatter(this.tf, 'ScatterSub', v, grad.indices, this.math('mul', grad.values, this.as(this.rate, v)), { use_locking: this.locking });
  }
}

/** `tf.train.MomentumOptimizer` */
export class MomentumOptimizer extends Optimizer {
  private rate!: Tensor;
  private momentum!: Tensor;
  private readonly nesterov: boolean;
  constructor(tf: Context, private readonly learningRate: unknown, private readonly momentumRate: unknown, { use_locking, name, use_nesterov }: Common & { use_nesterov?: boolean | null } = {}) {
    super(tf, name ?? 'Momentum', use_locking ?? false);
    this.nesterov = use_nesterov ?? false;
  }
  protected override createSlots(list: readonly Variable[]): void { for (const v of list) this.zerosSlot(v, 'momentum'); }
  protected override prepare(): void {
    this.rate = this.hyper(this.learningRate, 'learning_rate');
    this.momentum = this.hyper(this.momentumRate, 'momentum');
  }
  protected override dense(grad: Tensor, v: Variable): Update {
    return this.apply('ApplyMomentum', [v, this.slot(v, 'momentum'), this.as(this.rate, v), grad, this.as(this.momentum, v)], { use_nesterov: this.nesterov });
  }
  protected override sparse({ values, indices }: IndexedSlices, v: Variable): Update {
    return this.apply('SparseApplyMomentum', [v, this.slot(v, 'momentum'), this.as(this.rate, v), values, indices, this.as(this.momentum, v)], { use_nesterov: this.nesterov });
  }
}

/** `tf.train.AdagradOptimizer` */
export class AdagradOptimizer extends Optimizer {
  private rate!: Tensor;
  private readonly initial: unknown;
  constructor(tf: Context, private readonly learningRate: unknown, { initial_accumulator_value, use_locking, name }: Common & { initial_accumulator_value?: unknown } = {}) {
    super(tf, name ?? 'Adagrad', use_locking ?? false);
    this.initial = real(initial_accumulator_value, 0.1);
    positive(this.initial, 'initial_accumulator_value', false);
  }
  protected override createSlots(list: readonly Variable[]): void { for (const v of list) this.initializedSlot(v, new Constant(this.initial, v.dtype), 'accumulator'); }
  protected override prepare(): void { this.rate = this.hyper(this.learningRate, 'learning_rate'); }
  protected override dense(grad: Tensor, v: Variable): Update { return this.apply('ApplyAdagrad', [v, this.slot(v, 'accumulator'), this.as(this.rate, v), grad]); }
  protected override sparse({ values, indices }: IndexedSlices, v: Variable): Update {
    return this.apply('SparseApplyAdagrad', [v, this.slot(v, 'accumulator'), this.as(this.rate, v), values, indices]);
  }
}

/** `tf.train.AdagradDAOptimizer` */
export class AdagradDAOptimizer extends Optimizer {
  private rate!: Tensor;
  private step!: Tensor;
  private readonly initial: unknown;
  private readonly l1: unknown;
  private readonly l2: unknown;
  constructor(tf: Context, private readonly learningRate: unknown, private readonly globalStep: TensorLike, o: Common & { initial_gradient_squared_accumulator_value?: unknown; l1_regularization_strength?: unknown; l2_regularization_strength?: unknown } = {}) {
    super(tf, o.name ?? 'AdagradDA', o.use_locking ?? false);
    this.initial = real(o.initial_gradient_squared_accumulator_value, 0.1);
    this.l1 = real(o.l1_regularization_strength, 0);
    this.l2 = real(o.l2_regularization_strength, 0);
    positive(this.initial, 'initial_gradient_squared_accumulator_value', false);
  }
  protected override createSlots(list: readonly Variable[]): void {
    const { tf } = this;
    for (const v of list) {
      const full = (value: unknown): Tensor => constant(tf, value, { shape: v.shape, dtype: v.dtype });
      const [sum, squares] = v.graph.colocateWith([v.ref.id], () => [full(new Float(0)), full(this.initial)] as const);
      this.valueSlot(v, sum, 'gradient_accumulator');
      this.valueSlot(v, squares, 'gradient_squared_accumulator');
    }
  }
  protected override prepare(): void {
    const { tf } = this;
    this.rate = this.hyper(this.learningRate, 'learning_rate');
    this.step = tf.graph.colocateWith([this.rate.id], () => this.math('add', identity(tf, this.globalStep), 1));
  }
  private inputs(v: Variable): Tensor[] {
    const { devices } = v.graph;
    if (v.device) devices.push(v.device);
    const step = identity(this.tf, this.step);
    if (v.device) devices.pop();
    return [this.as(this.rate, v), this.as(this.l1, v), this.as(this.l2, v), step];
  }
  private refs(v: Variable): Variable[] { return [v, this.slot(v, 'gradient_accumulator'), this.slot(v, 'gradient_squared_accumulator')]; }
  protected override dense(grad: Tensor, v: Variable): Update { return this.apply('ApplyAdagradDA', [...this.refs(v), grad, ...this.inputs(v)]); }
  protected override sparse({ values, indices }: IndexedSlices, v: Variable): Update { return this.apply('SparseApplyAdagradDA', [...this.refs(v), values, indices, ...this.inputs(v)]); }
}

/** `tf.train.AdadeltaOptimizer` */
export class AdadeltaOptimizer extends Optimizer {
  private hypers: readonly Tensor[] = [];
  private readonly rates: readonly (readonly [string, unknown])[];
  constructor(tf: Context, { learning_rate, rho, epsilon, use_locking, name }: Common & { learning_rate?: unknown; rho?: unknown; epsilon?: unknown } = {}) {
    super(tf, name ?? 'Adadelta', use_locking ?? false);
    this.rates = [['lr', real(learning_rate, 0.001)], ['rho', real(rho, 0.95)], ['epsilon', real(epsilon, 1e-8)]];
  }
  protected override createSlots(list: readonly Variable[]): void { for (const v of list) { this.zerosSlot(v, 'accum'); this.zerosSlot(v, 'accum_update'); } }
  protected override prepare(): void { this.hypers = this.rates.map(([name, value]) => this.hyper(value, name)); }
  private refs(v: Variable): Variable[] { return [v, this.slot(v, 'accum'), this.slot(v, 'accum_update')]; }
  protected override dense(grad: Tensor, v: Variable): Update { return this.apply('ApplyAdadelta', [...this.refs(v), ...this.hypers.map((h) => this.as(h, v)), grad]); }
  protected override sparse({ values, indices }: IndexedSlices, v: Variable): Update { return this.apply('SparseApplyAdadelta', [...this.refs(v), ...this.hypers.map((h) => this.as(h, v)), values, indices]); }
}

/** `tf.train.RMSPropOptimizer` */
export class RMSPropOptimizer extends Optimizer {
  private hypers: readonly Tensor[] = [];
  private readonly rates: readonly (readonly [string, unknown])[];
  private readonly centered: boolean;
  constructor(tf: Context, learningRate: unknown, { decay, momentum, epsilon, use_locking, centered, name }: Common & { decay?: unknown; momentum?: unknown; epsilon?: unknown; centered?: boolean | null } = {}) {
    super(tf, name ?? 'RMSProp', use_locking ?? false);
    this.rates = [['learning_rate', learningRate], ['decay', real(decay, 0.9)], ['momentum', real(momentum, 0)], ['epsilon', real(epsilon, 1e-10)]];
    this.centered = centered ?? false;
  }
  protected override createSlots(list: readonly Variable[]): void {
    for (const v of list) {
      this.initializedSlot(v, new Ones(v.dtype), 'rms');
      if (this.centered) this.zerosSlot(v, 'mg');
      this.zerosSlot(v, 'momentum');
    }
  }
  protected override prepare(): void { this.hypers = this.rates.map(([name, value]) => this.hyper(value, name)); }
  private parts(v: Variable): TensorLike[] {
    return [v, ...(this.centered ? [this.slot(v, 'mg')] : []), this.slot(v, 'rms'), this.slot(v, 'momentum'), ...this.hypers.map((h) => this.as(h, v))];
  }
  private get type(): string { return this.centered ? 'ApplyCenteredRMSProp' : 'ApplyRMSProp'; }
  protected override dense(grad: Tensor, v: Variable): Update { return this.apply(this.type, [...this.parts(v), grad]); }
  protected override sparse({ values, indices }: IndexedSlices, v: Variable): Update { return this.apply(`Sparse${this.type}`, [...this.parts(v), values, indices]); }
}

interface FtrlOptions extends Common {
  readonly learning_rate_power?: unknown; readonly initial_accumulator_value?: unknown; readonly l1_regularization_strength?: unknown; readonly l2_regularization_strength?: unknown;
  readonly accum_name?: string | null; readonly linear_name?: string | null; readonly l2_shrinkage_regularization_strength?: unknown; readonly beta?: unknown;
}

/** `tf.train.FtrlOptimizer` */
export class FtrlOptimizer extends Optimizer {
  private hypers: readonly Tensor[] = [];
  private readonly o: FtrlOptions;
  constructor(tf: Context, private readonly learningRate: unknown, o: FtrlOptions = {}) {
    super(tf, o.name ?? 'Ftrl', o.use_locking ?? false);
    this.o = {
      ...o, learning_rate_power: real(o.learning_rate_power, -0.5), initial_accumulator_value: real(o.initial_accumulator_value, 0.1), l1_regularization_strength: real(o.l1_regularization_strength, 0),
      l2_regularization_strength: real(o.l2_regularization_strength, 0), l2_shrinkage_regularization_strength: real(o.l2_shrinkage_regularization_strength, 0), beta: real(o.beta, 0),
    };
    const six = (v: unknown): string => plain(v).toFixed(6);
    const check = (key: keyof FtrlOptions, least: boolean): void => {
      const v = this.o[key];
      if (least ? plain(v) < 0 : plain(v) > 0) throw new TensorFlowError('ValueError', `${key} ${six(v)} needs to be ${least ? 'positive' : 'negative'} or zero`);
    };
    check('initial_accumulator_value', true);
    check('learning_rate_power', false);
    for (const key of ['l1_regularization_strength', 'l2_regularization_strength', 'l2_shrinkage_regularization_strength'] as const) check(key, true);
  }
  private get shrinks(): boolean { return plain(this.o.l2_shrinkage_regularization_strength) > 0; }
  protected override createSlots(list: readonly Variable[]): void {
    const { tf, o } = this;
    const accumulator = (shape: readonly number[], named: Keywords): Tensor => this.math('mul', ones(tf, shape, { dtype: (named.items.get('dtype') as DTypeObject).base }), o.initial_accumulator_value);
    for (const v of list) {
      this.initializedSlot(v, accumulator, 'accum', o.accum_name || this.name);
      this.zerosSlot(v, 'linear', o.linear_name || this.name);
    }
  }
  protected override prepare(): void {
    const { tf, o } = this;
    const rate = this.hyper(this.learningRate, 'learning_rate');
    const l1 = this.hyper(o.l1_regularization_strength, 'l1_regularization_strength');
    const least = tf.gen('Maximum', [this.learningRate, 1e-36]);
    const l2 = reflected(tf, 'add', reflected(tf, 'truediv', reflected(tf, 'mul', least, new Float(2)), o.beta), o.l2_regularization_strength);
    this.hyper(o.beta, 'beta');
    const shrinkage = this.hyper(o.l2_shrinkage_regularization_strength, 'l2_shrinkage_regularization_strength');
    const power = this.hyper(o.learning_rate_power, 'learning_rate_power');
    this.hypers = this.shrinks ? [rate, l1, l2, shrinkage, power] : [rate, l1, l2, power];
  }
  private refs(v: Variable): Variable[] { return [v, this.slot(v, 'accum'), this.slot(v, 'linear')]; }
  private get type(): string { return this.shrinks ? 'ApplyFtrlV2' : 'ApplyFtrl'; }
  protected override dense(grad: Tensor, v: Variable): Update { return this.apply(this.type, [...this.refs(v), grad, ...this.hypers.map((h) => this.as(h, v))]); }
  protected override sparse({ values, indices }: IndexedSlices, v: Variable): Update {
    return this.apply(`Sparse${this.type}`, [...this.refs(v), values, indices, ...this.hypers.map((h) => this.as(h, v))]);
  }
}

interface ProximalOptions extends Common { readonly l1_regularization_strength?: unknown; readonly l2_regularization_strength?: unknown; readonly initial_accumulator_value?: unknown }

/** `tf.train.ProximalGradientDescentOptimizer` */
export class ProximalGradientDescentOptimizer extends Optimizer {
  protected hypers: readonly Tensor[] = [];
  private readonly rates: readonly (readonly [string, unknown])[];
  constructor(tf: Context, learningRate: unknown, o: ProximalOptions = {}, fallback = 'ProximalGradientDescent') {
    super(tf, o.name ?? fallback, o.use_locking ?? false);
    this.rates = [['learning_rate', learningRate], ['l1_regularization_strength', real(o.l1_regularization_strength, 0)], ['l2_regularization_strength', real(o.l2_regularization_strength, 0)]];
  }
  protected override prepare(): void { this.hypers = this.rates.map(([name, value]) => this.tf.convert(value, { name })); }
  protected override dense(grad: Tensor, v: Variable): Update { return this.apply('ApplyProximalGradientDescent', [v, ...this.hypers, grad]); }
  protected override sparse({ values, indices }: IndexedSlices, v: Variable): Update { return this.apply('SparseApplyProximalGradientDescent', [v, ...this.hypers, values, indices]); }
}

/** `tf.train.ProximalAdagradOptimizer` */
export class ProximalAdagradOptimizer extends ProximalGradientDescentOptimizer {
  private readonly initial: unknown;
  constructor(tf: Context, learningRate: unknown, o: ProximalOptions = {}) {
    super(tf, learningRate, o, 'ProximalAdagrad');
    this.initial = real(o.initial_accumulator_value, 0.1);
    positive(this.initial, 'initial_accumulator_value', false);
  }
  protected override createSlots(list: readonly Variable[]): void {
    for (const v of list) this.valueSlot(v, v.graph.colocateWith([v.ref.id], () => constant(this.tf, this.initial, { shape: v.shape, dtype: v.dtype })), 'accumulator');
  }
  protected override dense(grad: Tensor, v: Variable): Update { return this.apply('ApplyProximalAdagrad', [v, this.slot(v, 'accumulator'), ...this.hypers, grad]); }
  protected override sparse({ values, indices }: IndexedSlices, v: Variable): Update { return this.apply('SparseApplyProximalAdagrad', [v, this.slot(v, 'accumulator'), ...this.hypers, values, indices]); }
}
