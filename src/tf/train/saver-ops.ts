/** The ops of a tf.train.Saver: V + 11 nodes for V reference variables (python/training/saver.py BulkSaverBuilder, saveable_object_util.py). */
import { isFull, type DType, type Tensor as HostTensor } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { Tensor, type Context, type Operation } from '../context.ts';
import { group } from '../core.ts';
import { mergeDevice } from '../device.ts';
import { pythonType } from '../element.ts';
import { PartitionedVariable } from '../state/partitioned.ts';
import { BESIDE, Variable } from '../variable.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

/** A variable, or a part of one, under its name in the checkpoint. */
interface Saveable {
  readonly name: string;
  readonly slice: string;
  readonly ref: Tensor;
  /** What is saved: the reference, or what reads a part. */
  readonly saved: Tensor;
  readonly dtype: DType;
}

const strings = (data: readonly string[]): HostTensor => ({ dtype: 'string', shape: [data.length], data });

function sliceText({ slice }: Variable): string {
  if (!slice) return '';
  return `${slice.fullShape.join(' ')} ${slice.offset.map((o, i) => `${o},${slice.shape[i]}`).join(':')}`;
}

/** Names to what is saved under them; a list is named by the variables themselves. Throws TypeError and ValueError in TensorFlow's words. */
export function saveables(list: unknown): Saveable[] {
  const named = list instanceof Map ? (list as ReadonlyMap<string, unknown>) : byName(list);
  const seen = new Set<string>();
  return [...named.keys()].sort().flatMap((name) => {
    const given = named.get(name);
    const parts = given instanceof PartitionedVariable ? given.variables : Array.isArray(given) ? (given as readonly Variable[]) : null;
    if (parts) return parts.map((v) => ({ name, slice: sliceText(v), ref: v.ref, saved: v.read, dtype: v.dtype }));
    const v = asVariable(given);
    if (!v) return fail('TypeError', `names_to_saveables must be a dict mapping string names to Tensors/Variables. Not a variable: ${String(given)}`);
    const key = String(v.ref.id);
    if (seen.has(key)) fail('ValueError', `The same saveable will be restored with two names: ${name}`);
    seen.add(key);
    return [{ name, slice: '', ref: v.ref, saved: v.ref, dtype: v.ref.dtype }];
  });
}

function asVariable(v: unknown): { ref: Tensor; name: string } | null {
  if (v instanceof Variable) return { ref: v.ref, name: v.opName };
  if (v instanceof Tensor && v.isRef && v.op.type === 'VariableV2') return { ref: v, name: v.op.name };
  return null;
}

function byName(list: unknown): ReadonlyMap<string, unknown> {
  if (!Array.isArray(list)) return fail('TypeError', `Variables to save should be passed in a dict or a list: ${pythonType(list)}`);
  const out = new Map<string, unknown>();
  const add = (name: string, v: unknown): void => {
    if (out.has(name)) fail('ValueError', `At least two variables have the same name: ${name}`);
    out.set(name, v);
  };
  const named = (list as unknown[]).map((v) => [nameOf(v), v] as const).sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0));
  for (const [, v] of named) {
    if (v instanceof Variable && v.slice) {
      const others = out.get(v.slice.fullName);
      if (others !== undefined && !Array.isArray(others)) fail('ValueError', `Mixing slices and non-slices with the same name: ${v.slice.fullName}`);
      if (others === undefined) out.set(v.slice.fullName, [v]);
      else (others as Variable[]).push(v);
    } else if (v instanceof PartitionedVariable) add(v.name, v);
    else {
      const found = asVariable(v) ?? fail('TypeError', `Variable to save is not a Variable: ${String(v)}`);
      add(found.name, v);
    }
  }
  return out;
}
const nameOf = (v: unknown): string => (typeof v === 'object' && v !== null && 'name' in v ? String(v.name) : fail('AttributeError', `'${pythonType(v)}' object has no attribute 'name'`));

export interface BuildOptions { readonly name: string | null; readonly filename: string; readonly sharded: boolean; readonly reshape: boolean }
export interface SaverNames { readonly filename: string; readonly save: string; readonly restore: string }

function on<T>(tf: Context, device: string, body: () => T): T {
  tf.graph.devices.push(device);
  try { return body(); } finally { tf.graph.devices.pop(); }
}

/** Builds the block and says what its nodes are called. */
export function buildSaver(tf: Context, all: readonly Saveable[], o: BuildOptions): SaverNames {
  return tf.as('checkpoint', () => tf.within(o.name ?? 'save', () => {
    const given = tf.within('filename', (own) => tf.op('PlaceholderWithDefault', [tf.constant({ dtype: 'string', shape: [], data: [o.filename] }, 'input')], { shape: [] }, own));
    const path = tf.op('PlaceholderWithDefault', [given], { shape: [] }, 'Const');
    const [save, restore] = o.sharded ? sharded(tf, path, all, o) : [saveOps(tf, path, all), restoreOps(tf, path, all, o.reshape, 'restore_all')];
    return { filename: path.name, save: save.name, restore: restore.name };
  }));
}

function saveOps(tf: Context, path: Tensor, all: readonly Saveable[]): Tensor {
  const save = tf.within('SaveV2', (own) => {
    const names = tf.constant(strings(all.map((s) => s.name)), 'tensor_names');
    const slices = tf.constant(strings(all.map((s) => s.slice)), 'shape_and_slices');
    return tf.node('SaveV2', [path, names, slices, ...all.map((s) => s.saved)], { dtypes: all.map((s) => s.dtype) }, own);
  });
  return tf.op('Identity', [path], BESIDE, 'control_dependency', [save]);
}

function restoreOps(tf: Context, path: Tensor, all: readonly Saveable[], reshape: boolean, name: string): Operation {
  const read = on(tf, 'cpu:0', () => tf.within('RestoreV2', (own) => {
    const names = tf.constant(strings(all.map((s) => s.name)), 'tensor_names');
    const slices = tf.constant(strings(all.map((s) => s.slice)), 'shape_and_slices');
    return tf.ops('RestoreV2', [path, names, slices], { dtypes: all.map((s) => s.dtype) }, own);
  }));
  // All shapes first: those that are known only in a run take a node each.
  const shapes = all.map(({ ref }) => (reshape ? (isFull(ref.shape) ? ref.shape : tf.op('Shape', [ref], { out_type: 'int32' }, 'Shape')) : null));
  const assigns = all.map(({ ref }, i) => {
    const to = shapes[i];
    const value = to === null ? read[i] : tf.gen('Reshape', [read[i], to]);
    return tf.gen('Assign', [ref, value], { validate_shape: !reshape && isFull(ref.shape) });
  });
  return group(tf, assigns, { name });
}

function sharded(tf: Context, path: Tensor, all: readonly Saveable[], o: BuildOptions): [Tensor, Operation] {
  const devices = new Map<string, Saveable[]>();
  for (const s of all) {
    const device = mergeDevice(s.ref.device, '');
    devices.set(device, [...(devices.get(device) ?? []), s]);
  }
  const shards = [...devices].sort(([a], [b]) => (a < b ? -1 : 1));
  const cpu = (device: string): string => mergeDevice('/device:CPU:0', device);
  const text = (value: string): Tensor => tf.constant({ dtype: 'string', shape: [], data: [value] }, 'Const');
  const number = (value: number, name: string): Tensor => tf.constant({ dtype: 'int32', shape: [], data: Int32Array.of(value) }, name);
  const temporary = on(tf, 'CPU', () => {
    const remote = tf.op('StaticRegexFullMatch', [path], { pattern: '^s3://.*' }, 'StaticRegexFullMatch');
    const suffix = tf.op('Select', [remote, text('.part'), text('_temp/part')], {}, 'Select');
    return tf.op('StringJoin', [path, suffix], { separator: '' }, 'StringJoin');
  });
  const count = number(shards.length, 'num_shards');
  const parts = shards.map(([device, mine], k) => on(tf, cpu(device), () => {
    const file = tf.within('ShardedFilename', (own) => tf.op('ShardedFilename', [temporary, number(k, 'shard'), count], {}, own));
    return { file, done: saveOps(tf, file, mine) };
  }));
  const last = shards[shards.length - 1][0];
  const save = tf.after(parts.map((p) => p.done.id), () => on(tf, cpu(last), () => {
    const merge = tf.within('MergeV2Checkpoints', (own) => {
      const prefixes = tf.op('Pack', parts.map((p) => p.file), { axis: 0 }, 'checkpoint_prefixes');
      return tf.node('MergeV2Checkpoints', [prefixes, path], { delete_old_dirs: true, allow_missing_files: false }, own);
    });
    return tf.after([merge], () => tf.op('Identity', [path], {}, 'Identity'));
  }));
  const restores = shards.map(([device, mine]) => on(tf, device, () => restoreOps(tf, path, mine, o.reshape, 'restore_shard')));
  return [save, group(tf, restores, { name: 'restore_all' })];
}
