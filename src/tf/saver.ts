/** `tf.train.Saver(var_list)`: V + 11 nodes for V variables at every construction, as python/training/saver.py builds them. */
import type { Tensor as HostTensor } from '../engine/dtype.ts';
import type { Attrs } from '../engine/op-def.ts';
import { Tensor, type Context } from './context.ts';
import { group, type Variable } from './variables.ts';

const ASSIGN: Attrs = Object.freeze({ use_locking: true, validate_shape: true, _class: 'input 0' });

const strings = (shape: readonly number[], data: readonly string[]): HostTensor => ({ dtype: 'string', shape, data });

export interface Saver {
  /** Fetch this to save; feed `filename` with the path. */
  readonly save: Tensor;
  /** Run this to restore. */
  readonly restore: number;
  /** The node that a run feeds with the path. */
  readonly filename: number;
}

/** @param list names in the checkpoint and their variables */
export function saver(tf: Context, list: ReadonlyMap<string, Variable>): Saver {
  const names = [...list.keys()].sort();
  if (names.length === 0) throw new Error('No variables to save');
  const slices = names.map(() => '');
  return tf.as('checkpoint', () => tf.within('save', () => {
    const filename = tf.within('filename', (own) => tf.op('PlaceholderWithDefault', [tf.constant(strings([], ['model']), 'input')], { shape: [] }, own));
    const path = tf.op('PlaceholderWithDefault', [filename], { shape: [] }, 'Const');
    const save = tf.within('SaveV2', (own) => {
      const tensors = tf.constant(strings([names.length], names), 'tensor_names');
      const shapes = tf.constant(strings([names.length], slices), 'shape_and_slices');
      return tf.node('SaveV2', [path, tensors, shapes, ...names.map((n) => list.get(n)!.ref)], { dtypes: names.map(() => 'float32') }, own);
    });
    const done = tf.op('Identity', [path], { _class: 'input 0' }, 'control_dependency', [save]);
    const read = tf.within('RestoreV2', (own) => {
      const tensors = tf.constant(strings([names.length], names), 'tensor_names');
      const shapes = tf.constant(strings([names.length], slices), 'shape_and_slices');
      return tf.node('RestoreV2', [path, tensors, shapes], { dtypes: names.map(() => 'float32') }, own);
    });
    const assigns = names.map((n, i) => tf.node('Assign', [list.get(n)!.ref, new Tensor(tf.graph, read, i)], ASSIGN, 'Assign'));
    return { save: done, restore: group(tf, assigns, 'restore_all'), filename: path.id };
  }));
}

