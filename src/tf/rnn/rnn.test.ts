/** Recurrences: the looped one against the unrolled one with the same weights, lengths, states, names, and what is refused. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor as HostTensor } from '../../engine/dtype.ts';
import { useExecutor } from '../../engine/executor.ts';
import { Frames } from '../../engine/frames.ts';
import { OPS } from '../../engine/ops/index.ts';
import { registerOps } from '../../engine/registry.ts';
import { unstack } from '../array/joins.ts';
import { Context } from '../context.ts';
import { group, placeholder } from '../core.ts';
import * as nest from '../nest.ts';
import { Session } from '../session.ts';
import { variableScope } from '../state/variable-scope.ts';
import type { Variable } from '../variable.ts';
import { BasicLSTMCell, BasicRNNCell, GRUCell, LSTMCell } from './cells.ts';
import type { RNNCell } from './cell.ts';
import { dynamicRnn } from './dynamic-rnn.ts';
import { staticRnn } from './static-rnn.ts';
import { DropoutWrapper, MultiRNNCell, ResidualWrapper } from './wrappers.ts';

beforeAll(() => {
  registerOps(OPS);
  useExecutor((work) => new Frames(work));
});

const FEED = [[[1, 2], [3, 4], [5, 6]], [[-1, 0.5], [0.25, 1], [1, 1]]];
const numbers = (values: unknown): number[][] => (nest.flatten(values) as HostTensor[]).map((t) => Array.from(t.data as Float32Array));
const start = (tf: Context, session: Session): void => { session.run(group(tf, (tf.graph.collection('variables') as Variable[]).map((v) => tf.graph.operations()[v.assign]))); };

const cells: readonly [string, (tf: Context) => RNNCell][] = [
  ['BasicRNNCell', (tf) => new BasicRNNCell(tf, 3)], ['GRUCell', (tf) => new GRUCell(tf, 3)], ['BasicLSTMCell', (tf) => new BasicLSTMCell(tf, 3)],
  ['LSTMCell with all options', (tf) => new LSTMCell(tf, 4, { use_peepholes: true, num_proj: 3, cell_clip: 0.6, proj_clip: 0.4, forget_bias: 0.5 })],
  ['LSTMCell with a flat state', (tf) => new LSTMCell(tf, 3, { state_is_tuple: false })],
  ['MultiRNNCell', (tf) => new MultiRNNCell(tf, [new GRUCell(tf, 2), new BasicLSTMCell(tf, 3)])],
  ['ResidualWrapper', (tf) => new ResidualWrapper(tf, new GRUCell(tf, 2))],
];

describe.each(cells)('%s', (_, make) => {
  it.each([[null], [[3, 3]], [[2, 0]], [[1, 3]]])('gives the same in a loop and unrolled, lengths %j', (lengths) => {
    const tf = new Context();
    tf.setRandomSeed(1);
    const x = placeholder(tf, 'float32', { shape: [null, 3, 2], name: 'x' });
    const cell = make(tf);
    const options = { dtype: 'float32', sequence_length: lengths };
    const [loop, last] = dynamicRnn(tf, cell, x, options);
    const [steps, end] = staticRnn(tf, cell, unstack(tf, x, { axis: 1 }), { ...options, scope: 'unrolled' });
    const session = new Session(tf);
    start(tf, session);
    const [out, state, parts, state2] = session.run([loop, last, steps, end], new Map([[x, FEED]])) as [HostTensor, unknown, HostTensor[], unknown];
    const width = out.shape[2];
    for (let row = 0; row < 2; row++) for (let t = 0; t < 3; t++) for (let k = 0; k < width; k++) expect(out.data[(row * 3 + t) * width + k]).toBe(parts[t].data[row * width + k]);
    expect(numbers(state)).toEqual(numbers(state2));
    if (lengths?.[1] === 0) expect(Array.from(out.data as Float32Array).slice(3 * width).every((v) => v === 0)).toBe(true);
  });
});

describe('cells', () => {
  it('name their variables by class and scope, and keep them', () => {
    const tf = new Context();
    const x = placeholder(tf, 'float32', { shape: [2, 2], name: 'x' });
    const cell = new LSTMCell(tf, 2);
    const scope = variableScope(tf, 'outer');
    scope.enter();
    const [, state] = cell.call(x, cell.zeroState(2, 'float32'));
    cell.call(x, state);
    scope.exit();
    expect((cell.trainableWeights as Variable[]).map((v) => v.name)).toEqual(['outer/lstm_cell/kernel:0', 'outer/lstm_cell/bias:0']);
    expect(nest.show(cell.stateSize)).toBe('(2, 2)');
  });

  it('refuse what is no cell, what has the wrong rank, and a missing dtype', () => {
    const tf = new Context();
    const x = placeholder(tf, 'float32', { shape: [2, 3, 2], name: 'x' });
    expect(() => dynamicRnn(tf, 5 as never, x, { dtype: 'float32' })).toThrow("The argument 'cell' (5) is not an RNNCell");
    expect(() => dynamicRnn(tf, new GRUCell(tf, 2), x)).toThrow('If no initial_state is provided, argument `dtype` must be specified');
    expect(() => staticRnn(tf, new GRUCell(tf, 2), x as never, { dtype: 'float32' })).toThrow('Argument `inputs` must be a sequence.');
    const cell = new GRUCell(tf, 2);
    expect(() => cell.call(x, cell.zeroState(2, 'float32'))).toThrow('expected ndim=2, found ndim=3');
  });

  it('drop with the seeds that TensorFlow derives', () => {
    const tf = new Context();
    const x = placeholder(tf, 'float32', { shape: [2, 2], name: 'x' });
    const cell = new DropoutWrapper(tf, new BasicRNNCell(tf, 2), { output_keep_prob: 0.5, seed: 3 });
    cell.call(x, cell.zeroState(2, 'float32'));
    const random = tf.graph.operations().filter((o) => o.type === 'RandomUniform' && o.name.startsWith('dropout'));
    expect(random.map((o) => tf.graph.classOf(o.id).attrs.seed2)).toEqual([787469663]);
  });
});
