/** Where: the places of all elements that are true, or not zero. */
import { bools, f32, rowSteps, tensor, type Op } from '../../op.ts';

export const where: Op = {
  type: 'Where', signature: 'input:T -> index:int64 | T:type{float32,float64,int32,uint8,int16,int8,complex64,int64,qint8,quint8,qint32,bfloat16,qint16,quint16,uint16,complex128,float16,uint32,uint64,bool}=bool',
  infer: ([x]) => [{ dtype: 'int64', shape: [null, x.shape ? x.shape.length : null] }],
  compute(c) {
    const shape = c.shape(0);
    const steps = rowSteps(shape);
    const found: number[] = [];
    c.data(0).forEach((v, i) => { if (v !== 0) found.push(i); });
    const y = c.make(0, [found.length, shape.length], 'int64');
    found.forEach((i, k) => shape.forEach((n, d) => { y[k * shape.length + d] = Math.floor(i / steps[d]) % n; }));
  },
  flops: () => 0,
  examples: [
    { inputs: [bools([2, 2], [1, 0, 0, 1])], outputs: [tensor('int64', [2, 2], [0, 0, 1, 1])] },
    { inputs: [f32([3], [0, 2, -1])], outputs: [tensor('int64', [2, 1], [1, 2])] },
  ],
};
