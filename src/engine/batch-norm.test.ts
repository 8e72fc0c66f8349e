/** Batch normalisation against bits of real TensorFlow: fingerprints (FNV-1a over the words) of y, the moments and, in training, the three gradients. */
import { describe, expect, it } from 'vitest';
import { arrayType, sizeOf, type Tensor } from './dtype.ts';
import { exactProducts } from './exact-products.ts';
import { Graph } from './graph.ts';
import type { Output } from './op-def.ts';
import { OPS } from './ops/index.ts';
import { registerOps } from './registry.ts';
import { Session } from './session.ts';

registerOps(OPS);

/** Shape of x, whether in training, fingerprints. TensorFlow 2.15.1, one thread, epsilon 0.001, on a processor of AMD's. */
const RECORDED: [number[], boolean, number[]][] = [
  [[2, 5, 1, 3], true, [953633330, 1167518742, 448052773, 2005252428, 3506169119, 3562968220]],
  [[2, 5, 1, 3], false, [102085050, 1272570028, 364704481]],
  [[4, 4, 4, 8], true, [2657632258, 681920033, 806629653, 4225176117, 3417929757, 438115493]],
  [[4, 4, 4, 8], false, [124936785, 2512417768, 551850990]],
  [[1, 3, 3, 13], true, [2819901950, 857896693, 2586258259, 1296619421, 2882679253, 1112608787]],
  [[1, 3, 3, 13], false, [216337406, 3449127479, 1938950242]],
  [[2, 2, 3, 33], true, [2311927736, 2582384544, 1998273818, 2470116670, 1802531431, 3311268917]],
  [[2, 2, 3, 33], false, [209948863, 3047474709, 1605315231]],
];

function numbers(seed: number, shape: readonly number[], low: number, high: number): Tensor {
  let s = seed;
  const data = Float32Array.from({ length: sizeOf(shape) }, () => {
    s = (Math.imul(s, 1_664_525) + 1_013_904_223) >>> 0;
    return low + (high - low) * (s / 2 ** 32);
  });
  return { dtype: 'float32', shape, data };
}

function fingerprint(t: Tensor): number {
  let h = 0x811c9dc5;
  for (const word of new Uint32Array((t.data as Float32Array).slice().buffer)) h = Math.imul(h ^ word, 0x01000193) >>> 0;
  return h;
}

/** Runs one op on tensors as a script would: with exact kernels. */
function run(type: string, inputs: readonly Tensor[], attrs: Record<string, unknown>, outputs: readonly number[]): Tensor[] {
  const g = new Graph();
  g.computeExactly(exactProducts);
  const held = inputs.map((t, i): Output => ({ id: g.add('Const', `in${i}`, 0, [], { dtype: t.dtype, shape: t.shape }, [], t), index: 0 }));
  const id = g.add(type, 'op', 0, held, attrs);
  const fetches = outputs.map((index) => ({ id, index }));
  const session = new Session(g, new Map()).run(fetches, [], new Map(), 'needed');
  while (!session.advance(1000)) { /* until it is done */ }
  return fetches.map((o) => { const t = session.fetch(o); return { ...t, data: new (arrayType('float32'))(t.data as Float32Array) }; });
}

describe('batch normalisation of a script', () => {
  it.each(RECORDED)('of %j, in training: %s, has the bits of TensorFlow', (shape, training, wanted) => {
    const n = shape[3];
    const x = numbers(n, shape, -1, 2);
    const dy = numbers(n + 1, shape, -1, 1);
    const [scale, offset, mean, variance] = ([[0.5, 2], [-1, 1], [-1, 1], [0.1, 2]] as const).map(([low, high], i) => numbers(n + 2 + i, [n], low, high));
    const none: Tensor = { dtype: 'float32', shape: [0], data: new Float32Array(0) };
    const attrs = { T: 'float32', U: 'float32', epsilon: 0.001, data_format: 'NHWC', is_training: training };
    const y = run('FusedBatchNormV3', [x, scale, offset, training ? none : mean, training ? none : variance], { ...attrs, exponential_avg_factor: 1 }, [0, 1, 2, 3, 4]);
    if (!training) { expect(y.slice(0, 3).map(fingerprint)).toEqual(wanted); return; }
    const zero: Tensor = { dtype: 'float32', shape: [], data: new Float32Array(1) };
    const back = run('FusedBatchNormGradV3', [dy, x, scale, y[3], y[4], zero], attrs, [0, 1, 2]);
    expect([...y.slice(0, 3), ...back].map(fingerprint)).toEqual(wanted);
  });
});
