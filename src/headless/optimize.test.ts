/** The command line of the optimiser: what it refuses, and in which words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { outputsOfNode, runOptimize } from './optimize.ts';

const folder = mkdtempSync(join(tmpdir(), 'optimize-'));
const file = join(folder, 'g.json');
const T = 'float32';
const nodes = [
  { name: 'x', op: 'Placeholder', inputs: [], attrs: { dtype: T, shape: [4] } },
  { name: 'y', op: 'Exp', inputs: ['x'], attrs: { T } },
  { name: 'axis', op: 'Const', inputs: [], attrs: { dtype: 'int32', value: { dtype: 'int32', shape: [], value: 0 } } },
  { name: 'parts', op: 'Split', inputs: ['axis', 'y'], attrs: { T, num_split: 2 } },
  { name: 'no', op: 'NoOp', inputs: ['^y'], attrs: {} },
];
beforeAll(() => { writeFileSync(file, JSON.stringify({ nodes })); });
afterAll(() => { rmSync(folder, { recursive: true }); });

/** Exit code and what was printed. */
async function call(...args: string[]): Promise<[number, string]> {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => { lines.push(String(text)); return true; });
  try { return [await runOptimize(args), lines.join('')]; } finally { write.mockRestore(); }
}

describe('npm run optimize', () => {
  it('optimises a file, and takes outputs that are there', async () => {
    const [code, text] = await call(file, '--fetch', 'parts:1', '--feed', 'x:0');
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ file: 'g.json', before: 5, after: 4 });
  });
  it.each([
    [['--fetch', 'y:7'], "expected 'y:7' to name an output: y (Exp) has one output, y:0"],
    [['--fetch', 'parts:2'], "expected 'parts:2' to name an output: parts (Split) has 2 outputs, parts:0 to parts:1"],
    [['--fetch', 'no:0'], "expected 'no:0' to name an output: no (NoOp) has no outputs"],
    [['--fetch', 'y:0', '--feed', 'x:1'], "expected 'x:1' to name an output: x (Placeholder) has one output, x:0"],
    [['--fetch', 'z:0'], "expected 'z:0' to name a node of g.json, which has 5 nodes and none of that name"],
  ])('refuses %j', async (args, words) => { await expect(call(file, ...args)).rejects.toThrow(words); });
  it('says of a missing file and of a folder what they are', async () => {
    await expect(call(join(folder, 'none.pb'), '--fetch', 'y:0')).rejects.toThrow(`expected a graph file at ${join(folder, 'none.pb')}: there is no such file`);
    await expect(call(folder, '--fetch', 'y:0')).rejects.toThrow('it is a folder');
  });
  it('prints how it is called', async () => {
    const [code, text] = await call('--help');
    expect(code).toBe(0);
    expect(text).toMatch(/^usage: npm run --silent optimize -- FILE.*\npasses: pruning, /);
  });
  it('leaves outputs of ops that it does not know to the pass', () => {
    expect(outputsOfNode({ name: 'a', op: 'NeverHeardOf', inputs: [], attrs: {}, device: '' })).toBe(null);
  });
});
