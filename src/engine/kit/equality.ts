/** What Equal and NotEqual share: comparison with broadcasting, of texts too; shapes that do not fit may be allowed. */
import { broadcast, eachPair, strides } from '../../lib/broadcast.ts';
import { sizeOf } from '../dtype.ts';
import { inferBinary } from '../elementwise.ts';
import { RunFailure, type Compute, type Example, type Op } from '../op-def.ts';

function compute(c: Compute, equal: boolean): void {
  const [a, b] = [c.shape(0), c.shape(1)];
  const out = broadcast(a, b) as number[] | null;
  if (!out) {
    if (c.attrs.incompatible_shape_error !== false) throw new RunFailure('InvalidArgumentError', `Incompatible shapes: [${a.join(',')}] vs. [${b.join(',')}]`);
    c.make(0, [], 'bool')[0] = Number(!equal);
    return;
  }
  const z = c.make(0, out, 'bool');
  const [x, y]: ArrayLike<unknown>[] = c.dtype(0) === 'string' ? [c.strings(0), c.strings(1)] : [c.data(0), c.data(1)];
  eachPair(out, strides(a, out), strides(b, out), (i, p, q) => { z[i] = Number((x[p] === y[q]) === equal); });
}

export const equalityOp = (type: string, equal: boolean, examples: readonly Example[]): Op => ({
  type, signature: 'x:T y:T -> z:bool | T:type incompatible_shape_error:bool=true ! commutative',
  infer(inputs, attrs) {
    if (attrs.incompatible_shape_error === false) return [{ dtype: 'bool', shape: inputs.every((s) => s.size >= 0) ? (broadcast(inputs[0].shape!, inputs[1].shape!) ?? []) : null }];
    return inferBinary(type, inputs).map((r) => ({ ...r, dtype: 'bool' as const }));
  },
  compute: (c) => compute(c, equal),
  flops: (_, outputs) => sizeOf(outputs[0]),
  stops: true,
  examples,
});
