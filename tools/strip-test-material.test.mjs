import { describe, expect, it } from 'vitest';
import { strip } from './strip-test-material.mjs';

describe('leaving test material out of the page', () => {
  it('drops an op’s reference and empties its examples', () => {
    const code = "export const op = { type: 'X', reference: (i) => [i], flops: () => 1,\n  examples: [{ inputs: [] },\n  ],\n};\n";
    const out = strip('/p/src/engine/ops/x.ts', code);
    expect(out).not.toContain('reference');
    expect(out).toContain('examples: []');
    expect(out).toContain('flops: () => 1');
    expect(out.split('\n').length).toBe(code.split('\n').length);
  });
  it('touches no other file', () => {
    expect(strip('/p/src/engine/graph.ts', 'export const a = { examples: [1] };')).toBe(null);
    expect(strip('/p/src/charts/values.ts', 'export const a = { examples: [1] };')).toBe(null);
  });
});
