import { describe, expect, test } from 'vitest';
import { TensorFlowError } from '../engine/op-def.ts';
import { classBinding, ELLIPSIS, Float, Ndarray, Slice, Tuple, type Bindings } from '../tf/binding.ts';
import { run } from './test-kit.ts';

class Box { constructor(readonly content: unknown) {} }
class Lid extends Box {}
/** Handles that are made anew whenever they are asked for, as tensors are. */
class Handle { constructor(readonly id: number) {} }

/** Tables for these tests; `seen` gets what arrives. */
function dummy(seen: unknown[]): Bindings {
  return {
    functions: [
      { paths: ['echo', 'nn.echo'], params: 'x, *args, flag=False, **kwargs', call: (_tf, x, args, flag, kwargs) => { seen.push(x, args, flag, kwargs); return x; } },
      { paths: ['fail'], params: 'kind, message', call: (_tf, kind, message) => { throw new TensorFlowError(kind as string, message as string); } },
      { paths: ['broken'], params: '', call: () => { throw new Error('nothing a script can do'); } },
      { paths: ['call'], params: 'f, *args', call: (_tf, f, args) => (f as (...a: unknown[]) => unknown)(...(args as unknown[])) },
      { paths: ['handle'], params: 'n', call: (_tf, n) => new Handle(n as number) },
      { paths: ['typed'], params: 'dtype=float32', call: (_tf, dtype) => dtype },
      { paths: ['reduce_mean', 'math.reduce_mean'], params: 'x', call: () => null },
    ],
    classes: [
      classBinding<Box>({
        paths: ['Box'], name: 'Box', type: Box, params: 'content', create: (_tf, content) => new Box(content),
        properties: { content: (_tf, self) => self.content },
        methods: {
          __add__: { params: 'other', call: (_tf, self, other) => [self.content, other] }, __enter__: { params: '', call: (_tf, self) => self }, __exit__: { params: 'type, value, trace', call: (_tf, _self, type) => { seen.push(type); return false; } },
          __iter__: { params: '', call: (_tf, self) => self.content }, __repr__: { params: '', call: () => '<Box>' },
        },
      }),
      classBinding<Lid>({ paths: ['Lid'], name: 'Lid', type: Lid, base: 'Box', params: 'content', create: (_tf, content) => new Lid(content) }),
      classBinding<Handle>({ paths: ['Handle'], name: 'Handle', type: Handle, key: (h) => String(h.id), properties: { id: (_tf, h) => h.id } }),
    ],
    constants: [{ paths: ['float32'], value: () => 'float32' }, { paths: ['GraphKeys.LOSSES'], value: () => 'losses' }],
  };
}

async function told(source: string): Promise<{ lines: string[]; seen: unknown[]; error: unknown }> {
  const seen: unknown[] = [];
  const report = await run(`import tensorflow.compat.v1 as tf\nimport numpy as np\n${source}`, { packages: () => [{ name: 'tensorflow', bindings: dummy(seen), arrays: false }] });
  return { lines: report.stdout.split('\n'), seen, error: report.error };
}

describe('values', () => {
  test('cross as tf/binding.ts says, and come back as they were', async () => {
    const values = ['None', 'True', '3', '1.0', '1.5', "float('inf')", '10**20', "'é\\n'", "b'\\x00\\xff'", '[1, [2.0]]', '(1, (2,))', "{'a': 1, 2: [3]}", 'slice(1, None, 2)', '...', 'np.float32(0.5)', 'np.array([[1, 2]], dtype=np.int32)'];
    const { lines, seen, error } = await told(values.map((v) => `print(repr(tf.echo(${v})))`).join('\n'));
    expect(error).toBeNull();
    expect(seen.filter((_, i) => i % 4 === 0)).toEqual([
      null, true, 3, new Float(1), 1.5, Infinity, 10n ** 20n, 'é\n', Uint8Array.of(0, 255), [1, [new Float(2)]], Tuple.from([1, Tuple.from([2])]), new Map<unknown, unknown>([['a', 1], [2, [3]]]),
      new Slice(1, null, 2), ELLIPSIS, new Ndarray('float32', [], [0.5], true), new Ndarray('int32', [1, 2], Int32Array.of(1, 2)),
    ]);
    expect(lines).toEqual(['None', 'True', '3', '1.0', '1.5', 'inf', '100000000000000000000', "'é\\n'", "b'\\x00\\xff'", '[1, [2.0]]', '(1, (2,))', "{'a': 1, 2: [3]}", 'slice(1, None, 2)', 'Ellipsis', '0.5', 'array([[1, 2]], dtype=int32)']);
  });

  test('iterables are lists, types are their names, namedtuples keep their class, unknown objects come back themselves', async () => {
    const { lines, seen } = await told(`
import collections
P = collections.namedtuple('P', 'x y')
print(tf.echo(x * x for x in range(3)), tf.echo(range(2)), tf.echo({1: 2}.keys()))
print(tf.echo(np.float32), tf.echo(float), tf.echo(np.dtype('int64')))
print(tf.echo(P(1, 2)))
o = object()
print(tf.echo(o) is o)`);
    expect(lines).toEqual(['[0, 1, 4] [0, 1] [1]', 'float32 float int64', 'P(x=1, y=2)', 'True']);
    expect(seen[0]).toEqual([0, 1, 4]);
  });

  test('parameter lists are Python’s: defaults by bare name, *args, keywords, and its own complaints', async () => {
    const { lines, seen } = await told(`
print(tf.typed())
tf.nn.echo(1, 2, 3, flag=True, more=4)
try: tf.echo()
except TypeError as e: print(e)`);
    expect(lines).toEqual(['float32', "echo() missing 1 required positional argument: 'x'"]);
    expect(seen).toEqual([1, Tuple.from([2, 3]), true, new Map([['more', 4]])]);
  });
});

describe('objects', () => {
  test('are of their bound class or the nearest above it, and equal keys are one object', async () => {
    const { lines } = await told(`
b, l = tf.Box([1, 2]), tf.Lid(3)
print(type(b).__name__, isinstance(l, tf.Box), l.content, b + 4, list(b), b)
print(tf.echo(b) is b, tf.handle(1) is tf.handle(1), tf.handle(1) == tf.handle(2), {tf.handle(1): 'x'}[tf.handle(1)])
h = tf.handle(7)
print(h is tf.handle(7), h.id)
try: tf.Handle(1)
except TypeError as e: print(e)`);
    expect(lines).toEqual(['Box True 3 [[1, 2], 4] [1, 2] <Box>', 'True True False x', 'True 7', 'Handle objects cannot be made by calling the class']);
  });

  test('that Python lets go are let go', async () => {
    const { lines } = await told(`
import _bridge
for i in range(1000): tf.handle(i)
print(len(_bridge._live))`);
    expect(lines).toEqual(['0']);
  });

  test('are context managers that learn what went wrong', async () => {
    const { seen, error } = await told("with tf.Box(1) as b:\n    raise KeyError('k')");
    expect(seen).toEqual(['KeyError']);
    expect(error).toMatchObject({ type: 'KeyError', line: 4 });
  });
});

describe('errors', () => {
  test('have the Python type that their kind names', async () => {
    const { lines } = await told(`
for kind in ('ValueError', 'KeyError', 'NotFoundError', 'OperatorNotAllowedInGraphError'):
    try: tf.fail(kind, 'why')
    except Exception as e: print(type(e).__name__, isinstance(e, (tf.errors.OpError, TypeError)), e)`);
    expect(lines).toEqual(['ValueError False why', "KeyError False 'why'", 'NotFoundError True why', 'OperatorNotAllowedInGraphError True why']);
  });

  test('without a kind are the playground’s own', async () => {
    const { error } = await told('tf.broken()');
    expect(error).toMatchObject({ type: 'RuntimeError', line: 3 });
    expect((error as { message: string }).message).toMatch(/^internal: nothing a script can do/);
  });

  test('of callbacks pass through unchanged, and the line is the callback’s', async () => {
    const { error, lines } = await told(`
class Mine(Exception): pass
def f(x):
    raise Mine(x)
try: tf.call(f, 1)
except Mine as e: print(e.args)
print(tf.call(lambda a, b: [a, b], 1, 2.0), tf.call(tf.echo, 'x'))
tf.call(f, 2)`);
    expect(lines).toEqual(['(1,)', '[1, 2.0] x']);
    expect(error).toMatchObject({ type: 'Mine', line: 6 });
  });
});

describe('names', () => {
  test('that are missing name themselves and what is near', async () => {
    const { error } = await told('tf.reduce_meen(1)');
    expect(error).toMatchObject({ type: 'AttributeError', line: 3, message: "module 'tensorflow' has no attribute 'reduce_meen' here: the playground does not have tf.reduce_meen. Nearest: tf.reduce_mean, tf.math.reduce_mean." });
    const other = await told('tf.contrib.layers.fully_connected');
    expect(other.error).toMatchObject({ type: 'AttributeError', message: expect.stringContaining('the playground does not have tf.contrib') as string });
  });

  test('are found by all ways of importing', async () => {
    const { lines, error } = await told(`
import tensorflow
from tensorflow.compat.v1 import nn
from tensorflow.nn import echo
import tensorflow.compat.v1.math as m
print(tensorflow is tf, nn.echo is tf.echo, echo is nn.echo, m.reduce_mean is tf.reduce_mean, tensorflow.compat.v1 is tf, tf.GraphKeys.LOSSES, tf.__version__, hasattr(tf, 'nothing'))
try: import tensorflow.keras
except ImportError as e: print(type(e).__name__)`);
    expect(error).toBeNull();
    expect(lines).toEqual(['True True True True True losses 2.15.1 False', 'ModuleNotFoundError']);
  });
});
