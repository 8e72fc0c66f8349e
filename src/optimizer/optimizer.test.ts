/** Each pass by itself: it changes no fetched value, it does what it is for, and what `verify` refuses. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Tensor } from '../engine/dtype.ts';
import { OPS } from '../engine/ops/index.ts';
import { registerOps } from '../engine/registry.ts';
import { decodeGraph, encodeGraph } from '../graphdef/binary.ts';
import { Context } from '../tf/context.ts';
import { importGraphDef } from '../tf/graphdef/import.ts';
import { Session } from '../tf/session.ts';
import { fromGraphDef, toGraphDef } from './convert.ts';
import { optimize, PASSES, type OptNode, type PassName } from './index.ts';
import { sessionGraph } from './session.ts';
import { verify } from './verify.ts';
import type { Attr } from './types.ts';

registerOps(OPS);

const T = 'float32';
const n = (name: string, op: string, inputs: readonly string[] = [], attrs: Record<string, Attr> = {}): OptNode => ({ name, op, inputs, attrs, device: '' });
const c = (name: string, value: Tensor): OptNode => n(name, 'Const', [], { dtype: value.dtype, value });
const f32 = (values: readonly number[], shape: readonly number[]): Tensor => ({ dtype: 'float32', shape, data: Float32Array.from(values) });
const i32 = (values: readonly number[], shape: readonly number[] = [values.length]): Tensor => ({ dtype: 'int32', shape, data: Int32Array.from(values) });
const x = (name = 'x'): OptNode => n(name, 'Placeholder', [], { dtype: T, shape: [4] });

/** Nodes that this engine has no kernels for, as those that they stand for. */
function runnable(nodes: readonly OptNode[]): OptNode[] {
  return nodes.flatMap((m): OptNode[] => {
    if (m.op === 'Snapshot') return [{ ...m, op: 'Identity' }];
    if (m.op === '_UnaryOpsComposition') {
      const ops = m.attrs['op_names'] as readonly string[];
      return ops.map((op, i) => n(i === ops.length - 1 ? m.name : `${m.name}/${i}`, op, [i === 0 ? m.inputs[0] : `${m.name}/${i - 1}`], { T }));
    }
    if (m.op === '_FusedMatMul') {
      const active = (m.attrs['fused_ops'] as readonly string[])[1];
      return [
        n(`${m.name}/product`, 'MatMul', m.inputs.slice(0, 2), { T, transpose_a: m.attrs['transpose_a'], transpose_b: m.attrs['transpose_b'] }),
        n(active ? `${m.name}/bias` : m.name, 'BiasAdd', [`${m.name}/product`, m.inputs[2]], { T, data_format: 'NHWC' }),
        ...(active ? [n(m.name, active, [`${m.name}/bias`], { T })] : []),
      ];
    }
    return [m];
  });
}

function run(nodes: readonly OptNode[], fetches: readonly string[], feeds: Readonly<Record<string, Tensor>>): number[][] {
  const tf = new Context();
  importGraphDef(tf, toGraphDef(runnable(nodes), { producer: 1645, minConsumer: 0 }), { name: '' });
  const session = new Session(tf);
  const values = session.run(fetches, new Map(Object.entries(feeds))) as Tensor[];
  return values.map((t) => Array.from(t.data as ArrayLike<number>));
}

function same(a: readonly number[][], b: readonly number[][]): void {
  expect(b.map((v) => v.length)).toEqual(a.map((v) => v.length));
  a.forEach((values, k) => values.forEach((v, i) => {
    if (Number.isFinite(v)) expect(Math.abs(v - b[k][i])).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(v)));
  }));
}

/** A graph of vectors of four: each choice makes a node or a few of what is there. */
function build(choices: readonly (readonly [number, number, number])[]): { nodes: OptNode[]; fetches: string[] } {
  const nodes: OptNode[] = [x('x'), x('y'), c('ones', f32([1, 1, 1, 1], [4])), c('zeros', f32([0, 0, 0, 0], [4])), c('two', f32([2, 2, 2, 2], [4])), c('p', i32([0])), c('sizes', i32([2, 2], [2])), c('four', i32([4])), c('axis', i32([0], [])), c('b0', i32([0])), c('b1', i32([1]))];
  const have = ['x', 'y', 'ones', 'zeros', 'two'];
  choices.forEach(([kind, i, j], k) => {
    const [a, b] = [have[i % have.length], have[j % have.length]];
    const name = `n${k}`;
    const one = (op: string, inputs: readonly string[], attrs: Record<string, Attr> = {}): void => { nodes.push(n(name, op, inputs, { T, ...attrs })); have.push(name); };
    switch (kind % 13) {
      case 0: one('AddV2', [a, b]); break;
      case 1: one('Mul', [a, b]); break;
      case 2: one('Sub', [a, b]); break;
      case 3: one('Neg', [a]); break;
      case 4: one('Identity', [a]); break;
      case 5: one('Tanh', [a]); break;
      case 6: one('Transpose', [a, 'p'], { Tperm: 'int32' }); break;
      case 7: one('Reshape', [a, 'four'], { Tshape: 'int32' }); break;
      case 8: nodes.push(n(`${name}/cat`, 'ConcatV2', [a, b, 'axis'], { T, N: 2, Tidx: 'int32' }), n(`${name}/parts`, 'Split', ['axis', `${name}/cat`], { T, num_split: 2 })); have.push(`${name}/parts`, `${name}/parts:1`); break;
      case 9: nodes.push(n(`${name}/pack`, 'Pack', [a, b], { T, N: 2, axis: 0 }), n(name, 'StridedSlice', [`${name}/pack`, 'b0', 'b1', 'b1'], { T, Index: 'int32', begin_mask: 0, end_mask: 0, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 1 })); have.push(name); break;
      case 10: one('AddN', [a, b, a], { N: 3 }); break;
      case 11: nodes.push(n(`${name}/no`, 'NoOp', [`^${a.split(':')[0]}`])); nodes.push(n(name, 'Identity', [b, `^${name}/no`], { T })); have.push(name); break;
      default: nodes.push(n(`${name}/s`, 'Unpack', [`${name}/k`], { T, num: 2, axis: 0 }), n(`${name}/k`, 'Pack', [a, b], { T, N: 2, axis: 0 })); have.push(`${name}/s`, `${name}/s:1`);
    }
  });
  nodes.push(n('out', 'AddV2', [have[have.length - 1], have[Math.max(0, have.length - 2)]], { T }));
  return { nodes, fetches: ['out:0'] };
}

const FEEDS = { 'x:0': f32([0.5, -1.25, 2, 3], [4]), 'y:0': f32([-0.75, 0.25, 1.5, -2], [4]) };
const choices = fc.array(fc.tuple(fc.nat(12), fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 14 });

describe('no pass changes what is fetched', () => {
  for (const pass of [...PASSES, 'all'] as const) {
    it(pass, () => {
      fc.assert(fc.property(choices, fc.boolean(), (list, aggressive) => {
        const { nodes, fetches } = build(list);
        const before = run(nodes, fetches, FEEDS);
        const { result } = optimize({ nodes }, { fetches, feeds: Object.keys(FEEDS) }, pass === 'all' ? { aggressive } : { passes: [pass], iterations: 1, aggressive });
        same(before, run(result, fetches, FEEDS));
      }), { numRuns: 12, seed: 11 });
    });
  }
});

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
  expect(run(back, ['out:0'], FEEDS)).toEqual(run(nodes, ['out:0'], FEEDS));
});
