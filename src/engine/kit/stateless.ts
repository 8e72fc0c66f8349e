/**
 * Random ops whose seed is an input. Their key and counter are 64-bit numbers of random bits, too wide for the float64 that holds a uint64
 * here: those two tensors hold the bits themselves, which only these ops read.
 */
import { rounds } from '../../lib/philox.ts';
import type { Numbers } from '../dtype.ts';
import type { Compute } from '../op-def.ts';
import type { Source } from './random.ts';

/** The 32-bit words of a uint64 tensor, lowest first. */
export const wordsOf = (x: Numbers): Uint32Array => new Uint32Array(x.buffer, x.byteOffset, x.length * 2);

/** A 64-bit integer as two words. */
const split = (v: number): [number, number] => [v >>> 0, Math.floor(v / 2 ** 32) >>> 0];

/** Key and counter of a seed of two integers: scrambled, so that any bit of it counts (core/kernels/stateless_random_ops.cc). */
export function scramble(seed: ArrayLike<number>, key: Uint32Array, counter: Uint32Array): void {
  const mix = new Uint32Array(4);
  rounds(0x3ec8f720, 0x02461e29, ...split(seed[0]), ...split(seed[1]), mix);
  key.set([mix[0], mix[1]]);
  counter.set([0, 0, mix[2], mix[3]]);
}

/** Blocks of the key and counter in inputs 1 and 2. */
export function keyed(c: Compute): Source {
  const [k0, k1] = wordsOf(c.data(1)).slice();
  const [c0, c1, c2, c3] = wordsOf(c.data(2)).slice();
  return (i, out) => {
    const low = c0 + i;
    const next = c1 + Math.floor(low / 2 ** 32);
    const carry = Math.floor(next / 2 ** 32);
    rounds(k0, k1, low >>> 0, next >>> 0, (c2 + carry) >>> 0, c2 + carry > 0xffffffff ? (c3 + 1) >>> 0 : c3, out);
  };
}
