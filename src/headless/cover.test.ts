import { expect, test } from 'vitest';
import { covering, traitsOf } from './cover.ts';

test('traits are the types of nodes, the names of the API and the type of the error', () => {
  const recording = { error: { type: 'ValueError', message: '', line: 1 }, graphs: [{ ops: { Const: 2 } }] };
  expect([...traitsOf('import tf\na = tf.nn.relu(tf.constant(1)).shape', recording)]).toEqual(['op Const', 'tf.nn.relu', 'tf.constant', 'error ValueError']);
});

test('each that is chosen adds the most, and nothing is chosen that adds nothing', () => {
  const all = new Map([['one', new Set(['a'])], ['two', new Set(['a', 'b'])], ['three', new Set(['b', 'c', 'd'])], ['none', new Set<string>()]]);
  expect(covering(all, 9)).toEqual(['three', 'one']);
  expect(covering(all, 1)).toEqual(['three']);
});
