/** The command itself: files in, JSON out, on the textbook's strings and on what is no trace. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { main, readTrace } from './simulate.ts';

const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function run(trace: string, ...options: string[]): Record<string, number> {
  const file = join(folder, `${++files}.txt`);
  writeFileSync(file, trace);
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    expect(main(['--trace', file, ...options])).toBe(0);
  } finally {
    write.mockRestore();
  }
  expect(out.endsWith('\n')).toBe(true);
  const report = JSON.parse(out) as { misses: Record<string, number> };
  expect(Object.keys(report)).toEqual(['misses']);
  return report.misses;
}

const lines = (ids: readonly (number | string)[]): string => `${ids.join('\n')}\n`;
const BELADY = lines([1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5]);
const SILBERSCHATZ = lines([7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1]);

describe('exact tables', () => {
  test.each([
    [2, { fifo: 12, lru: 12, clock: 12, min: 9, mru: 10, '2q': 12, arc: 12 }],
    [3, { fifo: 9, lru: 10, clock: 9, min: 7, mru: 7, '2q': 11, arc: 10 }],
    [4, { fifo: 10, lru: 8, clock: 10, min: 6, mru: 6, '2q': 9, arc: 7 }],
    [5, { fifo: 5, lru: 5, clock: 5, min: 5, mru: 5, '2q': 5, arc: 5 }],
  ])("Belady's string in %i frames", (n, expected) => {
    expect(run(BELADY, '--frames', String(n))).toMatchObject(expected);
  });
  test("Silberschatz's string", () => {
    expect(run(SILBERSCHATZ, '--frames', '3')).toMatchObject({ fifo: 15, lru: 12, min: 9, clock: 14, '2q': 14, arc: 13 });
    expect(run(SILBERSCHATZ, '--frames', '4', '--policy', 'fifo,lru,min')).toEqual({ fifo: 10, lru: 8, min: 8 });
  });
  test('the loop of 1,011 pages, 505,500 touches, 512 frames', () => {
    const loop = lines(Array.from({ length: 505_500 }, (_, i) => i % 1011));
    expect(run(loop, '--frames', '512', '--policy', 'fifo', '--policy', 'lru,clock,2q,arc,min')).toEqual({
      fifo: 505_500, lru: 505_500, clock: 505_500, '2q': 505_500, arc: 505_500, min: 250_012,
    });
  });
  test('a cyclic scan: MIN with bypass keeps C of N pages, MIN and MRU one less', () => {
    const scan = lines(Array.from({ length: 10_000 }, (_, i) => i % 100));
    const misses = run(scan, '--frames', '50', '--policy', 'lru,min,min-bypass');
    expect([misses['lru'], misses['min-bypass']]).toEqual([10_000, 100 + 99 * 50]);
    expect((10_000 - misses['min']) / 10_000).toBeCloseTo(49 / 99, 2);
  });
});

describe('ids', () => {
  test('are any text, blank lines and spaces around do not count', () => {
    const named = BELADY.replaceAll(/\d/g, (d) => `  päge/${d}\r\n`);
    expect(run(named, '--frames', '3')).toMatchObject({ fifo: 9, lru: 10, min: 7 });
    expect(run('\uFEFFa\n\nb\na', '--frames', '1', '--policy', 'lru')).toEqual({ lru: 3 });
  });
  test('are no comments: lines that begin with # do not count', () => {
    expect(run(`# Belady\n${BELADY}  # 12 touches\n`, '--frames', '3')).toMatchObject({ fifo: 9, lru: 10, min: 7 });
    expect(() => readTrace('# nothing\n')).toThrow('expected at least one page id');
  });
  test('are the same page only when they are the same text', () => expect(run('1\n01\n1\n', '--frames', '9', '--policy', 'lru')).toEqual({ lru: 2 }));
  test('are numbers of 64 KiB pages to the driver, 32 to a block, as far apart as they may be', () => {
    const block = Array.from({ length: 32 }, (_, i) => i);
    expect(run(lines(block), '--frames', '32', '--policy', 'driver')).toEqual({ driver: 6 });
    const apart = block.map((i) => 3_200_000_000 + i);
    expect(run(lines([...apart, 5]), '--frames', '64', '--policy', 'driver')).toEqual({ driver: 7 });
  });
  test('that are no numbers come to the driver in the order in which they first come', () => {
    expect(run(lines(Array.from({ length: 32 }, (_, i) => `p${99 - i}`)), '--frames', '32', '--policy', 'driver')).toEqual({ driver: 6 });
  });
});

describe('what is no call', () => {
  const call = (...argv: string[]) => () => main(argv);
  test('says what was expected and what came', () => {
    expect(call('--frames', '3')).toThrow('--trace is missing');
    expect(call('--trace', 'x')).toThrow('--frames is missing');
    for (const bad of ['0', '-1', '1.5', 'ten', '1e3']) expect(call('--trace', 'x', '--frames', bad)).toThrow(`--frames: expected a whole number from 1 to 2147483647, got '${bad}'`);
    expect(call('--trace', 'x', '--frames', '1', '--policy', 'lfu')).toThrow("--policy: expected some of lru, fifo, clock, 2q, arc, mru, random, min, min-bypass, driver, got 'lfu'");
    expect(call('--trace', 'x', '--page', '1')).toThrow('unknown option --page');
    expect(call('--trace')).toThrow('--trace needs a value');
    expect(call('--trace', join(folder, 'none'), '--frames', '1')).toThrow(/none could not be read: ENOENT/);
  });
  test('names the line of what is no id', () => {
    expect(() => readTrace('1\n\n2 3\n', 'a.txt')).toThrow('a.txt, line 3: expected one page id without spaces, got "2 3"');
    expect(() => readTrace('1\n\u0000\u0001', 'a.txt')).toThrow('a.txt, line 2: expected one page id');
    expect(() => readTrace('', 'a.txt')).toThrow('a.txt: expected at least one page id, found nothing');
    expect(() => readTrace('\n\n', 'a.txt')).toThrow('found 2 blank lines');
  });
});
