/** Random ops: the numbers that TensorFlow 2.15 gives for the same seeds, in a session's first run and in its second. */
import { describe, expect, it } from 'vitest';
import { tensor, type Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import type { Attrs, Output } from './op.ts';
import { OPS } from './ops/index.ts';
import { registerOps } from './registry.ts';
import { Session } from './session.ts';

registerOps(OPS);

const constant = (g: Graph, t: Tensor): Output => ({ id: g.add('Const', 'Const', 0, [], { dtype: t.dtype, shape: t.shape }, [], t), index: 0 });

function draw(session: Session, o: Output): Tensor {
  const run = session.run([o], [], new Map(), 'needed');
  while (!run.advance(1_000_000)) { /* on */ }
  return run.fetch(o);
}

type Recorded = readonly [type: string, attrs: Attrs, inputs: readonly Tensor[], runs: readonly (readonly number[])[]];

/** With seed 87654321 and seed2 5. */
const RECORDED: readonly Recorded[] = [
  ['RandomGamma', { T: 'float32' }, [tensor('int32', [1], [3]), tensor('float32', [3], [2.0, 0.5, 1.0])], [
    [0.16964685916900635, 0.023191086947917938, 0.4296841025352478, 0.6019485592842102, 0.05653484910726547, 1.9728436470031738, 0.5578967332839966, 0.22388066351413727, 1.1537753343582153],
    [0.1836739480495453, 0.19629940390586853, 0.5083270072937012, 1.2837159633636475, 0.0002593250828795135, 0.4448889493942261, 1.4544378519058228, 0.2448323369026184, 0.5333465933799744],
  ]],
  ['RandomGamma', { T: 'float64' }, [tensor('int32', [1], [3]), tensor('float64', [3], [2.0, 0.5, 1.0])], [
    [0.16964685764574935, 0.023191086537640748, 0.4296840877115622, 0.6019485707061581, 0.05653485020017751, 1.972843660599182, 0.5578967361994926, 0.22388066720126432, 1.1537753445545114],
    [0.18367395378476015, 0.19629939650196182, 0.5083270124787634, 1.2837159791448642, 0.0002593250962825951, 0.44488893777635924, 1.4544378404470923, 0.24483234181200725, 0.5333466199589734],
  ]],
  ['RandomPoissonV2', { R: 'float32', dtype: 'float32' }, [tensor('int32', [1], [3]), tensor('float32', [3], [3.0, 0.5, 20.0])], [
    [2, 0, 18, 5, 1, 26, 4, 0, 22],
    [1, 0, 19, 1, 0, 18, 3, 0, 19],
  ]],
  ['RandomPoissonV2', { R: 'float64', dtype: 'int64' }, [tensor('int32', [1], [3]), tensor('float64', [3], [3.0, 0.5, 20.0])], [
    [2, 0, 18, 5, 1, 26, 4, 0, 22],
    [1, 0, 19, 1, 0, 18, 3, 0, 19],
  ]],
  ['RandomUniform', { dtype: 'float32' }, [tensor('int32', [1], [5])], [
    [0.3883112668991089, 0.6636828184127808, 0.1919107437133789, 0.7060526609420776, 0.9631834030151367],
    [0.49199604988098145, 0.9406969547271729, 0.3201887607574463, 0.17291104793548584, 0.31456148624420166],
  ]],
  ['RandomStandardNormal', { dtype: 'float32' }, [tensor('int32', [1], [5])], [
    [-1.178082823753357, -0.7099413871765137, -1.7481579780578613, -0.4953722655773163, 0.24303887784481049],
    [-0.4335961937904358, 1.1093077659606934, 1.3355998992919922, 0.7027533650398254, 1.1945992708206177],
  ]],
  ['TruncatedNormal', { dtype: 'float32' }, [tensor('int32', [1], [5])], [
    [-1.178082823753357, -0.7099413871765137, -1.7481579780578613, -0.4953722655773163, -0.864153265953064],
    [-0.4335961937904358, 1.1093077659606934, 1.3355998992919922, 0.7027533650398254, 1.2154991626739502],
  ]],
  ['RandomUniform', { dtype: 'float64' }, [tensor('int32', [1], [5])], [
    [0.10649075668991137, 0.5352865750082818, 0.7054680331168384, 0.6770410754680747, 0.06823822776504307],
    [0.9359690508631933, 0.5615107438953799, 0.5164928312529158, 0.5501894704356542, 0.5696306761577403],
  ]],
  ['RandomStandardNormal', { dtype: 'float64' }, [tensor('int32', [1], [5])], [
    [-0.46540936664254984, -2.0646521014272525, -0.7490927202357748, -0.36965894530492355, -1.0471234980003954],
    [-0.13712598455419608, -0.336960236669958, -0.3565213179801008, -1.0928313180937268, -0.6144752917527354],
  ]],
  ['TruncatedNormal', { dtype: 'float64' }, [tensor('int32', [1], [5])], [
    [-0.46540936664254984, -0.7490927202357748, -0.49661495908212616, 0.8547184961461154, 0.09091473149702428],
    [-0.13712598455419608, -0.336960236669958, -0.032426121313370984, 0.43665983357053323, 1.5773576668181952],
  ]],
  ['RandomUniform', { dtype: 'float16' }, [tensor('int32', [1], [5])], [
    [0.0458984375, 0.8896484375, 0.1328125, 0.9833984375, 0.3984375],
    [0.431640625, 0.189453125, 0.986328125, 0.4873046875, 0.8876953125],
  ]],
  ['RandomUniformInt', { Tout: 'int32' }, [tensor('int32', [1], [5]), tensor('int32', [], [0]), tensor('int32', [], [5])], [
    [1, 4, 4, 4, 2],
    [4, 0, 3, 2, 4],
  ]],
  ['RandomUniformInt', { Tout: 'int64' }, [tensor('int32', [1], [5]), tensor('int64', [], [0]), tensor('int64', [], [5])], [
    [0, 3, 1, 1, 0],
    [4, 0, 2, 1, 0],
  ]],
  ['RandomShuffle', {}, [tensor('float32', [5], [0.0, 1.0, 2.0, 3.0, 4.0])], [
    [1, 4, 2, 0, 3],
    [2, 3, 1, 4, 0],
  ]],
  ['Multinomial', { output_dtype: 'int64' }, [tensor('float32', [3, 4], [1.0, 0.5403022766113281, -0.416146844625473, -0.9899924993515015, -0.6536436080932617, 0.28366219997406006, 0.9601702690124512, 0.7539022564888, -0.1455000340938568, -0.9111302495002747, -0.83907151222229, 0.004425697959959507]), tensor('int32', [], [4])], [
    [0, 1, 1, 1, 0, 2, 2, 3, 3, 3, 3, 3],
    [0, 0, 1, 0, 2, 2, 1, 2, 0, 3, 3, 0],
  ]],
];
/** Of the seed [3, 4]. */
const STATELESS: readonly Recorded[] = [
  ['StatelessRandomUniformV2', { dtype: 'float32' }, [], [[0.24328744411468506, 0.9835063219070435, 0.22041726112365723, 0.467920184135437, 0.7738579511642456]]],
  ['StatelessRandomNormalV2', { dtype: 'float32' }, [], [[-0.17393383383750916, 1.6723546981811523, 0.3481701612472534, -1.7038906812667847, -0.6153246164321899]]],
  ['StatelessTruncatedNormalV2', { dtype: 'float32' }, [], [[-0.17393383383750916, 1.6723546981811523, 0.3481701612472534, -1.7038906812667847, 0.6385190486907959]]],
  ['StatelessRandomUniformIntV2', { dtype: 'int32' }, [tensor('int32', [], [0]), tensor('int32', [], [100])], [[63, 97, 62, 99, 47]]],
];

/** To the last digit; float64 comes through other sines and logarithms than TensorFlow's, which may round the other way. */
function compare(got: Tensor, wanted: readonly number[]): void {
  const values = Array.from(got.data as ArrayLike<number>);
  if (got.dtype !== 'float64') { expect(values).toEqual(wanted); return; }
  expect(values.length).toBe(wanted.length);
  for (const [i, v] of values.entries()) expect(Math.abs(v - wanted[i])).toBeLessThanOrEqual(2 * Number.EPSILON * Math.abs(wanted[i]));
}

describe('a random op', () => {
  it.each(RECORDED.map((r) => [`${r[0]} ${Object.values(r[1]).join()}`, r] as const))('%s gives TensorFlow’s numbers and goes on from run to run', (_, [type, attrs, inputs, runs]) => {
    const g = new Graph();
    const o = { id: g.add(type, 'r', 0, inputs.map((t) => constant(g, t)), { ...attrs, seed: 87654321, seed2: 5 }), index: 0 };
    const session = new Session(g, new Map());
    for (const wanted of runs) compare(draw(session, o), wanted);
    compare(draw(new Session(g, new Map()), o), runs[0]);
  });

  it('StatelessRandomGetKeyCounter makes a key, and each stateless op of it gives TensorFlow’s numbers in every run', () => {
    const g = new Graph();
    const id = g.add('StatelessRandomGetKeyCounter', 'key', 0, [constant(g, tensor('int64', [2], [3, 4]))], {});
    const [shape, alg] = [constant(g, tensor('int32', [1], [5])), constant(g, tensor('int32', [], [1]))];
    const session = new Session(g, new Map());
    for (const [type, attrs, inputs, [wanted]] of STATELESS) {
      const o = { id: g.add(type, 'r', 0, [shape, { id, index: 0 }, { id, index: 1 }, alg, ...inputs.map((t) => constant(g, t))], attrs), index: 0 };
      for (let run = 0; run < 2; run++) compare(draw(session, o), wanted);
    }
  });
});
