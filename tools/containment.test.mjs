// What a hostile script can do: nothing but end, with a clear word. Each runs in a worker thread, as in `headless --script`.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundle, load } from './node-bundle.mjs';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let scripts;
beforeAll(async () => {
  process.env.PLAYGROUND_PYTHON ??= await bundle('src/headless/python-worker.ts');
  const { Scripts } = await load('src/headless/script.ts');
  scripts = new Scripts();
  await scripts.runSource('', 'first.py');
});
afterAll(() => scripts?.stop());

const LIMITS = { seconds: 60, memory: 1 << 28 };
const SHORT = { ...LIMITS, seconds: 2 };
const errorOf = async (source, limits = LIMITS) => (await scripts.runSource(source, 'hostile.py', limits)).error;
const outputOf = async (source) => {
  const report = await scripts.runSource(source, 'hostile.py', LIMITS);
  expect(report.error).toBeNull();
  return 'stdout' in report ? report.stdout.split('\n') : [];
};

describe('a script that does not end', () => {
  test.each([['in Python', 'while True: pass'], ['in C', 'sum(range(10 ** 12))'], ['in one multiplication', '10 ** 10 ** 8'], ['catching everything', 'while True:\n    try:\n        while True: pass\n    except BaseException: pass']])('%s is ended when its time is over', async (_where, source) => {
    expect(await errorOf(source, SHORT)).toEqual({ type: 'TimeoutError', line: null, message: 'stopped after 2 s' });
  });
});

describe('a script that takes too much', () => {
  test('of Python’s memory gets a MemoryError, and can go on', async () => {
    expect(await outputOf('l = []\ntry:\n    while True: l.append(bytearray(50 * 10 ** 6))\nexcept MemoryError: print(len(l) < 10)\ndel l\nprint("on")')).toEqual(['True', 'on']);
  });
  test.each([['arrays', 'import numpy as np\nnp.zeros((10 ** 5, 10 ** 5))'], ['many arrays', 'import numpy as np\nl = []\nwhile True: l.append(np.zeros(10 ** 7))'], ['lists', 'l = []\nwhile True: l.append([0] * 10 ** 6)']])('of %s ends with a MemoryError', async (_what, source) => {
    expect(await errorOf(source)).toMatchObject({ type: 'MemoryError' });
  });
  test('of files finds the disk full', async () => {
    expect(await errorOf("with open('x', 'wb') as f:\n    while True: f.write(b'x' * 10 ** 6)")).toMatchObject({ type: 'OSError', line: 2 });
  });
  test('may write the same file again and again', async () => {
    expect(await outputOf("for i in range(100):\n    with open('x', 'wb') as f: f.write(b'x' * 2 * 10 ** 6)\nprint('on')")).toEqual(['on']);
  });
  test('of calls within calls gets a RecursionError, or is ended with one', async () => {
    expect(await errorOf('def f(n): return f(n + 1)\nf(0)')).toMatchObject({ type: 'RecursionError', line: 1 });
    expect(await errorOf('x = []\nfor i in range(10 ** 6): x = [x]\nrepr(x)')).toMatchObject({ type: 'RecursionError' });
    expect(await outputOf('def f(n): return f(n + 1)\ntry: f(0)\nexcept RecursionError: print("on")')).toEqual(['on']);
  });
});

describe('a script that wants out', () => {
  test.each(['js', 'pyodide', 'pyodide_js', 'pyodide.http', 'micropip', '_pyodide', '_pyodide_core'])('cannot import %s', async (name) => {
    expect(await errorOf(`import ${name}`)).toMatchObject({ type: 'ModuleNotFoundError', line: 1 });
  });
  test('cannot make code out of text in JavaScript, nor find a global there', async () => {
    expect(await outputOf(`
import _bridge
c = _bridge._js
def attempt(f):
    try: return str(f())
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
F = c.constructor
print(attempt(lambda: F('return globalThis')))
print(attempt(lambda: F.new('return globalThis')))
print(attempt(lambda: c.apply.constructor('return process')()))
O = c.__proto__.__proto__.constructor
print(attempt(lambda: O.globalThis), attempt(lambda: O.constructor('return 1')))`)).toEqual([
      'JsException: TypeError: code from strings is not allowed here', 'JsException: TypeError: code from strings is not allowed here', 'JsException: TypeError: code from strings is not allowed here',
      'AttributeError: globalThis JsException: TypeError: code from strings is not allowed here',
    ]);
  });
  test('finds no network, no processes, no files of the machine, no environment', async () => {
    expect(await outputOf(`
import os, socket, subprocess, urllib.request
def attempt(f):
    try: return str(f())
    except BaseException as e: return type(e).__name__
print(attempt(lambda: socket.create_connection(('127.0.0.1', 80), 1)), attempt(lambda: urllib.request.urlopen('http://127.0.0.1')), attempt(lambda: subprocess.run(['ls'])), attempt(lambda: os.fork()))
print(attempt(lambda: open('/etc/passwd')), os.getcwd(), os.listdir('.'), 'PLAYGROUND_PUBLIC' in os.environ, attempt(input))`)).toEqual([
      'OSError URLError OSError OSError', 'FileNotFoundError /home/script [] False EOFError',
    ]);
  });
  test('that breaks or leaves the interpreter is told apart from one that fails', async () => {
    expect(await errorOf('import os\nos._exit(3)')).toMatchObject({ type: 'SystemExit', line: null });
    expect(await errorOf('import ctypes\nctypes.string_at(0xfffffff0, 100)')).toMatchObject({ type: 'SystemError' });
    expect(await errorOf('import ctypes\nctypes.CDLL(None).emscripten_run_script_int(b"1")')).toMatchObject({ type: 'SystemError' });
    expect(await errorOf('import sys\nsys.exit(3)')).toMatchObject({ type: 'SystemExit', line: 2 });
  });
});

test('every script starts afresh: seeded, and without what the last one left', async () => {
  const source = 'import random, numpy as np, os, sys\nprint(random.random(), np.random.rand(), os.listdir("."), hasattr(np, "mark"))\nnp.mark = 1\nopen("left", "w").close()';
  expect(await outputOf(source)).toEqual(['0.8444218515250481 0.5488135039273248 [] False']);
  expect(await outputOf(source)).toEqual(['0.8444218515250481 0.5488135039273248 [] False']);
});
