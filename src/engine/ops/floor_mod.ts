/** FloorMod of int32: the remainder with the sign of the divisor. */
import { i32, inferBinary, computeBinary, referenceBinary, type Op } from '../op.ts';

const mod = (x: number, y: number): number => ((x % y) + y) % y;

export const floorMod: Op = {
  type: 'FloorMod', outputs: 1, computes: true, stateful: false,
  infer: (inputs) => inferBinary('FloorMod', inputs),
  compute: (c) => computeBinary(c, -1, mod),
  reference: (inputs) => referenceBinary(inputs, mod),
  flops: (inputs) => inputs[0].reduce((a, b) => a * b, 1),
  examples: [{ inputs: [i32([3], [5, -1, 7]), i32([], [3])], differentiable: false }],
};
