/** Products of matrices, one (MatMul) or stacks of them (the BatchMatMul ops). */
import { broadcast, eachPair, strides } from '../../lib/broadcast.ts';
import { sizeOf, type DType } from '../dtype.ts';
import { RunFailure, type Compute } from '../op-def.ts';
import { multiplyPlain } from './matrix.ts';

/** Small products in a stack go the way of vectors: up to this many multiplications. */
const SMALL = 128 * 128;

/**
 * The float32 kernel for `count` products [m,k] x [k,n] of operands at addresses: the plain one, or in graphs that scripts run the one with
 * TensorFlow's bits. Ask for it after outputs: it may take scratch space.
 */
export function multiplier(c: Compute, m: number, k: number, n: number, ta: boolean, tb: boolean, count: number): (a: number, b: number, out: number) => void {
  const { exact, matmul } = c.kernels;
  if (!exact || m * k * n === 0) return (a, b, out) => { matmul(a, b, out, m, k, n, ta ? 1 : 0, tb ? 1 : 0); };
  const turned = tb ? c.scratch(k * n * 4) : 0;
  const contracts = Math.min(m, k, n) > 1 && (count === 1 || m * k * n > SMALL);
  return (a, b, out) => {
    if (tb) exact.transpose(b, turned, n, k);
    if (contracts) exact.contract(a, ta ? 4 : k * 4, ta ? m * 4 : 4, tb ? turned : b, n * 4, out, m, k, n);
    else exact.product(a, b, tb ? turned : b, out, m, k, n, ta ? 1 : 0, tb ? 1 : 0);
  };
}

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
    const multiply = multiplier(c, m, k, n, ta, tb, sizeOf(lead));
    eachPair(lead, sa, sb, (i, p, q) => { multiply(c.address(0) + p * m * k * 4, c.address(1) + q * k * n * 4, out + i * m * n * 4); });
    return;
  }
  const [x, y, z] = [c.data(0), c.data(1), c.out(0)];
  eachPair(lead, sa, sb, (i, p, q) => multiplyPlain(x, y, z, m, k, n, ta, tb, [p * m * k, q * k * n, i * m * n]));
}
