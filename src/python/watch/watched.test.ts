/** Scripts watched: the leaking line is named and its cured twin has none, epochs are found, rows repeat, finalize catches the line, bounds end what never ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { see } from './test-kit.ts';

const archive = JSON.parse(brotliDecompressSync(readFileSync(join(import.meta.dirname, '../../../recordings/scripts.br'))).toString()) as Record<string, { script: string }>;
const script = (name: string): string => archive[name].script;

/** Loops that leak, and what kind of thing is built in them. */
const LEAKS: readonly [string, readonly string[]][] = [
  ['leak_assign_rate', ['assign']], ['leak_constant_eval', ['constant']], ['leak_saver', ['saver']], ['leak_summary', ['summary']],
  ['leak_index', ['index', 'operator', 'other']], ['leak_gradients', ['gradients']], ['leak_initializer', ['initializer', 'other']], ['perceptron_leaky_minimize', ['optimizer', 'gradients', 'constant', 'loss', 'operator', 'other']],
];

describe('the leak finder', () => {
  it.each(LEAKS)('names the line of %s', async (name, kinds) => {
    const { last, status } = await see(script(name));
    expect(last.error).toBeNull();
    expect(last.findings.length).toBeGreaterThan(0);
    const [worst] = last.findings;
    expect(kinds).toContain(worst.kind);
    expect(worst.nodes).toBe(status.lineAdded[worst.line]);
    expect(worst.perPass).toBeGreaterThan(0);
    expect(script(name).split('\n')[worst.line - 1]).toContain(worst.text.trim());
    expect(last.epochs).not.toBeNull();
  }, 120_000);

  it.each(['leak_assign_rate_fixed', 'perceptron_hoisted'])('has nothing to say of %s', async (name) => {
    const { last, rows } = await see(script(name));
    expect(last.error).toBeNull();
    expect(last.findings).toEqual([]);
    expect(rows.at(-1)!.added).toBe(0);
  }, 120_000);
});

const LEAK = `import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
w = tf.Variable(1.0)
with tf.Session() as sess:
  sess.run(w.initializer)
  for epoch in range(30):
    loss = tf.square(w - 3.0)
    cost = sess.run(loss)
print(cost)
`;

describe('a watched script', () => {
  it('has a row for each epoch of the loop that runs the session, the same each time', async () => {
    const [once, again] = [await see(LEAK), await see(LEAK)];
    expect(once.rows.length).toBe(30);
    expect(once.last.epochs).toEqual({ line: 6, how: 'found' });
    expect(new Set(once.rows.slice(2).map((r) => r.added)).size).toBe(1);
    const pure = (rows: typeof once.rows): unknown => rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !column.startsWith('measured.') && column !== 'engineBytes')));
    expect(pure(again.rows)).toEqual(pure(once.rows));
    expect(once.stdout).toBe('4.0\n');
  });

  it('ends in TensorFlow’s own error at the guilty line where the graph is finalised after the first pass', async () => {
    const { last } = await see(LEAK, { finalize: true });
    expect(last.error).toMatchObject({ type: 'RuntimeError', line: 7, message: 'Graph is finalized and cannot be modified.' });
  });

  it.each([['in Python alone', 'while True:\n  pass\n'], ['that builds', 'import tensorflow.compat.v1 as tf\nwhile True:\n  tf.constant(1.0)\n']])('that never ends, %s, is stopped after its time', async (_, source) => {
    const { last } = await see(source, { bounds: { seconds: 2 }, tick: 5 });
    expect(last.error).toMatchObject({ type: 'TimeoutError' });
    expect(last.error!.message).toContain('stopped after 2 seconds');
  });
});
