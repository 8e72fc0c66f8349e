/** Candidate samplers: the classes and expected counts that TensorFlow 2.15 gives for the same seeds, in a session's first run and in its second. */
import { expect, it } from 'vitest';
import { tensor, type Tensor } from '../dtype.ts';
import { Graph } from '../graph.ts';
import type { Attrs } from '../op.ts';
import { OPS } from '../ops/index.ts';
import { registerOps } from '../registry.ts';
import { Session } from '../session.ts';

registerOps(OPS);

type Run = readonly [classes: readonly number[], ofTrue: readonly number[], ofClasses: readonly number[]];
const even = (n: number, v: number): number[] => new Array<number>(n).fill(v);

/** True classes are [[0, 3], [5, 2]]. */
const RECORDED: readonly (readonly [type: string, attrs: Attrs, first: Run, second: Run])[] = [
  ['LogUniformCandidateSampler', { unique: true, range_max: 7 },
    [[5, 1, 2, 0], [1.3333333730697632, 0.4292374551296234, 0.29652324318885803, 0.5533833503723145], [0.29652324318885803, 0.7799500226974487, 0.5533833503723145, 1.3333333730697632]],
    [[2, 1, 0, 6], [0.9122084975242615, 0.4939354956150055, 0.37006205320358276, 0.5907412767410278], [0.5907412767410278, 0.7278453707695007, 0.9122084975242615, 0.3284839391708374]]],
  ['LogUniformCandidateSampler', { unique: false, range_max: 100 },
    [[54, 4, 14, 0], [0.6007619500160217, 0.19340214133262634, 0.13360489904880524, 0.24933873116970062], [0.015616931952536106, 0.15802106261253357, 0.05593658611178398, 0.6007619500160217]],
    [[14, 7, 2, 7], [0.6007619500160217, 0.19340214133262634, 0.13360489904880524, 0.24933873116970062], [0.05593658611178398, 0.10208447277545929, 0.24933873116970062, 0.10208447277545929]]],
  ['UniformCandidateSampler', { unique: true, range_max: 6 }, [[0, 5, 4, 1], even(4, 2 / 3), even(4, 2 / 3)], [[4, 0, 2, 3], even(4, 2 / 3), even(4, 2 / 3)]],
  ['UniformCandidateSampler', { unique: false, range_max: 8 }, [[6, 7, 2, 7], even(4, 0.5), even(4, 0.5)], [[4, 0, 0, 5], even(4, 0.5), even(4, 0.5)]],
  ['AllCandidateSampler', { unique: true, num_sampled: 6 }, [[0, 1, 2, 3, 4, 5], even(4, 1), even(6, 1)], [[0, 1, 2, 3, 4, 5], even(4, 1), even(6, 1)]],
];

it.each(RECORDED.map((r) => [`${r[0]} ${String(r[1].unique)}`, r] as const))('%s draws TensorFlow’s classes and tells how often they were to be expected', (_, [type, attrs, ...runs]) => {
  const g = new Graph();
  const value: Tensor = tensor('int64', [2, 2], [0, 3, 5, 2]);
  const classes = { id: g.add('Const', 'Const', 0, [], { dtype: value.dtype, shape: value.shape }, [], value), index: 0 };
  const id = g.add(type, 's', 0, [classes], { num_true: 2, num_sampled: 4, seed: 5, seed2: 9, ...attrs });
  const session = new Session(g, new Map());
  for (const wanted of runs) {
    const run = session.run([0, 1, 2].map((index) => ({ id, index })), [], new Map(), 'needed');
    while (!run.advance(1_000_000)) { /* on */ }
    wanted.forEach((numbers, index) => {
      const got = Array.from(run.fetch({ id, index }).data as ArrayLike<number>);
      expect(got.length).toBe(numbers.length);
      got.forEach((v, i) => expect(v).toBeCloseTo(numbers[i], 5));
    });
  }
});
