/** Orders of execution beside those that TensorFlow 2.15.1 (compat.v1, one thread) was seen to take for the same graphs (step_stats of a traced run). */
import { describe, expect, it } from 'vitest';
import { f32, type Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import type { Output } from './op.ts';
import { OPS } from './ops/index.ts';
import { executionOrder, isCheap, listing } from './order.ts';
import { registerOps } from './registry.ts';
import { Session } from './session.ts';
import { changedBy, sharing } from './sharing.ts';

registerOps(OPS);

const out = (id: number): Output => ({ id, index: 0 });

class Maker {
  readonly g = new Graph();
  readonly ids = new Map<string, number>();
  node(name: string, op: string, inputs: readonly string[], attrs: Record<string, unknown> = {}, controls: readonly string[] = []): this {
    this.ids.set(name, this.g.add(op, name, 0, inputs.map((i) => out(this.id(i))), attrs as never, controls.map((c) => this.id(c))));
    return this;
  }
  constant(name: string, t: Tensor): this {
    this.ids.set(name, this.g.add('Const', name, 0, [], { dtype: t.dtype, shape: t.shape }, [], t));
    return this;
  }
  id(name: string): number { return this.ids.get(name)!; }

  order(fetches: readonly string[], fed: readonly string[] = []): string[] {
    const session = new Session(this.g, new Map());
    const given = new Map(fed.map((f) => [this.id(f), f32([2], [1, 2])]));
    const { needed } = session.run(fetches.map((f) => out(this.id(f))), [], given, 'needed');
    const all = executionOrder({ graph: this.g, needed, fed: (id) => given.has(id), driven: new Set(), fetches: fetches.map((f) => this.id(f)), targets: [] });
    expect([...all].sort((a, b) => a - b)).toEqual(Array.from(needed).sort((a, b) => a - b));
    return all.filter((id) => this.g.classOf(id).op.type !== 'Const' && !given.has(id)).map((id) => this.g.name(id));
  }
}

/** A variable that two updates change, and what is computed from it on the side. */
const branches = (): Maker => new Maker()
  .node('w', 'VariableV2', [], { dtype: 'float32', shape: [2] }).node('read', 'Identity', ['w'])
  .node('a', 'Square', ['read']).node('b', 'Exp', ['read']).constant('k', f32([2], [1, 2])).node('c', 'Maximum', ['b', 'k'])
  .constant('shape', { dtype: 'int32', shape: [2], data: Int32Array.of(2, 1) }).node('d', 'Reshape', ['a', 'shape']).node('e', 'Sin', ['d'])
  .node('u', 'AssignSub', ['w', 'c']).node('v', 'AssignSub', ['w', 'c'], {}, ['e']);

/** The same with a placeholder. */
const withFeed = (): Maker => new Maker()
  .node('x', 'Placeholder', [], { dtype: 'float32', shape: [2] }).node('w', 'VariableV2', [], { dtype: 'float32', shape: [2] }).node('read', 'Identity', ['w'])
  .node('p', 'Mul', ['read', 'x']).node('q', 'Square', ['read']).node('z', 'AddV2', ['p', 'q']).node('k', 'Exp', ['x'])
  .node('u', 'Assign', ['w', 'p']).node('t', 'AssignAdd', ['w', 'k']);

describe('the order of execution', () => {
  it.each([
    [['a', 'u'], 'w read b c u a'], [['u', 'e'], 'w read b c u a d e'], [['e', 'c', 'u'], 'w read b c u a d e'],
    [['v', 'e', 'u'], 'w read a d e b c v u'], [['d', 'u', 'c'], 'w read b c u a d'],
  ])('of %j: of several branches the last first, to its end', (fetches, expected) => {
    expect(branches().order(fetches).join(' ')).toBe(expected);
  });

  it('has what only a control input needs before the node that waits; TensorFlow does not compute that', () => {
    expect(branches().order(['v', 'a']).filter((n) => n !== 'd' && n !== 'e').join(' ')).toBe('w read a b c v');
  });

  it.each([[['q', 'u'], 'w read p u q'], [['z', 'u'], 'w read p u q z'], [['q', 't'], 'k w read q t'], [['z', 't', 'k'], 'k w read p q z t']])('of %j: what is fed comes last in the list', (fetches, expected) => {
    expect(withFeed().order(fetches, ['x']).join(' ')).toBe(expected);
  });

  it('decides what a fetch sees of an update beside it', () => {
    const m = branches();
    const session = new Session(m.g, new Map());
    session.share = { sharing, changedBy, listing, isCheap };
    const run = (fetches: readonly string[]): number[][] => {
      m.node('start', 'Assign', ['w', 'k']);
      for (const wanted of [['start'], fetches]) {
        const r = session.run(wanted.map((f) => out(m.id(f))), [], new Map(), 'needed');
        while (!r.advance(1000)) { /* on */ }
        if (wanted === fetches) return fetches.map((f) => Array.from(r.fetch(out(m.id(f))).data as Float32Array));
      }
      return [];
    };
    // The update by max(exp(w), k) comes before the square, but not where the square is in its way.
    const after = [1, 2].map((w) => Math.fround((w - Math.exp(w)) ** 2));
    run(['a', 'u'])[0].forEach((v, i) => { expect(v).toBeCloseTo(after[i], 4); });
    expect(run(['v', 'a'])[1]).toEqual([1, 4]);
  });

  it('executes a fed update that something waits for, and keeps the fed value', () => {
    const m = branches();
    m.constant('two', f32([2], [2, 2])).node('set', 'Assign', ['w', 'two']).node('then', 'Identity', ['set'], {}, ['set']).node('now', 'Identity', ['w'], {}, ['set']);
    const session = new Session(m.g, new Map());
    session.share = { sharing, changedBy, listing, isCheap };
    const r = session.run([out(m.id('then')), out(m.id('now'))], [], new Map([[m.id('set'), f32([2], [7, 8])]]), 'needed');
    while (!r.advance(1000)) { /* on */ }
    expect([r.fetch(out(m.id('then'))).data, r.fetch(out(m.id('now'))).data]).toEqual([Float32Array.of(7, 8), Float32Array.of(2, 2)]);
  });
});
