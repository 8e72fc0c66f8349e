/** `tf.nn.static_rnn` and `tf.nn.static_bidirectional_rnn`: one copy of the cell for each time step (python/ops/rnn.py). */
import type { Shape } from '../../engine/dtype.ts';
import { reverseSequence, unstack } from '../array/joins.ts';
import { concat, itemAt, setShape, shape as shapeOf, stack } from '../array/parts.ts';
import type { Context, Tensor, TensorLike } from '../context.ts';
import { zeros } from '../flow/arithmetic.ts';
import { cast } from '../math/elementwise.ts';
import { reduction } from '../math/reduce.ts';
import * as nest from '../nest.ts';
import { TensorShape } from '../shape.ts';
import { Tuple } from '../values.ts';
import type { RNNCell, StepResult } from './cell.ts';
import { joined, joinedShape, type State } from './sizes.ts';
import { cacheVariables, fail, inScope, lengthStep, stateDtype, withRankAtLeast, type Lengths } from './step.ts';
import { assertCell } from './wrappers.ts';

export interface StaticOptions { readonly initial_state?: State; readonly dtype?: unknown; readonly sequence_length?: TensorLike; readonly scope?: unknown }
const given = (v: unknown): boolean => v !== null && v !== undefined;

function checkSequence(inputs: unknown): asserts inputs is readonly unknown[] {
  if (!nest.isNested(inputs)) fail('TypeError', `Argument \`inputs\` must be a sequence. Received: ${String(inputs)}`);
  if (Array.isArray(inputs) && inputs.length === 0) fail('ValueError', 'Argument `inputs` must not be empty.');
}

/** Rows of the inputs where they are known; checks that all agree. */
function fixedRows(inputs: readonly unknown[]): number | null {
  const [first, ...others] = nest.flatten(inputs) as Tensor[];
  if (first.shape?.length === 1) return first.shape[0];
  let rows: number | null = null;
  for (const t of [first, ...others]) {
    const shape: Shape | null = withRankAtLeast(t.shape, 2);
    const own = shape?.[0] ?? null;
    if (rows !== null && own !== null && rows !== own) fail('ValueError', `Dimensions ${rows} and ${own} are not compatible`);
    if (t === first) rows = own;
    shape?.slice(1).forEach((d, i) => { if (d === null) fail('ValueError', `Input size (dimension ${i} of input ${String(t)}) must be accessible via shape inference, but saw value None.`); });
  }
  return rows;
}

/** `tf.nn.static_rnn(cell, inputs, …)`: a list of the steps' outputs, and the last state. */
export function staticRnn(tf: Context, cell: RNNCell, inputs: unknown, o: StaticOptions = {}): Tuple {
  assertCell('cell', cell);
  checkSequence(inputs);
  return inScope(tf, o.scope, 'rnn', (scope) => {
    cacheVariables(tf, scope);
    const fixed = fixedRows(inputs);
    const rows = fixed || itemAt(tf, shapeOf(tf, nest.flatten(inputs)[0]), 0);
    let state = o.initial_state;
    if (!given(state)) {
      if (!given(o.dtype)) fail('ValueError', 'If no initial_state is provided, argument `dtype` must be specified');
      state = cell.initialState(null, rows, o.dtype);
    }
    let lengths: Lengths | null = null;
    let zeroOutput: unknown = null;
    if (given(o.sequence_length)) {
      const each = tf.convert(o.sequence_length, { name: 'sequence_length' });
      if (each.shape && each.shape.length !== 1) fail('ValueError', `Argument \`sequence_length\` must be a vector of length ${String(rows)}. Received sequence_length=${String(each)}.`);
      const dtype = stateDtype(o.dtype, state);
      zeroOutput = nest.map((size: unknown) => setShape(zeros(tf, joined(tf, rows, size), dtype), joinedShape(tf, fixed, size)), cell.outputSize);
      const int = cast(tf, each, 'int32') as Tensor;
      lengths = { each: int, least: reduction('Min')(tf, int), most: reduction('Max')(tf, int) };
    }
    const outputs: unknown[] = [];
    Array.from(inputs).forEach((input, time) => {
      if (time > 0) scope.reuse = true;
      const before = state;
      const call = (): StepResult => cell.call(input, before);
      const [output, next] = lengths ? lengthStep(tf, time, lengths, zeroOutput, before, call, false) : call();
      outputs.push(output);
      state = next;
    });
    return Tuple.from2([outputs, state]);
  });
}

/** `_reverse_seq`: the steps backwards, each row by its own length. */
function reversed(tf: Context, inputs: readonly unknown[], lengths: TensorLike): unknown[] {
  if (!given(lengths)) return Array.from(inputs).reverse();
  const flat = Array.from(inputs, (v) => nest.flatten(v) as Tensor[]);
  const results: Tensor[][] = flat.map(() => []);
  for (let k = 0; k < flat[0].length; k++) {
    const sequence = flat.map((f) => f[k]);
    const rank = sequence[0].shape?.length ?? null;
    const shape = rank === null ? null : new Array<null>(rank).fill(null);
    for (const t of sequence) if (rank !== null && t.shape && t.shape.length !== rank) fail('ValueError', `Shapes ${String(new TensorShape(shape))} and ${String(new TensorShape(t.shape))} are incompatible`);
    const back = reverseSequence(tf, stack(tf, sequence), lengths, { seq_axis: 0, batch_axis: 1 });
    unstack(tf, back).forEach((t, i) => results[i].push(setShape(t, shape)));
  }
  return Array.from(inputs, (v, i) => nest.pack(v, results[i]));
}

export interface StaticBidirectionalOptions extends Omit<StaticOptions, 'initial_state'> { readonly initial_state_fw?: State; readonly initial_state_bw?: State }

/** `tf.nn.static_bidirectional_rnn(cell_fw, cell_bw, inputs, …)`: joined outputs, and both last states. */
export function staticBidirectionalRnn(tf: Context, forward: RNNCell, backward: RNNCell, inputs: unknown, o: StaticBidirectionalOptions = {}): Tuple {
  assertCell('cell_fw', forward);
  assertCell('cell_bw', backward);
  checkSequence(inputs);
  const [first, second] = inScope(tf, o.scope, 'bidirectional_rnn', () => [
    inScope(tf, 'fw', 'fw', (scope) => staticRnn(tf, forward, inputs, { ...o, initial_state: o.initial_state_fw, scope })),
    inScope(tf, 'bw', 'bw', (scope) => staticRnn(tf, backward, reversed(tf, inputs, o.sequence_length), { ...o, initial_state: o.initial_state_bw, scope })),
  ] as const);
  const back = nest.flatten(reversed(tf, second[0] as unknown[], o.sequence_length));
  const outputs = nest.flatten(first[0]).map((t, i) => concat(tf, [t, back[i]], 1));
  return Tuple.from2([nest.pack(first[0], outputs), first[1], second[1]]);
}
