/** Every op: its kernel on the host and in the interpreter against its slow reference; ops without a reference one by one; shape errors. */
import { describe, expect, it } from 'vitest';
import { f32, i32, isFloating, type Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import { CODE, type Attrs, type Output } from './op.ts';
import { OPS } from './ops/index.ts';
import { STATE } from './ops/state/index.ts';
import { registerOps } from './registry.ts';
import { Session, type Files } from './session.ts';

registerOps(OPS);

/** Ops of loops and conditionals: tf/flow/flow.test.ts tests them together. */
const FLOW = `Abort Assert ControlTrigger Enter Exit LoopCond Merge NextIteration RefEnter RefExit RefIdentity RefMerge RefNextIteration RefSwitch StackCloseV2 StackPopV2 StackPushV2 StackV2 Switch
  TensorArrayCloseV3 TensorArrayConcatV3 TensorArrayGatherV3 TensorArrayGradV3 TensorArrayReadV3 TensorArrayScatterV3 TensorArraySizeV3 TensorArraySplitV3 TensorArrayV3 TensorArrayWriteV3`;
/** Random ops: random.test.ts. */
const RANDOM = `AllCandidateSampler LogUniformCandidateSampler Multinomial UniformCandidateSampler RandomGamma RandomPoissonV2 RandomShuffle RandomStandardNormal RandomUniformInt StatelessRandomGetKeyCounter StatelessRandomNormalV2 StatelessRandomUniformIntV2
  StatelessRandomUniformV2 StatelessTruncatedNormalV2 TruncatedNormal`;
/** Ops without examples, and where they are tested. */
const DIRECT: Readonly<Record<string, string>> = {
  ApplyGradientDescent: 'changes a variable', ApplyMomentum: 'changes two variables', Assign: 'changes a variable', Const: 'a source',
  NoOp: 'has no value', PyFunc: 'calls a script', PyFuncStateless: 'calls a script', Placeholder: 'a source', PlaceholderWithDefault: 'its value depends on the feeds', RandomUniform: 'a source, and keeps a counter',
  RestoreV2: 'reads a file', SaveV2: 'writes a file', VariableV2: 'a source: the state itself',
  ...Object.fromEntries(RANDOM.split(/\s+/).map((type) => [type, 'a source, and keeps a counter'])),
  PrintV2: 'writes a text: state-ops.test.ts', StridedSliceAssign: 'changes a variable: state-ops.test.ts',
  ImageSummary: 'its PNG is not TensorFlow’s byte for byte: lib/png.test.ts',
  ...Object.fromEntries(STATE.filter((op) => op.examples.length === 0).map((op) => [op.type, 'changes state: state-ops.test.ts'])),
  ...Object.fromEntries(FLOW.split(/\s+/).map((type) => [type, 'makes sense in a loop or a conditional only'])),
};
/** Ops whose reference uses Math.exp and Math.log: their float32 results may differ by this many units in the last place. */
const INEXACT: Readonly<Record<string, number>> = { SparseSoftmaxCrossEntropyWithLogits: 2 };

/** What TensorFlow computed is met to 1e-5 of its size, or exactly where it is no floating point. */
const NEAR = -1;

const attrsOf = (t: Tensor): Attrs => ({ dtype: t.dtype, shape: t.shape });
const constant = (g: Graph, t: Tensor, name = 'Const'): Output => ({ id: g.add('Const', name, 0, [], attrsOf(t), [], t), index: 0 });

function complete(session: Session, fetches: readonly Output[], targets: readonly number[] = [], feeds: ReadonlyMap<number, Tensor> = new Map()): Tensor[] {
  const run = session.run(fetches, targets, feeds, 'needed');
  while (!run.advance(1_000_000)) { /* on */ }
  return fetches.map((o) => run.fetch(o));
}

const outputsOf = (g: Graph, id: number): Output[] => g.classOf(id).outputs.map((_, index) => ({ id, index }));

/** Inputs as constants: all shapes are known, so the interpreter runs what it has code for. */
function known(type: string, inputs: readonly Tensor[], attrs: Attrs): { code: number; values: Tensor[] } {
  const g = new Graph();
  const id = g.add(type, type, 0, inputs.map((t) => constant(g, t)), attrs);
  return { code: g.codeOf(g.classOf(id)), values: complete(new Session(g, new Map()), outputsOf(g, id)) };
}

/** Inputs as placeholders of which only the rank is known: the host runs the kernel. */
function fed(type: string, inputs: readonly Tensor[], attrs: Attrs): { code: number; values: Tensor[] } {
  const g = new Graph();
  const holders = inputs.map((t) => g.add('Placeholder', 'Placeholder', 0, [], { dtype: t.dtype, shape: t.shape.map(() => null) }));
  // A scalar has no dimension to be unknown: its rank must be unknown too, or some ops would be static.
  const id = g.add(type, type, 0, holders.map((h) => ({ id: h, index: 0 })), attrs);
  return { code: g.codeOf(g.classOf(id)), values: complete(new Session(g, new Map()), outputsOf(g, id), [], new Map(holders.map((h, i) => [h, inputs[i]]))) };
}

/** Order of float32 numbers as integers: neighbours differ by 1. */
function order(v: number): number {
  const word = new Int32Array(Float32Array.of(v).buffer)[0];
  return word < 0 ? -(word & 0x7fffffff) : word;
}

function bits(t: Tensor): string {
  if (t.dtype === 'string') return JSON.stringify(t);
  const data = t.data as Float32Array;
  return `${t.dtype} [${t.shape.join()}] ${Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')}`;
}

function same(got: readonly Tensor[], wanted: readonly Tensor[], ulps: number): void {
  if (ulps === NEAR) { near(got, wanted); return; }
  if (ulps === 0) { expect(got.map(bits)).toEqual(wanted.map(bits)); return; }
  expect(got.map((t) => [t.dtype, t.shape])).toEqual(wanted.map((t) => [t.dtype, t.shape]));
  for (const [i, t] of got.entries()) {
    (t.data as Float32Array).forEach((v, k) => { expect(Math.abs(order(v) - order((wanted[i].data as Float32Array)[k]))).toBeLessThanOrEqual(ulps); });
  }
}

function near(got: readonly Tensor[], wanted: readonly Tensor[]): void {
  expect(got.map((t) => [t.dtype, t.shape])).toEqual(wanted.map((t) => [t.dtype, t.shape]));
  for (const [i, t] of got.entries()) {
    const want = wanted[i].data;
    if (!isFloating(t.dtype)) { expect(Array.from(t.data as ArrayLike<unknown>)).toEqual(Array.from(want as ArrayLike<unknown>)); continue; }
    (t.data as Float32Array).forEach((v, k) => {
      const w = (want as Float32Array)[k];
      if (!Object.is(v, w) && !(Math.abs(v - w) <= 1e-5 * Math.abs(w) + 1e-30)) expect(v, `element ${k} of output ${i}`).toBe(w);
    });
  }
}

describe('an op with examples', () => {
  for (const op of OPS.filter((o) => o.examples.length > 0)) {
    it(`${op.type}: host and interpreter compute what the reference computes`, () => {
      for (const { inputs, attrs = {}, outputs } of op.examples) {
        const wanted = outputs ?? op.reference!(inputs, attrs);
        const ulps = outputs ? NEAR : (INEXACT[op.type] ?? 0);
        const here = known(op.type, inputs, attrs);
        same(here.values, wanted, ulps);
        const there = fed(op.type, inputs, attrs);
        if (!outputs && inputs.some((t) => t.shape.length > 0)) expect(there.code, 'with unknown shapes the host computes').toBe(CODE.host);
        same(there.values, wanted, ulps);
        expect(here.values.map(bits), 'interpreter and host').toEqual(there.values.map(bits));
      }
    });
  }

  it('is computed by the interpreter where one of its examples has code for it', () => {
    const interpreted = OPS.filter((op) => op.examples.some(({ inputs, attrs = {} }) => known(op.type, inputs, attrs).code !== CODE.host)).map((op) => op.type);
    expect(interpreted).toEqual(['AddN', 'AddV2', 'ExpandDims', 'Identity', 'MatMul', 'Mul', 'RealDiv', 'Reshape', 'SparseSoftmaxCrossEntropyWithLogits', 'Sub', 'ZerosLike']);
  });

  it('Tile by ones is a copy for the interpreter', () => {
    const inputs = [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([2], [1, 1])];
    const { code, values } = known('Tile', inputs, {});
    expect(code).toBe(CODE.copy);
    same(values, [inputs[0]], 0);
  });

  it('infers from the shapes of its examples what it then computes', () => {
    for (const op of OPS.filter((o) => o.examples.length > 0)) {
      for (const { inputs, attrs = {}, outputs } of op.examples) {
        const g = new Graph();
        const id = g.add(op.type, op.type, 0, inputs.map((t) => constant(g, t)), attrs);
        const wanted = outputs ?? op.reference!(inputs, attrs);
        g.classOf(id).outputs.forEach((s, i) => {
          expect(s.dtype).toBe(wanted[i].dtype);
          if (s.shape !== null) s.shape.forEach((d, k) => { if (d !== null) expect(d).toBe(wanted[i].shape[k]); });
        });
      }
    }
  });

  it('reads a further output of its input at the right place', () => {
    const g = new Graph();
    const logits = constant(g, f32([2, 3], [1, 2, 3, -1, 0, 4]));
    const x = g.add('SparseSoftmaxCrossEntropyWithLogits', 'x', 0, [logits, constant(g, i32([2], [2, 0]))], {});
    const two = g.add('AddV2', 'two', 0, [{ id: x, index: 1 }, { id: x, index: 1 }], {});
    const [grad, doubled] = complete(new Session(g, new Map()), [{ id: x, index: 1 }, { id: two, index: 0 }]);
    expect(Array.from(doubled.data as Float32Array)).toEqual(Array.from(grad.data as Float32Array, (v) => 2 * v));
    const right = g.add('AddN', 'right', 0, [logits, { id: x, index: 1 }], {});
    const left = g.add('AddN', 'left', 0, [{ id: x, index: 1 }, logits], {});
    const [a, b] = complete(new Session(g, new Map()), [{ id: right, index: 0 }, { id: left, index: 0 }]);
    expect(Array.from(a.data as Float32Array)).toEqual(Array.from(grad.data as Float32Array, (v, i) => Math.fround(v + [1, 2, 3, -1, 0, 4][i])));
    expect(b.data).toEqual(a.data);
    const three = g.add('AddN', 'three', 0, [{ id: x, index: 1 }, logits, { id: x, index: 1 }], {});
    const [sum] = complete(new Session(g, new Map()), [{ id: three, index: 0 }]);
    const l = [1, 2, 3, -1, 0, 4];
    expect(Array.from(sum.data as Float32Array)).toEqual(Array.from(grad.data as Float32Array, (v, i) => Math.fround(Math.fround(v + l[i]) + v)));
  });
});

describe('an op without examples', () => {
  it('is on the list of those tested one by one, with the reason', () => {
    expect(OPS.filter((op) => op.examples.length === 0).map((op) => op.type).sort()).toEqual(Object.keys(DIRECT).sort());
  });

  /** A variable with a value. */
  function variable(g: Graph, session: Session, value: Tensor, name: string): Output {
    const ref = { id: g.add('VariableV2', name, 0, [], attrsOf(value)), index: 0 };
    complete(session, [], [g.add('Assign', 'Assign', 0, [ref, constant(g, value)], {})]);
    return ref;
  }

  it('Const: gives its value, of every dtype, and shares the data of equal arrays', () => {
    const g = new Graph();
    const data = Float32Array.of(1, 2, 3);
    const all: Tensor[] = [f32([3], data), i32([2], [-1, 7]), { dtype: 'bool', shape: [3], data: Uint8Array.of(1, 0, 1) }, { dtype: 'string', shape: [2], data: ['a', 'ä'] }, f32([0], [])];
    const ids = all.map((t) => constant(g, t));
    expect(complete(new Session(g, new Map()), ids).map((t) => ({ ...t, data: Array.from(t.data as Float32Array) }))).toEqual(all.map((t) => ({ ...t, data: Array.from(t.data as Float32Array) })));
    const again = constant(g, f32([3], data));
    expect(g.valueOf(again.id)).toBe(g.valueOf(ids[0].id));
    expect(ids.map((o) => g.constantValue(o)!.shape)).toEqual(all.map((t) => t.shape));
  });

  it('Placeholder: gives what is fed, and is an error where nothing is', () => {
    const g = new Graph();
    const x = { id: g.add('Placeholder', 'x', 0, [], { dtype: 'float32', shape: [null, 2] }), index: 0 };
    const session = new Session(g, new Map());
    const [got] = complete(session, [x], [], new Map([[x.id, f32([1, 2], [5, 6])]]));
    expect(got).toEqual(f32([1, 2], [5, 6]));
    expect(() => complete(session, [x])).toThrow("You must feed a value for placeholder tensor 'x' with dtype float and shape [?,2]");
  });

  it('PlaceholderWithDefault: gives its input, unless it is fed', () => {
    const g = new Graph();
    const x = { id: g.add('PlaceholderWithDefault', 'x', 0, [constant(g, f32([2], [1, 2]))], { shape: [null] }), index: 0 };
    const n = { id: g.add('PlaceholderWithDefault', 'n', 0, [constant(g, i32([], [4]))], { shape: [] }), index: 0 };
    const t = { id: g.add('PlaceholderWithDefault', 't', 0, [constant(g, { dtype: 'string', shape: [], data: ['model'] })], { shape: [] }), index: 0 };
    const session = new Session(g, new Map());
    expect(complete(session, [x, n, t])).toEqual([f32([2], [1, 2]), i32([], [4]), { dtype: 'string', shape: [], data: ['model'] }]);
    const feeds = new Map<number, Tensor>([[x.id, f32([3], [7, 8, 9])], [t.id, { dtype: 'string', shape: [], data: ['other'] }]]);
    expect(complete(session, [x, n, t], [], feeds)).toEqual([f32([3], [7, 8, 9]), i32([], [4]), { dtype: 'string', shape: [], data: ['other'] }]);
    expect(complete(session, [x])).toEqual([f32([2], [1, 2])]);
  });

  it('VariableV2 and Assign: keep a value from run to run', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const w = variable(g, session, f32([2], [1, 2]), 'w');
    const read = { id: g.add('Identity', 'read', 0, [w], {}), index: 0 };
    expect(complete(session, [read])).toEqual([f32([2], [1, 2])]);
    const assign = { id: g.add('Assign', 'Assign', 0, [w, constant(g, f32([2], [-3, 0.5]))], {}), index: 0 };
    expect(complete(session, [assign])).toEqual([f32([2], [-3, 0.5])]);
    expect(complete(session, [read])).toEqual([f32([2], [-3, 0.5])]);
    expect(session.readVariable(w.id)).toEqual(f32([2], [-3, 0.5]));
  });

  it('ApplyGradientDescent: subtracts rate times gradient, each rounded to float32', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const [w0, grad] = [[0.1, -2, 3.3], [0.7, 0.01, -9.1]];
    const w = variable(g, session, f32([3], w0), 'w');
    const step = { id: g.add('ApplyGradientDescent', 'step', 0, [w, constant(g, f32([], [0.3])), constant(g, f32([3], grad))], {}), index: 0 };
    const r = Math.fround;
    const wanted = w0.map((v, i) => r(r(v) - r(r(0.3) * r(grad[i]))));
    const [out] = complete(session, [step]);
    expect(Array.from(out.data as Float32Array)).toEqual(wanted);
    expect(Array.from(session.readVariable(w.id).data as Float32Array)).toEqual(wanted);
  });

  it('ApplyMomentum: accumulates and subtracts rate times the accumulator, each rounded to float32', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const grad = [0.7, 0.01];
    const w = variable(g, session, f32([2], [0.1, -2]), 'w');
    const slot = variable(g, session, f32([2], [0, 0]), 'slot');
    const step = g.add('ApplyMomentum', 'step', 0, [w, slot, constant(g, f32([], [0.3])), constant(g, f32([2], grad)), constant(g, f32([], [0.9]))], {});
    const r = Math.fround;
    const [x, a] = [[r(0.1), -2], [0, 0]];
    for (let k = 0; k < 3; k++) {
      complete(session, [], [step]);
      for (let i = 0; i < 2; i++) {
        a[i] = r(r(a[i] * r(0.9)) + r(grad[i]));
        x[i] = r(x[i] - r(r(0.3) * a[i]));
      }
      expect(Array.from(session.readVariable(w.id).data as Float32Array)).toEqual(x);
      expect(Array.from(session.readVariable(slot.id).data as Float32Array)).toEqual(a);
    }
  });

  it('SaveV2 and RestoreV2: write variables under names and read them in another graph', () => {
    const files: Files = new Map();
    const text = (...data: string[]): Tensor => ({ dtype: 'string', shape: [data.length], data });
    const path: Tensor = { dtype: 'string', shape: [], data: ['./model'] };
    const g = new Graph();
    const session = new Session(g, files);
    const [w, b] = [variable(g, session, f32([2, 1], [1, 2]), 'w'), variable(g, session, f32([], [3]), 'b')];
    complete(session, [], [g.add('SaveV2', 'save', 0, [constant(g, path), constant(g, text('b', 'w')), constant(g, text('', '')), b, w], { dtypes: ['float32', 'float32'] })]);
    const later = new Graph();
    const restore = (...names: string[]): Output[] => {
      const id = later.add('RestoreV2', 'restore', 0, [constant(later, path), constant(later, text(...names)), constant(later, text(...names.map(() => '')))], { dtypes: names.map(() => 'float32') });
      return names.map((_, index) => ({ id, index }));
    };
    expect(complete(new Session(later, files), restore('w', 'b'))).toEqual([f32([2, 1], [1, 2]), f32([], [3])]);
    expect(() => complete(new Session(later, files), restore('bias'))).toThrow('Key bias not found in checkpoint');
    expect(() => complete(new Session(later, new Map()), restore('w'))).toThrow('The passed save_path is not a valid checkpoint: ./model');
  });

  it('RandomUniform: goes on in its sequence from run to run, starts over in a new session, and differs by seed2', () => {
    const g = new Graph();
    const shape = constant(g, i32([1], [6]));
    const [a, b] = [0, 1].map((seed2) => ({ id: g.add('RandomUniform', 'r', 0, [shape], { seed: 5, seed2, dtype: 'float32' }), index: 0 })) as [Output, Output];
    const session = new Session(g, new Map());
    const draw = (s: Session, o: Output): number[] => Array.from(complete(s, [o])[0].data as Float32Array);
    const [first, second] = [draw(session, a), draw(session, a)];
    expect(first).not.toEqual(second);
    expect(draw(new Session(g, new Map()), a)).toEqual(first);
    expect(draw(session, b)).not.toEqual(first);
    for (const v of [...first, ...second]) { expect(v).toBeGreaterThanOrEqual(0); expect(v).toBeLessThan(1); }
  });

  it('NoOp: has no output and runs what it waits for', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const w = { id: g.add('VariableV2', 'w', 0, [], { dtype: 'float32', shape: [1] }), index: 0 };
    const assign = g.add('Assign', 'Assign', 0, [w, constant(g, f32([1], [4]))], {});
    const group = g.add('NoOp', 'group', 0, [], {}, [assign]);
    expect(g.classOf(group).outputs).toEqual([]);
    complete(session, [], [group]);
    expect(session.readVariable(w.id)).toEqual(f32([1], [4]));
  });
});

describe('shapes and dtypes that do not fit', () => {
  const build = (type: string, inputs: readonly Tensor[], attrs: Attrs = {}) => () => {
    const g = new Graph();
    g.add(type, type, 0, inputs.map((t) => constant(g, t)), attrs);
  };
  const zeros = (...shape: number[]): Tensor => f32(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)));

  it('are refused when the node is built, in TensorFlow’s words', () => {
    const plain = { transpose_a: false, transpose_b: false };
    expect(build('MatMul', [zeros(2, 3), zeros(2, 3)], plain)).toThrow("Dimensions must be equal, but are 3 and 2 for '{{node MatMul}}' with input shapes: [2,3], [2,3].");
    expect(build('MatMul', [zeros(3), zeros(3, 1)], plain)).toThrow("Shape must be rank 2 but is rank 1 for '{{node MatMul}}'");
    expect(build('AddV2', [zeros(2), zeros(3)])).toThrow("Dimensions must be equal, but are 2 and 3 for '{{node AddV2}}' with input shapes: [2], [3].");
    expect(build('AddV2', [zeros(2), i32([2], [1, 2])])).toThrow("Input 'y' of 'AddV2' Op has type int32 that does not match type float32 of argument 'x'.");
    expect(build('SparseSoftmaxCrossEntropyWithLogits', [zeros(2, 3), i32([3], [0, 0, 0])])).toThrow('logits and labels must have the same first dimension, got logits shape (2, 3) and labels shape (3,)');
    expect(build('SparseSoftmaxCrossEntropyWithLogits', [zeros(2), i32([2], [0, 0])])).toThrow('logits must be 2-D, but got shape (2,)');
    expect(build('Reshape', [zeros(2, 3), i32([1], [5])])).toThrow('Cannot reshape a tensor with 6 elements to shape [5] (5 elements)');
    expect(build('Sum', [zeros(2, 3), i32([1], [2])], { keep_dims: false })).toThrow('Invalid reduction dimension (2 for input with 2 dimension(s))');
    expect(build('Equal', [zeros(2), i32([2], [1, 2])])).toThrow("Input 'y' of 'Equal' Op has type int32 that does not match type float32");
    const g = new Graph();
    const w = { id: g.add('VariableV2', 'w', 0, [], { dtype: 'float32', shape: [2] }), index: 0 };
    expect(() => g.add('Assign', 'Assign', 0, [w, constant(g, zeros(3))], {})).toThrow('Dimension mismatch: assigning a value of shape (3,) to a variable of shape (2,).');
    expect(() => g.add('NoSuchOp', 'x', 0, [w], {})).toThrow("Op type not registered: 'NoSuchOp'");
  });

  it('leave the graph without the node', () => {
    const g = new Graph();
    const a = constant(g, zeros(2));
    const b = constant(g, zeros(3));
    expect(() => g.add('AddV2', 'add', 0, [a, b], {})).toThrow();
    expect(g.nodes).toBe(2);
    expect(g.name(g.add('AddV2', 'add', 0, [a, a], {}))).toBe('add');
  });

  it('are refused in the run where only the run knows them', () => {
    const g = new Graph();
    const holder = (rank: number, dtype = 'float32'): Output => ({ id: g.add('Placeholder', 'x', 0, [], { dtype, shape: new Array<null>(rank).fill(null) }), index: 0 });
    const session = new Session(g, new Map());
    const run = (type: string, inputs: Output[], values: Tensor[], attrs: Attrs = {}) => () =>
      complete(session, [{ id: g.add(type, type, 0, inputs, attrs), index: 0 }], [], new Map(inputs.map((o, i) => [o.id, values[i]])));
    expect(run('MatMul', [holder(2), holder(2)], [zeros(2, 3), zeros(2, 3)])).toThrow('Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3]');
    expect(run('AddV2', [holder(1), holder(1)], [zeros(2), zeros(3)])).toThrow('Incompatible shapes: [2] vs. [3]');
    expect(run('Equal', [holder(1), holder(1)], [zeros(2), zeros(3)])).toThrow('Incompatible shapes: [2] vs. [3]');
    expect(run('GatherV2', [holder(1), holder(1, 'int32'), constant(g, i32([], [0]))], [zeros(2), i32([1], [2])])).toThrow();
    expect(run('SparseSoftmaxCrossEntropyWithLogits', [holder(2), holder(1, 'int32')], [zeros(2, 3), i32([2], [0, 3])])).toThrow('Received a label value of 3 which is outside the valid range of [0, 3).');
  });

  it('a label out of range is worded by the host where the interpreter met it', () => {
    expect(() => known('SparseSoftmaxCrossEntropyWithLogits', [zeros(2, 3), i32([2], [-1, 0])], {})).toThrow('Received a label value of -1 which is outside the valid range of [0, 3).');
  });
});
