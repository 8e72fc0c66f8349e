import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SOURCE_LENGTH } from '../protocol/config.ts';
import { EXAMPLES, exampleOf } from './examples.ts';

interface Recorded {
  script: string;
  recording: string;
}
interface Recording {
  error: unknown;
  runs: { graph: number; nodes: number }[];
}

const recorded = JSON.parse(brotliDecompressSync(readFileSync(join(import.meta.dirname, '../../recordings/examples.br'))).toString()) as Record<string, Recorded>;

describe('the scripts to start from', () => {
  it('are sixteen, each with a name, a sentence and a text of its own', () => {
    expect(EXAMPLES).toHaveLength(16);
    for (const key of ['id', 'source'] as const) expect(new Set(EXAMPLES.map((example) => example[key])).size).toBe(16);
    for (const { source } of EXAMPLES) {
      expect(source).toMatch(/^"""\S.*\."""\n/);
      expect(source.length).toBeLessThan(SOURCE_LENGTH / 10);
      expect(exampleOf(source)?.source).toBe(source);
    }
  });

  // That they build the same nodes here is what the parity run of this archive says.
  it.each(EXAMPLES.map((example) => [example.id, example] as const))('%s was recorded as it is, ran to its end, and grows only if it says so', (id, { source, leaks }) => {
    const { script, recording } = recorded[`example_${id.replaceAll('-', '_')}`];
    expect(script).toBe(source);
    const { error, runs } = JSON.parse(recording) as Recording;
    expect(error).toBeNull();
    const first = new Map<number, number>();
    for (const { graph, nodes } of runs) if (!first.has(graph)) first.set(graph, nodes);
    expect(runs.some(({ graph, nodes }) => nodes > (first.get(graph) ?? Infinity))).toBe(leaks);
  });
});
