/** The nodes that control flow is made of: Switch, Merge, Enter, Exit, NextIteration, with their variants for references (python/ops/control_flow_ops.py). */
import type { Shape } from '../../engine/dtype.ts';
import { mergeShapes } from '../../engine/shapes.ts';
import { NONE, type Context, type OwnName, type Tensor } from '../context.ts';

type Name = string | OwnName | null;

/** `t.set_shape(shape)`, where the two do not contradict each other. */
export function narrow(t: Tensor, shape: Shape | null): void {
  if (!shape) return;
  const merged = mergeShapes(t.shape, shape);
  if (merged?.shape && merged.shape.join() !== t.shape?.join()) t.graph.setShape(t, merged.shape);
  else if (merged?.shape && t.shape === null) t.graph.setShape(t, merged.shape);
}

export const switchTensor = (tf: Context, data: Tensor, pred: Tensor, name: Name = 'Switch'): [Tensor, Tensor] => tf.apply('Switch', [data, pred], NONE, name) as [Tensor, Tensor];

/** `_SwitchRefOrTensor`: colocated with its data and with nothing else; a reference stays one. */
export const switchRefOrTensor = (tf: Context, data: Tensor, pred: Tensor, name: Name = 'Switch'): [Tensor, Tensor] =>
  data.graph.colocateWith([data.id], () => tf.apply(data.isRef ? 'RefSwitch' : 'Switch', [data, pred], NONE, name) as [Tensor, Tensor], true);

/** The value and the index of the input that came. */
export const merge = (tf: Context, inputs: readonly Tensor[], name: Name = 'Merge'): [Tensor, Tensor] =>
  inputs.every((t) => t.isRef)
    ? tf.within(name ?? 'Merge', (own) => inputs[0].graph.colocateWith([inputs[0].id], () => tf.ops('RefMerge', inputs, NONE, own) as [Tensor, Tensor]))
    : (tf.ops('Merge', inputs, NONE, name ?? 'Merge') as [Tensor, Tensor]);

export interface EnterOptions { readonly constant?: boolean; readonly parallel: number; readonly useRef?: boolean; readonly useShape?: boolean; readonly name?: Name }

/** `_Enter` */
export function enter(tf: Context, data: Tensor, frame: string, { constant = false, parallel, useShape = true, name }: EnterOptions): Tensor {
  const type = data.isRef ? 'RefEnter' : 'Enter';
  const made = tf.gen(type, [data], { frame_name: frame, is_constant: constant, parallel_iterations: parallel }, name ?? type);
  if (useShape) narrow(made, data.shape);
  return made;
}

const plainOrRef = (type: string) => (tf: Context, t: Tensor, name: Name = null): Tensor => tf.gen(t.isRef ? `Ref${type}` : type, [t], NONE, name);
export const exit = plainOrRef('Exit');
export const nextIteration = plainOrRef('NextIteration');
/** `_Identity`: of a reference a reference. */
export const identityRef = plainOrRef('Identity');
