/** Random graphs, executed and computed by the ops' references: the same bits, whichever output of a node is read and whichever shapes are known. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { f32, i32, type Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import { CODE, type Attrs, type Output } from './op-def.ts';
import { OPS } from './ops/index.ts';
import { opOf, registerOps } from './registry.ts';
import { Session } from './session.ts';

registerOps(OPS);

const ELEMENTWISE = ['AddV2', 'Sub', 'Mul', 'RealDiv'];
const ALIKE = ['Neg', 'Identity', 'ZerosLike', 'Relu'];

const data = (t: Tensor): number[] => Array.from(t.data as ArrayLike<number>);
/** Row i or column i of a matrix of two by two; element i of a vector. */
const taken = (t: Tensor, axis: number, i: number): Tensor => (t.shape.length === 1 ? f32([], [data(t)[i]]) : f32([2], [0, 1].map((k) => data(t)[axis === 0 ? 2 * i + k : 2 * k + i])));
/** The obvious way, where an op has no reference of its own but recorded outputs. */
const OBVIOUS: Readonly<Record<string, (inputs: readonly Tensor[], attrs: Attrs) => Tensor[]>> = {
  Neg: ([x]) => [f32([...x.shape], data(x).map((v) => -v))],
  Unpack: ([x], { axis }) => [0, 1].map((i) => taken(x, Number(axis), i)),
  Pack: (parts, { axis }) => [parts[0].shape.length === 0 ? f32([2], parts.flatMap(data)) : f32([2, 2], axis === 0 ? parts.flatMap(data) : [0, 1].flatMap((i) => parts.map((t) => data(t)[i])))],
  Split: ([at, x]) => [0, 1].map((i) => f32(data(at)[0] === 0 ? [1, 2] : [2, 1], data(taken(x, data(at)[0], i)))),
  Transpose: ([x]) => [f32([2, 2], [0, 1].flatMap((i) => data(taken(x, 1, i))))],
};

interface Made { readonly g: Graph; readonly values: Map<string, Tensor>; readonly feeds: Map<number, Tensor>; interpreted: number; further: number }
const key = ({ id, index }: Output): string => `${id}:${index}`;

/** A graph of numbers, vectors of two and matrices of two by two from a list of small numbers, with what the references give for all outputs. */
function made(numbers: readonly number[]): Made {
  const g = new Graph();
  const m: Made = { g, values: new Map(), feeds: new Map(), interpreted: 0, further: 0 };
  const ranks: Output[][] = [[], [], []];
  const keep = (id: number, tensors: readonly Tensor[]): void => tensors.forEach((t, index) => {
    m.values.set(key({ id, index }), t);
    if (t.dtype === 'float32') ranks[t.shape.length].push({ id, index });
  });
  const constant = (t: Tensor): Output => {
    const id = g.add('Const', 'c', 0, [], { dtype: t.dtype, shape: t.shape }, [], t);
    m.values.set(key({ id, index: 0 }), t);
    return { id, index: 0 };
  };
  const node = (type: string, inputs: readonly Output[], attrs: Attrs = {}): void => {
    const id = g.add(type, type, 0, inputs, attrs);
    const reference = OBVIOUS[type] ?? opOf(type).reference;
    if (!reference) throw new Error(`expected a reference of ${type}, found none`);
    if (g.codeOf(g.classOf(id)) !== CODE.host) { m.interpreted++; if (inputs.some(({ index }) => index > 0)) m.further++; }
    // References get attributes as a script gave them.
    keep(id, reference(inputs.map((o) => m.values.get(key(o))!), g.classOf(id).attrs));
  };
  const axis = [0, 1].map((v) => constant(i32([], [v])));
  const sizes = [constant(i32([1], [-1])), constant(i32([2], [2, 2])), constant(i32([1], [4]))];
  const numbersOf = (rank: number, by: number): Tensor => f32([2, 2].slice(0, rank), [1.5, -0.25, 3, by].slice(0, 2 ** rank));
  for (let rank = 0; rank < 3; rank++) {
    const c = constant(numbersOf(rank, 0.1));
    ranks[rank].push(c);
    // Fed: its shape known, or not.
    for (const shape of [[2, 2].slice(0, rank), [2, 2].slice(0, rank).map(() => null)]) {
      const id = g.add('Placeholder', 'x', 0, [], { dtype: 'float32', shape });
      const t = numbersOf(rank, -7);
      m.feeds.set(id, t);
      keep(id, [t]);
    }
  }
  let at = 0;
  const next = (n: number): number => (numbers[at++] ?? 0) % n;
  const pick = (rank: number): Output => ranks[rank][ranks[rank].length - 1 - next(Math.min(ranks[rank].length, 8))];
  while (at < numbers.length) {
    const rank = next(3);
    switch (next(10)) {
      case 0: node(ELEMENTWISE[next(4)], [pick(next(3)), pick(rank)]); break;
      case 1: node(ALIKE[next(4)], [pick(rank)]); break;
      case 2: node('AddN', Array.from({ length: 1 + next(4) }, () => pick(rank)), {}); break;
      case 3: node('MatMul', [pick(2), pick(2)], { transpose_a: next(2) === 1, transpose_b: next(2) === 1 }); break;
      case 4: node('Unpack', [pick(1 + next(2))], { num: 2, axis: 0 }); break;
      case 5: node('Unpack', [pick(2)], { num: 2, axis: 1 }); break;
      case 6: { const r = next(2); node('Pack', [pick(r), pick(r)], { axis: r === 0 ? 0 : next(2) }); break; }
      case 7: node('Split', [axis[0], pick(2)], { num_split: 2 }); node('Reshape', [{ id: g.nodes - 1, index: next(2) }, sizes[0]]); break;
      case 8: node('Transpose', [pick(2), constant(i32([2], [1, 0]))]); break;
      default: node('ExpandDims', [pick(1), axis[0]]); node('Reshape', [{ id: g.nodes - 1, index: 0 }, sizes[0]]); break;
    }
    // One by two, two by one: used where they are made, or not at all.
    for (const list of ranks) for (let i = list.length - 1; i >= 0 && i >= list.length - 2; i--) if (m.values.get(key(list[i]))!.shape.some((d) => d !== 2)) list.splice(i, 1);
  }
  return m;
}

const bits = (t: Tensor): string => {
  const values = Float32Array.from(data(t), (v) => (Number.isNaN(v) ? NaN : v)); // what is not a number has one form
  return `${t.dtype} [${t.shape.join()}] ${Buffer.from(values.buffer).toString('hex')}`;
};

it('a session gives for every output of a random graph the bits of the references, as needed and as told', () => {
  let [interpreted, further] = [0, 0];
  fc.assert(fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 120 }), fc.boolean(), (numbers, told) => {
    const { g, values, feeds, ...counts } = made(numbers);
    interpreted += counts.interpreted;
    further += counts.further;
    const outputs: Output[] = Array.from({ length: g.nodes }, (_, id) => g.classOf(id).outputs.map((_s, index) => ({ id, index }))).flat();
    const run = new Session(g, new Map()).run(outputs, [], feeds, told ? 'all' : 'needed');
    while (!run.advance(1e6)) { /* on */ }
    for (const o of outputs) expect(`${g.tensorName(o)} ${bits(run.fetch(o))}`).toBe(`${g.tensorName(o)} ${bits(values.get(key(o))!)}`);
  }), { numRuns: 150 });
  // It would prove little if the host computed all of it, or if no node read a further output.
  expect(interpreted).toBeGreaterThan(500);
  expect(further).toBeGreaterThan(50);
});
