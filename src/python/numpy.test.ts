import { expect, test } from 'vitest';
import recorded from './recordings/numpy.json';
import { run } from './test-kit.ts';

const SETUP = `
import json, numpy as np
E = {'np': np, 'a': np.arange(12).reshape(3, 4), 'f': np.linspace(0, 1, 5), 'g': np.array([[1.5, 2.25], [-3.125, 4]], dtype=np.float32), 'b': np.array([True, False, True]),
     'i32': np.array([1, 2, 3], dtype=np.int32), 'u8': np.array([250, 3], dtype=np.uint8), 'A': np.array([[4., 1.], [2., 3.]]), 'nan': np.array([1., np.nan, 3.]), 'x3': np.arange(24.).reshape(2, 3, 4)}
def answer(text):
    try:
        r = eval(text, dict(E))
        return [text, repr(r), str(r)]
    except Exception as e:
        return [text, type(e).__name__, None]
`;

test(`numpy answers as NumPy ${recorded.numpy} does, in value, dtype and print`, async () => {
  const texts = recorded.expressions.map(([text]) => text);
  const report = await run(`${SETUP}\nfor text in json.loads(${JSON.stringify(JSON.stringify(texts))}):\n    print(json.dumps(answer(text)))`);
  expect(report.error).toBeNull();
  const answers = report.stdout.split('\n').map((line) => JSON.parse(line) as unknown[]);
  const wrong = answers.flatMap((a, i) => (JSON.stringify(a) === JSON.stringify(recorded.expressions[i]) ? [] : [{ ours: a, numpy: recorded.expressions[i] }]));
  expect(wrong).toEqual([]);
});

test('the random numbers are NumPy’s own, for the global generator and for others', async () => {
  const { stdout, error } = await run(`
import numpy as np
np.random.seed(0)
print(np.random.rand(3)); print(np.random.randn(2)); print(np.random.randint(0, 10, 5)); print(np.random.permutation(6)); print(np.random.choice(5, 3, replace=False))
print(np.random.choice([1.5, 2.5], 2, p=[0.3, 0.7])); print(np.random.normal(0, 2, 2)); l = [1, 2, 3, 4]; np.random.shuffle(l); print(l)
r = np.random.RandomState(1); print(r.permutation(5), r.uniform(-1, 1)); print(np.random.default_rng(42).random(2))`);
  expect(error).toBeNull();
  // NumPy 1.26.4
  expect(stdout.split('\n')).toEqual([
    '[0.5488135  0.71518937 0.60276338]',
    '[-2.2683282   1.33354538]',
    '[5 2 4 7 6]',
    '[3 1 2 4 5 0]',
    '[4 2 3]',
    '[1.5 1.5]',
    '[0.88772647 0.66734865]',
    '[4, 2, 1, 3]',
    '[2 1 4 0 3] -0.7437511041412865',
    '[0.77395605 0.43887844]',
  ]);
});

test('what numpy has and the playground has not says so, with what is near', async () => {
  const { error } = await run('import numpy as np\nnp.linspacee(0, 1)');
  expect(error).toMatchObject({ type: 'AttributeError', line: 2, message: 'numpy.linspacee is not available in the playground. Nearest: np.linspace, np.logspace.' });
});

test('arrays are written in place, through views, masks and lists of indices', async () => {
  const { stdout, error } = await run(`
import numpy as np
a = np.zeros((2, 3)); a[0] = 1; a[:, 1] = [5, 6]; a[1, 2] += 3; a[a == 0] = -1
v = a[0]; v[0] = 7; a *= 2; a[[0, 1], [2, 2]] = 9
print(a.tolist())
i = np.array([1, 2])
try: i += 0.5
except TypeError as e: print(e)
i[0] = 3.9; print(i)`);
  expect(error).toBeNull();
  expect(stdout.split('\n')).toEqual(['[[14.0, 10.0, 9.0], [-2.0, 12.0, 9.0]]', "Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'", '[3 2]']);
});
