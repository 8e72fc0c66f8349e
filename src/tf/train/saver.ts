/** `tf.train.Saver`: saves and restores variables, remembers and removes checkpoints (python/training/saver.py). Its ops: saver-ops.ts. */
import { RunFailure, TensorFlowError } from '../../engine/op-def.ts';
import type { SaverData } from '../../graphdef/model.ts';
import type { Context } from '../context.ts';
import { Session } from '../session.ts';
import { Ndarray, Float } from '../values.ts';
import { basename, checkpointExists, dirname, metaGraphName, removeCheckpoint, updateCheckpointState } from './checkpoints.ts';
import { globalStep } from './global-step.ts';
import { exportMetaGraph } from './meta-graph.ts';
import { buildSaver, saveables, type SaverNames } from './saver-ops.ts';

export interface SaverOptions {
  readonly var_list?: unknown;
  readonly reshape?: boolean | null;
  readonly sharded?: boolean | null;
  readonly max_to_keep?: number | null;
  readonly keep_checkpoint_every_n_hours?: number | Float;
  readonly name?: string | null;
  readonly saver_def?: SaverData | null;
  readonly defer_build?: boolean | null;
  readonly allow_empty?: boolean | null;
  readonly pad_step_number?: boolean | null;
  readonly filename?: string | null;
}
export interface SaveOptions {
  readonly global_step?: unknown;
  readonly latest_filename?: string | null;
  readonly meta_graph_suffix?: string | null;
  readonly write_meta_graph?: boolean | null;
  readonly write_state?: boolean | null;
}

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };
const whole = (v: unknown): number | null => (typeof v === 'number' ? v : v instanceof Ndarray ? Number(v.data[0]) : null);

export class Saver {
  private names: SaverNames | null = null;
  private empty = false;
  /** Newest last. */
  lastCheckpoints: string[] = [];
  private readonly keep: number;

  constructor(private readonly tf: Context, private readonly o: SaverOptions = {}) {
    if (o.defer_build && given(o.var_list)) fail('ValueError', 'If `var_list` is provided then build cannot be deferred. Either set defer_build=False or var_list=None.');
    this.keep = o.saver_def ? o.saver_def.maxToKeep : (o.max_to_keep === undefined ? 5 : (o.max_to_keep ?? 0));
    if (o.saver_def) {
      const inside = (name: string): string => (o.name ? `${o.name.replace(/\/$/, '')}/${name}` : name);
      this.names = { filename: inside(o.saver_def.filenameTensor), save: inside(o.saver_def.saveTensor), restore: inside(o.saver_def.restoreOp) };
    } else if (!o.defer_build) this.build();
  }

  build(): void {
    if (this.names || this.empty) return;
    const { tf, o } = this;
    const list = given(o.var_list) ? o.var_list : [...((tf.graph.collections.get('variables') ?? [])), ...((tf.graph.collections.get('saveable_objects') ?? []))];
    const count = list instanceof Map ? list.size : (list as unknown[]).length;
    if (count === 0) {
      if (!o.allow_empty) fail('ValueError', 'No variables to save');
      this.empty = true;
      return;
    }
    this.names = buildSaver(tf, saveables(list), { name: o.name ?? null, filename: o.filename || 'model', sharded: o.sharded ?? false, reshape: o.reshape ?? false });
  }

  /** What a .meta file says of it; null while nothing is built. */
  get definition(): SaverData | null {
    if (!this.names) return null;
    const hours = this.o.keep_checkpoint_every_n_hours ?? 10000;
    return {
      filenameTensor: this.names.filename, saveTensor: this.names.save, restoreOp: this.names.restore, maxToKeep: this.keep, sharded: this.o.sharded ?? false,
      keepEveryHours: hours instanceof Float ? hours.value : hours, version: 2,
    };
  }

  /** `saver.save(sess, path, …)`: the path that was written; null for a saver of nothing. */
  save(session: Session, path: string, o: SaveOptions = {}): string | null {
    if (!this.names && !this.empty) fail('RuntimeError', '`build()` should be called before save if defer_build==True');
    const latest = o.latest_filename ?? 'checkpoint';
    if (dirname(latest)) fail('ValueError', "'latest_filename' must not contain path components");
    const file = this.pathFor(session, path, o.global_step, latest);
    if (!(session instanceof Session)) fail('TypeError', `'sess' must be a Session; ${String(session)}`);
    const { tf } = this;
    let written: string | null = null;
    if (this.names) {
      const value = session.run(this.names.save, new Map([[this.names.filename, file]])) as { data: readonly string[] };
      written = value.data[0];
      if (o.write_state ?? true) {
        const dropped = this.remember(written);
        updateCheckpointState(tf, dirname(path), written, { all_model_checkpoint_paths: this.lastCheckpoints, latest_filename: latest });
        for (const old of dropped) removeCheckpoint(tf, old, { meta_graph_suffix: o.meta_graph_suffix ?? 'meta' });
      }
    }
    if (o.write_meta_graph ?? true) {
      tf.inGraph(session.graph, () => exportMetaGraph(tf, { filename: metaGraphName(file, o.meta_graph_suffix ?? 'meta'), saver_def: this.definition }));
    }
    return written;
  }

  private pathFor(session: Session, path: string, step: unknown, latest: string): string {
    if (!given(step)) {
      if (basename(path) === latest && !this.o.sharded) fail('ValueError', `'latest_filename' collides with 'save_path': '${latest}' and '${path}'`);
      return path;
    }
    const n = whole(step) ?? globalStep(this.tf, session, step);
    return `${path}-${this.o.pad_step_number ? String(n).padStart(8, '0') : n}`;
  }

  /** Puts a checkpoint last; says which are one too many. */
  private remember(path: string): string[] {
    if (this.keep <= 0) return [];
    this.lastCheckpoints = [...this.lastCheckpoints.filter((p) => p !== path), path];
    return this.lastCheckpoints.splice(0, Math.max(0, this.lastCheckpoints.length - this.keep));
  }

  /** `saver.restore(sess, path)`. Throws ValueError where there is no checkpoint, NotFoundError or InvalidArgumentError where it does not fit. */
  restore(session: Session, path: string | null): null {
    if (this.empty) return null;
    if (path === null || path === undefined) fail('ValueError', "Can't load save_path when it is None.");
    if (!checkpointExists(this.tf, path!)) fail('ValueError', `The passed save_path is not a valid checkpoint: ${path}`);
    const names = this.names ?? fail('RuntimeError', '`build()` should be called before restore if defer_build==True');
    try {
      session.run(names.restore, new Map([[names.filename, path!]]));
    } catch (error) {
      if (!(error instanceof TensorFlowError)) throw error;
      const why = error.kind === 'NotFoundError' ? 'a Variable name or other graph key that is missing' : error.kind === 'InvalidArgumentError' ? 'a mismatch between the current graph and the graph' : null;
      if (why === null) throw error;
      throw new RunFailure(error.kind, `Restoring from checkpoint failed. This is most likely due to ${why} from the checkpoint. Please ensure that you have not altered the graph expected based on the checkpoint. Original error:\n\n${error.message}`);
    }
    return null;
  }

  setLastCheckpoints(paths: readonly string[]): void { this.lastCheckpoints = [...paths]; }
  recoverLastCheckpoints(paths: readonly string[]): void { this.lastCheckpoints = paths.filter((p) => checkpointExists(this.tf, p)); }
}

const given = (v: unknown): boolean => v !== null && v !== undefined;
