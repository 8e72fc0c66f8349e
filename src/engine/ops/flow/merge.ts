/** Merge and RefMerge: the input that is alive, and its index. Only a run with frames executes them (frames.ts). */
import type { Inferred, Op, Static } from '../../op.ts';

/** Only what all inputs agree on is known. */
function infer(inputs: readonly Static[]): Inferred[] {
  const [first] = inputs;
  const alike = inputs.every((s) => s.shape !== null && s.shape.length === first.shape?.length);
  const shape = alike ? first.shape!.map((d, i) => (inputs.every((s) => s.shape![i] === d) ? d : null)) : null;
  return [{ dtype: first.dtype, shape }, { dtype: 'int32', shape: [] }];
}
const compute = (): never => { throw new Error('internal: Merge is executed by frames'); };

export const merge: Op = { type: 'Merge', signature: 'inputs:N*T -> output:T value_index:int32 | T:type N:int>=1', flow: 'merge', infer, compute, flops: () => 0, examples: [] };
export const refMerge: Op = { type: 'RefMerge', signature: 'inputs:&N*T -> output:&T value_index:int32 | T:type N:int>=1', flow: 'merge', infer, compute, flops: () => 0, examples: [] };
