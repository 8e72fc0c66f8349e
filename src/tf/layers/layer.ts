/**
 * What all of `tf.layers` share (keras/src/legacy_tf_layers/base.py): a variable scope that is opened once, variables made by
 * get_variable when the layer first meets an input, regularisation losses and update ops in their collections.
 */
import { sizeOf, type DType, type Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { itemAt, shape as shapeOf } from '../array/parts.ts';
import type { Context, Graph, Operation, Tensor, TensorLike } from '../context.ts';
import { asDTypeOrNull } from '../dtypes.ts';
import { castTo } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { variableScope, VariableScope, type Reuse, type ScopeOptions } from '../state/variable-scope.ts';
import { globalVariables } from '../state/collections.ts';
import { getVariable } from '../state/get-variable.ts';
import { GlorotUniform, Zeros } from '../state/initializers.ts';
import type { Variable } from '../state/variable.ts';
import { asInitializer } from './identifiers.ts';
import { asRegularizer } from './regularizers.ts';

export const given = (v: unknown): boolean => v !== null && v !== undefined;
export const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

export interface LayerOptions {
  readonly trainable?: unknown;
  readonly name?: unknown;
  readonly dtype?: unknown;
  readonly activity_regularizer?: unknown;
  /** A scope's name or object, as the functions of tf.layers hand on their `name`. */
  readonly _scope?: unknown;
  readonly _reuse?: unknown;
}
export interface CallOptions { readonly training?: unknown; readonly scope?: unknown }

export interface WeightOptions {
  readonly initializer?: unknown;
  readonly regularizer?: unknown;
  readonly constraint?: unknown;
  readonly trainable?: boolean;
  readonly dtype?: DType;
}

/** What inputs a layer takes. */
export class InputSpec {
  readonly ndim: number | null;
  readonly min_ndim: number | null;
  readonly max_ndim: number | null;
  readonly axes: ReadonlyMap<number, number>;
  readonly shape: Shape | null;
  readonly dtype: DType | null;
  constructor({ ndim, min_ndim, max_ndim, axes, shape, dtype }: { ndim?: number | null; min_ndim?: number | null; max_ndim?: number | null; axes?: Iterable<readonly [number, number]> | null; shape?: Shape | null; dtype?: DType | null } = {}) {
    this.ndim = ndim ?? shape?.length ?? null;
    this.min_ndim = min_ndim ?? null;
    this.max_ndim = max_ndim ?? null;
    this.axes = new Map(axes ?? []);
    this.shape = shape ?? null;
    this.dtype = dtype ?? null;
  }
  toString(): string {
    const parts = [this.ndim === null ? '' : `ndim=${this.ndim}`, this.min_ndim === null ? '' : `min_ndim=${this.min_ndim}`, this.axes.size === 0 ? '' : `axes={${[...this.axes].map(([a, d]) => `${a}: ${d}`).join(', ')}}`];
    return `InputSpec(${parts.filter(Boolean).join(', ')})`;
  }
}

const showShape = (s: Shape): string => `(${s.map((d) => d ?? 'None').join(', ')}${s.length === 1 ? ',' : ''})`;

/** Names by graph and class, counted from 1: `dense_1`. They name layers, not nodes. */
const counts = new WeakMap<Graph, Map<string, number>>();
function uniqueName(graph: Graph, base: string): string {
  let mine = counts.get(graph);
  if (!mine) counts.set(graph, (mine = new Map()));
  mine.set(base, (mine.get(base) ?? 0) + 1);
  return `${base}_${mine.get(base)}`;
}

export abstract class Layer {
  /** Snake case of the class's name: names of scopes. */
  abstract readonly kind: string;
  name = '';
  built = false;
  trainable: boolean;
  dtype: DType | null;
  inputSpec: InputSpec | null = null;
  readonly updates: Operation[] = [];
  protected scope: VariableScope | null = null;
  /** The variable scope that the layer is being called in. */
  protected current: VariableScope | null = null;
  protected readonly reuse: Reuse;
  private readonly lossTensors: Tensor[] = [];
  private readonly lossFunctions: (() => Tensor)[] = [];
  private readonly mayTrain: Variable[] = [];
  private readonly fixed: Variable[] = [];
  private readonly activityRegularizer: ReturnType<typeof asRegularizer>;

  constructor(protected readonly tf: Context, protected readonly options: LayerOptions) {
    this.trainable = options.trainable !== false;
    this.dtype = asDTypeOrNull(options.dtype);
    this.activityRegularizer = asRegularizer(options.activity_regularizer);
    this.reuse = given(options._reuse) ? (options._reuse as Reuse) : null;
  }

  /** Called by every constructor at its end: names the layer, and opens the scope that a function named. */
  protected begin(): void {
    const { name, _scope } = this.options;
    const graph = this.tf.graph;
    this.name = typeof name === 'string' && name !== '' ? name : uniqueName(graph, this.kind);
    if (given(_scope) && _scope !== '') this.within(_scope, {}, (scope) => { this.scope = scope; });
  }

  private get baseName(): string {
    const { name } = this.options;
    return name instanceof VariableScope ? name.name : typeof name === 'string' && name !== '' ? name : this.kind;
  }

  get scopeName(): string {
    return this.scope?.name ?? fail('ValueError', `No name available for layer scope because the layer "${this.name}" has not been used yet. The scope name  is determined the first time the layer instance is called. You must therefore call the layer before querying \`scope_name\`.`);
  }

  private within<T>(scope: unknown, options: ScopeOptions, body: (scope: VariableScope) => T): T {
    const entered = variableScope(this.tf, scope, options);
    const value = entered.enter() as VariableScope;
    try { return body(value); } finally { entered.exit(); }
  }

  /** Opens the layer's own scope, once. */
  private openScope(scope: unknown): void {
    if (this.scope) return;
    if (this.reuse) this.within(given(scope) ? scope : this.baseName, {}, (s) => { this.scope = s; });
    else this.within(given(scope) ? scope : null, { default_name: this.baseName }, (s) => { this.scope = s; });
  }

  /** Runs `body` in the name scope that the layer's variable scope was first opened in. */
  private named<T>(body: () => T): T {
    const at = this.current!.nameScope;
    return at === '' || at === '/' ? this.tf.inside(0, body) : this.tf.within(at.endsWith('/') ? at : `${at}/`, body, true);
  }

  // --- variables -------------------------------------------------------------------------------------------------------

  protected addWeight(name: string, shape: readonly number[], o: WeightOptions = {}): Variable {
    const { tf } = this;
    const wanted = o.trainable !== false && this.trainable;
    const before = new Set(globalVariables(tf));
    this.openScope(null);
    return this.within(this.scope, { reuse: this.built || this.reuse, auxiliary_name_scope: false }, (scope) => {
      this.current = scope;
      return this.named(() => {
        const dtype = o.dtype ?? this.dtype ?? 'float32';
        const initializer = asInitializer(o.initializer ?? scope.initializer) ?? (/^u?int|bool/.test(dtype) ? new Zeros() : new GlorotUniform());
        const v = getVariable(tf, name, { shape, dtype, initializer, trainable: wanted, constraint: o.constraint ?? null, use_resource: scope.use_resource });
        (wanted && (tf.graph.collection('trainable_variables')).includes(v) ? this.mayTrain : this.fixed).push(v);
        const regularizer = asRegularizer(o.regularizer);
        if (regularizer && !before.has(v)) this.addLoss(() => tf.within(`${name}/Regularizer`, () => regularizer(tf, v)));
        return v;
      });
    });
  }

  get trainableWeights(): Variable[] { return this.trainable ? [...this.mayTrain] : []; }
  get nonTrainableWeights(): Variable[] { return this.trainable ? [...this.fixed] : [...this.mayTrain, ...this.fixed]; }
  get weights(): Variable[] { return [...this.trainableWeights, ...this.nonTrainableWeights]; }

  countParams(): number {
    if (!this.built) fail('ValueError', `You tried to call \`count_params\` on layer ${this.name}, but the layer isn't built. You can build it manually via: \`${this.name}.build(batch_input_shape)\`.`);
    return this.weights.reduce((sum, v) => sum + sizeOf(v.dims), 0);
  }

  // --- losses and updates ----------------------------------------------------------------------------------------------

  /** A loss, or a function that makes one each time it is asked for. */
  addLoss(loss: Tensor | (() => Tensor)): void {
    if (typeof loss === 'function') this.lossFunctions.push(loss);
    else this.lossTensors.push(loss);
    const made = typeof loss === 'function' ? loss() : loss;
    const collection = this.tf.graph.collection('regularization_losses');
    if (!collection.includes(made)) collection.push(made);
  }
  get losses(): Tensor[] { return [...this.lossTensors, ...this.lossFunctions.map((f) => f())]; }

  protected addUpdate(op: Operation): void { this.updates.push(op); }
  /** Layers that do not train update nothing. */
  get visibleUpdates(): Operation[] { return this.trainable ? [...this.updates] : []; }

  // --- calls -----------------------------------------------------------------------------------------------------------

  /** Makes the layer's variables for inputs of this shape. */
  protected build(_shape: Shape | null): void { /* most layers have none */ }
  protected abstract compute(x: Tensor, options: CallOptions): Tensor;

  /** `layer(inputs)` */
  call(inputs: TensorLike, options: CallOptions = {}): Tensor {
    const { tf } = this;
    this.openScope(options.scope);
    return this.within(this.scope, { reuse: this.built ? true : this.reuse, auxiliary_name_scope: false }, (scope) => {
      this.current = scope;
      const x = tf.convert(inputs);
      this.check(x);
      const out = this.named(() => {
        if (!this.built) {
          this.dtype ??= x.dtype;
          this.build(x.shape);
          this.built = true;
        }
        const y = this.compute(x, options);
        this.regularizeActivity(y);
        return y;
      });
      const collection = tf.graph.collection('update_ops');
      for (const u of this.visibleUpdates) if (!collection.includes(u)) collection.push(u);
      return out;
    });
  }

  private regularizeActivity(y: Tensor): void {
    const regularizer = this.activityRegularizer;
    if (!regularizer) return;
    const { tf } = this;
    tf.within('ActivityRegularizer', () => {
      const loss = tf.convert(regularizer(tf, y));
      const batch = castTo(tf, itemAt(tf, shapeOf(tf, y), 0), loss.dtype);
      this.addLoss(operator(tf, 'truediv', loss, batch));
    });
  }

  private check(x: Tensor): void {
    const spec = this.inputSpec;
    const { shape } = x;
    if (!spec || !shape) return;
    const where = `Input 0 of layer "${this.name}" is incompatible with the layer: `;
    if (spec.ndim !== null && shape.length !== spec.ndim) fail('ValueError', `${where}expected ndim=${spec.ndim}, found ndim=${shape.length}. Full shape received: ${showShape(shape)}`);
    if (spec.max_ndim !== null && shape.length > spec.max_ndim) fail('ValueError', `${where}expected max_ndim=${spec.max_ndim}, found ndim=${shape.length}`);
    if (spec.min_ndim !== null && shape.length < spec.min_ndim) fail('ValueError', `${where}expected min_ndim=${spec.min_ndim}, found ndim=${shape.length}. Full shape received: ${showShape(shape)}`);
    for (const [axis, value] of spec.axes) {
      const d = shape.at(axis);
      if (d !== null && d !== undefined && d !== value) fail('ValueError', `${where}expected axis ${axis} of input shape to have value ${value}, but received input with shape ${showShape(shape)}`);
    }
  }
}

export { showShape };
