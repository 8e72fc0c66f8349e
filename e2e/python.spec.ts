// Python scripts in the page: TensorFlow's API in a worker of its own, and nothing that a hostile script could reach.
import type { Page } from '@playwright/test';
import type { ScriptReport } from '../src/protocol/script.ts';
import type { ScriptEnd } from '../src/store/scripts.ts';
import { expect, open, test } from './support/test.ts';

type Result = ScriptReport | ScriptEnd;

const run = (page: Page, source: string, seconds = 30): Promise<Result> =>
  page.evaluate(async ([text, limit]) => {
    const scripts = await window.playground!.scripts();
    return scripts.run(text, { seconds: limit });
  }, [source, seconds] as const);

/** What a script printed. Fails where it ended in an error or gave no report. */
async function printed(page: Page, source: string): Promise<string> {
  const result = await run(page, source);
  expect(result, source).toMatchObject({ error: null });
  return (result as ScriptReport).stdout;
}

/** The type of the error that ended a script, whether it was reported or the worker ended. */
const ended = (result: Result): string => ('ended' in result ? result.ended.type : (result.error?.type ?? 'no error'));

test('a script builds TensorFlow’s nodes, runs them, and reports lines, runs and graphs; hostile ones reach nothing and are ended', async ({ page }) => {
  test.slow();
  await open(page, 'v=1&epochs=1');
  const source = [
    'import tensorflow.compat.v1 as tf',
    'import numpy as np',
    'tf.disable_v2_behavior()',
    "x = tf.placeholder(tf.float32, [None, 2], name='x')",
    "w = tf.Variable(np.ones([2, 1], np.float32), name='w')",
    'loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0))',
    'step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)',
    'with tf.Session() as sess:',
    '    sess.run(tf.global_variables_initializer())',
    '    for i in range(3):',
    '        sess.run(step, {x: [[1.0, 2.0]]})',
    '    print(sess.run(loss, {x: [[1.0, 2.0]]}), len(tf.get_default_graph().get_operations()))',
    'try:',
    '    tf.matmull',
    'except AttributeError as error:',
    '    print(error)',
  ].join('\n');
  const result = await run(page, source);
  expect(result).toMatchObject({ error: null });
  const report = result as ScriptReport;
  expect(report.runs).toHaveLength(5);
  // Each step takes the error of w to its opposite: 1 - 2 * 0.1 * (1 + 4) = 0 of it is left after one step, then it stays.
  expect(report.stdout).toContain(`0.0 ${report.graphs[0].node_count}`);
  expect(report.stdout).toContain('tf.matmul');
  expect(report.trace.at(-1)?.[2]).toBe(report.graphs[0].node_count);

  // Hostile scripts reach nothing and are ended.
  expect(await printed(page, "try:\n  import js\n  print(sorted(n for n in dir(js) if not n.startswith('_')))\nexcept ImportError:\n  print('[]')"), 'import js').toBe('[]');
  expect(await printed(page, "import sys\ntry:\n  import pyodide_js\n  print('reached', pyodide_js.globals)\nexcept Exception as e:\n  print('refused')"), 'pyodide itself').toBe('refused');
  expect(await printed(page, "import urllib.request\ntry:\n  urllib.request.urlopen('http://127.0.0.1/')\n  print('reached')\nexcept Exception as e:\n  print('refused')"), 'network').toBe('refused');
  expect(await printed(page, "import os\nprint(os.path.exists('/etc/passwd'), os.listdir('.'))"), 'files').toBe('False []');
  expect(ended(await run(page, 'def f(): return f()\nf()'))).toBe('RecursionError');
  expect(ended(await run(page, 'x = bytearray(1 << 33)'))).toMatch(/MemoryError|OverflowError/);
  expect(ended(await run(page, 'import tensorflow.compat.v1 as tf\nx = []\nwhile True: x.append(bytearray(1 << 24))'))).toMatch(/MemoryError|SystemError/);
  expect(ended(await run(page, 'while True: pass', 1))).toBe('TimeoutError');
  expect(ended(await run(page, '10 ** 10 ** 8', 1))).toBe('TimeoutError');
  expect(await printed(page, "print('still here')"), 'the next script').toBe('still here');
});

test('stop ends a script at once, and the page’s own run goes on', async ({ page }) => {
  test.slow();
  await open(page, 'v=1&samples=50&epochs=100000');
  const result = await page.evaluate(async () => {
    const { playground } = window;
    const scripts = await playground!.scripts();
    await scripts.ready();
    const under = scripts.run('while True: pass');
    const before = playground!.state().frames;
    while (playground!.state().frames < before + 2) await new Promise((resolve) => requestAnimationFrame(resolve));
    scripts.stop();
    return under;
  });
  expect(result).toEqual({ ended: { type: 'KeyboardInterrupt', message: 'The script was stopped.' } });
});
