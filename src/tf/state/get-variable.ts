/**
 * `tf.get_variable`: a variable by name, made where it does not exist, with what its scope hands down (python/ops/variable_scope.py
 * `VariableScope.get_variable`, `_VariableStore`). Throws ValueError with TensorFlow's words where reuse and existence disagree.
 */
import { isFloating, isFull, isInteger, type DType, type Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { Tensor, type Context, type Graph, type Operation } from '../context.ts';
import { isConvertible, type Convertible } from '../convert.ts';
import { asDType, DTypeObject } from '../dtypes.ts';
import { asShape, TensorShape } from '../shape.ts';
import { Keywords } from '../values.ts';
import type { Variable } from '../variable.ts';
import { GlorotUniform, Initializer, instance, Zeros, type PartitionInfo } from './initializers.ts';
import { PartitionedVariable, Partitioner, partitionsOf, slicesOf } from './partitioned.ts';
import { LOCAL, variable } from './variable.ts';
import { keywordsOf } from './variable-scope.ts';
import { storeOf, type Reuse, type VariableScope, type VariableStore } from './variable-store.ts';

const fail = (message: string): never => { throw new TensorFlowError('ValueError', message); };
const REGULARIZATION_LOSSES = 'regularization_losses';

export interface GetVariableOptions {
  readonly shape?: unknown;
  readonly dtype?: unknown;
  readonly initializer?: unknown;
  readonly regularizer?: unknown;
  readonly reuse?: Reuse | undefined;
  readonly trainable?: boolean | null | undefined;
  readonly collections?: readonly unknown[] | null | undefined;
  readonly caching_device?: unknown;
  readonly partitioner?: unknown;
  readonly validate_shape?: boolean | null | undefined;
  readonly use_resource?: boolean | null | undefined;
  readonly custom_getter?: unknown;
  readonly constraint?: unknown;
}

/** Everything settled: what a getter is called with. */
interface Wanted {
  name: string;
  shape: unknown;
  dtype: DType;
  initializer: unknown;
  regularizer: unknown;
  reuse: Reuse;
  trainable: boolean;
  collections: readonly unknown[] | null;
  caching_device: unknown;
  partitioner: unknown;
  validate_shape: boolean;
  use_resource: boolean | null;
  constraint: unknown;
}

const given = (v: unknown): boolean => v !== null && v !== undefined;
/** What is called to make a value: functions and initializer objects. */
const isCallable = (v: unknown): boolean => typeof v === 'function' || v instanceof Initializer;

/** `tf.get_variable(name, ...)` */
export const getVariable = (tf: Context, name: string, options: GetVariableOptions = {}): Variable => getIn(tf, storeOf(tf.graph).current, name, options);

/** `tf.get_local_variable(name, ...)`: not trained, and in the collection of local variables. */
export const getLocalVariable = (tf: Context, name: string, options: GetVariableOptions = {}): Variable =>
  getVariable(tf, name, { ...options, trainable: false, collections: [...(options.collections ?? []), LOCAL] });

/** The same in a scope that need not be the current one. */
export function getIn(tf: Context, scope: VariableScope, name: string, options: GetVariableOptions): Variable {
  const pick = <T>(own: T | null | undefined, inherited: T): T => own ?? inherited;
  return tf.inside(0, () => {
    const initializer = instance(options.initializer ?? null);
    if (given(options.dtype) && initializer !== null && !isCallable(initializer)) {
      const dtype = asDType(options.dtype);
      const own = tf.convert(initializer).dtype;
      if (own !== dtype) fail(`Initializer type '<dtype: '${own}'>' and explicit dtype '<dtype: '${dtype}'>' don't match.`);
    }
    const wanted: Wanted = {
      name: scope.name ? `${scope.name}/${name}` : name, shape: options.shape ?? null, dtype: given(options.dtype) ? asDType(options.dtype) : scope.dtype,
      initializer: initializer ?? instance(scope.initializer), regularizer: pick(options.regularizer, scope.regularizer), reuse: pick(options.reuse, scope.reuse),
      trainable: options.trainable ?? true, collections: options.collections ?? null, caching_device: pick(options.caching_device, scope.caching_device),
      partitioner: pick(options.partitioner, scope.partitioner), validate_shape: options.validate_shape ?? true, use_resource: pick(options.use_resource, scope.use_resource),
      constraint: pick(options.constraint, scope.constraint),
    };
    const getter = pick(options.custom_getter, scope.custom_getter);
    if (!given(getter)) return trueGetter(tf, wanted) as Variable;
    if (typeof getter !== 'function') fail(`Passed a custom_getter which is not callable: ${String(getter)}`);
    const real = new Getter((...args) => trueGetter(tf, merge(wanted, args)));
    return (getter as (k: Keywords) => Variable)(new Keywords(new Map<string, unknown>([['getter', real], ...Object.entries({ ...wanted, dtype: DTypeObject.of(wanted.dtype) })])));
  });
}

/** The getter that a custom getter calls: by position or keyword. */
export class Getter { constructor(readonly call: (...args: unknown[]) => unknown) {} }

const ORDER: readonly (keyof Wanted)[] = ['name', 'shape', 'dtype', 'initializer', 'regularizer', 'reuse', 'trainable', 'collections', 'caching_device', 'partitioner', 'validate_shape', 'use_resource', 'constraint'];

function merge(wanted: Wanted, args: readonly unknown[]): Wanted {
  const { plain, named } = keywordsOf(args);
  // What the custom getter does not hand on has the true getter's own default.
  const defaults: Wanted = {
    name: wanted.name, shape: null, dtype: 'float32', initializer: null, regularizer: null, reuse: null, trainable: true, collections: null, caching_device: null, partitioner: null, validate_shape: true,
    use_resource: null, constraint: null,
  };
  const out: Record<string, unknown> = { ...defaults };
  plain.forEach((v, i) => { out[ORDER[i]] = v; });
  for (const [k, v] of named) if (k in defaults) out[k] = v;
  return { ...(out as unknown as Wanted), dtype: asDType(out.dtype ?? 'float32'), trainable: (out.trainable as boolean | null) ?? true, initializer: instance(out.initializer) };
}

function trueGetter(tf: Context, w: Wanted): Variable | PartitionedVariable {
  const store = storeOf(tf.graph);
  const scalar = Array.isArray(w.shape) && w.shape.length === 0;
  if (given(w.partitioner) && !scalar) {
    if (typeof w.partitioner !== 'function' && !(w.partitioner instanceof Partitioner)) fail(`Partitioner must be callable, but received: ${String(w.partitioner)}`);
    return tf.inside(0, () => partitioned(tf, store, w));
  }
  if (w.reuse === true && store.partitioned.has(w.name)) return partitioned(tf, store, w);
  if (store.vars.has(`${w.name}/part_0`)) fail(`No partitioner was provided, but a partitioned version of the variable was found: ${w.name}/part_0. Perhaps a variable of the same name was already created with partitioning?`);
  return single(tf, store, w, null);
}

const compatible = (a: Shape | null, b: Shape | null): boolean => !a || !b || (a.length === b.length && a.every((d, i) => d === null || b[i] === null || d === b[i]));

function existing(store: VariableStore, w: Wanted, shape: Shape | null): Variable | null {
  const found = store.vars.get(w.name);
  if (!found) {
    if (w.reuse === true) fail(`Variable ${w.name} does not exist, or was not created with tf.get_variable(). Did you mean to set reuse=tf.AUTO_REUSE in VarScope?`);
    return null;
  }
  if (w.reuse === false) fail(`Variable ${w.name} already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope? Originally defined at:`);
  if (given(w.shape) && !compatible(shape, found.shape)) fail(`Trying to share variable ${w.name}, but specified shape ${String(new TensorShape(shape))} and found shape ${String(new TensorShape(found.shape))}.`);
  if (w.dtype !== found.dtype) fail(`Trying to share variable ${w.name}, but specified dtype ${w.dtype} and found dtype ${found.dtype}_ref.`);
  return found;
}

function defaultInitializer({ name, dtype }: Wanted): Initializer {
  if (isFloating(dtype)) return new GlorotUniform();
  if (isInteger(dtype) || dtype === 'bool' || dtype === 'string') return new Zeros();
  return fail(`An initializer for variable ${name} of <dtype: '${dtype}'> is required`);
}

function single(tf: Context, store: VariableStore, w: Wanted, partition: PartitionInfo | null): Variable {
  const fromValue = w.initializer !== null && !isCallable(w.initializer);
  if (given(w.shape) && fromValue) fail('If initializer is a constant, do not specify shape.');
  const shape = given(w.shape) ? asShape(w.shape) : null;
  const found = existing(store, w, shape);
  if (found) return found;
  if (w.initializer === null && !given(w.shape)) fail(`Variable ${w.name} did not get an initializer, so its \`shape\` argument must be specified.`);
  const made = variable(tf, fromValue ? w.initializer : initialValue(tf, w.initializer ?? defaultInitializer(w), w, shape, partition), {
    name: w.name, trainable: w.trainable, collections: w.collections, caching_device: w.caching_device, dtype: !fromValue && isFull(shape) ? w.dtype : null, validate_shape: w.validate_shape,
    constraint: w.constraint, shape: given(w.shape) ? shape : null, use_resource: w.use_resource,
  });
  store.vars.set(w.name, made);
  regularize(tf, w, made);
  return made;
}

/** The function that makes the initial value. Given without a shape, it is called without arguments. */
function initialValue(tf: Context, initializer: unknown, w: Wanted, shape: Shape | null, partition: PartitionInfo | null): () => unknown {
  if (initializer instanceof Initializer) {
    if (!isFull(shape)) fail("The initializer passed is not valid. It should be a callable with no arguments and the shape should not be provided or an instance of `tf.keras.initializers.*' and `shape` should be fully defined.");
    return () => initializer.call(tf, shape, w.dtype, partition);
  }
  const f = initializer as (...args: unknown[]) => unknown;
  if (!isFull(shape)) return () => f();
  const named = new Map<string, unknown>([['dtype', DTypeObject.of(w.dtype)]]);
  if (partition) named.set('partition_info', partition);
  return () => f([...shape], new Keywords(named));
}

/** A loss that is built again each time it is used (`_LazyEvalTensor`). */
export class LazyTensor implements Convertible {
  readonly master: Tensor;
  constructor(private readonly make: () => Tensor) { this.master = make(); }
  get graph(): Graph { return this.master.graph; }
  get name(): string { return this.master.name; }
  get dtype(): DType { return this.master.dtype; }
  get shape(): Shape | null { return this.master.shape; }
  get op(): Operation { return this.master.op; }
  toTensor(): Tensor { return this.make(); }
  asGraphElement(): Tensor { return this.master; }
  toString(): string { return String(this.master); }
}

function regularize(tf: Context, w: Wanted, made: Variable): void {
  const { regularizer } = w;
  if (!given(regularizer)) return;
  const penalty = (): unknown => (typeof regularizer === 'function' ? (regularizer as (v: Variable) => unknown)(made) : (regularizer as { call(tf: Context, v: Variable): unknown }).call(tf, made));
  const first = penalty();
  if (!given(first)) return;
  const make = (): Tensor => tf.graph.colocateWith([made.ref.id], () => tf.within(`${w.name}/Regularizer/`, () => {
    const t = penalty();
    return t instanceof Tensor || isConvertible(t) ? tf.convert(t) : (t as Tensor);
  }));
  tf.graph.collection(REGULARIZATION_LOSSES).push(new LazyTensor(make));
}

function partitioned(tf: Context, store: VariableStore, w: Wanted): PartitionedVariable {
  const { name, initializer } = w;
  const fromTensor = initializer instanceof Tensor || isConvertible(initializer);
  if (store.vars.has(name)) fail(`A partitioner was provided, but an unpartitioned version of the variable was found: ${name}.  Perhaps a variable of the same name was already created without partitioning?`);
  const shape = asShape(w.shape) ?? (initializer instanceof Tensor ? initializer.shape : null);
  const partitions = !w.reuse || given(w.partitioner) ? partitionsOf(w.partitioner, shape, w.dtype) : null;
  const found = store.partitioned.get(name);
  if (found) {
    if (w.reuse === false) fail(`Partitioned variable with name ${name} already exists. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?`);
    if (!compatible(shape, found.shape)) fail(`Trying to reuse partitioned variable ${name}, but specified shape ${String(new TensorShape(shape))} and found shape ${String(new TensorShape(found.shape))}.`);
    if (w.dtype !== found.dtype) fail(`Trying to reuse partitioned variable ${name}, but specified dtype ${w.dtype} and found dtype ${found.dtype}.`);
    if (partitions && partitions.join() !== found.partitions.join()) fail(`Trying to reuse partitioned variable ${name}, but specified partitions [${partitions.join(', ')}] and found partitions [${found.partitions.join(', ')}].`);
    return found;
  }
  if (w.reuse === true) fail(`PartitionedVariable ${name} does not exist, or was not created with tf.get_variable(). Did you mean to set reuse=False or reuse=tf.AUTO_REUSE in VarScope?`);
  const full = shape as readonly number[];
  const parts = slicesOf(full, partitions!).map(({ offset, shape: size }, i) => {
    const part = `${name}/part_${i}`;
    const own = tf.within(`${part}/PartitionedInitializer`, (): unknown => {
      if (initializer === null) return defaultInitializer(w);
      if (isCallable(initializer)) return initializer;
      const value = fromTensor ? tf.convert(initializer) : tf.convert(initializer, { dtype: w.dtype });
      return tf.gen('Slice', [value, offset, size], {}, 'Slice');
    });
    const v = tf.inside(0, () => single(tf, store, { ...w, name: part, shape: own instanceof Tensor ? null : size, dtype: own instanceof Tensor ? own.dtype : w.dtype, initializer: own }, { fullShape: full, offset }));
    v.slice = { fullName: name, fullShape: full, offset, shape: size };
    return v;
  });
  const made = new PartitionedVariable(tf, name, full, w.dtype, parts, partitions!);
  store.partitioned.set(name, made);
  return made;
}
