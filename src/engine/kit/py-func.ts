/** PyFunc and PyFuncStateless: a function of the script, called with the inputs' values. */
import type { DType } from '../dtype.ts';
import { RunFailure, type Compute, type Op } from '../op-def.ts';
import { scriptCalls } from './script-calls.ts';
import { cppName } from '../dtype.ts';

function call(c: Compute): void {
  const token = String(c.attrs.token);
  const types = c.attrs.Tout as readonly DType[];
  const made = c.state.graph && scriptCalls(c.state.graph).get(token);
  if (!made) throw new RunFailure('InvalidArgumentError', `ValueError: Could not find callback with key=b'${token}' in the registry.`);
  const results = made(Array.from({ length: c.inputs }, (_, i) => c.tensor(i)));
  if (results.length !== types.length) throw new RunFailure('InvalidArgumentError', `${token} returns ${results.length} values, but expects to see ${types.length} values.`);
  results.forEach((t, i) => {
    if (t.dtype !== types[i]) throw new RunFailure('InvalidArgumentError', `${i}-th value returned by ${token} is ${cppName(t.dtype)}, but expects ${cppName(types[i])}`);
    c.put(i, t);
  });
}

/** TensorFlow never folds either of them here: what a script's function gives is known only when it is called. */
export const scriptOp = (type: string): Op => ({
  type, signature: 'input:Tin -> output:Tout | token:string Tin:list(type)>=0 Tout:list(type)>=0 ! stateful',
  infer: (_, attrs) => (attrs.Tout as readonly DType[]).map((dtype) => ({ dtype, shape: null })),
  compute: call,
  flops: () => 0,
  examples: [],
});
