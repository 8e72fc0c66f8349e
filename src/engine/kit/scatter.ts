/** TensorScatter ops: a copy of a tensor with rows changed at coordinates. */
import { f32, i32 } from '../dtype.ts';
import type { Compute, Grad, Gradient, Op } from '../op-def.ts';
import { scatterRows } from './gather.ts';
import { shapeAs } from './build.ts';

/** array_grad.py `_TensorScatterMinOrMaxGrad` */
function extremeGradient(g: Gradient): Grad[] {
  const [x, indices, y] = g.x;
  const dy = g.dy[0]!;
  const cast = (o: typeof x): typeof x => g.emit('Cast', [o], { DstT: g.dtype(dy) }, 'Cast')[0];
  const mineX = cast(g.emit('Equal', [x, g.y[0]], {}, 'Equal')[0]);
  const rows = g.emit('GatherNd', [g.y[0], indices], {}, 'GatherNd')[0];
  const mineY = cast(g.emit('Equal', [y, rows], {}, 'Equal')[0]);
  const spread = g.emit('ScatterNd', [indices, mineY, shapeAs(g, x, g.dtype(indices))], {}, 'ScatterNd')[0];
  const count = g.emit('AddV2', [mineX, spread], {}, 'add')[0];
  const dx = g.emit('RealDiv', [g.emit('Mul', [dy, mineX], {}, 'mul')[0], count], {}, 'truediv')[0];
  const part = g.emit('GatherNd', [g.emit('RealDiv', [dy, count], {}, 'truediv')[0], indices], {}, 'GatherNd')[0];
  return [dx, null, g.emit('Mul', [part, mineY], {}, 'mul')[0]];
}

/** array_grad.py: TensorScatterAdd, Sub and Update. */
function plainGradient(g: Gradient, type: string): Grad[] {
  const [, indices, y] = g.x;
  const dy = g.dy[0]!;
  const rows = g.emit('GatherNd', [dy, indices], {}, 'GatherNd')[0];
  const same = g.emit('Identity', [dy], {}, 'Identity')[0];
  if (type === 'TensorScatterAdd') return [same, null, rows];
  if (type === 'TensorScatterSub') return [same, null, g.emit('Neg', [rows], {}, 'Neg')[0]];
  const shape = g.shape(y);
  const zeros = shape && !shape.includes(null)
    ? g.constant({ dtype: g.dtype(dy), shape: shape as number[], data: new Float32Array((shape as number[]).reduce((a, b) => a * b, 1)) }, 'zeros_like')
    : g.emit('ZerosLike', [y], {}, 'zeros_like')[0];
  return [g.emit('TensorScatterUpdate', [same, indices, zeros], {}, 'TensorScatterUpdate')[0], null, rows];
}

export const tensorScatterOp = (type: string, combine: (old: number, now: number) => number, result: readonly number[]): Op => ({
  type, signature: 'tensor:T indices:Tindices updates:T -> output:T | T:type Tindices:type{int32,int64}',
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape }],
  compute(c: Compute) {
    if (c.dtype(0) === 'string') {
      const out = [...c.strings(0)];
      scatterRows(c, 1, 2, c.shape(0), (at, from) => { out[at] = c.strings(2)[from]; });
      c.outStrings(0, c.shape(0), out);
      return;
    }
    const y = c.make(0, c.shape(0), c.dtype(0));
    y.set(c.data(0));
    const u = c.data(2);
    scatterRows(c, 1, 2, c.shape(0), (at, from) => { y[at] = combine(y[at], u[from]); });
  },
  flops: () => 0,
  gradient: (g) => (type.endsWith('Max') || type.endsWith('Min') ? extremeGradient(g) : plainGradient(g, type)),
  examples: [{ inputs: [f32([3], [1, 2, 3]), i32([2, 1], [0, 2]), f32([2], [5, 1])], outputs: [f32([3], result)] }],
});
