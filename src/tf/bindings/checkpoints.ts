/** Python names of savers, checkpoints and meta graphs. */
import { bind, classBinding, type Bindings } from '../binding.ts';
import type { Context, Graph } from '../context.ts';
import { GraphMessage, MetaMessage } from '../graphdef/messages.ts';
import type { Session } from '../session.ts';
import * as checkpoints from '../train/checkpoints.ts';
import { exportMetaGraph, importMeta, readMetaGraph } from '../train/meta-graph.ts';
import { Saver, type SaveOptions, type SaverOptions } from '../train/saver.ts';
import { DTypeObject } from '../dtypes.ts';

const saverClass = classBinding<Saver>({
  paths: ['train.Saver'], name: 'Saver', type: Saver,
  params: 'var_list=None, reshape=False, sharded=False, max_to_keep=5, keep_checkpoint_every_n_hours=10000.0, name=None, restore_sequentially=False, saver_def=None, builder=None, defer_build=False, allow_empty=False, write_version=2, pad_step_number=False, save_relative_paths=False, filename=None',
  create: (tf, var_list, reshape, sharded, max_to_keep, keep, name, _sequential, saver_def, _builder, defer_build, allow_empty, _version, pad_step_number, _relative, filename) =>
    new Saver(tf, { var_list, reshape, sharded, max_to_keep, keep_checkpoint_every_n_hours: keep, name, saver_def, defer_build, allow_empty, pad_step_number, filename } as SaverOptions),
  properties: { last_checkpoints: (_, s) => [...s.lastCheckpoints] },
  methods: {
    save: {
      params: "sess, save_path, global_step=None, latest_filename=None, meta_graph_suffix='meta', write_meta_graph=True, write_state=True, strip_default_attrs=False, save_debug_info=False",
      call: (_, s, session, path, global_step, latest_filename, meta_graph_suffix, write_meta_graph, write_state) =>
        s.save(session as Session, String(path), { global_step, latest_filename, meta_graph_suffix, write_meta_graph, write_state } as SaveOptions),
    },
    restore: { params: 'sess, save_path', call: (_, s, session, path) => s.restore(session as Session, path as string | null) },
    build: { params: '', call: (_, s) => { s.build(); return null; } },
    export_meta_graph: {
      params: 'filename=None, collection_list=None, as_text=False, export_scope=None, clear_devices=False, clear_extraneous_savers=False, strip_default_attrs=False, save_debug_info=False',
      call: (tf, s, filename, collection_list, as_text, _scope, clear_devices) =>
        new MetaMessage(exportMetaGraph(tf, { filename: filename as string | null, collection_list: collection_list as string[] | null, as_text: as_text === true, clear_devices: clear_devices === true, saver_def: s.definition })),
    },
    set_last_checkpoints: { params: 'last_checkpoints', call: (_, s, paths) => { s.setLastCheckpoints(paths as string[]); return null; } },
    recover_last_checkpoints: { params: 'checkpoint_paths', call: (_, s, paths) => { s.recoverLastCheckpoints(paths as string[]); return null; } },
  },
});

const stateClass = classBinding<checkpoints.CheckpointState>({
  paths: ['train.CheckpointState'], name: 'CheckpointState', type: checkpoints.CheckpointState,
  properties: { model_checkpoint_path: (_, s) => s.latest, all_model_checkpoint_paths: (_, s) => [...s.all] },
  methods: { __str__: { params: '', call: (_, s) => String(s) }, __repr__: { params: '', call: (_, s) => String(s) } },
});

const readerClass = classBinding<checkpoints.CheckpointReader>({
  paths: ['train.NewCheckpointReader'], name: 'CheckpointReader', type: checkpoints.CheckpointReader, params: 'filepattern', create: (tf, path) => checkpoints.newCheckpointReader(tf, String(path)),
  methods: {
    has_tensor: { params: 'tensor_str', call: (_, r, name) => r.has(String(name)) },
    get_tensor: { params: 'tensor_str', call: (_, r, name) => r.tensor(String(name)) },
    get_variable_to_shape_map: { params: '', call: (_, r) => r.shapes() },
    get_variable_to_dtype_map: { params: '', call: (_, r) => new Map([...r.dtypes()].map(([n, d]) => [n, DTypeObject.of(d)])) },
  },
});

/** `tf.train.import_meta_graph`: the saver of the file, or a new one; null where there is nothing to restore. */
function importMetaGraph(tf: Context, given: unknown, clear: unknown, scope: unknown, kwargs: unknown): Saver | null {
  const meta = given instanceof MetaMessage ? given.data : readMetaGraph(tf, String(given));
  const map = (kwargs as ReadonlyMap<string, unknown>).get('input_map') as ReadonlyMap<unknown, unknown> | undefined;
  const made = importMeta(tf, meta, { clear_devices: clear === true, import_scope: scope as string | null, input_map: map ?? null });
  if (meta.saver?.filenameTensor) return new Saver(tf, { saver_def: meta.saver, name: made.scope });
  const all = (tf.graph.collections.get('variables') ?? []).length;
  return all > 0 ? new Saver(tf) : null;
}

export const bindings: Bindings = {
  functions: [
    bind('train.latest_checkpoint', 'checkpoint_dir, latest_filename=None', checkpoints.latestCheckpoint),
    bind('train.get_checkpoint_state', 'checkpoint_dir, latest_filename=None', checkpoints.getCheckpointState),
    bind('train.update_checkpoint_state', 'save_dir, model_checkpoint_path, all_model_checkpoint_paths=None, latest_filename=None, all_model_checkpoint_timestamps=None, last_preserved_timestamp=None', checkpoints.updateCheckpointState),
    bind('train.generate_checkpoint_state_proto', 'save_dir, model_checkpoint_path, all_model_checkpoint_paths=None, all_model_checkpoint_timestamps=None, last_preserved_timestamp=None', checkpoints.checkpointState),
    bind('train.checkpoint_exists', 'checkpoint_prefix', checkpoints.checkpointExists),
    bind('train.remove_checkpoint', "checkpoint_prefix, checkpoint_format_version=2, meta_graph_suffix='meta'", checkpoints.removeCheckpoint),
    bind('train.list_variables', 'ckpt_dir_or_file', checkpoints.listVariables), bind('train.load_variable', 'ckpt_dir_or_file, name', checkpoints.loadVariable),
    bind('train.load_checkpoint', 'ckpt_dir_or_file', checkpoints.loadCheckpoint),
    { paths: ['train.import_meta_graph'], params: 'meta_graph_or_file, clear_devices=False, import_scope=None, **kwargs', call: importMetaGraph },
    {
      paths: ['train.export_meta_graph'],
      params: 'filename=None, meta_info_def=None, graph_def=None, saver_def=None, collection_list=None, as_text=False, graph=None, export_scope=None, clear_devices=False, clear_extraneous_savers=False, strip_default_attrs=False, save_debug_info=False, **kwargs',
      call: (tf, filename, _info, graph_def, _saver, collection_list, as_text, graph, _scope, clear_devices) => new MetaMessage(exportMetaGraph(tf, {
        filename: filename as string | null, graph_def: graph_def instanceof GraphMessage ? graph_def.data : null, collection_list: collection_list as string[] | null, as_text: as_text === true, graph: graph as Graph | null,
        clear_devices: clear_devices === true,
      })),
    },
  ],
  classes: [saverClass, stateClass, readerClass],
  constants: [{ paths: ['train.SaverDef.V1'], value: () => 1 }, { paths: ['train.SaverDef.V2'], value: () => 2 }],
};
