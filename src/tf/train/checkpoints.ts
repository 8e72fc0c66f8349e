/** Checkpoints as files: which is the latest, what is in them (python/checkpoint/checkpoint_management.py, py_checkpoint_reader.py). */
import type { DType, Tensor as HostTensor } from '../../engine/dtype.ts';
import { RunFailure, TensorFlowError } from '../../engine/op-def.ts';
import type { Context } from '../context.ts';
import { basename, dirname, Disk, joinPath, normalPath } from '../disk.ts';
import { Tuple } from '../values.ts';

const disks = new WeakMap<Context, Disk>();
/** The files of an interpreter. */
export function diskOf(tf: Context): Disk {
  let found = disks.get(tf);
  if (!found) disks.set(tf, (found = new Disk(tf.files)));
  return found;
}

/** `tf.train.CheckpointState`: the newest checkpoint of a folder and those before it. */
export class CheckpointState {
  constructor(readonly latest: string, readonly all: readonly string[]) {}
  /** As the text of the file `checkpoint`. */
  toString(): string {
    const line = (key: string, path: string): string => `${key}: ${JSON.stringify(path)}\n`;
    return line('model_checkpoint_path', this.latest) + this.all.map((p) => line('all_model_checkpoint_paths', p)).join('');
  }
  static parse(text: string): CheckpointState {
    const all = (key: string): string[] => [...text.matchAll(new RegExp(`^${key}: ("(?:[^"\\\\]|\\\\.)*")`, 'gm'))].map((m) => JSON.parse(m[1]) as string);
    return new CheckpointState(all('model_checkpoint_path')[0] ?? '', all('all_model_checkpoint_paths'));
  }
}

/** A path as seen from a folder. */
function relative(path: string, folder: string): string {
  if (path.startsWith('/')) return path;
  const [from, to] = [normalPath(folder).split('/').filter(Boolean), normalPath(path).split('/')];
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

/** `tf.train.generate_checkpoint_state_proto` */
export function checkpointState(_: Context, folder: string, latest: string, { all_model_checkpoint_paths }: { all_model_checkpoint_paths?: readonly string[] | null } = {}): CheckpointState {
  const all = [...(all_model_checkpoint_paths ?? [])];
  if (all.at(-1) !== latest) all.push(latest);
  if (folder.startsWith('/')) return new CheckpointState(latest, all);
  return new CheckpointState(relative(latest, folder), all.map((p) => relative(p, folder)));
}

interface StateFile { readonly latest_filename?: string | null }

/** `tf.train.update_checkpoint_state` */
export function updateCheckpointState(tf: Context, folder: string, latest: string, { all_model_checkpoint_paths, latest_filename }: { all_model_checkpoint_paths?: readonly string[] | null } & StateFile = {}): null {
  const state = checkpointState(tf, folder, latest, { all_model_checkpoint_paths: all_model_checkpoint_paths ?? null });
  diskOf(tf).write(joinPath(folder, latest_filename ?? 'checkpoint'), new TextEncoder().encode(String(state)));
  return null;
}

/** `tf.train.get_checkpoint_state(folder)`; null where none was saved. */
export function getCheckpointState(tf: Context, folder: string, { latest_filename }: StateFile = {}): CheckpointState | null {
  const bytes = diskOf(tf).read(joinPath(folder, latest_filename ?? 'checkpoint'));
  if (!bytes) return null;
  const state = CheckpointState.parse(new TextDecoder().decode(bytes));
  return new CheckpointState(joinPath(folder, state.latest), state.all.map((p) => joinPath(folder, p)));
}

/** `tf.train.latest_checkpoint(folder)` */
export function latestCheckpoint(tf: Context, folder: string, options: StateFile = {}): string | null {
  const state = getCheckpointState(tf, folder, options);
  return state?.latest && checkpointExists(tf, state.latest) ? state.latest : null;
}

/** `tf.train.checkpoint_exists(prefix)` */
export const checkpointExists = (tf: Context, prefix: string): boolean => diskOf(tf).checkpoint(prefix) !== null;

/** `tf.train.remove_checkpoint(prefix)` */
export function removeCheckpoint(tf: Context, prefix: string, { meta_graph_suffix }: { meta_graph_suffix?: string | null } = {}): null {
  diskOf(tf).removeCheckpoint(prefix);
  diskOf(tf).remove(metaGraphName(prefix, meta_graph_suffix ?? 'meta'));
  return null;
}

/** The file of a checkpoint's graph: of all shards together. */
export const metaGraphName = (prefix: string, suffix: string): string => `${/-\?{5}-of-\d{5}$/.test(prefix) ? prefix.replace(/-\?{5}-of-\d{5}$/, '') : prefix}.${suffix}`;

/** `tf.train.load_checkpoint`, `NewCheckpointReader`: reads a checkpoint without a graph. */
export class CheckpointReader {
  constructor(readonly path: string, private readonly tensors: ReadonlyMap<string, HostTensor>) {}
  has(name: string): boolean { return this.tensors.has(name); }
  tensor(name: string): HostTensor {
    return this.tensors.get(name) ?? ((): never => { throw new RunFailure('NotFoundError', `Key ${name} not found in checkpoint`); })();
  }
  shapes(): Map<string, number[]> { return new Map(this.names().map((n) => [n, [...this.tensors.get(n)!.shape]])); }
  dtypes(): Map<string, DType> { return new Map(this.names().map((n) => [n, this.tensors.get(n)!.dtype])); }
  names(): string[] { return [...this.tensors.keys()].sort(); }
}

/** `tf.train.load_checkpoint(folder or prefix)`. Throws ValueError or NotFoundError. */
export function loadCheckpoint(tf: Context, path: string): CheckpointReader {
  const state = getCheckpointState(tf, path);
  const file = state ? state.latest : path;
  if (!file) throw new TensorFlowError('ValueError', `Couldn't find 'checkpoint' file or checkpoints in given directory ${path}`);
  return newCheckpointReader(tf, file);
}
export function newCheckpointReader(tf: Context, path: string): CheckpointReader {
  const tensors = diskOf(tf).checkpoint(path);
  if (!tensors) throw new RunFailure('NotFoundError', `Unsuccessful TensorSliceReader constructor: Failed to find any matching files for ${path}`);
  return new CheckpointReader(path, tensors);
}

/** `tf.train.list_variables(path)`: names and shapes. */
export const listVariables = (tf: Context, path: string): Tuple[] => [...loadCheckpoint(tf, path).shapes()].map(([name, shape]) => Tuple.from2([name, shape]));
/** `tf.train.load_variable(path, name)` */
export const loadVariable = (tf: Context, path: string, name: string): HostTensor => loadCheckpoint(tf, path).tensor(name.endsWith(':0') ? name.slice(0, -2) : name);

export { basename, dirname };
