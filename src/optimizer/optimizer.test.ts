/** Each pass by itself: it does what it is for; what a session executes; what `verify` refuses. */
import { describe, expect, it, vi } from 'vitest';
import type { Tensor } from '../engine/dtype.ts';
import { OPS } from '../engine/ops/index.ts';
import { registerOps } from '../engine/registry.ts';
import { decodeGraph, encodeGraph } from '../graphdef/binary.ts';
import { build, c, f32, FEEDS, i32, n, runEach, T, x } from './any-graph.ts';
import { fromGraphDef, toGraphDef } from './convert.ts';
import { WorkGraph } from './graph.ts';
import { optimize, type OptNode, type PassName } from './index.ts';
import { sessionGraph } from './session.ts';
import { verify } from './verify.ts';

registerOps(OPS);

/** What one pass does to a small graph. */
const show = (pass: PassName, nodes: readonly OptNode[], fetches = ['y:0'], feeds: readonly string[] = ['x:0'], aggressive = false): string[] => {
  const { stages } = optimize({ nodes }, { fetches, feeds }, { passes: [pass], iterations: 1, aggressive });
  const [stage] = stages;
  const line = (m: OptNode): string => `${m.name} = ${m.op}(${m.inputs.join(', ')})`;
  return ['before', ...stage.before.map(line), 'after', ...stage.after.map(line), 'changes', ...stage.changes.map((ch) => JSON.stringify(ch))];
};

describe('each pass does what it is for', () => {
  it('pruning leaves out what no fetch needs, and nodes that only hand on', () => {
    expect(show('pruning', [x(), n('i', 'Identity', ['x'], { T }), n('dead', 'Sin', ['x'], { T }), n('e', 'Exp', ['i'], { T }), n('y', 'Identity', ['e'], { T })])).toMatchSnapshot();
  });
  it('common subgraph elimination merges equal nodes, and never random ones', () => {
    const random = (name: string): OptNode => n(name, 'RandomUniform', ['s'], { T: 'int32', dtype: T, seed: 1, seed2: 2 });
    expect(show('common_subgraph_elimination', [
      x(), n('a', 'Sin', ['x'], { T }), n('b', 'Sin', ['x'], { T }), n('m', 'Mul', ['b', 'x'], { T }), n('m2', 'Mul', ['x', 'a'], { T }), c('s', i32([4])), random('r1'), random('r2'), n('r', 'AddV2', ['r1', 'r2'], { T }),
      n('q', 'AddV2', ['m', 'm2'], { T }), n('y', 'AddV2', ['q', 'r'], { T }),
    ])).toMatchSnapshot();
  });
  it('constant folding computes what depends on constants alone, and not what is fed', () => {
    expect(show('constant_folding', [x(), c('a', f32([2], [])), c('b', f32([3], [])), n('ab', 'AddV2', ['a', 'b'], { T }), n('y', 'Mul', ['x', 'ab'], { T })])).toMatchSnapshot();
    const fed = optimize({ nodes: [c('a', f32([2], [])), n('y', 'Neg', ['a'], { T }), n('z', 'Identity', ['y'], { T })] }, { fetches: ['z:0'], feeds: ['a:0'] }, { passes: ['constant_folding'], iterations: 1 });
    expect(fed.result.map((m) => m.op)).toEqual(['Const', 'Neg', 'Identity']);
  });
  it('arithmetic leaves out what cancels', () => {
    expect(show('arithmetic', [x(), n('a', 'Neg', ['x'], { T }), n('b', 'Neg', ['a'], { T }), n('s', 'Mul', ['b', 'b'], { T }), n('y', 'Identity', ['s'], { T })])).toMatchSnapshot();
  });
  it('the remapper fuses product, bias and activation', () => {
    expect(show('remapper', [
      n('x', 'Placeholder', [], { dtype: T, shape: [2, 2] }), c('w', f32([1, 2, 3, 4], [2, 2])), c('b', f32([1, 2], [2])), n('m', 'MatMul', ['x', 'w'], { T, transpose_a: false, transpose_b: false }),
      n('ba', 'BiasAdd', ['m', 'b'], { T, data_format: 'NHWC' }), n('r', 'Relu', ['ba'], { T }), n('y', 'Identity', ['r'], { T }),
    ])).toMatchSnapshot();
  });
  it('dependency drops control edges that order nothing', () => {
    expect(show('dependency', [x(), n('s', 'Sin', ['x'], { T }), n('no', 'NoOp', ['^s']), n('e', 'Exp', ['x', '^no'], { T }), n('y', 'Identity', ['e'], { T })])).toMatchSnapshot();
  });
  it('function writes down the defaults that a fused node was made without', () => {
    const attrs = { T, transpose_a: false, transpose_b: false, fused_ops: ['BiasAdd'], num_args: 1, epsilon: 0 };
    const nodes = [n('x', 'Placeholder', [], { dtype: T, shape: [2, 2] }), c('w', f32([1, 2, 3, 4], [2, 2])), c('b', f32([1, 2], [2])), n('m', '_FusedMatMul', ['x', 'w', 'b'], attrs), n('y', 'Identity', ['m'], { T })];
    expect(show('function', nodes)).toMatchSnapshot();
    expect(optimize({ nodes }, { fetches: ['y:0'], feeds: ['x:0'] }, { passes: ['function'], iterations: 1 }).result[3].attrs).toEqual({ ...attrs, leakyrelu_alpha: Math.fround(0.2) });
  });
  it('shape takes the number of elements for the product of all sizes, but not of some', () => {
    const prod = (name: string, of: string): OptNode => n(name, 'Prod', [of, 'axis'], { T: 'int32', Tidx: 'int32', keep_dims: false });
    expect(show('shape', [x(), c('axis', i32([0])), n('s', 'Shape', ['x'], { T, out_type: 'int32' }), prod('p', 's'), c('one', i32([1])), n('part', 'Slice', ['s', 'axis', 'one'], { T: 'int32', Index: 'int32' }), prod('q', 'part'), n('y', 'Mul', ['p', 'q'], { T: 'int32' })])).toMatchSnapshot();
  });
  it('loop cuts the branch that a constant never takes, and not one that what is fed decides', () => {
    const nodes = [x(), c('yes', { dtype: 'bool', shape: [], data: Uint8Array.of(1) }), n('s', 'Switch', ['x', 'yes'], { T }), n('f', 'Sin', ['s'], { T }), n('t', 'Cos', ['s:1'], { T }), n('m', 'Merge', ['f', 't'], { T, N: 2 }), n('y', 'Identity', ['m'], { T })];
    expect(show('loop', nodes)).toMatchSnapshot();
    expect(show('loop', nodes, ['y:0'], ['x:0', 'yes:0']).slice(-1)).toEqual(['changes']);
  });
  it('memory, before and after', () => {
    const nodes = [x(), n('v', 'VariableV2', [], { dtype: T, shape: [4] }), n('y', 'Assign', ['v', 'x'], { T })];
    expect(show('memory', nodes)).toMatchSnapshot();
    const { result } = optimize({ nodes }, { fetches: ['y:0'], feeds: ['x:0'] }, { passes: ['memory'], iterations: 1 });
    expect(result[2].attrs['_grappler_relax_allocator_constraints']).toBe(true);
  });
  it('memory marks assignments where all runs on one device', () => {
    const assign = [x(), n('v', 'VariableV2', [], { dtype: T, shape: [4] }), n('y', 'Assign', ['v', 'x'], { T })];
    expect(show('memory', assign).slice(-1)).toEqual(['{"kind":"replaced","node":"y"}']);
    const away = assign.concat([{ ...n('z', 'Exp', ['y'], { T }), device: '/gpu:0' }]);
    expect(show('memory', away, ['z:0']).slice(-1)).toEqual(['changes']);
  });
  it('concat and its inverse split stay in Grappler, and go with the pass that does what XLA does', () => {
    const nodes = [x('x'), x('z'), c('axis', i32([0], [])), n('cat', 'ConcatV2', ['x', 'z', 'axis'], { T, N: 2, Tidx: 'int32' }), n('parts', 'Split', ['axis', 'cat'], { T, num_split: 2 }), n('y', 'Sub', ['parts', 'parts:1'], { T })];
    expect(optimize({ nodes }, { fetches: ['y:0'], feeds: ['x:0', 'z:0'] }).result.map((m) => m.op)).toContain('ConcatV2');
    expect(show('concat_split', nodes, ['y:0'], ['x:0', 'z:0'], true)).toMatchSnapshot();
    // Other sizes: what is no whole part stays.
    const unequal = nodes.map((m) => (m.name === 'z' ? n('z', 'Placeholder', [], { dtype: T, shape: [2] }) : m));
    expect(optimize({ nodes: unequal }, { fetches: ['y:0'], feeds: ['x:0', 'z:0'] }, { passes: ['concat_split'], iterations: 1, aggressive: true }).result.map((m) => m.op)).toContain('ConcatV2');
  });
});

describe('what XLA passes through', () => {
  const axis = c('axis', i32([0], []));
  const cat = (...more: readonly string[]): OptNode => n('cat', 'ConcatV2', [...more, 'axis'], { T, N: 2, Tidx: 'int32' });
  const parts = n('parts', 'Split', ['axis', 'cat'], { T, num_split: 2 });
  const left = (nodes: readonly OptNode[], fetches = ['y:0']): string[] => optimize({ nodes }, { fetches, feeds: ['x:0', 'z:0'] }, { passes: ['concat_split'], iterations: 1, aggressive: true }).result.map((m) => `${m.name} = ${m.op}(${m.inputs.join(', ')})`);
  it('waits for what the whole, its axis and the node waited for', () => {
    const no = ['p', 'q', 'r'].map((name) => n(name, 'NoOp'));
    const nodes = [x('x'), x('z'), ...no, { ...axis, inputs: ['^q'] }, { ...cat('x', 'z'), inputs: ['x', 'z', 'axis', '^p'] }, { ...parts, inputs: ['axis', 'cat', '^r'] }, n('y', 'Sub', ['parts', 'parts:1'], { T })];
    expect(left(nodes).find((line) => line.startsWith('y'))?.split(/[(,)] ?/).sort()).toEqual(['', '^p', '^q', '^r', 'x', 'y = Sub', 'z']);
  });
  it('keeps what a part does besides, though nobody takes that part', () => {
    const write = [n('v', 'VariableV2', [], { dtype: T, shape: [4] }), n('w', 'Assign', ['v', 'z'], { T })];
    expect(left([x('x'), x('z'), axis, ...write, n('e', 'Exp', ['w'], { T }), cat('x', 'e'), parts, n('y', 'Neg', ['parts'], { T })])).toContain('y = Neg(x, ^e)');
  });
  it('is no variable that is written later', () => {
    const nodes = [x('x'), x('z'), axis, n('v', 'VariableV2', [], { dtype: T, shape: [4] }), n('read', 'Identity', ['v'], { T }), cat('read', 'z'), parts, n('w', 'Assign', ['v', 'x', '^parts'], { T }), n('y', 'Neg', ['parts', '^w'], { T })];
    expect(left(nodes)).toContain('y = Neg(parts, ^w)');
    // Nobody writes it: it is passed through.
    expect(left(nodes.filter(({ name }) => name !== 'w').map((m) => (m.name === 'y' ? { ...m, inputs: ['parts'] } : m)))).toContain('y = Neg(read)');
  });
  it('is a part of a stack that an index takes', () => {
    const stack = (along: number): OptNode => n('k', 'Pack', ['x', 'z'], { T, N: 2, axis: along });
    const masks = { begin_mask: 0, end_mask: 0, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 1 };
    const take = (of: readonly OptNode[], attrs: Record<string, number>): string[] => left([x('x'), x('z'), ...of, n('y', 'StridedSlice', ['k', 'b', 'e', 's'], { T, Index: 'int32', ...masks, ...attrs }), n('o', 'Neg', ['y'], { T })], ['o:0']);
    const at = (b: readonly number[], e: readonly number[]): OptNode[] => [c('b', i32(b)), c('e', i32(e)), c('s', i32(b.map(() => 1)))];
    expect(take([stack(0), ...at([1], [2])], {})).toEqual(['x = Placeholder()', 'z = Placeholder()', 'o = Neg(z)']);
    expect(take([stack(0), ...at([-2], [-1])], {})).toContain('o = Neg(x)');
    expect(take([stack(1), ...at([0, 1], [0, 2])], { begin_mask: 1, end_mask: 1, shrink_axis_mask: 2 })).toContain('o = Neg(z)');
    // Not where another axis is cut, too, or a part is not taken whole.
    expect(take([stack(1), ...at([1, 1], [2, 2])], { shrink_axis_mask: 2 })).toContain('o = Neg(y)');
    expect(take([stack(0), ...at([1, 0], [2, 2])], {})).toContain('o = Neg(y)');
  });
});

describe('sizes that only a run knows', () => {
  const open = c('open', i32([-1]));
  const axis = c('axis', i32([0], []));
  const flat = (name: string, of: string): OptNode => n(name, 'Reshape', [of, 'open'], { T, Tshape: 'int32' });
  /** What a graph gives, and what it gives after all passes. */
  const both = (nodes: readonly OptNode[], feeds: Readonly<Record<string, Tensor>>): number[][] => {
    const { result } = optimize({ nodes }, { fetches: ['y:0'], feeds: Object.keys(feeds) });
    return runEach([nodes, result], ['y:0'], feeds).map(([values]) => values);
  };
  const size = (of: string): OptNode[] => [n('s', 'Shape', [of], { T, out_type: 'int32' }), n('y', 'Identity', ['s'], { T: 'int32' })];
  it.each([
    ['half of one', [n('parts', 'Split', ['axis', 'r'], { T, num_split: 2 }), ...size('parts')], [2]],
    ['what is left of one', [c('sizes', i32([-1, 3])), n('parts', 'SplitV', ['r', 'sizes', 'axis'], { T, num_split: 2, Tlen: 'int32' }), ...size('parts')], [1]],
  ])('%s is no size', (_what, more, expected) => {
    expect(both([x(), open, axis, flat('r', 'x'), ...more], { 'x:0': f32([1, 2, 3, 4], [4]) })).toEqual([expected, expected]);
  });
  it('one more than one is not another', () => {
    const nodes = [x('a'), n('b', 'Placeholder', [], { dtype: T, shape: [1] }), open, axis, c('one', f32([1], [1])), flat('r', 'a'), flat('q', 'b'), n('cat', 'ConcatV2', ['r', 'one', 'axis'], { T, N: 2, Tidx: 'int32' }), n('ones', 'OnesLike', ['cat'], { T }), n('y', 'Mul', ['ones', 'q'], { T })];
    expect(both(nodes, { 'a:0': f32([1, 2, 3, 4], [4]), 'b:0': f32([7], [1]) })).toEqual([[7, 7, 7, 7, 7], [7, 7, 7, 7, 7]]);
  });
});

it('a product with ones repeats the output that it reads; a cast into a segmented sum and two bitcasts go', () => {
  const only = (nodes: readonly OptNode[], fetch = 'y:0'): OptNode[] => [...optimize({ nodes }, { fetches: [fetch], feeds: ['x:0'] }, { passes: ['arithmetic'], iterations: 1, aggressive: true }).result];
  const tiled = [n('x', 'Placeholder', [], { dtype: T, shape: [2, 3] }), c('axis', i32([0], [])), n('parts', 'Split', ['axis', 'x'], { T, num_split: 2 }), c('ones', f32([1, 1, 1, 1, 1, 1], [2, 3])), n('m', 'Mul', ['parts:1', 'ones'], { T }), n('y', 'Exp', ['m'], { T })];
  expect(only(tiled).find(({ op }) => op === 'Tile')?.inputs[0]).toBe('parts:1');
  const cast = [x(), n('b', 'Bitcast', ['x'], { T, type: 'int32' }), n('b2', 'Bitcast', ['b'], { T: 'int32', type: 'uint32' }), n('y', 'Identity', ['b2'], { T: 'uint32' })];
  expect(only(cast).filter(({ op }) => op === 'Bitcast').map(({ inputs, attrs }) => [inputs[0], attrs['type']])).toContainEqual(['x', 'uint32']);
});

it('thousands of equal nodes that one reads, and chains of thousands that hand on, take no more than their number', () => {
  const count = 3_000;
  const terms = Array.from({ length: count }, (_, i) => `t${i}`);
  const nodes = [x(), ...terms.map((name) => n(name, 'Exp', ['x'], { T })), n('y', 'AddN', terms, { T, N: count })];
  const inputs = vi.spyOn(WorkGraph.prototype, 'setInputs');
  const merged = optimize({ nodes }, { fetches: ['y:0'], feeds: ['x:0'] }, { passes: ['common_subgraph_elimination'], iterations: 1 });
  const written = inputs.mock.calls.reduce((sum, [, to]) => sum + to.length, 0);
  inputs.mockRestore();
  expect(merged.result.map(({ op }) => op)).toEqual(['Placeholder', 'Exp', 'AddN']);
  expect(written).toBeLessThan(4 * count);
  const chain = [x(), ...Array.from({ length: 20_000 }, (_, i) => n(`i${i}`, 'Identity', [i === 0 ? 'x' : `i${i - 1}`], { T })), n('y', 'Exp', ['i19999'], { T })];
  expect(optimize({ nodes: chain }, { fetches: ['y:0'], feeds: ['x:0'] }, { passes: ['pruning'], iterations: 1 }).result.map(({ name, inputs: from }) => [name, ...from])).toEqual([['x'], ['y', 'x']]);
});

it('what a moved constant leaves behind is not taken for the shape that stood there', () => {
  // 1 - (1 + n) with n a single number: after the ones have met, what is left of four elements is one.
  const nodes = [x(), c('axis', i32([0])), c('ones', f32([1, 1, 1, 1], [4])), n('s', 'Shape', ['x'], { T, out_type: 'int32' }), n('p', 'Prod', ['s', 'axis'], { T: 'int32', Tidx: 'int32', keep_dims: false }), n('f', 'Cast', ['p'], { SrcT: 'int32', DstT: T, Truncate: false }), n('a', 'AddV2', ['ones', 'f'], { T }), n('b', 'Sub', ['ones', 'a'], { T }), n('y', 'Identity', ['b'], { T })];
  const { result } = optimize({ nodes }, { fetches: ['y:0'], feeds: ['x:0'] }, { passes: ['constant_folding'], iterations: 1 });
  expect(runEach([nodes, result], ['y:0'], { 'x:0': f32([1, 2, 3, 4], [4]) })).toEqual([[[-4, -4, -4, -4]], [[-4, -4, -4, -4]]]);
});

it('a constant that would take all memory stays what it is', () => {
  const nodes = [c('dims', i32([100_000, 100_000])), c('v', f32([1], [])), n('f', 'Fill', ['dims', 'v'], { T, index_type: 'int32' }), n('y', 'Identity', ['f'], { T })];
  expect(optimize({ nodes }, { fetches: ['y:0'] }).result.map(({ op }) => op)).toContain('Fill');
});

it('what is asked for and not there is named', () => {
  expect(() => optimize({ nodes: [x()] }, { fetches: ['nope:0'] })).toThrow("expected the graph to have 'nope'");
});

it('a session executes arguments and results, and folds and merges what Grappler was not asked to', () => {
  const nodes = [x(), n('two', 'PlaceholderWithDefault', ['c'], { dtype: T, shape: [] }), c('c', f32([2], [])), n('a', 'Mul', ['x', 'two'], { T }), n('y', 'Identity', ['a'], { T }), n('z', 'Identity', ['a'], { T }), n('dead', 'Exp', ['x'], { T })];
  const line = (m: OptNode): string => `${m.name} = ${m.op}(${m.inputs.join(', ')})`;
  for (const grappler of [true, false]) {
    expect(sessionGraph({ nodes }, { fetches: ['y:0', 'z:0'], feeds: ['x:0'] }, { grappler }).map(line).sort()).toEqual([
      '_arg_x_0_0 = _Arg()', '_retval_y_0_0 = _Retval(y)', '_retval_z_0_1 = _Retval(y)',
      grappler ? 'a = Mul(two/_0__cf__0, _arg_x_0_0)' : 'a = Mul(_arg_x_0_0, two/_0__cf__0)', // Grappler sorts by names
      'two/_0__cf__0 = Const()', 'y = Identity(a)',
    ]);
  }
});

it.each([
  ['a product with itself', [n('m', 'Mul', ['x', 'x'], { T })], 'Exp'],
  ['a power', [c('two', f32([2], [])), n('m', 'Pow', ['x', 'two'], { T })], 'Exp'],
  ['a sum of one term again and again', [n('m', 'AddN', ['x', 'x'], { T, N: 2 })], 'Exp'],
  ['a negation under another', [n('m', 'Neg', ['x'], { T })], 'Neg'],
  ['a transpose under its inverse', [c('p', i32([0])), n('m', 'Transpose', ['x', 'p'], { T, Tperm: 'int32' })], 'Exp'],
  ['a sum with one under a logarithm', [c('one', f32([1, 1, 1, 1], [4])), n('m', 'AddV2', ['x', 'one'], { T })], 'Log'],
])('nothing looks past a fed node: %s', (_what, above, op) => {
  const nodes = [x(), ...above, n('y', op, ['m'], { T })];
  const { result, stages } = optimize({ nodes }, { fetches: ['y:0'], feeds: ['x:0', 'm:0'] }, { aggressive: true });
  expect(result.find((m) => m.name === 'y')).toMatchObject({ op, inputs: ['m'] });
  expect(result.find((m) => m.name === 'm')?.op).toBe(nodes.find((m) => m.name === 'm')?.op);
  for (const { before, after } of stages) for (const list of [before, after]) expect(list.some((m) => m.op === '_Fed')).toBe(false);
});

it('two RefSwitches of one variable stay two', () => {
  const ref = (name: string): OptNode => n(name, 'RefSwitch', ['v', 'p'], { T });
  const nodes = [n('p', 'Placeholder', [], { dtype: 'bool', shape: [] }), n('v', 'VariableV2', [], { dtype: T, shape: [4] }), x(), ref('a'), ref('b'), n('q', 'Assign', ['a', 'x'], { T }), n('r', 'Assign', ['b:1', 'x'], { T }), n('y', 'RefMerge', ['q', 'r'], { T, N: 2 })];
  expect(optimize({ nodes }, { fetches: ['y:0'], feeds: ['p:0', 'x:0'] }).result.filter((m) => m.op === 'RefSwitch')).toHaveLength(2);
});

describe('verify', () => {
  const good = [x(), n('y', 'Sin', ['x'], { T })];
  const ask = { fetches: ['y:0'], feeds: ['x:0'] };
  it('accepts what can be run', () => { expect(() => { verify(good, good, ask, 'pruning'); }).not.toThrow(); });
  it.each([
    ['an input that is not there', [good[1]], /reads 'x'/],
    ['a cycle', [x(), n('y', 'AddV2', ['x', 'z'], { T }), n('z', 'Sin', ['y'], { T })], /cycle/],
    ['a fetch that is gone', [good[0]], /asked for and is gone/],
    ['a fed node that was touched', [c('x', f32([1], [])), good[1]], /is fed and was touched/],
    ['two nodes of one name', [...good, good[1]], /two nodes/],
    ['an output that is not there', [{ ...good[0], outputs: [{ dtype: T, shape: [4] }] }, n('y', 'Sin', ['x:1'], { T })], /'x' has 1 outputs/],
    ['data behind control', [x(), n('a', 'NoOp'), n('y', 'AddV2', ['x', '^a', 'x'], { T })], /behind a control/],
  ])('refuses %s', (_what, nodes, error) => { expect(() => { verify(nodes, good, ask, 'pruning'); }).toThrow(error); });
});

it('goes to a GraphDef and back', () => {
  const { nodes } = build([[0, 1, 2], [8, 3, 4], [9, 1, 2], [10, 2, 3]]);
  const bytes = encodeGraph(toGraphDef(nodes, { producer: 1645, minConsumer: 0 }));
  if (!bytes.ok) throw new Error(bytes.error);
  const read = decodeGraph(bytes.value);
  if (!read.ok) throw new Error(read.error);
  const back = fromGraphDef(read.value).nodes;
  expect(back.map((m) => [m.name, m.op, m.inputs])).toEqual(nodes.map((m) => [m.name, m.op, m.inputs]));
  const [was, is] = runEach([nodes, back], ['out:0'], FEEDS);
  expect(is).toEqual(was);
});
