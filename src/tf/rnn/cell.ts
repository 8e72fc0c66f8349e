/**
 * `tf.nn.rnn_cell.RNNCell`: one step of a recurrence, a layer whose variables are made at its first call (keras legacy_cells.py, and the
 * part of legacy_tf_layers/base.py that cells need). Scripts may derive from it: what they define is called through `overrides`.
 */
import type { DType, Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { itemAt, shape as shapeOf } from '../array/parts.ts';
import { constantValue } from '../constant-value.ts';
import { Tensor, type Context } from '../context.ts';
import { asDType, asDTypeOrNull } from '../dtypes.ts';
import * as nest from '../nest.ts';
import type { Scope } from '../scope.ts';
import { TensorShape } from '../shape.ts';
import { Getter, getVariable } from '../state/get-variable.ts';
import { getVariableScope, variableScope, type VariableScope } from '../state/variable-scope.ts';
import { Keywords } from '../values.ts';
import type { Variable } from '../variable.ts';
import { zeroStates, type Size, type State } from './sizes.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

export interface CellOptions { readonly reuse?: unknown; readonly name?: unknown; readonly dtype?: unknown; readonly trainable?: unknown }
export interface WeightOptions { readonly initializer?: unknown; readonly partitioner?: unknown; readonly dtype?: unknown; readonly trainable?: boolean | null | undefined; readonly regularizer?: unknown; readonly constraint?: unknown }
type Method = (...args: unknown[]) => unknown;
export type StepResult = [output: unknown, state: State];

/** `BasicLSTMCell` → `basic_lstm_cell` */
const snakeCase = (name: string): string => {
  const out = name.replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2').replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return out.startsWith('_') ? `private${out}` : out;
};

const counts = new WeakMap<object, Map<string, number>>();
/** `backend.unique_object_name`: `lstm_cell`, `lstm_cell_1`, … in one graph. */
function uniqueName(graph: object, base: string): string {
  let mine = counts.get(graph);
  if (!mine) counts.set(graph, (mine = new Map()));
  const n = mine.get(base) ?? 0;
  mine.set(base, n + 1);
  return n === 0 ? base : `${base}_${n}`;
}

export class RNNCell {
  /** What a script's subclass defines, by Python's names. */
  readonly overrides = new Map<string, Method>();
  /** Name of the class, which names scopes. */
  className: string;
  dtype: DType | null;
  built = false;
  readonly trainable: boolean;
  readonly reuse: boolean | null;
  protected readonly trainables: Variable[] = [];
  protected readonly others: Variable[] = [];
  private given: string | null;
  private own: string | null = null;
  private scope: VariableScope | null = null;
  private current: VariableScope | null = null;
  private again: Scope | null = null;
  private around: Scope | null = null;

  constructor(readonly tf: Context, { reuse, name, dtype, trainable }: CellOptions = {}, className = 'RNNCell') {
    this.className = className;
    this.dtype = asDTypeOrNull(dtype);
    this.reuse = (reuse as boolean | null | undefined) ?? null;
    this.given = (name as string | null | undefined) ?? null;
    this.trainable = trainable !== false;
    if (this.dtype && !/^(b?float|complex)/.test(this.dtype)) fail('ValueError', `RNN cell only supports floating point inputs, but received dtype: <dtype: '${this.dtype}'>`);
  }

  get name(): string { return (this.own ??= this.given ?? uniqueName(this.tf.graph, snakeCase(this.className))); }
  private get baseName(): string { return this.given ?? snakeCase(this.className); }
  get scopeName(): string { return this.scope?.name ?? fail('ValueError', `No name available for layer scope because the layer "${this.name}" has not been used yet. The scope name is determined the first time the layer instance is called. You must therefore call the layer before querying \`scope_name\`.`); }

  // --- what cells define -----------------------------------------------------------------------------------------------

  /** Rank that inputs must have; null: any. */
  protected readonly inputRank: number | null = null;
  protected sizeOfState(): Size { return fail('NotImplementedError', 'Abstract method'); }
  protected sizeOfOutput(): Size { return fail('NotImplementedError', 'Abstract method'); }
  /** Makes the variables for inputs of this shape. */
  // eslint-disable-next-line no-unused-vars -- a cell's own takes it
  buildWeights(_: unknown): void { /* none */ }
  // eslint-disable-next-line no-unused-vars
  step(_: unknown, __: State): StepResult { return fail('NotImplementedError', 'When subclassing the `Layer` class, you should implement a `call` method.'); }

  private override<T>(name: string, own: () => T, ...args: unknown[]): T {
    const found = this.overrides.get(name);
    return found ? (found(...args) as T) : own();
  }

  get stateSize(): Size { return this.override('state_size', () => this.sizeOfState()); }
  get outputSize(): Size { return this.override('output_size', () => this.sizeOfOutput()); }
  get trainableWeights(): readonly unknown[] { return this.trainable ? this.trainables : []; }
  get nonTrainableWeights(): readonly unknown[] { return this.trainable ? this.others : [...this.trainables, ...this.others]; }
  get weights(): unknown[] { return [...this.trainableWeights, ...this.nonTrainableWeights]; }

  // --- states ----------------------------------------------------------------------------------------------------------

  zeroState(rows: unknown, dtype: unknown): State { return this.override('zero_state', () => this.makeZeroState(rows, dtype), rows, dtype); }

  makeZeroState(rows: unknown, dtype: unknown): State {
    return this.tf.within(`${this.className}ZeroState`, () => zeroStates(this.tf, this.stateSize, rows, asDType(dtype)));
  }

  initialState(inputs: unknown, rows: unknown, dtype: unknown): State {
    return this.override('get_initial_state', () => this.makeInitialState(inputs, rows, dtype), inputs, rows, dtype);
  }

  makeInitialState(inputs: unknown, rows: unknown, dtype: unknown): State {
    const { tf } = this;
    let [size, type] = [rows ?? null, asDTypeOrNull(dtype)];
    if (inputs !== null && inputs !== undefined) {
      const t = tf.convert(inputs, { name: 'inputs' });
      const first = t.shape?.[0] ?? null;
      if (size !== null) {
        const known = size instanceof Tensor ? ((constantValue(size)?.data[0] as number | undefined) ?? null) : (size as number);
        if (first !== known) fail('ValueError', `batch size from input tensor is different from the input param. Input tensor batch: ${first}, batch_size: ${String(size)}`);
      }
      if (type !== null && t.dtype !== type) fail('ValueError', `dtype from input tensor is different from the input param. Input tensor dtype: ${t.dtype}, dtype: ${type}`);
      size = first || itemAt(tf, shapeOf(tf, t), 0);
      type = t.dtype;
    }
    if (size === null || type === null) fail('ValueError', `batch_size and dtype cannot be None while constructing initial state: batch_size=${String(size)}, dtype=${String(type)}`);
    return this.zeroState(size, type);
  }

  // --- calling ---------------------------------------------------------------------------------------------------------

  /** `cell(inputs, state, scope)` */
  call(inputs: unknown, state: State, scope: unknown = null): StepResult {
    const found = this.overrides.get('__call__');
    const result = found ? (scope === null ? found(inputs, state) : found(inputs, state, scope)) : this.invoke(inputs, state, scope);
    if (!Array.isArray(result) || result.length !== 2) return fail('ValueError', `A cell must return a pair of its output and its state, not ${nest.show(result)}`);
    return [result[0], result[1]];
  }

  /** A cell that is no plain layer: variables that it asks for by name become its own. */
  invoke(inputs: unknown, state: State, scope: unknown): StepResult {
    const { tf } = this;
    const options = { custom_getter: (...args: unknown[]) => this.caught(args) };
    const around = scope === null || scope === undefined ? (this.around ??= variableScope(tf, getVariableScope(tf), options)) : variableScope(tf, scope, options);
    const entered = around.enter();
    try { return this.callLayer(inputs, state, scope === null || scope === undefined ? null : entered); } finally { around.exit(); }
  }

  private caught(args: unknown[]): unknown {
    let made: Variable;
    if (args[0] instanceof Keywords) {
      const items = new Map(args[0].items);
      const getter = items.get('getter');
      items.delete('getter');
      made = (getter instanceof Getter ? getter.call(new Keywords(items)) : (getter as Method)(new Keywords(items))) as Variable;
    } else {
      const [getter, ...rest] = args;
      made = (getter instanceof Getter ? getter.call(...rest) : (getter as Method)(...rest)) as Variable;
    }
    this.track(made);
    return made;
  }

  private track(v: Variable): void {
    const list = this.tf.graph.collection('trainable_variables').includes(v) ? this.trainables : this.others;
    if (!list.includes(v)) list.push(v);
  }

  private settleScope(scope: unknown): void {
    if (this.scope) return;
    const { tf } = this;
    const around = this.reuse ? variableScope(tf, scope ?? this.baseName) : variableScope(tf, scope, { default_name: this.baseName });
    this.scope = around.enter() as VariableScope;
    around.exit();
  }

  /** `Layer.__call__` */
  callLayer(given: unknown, state: State, scope: unknown): StepResult {
    const { tf } = this;
    this.settleScope(scope);
    const around = this.built
      ? (this.again ??= variableScope(tf, this.scope, { reuse: true, auxiliary_name_scope: false }))
      : variableScope(tf, this.scope, { reuse: this.reuse, auxiliary_name_scope: false });
    this.current = around.enter() as VariableScope;
    try {
      const inputs = nest.map((v: unknown) => (v instanceof Tensor ? v : tf.convert(v)), given);
      return tf.within(this.current.nameScope, () => {
        this.checkRank(inputs);
        if (!this.built) {
          this.dtype ??= (nest.flatten(inputs)[0] as Tensor).dtype;
          this.doBuild(nest.map((t: Tensor) => new TensorShape(t.shape), inputs));
          this.built = true;
        }
        return this.override('call', () => this.step(inputs, state), inputs, state);
      });
    } finally {
      around.exit();
    }
  }

  private doBuild(shape: unknown): void { this.override('build', () => this.buildWeights(shape), shape); }

  private checkRank(inputs: unknown): void {
    if (this.inputRank === null) return;
    nest.flatten(inputs).forEach((t, i) => {
      const { shape } = t as Tensor;
      if (shape && shape.length !== this.inputRank) fail('ValueError', `Input ${i} of layer "${this.name}" is incompatible with the layer: expected ndim=${this.inputRank}, found ndim=${shape.length}. Full shape received: ${String(new TensorShape(shape)).replaceAll('?', 'None')}`);
    });
  }

  /** Last dimension of the inputs, which variables depend on. */
  protected depth(shape: unknown): number {
    const dims = shape instanceof TensorShape ? shape.dims : (shape as Shape);
    const last = dims?.at(-1) ?? null;
    return last ?? fail('ValueError', `Expected inputs.shape[-1] to be known, received shape: ${String(new TensorShape(dims)).replaceAll('?', 'None')}`);
  }

  /** `add_weight(name, shape, …)`: a variable of the cell's own scope. */
  addWeight(name: string, shape: unknown, { initializer, partitioner, dtype, trainable, regularizer, constraint }: WeightOptions = {}): Variable {
    const { tf } = this;
    this.settleScope(null);
    const around = variableScope(tf, this.scope, { reuse: this.built || this.reuse, auxiliary_name_scope: false });
    const scope = around.enter() as VariableScope;
    this.current = scope;
    try {
      return tf.within(scope.nameScope, () => {
        const made = getVariable(tf, name, { shape, dtype: dtype ?? this.dtype ?? 'float32', initializer: initializer ?? scope.initializer, partitioner, regularizer, constraint, trainable: trainable !== false && this.trainable });
        this.track(made);
        return made;
      });
    } finally {
      around.exit();
    }
  }
}

/** A cell that is a plain layer. */
export class LayerRNNCell extends RNNCell {
  protected override readonly inputRank: number | null = 2;
  override invoke(inputs: unknown, state: State, scope: unknown): StepResult { return this.callLayer(inputs, state, scope); }
}

/** Inputs and states must be floating point. */
export function checkFloating(values: unknown): void {
  for (const t of nest.flatten(values)) {
    const { dtype } = t as Tensor;
    if (!/^(b?float|complex)/.test(dtype)) fail('ValueError', `RNN cell only supports floating point inputs, but received dtype: <dtype: '${dtype}'>`);
  }
}
