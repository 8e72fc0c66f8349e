/** Scripts watched: the leaking line is named and its cured twin has none, epochs are found, rows repeat, finalize catches the line, bounds end what never ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LINE_COLUMN, RAN_FED, RAN_NEEDED, RAN_TOLD } from '../../protocol/graph-view.ts';
import { EXECUTED, LIVE, type FieldColour } from '../../protocol/field.ts';
import { fieldAnswer, nodeAnswer } from './field-answer.ts';
import { graphAnswer, runAnswer } from './graph-answer.ts';
import { see } from './test-kit.ts';

const archive = JSON.parse(brotliDecompressSync(readFileSync(join(import.meta.dirname, '../../../recordings/scripts.br'))).toString()) as Record<string, { script: string }>;
const script = (name: string): string => archive[name].script;

/** Loops that leak: each line that does, with its kind and nodes per pass, most nodes first. Each adds on every pass. */
const LEAKS: readonly [string, readonly (readonly [line: number, kind: string, perPass: number])[]][] = [
  ['leak_accuracy', [[20, 'other', 5], [21, 'other', 3]]],
  ['leak_assign_rate', [[13, 'assign', 2]]],
  ['leak_constant_eval', [[10, 'constant', 3], [9, 'constant', 1]]],
  ['leak_gradients', [[15, 'gradients', 33]]],
  ['leak_index', [[10, 'index', 8]]],
  ['leak_initializer', [[11, 'initializer', 1], [14, 'other', 1]]],
  ['leak_loss_eval', [[11, 'loss', 5], [12, 'other', 2]]],
  ['leak_saver', [[14, 'saver', 13]]],
  ['leak_slow_epochs', [[11, 'assign', 5], [10, 'loss', 3]]],
  ['leak_summary', [[14, 'summary', 2], [15, 'summary', 2], [16, 'summary', 1]]],
  ['perceptron_leaky', [[20, 'loss', 31], [22, 'assign', 10], [19, 'operator', 2], [21, 'loss', 2], [17, 'constant', 1], [18, 'constant', 1]]],
  ['perceptron_leaky_adam', [[19, 'optimizer', 62], [16, 'loss', 5], [15, 'constant', 3], [20, 'initializer', 1]]],
  ['perceptron_leaky_forward', [[15, 'loss', 3], [14, 'constant', 2]]],
  ['perceptron_leaky_minimize', [[23, 'optimizer', 43], [21, 'loss', 31], [20, 'operator', 2], [22, 'loss', 2], [18, 'constant', 1], [19, 'constant', 1]]],
];

it('gives its graph with the line that made each node, and its last run', async () => {
  const { watched, status } = await see(script('leak_assign_rate'));
  const { answer: run } = runAnswer(watched);
  if (run.kind !== 'run') throw new Error(`expected a run, got ${JSON.stringify(run)}`);
  expect(run.of).toMatchObject({ program: 'script', account: 'tensorflow', nodes: status.nodes, epoch: status.moment.epoch });
  expect(run.of.needed).toBeGreaterThan(0);
  // The session is closed by now; what it had counts.
  expect(run.of.variables.length).toBeGreaterThan(0);
  expect(run.of.signatures).toBeGreaterThan(1);
  expect(run.of.told).toBeGreaterThan(run.of.needed);
  expect(run.of.told).toBeLessThanOrEqual(status.nodes);
  const { answer } = graphAnswer(watched, () => undefined);
  if (answer.kind !== 'graph') throw new Error(`expected a graph, got ${JSON.stringify(answer)}`);
  expect(answer.nodes).toBe(status.nodes);
  const lines = answer.columns.find(({ name }) => name === LINE_COLUMN)!;
  const count = (text: string): number => Array.from(answer.table.template).filter((template) => lines.words[lines.of[template]] === text).length;
  // What that run executed is marked, and is as many nodes as the view inside the run says.
  const marked = (bit: number): number => answer.ran!.marks.reduce((n, mark) => n + (mark & bit ? 1 : 0), 0);
  expect(answer.ran).toMatchObject({ account: watched.account, epoch: run.of.epoch, run: run.of.run });
  expect([marked(RAN_NEEDED), marked(RAN_TOLD), marked(RAN_FED)]).toEqual([run.of.needed, run.of.told, run.of.feeds.length]);
  const leaky = `13 ${script('leak_assign_rate').split('\n')[12].trim()}`;
  expect(count(leaky)).toBe(status.lineNodes[13]);
});

it('shows its nodes as a field: what made them, what its last run executed, and what no epoch uses any more', async () => {
  for (const account of ['told', 'tensorflow'] as const) {
    const { watched, status } = await see(script('leak_assign_rate'), { account });
    const codes = (by: FieldColour): number[] => {
      const { nodes, from, codes: all, counts, epoch } = fieldAnswer(watched, { id: 3, on: true, by });
      expect([nodes, from, all.length, epoch]).toEqual([status.nodes, 0, status.nodes, watched.epochs.finished]);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(status.nodes);
      return [...all];
    };
    const { answer } = runAnswer(watched);
    const { answer: graph } = graphAnswer(watched, () => undefined);
    if (answer.kind !== 'run' || graph.kind !== 'graph') throw new Error('expected a run and a graph');
    const bit = account === 'told' ? RAN_TOLD : RAN_NEEDED;
    expect(codes('executed')).toEqual(Array.from(graph.ran!.marks, (mark) => (mark & bit ? EXECUTED.executed : EXECUTED.not)));
    // Each epoch's constant and assignment are of no use to the next one; those of the last epoch are still used.
    const { lineNodes } = status;
    const leaked = codes('leaked');
    expect(leaked.filter((code) => code === LIVE.leaked)).toHaveLength(lineNodes[13] - 2);
    const facts = Array.from(leaked, (_, node) => nodeAnswer(watched, { id: 1, on: true, node }).node!);
    expect(facts.map((fact) => (fact.leaked ? LIVE.leaked : LIVE.live))).toEqual(leaked);
    expect(facts.filter((fact) => fact.leaked).every((fact) => fact.line === 13 && fact.epoch > 0 && fact.epoch < watched.epochs.finished)).toBe(true);
    expect(facts.map((fact) => (fact.executed ? EXECUTED.executed : EXECUTED.not))).toEqual(codes('executed'));
    expect(new Set(codes('op')).size).toBe(new Set(facts.map((fact) => fact.op)).size);
  }
});

describe('the leak finder', () => {
  it.each(LEAKS)('names the lines of %s', async (name, lines) => {
    const { last, status } = await see(script(name));
    expect(last.error).toBeNull();
    expect(last.findings.map(({ line, kind, perPass }) => [line, kind, perPass])).toEqual(lines);
    for (const { line, text, nodes, passes, recent, loop } of last.findings) {
      expect(nodes).toBe(status.lineNodes[line]);
      expect(recent).toBe(Math.min(20, passes));
      expect(script(name).split('\n')[line - 1].trim()).toBe(text);
      expect(loop).toBe(last.epochs!.line);
    }
  }, 120_000);

  it.each(['leak_assign_rate_fixed', 'perceptron_hoisted'])('has nothing to say of %s', async (name) => {
    const { last, rows, reports } = await see(script(name));
    expect(last.error).toBeNull();
    expect(last.findings).toEqual([]);
    expect(rows.at(-1)!.added).toBe(0);
    expect(reports.at(-1), 'what ends the worker comes last').toMatchObject({ type: 'script', part: { phase: 'done' } });
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
