/** Common subgraphs over the engine's columns, beside a Map with keys of text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f32 } from '../engine/dtype.ts';
import { Graph } from '../engine/graph.ts';
import type { Output } from '../engine/op.ts';
import { OPS } from '../engine/ops/index.ts';
import { registerOps } from '../engine/registry.ts';
import { isCommutative, isPure } from './kinds.ts';
import { duplicates, type Duplicates } from './whole.ts';

registerOps(OPS);

const out = (id: number): Output => ({ id, index: 0 });

function found(g: Graph): Duplicates {
  const steps = duplicates(g);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The slow, obvious way: what stands for each node. */
function reference(g: Graph): number[] {
  const byKey = new Map<string, number>();
  const stands: number[] = [];
  for (let id = 0; id < g.nodes; id++) {
    stands.push(id);
    const c = g.classOf(id);
    const n = { op: c.op.type, attrs: c.attrs };
    if (!isPure(n)) continue;
    const inputs = Array.from({ length: c.inputs }, (_, i) => { const o = g.input(id, i); return `${stands[o.id]}:${o.index}`; });
    if (isCommutative(n)) inputs.sort();
    const key = JSON.stringify([n.op, c.device, c.attrs, inputs, g.controls(id).map((k) => stands[k]), Array.from<unknown>(g.constantValue(out(id))?.data ?? [])]);
    const first = byKey.get(key);
    if (first === undefined) byKey.set(key, id);
    else stands[id] = first;
  }
  return stands;
}

const node = fc.record({ type: fc.constantFrom('Const', 'AddV2', 'Sub', 'Mul', 'Neg', 'RandomUniform', 'Placeholder', 'Identity'), a: fc.nat(4), b: fc.nat(4), line: fc.nat(3), control: fc.boolean() });

describe('nodes that compute the same', () => {
  it('are not those whose attributes JSON writes alike', () => {
    const g = new Graph();
    const x = g.add('Placeholder', 'x', 0, [], { dtype: 'float32', shape: [2] });
    const slopes = [0.5, NaN, Infinity, -Infinity, 0, -0, 0.5, NaN];
    for (const alpha of slopes) g.add('LeakyRelu', 'y', 0, [out(x)], { alpha });
    expect(Array.from(slopes, (_, i) => found(g).stands[x + 1 + i] - x - 1)).toEqual([0, 1, 2, 3, 4, 5, 0, 1]);
  });

  it('are those that a Map of keys finds, whatever line made them; never random ones or placeholders', () => {
    let merged = 0;
    fc.assert(fc.property(fc.array(node, { minLength: 20, maxLength: 60 }), (nodes) => {
      const g = new Graph();
      const shape = g.add('Const', 'shape', 0, [], { dtype: 'int32', shape: [1] }, [], { dtype: 'int32', shape: [1], data: Int32Array.of(2) });
      const ids = [g.add('Const', 'c', 0, [], { dtype: 'float32', shape: [2] }, [], f32([2], [1, 2]))];
      for (const { type, a, b, line, control } of nodes) {
        g.maker.line = line;
        const from = (k: number): Output => out(ids[k % ids.length]);
        const controls = control ? [from(a + b).id] : [];
        if (type === 'Const') ids.push(g.add(type, 'c', 0, [], { dtype: 'float32', shape: [2] }, controls, f32([2], [a % 3, b % 2])));
        else if (type === 'RandomUniform') ids.push(g.add(type, 'r', 0, [out(shape)], { dtype: 'float32', seed: 1, seed2: 2 }, controls));
        else if (type === 'Placeholder') ids.push(g.add(type, 'p', 0, [], { dtype: 'float32', shape: [2] }));
        else ids.push(g.add(type, 'y', 0, type === 'Neg' || type === 'Identity' ? [from(a)] : [from(a), from(b)], {}, controls));
      }
      const { stands, merged: count } = found(g);
      expect(Array.from(stands)).toEqual(reference(g));
      expect(count).toBe(Array.from(stands).filter((other, id) => other !== id).length);
      merged += count;
    }), { numRuns: 50, seed: 3 });
    expect(merged).toBeGreaterThan(80);
  });

  it('a loop that is built a thousand times computes what it computes once', () => {
    const g = new Graph();
    const w = g.add('VariableV2', 'w', 0, [], { dtype: 'float32', shape: [2] });
    const data = Array.from({ length: 10 }, (_, i) => f32([2], [i, i]));
    for (let epoch = 0; epoch < 1000; epoch++) for (const d of data) g.add('Mul', 'y', 0, [out(w), out(g.add('Const', 'x', 0, [], { dtype: 'float32', shape: [2] }, [], d))], {});
    expect(g.nodes).toBe(20_001);
    expect(found(g).merged).toBe(20_001 - 1 - 2 * 10);
  });

  it('a node that a hundred others use, and that is the latest input of them all', () => {
    const g = new Graph();
    const earlier = Array.from({ length: 100 }, (_, i) => g.add('Const', 'x', 0, [], { dtype: 'float32', shape: [2] }, [], f32([2], [i, i])));
    const last = g.add('VariableV2', 'w', 0, [], { dtype: 'float32', shape: [2] });
    for (let round = 0; round < 3; round++) for (const x of earlier) g.add('Mul', 'y', 0, round === 1 ? [out(x), out(last)] : [out(last), out(x)], {});
    const { stands, merged } = found(g);
    expect(Array.from(stands)).toEqual(reference(g));
    expect(merged).toBe(200);
  });
});
