/** `tf.nn.dynamic_rnn` and `tf.nn.bidirectional_dynamic_rnn`: a loop over the time steps (python/ops/rnn.py). */
import { showShape, type Shape } from '../../engine/dtype.ts';
import { reverse, reverseSequence } from '../array/joins.ts';
import { itemAt, setShape, shape as shapeOf, stack } from '../array/parts.ts';
import type { Context, Tensor, TensorLike } from '../context.ts';
import { identity } from '../core.ts';
import { intScalar, zeros } from '../flow/arithmetic.ts';
import { assert } from '../flow/assert.ts';
import { TensorArray } from '../flow/tensor-array.ts';
import { whileLoop } from '../flow/while-loop.ts';
import { cast } from '../math/elementwise.ts';
import { operator } from '../math/operators.ts';
import { reduction } from '../math/reduce.ts';
import * as nest from '../nest.ts';
import { Tuple } from '../values.ts';
import type { RNNCell, StepResult } from './cell.ts';
import { joined, joinedShape, joinShapes, staticSize, type State } from './sizes.ts';
import { batchSize, cacheVariables, fail, inScope, lengthStep, stateDtype, transposeBatchTime, withRankAtLeast } from './step.ts';
import { assertCell } from './wrappers.ts';

export interface DynamicOptions {
  readonly sequence_length?: TensorLike;
  readonly initial_state?: State;
  readonly dtype?: unknown;
  readonly parallel_iterations?: number | null | undefined;
  readonly swap_memory?: boolean | null | undefined;
  readonly time_major?: boolean | null | undefined;
  readonly scope?: unknown;
}
const given = (v: unknown): boolean => v !== null && v !== undefined;

/** `tf.nn.dynamic_rnn(cell, inputs, …)`: outputs of all steps, and the last state. */
export function dynamicRnn(tf: Context, cell: RNNCell, inputs: unknown, o: DynamicOptions = {}): Tuple {
  assertCell('cell', cell);
  return inScope(tf, o.scope, 'rnn', (scope) => {
    cacheVariables(tf, scope);
    const flat = nest.flatten(inputs).map((t) => tf.convert(t));
    const major = o.time_major ? flat : flat.map((t) => transposeBatchTime(tf, t));
    let lengths: Tensor | null = null;
    if (given(o.sequence_length)) {
      lengths = cast(tf, o.sequence_length, 'int32') as Tensor;
      if (lengths.shape && lengths.shape.length !== 1) fail('ValueError', `Argument sequence_length must be a vector of length batch_size. Received sequence_length=${String(lengths)} of shape: ${showShape(lengths.shape)}`);
      lengths = identity(tf, lengths, { name: 'sequence_length' });
    }
    const rows = batchSize(tf, major);
    let state = o.initial_state;
    if (!given(state)) {
      if (!given(o.dtype)) fail('ValueError', 'If no initial_state is provided, argument `dtype` must be specified');
      state = cell.initialState(null, rows, o.dtype);
    }
    if (lengths) {
      const checked = lengths;
      const check = assertShape(tf, lengths, [rows]);
      lengths = tf.after([check], () => identity(tf, checked, { name: 'CheckSeqLen' }));
    }
    const [outputs, last] = loop(tf, cell, nest.pack(inputs, major), state, lengths, o);
    return Tuple.from2([o.time_major ? outputs : nest.map((t: Tensor) => transposeBatchTime(tf, t), outputs), last]);
  });
}

/** An assertion that a tensor has a shape. Returns its node. */
function assertShape(tf: Context, x: Tensor, wanted: readonly unknown[]): number {
  const shape = shapeOf(tf, x);
  const packed = stack(tf, wanted);
  const same = tf.gen('Equal', [shape, packed]);
  const all = reduction('All')(tf, same);
  return assert(tf, all, [`Expected shape for Tensor ${x.name} is `, packed, ' but saw shape: ', shape]).id;
}

/** Checks that all inputs agree in time, rows and known depths; gives the first two. */
function checkInputs(flat: readonly Tensor[], shapes: readonly (Shape | null)[]): [number | null, number | null] {
  const [steps = null, rows = null] = shapes[0] ?? [];
  shapes.forEach((shape, i) => {
    if (!shape || shape.slice(2).includes(null)) fail('ValueError', `Input size (depth of inputs) must be accessible via shape inference, but saw value None for input=${String(flat[i])}.`);
    if (shape![0] !== steps) fail('ValueError', `Time steps is not the same for all the elements in the input in a batch. Received time steps=${shape![0]} for input=${String(flat[i])}.`);
    if (shape![1] !== rows) fail('ValueError', `Batch_size is not the same for all the elements in the input. Received batch size=${shape![1]} for input=${String(flat[i])}.`);
  });
  return [steps, rows];
}

function loop(tf: Context, cell: RNNCell, inputs: unknown, state: State, lengths: Tensor | null, o: DynamicOptions): [unknown, State] {
  const flat = nest.flatten(inputs) as Tensor[];
  void cell.stateSize; // asked for, as TensorFlow does: a script's cell may make nodes there
  const sizes = nest.flatten(cell.outputSize);
  const steps = itemAt(tf, shapeOf(tf, flat[0]), 0);
  const rows = batchSize(tf, flat);
  const shapes = flat.map((t) => withRankAtLeast(t.shape, 3));
  const [knownSteps, knownRows] = checkInputs(flat, shapes);
  const dtype = stateDtype(o.dtype, state);
  const zeroOutputs = sizes.map((size) => zeros(tf, joined(tf, rows, size), dtype));
  const zeroOutput = nest.pack(cell.outputSize, zeroOutputs);
  const bounds = lengths ? { each: lengths, least: reduction('Min')(tf, lengths), most: reduction('Max')(tf, lengths) } : null;
  const time = tf.constant(intScalar(0), 'time');
  const base = tf.within('dynamic_rnn', () => `${tf.graph.scopeName}/`);
  const array = (name: string, elementShape: Shape | null, type: unknown): TensorArray => TensorArray.create(tf, type, { size: steps, element_shape: elementShape && [...elementShape], tensor_array_name: base + name });
  const outputArrays = sizes.map((size, i) => array(`output_${i}`, joinShapes([knownRows], staticSize(size)), dtype));
  const inputArrays = flat.map((t, i) => array(`input_${i}`, t.shape && t.shape.slice(1), t.dtype)).map((ta, i) => ta.unstack(flat[i]));

  const body = (now: Tensor, arrays: readonly TensorArray[], current: State): Tuple => {
    const values = inputArrays.map((ta) => ta.read(now));
    values.forEach((t, i) => setShape(t, shapes[i] && shapes[i].slice(1)));
    const input = nest.pack(inputs, values);
    const call = (): StepResult => cell.call(input, current);
    const [output, next] = bounds ? lengthStep(tf, now, bounds, zeroOutput, current, call, true) : call();
    const written = nest.flatten(output).map((t, i) => arrays[i].write(now, t));
    return Tuple.from2([operator(tf, 'add', now, 1), Tuple.from2(written), next]);
  };
  const most = tf.gen('Maximum', [1, bounds?.most ?? steps]);
  const bound = tf.gen('Minimum', [steps, most]);
  const [, arrays, last] = whileLoop(tf, ((now: Tensor) => tf.gen('Less', [now, bound])), body, Tuple.from2([time, Tuple.from2(outputArrays), state]), {
    parallel_iterations: o.parallel_iterations || 32, maximum_iterations: steps, swap_memory: o.swap_memory,
  }) as [unknown, TensorArray[], State];
  const outputs = Array.from(arrays, (ta) => ta.stack());
  outputs.forEach((t, i) => setShape(t, joinedShape(tf, [knownSteps, knownRows], sizes[i])));
  return [nest.pack(cell.outputSize, outputs), last];
}

export interface BidirectionalOptions extends Omit<DynamicOptions, 'initial_state'> { readonly initial_state_fw?: State; readonly initial_state_bw?: State }

/** `tf.nn.bidirectional_dynamic_rnn(cell_fw, cell_bw, inputs, …)`: pairs of outputs and of last states. */
export function bidirectionalDynamicRnn(tf: Context, forward: RNNCell, backward: RNNCell, inputs: unknown, o: BidirectionalOptions = {}): Tuple {
  assertCell('cell_fw', forward);
  assertCell('cell_bw', backward);
  const [timeAxis, batchAxis] = o.time_major ? [0, 1] : [1, 0];
  const reversed = (t: unknown): Tensor => (given(o.sequence_length) ? reverseSequence(tf, t, o.sequence_length, { seq_axis: timeAxis, batch_axis: batchAxis }) : reverse(tf, t, [timeAxis]));
  const [fw, back, bwState] = inScope(tf, o.scope, 'bidirectional_rnn', () => {
    const first = inScope(tf, 'fw', 'fw', (scope) => dynamicRnn(tf, forward, inputs, { ...o, initial_state: o.initial_state_fw, scope }));
    const second = inScope(tf, 'bw', 'bw', (scope) => dynamicRnn(tf, backward, nest.map(reversed, inputs), { ...o, initial_state: o.initial_state_bw, scope }));
    return [first, second[0], second[1]] as const;
  });
  return Tuple.from2([Tuple.from2([fw[0], reversed(back)]), Tuple.from2([fw[1], bwState])]);
}
