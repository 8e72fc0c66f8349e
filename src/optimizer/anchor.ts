/** Where a control edge may begin. */
import { controlOf, isControl, nodeName, portOf, type WorkGraph } from './graph.ts';
import { isSwitch } from './kinds.ts';

/**
 * The control input that waits for what `input` reads. Only one output of a Switch gets a value, so the edge begins at an Identity
 * behind that output, which is made for it: Grappler looks for one that is there, but compares the wrong input and finds none.
 */
export function anchor(g: WorkGraph, input: string): string {
  if (isControl(input)) return input;
  const from = g.at(input);
  if (!isSwitch(from)) return controlOf(input);
  const name = `ConstantFoldingCtrl/${nodeName(input)}_${portOf(input)}`;
  if (!g.has(name)) g.add({ name, op: 'Identity', inputs: [input], attrs: { T: from.attrs['T'] ?? 'float32' }, device: from.device });
  return `^${name}`;
}
