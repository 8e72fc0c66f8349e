import { expect, test } from 'vitest';
import recorded from './recordings/trace.json';
import script from './recordings/trace.py?raw';
import type { Package } from './bridge.ts';
import { run } from './test-kit.ts';

/** What the recorded script imports: a module that is not the script's own, as tensorflow is not. */
const FAKE = `
import tensorflow as tf
def op(*a, **k):
    tf.nodes(sum(x for x in a if isinstance(x, int) and not isinstance(x, bool) and 1 < x < 5) + 1)
    return 1
class ctx:
    def __enter__(self): op(); return 1
    def __exit__(self, *a): op(); return False
def deco(x):
    op()
    return lambda f: (op(), f)[1]
class Obj:
    def add(self, x): op(); return self
`;

const packages = (): Package[] => [{
  name: 'tensorflow', arrays: false,
  bindings: { functions: [{ paths: ['nodes'], params: 'n', call: (tf, n) => { for (let i = 0; i < (n as number); i++) tf.op('NoOp', [], {}, 'node'); return null; } }], classes: [], constants: [] },
}];

test(`lines are told as CPython ${recorded.python} tells them, and so is the line of the error`, async () => {
  const report = await run(script, { packages, files: { 'fake.py': FAKE }, name: 'trace.py' });
  expect([report.error?.type, report.error?.line]).toEqual(recorded.error);
  expect(report.trace.map(([line, , nodes]) => [line, nodes])).toEqual(recorded.trace);
});
