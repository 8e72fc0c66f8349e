/** Python names of graphs, sessions, tensors, operations, dtypes, shapes and scopes. */
import { bind, classBinding, type Bindings, type FunctionBinding } from '../binding.ts';
import * as core from '../core.ts';
import { asDType, DTYPES, DTypeObject } from '../dtypes.ts';
import { Scope } from '../scope.ts';
import { Dimension, type TensorShape } from '../shape.ts';
import { settingsClasses, settingsConstants } from './config-classes.ts';
import { DeviceSpec } from '../device.ts';
import { DeviceSetter } from '../train/device-setter.ts';
import { deviceSpecClass } from './device.ts';
import { graphClass, opDefClass, operationClass, opPartClass, tensorClass } from './graph-classes.ts';
import { callableClasses, interactiveSessionClass, sessionClass } from './session-classes.ts';
import { dimensionClass, shapeClass } from './shape-classes.ts';
import { CollectionRef, collectionRefClass } from './collection-ref.ts';
import { collected, colocateScope, dependencies, deviceScope, nameScope, NodeToBe } from './scopes.ts';

const dtypeClass = classBinding<DTypeObject>({
  paths: ['DType', 'dtypes.DType'], name: 'DType', type: DTypeObject as never, params: 'type_enum', create: (_, v) => DTypeObject.of(asDType(v)), key: (d) => d.name,
  properties: {
    name: (_, d) => d.name, base_dtype: (_, d) => DTypeObject.of(d.base), as_datatype_enum: (_, d) => d.enum, is_floating: (_, d) => d.floating, is_integer: (_, d) => d.integer,
    is_bool: (_, d) => d.base === 'bool', is_complex: (_, d) => d.base.startsWith('complex'), is_unsigned: (_, d) => d.base.startsWith('uint'), real_dtype: (_, d) => DTypeObject.of(d.base),
    size: (_, d) => d.size, min: (_, d) => d.limits[0], max: (_, d) => d.limits[1], limits: (_, d) => d.limits,
    _is_ref_dtype: (_, d) => d.ref, is_numeric: (_, d) => d.floating || d.integer || d.base.startsWith('complex'), is_quantized: () => false,
  },
  methods: {
    __repr__: { params: '', call: (_, d) => `tf.${d.name}` },
    __str__: { params: '', call: (_, d) => `<dtype: '${d.name}'>` },
    is_compatible_with: { params: 'other', call: (_, d, other) => asDType(other) === d.base },
  },
});

const scopeClass = classBinding<Scope>({
  paths: [], name: 'Scope', type: Scope,
  methods: { __enter__: { params: '', call: (_, s) => s.enter() }, __exit__: { params: '*exc', call: (_, s) => { s.exit(); return null; } } },
});

const nodeToBeClass = classBinding<NodeToBe>({ paths: [], name: 'NodeToBe', type: NodeToBe, properties: { type: (_, o) => o.type, name: (_, o) => o.name, device: () => '' } });

const deviceSetterClass = classBinding<DeviceSetter>({ paths: [], name: 'DeviceSetter', type: DeviceSetter });

const KEYS: Readonly<Record<string, string>> = {
  ACTIVATIONS: 'activations', BIASES: 'biases', COND_CONTEXT: 'cond_context', EVAL_STEP: 'eval_step', GLOBAL_STEP: 'global_step', GLOBAL_VARIABLES: 'variables', INIT_OP: 'init_op',
  LOCAL_INIT_OP: 'local_init_op', LOCAL_VARIABLES: 'local_variables', LOSSES: 'losses', METRIC_VARIABLES: 'metric_variables', MODEL_VARIABLES: 'model_variables',
  MOVING_AVERAGE_VARIABLES: 'moving_average_variables', QUEUE_RUNNERS: 'queue_runners', READY_FOR_LOCAL_INIT_OP: 'ready_for_local_init_op', READY_OP: 'ready_op',
  REGULARIZATION_LOSSES: 'regularization_losses', RESOURCES: 'resources', SAVEABLE_OBJECTS: 'saveable_objects', SAVERS: 'savers', SUMMARIES: 'summaries', SUMMARY_OP: 'summary_op',
  TABLE_INITIALIZERS: 'table_initializer', TRAINABLE_VARIABLES: 'trainable_variables', TRAIN_OP: 'train_op', UPDATE_OPS: 'update_ops', WEIGHTS: 'weights', WHILE_CONTEXT: 'while_context',
};

const functions: FunctionBinding[] = [
  bind('constant', 'value, dtype=None, shape=None, name="Const", verify_shape=False', core.constant),
  bind('placeholder', 'dtype, shape=None, name=None', core.placeholder),
  bind('placeholder_with_default', 'input, shape, name=None', core.placeholderWithDefault),
  bind('identity', 'input, name=None', core.identity),
  bind('no_op', 'name=None', core.noOp),
  bind('convert_to_tensor', 'value, dtype=None, name=None, preferred_dtype=None, dtype_hint=None', core.convertToTensor),
  bind('tuple', 'tensors, name=None, control_inputs=None', core.tuple),
  { paths: ['group'], params: '*inputs, **kwargs', call: (tf, inputs, kwargs) => core.group(tf, inputs as unknown[], { name: (kwargs as Map<string, string>).get('name') ?? null }) },
  { paths: ['train.replica_device_setter'], params: 'ps_tasks=0, ps_device="/job:ps", worker_device="/job:worker", merge_devices=True, cluster=None, ps_ops=None, ps_strategy=None',
    call: (_, tasks, ps, worker, _merge, _cluster, ops) => (Number(tasks) === 0 ? null : new DeviceSetter(Number(tasks), String(ps ?? ''), String(worker ?? ''), Array.isArray(ops) ? (ops as string[]) : undefined)) },
  { paths: ['DeviceSpec.from_string'], params: 'spec', call: (_, spec) => new DeviceSpec().parse(String(spec)) },
  { paths: ['get_default_graph'], params: '', call: (tf) => tf.graph },
  { paths: ['reset_default_graph'], params: '', call: (tf) => { tf.reset(); return null; } },
  { paths: ['get_default_session'], params: '', call: (tf) => tf.sessions.at(-1) ?? null },
  { paths: ['set_random_seed', 'random.set_random_seed'], params: 'seed', call: (tf, seed) => { tf.setRandomSeed(seed === null ? null : Number(seed)); return null; } },
  { paths: ['as_dtype', 'dtypes.as_dtype'], params: 'type_value', call: (_, v) => DTypeObject.of(asDType(v)) },
  { paths: ['get_collection'], params: 'key, scope=None', call: (tf, key, scope) => collected(tf.graph, key, scope) },
  { paths: ['get_collection_ref'], params: 'key', call: (tf, key) => new CollectionRef(tf.graph, String(key)) },
  { paths: ['add_to_collection'], params: 'name, value', call: (tf, name, value) => { tf.graph.collection(String(name)).push(value); return null; } },
  { paths: ['add_to_collections'], params: 'names, value', call: (tf, names, value) => { for (const n of Array.isArray(names) ? (names as unknown[]) : [names]) tf.graph.collection(String(n)).push(value); return null; } },
  { paths: ['container'], params: 'container_name', call: () => new Scope(() => null, () => {}) },
  { paths: ['op_scope'], params: 'values, name, default_name=None', call: (tf, values, name, fallback) => nameScope(tf, name, fallback, values) },
  { paths: ['dimension_value', 'compat.dimension_value'], params: 'dimension', call: (_, d) => (d instanceof Dimension ? d.value : d) },
  { paths: ['dimension_at_index', 'compat.dimension_at_index'], params: 'shape, index', call: (_, shape, index) => new Dimension((shape as TensorShape).dims?.at(Number(index)) ?? null) },
  { paths: ['tables_initializer', 'initialize_all_tables', 'initializers.tables_initializer'], params: 'name="init_all_tables"', call: (tf, name) => core.noOp(tf, { name: name as string }) },
  { paths: ['control_dependencies'], params: 'control_inputs', call: (tf, inputs) => dependencies(tf, inputs) },
  { paths: ['device'], params: 'device_name_or_function', call: (tf, device) => deviceScope(tf.graph, device) },
  { paths: ['name_scope', 'keras.backend.name_scope'], params: 'name, default_name=None, values=None', call: (tf, name, fallback, values) => nameScope(tf, name, fallback, values) },
  { paths: ['colocate_with'], params: 'op, ignore_existing=False', call: (tf, op, ignore) => colocateScope(tf, op, ignore === true) },
];

export const bindings: Bindings = {
  functions,
  classes: [collectionRefClass, deviceSpecClass, deviceSetterClass, dtypeClass, scopeClass, nodeToBeClass, shapeClass, dimensionClass, tensorClass, operationClass, opDefClass, opPartClass, graphClass, sessionClass, interactiveSessionClass, ...callableClasses, ...settingsClasses],
  constants: [
    ...settingsConstants,
    ...DTYPES.map((d) => ({ paths: [d, `dtypes.${d}`], value: () => DTypeObject.of(d) })),
    { paths: ['half'], value: () => DTypeObject.of('float16') }, { paths: ['double'], value: () => DTypeObject.of('float64') },
    ...Object.entries(KEYS).map(([k, v]) => ({ paths: [`GraphKeys.${k}`], value: () => v })),
    { paths: ['newaxis'], value: () => null },
  ],
};

