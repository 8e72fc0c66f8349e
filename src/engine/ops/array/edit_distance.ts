/** EditDistance: Levenshtein distances between sequences, those that two sparse tensors hold along their last dimension. */
import { elements, f32, i32, rowSteps, RunFailure, tensor, texts, wholes, type Compute, type Op, type Shape } from '../../op.ts';

/** The sequences of a sparse tensor by the place of their row. */
function sequences(c: Compute, first: number, steps: readonly number[]): Map<number, (number | string)[]> {
  const indices = wholes(c, first);
  const [count, rank] = c.shape(first) as [number, number];
  const values = elements(c, first + 1);
  const out = new Map<number, (number | string)[]>();
  for (let k = 0; k < count; k++) {
    let at = 0;
    for (let d = 0; d < rank - 1; d++) at += indices[k * rank + d] * steps[d];
    const row = out.get(at) ?? [];
    row.push(values[k]);
    out.set(at, row);
  }
  return out;
}

function distance(a: readonly unknown[], b: readonly unknown[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  a.forEach((v, i) => {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) next.push(Math.min(row[j] + (v === b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1));
    row = next;
  });
  return row[b.length];
}

export const editDistance: Op = {
  type: 'EditDistance', stops: true, reads: [2, 5],
  signature: 'hypothesis_indices:int64 hypothesis_values:T hypothesis_shape:int64 truth_indices:int64 truth_values:T truth_shape:int64 -> output:float32 | normalize:bool=true T:type',
  infer(_, __, constant) {
    const [a, b] = [constant(2), constant(5)];
    if (!a || !b) return [{ dtype: 'float32', shape: null }];
    const shape: Shape = Array.from({ length: a.data.length - 1 }, (_v, i) => Math.max(a.data[i] as number, b.data[i] as number));
    return [{ dtype: 'float32', shape }];
  },
  compute(c) {
    const [a, b] = [wholes(c, 2), wholes(c, 5)];
    if (a.length !== b.length) throw new RunFailure('InvalidArgumentError', `Expected hypothesis_shape.NumElements() == truth_shape.NumElements(), got ${a.length} and ${b.length}`);
    const shape = a.slice(0, -1).map((d, i) => Math.max(d, b[i]));
    const out = c.make(0, shape);
    out.fill(0);
    const steps = rowSteps(shape);
    const guesses = sequences(c, 0, steps);
    const truths = sequences(c, 3, steps);
    for (const at of new Set([...guesses.keys(), ...truths.keys()])) {
      const truth = truths.get(at) ?? [];
      const raw = distance(truth, guesses.get(at) ?? []);
      out[at] = c.attrs.normalize ? (truth.length === 0 ? Infinity : raw / truth.length) : raw;
    }
  },
  flops: () => 0,
  examples: [
    { inputs: [tensor('int64', [2, 3], [0, 0, 0, 1, 0, 0]), texts([2], ['a', 'b']), tensor('int64', [3], [2, 1, 1]), tensor('int64', [4, 3], [0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0]), texts([4], ['a', 'b', 'c', 'a']), tensor('int64', [3], [2, 2, 2])], attrs: { normalize: true }, outputs: [f32([2, 2], [Infinity, 1, 0.5, 1])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 1, 0, 2]), i32([3], [1, 2, 3]), tensor('int64', [2], [1, 3]), tensor('int64', [2, 2], [0, 0, 0, 1]), i32([2], [1, 3]), tensor('int64', [2], [1, 2])], attrs: { normalize: false }, outputs: [f32([1], [1])], differentiable: false },
  ],
};
