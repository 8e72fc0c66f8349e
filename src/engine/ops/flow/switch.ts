/** Switch and RefSwitch: the data goes to the output that the predicate picks, the other one is dead. Only a run with frames executes them (frames.ts). */
import { withRank, type Inferred, type Op, type Static } from '../../op.ts';

function infer(inputs: readonly Static[]): Inferred[] {
  const [data, pred] = inputs;
  withRank('Switch', pred, 0, inputs);
  return [{ dtype: data.dtype, shape: data.shape }, { dtype: data.dtype, shape: data.shape }];
}
const compute = (): never => { throw new Error('internal: Switch is executed by frames'); };

export const switchOp: Op = { type: 'Switch', signature: 'data:T pred:bool -> output_false:T output_true:T | T:type', flow: 'switch', infer, compute, flops: () => 0, examples: [] };
export const refSwitch: Op = { type: 'RefSwitch', signature: 'data:&T pred:bool -> output_false:&T output_true:&T | T:type', flow: 'switch', infer, compute, flops: () => 0, examples: [] };
