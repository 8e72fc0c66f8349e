/** Products of stacks of matrices: the kernel that the BatchMatMul ops share. */
import { broadcast, eachPair, strides } from '../../lib/broadcast.ts';
import type { DType } from '../dtype.ts';
import { RunFailure, type Compute } from '../op-def.ts';
import { multiplyPlain } from './matrix.ts';

export function computeProducts(c: Compute): void {
  const [a, b] = [c.shape(0), c.shape(1)];
  const [ta, tb] = [c.attrs.adj_x === true, c.attrs.adj_y === true];
  const [m, k] = ta ? [a[a.length - 1], a[a.length - 2]] : [a[a.length - 2], a[a.length - 1]];
  const [l, n] = tb ? [b[b.length - 1], b[b.length - 2]] : [b[b.length - 2], b[b.length - 1]];
  if (k !== l) throw new RunFailure('InvalidArgumentError', `Matrix size-incompatible: In[0]: [${a.join(',')}], In[1]: [${b.join(',')}]`);
  const lead = broadcast(a.slice(0, -2), b.slice(0, -2)) as number[] | null;
  if (!lead) throw new RunFailure('InvalidArgumentError', `In[0] and In[1] must have compatible batch dimensions: [${a.join(',')}] vs. [${b.join(',')}]`);
  const out = c.output(0, [...lead, m, n], (c.attrs.Tout as DType | undefined) ?? c.dtype(0));
  const [sa, sb] = [strides(a.slice(0, -2), lead), strides(b.slice(0, -2), lead)];
  if (c.dtype(0) === 'float32' && c.dtype(1) === 'float32' && (c.attrs.Tout ?? 'float32') === 'float32') {
    eachPair(lead, sa, sb, (i, p, q) => { c.kernels.matmul(c.address(0) + p * m * k * 4, c.address(1) + q * k * n * 4, out + i * m * n * 4, m, k, n, ta ? 1 : 0, tb ? 1 : 0); });
    return;
  }
  const [x, y, z] = [c.data(0), c.data(1), c.out(0)];
  eachPair(lead, sa, sb, (i, p, q) => multiplyPlain(x, y, z, m, k, n, ta, tb, [p * m * k, q * k * n, i * m * n]));
}
