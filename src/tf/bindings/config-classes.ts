/** `tf.ConfigProto`, `tf.RunOptions` and their kin: settings that scripts may make and read; nothing here acts on them. */
import { classBinding, type ClassBinding, type ConstantBinding } from '../binding.ts';

/** A message of settings, by field. */
export class Settings {
  readonly fields = new Map<string, unknown>();
  constructor(readonly kind: string) {}
}

type Fields = Readonly<Record<string, unknown>>;
interface Kind { readonly paths: readonly string[]; readonly fields: Fields }

/** Fields with their defaults; a `@Name` is another message, made when it is first read. */
const KINDS: Readonly<Record<string, Kind>> = {
  ConfigProto: { paths: ['ConfigProto'], fields: {
    device_count: new Map(), intra_op_parallelism_threads: 0, inter_op_parallelism_threads: 0, use_per_session_threads: false, placement_period: 0, device_filters: [], gpu_options: '@GPUOptions',
    allow_soft_placement: false, log_device_placement: false, graph_options: '@GraphOptions', operation_timeout_in_ms: 0, isolate_session_state: false, share_cluster_devices_in_session: false, experimental: '@Experimental',
  } },
  GPUOptions: { paths: ['GPUOptions'], fields: {
    per_process_gpu_memory_fraction: 0, allow_growth: false, allocator_type: '', deferred_deletion_bytes: 0, visible_device_list: '', polling_active_delay_usecs: 0, polling_inactive_delay_msecs: 0, force_gpu_compatible: false,
    experimental: '@Experimental',
  } },
  GraphOptions: { paths: ['GraphOptions'], fields: {
    enable_recv_scheduling: false, optimizer_options: '@OptimizerOptions', build_cost_model: 0, build_cost_model_after: 0, infer_shapes: false, place_pruned_graph: false, enable_bfloat16_sendrecv: false, timeline_step: 0,
    rewrite_options: '@RewriterConfig',
  } },
  OptimizerOptions: { paths: ['OptimizerOptions'], fields: { do_common_subexpression_elimination: false, do_constant_folding: false, max_folded_constant_in_bytes: 0, do_function_inlining: false, opt_level: 0, global_jit_level: 0 } },
  RewriterConfig: { paths: [], fields: {
    layout_optimizer: 0, constant_folding: 0, shape_optimization: 0, remapping: 0, arithmetic_optimization: 0, dependency_optimization: 0, loop_optimization: 0, function_optimization: 0, debug_stripper: 0, disable_model_pruning: false,
    disable_meta_optimizer: false, memory_optimization: 0, meta_optimizer_iterations: 0, auto_mixed_precision: 0, optimizers: [],
  } },
  Experimental: { paths: [], fields: { collective_group_leader: '', executor_type: '', recv_buf_max_chunk: 0, use_numa_affinity: false, optimize_for_static_graph: false, enable_mlir_bridge: false, xla_fusion_autotuner_thresh: 0 } },
  RunOptions: { paths: ['RunOptions'], fields: { trace_level: 0, timeout_in_ms: 0, inter_op_thread_pool: 0, output_partition_graphs: false, report_tensor_allocations_upon_oom: false } },
  RunMetadata: { paths: ['RunMetadata'], fields: { step_stats: '@StepStats', partition_graphs: [] } },
  StepStats: { paths: [], fields: { dev_stats: [] } },
  DeviceStepStats: { paths: [], fields: { device: '', node_stats: [], thread_names: new Map() } },
  NodeExecStats: { paths: [], fields: {
    node_name: '', all_start_micros: 0, op_start_rel_micros: 0, op_end_rel_micros: 0, all_end_rel_micros: 0, memory: [], output: [], timeline_label: '', scheduled_micros: 0, thread_id: 0,
    all_start_nanos: 0, op_start_rel_nanos: 0, op_end_rel_nanos: 0, all_end_rel_nanos: 0, scheduled_nanos: 0,
  } },
};

function read(s: Settings, field: string, initial: unknown): unknown {
  if (!s.fields.has(field)) s.fields.set(field, typeof initial === 'string' && initial.startsWith('@') ? new Settings(initial.slice(1)) : Array.isArray(initial) ? [] : initial instanceof Map ? new Map() : initial);
  return s.fields.get(field);
}

/** One class of the bindings a kind, told apart by a class of their own. */
function bindingOf(name: string, { paths, fields }: Kind): ClassBinding {
  const names = Object.keys(fields);
  return classBinding<Settings>({
    paths, name, type: CLASSES[name], params: names.map((n) => `${n}=None`).join(', '),
    create: (_, ...values) => {
      const made = new CLASSES[name]();
      names.forEach((n, i) => { if (values[i] !== null && values[i] !== undefined) made.fields.set(n, values[i]); });
      return made;
    },
    properties: Object.fromEntries(names.map((n) => [n, (_: unknown, s: Settings): unknown => { const v = read(s, n, fields[n]); return v instanceof Settings && v.constructor === Settings ? adopt(s, n, v) : v; }])),
    setters: Object.fromEntries(names.map((n) => [n, (_: unknown, s: Settings, value: unknown): void => { s.fields.set(n, value); }])),
    methods: { CopyFrom: { params: 'other', call: (_, s, other) => { s.fields.clear(); for (const [k, v] of (other as Settings).fields) s.fields.set(k, v); return null; } } },
  });
}

const CLASSES: Readonly<Record<string, new () => Settings>> = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, class extends Settings { constructor() { super(kind); } }]));
function adopt(s: Settings, field: string, v: Settings): Settings {
  const made = new CLASSES[v.kind]();
  s.fields.set(field, made);
  return made;
}

function message(kind: string, fields: Fields): Settings {
  const made = new CLASSES[kind]();
  for (const [k, v] of Object.entries(fields)) made.fields.set(k, v);
  return made;
}

/** Fills `run_metadata.step_stats` with the nodes of a traced run, in their order. Nothing is timed: all times stay 0. */
export function traceRun(options: unknown, metadata: unknown, nodes: () => readonly { readonly name: string; readonly type: string }[]): void {
  if (!(metadata instanceof Settings) || !(options instanceof Settings) || options.kind !== 'RunOptions' || !Number(options.fields.get('trace_level') ?? 0)) return;
  const stats = nodes().map(({ name, type }) => message('NodeExecStats', { node_name: name, timeline_label: `${name} = ${type}()` }));
  metadata.fields.set('step_stats', message('StepStats', { dev_stats: [message('DeviceStepStats', { device: '/job:localhost/replica:0/task:0/device:CPU:0', node_stats: stats })] }));
}

export const settingsClasses: readonly ClassBinding[] = Object.entries(KINDS).map(([name, kind]) => bindingOf(name, kind));

const LEVELS: Readonly<Record<string, number>> = {
  'RunOptions.NO_TRACE': 0, 'RunOptions.SOFTWARE_TRACE': 1, 'RunOptions.HARDWARE_TRACE': 2, 'RunOptions.FULL_TRACE': 3,
  'OptimizerOptions.L0': -1, 'OptimizerOptions.L1': 0, 'OptimizerOptions.DEFAULT': 0, 'OptimizerOptions.OFF': -1, 'OptimizerOptions.ON_1': 1, 'OptimizerOptions.ON_2': 2,
};
export const settingsConstants: readonly ConstantBinding[] = Object.entries(LEVELS).map(([path, v]) => ({ paths: [path], value: () => v }));
