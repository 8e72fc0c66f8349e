/** What scripts alone are told: dtypes that an op does not take, names that are none, nodes in complaints about shapes. */
import { expect, test } from 'vitest';
import './bindings/index.ts';
import { Context } from './context.ts';

const failure = (make: (tf: Context) => unknown): { kind: string; message: string } => {
  try { make(new Context()); } catch (error) { return error as { kind: string; message: string }; }
  throw new Error('nothing was thrown');
};
const ints = { dtype: 'int32', shape: [2], data: Int32Array.of(1, 2) } as const;

test('a dtype that an op does not take is a TypeError with the list of those that it does', () => {
  const { kind, message } = failure((tf) => tf.gen('Sigmoid', [tf.constant(ints)]));
  expect(kind).toBe('TypeError');
  expect(message).toBe("Value passed to parameter 'x' has DataType int32 not in list of allowed values: bfloat16, float16, float32, float64, complex64, complex128");
});

test('names of nodes and scopes are of a few characters', () => {
  expect(failure((tf) => tf.constant(ints, 'not fine')).message).toContain('`not fine` is not a valid node name');
  expect(failure((tf) => tf.within('_a', () => null)).message).toContain("'_a' is not a valid root scope name");
  const tf = new Context();
  expect(tf.within('a', () => tf.constant(ints, '_b')).name).toBe('a/_b:0');
});

test('a complaint about shapes names the node with its attributes and inputs', () => {
  const three = { dtype: 'int32', shape: [3], data: Int32Array.of(1, 2, 3) } as const;
  const { kind, message } = failure((tf) => tf.gen('AddV2', [tf.constant(ints, 'a'), tf.constant(three, 'b')], {}, 'sum'));
  expect(kind).toBe('ValueError');
  expect(message).toBe("Dimensions must be equal, but are 2 and 3 for '{{node sum}} = AddV2[T=DT_INT32](a, b)' with input shapes: [2], [3].");
});
