/** The ways in which constant folding lets a node become another one of the same name (constant_folding.cc, ReplaceOperationWith…). */
import { arrayType, sizeOf, type DType } from '../engine/dtype.ts';
import { anchor } from './anchor.ts';
import { isControl, type Work, type WorkGraph } from './graph.ts';
import type { Attr, Tensor } from './types.ts';

/** Attributes that name no property of an op: those with an underscore. */
export const hiddenAttrs = (n: Work): Record<string, Attr> => Object.fromEntries(Object.entries(n.attrs).filter(([k]) => k.startsWith('_')));

/** Turns data inputs from `from` on into control inputs. */
export function toControls(g: WorkGraph, n: Work, from: number): string[] {
  const inputs = [...n.inputs];
  for (let i = from; i < inputs.length && !isControl(inputs[i]); i++) inputs[i] = anchor(g, inputs[i]);
  return inputs;
}

/** The node hands on one of its inputs; `op`: Identity, or Snapshot where variables are written in place. */
export function handOn(g: WorkGraph, n: Work, input: number, op: 'Identity' | 'Snapshot'): void {
  const inputs = [...n.inputs];
  [inputs[0], inputs[input]] = [inputs[input], inputs[0]];
  for (let i = 1; i < inputs.length && !isControl(inputs[i]); i++) inputs[i] = anchor(g, inputs[i]);
  n.attrs = { ...hiddenAttrs(n), T: n.attrs['T'] ?? n.attrs['dtype'] ?? (n.op.startsWith('Logical') ? 'bool' : 'float32') };
  n.op = op;
  n.outputs = undefined;
  g.setInputs(n, inputs);
}

/** The node becomes a constant, and waits for what it read. */
export function becomeConstant(g: WorkGraph, n: Work, value: Tensor): void {
  const inputs = toControls(g, n, 0);
  n.attrs = { ...hiddenAttrs(n), dtype: value.dtype, value };
  n.op = 'Const';
  n.outputs = undefined;
  g.setInputs(n, inputs);
}

/** Elements that a constant of one value may have where a node becomes one. */
export const MOST_FILLED = 1 << 22;

/** A tensor of one value all over. */
export function filled(dtype: DType, shape: readonly number[], value: number): Tensor {
  return { dtype, shape, data: new (arrayType(dtype))(sizeOf(shape)).fill(value) };
}
export const foldingName = (n: Work, suffix: string): string => `ConstantFolding/${n.name}${suffix}`;
