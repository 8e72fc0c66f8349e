/** What the unrolled and the looped recurrences share: rows that are done keep their state and give zeros (python/ops/rnn.py `_rnn_step`). */
import type { DType, Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { concat, itemAt, rank, setShape, shape as shapeOf, type Named } from '../array/parts.ts';
import { transpose } from '../array/shapes.ts';
import { NONE, type Context, type Tensor } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { cond } from '../flow/cond.ts';
import type { FlowContext } from '../flow/context.ts';
import { isFlowing } from '../flow/tensor-array-flow.ts';
import { rangeTo } from '../math/nodes.ts';
import * as nest from '../nest.ts';
import { TensorShape } from '../shape.ts';
import { variableScope, type VariableScope } from '../state/variable-scope.ts';
import type { StepResult } from './cell.ts';
import type { State } from './sizes.ts';

export const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };
export type { Named };

/** Runs `make` in the recurrence's variable scope; variables read where they are used, unless a loop is around. */
export function inScope<T>(tf: Context, scope: unknown, fallback: string, make: (scope: VariableScope) => T): T {
  const around = variableScope(tf, scope ?? fallback);
  const entered = around.enter() as VariableScope;
  try { return make(entered); } finally { around.exit(); }
}

/** `_should_cache` and what follows from it. */
export function cacheVariables(tf: Context, scope: VariableScope): void {
  if ((tf.graph.controlFlow as FlowContext | null)?.loop) return;
  scope.caching_device ??= (op: { device?: string }) => op.device ?? '';
}

/** `_transpose_batch_time`: exchanges the first two dimensions. */
export function transposeBatchTime(tf: Context, x: Tensor): Tensor {
  const { shape } = x;
  if (shape && shape.length < 2) return x;
  const r = rank(tf, x);
  const t = transpose(tf, x, { perm: concat(tf, [[1, 0], rangeTo(tf, 2, r)], 0) });
  return shape ? setShape(t, [shape[1], shape[0], ...shape.slice(2)]) : t;
}

/** Rows of time-major inputs: a number where it is known. */
export function batchSize(tf: Context, inputs: readonly Tensor[]): number | Tensor {
  for (const { shape } of inputs) {
    if (!shape) continue;
    if (shape.length < 2) fail('ValueError', `Input tensor should have rank >= 2. Received input=${String(inputs[0])} of rank ${shape.length}`);
    if (shape[1] !== null) return shape[1];
  }
  return itemAt(tf, shapeOf(tf, inputs[0]), 1);
}

/** `_infer_state_dtype` */
export function stateDtype(given: unknown, state: State): DType {
  if (given !== null && given !== undefined) return asDType(given);
  if (!nest.isNested(state)) return (state as Tensor).dtype;
  const types = nest.flatten(state).map((t) => (t as Tensor).dtype);
  if (types.length === 0) fail('ValueError', `Unable to infer dtype from argument state=${nest.show(state)}.`);
  if (types.some((t) => t !== types[0])) fail('ValueError', `Argument state=${nest.show(state)} has tensors of different inferred dtypes. Unable to infer a single representative dtype. Dtypes received: ${nest.show(types)}`);
  return types[0];
}

/** Shape of at least this rank; throws ValueError as Python does. */
export function withRankAtLeast(shape: Shape | null, least: number): Shape | null {
  if (shape && shape.length < least) fail('ValueError', `Shape ${String(new TensorShape(shape))} must have rank at least ${least}`);
  return shape;
}

export interface Lengths { readonly each: Tensor; readonly least: Tensor; readonly most: Tensor }

/** `time >= t`, where time may be a number of Python's: the comparison is then turned around. */
const reached = (tf: Context, time: number | Tensor, t: Tensor): Tensor => (typeof time === 'number' ? tf.gen('LessEqual', [t, time]) : tf.gen('GreaterEqual', [time, t]));
const before = (tf: Context, time: number | Tensor, t: Tensor): Tensor => (typeof time === 'number' ? tf.gen('Greater', [t, time]) : tf.gen('Less', [time, t]));

/** One step in which rows that are done are passed over. `always`: without conditionals. */
export function lengthStep(tf: Context, time: number | Tensor, lengths: Lengths, zeroOutput: unknown, state: State, call: () => StepResult, always: boolean): StepResult {
  const flatState = nest.flatten(state);
  const flatZero = nest.flatten(zeroOutput);
  const done = reached(tf, time, lengths.each);
  const one = (old: unknown, fresh: unknown): unknown => {
    if (isFlowing(old) || (old as Tensor).shape?.length === 0) return fresh;
    return tf.graph.colocateWith([(fresh as Tensor).id], () => tf.gen('Select', [done, old, fresh], NONE));
  };
  const some = (outputs: readonly unknown[], states: readonly unknown[]): unknown[] => {
    const first = flatZero.map((z, i) => one(z, outputs[i]));
    return [...first, ...flatState.map((s, i) => one(s, states[i]))];
  };
  const stepped = (): [unknown[], unknown[]] => {
    const [output, next] = call();
    nest.assertSame(zeroOutput, output);
    nest.assertSame(state, next);
    return [nest.flatten(output), nest.flatten(next)];
  };
  let all: unknown[];
  if (always) all = some(...stepped());
  else {
    all = cond(tf, reached(tf, time, lengths.most), () => [...flatZero, ...flatState], () => {
      const [outputs, states] = stepped();
      return cond(tf, before(tf, time, lengths.least), () => [...outputs, ...states], () => some(outputs, states));
    }) as unknown[];
  }
  const outputs = all.slice(0, flatZero.length);
  const states = all.slice(flatZero.length);
  outputs.forEach((t, i) => setShape(t as Tensor, (flatZero[i] as Tensor).shape));
  states.forEach((t, i) => { if (!isFlowing(t)) setShape(t as Tensor, (flatState[i] as Tensor).shape); });
  return [nest.pack(zeroOutput, outputs), nest.pack(state, states)];
}
