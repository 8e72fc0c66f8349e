/** `BasicRNNCell`, `GRUCell`, `BasicLSTMCell` and `LSTMCell` (keras legacy_cells.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import { concat, num } from '../array/parts.ts';
import { split } from '../array/joins.ts';
import { NONE, Tensor, type Context, type TensorLike } from '../context.ts';
import { constant } from '../core.ts';
import { add as addFunction, sigmoid, tanh } from '../math/elementwise.ts';
import { matmul } from '../math/matmul.ts';
import { operator, reflected } from '../math/operators.ts';
import { biasAdd } from '../nn/activations.ts';
import { Constant, Zeros } from '../state/initializers.ts';
import { fixedSizePartitioner } from '../state/partitioned.ts';
import { Float } from '../values.ts';
import type { Variable } from '../variable.ts';
import { checkFloating, LayerRNNCell, type CellOptions, type StepResult } from './cell.ts';
import { lstmState, type Size, type State } from './sizes.ts';

type Activation = (x: Tensor) => Tensor;
const BY_NAME: Readonly<Record<string, string>> = { tanh: 'Tanh', relu: 'Relu', sigmoid: 'Sigmoid', elu: 'Elu', selu: 'Selu', softplus: 'Softplus', softsign: 'Softsign' };

/** An activation by name or function; tanh where none is given. */
function activationOf(tf: Context, given: unknown): Activation {
  if (given === null || given === undefined || given === '') return (x) => tanh(tf, x);
  if (typeof given === 'function') return given as Activation;
  if (given === 'linear') return (x) => x;
  const type = BY_NAME[String(given)];
  if (!type) throw new TensorFlowError('ValueError', `Unknown activation function: '${String(given)}'. Please ensure you are using a \`keras.utils.custom_object_scope\` and that this object is included in the scope.`);
  return (x) => tf.gen(type, [x]);
}

const mul = (tf: Context, a: TensorLike, b: TensorLike): Tensor => operator(tf, 'mul', a, b);
const plus = (tf: Context, a: TensorLike, b: TensorLike): Tensor => operator(tf, 'add', a, b);
const int = (v: unknown): number => num(v) ?? Number(v);
const zerosFor = (cell: { dtype: Zeros['dtype'] | null }): Zeros => new Zeros(cell.dtype ?? 'float32');

export interface BasicOptions extends CellOptions { readonly activation?: unknown }

export class BasicRNNCell extends LayerRNNCell {
  private readonly units: number;
  private readonly activation: Activation;
  private kernel!: Variable;
  private bias!: Variable;

  constructor(tf: Context, units: unknown, o: BasicOptions = {}, className = 'BasicRNNCell') {
    super(tf, o, className);
    this.units = int(units);
    this.activation = activationOf(tf, o.activation);
  }

  protected override sizeOfState(): Size { return this.units; }
  protected override sizeOfOutput(): Size { return this.units; }

  override buildWeights(shape: unknown): void {
    this.kernel = this.addWeight('kernel', [this.depth(shape) + this.units, this.units]);
    this.bias = this.addWeight('bias', [this.units], { initializer: zerosFor(this) });
  }

  override step(inputs: unknown, state: State): StepResult {
    const { tf } = this;
    checkFloating([inputs, state]);
    const gates = biasAdd(tf, matmul(tf, concat(tf, [inputs, state], 1), this.kernel), this.bias);
    const output = this.activation(gates);
    return [output, output];
  }
}

export interface GRUOptions extends BasicOptions { readonly kernel_initializer?: unknown; readonly bias_initializer?: unknown }

export class GRUCell extends LayerRNNCell {
  private readonly units: number;
  private readonly activation: Activation;
  private gateKernel!: Variable;
  private gateBias!: Variable;
  private candidateKernel!: Variable;
  private candidateBias!: Variable;

  constructor(tf: Context, units: unknown, private readonly o: GRUOptions = {}, className = 'GRUCell') {
    super(tf, o, className);
    this.units = int(units);
    this.activation = activationOf(tf, o.activation);
  }

  protected override sizeOfState(): Size { return this.units; }
  protected override sizeOfOutput(): Size { return this.units; }

  override buildWeights(shape: unknown): void {
    const { units, o } = this;
    const depth = this.depth(shape) + units;
    const kernel = { initializer: o.kernel_initializer };
    this.gateKernel = this.addWeight('gates/kernel', [depth, 2 * units], kernel);
    this.gateBias = this.addWeight('gates/bias', [2 * units], { initializer: o.bias_initializer ?? new Constant(new Float(1), this.dtype ?? 'float32') });
    this.candidateKernel = this.addWeight('candidate/kernel', [depth, units], kernel);
    this.candidateBias = this.addWeight('candidate/bias', [units], { initializer: o.bias_initializer ?? zerosFor(this) });
  }

  override step(inputs: unknown, state: State): StepResult {
    const { tf } = this;
    checkFloating([inputs, state]);
    const gates = biasAdd(tf, matmul(tf, concat(tf, [inputs, state], 1), this.gateKernel), this.gateBias);
    const [r, u] = split(tf, sigmoid(tf, gates), 2, { axis: 1 });
    const kept = mul(tf, r, state);
    const candidate = biasAdd(tf, matmul(tf, concat(tf, [inputs, kept], 1), this.candidateKernel), this.candidateBias);
    const c = this.activation(candidate);
    const old = mul(tf, u, state);
    const h = plus(tf, old, mul(tf, reflected(tf, 'sub', u, 1), c));
    return [h, h];
  }
}

export interface BasicLSTMOptions extends BasicOptions { readonly forget_bias?: unknown; readonly state_is_tuple?: unknown }

export class BasicLSTMCell extends LayerRNNCell {
  private readonly units: number;
  private readonly activation: Activation;
  private readonly tuple: boolean;
  private kernel!: Variable;
  private bias!: Variable;

  constructor(tf: Context, units: unknown, private readonly o: BasicLSTMOptions = {}, className = 'BasicLSTMCell') {
    super(tf, o, className);
    this.units = int(units);
    this.tuple = o.state_is_tuple !== false;
    this.activation = activationOf(tf, o.activation);
  }

  protected override sizeOfState(): Size { return this.tuple ? lstmState(this.units, this.units) : 2 * this.units; }
  protected override sizeOfOutput(): Size { return this.units; }

  override buildWeights(shape: unknown): void {
    this.kernel = this.addWeight('kernel', [this.depth(shape) + this.units, 4 * this.units]);
    this.bias = this.addWeight('bias', [4 * this.units], { initializer: zerosFor(this) });
  }

  override step(inputs: unknown, state: State): StepResult {
    const { tf } = this;
    checkFloating([inputs, state]);
    const one = tf.constant({ dtype: 'int32', shape: [], data: Int32Array.of(1) });
    const [c, h] = this.tuple ? pair(state) : split(tf, state, 2, { axis: one });
    const gates = biasAdd(tf, matmul(tf, concat(tf, [inputs, h], 1), this.kernel), this.bias);
    const [i, j, f, o] = split(tf, gates, 4, { axis: one });
    const forget = constant(tf, this.o.forget_bias ?? new Float(1), { dtype: f.dtype });
    const product = (a: TensorLike, b: TensorLike): Tensor => tf.gen('Mul', [a, b]);
    const kept = product(c, sigmoid(tf, addFunction(tf, f, forget)));
    const newC = addFunction(tf, kept, product(sigmoid(tf, i), this.activation(j)));
    const newH = product(this.activation(newC), sigmoid(tf, o));
    return [newH, this.tuple ? lstmState(newC, newH) : concat(tf, [newC, newH], 1)];
  }
}

function pair(state: State): [TensorLike, TensorLike] {
  const parts = Array.isArray(state) ? Array.from(state as unknown[]) : [];
  if (parts.length !== 2) throw new TensorFlowError('TypeError', `cannot unpack the state ${String(state)} into c and h`);
  return parts as [TensorLike, TensorLike];
}

export interface LSTMOptions extends BasicLSTMOptions {
  readonly use_peepholes?: unknown;
  readonly cell_clip?: unknown;
  readonly initializer?: unknown;
  readonly num_proj?: unknown;
  readonly proj_clip?: unknown;
  readonly num_unit_shards?: unknown;
  readonly num_proj_shards?: unknown;
}
const given = (v: unknown): boolean => v !== null && v !== undefined;

export class LSTMCell extends LayerRNNCell {
  private readonly units: number;
  private readonly projection: number | null;
  private readonly activation: Activation;
  private readonly tuple: boolean;
  private readonly peepholes: boolean;
  private kernel!: Variable;
  private bias!: Variable;
  private readonly diagonals: Variable[] = [];
  private projected!: Variable;

  constructor(tf: Context, units: unknown, private readonly o: LSTMOptions = {}, className = 'LSTMCell') {
    super(tf, o, className);
    this.units = int(units);
    this.projection = given(o.num_proj) ? int(o.num_proj) : null;
    this.tuple = o.state_is_tuple !== false;
    this.peepholes = o.use_peepholes === true;
    this.activation = activationOf(tf, o.activation);
  }

  protected override sizeOfState(): Size {
    const out = this.projection ?? this.units;
    return this.tuple ? lstmState(this.units, out) : this.units + out;
  }
  protected override sizeOfOutput(): Size { return this.projection ?? this.units; }

  override buildWeights(shape: unknown): void {
    const { units, o, tf } = this;
    const own = { initializer: o.initializer };
    const parts = (shards: unknown): { partitioner?: unknown } => (given(shards) ? { partitioner: fixedSizePartitioner(tf, int(shards)) } : {});
    this.kernel = this.addWeight('kernel', [this.depth(shape) + (this.projection ?? units), 4 * units], { ...own, ...parts(o.num_unit_shards) });
    this.bias = this.addWeight('bias', [4 * units], { initializer: zerosFor(this) });
    if (this.peepholes) for (const name of ['w_f_diag', 'w_i_diag', 'w_o_diag']) this.diagonals.push(this.addWeight(name, [units], own));
    if (this.projection !== null) this.projected = this.addWeight('projection/kernel', [units, this.projection], { ...own, ...parts(o.num_proj_shards) });
  }

  override step(inputs: unknown, state: State): StepResult {
    const { tf, units, o } = this;
    checkFloating([inputs, state]);
    const slice = (from: number, size: number): Tensor => tf.gen('Slice', [state, [0, from], [-1, size]], NONE);
    const [before, m0] = this.tuple ? pair(state) : [slice(0, units), slice(units, this.projection ?? units)];
    if (((inputs as Tensor).shape)?.[1] === null) throw new TensorFlowError('ValueError', `Could not infer input size from inputs.get_shape()[-1].Received input shape: ${String(inputs)}`);
    const gates = biasAdd(tf, matmul(tf, concat(tf, [inputs, m0], 1), this.kernel), this.bias);
    const [i, j, f, out] = split(tf, gates, 4, { axis: 1 });
    const [wf, wi, wo] = this.diagonals;
    const forget = o.forget_bias ?? new Float(1);
    let c: Tensor;
    if (this.peepholes) {
      const kept = mul(tf, sigmoid(tf, plus(tf, plus(tf, f, forget), mul(tf, wf, before))), before);
      const entry = sigmoid(tf, plus(tf, i, mul(tf, wi, before)));
      c = plus(tf, kept, mul(tf, entry, this.activation(j)));
    } else {
      const kept = mul(tf, sigmoid(tf, plus(tf, f, forget)), before);
      const entry = sigmoid(tf, i);
      c = plus(tf, kept, mul(tf, entry, this.activation(j)));
    }
    if (given(o.cell_clip)) c = clip(tf, c, o.cell_clip);
    let m: Tensor;
    if (this.peepholes) {
      const gate = sigmoid(tf, plus(tf, out, mul(tf, wo, c)));
      m = mul(tf, gate, this.activation(c));
    } else {
      const gate = sigmoid(tf, out);
      m = mul(tf, gate, this.activation(c));
    }
    if (this.projection !== null) {
      m = matmul(tf, m, this.projected);
      if (given(o.proj_clip)) m = clip(tf, m, o.proj_clip);
    }
    return [m, this.tuple ? lstmState(c, m) : concat(tf, [c, m], 1)];
  }
}

/** `tf.clip_by_value(t, -limit, limit)` */
function clip(tf: Context, t: Tensor, limit: unknown): Tensor {
  const negative = limit instanceof Tensor ? tf.gen('Neg', [limit]) : new Float(-(num(limit) ?? 0));
  return tf.within('clip_by_value', (own) => {
    const below = tf.gen('Minimum', [t, limit]);
    return tf.gen('Maximum', [below, negative], NONE, own);
  });
}
