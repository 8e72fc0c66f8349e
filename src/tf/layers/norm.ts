/** Batch normalisation with moving averages (keras/src/layers/normalization/batch_normalization.py, version 1 behaviour). */
import { tensor, type DType, type Shape } from '../../engine/dtype.ts';
import { num, nums, reshape, setShape } from '../array/parts.ts';
import { Tensor, type Context, type TensorLike } from '../context.ts';
import { cast } from '../math/elementwise.ts';
import { filled } from '../math/nodes.ts';
import { operator, reflected } from '../math/operators.ts';
import { batchNormalization, fusedBatchNorm, moments } from '../nn/norm.ts';
import { castTo } from '../math/nodes.ts';
import { Float } from '../values.ts';
import type { Variable } from '../state/variable.ts';
import { fail, given, InputSpec, Layer, showShape, type CallOptions, type LayerOptions } from './layer.ts';
import { smartCond, staticTruth } from './smart-cond.ts';

export interface NormOptions extends LayerOptions {
  readonly axis?: unknown; readonly momentum?: unknown; readonly epsilon?: unknown; readonly center?: unknown; readonly scale?: unknown; readonly beta_initializer?: unknown; readonly gamma_initializer?: unknown;
  readonly moving_mean_initializer?: unknown; readonly moving_variance_initializer?: unknown; readonly beta_regularizer?: unknown; readonly gamma_regularizer?: unknown; readonly beta_constraint?: unknown;
  readonly gamma_constraint?: unknown; readonly renorm?: unknown; readonly fused?: unknown; readonly virtual_batch_size?: unknown; readonly adjustment?: unknown;
}

/** A number that is a float to Python, whole or not. */
const floatOf = (v: number): TensorLike => (Number.isInteger(v) ? new Float(v) : v);

export class BatchNormalization extends Layer {
  readonly kind = 'batch_normalization';
  axis: number[];
  readonly momentum: number;
  readonly epsilon: number;
  gamma: Variable | null = null;
  beta: Variable | null = null;
  movingMean: Variable | null = null;
  movingVariance: Variable | null = null;
  private fused: boolean;
  private format = '';
  private parameters: number[] = [];

  constructor(tf: Context, private readonly o: NormOptions = {}) {
    super(tf, o);
    const axis = o.axis ?? -1;
    this.axis = nums(axis) ?? [num(axis) ?? fail('TypeError', `Expected an int or a list/tuple of ints for the argument 'axis', but received: ${String(axis)}`)];
    this.momentum = num(o.momentum ?? 0.99)!;
    this.epsilon = num(o.epsilon ?? 0.001)!;
    for (const name of ['renorm', 'virtual_batch_size', 'adjustment'] as const) {
      if (given(o[name]) && o[name] !== false) fail('NotImplementedError', `tf.layers.batch_normalization(${name}=…) is not supported by this playground.`);
    }
    this.fused = o.fused !== false;
    this.begin();
  }

  protected override build(shape: Shape | null): void {
    const { o } = this;
    if (!shape) return fail('ValueError', 'Input has undefined rank.');
    const rank = shape.length;
    this.axis = this.axis.map((a) => (a < 0 ? a + rank : a));
    if (this.axis.some((a) => a < 0 || a >= rank)) fail('ValueError', `Invalid value for \`axis\` argument. Expected 0 <= axis < inputs.rank (with inputs.rank=${rank}). Received: axis=(${this.axis.join(', ')})`);
    const allowed = this.axis.length === 1 && [1, 3, 4].includes(this.axis[0]) && this.dtype !== 'float64';
    this.fused = this.fused && (rank === 4 || rank === 5) && allowed;
    if (this.fused) {
      const [axis] = this.axis;
      const formats: Readonly<Record<string, string>> = { '1/4': 'NCHW', '1/5': 'NCDHW', '3/4': 'NHWC', '4/5': 'NDHWC' };
      const found = formats[`${axis}/${rank}`];
      if (found) this.format = found;
      else if (rank === 5) this.fused = false;
      else fail('ValueError', `Unsupported axis. The use of \`fused=True\` is only possible with \`axis=1\` or \`axis=3\` for 4D input tensors. Received: axis=(${axis},)`);
    }
    const dims = this.axis.map((a) => shape[a] ?? fail('ValueError', `Input has undefined \`axis\` dimension. Received input with shape ${showShape(shape)} and axis=(${this.axis.join(', ')})`));
    this.inputSpec = new InputSpec({ ndim: rank, axes: this.axis.map((a, i) => [a, dims[i]] as const) });
    this.parameters = this.axis.length === 1 ? dims : shape.map((_, i) => (this.axis.includes(i) ? dims[this.axis.indexOf(i)] : 1));
    const dtype = this.parameterDtype;
    const add = (name: string, initializer: unknown, more: { regularizer?: unknown; constraint?: unknown; trainable?: boolean } = {}): Variable => this.addWeight(name, this.parameters, { dtype, initializer, ...more });
    if (o.scale !== false) this.gamma = add('gamma', o.gamma_initializer ?? 'ones', { regularizer: o.gamma_regularizer, constraint: o.gamma_constraint });
    if (o.center !== false) this.beta = add('beta', o.beta_initializer ?? 'zeros', { regularizer: o.beta_regularizer, constraint: o.beta_constraint });
    // Moving averages are never partitioned.
    const partitioner = this.scope?.partitioner ?? null;
    if (this.scope) this.scope.partitioner = null;
    this.movingMean = add('moving_mean', o.moving_mean_initializer ?? 'zeros', { trainable: false });
    this.movingVariance = add('moving_variance', o.moving_variance_initializer ?? 'ones', { trainable: false });
    if (this.scope) this.scope.partitioner = partitioner;
  }

  private get parameterDtype(): DType { return this.dtype === 'float16' || this.dtype === 'bfloat16' ? 'float32' : (this.dtype ?? 'float32'); }

  protected override compute(inputs: Tensor, { training }: CallOptions): Tensor {
    const flag = training ?? false;
    return this.fused ? this.fusedNorm(inputs, flag) : this.plainNorm(inputs, flag);
  }

  private plainNorm(inputs: Tensor, training: unknown): Tensor {
    const { tf } = this;
    const half = inputs.dtype === 'float16' || inputs.dtype === 'bfloat16';
    const x = half ? castTo(tf, inputs, 'float32') : inputs;
    const shape = x.shape!;
    const n = shape.length;
    const axes = Array.from({ length: n }, (_, i) => i).filter((i) => !this.axis.includes(i));
    const trailing = axes.length === n - 1 && axes.every((a, i) => a === i);
    const broadcastShape = shape.map((_, i) => (i === this.axis[0] ? shape[i]! : 1));
    const spread = <T extends TensorLike>(v: T): T | Tensor => (given(v) && (v as unknown as Tensor).shape?.length !== n && !trailing ? reshape(tf, v, broadcastShape) : v);
    const [scale, offset] = [spread(this.gamma), spread(this.beta)];
    const known = staticTruth(training);
    let mean: TensorLike = this.movingMean;
    let variance: TensorLike = this.movingVariance;
    if (known !== false) {
      const found = moments(tf, cast(tf, x, this.parameterDtype), axes, { keepdims: this.axis.length > 1 });
      const newMean = smartCond(tf, training, () => found[0], () => tf.convert(this.movingMean));
      const newVariance = smartCond(tf, training, () => found[1], () => tf.convert(this.movingVariance));
      this.update(smartCond<Tensor | Variable>(tf, training, () => this.average(this.movingMean!, newMean, this.momentum), () => this.movingMean!));
      this.update(smartCond<Tensor | Variable>(tf, training, () => this.average(this.movingVariance!, newVariance, this.momentum), () => this.movingVariance!));
      mean = newMean;
      variance = newVariance;
    }
    const like = (v: TensorLike): TensorLike => (given(v) ? cast(tf, v, x.dtype) : v);
    const [m, v, b, g] = [like(mean), like(variance), like(offset), like(scale)];
    const y = batchNormalization(tf, x, spread(m), spread(v), b, g, this.epsilon);
    return setShape(half ? castTo(tf, y, inputs.dtype) : y, shape);
  }

  private fusedNorm(x: Tensor, training: unknown): Tensor {
    const { tf } = this;
    const of = (v: Variable | null, value: number): TensorLike => v ?? filled(tf, this.parameters, value, this.parameterDtype, 'Const');
    const beta = of(this.beta, 0);
    const gamma = of(this.gamma, 1);
    const norm = (is: boolean) => (): Tensor[] => fusedBatchNorm(tf, x, gamma, beta, { mean: this.movingMean, variance: this.movingVariance, epsilon: this.epsilon, is_training: is, data_format: this.format });
    const [y, mean, variance] = smartCond(tf, training, norm(true), norm(false));
    const known = staticTruth(training);
    if (known === false) return y;
    const number = (v: number): Tensor => tf.constant(tensor('float32', [], [v]));
    const momentum = known === null ? smartCond<TensorLike>(tf, training, () => floatOf(this.momentum), () => floatOf(1)) as Tensor : number(this.momentum);
    this.update(this.average(this.movingMean!, mean, momentum));
    this.update(this.average(this.movingVariance!, variance, momentum));
    return y;
  }

  private update(made: Tensor | Variable): void { this.addUpdate(made.op); }

  /** `_assign_moving_average`: the variable moves towards the value. */
  private average(v: Variable, value: Tensor, momentum: number | Tensor): Tensor {
    const { tf } = this;
    return tf.within('AssignMovingAvg', (own) => tf.graph.colocateWith([v.ref.id], () => {
      const raw = momentum instanceof Tensor ? reflected(tf, 'sub', momentum, 1) : tf.constant(tensor('float32', [], [1 - momentum]), 'decay');
      const decay = raw.dtype === v.dtype ? raw : castTo(tf, raw, v.dtype);
      const less = operator(tf, 'sub', tf.convert(v), cast(tf, value, v.dtype));
      return tf.gen('AssignSub', [v, operator(tf, 'mul', less, decay)], {}, own);
    }));
  }
}
