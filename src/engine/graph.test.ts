/** The graph's columns against plain objects, across the borders of their chunks; what happens when memory ends. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f32, type Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import { CHUNK, EDGE_CHUNK } from './columns.ts';
import { OutOfMemory } from './heap.ts';
import type { Attrs, Output } from './op.ts';

const constant = (g: Graph, t: Tensor, name = 'Const'): Output => ({ id: g.add('Const', name, 0, [], { dtype: t.dtype, shape: t.shape }, [], t), index: 0 });

interface Plain { type: string; name: string; attrs: Attrs; inputs: readonly Output[]; controls: readonly number[]; shape: readonly number[]; line: number; kind: string; value: number[] | null }

function read(g: Graph, id: number): Plain {
  const c = g.classOf(id);
  const value = g.constantValue({ id, index: 0 });
  return {
    type: c.op.type, name: g.name(id), attrs: c.op.type === 'Const' ? c.attrs : {},
    inputs: Array.from({ length: c.inputs }, (_, i) => g.input(id, i)),
    controls: g.controls(id),
    shape: (c.outputs[0]?.shape ?? []) as readonly number[], line: c.line, kind: c.kind, value: value && Array.from(value.data as Float32Array),
  };
}

/** Appends random nodes from random numbers in 0..1 and keeps them as plain objects too. */
function grow(g: Graph, plain: Plain[], next: () => number): void {
  const pick = (n: number): number => Math.floor(next() * n);
  const any = (): Output => ({ id: pick(plain.length), index: 0 });
  const kinds = ['forward', 'loss', 'update'];
  g.maker.line = pick(4) - 1;
  g.maker.kind = kinds[pick(3)]!;
  const controls = plain.length > 0 && next() < 0.2 ? Array.from({ length: 1 + pick(3) }, () => pick(plain.length)) : [];
  const leaf = ['a', 'A', 'a_1', 'b'][pick(4)];
  const valued = plain.map((p, i) => (p.type === 'NoOp' ? -1 : i));
  const what = plain.length === 0 ? 0 : pick(4);
  let [type, inputs, attrs]: [string, Output[], Attrs] = ['NoOp', [], {}];
  let value: Tensor | undefined;
  if (what === 0) {
    const size = pick(5);
    value = f32([size], Array.from({ length: size }, () => pick(9)));
    [type, attrs] = ['Const', { dtype: 'float32', shape: [size] }];
  } else if (what < 3) {
    const x = any();
    if (valued[x.id] === -1) return;
    const fit = [x, any(), any()].filter((o) => plain[o.id].shape.join() === plain[x.id].shape.join() && valued[o.id] !== -1);
    [type, inputs] = fit.length === 1 ? ['Identity', fit] : ['AddN', fit];
  }
  const id = g.add(type, leaf, 0, inputs, attrs, controls, value);
  expect(id).toBe(plain.length);
  const shape = type === 'NoOp' ? [] : value ? value.shape : plain[inputs[0].id].shape;
  plain.push({ type, name: g.name(id), attrs, inputs, controls, shape, line: g.maker.line, kind: g.maker.kind, value: value ? Array.from(value.data as Float32Array) : null });
}

describe('the columns', () => {
  it('read back what was appended: names, classes, edges, attributes, values', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 50, maxLength: 400 }), (numbers) => {
      const g = new Graph();
      const plain: Plain[] = [];
      let at = 0;
      while (at < numbers.length) grow(g, plain, () => numbers[at++] ?? 0.5);
      expect(g.nodes).toBe(plain.length);
      expect(plain.map((_, id) => read(g, id))).toEqual(plain);
      expect(new Set(plain.map((p) => p.name.toLowerCase())).size).toBe(plain.length);
      expect(g.classes.reduce((sum, c) => sum + c.count, 0)).toBe(plain.length);
    }), { numRuns: 60 });
  });

  it('read back what was appended across the borders of node and edge chunks', () => {
    const g = new Graph();
    const one = constant(g, f32([1], [1]), 'one');
    const two = constant(g, f32([1], [2]), 'two');
    const nodes = CHUNK + 3_000;
    const arity = (i: number): number => 1 + (i % 9);
    const input = (i: number, k: number): number => (k === 0 ? Math.max(0, i - 1 - (i % 50)) : (i * 31 + k * 7) % i);
    for (let i = g.nodes; i < nodes; i++) {
      const inputs = Array.from({ length: arity(i) }, (_, k) => ({ id: input(i, k), index: 0 }));
      g.add('AddN', 'AddN', 0, inputs, {}, i % 11 === 0 ? [i - 1, 0] : []);
    }
    expect(g.nodes).toBe(nodes);
    let edges = 0;
    for (let i = 2; i < nodes; i++) {
      const c = g.classOf(i);
      edges += c.inputs + c.controls;
      if (c.inputs !== arity(i) || g.name(i) !== (i === 2 ? 'AddN' : `AddN_${i - 2}`)) throw new Error(`node ${i}: ${c.inputs} inputs, ${g.name(i)}`);
      for (let k = 0; k < c.inputs; k++) if (g.input(i, k).id !== input(i, k)) throw new Error(`input ${k} of node ${i} is ${g.input(i, k).id}, expected ${input(i, k)}`);
      if (c.controls > 0 && g.heap.i32[g.edgesAt(i) + c.inputs] >>> 4 !== i - 1) throw new Error(`control input of node ${i}`);
    }
    expect(edges).toBeGreaterThan(EDGE_CHUNK);
    expect([g.constantValue(one)!.data[0], g.constantValue(two)!.data[0]]).toEqual([1, 2]);
  });

  it('complete attributes: defaults, and what follows from the inputs', () => {
    const g = new Graph();
    const a = constant(g, f32([2, 2], [1, 2, 3, 4]));
    expect(g.classOf(g.add('MatMul', 'MatMul', 0, [a, a], { transpose_b: true })).attrs).toEqual({ T: 'float32', transpose_a: false, transpose_b: true });
    expect(g.classOf(g.add('AddN', 'AddN', 0, [a, a, a], {})).attrs).toEqual({ T: 'float32', N: 3 });
  });

  it('can be changed afterwards: inputs, control inputs, attributes and shapes of single nodes', () => {
    const g = new Graph();
    const x: Output = { id: g.add('Placeholder', 'x', 0, [], { dtype: 'float32', shape: [null, 2] }), index: 0 };
    const [first, second] = [0, 1].map(() => g.add('Identity', 'y', 0, [x], {}));
    g.setShape({ id: first, index: 0 }, [3, 2]);
    g.setAttr(first, '_class', 'loc:@x');
    g.setControls(second, [first]);
    g.setInput(second, 0, { id: first, index: 0 });
    expect(g.classOf(first).outputs[0].shape).toEqual([3, 2]);
    expect(g.classOf(second).outputs[0].shape).toEqual([null, 2]);
    expect([g.classOf(first).attrs._class, g.classOf(second).attrs._class]).toEqual(['loc:@x', undefined]);
    expect([g.controls(first), g.controls(second), g.input(second, 0).id, g.forward]).toEqual([[], [first], first, false]);
    g.setControls(first, [second]);
    expect(g.forward).toBe(true);
    expect(g.classes.reduce((sum, c) => sum + c.count, 0)).toBe(g.nodes);
  });

  it('keep all edges of a node in one chunk', () => {
    const g = new Graph();
    const x = constant(g, f32([1], [1]));
    const many = (n: number): number => g.add('NoOp', 'group', 0, [], {}, new Array<number>(n).fill(x.id));
    const first = many(EDGE_CHUNK - 10);
    const second = many(100);
    expect(g.classOf(first).controls).toBe(EDGE_CHUNK - 10);
    const at = g.edgesAt(second);
    expect(Array.from(g.heap.i32.subarray(at, at + 100))).toEqual(new Array<number>(100).fill(1));
    expect(() => many(EDGE_CHUNK + 1)).toThrow(`internal: a node with ${EDGE_CHUNK + 1} inputs; at most ${EDGE_CHUNK}`);
  });

  it('tell classes apart by op, leaf, attributes, shapes, line, kind and device, and share those that agree', () => {
    const g = new Graph();
    const a = constant(g, f32([2], [1, 2]));
    const before = g.classes.length;
    const make = (leaf = 'x', attrs: Attrs = {}): number => g.classOf(g.add('Identity', leaf, 0, [a], attrs)).id;
    const first = make();
    expect(make()).toBe(first);
    expect(make('y')).not.toBe(first);
    expect(make('x', { _class: 'input 0' })).not.toBe(first);
    g.maker.line = 3;
    expect(make()).not.toBe(first);
    g.maker.line = -1;
    g.maker.kind = 'forward';
    expect(make()).not.toBe(first);
    g.maker.kind = 'bookkeeping';
    g.maker.device = '/gpu:0';
    expect(make()).not.toBe(first);
    expect(g.classes.length - before).toBe(6);
  });

  it('hold more classes than their table had room for at first', () => {
    const g = new Graph();
    const outs: Output[] = [];
    for (let n = 1; n <= 700; n++) outs.push(constant(g, f32([n], new Float32Array(n).fill(n)), `c${n}`));
    const sums = outs.map((o) => g.add('AddV2', 'add', 0, [o, o], {}));
    expect(g.classes.length).toBe(1400);
    for (const [i, id] of sums.entries()) expect(g.classOf(id).outputs[0].shape).toEqual([i + 1]);
    for (const id of sums) expect(g.codeOf(g.classOf(id))).not.toBe(0);
  });
});

describe('a finalized graph', () => {
  it('refuses nodes in TensorFlow’s words and stays as it was', () => {
    const g = new Graph();
    const x = constant(g, f32([], [1]));
    g.finalized = true;
    expect(() => g.add('Identity', 'x', 0, [x], {})).toThrow('Graph is finalized and cannot be modified.');
    expect(g.nodes).toBe(1);
  });
});

describe('memory', () => {
  it('that ends leaves all nodes as they were, says what the limit was, and a new graph works', () => {
    const limit = 4 * 2 ** 20;
    const g = new Graph(limit);
    const fill = (): void => { for (let i = 0; ; i++) constant(g, f32([5_000], new Float32Array(5_000).fill(i))); };
    expect(fill).toThrow(OutOfMemory);
    expect(fill).toThrow('The graph needs more than the 4 MiB that this page gives its engine.');
    expect(g.nodes).toBeGreaterThan(10);
    expect(g.heap.bytes).toBeLessThanOrEqual(limit);
    const { nodes } = g;
    for (let id = 0; id < nodes; id++) {
      expect(g.name(id)).toBe(id === 0 ? 'Const' : `Const_${id}`);
      expect(g.constantValue({ id, index: 0 })!.data[4_999]).toBe(id);
    }
    const small = constant(g, f32([1], [7]), 'small');
    expect(small.id).toBe(nodes);
    expect(g.constantValue(small)!.data[0]).toBe(7);
    const after = new Graph(limit);
    expect(after.nodes).toBe(0);
    expect(constant(after, f32([1], [8])).id).toBe(0);
  });

  it('that ends while a chunk of nodes is added leaves the graph whole', () => {
    const g = new Graph(4 * 2 ** 20);
    const x = constant(g, f32([1], [1]));
    const fill = (): void => { for (;;) g.add('NoOp', 'n', 0, [], {}, [x.id]); };
    expect(fill).toThrow(OutOfMemory);
    expect(g.nodes % CHUNK).toBe(0);
    expect(fill).toThrow(OutOfMemory);
    expect(g.nodes).toBe(g.classes.reduce((sum, c) => sum + c.count, 0));
    expect(g.name(g.nodes - 1)).toBe(`n_${g.nodes - 2}`);
  });

  it('is at most 64 bytes a node for the forward pass of the perceptron, values included', () => {
    const g = new Graph();
    const w = constant(g, f32([64, 10], new Float32Array(640)), 'w');
    const b = constant(g, f32([10], new Float32Array(10)), 'b');
    const images = Array.from({ length: 1000 }, () => new Float32Array(64));
    const attrs: Attrs = { dtype: 'float32', shape: [1, 64] };
    const product: Attrs = { transpose_a: false, transpose_b: false };
    const none: Attrs = {};
    for (let i = 0; i < 100_000; i++) {
      const x = g.add('Const', 'Const', 0, [], attrs, [], f32([1, 64], images[i % 1000]));
      const y = g.add('MatMul', 'MatMul', 0, [{ id: x, index: 0 }, w], product);
      g.add('AddV2', 'add', 0, [{ id: y, index: 0 }, b], none);
    }
    expect(g.heap.bytes / g.nodes).toBeLessThanOrEqual(64);
  });
});
