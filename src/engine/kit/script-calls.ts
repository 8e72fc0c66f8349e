/** Functions of scripts that nodes call while a graph runs (tf.py_func), by graph and token. Who registers them is not told here. */
import type { Tensor } from '../dtype.ts';

export type ScriptCall = (inputs: readonly Tensor[]) => readonly Tensor[];
const calls = new WeakMap<object, Map<string, ScriptCall>>();

/** The functions of a graph. */
export function scriptCalls(graph: object): Map<string, ScriptCall> {
  let found = calls.get(graph);
  if (!found) calls.set(graph, (found = new Map()));
  return found;
}
