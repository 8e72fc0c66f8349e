/** Normal numbers against TensorFlow's own, bit for bit. */
import { describe, expect, it } from 'vitest';
import { normals } from './normal.ts';
import { philox } from './philox.ts';

const RECORDED = [-0.046945684, -1.2039024, 1.1668352, 1.1706204, -0.32007024, -0.19035114, -1.4242879, 0.9578679];

describe('normals', () => {
  it('are what TensorFlow 2.15.1 drew with seed 87654321 and seed2 7, numbers 0 to 7', () => {
    const words = new Uint32Array(4);
    const drawn: number[] = [];
    for (let block = 0; block < 2; block++) {
      philox(87_654_321, 7, block, words);
      drawn.push(...normals(words[0], words[1]), ...normals(words[2], words[3]));
    }
    expect(drawn).toEqual(Array.from(Float32Array.from(RECORDED)));
  });
});
