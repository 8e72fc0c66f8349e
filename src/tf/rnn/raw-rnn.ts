/** `tf.nn.raw_rnn`: a recurrence whose next input and end a function decides (python/ops/rnn.py). */
import { isFull, type DType } from '../../engine/dtype.ts';
import { itemAt, shape as shapeOf } from '../array/parts.ts';
import { Tensor, type Context } from '../context.ts';
import { intScalar, zeros } from '../flow/arithmetic.ts';
import { isFlowing } from '../flow/tensor-array-flow.ts';
import { TensorArray } from '../flow/tensor-array.ts';
import { whileLoop } from '../flow/while-loop.ts';
import { operator } from '../math/operators.ts';
import { reduction } from '../math/reduce.ts';
import * as nest from '../nest.ts';
import { Tuple } from '../values.ts';
import type { RNNCell } from './cell.ts';
import { joined, joinShapes, staticSize, type State } from './sizes.ts';
import { cacheVariables, fail, inScope } from './step.ts';
import { assertCell } from './wrappers.ts';

export interface RawOptions { readonly parallel_iterations?: number | null | undefined; readonly swap_memory?: boolean | null | undefined; readonly scope?: unknown }
type LoopFn = (time: Tensor, output: unknown, state: State, loopState: unknown) => unknown;
type Step = [done: unknown, input: unknown, state: State, emit: unknown, loopState: unknown];

function called(fn: LoopFn, time: Tensor, output: unknown, state: State, loopState: unknown): Step {
  const result = fn(time, output, state, loopState);
  if (!Array.isArray(result) || result.length !== 5) return fail('ValueError', `not enough values to unpack (expected 5, got ${Array.isArray(result) ? result.length : 1})`);
  return Array.from(result) as Step;
}

/** `tf.nn.raw_rnn(cell, loop_fn, …)`: TensorArrays of what was emitted, the last state, the last loop state. */
export function rawRnn(tf: Context, cell: RNNCell, loopFn: unknown, o: RawOptions = {}): Tuple {
  assertCell('cell', cell);
  if (typeof loopFn !== 'function') fail('TypeError', `Argument \`loop_fn\` must be a callable. Received: ${String(loopFn)}.`);
  const fn = loopFn as LoopFn;
  return inScope(tf, o.scope, 'rnn', (scope) => {
    cacheVariables(tf, scope);
    const time = tf.constant(intScalar(0));
    const [done, nextInput, initial, emitted, startLoop] = called(fn, time, null, null, null);
    const inputs = nest.flatten(nextInput) as Tensor[];
    const loopState = startLoop ?? tf.constant(intScalar(0));
    let known: number | null = null;
    for (const { shape } of inputs) {
      const own = shape?.[0] ?? null;
      if (known !== null && own !== null && known !== own) fail('ValueError', `Dimensions ${known} and ${own} are not compatible`);
      if (shape === inputs[0].shape) known = own;
    }
    const rows = known ?? itemAt(tf, shapeOf(tf, inputs[0]), 0);
    nest.assertSame(initial, cell.stateSize);
    const flatState = nest.flatten(initial).map((s) => tf.convert(s));
    const state = nest.pack(initial, flatState);
    let emitStructure: unknown = cell.outputSize;
    let sizes: unknown[];
    let types: DType[];
    if (emitted !== null && emitted !== undefined) {
      emitStructure = emitted;
      const parts = nest.flatten(emitted) as Tensor[];
      sizes = parts.map((t) => (isFull(t.shape) ? [...t.shape] : shapeOf(tf, t)));
      types = parts.map((t) => t.dtype);
    } else {
      sizes = nest.flatten(emitStructure);
      types = sizes.map(() => flatState[0].dtype);
    }
    const arrays = nest.pack(emitStructure, sizes.map((size, i) => TensorArray.create(tf, types[i], { dynamic_size: true, element_shape: joinShapes([known], staticSize(size))?.slice() ?? null, size: 0, name: `rnn_output_${i}` })));
    const zeroEmit = nest.pack(emitStructure, sizes.map((size, i) => zeros(tf, joined(tf, rows, size), types[i])));

    const condition = (_: Tensor, finished: Tensor): Tensor => tf.gen('LogicalNot', [reduction('All')(tf, finished)]);
    const body = (now: Tensor, finished: Tensor, input: unknown, outputs: unknown, current: State, loop: unknown): Tuple => {
      const [output, cellState] = cell.call(input, current);
      nest.assertSame(current, cellState);
      nest.assertSame(cell.outputSize, output);
      const nextTime = operator(tf, 'add', now, 1);
      const [nextDone, following, nextState, emit, nextLoop] = called(fn, nextTime, output, cellState, loop);
      nest.assertSame(current, nextState);
      nest.assertSame(input, following);
      nest.assertSame(outputs, emit);
      const copied = (old: unknown, fresh: unknown): unknown => nest.map((a: unknown, b: unknown) => {
        if (isFlowing(a) || (a as Tensor).shape?.length === 0) return b;
        const at = b instanceof Tensor ? b : tf.convert(b);
        return tf.graph.colocateWith([at.id], () => tf.gen('Select', [finished, a, at]));
      }, old, fresh);
      const taken = copied(zeroEmit, emit);
      const kept = copied(current, nextState);
      const written = nest.map((ta: TensorArray, t: unknown) => ta.write(now, t), outputs, taken);
      const over = tf.gen('LogicalOr', [finished, nextDone]);
      return Tuple.from2([nextTime, over, following, written, kept, nextLoop ?? loop]);
    };
    const result = whileLoop(tf, condition, body, [time, done, nextInput, arrays, state, loopState], { parallel_iterations: o.parallel_iterations || 32, swap_memory: o.swap_memory }) as unknown[];
    return Tuple.from2([result[3], result[4], startLoop === null || startLoop === undefined ? null : result[5]]);
  });
}
