/** The global step: an int64 variable of that name, in a collection of its own (python/training/training_util.py). */
import { isInteger } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { Tensor, type Context, type Graph } from '../context.ts';
import { graphElement } from '../element.ts';
import type { Session } from '../session.ts';
import { TensorShape } from '../shape.ts';
import { Zeros } from '../state/initializers.ts';
import { getVariable } from '../state/get-variable.ts';
import { Variable } from '../variable.ts';

const KEY = 'global_step';
interface InGraph { readonly graph?: Graph | null | undefined }

/** `tf.train.get_global_step(graph)`; null where there is none. Throws TypeError where it is no integer scalar. */
export function getGlobalStep(tf: Context, { graph }: InGraph = {}): Variable | Tensor | null {
  const g = graph ?? tf.graph;
  const all = g.collections.get(KEY) ?? [];
  if (all.length > 1) return null;
  const found = all.length === 1 ? (all[0] as Variable | Tensor) : g.find(KEY) >= 0 ? (graphElement(g, `${KEY}:0`) as Tensor) : null;
  if (found) assertGlobalStep(tf, found);
  return found;
}

/** `tf.train.create_global_step(graph)` */
export function createGlobalStep(tf: Context, { graph }: InGraph = {}): Variable {
  const g = graph ?? tf.graph;
  if (getGlobalStep(tf, { graph: g })) throw new TensorFlowError('ValueError', '"global_step" already exists.');
  return tf.inGraph(g, () => tf.inside(0, () => getVariable(tf, KEY, { shape: [], dtype: 'int64', initializer: new Zeros(), trainable: false, collections: ['variables', KEY] })));
}

/** `tf.train.get_or_create_global_step(graph)` */
export const getOrCreateGlobalStep = (tf: Context, options: InGraph = {}): Variable | Tensor => getGlobalStep(tf, options) ?? createGlobalStep(tf, options);

/** `tf.train.assert_global_step(tensor)` */
export function assertGlobalStep(_: Context, step: unknown): null {
  const fail = (message: string): never => { throw new TensorFlowError('TypeError', message); };
  if (!(step instanceof Variable) && !(step instanceof Tensor)) return fail(`Existing "global_step" must be a Variable or Tensor: ${String(step)}.`);
  if (!isInteger(step.dtype)) fail(`Existing "global_step" does not have integer type: <dtype: '${step.dtype}${step instanceof Variable ? '_ref' : ''}'>`);
  if (step.shape && step.shape.length > 0 && !step.shape.includes(null)) fail(`Existing "global_step" is not scalar: ${String(new TensorShape(step.shape))}`);
  return null;
}

/** `tf.train.global_step(sess, tensor)`: its value as a number. */
export const globalStep = (_: Context, session: Session, step: unknown): number => (session.run(step) as { data: ArrayLike<number> }).data[0];
