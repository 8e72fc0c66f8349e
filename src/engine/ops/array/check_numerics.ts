/** CheckNumerics: its input, or an error where an element is not finite. */
import { copy, f32, likeFirst, RunFailure, type Op } from '../../op.ts';

export const checkNumerics: Op = {
  type: 'CheckNumerics', signature: 'tensor:T -> output:T | T:type message:string ! stateful', infer: likeFirst,
  compute(c) {
    const x = c.data(0);
    const nan = x.some(Number.isNaN);
    const inf = x.some((v) => v === Infinity || v === -Infinity);
    if (nan || inf) throw new RunFailure('InvalidArgumentError', `${c.attrs.message as string} : Tensor had ${nan && inf ? 'Inf and NaN' : nan ? 'NaN' : 'Inf'} values`);
    copy(c, c.shape(0));
  },
  flops: () => 0,
  gradient: (g) => [g.emit('CheckNumerics', [g.dy[0]!], { message: `Not a number (NaN) or infinity (Inf) values detected in gradient. b'${g.attrs.message as string}'` }, 'CheckNumerics')[0]],
  examples: [{ inputs: [f32([2], [1, 2])], attrs: { message: 'm' }, outputs: [f32([2], [1, 2])] }],
};
