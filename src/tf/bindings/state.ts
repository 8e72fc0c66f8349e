/** Python names of tf/state: variables, their scopes, collections and assignments. */
import { TensorFlowError } from '../../engine/op-def.ts';
import { bind, classBinding, type Bindings, type MethodBinding } from '../binding.ts';
import type { Context } from '../context.ts';
import type { Operation } from '../context.ts';
import { asDType, DTypeObject } from '../dtypes.ts';
import { IndexedSlices } from '../indexed-slices.ts';
import { asShape, TensorShape } from '../shape.ts';
import * as assign from '../state/assign.ts';
import * as lists from '../state/collections.ts';
import { initializedValue } from '../state/initialized.ts';
import { Getter, getIn, getLocalVariable, getVariable, LazyTensor } from '../state/get-variable.ts';
import { fixedSizePartitioner, minMaxVariablePartitioner, PartitionedVariable, Partitioner, variableAxisSizePartitioner } from '../state/partitioned.ts';
import { Template } from '../state/template.ts';
import { Variable, variable } from '../state/variable.ts';
import { AUTO_REUSE, getVariableScope, ReuseMode, VariableScope, variableScope } from '../state/variable-scope.ts';
import { Keywords } from '../values.ts';
import { setShape } from './graph-classes.ts';
import { bindings as initializers } from './initializers.ts';
import { operators } from './operators.ts';
import { sessionFor } from './session-classes.ts';

/** A member of one of TensorFlow's enumerations of variables. */
class Choice { constructor(readonly type: string, readonly name: string, readonly value: number) {} }
const CHOICES = [
  ...['AUTO', 'NONE', 'ON_WRITE', 'ON_READ'].map((n, i) => new Choice('VariableSynchronization', n, i)),
  ...['NONE', 'SUM', 'MEAN', 'ONLY_FIRST_REPLICA'].map((n, i) => new Choice('VariableAggregation', n, i)),
];

const rows = (method: string, type: string): Record<string, MethodBinding<Variable>> => ({
  [method]: {
    params: 'sparse_delta, use_locking=False, name=None',
    call: (tf, v, delta, locking, name) => {
      if (!(delta instanceof IndexedSlices)) throw new TensorFlowError('TypeError', `sparse_delta is not IndexedSlices: ${String(delta)}`);
      return assign.scatter(tf, type, v, delta.indices, delta.values, { use_locking: locking === true, name: name as string | null });
    },
  },
});
const elements = (method: string, type: string): Record<string, MethodBinding<Variable>> => ({
  [method]: { params: 'indices, updates, name=None', call: (tf, v, indices, updates, name) => assign.scatter(tf, type, v, indices, updates, { use_locking: true, name: name as string | null }) },
});
const update = (make: typeof assign.assignAdd): MethodBinding<Variable> => ({
  params: 'delta, use_locking=False, name=None, read_value=True',
  call: (tf, v, delta, locking, name, read) => {
    const made = make(tf, v, delta, { use_locking: locking === true, name: name as string | null });
    return read === false ? made.op : made;
  },
});

const variableClass = classBinding<Variable>({
  paths: ['Variable', 'VariableV1'], name: 'RefVariable', type: Variable,
  params: 'initial_value=None, trainable=None, collections=None, validate_shape=True, caching_device=None, name=None, variable_def=None, dtype=None, expected_shape=None, import_scope=None, constraint=None, use_resource=None, synchronization=None, aggregation=None, shape=None',
  create: (tf, initial, trainable, collections, validate, caching, name, _def, dtype, _expected, _scope, constraint, resource, _sync, _aggregation, shape) => variable(tf, initial, {
    trainable: trainable as boolean | null, collections: collections as unknown[] | null, validate_shape: validate as boolean | null, caching_device: caching, name: name as string | null, dtype, constraint,
    use_resource: resource as boolean | null, shape,
  }),
  properties: {
    name: (_, v) => v.name, op: (_, v) => v.op, graph: (_, v) => v.graph, shape: (_, v) => new TensorShape(v.shape), dtype: (_, v) => DTypeObject.of(v.dtype, true), device: (_, v) => v.device,
    initializer: (_, v) => v.initializer, initial_value: (_, v) => v.initial, trainable: (_, v) => v.trainable, constraint: (_, v) => v.constraint, _variable: (_, v) => v.ref,
    synchronization: () => CHOICES[0], aggregation: () => CHOICES[4],
  },
  methods: {
    ...operators,
    value: { params: '', call: (_, v) => v.read },
    read_value: { params: '', call: (tf, v) => tf.op('Identity', [v.ref], {}, 'read') },
    _ref: { params: '', call: (_, v) => v.ref },
    ref: { params: '', call: (_, v) => v },
    get_shape: { params: '', call: (_, v) => new TensorShape(v.shape) },
    set_shape: { params: 'shape', call: (_, v, shape) => { setShape(v.ref, shape); setShape(v.read, shape); return null; } },
    initialized_value: { params: '', call: (tf, v) => initializedValue(tf, v) },
    eval: { params: 'session=None', call: (tf, v, session) => sessionFor(tf, session, v.graph, 'tensor').run(v.ref, null) },
    load: { params: 'value, session=None', call: (tf, v, value, session) => load(tf, v, value, session) },
    assign: {
      params: 'value, use_locking=False, name=None, read_value=True',
      call: (tf, v, value, locking, name, read) => {
        const made = assign.assign(tf, v, value, { use_locking: locking === true, name: name as string | null });
        return read === false ? made.op : made;
      },
    },
    assign_add: update(assign.assignAdd), assign_sub: update(assign.assignSub),
    count_up_to: { params: 'limit', call: (tf, v, limit) => assign.countUpTo(tf, v, Number(limit)) },
    ...rows('scatter_add', 'ScatterAdd'), ...rows('scatter_sub', 'ScatterSub'), ...rows('scatter_update', 'ScatterUpdate'), ...rows('scatter_mul', 'ScatterMul'), ...rows('scatter_div', 'ScatterDiv'),
    ...rows('scatter_max', 'ScatterMax'), ...rows('scatter_min', 'ScatterMin'),
    ...elements('scatter_nd_add', 'ScatterNdAdd'), ...elements('scatter_nd_sub', 'ScatterNdSub'), ...elements('scatter_nd_update', 'ScatterNdUpdate'),
    __repr__: { params: '', call: (_, v) => String(v) },
    __str__: { params: '', call: (_, v) => String(v) },
    __iter__: { params: '', call: () => { throw new TensorFlowError('TypeError', "'Variable' object is not iterable."); } },
    __bool__: { params: '', call: () => true },
  },
});

/** `v.load(value, session)`: runs its initializer with the value fed. */
function load(tf: Context, v: Variable, value: unknown, given: unknown): null {
  const session = given ?? tf.sessions.at(-1) ?? null;
  if (session === null) throw new TensorFlowError('ValueError', 'Either session argument should be provided or default session should be established');
  const initial = v.initializer.inputs[1];
  sessionFor(tf, session, v.graph, 'operation').run(v.initializer, new Map([[initial, value]]));
  return null;
}

const partitionedClass = classBinding<PartitionedVariable>({
  paths: [], name: 'PartitionedVariable', type: PartitionedVariable,
  properties: { name: (_, v) => v.name, dtype: (_, v) => DTypeObject.of(v.dtype), shape: (_, v) => new TensorShape(v.shape) },
  methods: {
    ...operators,
    __len__: { params: '', call: (_, v) => v.variables.length },
    __iter__: { params: '', call: (_, v) => [...v.variables] },
    get_shape: { params: '', call: (_, v) => new TensorShape(v.shape) },
    as_tensor: { params: '', call: (_, v) => v.toTensor() },
  },
});

const setters = Object.fromEntries((['initializer', 'regularizer', 'caching_device', 'partitioner', 'custom_getter', 'use_resource'] as const).map((key) => [
  `set_${key}`, { params: key, call: (_: Context, s: VariableScope, value: unknown) => { Object.assign(s, { [key]: value }); return null; } },
]));
const inScope = (key: string): MethodBinding<VariableScope> => ({ params: '', call: (tf, s) => lists.variablesOf(key)(tf, { scope: s.name ? `${s.name}/` : '' }) });

const scopeClass = classBinding<VariableScope>({
  paths: ['VariableScope'], name: 'VariableScope', type: VariableScope,
  params: "reuse, name='', initializer=None, regularizer=None, caching_device=None, partitioner=None, custom_getter=None, name_scope='', dtype=float32, use_resource=None, constraint=None",
  create: (_, reuse, name, initializer, regularizer, caching_device, partitioner, custom_getter, nameScope, dtype, use_resource, constraint) =>
    new VariableScope(reuse as boolean | null, String(name), String(nameScope), { initializer, regularizer, caching_device, partitioner, custom_getter, dtype: asDType(dtype), use_resource: use_resource as boolean | null, constraint }),
  properties: {
    name: (_, s) => s.name, original_name_scope: (_, s) => s.nameScope, reuse: (_, s) => s.reuse, initializer: (_, s) => s.initializer, regularizer: (_, s) => s.regularizer, dtype: (_, s) => DTypeObject.of(s.dtype),
    caching_device: (_, s) => s.caching_device, partitioner: (_, s) => s.partitioner, custom_getter: (_, s) => s.custom_getter, use_resource: (_, s) => s.use_resource, constraint: (_, s) => s.constraint,
  },
  methods: {
    ...setters,
    set_dtype: { params: 'dtype', call: (_, s, dtype) => { s.dtype = asDType(dtype); return null; } },
    reuse_variables: { params: '', call: (_, s) => { s.reuse = true; return null; } },
    get_collection: { params: 'name', call: (tf, s, name) => lists.variablesOf(String(name))(tf, { scope: s.name ? `${s.name}/` : '' }) },
    trainable_variables: inScope('trainable_variables'), global_variables: inScope('variables'), local_variables: inScope('local_variables'),
    get_variable: { params: 'var_store, name, shape=None, dtype=None, initializer=None, regularizer=None, reuse=None, trainable=None', call: (tf, s, _store, name, shape, dtype, initializer, regularizer, reuse, trainable) =>
      getIn(tf, s, String(name), { shape, dtype, initializer, regularizer, reuse: reuse as boolean | null, trainable: trainable as boolean | null }) },
  },
});

const getterClass = classBinding<Getter>({
  paths: [], name: '_true_getter', type: Getter,
  methods: { __call__: { params: '*args, **kwargs', call: (_, g, args, kwargs) => g.call(...(args as unknown[]), new Keywords(kwargs as Map<string, unknown>)) } },
});

const partitionerClass = classBinding<Partitioner>({
  paths: [], name: 'partitioner', type: Partitioner,
  methods: { __call__: { params: 'shape, dtype=float32', call: (_, p, shape, dtype) => [...p.call(asShape(shape) as readonly number[], asDType(dtype))] } },
});

const lazyClass = classBinding<LazyTensor>({
  paths: [], name: '_LazyEvalTensor', type: LazyTensor,
  properties: { name: (_, t) => t.name, op: (_, t) => t.op, graph: (_, t) => t.graph, shape: (_, t) => new TensorShape(t.shape), dtype: (_, t) => DTypeObject.of(t.dtype), device: (_, t) => t.master.device, value_index: (_, t) => t.master.index },
  methods: {
    ...operators,
    get_shape: { params: '', call: (_, t) => new TensorShape(t.shape) },
    eval: { params: 'feed_dict=None, session=None', call: (tf, t, feeds, session) => sessionFor(tf, session, t.graph, 'tensor').run(t.toTensor(), feeds as ReadonlyMap<unknown, unknown> | null) },
    __str__: { params: '', call: (_, t) => String(t) },
    __repr__: { params: '', call: () => '<tensorflow.python.ops.variable_scope._LazyEvalTensor object>' },
  },
});

const choiceClass = classBinding<Choice>({
  paths: [], name: 'Choice', type: Choice, properties: { name: (_, c) => c.name, value: (_, c) => c.value },
  methods: { __repr__: { params: '', call: (_, c) => `<${c.type}.${c.name}: ${c.value}>` }, __str__: { params: '', call: (_, c) => `${c.type}.${c.name}` } },
});
const reuseClass = classBinding<ReuseMode>({
  paths: [], name: '_ReuseMode', type: ReuseMode, properties: { name: () => 'AUTO_REUSE', value: () => 1 },
  methods: { __repr__: { params: '', call: () => '<_ReuseMode.AUTO_REUSE: 1>' }, __str__: { params: '', call: () => '_ReuseMode.AUTO_REUSE' } },
});

const templateClass = classBinding<Template>({
  paths: [], name: 'Template', type: Template,
  properties: {
    name: (_, t) => t.name, variable_scope: (_, t) => t.scope, variables: (_, t) => [...t.variablesIn('variables'), ...t.variablesIn('local_variables')], trainable_variables: (_, t) => t.variablesIn('trainable_variables'),
    global_variables: (_, t) => t.variablesIn('variables'), local_variables: (_, t) => t.variablesIn('local_variables'),
  },
  methods: { __call__: { params: '*args, **kwargs', call: (_, t, args, kwargs) => t.call(args as unknown[], kwargs as Map<string, unknown>) } },
});

const scattered = (name: string, locking: string): Bindings['functions'][number] => {
  const type = name.split('_').map((part) => part[0].toUpperCase() + part.slice(1)).join('');
  return bind(name, `ref, indices, updates, use_locking=${locking}, name=None`, ((tf: Context, ref: unknown, indices: unknown, updates: unknown, options: { use_locking?: boolean; name?: string }) =>
    assign.scatter(tf, type, ref, indices, updates, options)));
};
const SCOPE = 'initializer=None, regularizer=None, caching_device=None, partitioner=None, custom_getter=None, reuse=None, dtype=None, use_resource=None, constraint=None';
const GET = 'initializer=None, regularizer=None, trainable=None, collections=None, caching_device=None, partitioner=None, validate_shape=True, use_resource=None, custom_getter=None, constraint=None, synchronization=None, aggregation=None';
const initialise = (paths: readonly string[], make: (tf: Context) => Operation): Bindings['functions'][number] => ({ paths, params: '', call: make });

export const bindings: Bindings = {
  functions: [
    bind('get_variable', `name, shape=None, dtype=None, ${GET}`, getVariable),
    bind('get_local_variable', `name, shape=None, dtype=None, ${GET.replace('trainable=None', 'trainable=False')}`, getLocalVariable),
    { paths: ['get_variable_scope'], params: '', call: (tf) => getVariableScope(tf) },
    bind('variable_scope', `name_or_scope, default_name=None, values=None, ${SCOPE}, auxiliary_name_scope=True`, variableScope),
    { ...bind('variable_op_scope', `values, name_or_scope, default_name=None, ${SCOPE}`, ((tf: Context, values: unknown[], name: unknown, options: object) => variableScope(tf, name, { ...options, values }))) },
    {
      paths: ['make_template'], params: 'name_, func_, create_scope_now_=False, unique_name_=None, custom_getter_=None, **kwargs',
      call: (tf, name, func, now, unique, getter, kwargs) => new Template(tf, String(name), func as never, kwargs as Map<string, unknown>, { now: now === true, unique: unique as string | null, getter }),
    },
    { paths: ['no_regularizer'], params: '_', call: () => null },
    bind(['assign'], 'ref, value, validate_shape=None, use_locking=None, name=None', assign.assign),
    bind(['assign_add'], 'ref, value, use_locking=None, name=None', assign.assignAdd),
    bind(['assign_sub'], 'ref, value, use_locking=None, name=None', assign.assignSub),
    bind('count_up_to', 'ref, limit, name=None', assign.countUpTo),
    ...['scatter_add', 'scatter_sub', 'scatter_mul', 'scatter_div', 'scatter_min', 'scatter_max', 'scatter_nd_add', 'scatter_nd_sub'].map((n) => scattered(n, 'False')),
    scattered('scatter_update', 'True'), scattered('scatter_nd_update', 'True'),
    { paths: ['is_variable_initialized'], params: 'variable', call: (tf, v) => assign.isVariableInitialized(tf, v) },
    ...([['global_variables', 'variables'], ['all_variables', 'variables'], ['local_variables', 'local_variables'], ['trainable_variables', 'trainable_variables'], ['model_variables', 'model_variables'],
      ['moving_average_variables', 'moving_average_variables']] as const).map(([name, key]) => bind(name, name === 'all_variables' ? '' : 'scope=None', lists.variablesOf(key) as never)),
    bind(['variables_initializer', 'initializers.variables', 'initialize_variables'], "var_list, name='init'", lists.variablesInitializer),
    initialise(['global_variables_initializer', 'initializers.global_variables', 'initialize_all_variables'], lists.globalVariablesInitializer),
    initialise(['local_variables_initializer', 'initializers.local_variables', 'initialize_local_variables'], lists.localVariablesInitializer),
    bind('report_uninitialized_variables', "var_list=None, name='report_uninitialized_variables'", lists.reportUninitializedVariables),
    bind('assert_variables_initialized', 'var_list=None', lists.assertVariablesInitialized),
    bind('fixed_size_partitioner', 'num_shards, axis=0', fixedSizePartitioner),
    bind('variable_axis_size_partitioner', 'max_shard_bytes, axis=0, bytes_per_string_element=16, max_shards=None', variableAxisSizePartitioner),
    bind('min_max_variable_partitioner', 'max_partitions=1, axis=0, min_slice_size=262144, bytes_per_string_element=16', minMaxVariablePartitioner),
    { paths: ['disable_resource_variables', 'enable_resource_variables'], params: '', call: () => null },
    { paths: ['resource_variables_enabled'], params: '', call: () => false },
    ...initializers.functions,
  ],
  classes: [variableClass, partitionedClass, scopeClass, getterClass, partitionerClass, templateClass, lazyClass, choiceClass, reuseClass, ...initializers.classes],
  constants: [{ paths: ['AUTO_REUSE'], value: () => AUTO_REUSE }, ...CHOICES.map((c) => ({ paths: [`${c.type}.${c.name}`], value: () => c }))],
};
