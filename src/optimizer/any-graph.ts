/** Graphs to try passes on, and running them: for tests. */
import type { Tensor } from '../engine/dtype.ts';
import { Context } from '../tf/context.ts';
import { importGraphDef } from '../tf/graphdef/import.ts';
import { Session } from '../tf/session.ts';
import { toGraphDef } from './convert.ts';
import type { Attr, OptNode } from './types.ts';

export const T = 'float32';
export const n = (name: string, op: string, inputs: readonly string[] = [], attrs: Record<string, Attr> = {}): OptNode => ({ name, op, inputs, attrs, device: '' });
export const c = (name: string, value: Tensor): OptNode => n(name, 'Const', [], { dtype: value.dtype, value });
export const f32 = (values: readonly number[], shape: readonly number[]): Tensor => ({ dtype: 'float32', shape, data: Float32Array.from(values) });
export const i32 = (values: readonly number[], shape: readonly number[] = [values.length]): Tensor => ({ dtype: 'int32', shape, data: Int32Array.from(values) });
export const x = (name = 'x'): OptNode => n(name, 'Placeholder', [], { dtype: T, shape: [4] });

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

/** What each of some graphs gives: they are imported side by side, since a heap for each would be more than a process may have. */
export function runEach(graphs: readonly (readonly OptNode[])[], fetches: readonly string[], feeds: Readonly<Record<string, Tensor>>): number[][][] {
  const tf = new Context();
  graphs.forEach((nodes, k) => importGraphDef(tf, toGraphDef(runnable(nodes), { producer: 1645, minConsumer: 0 }), { name: `g${k}` }));
  const session = new Session(tf);
  return graphs.map((_, k) => {
    const values = session.run(fetches.map((f) => `g${k}/${f}`), new Map(Object.entries(feeds).map(([name, value]) => [`g${k}/${name}`, value]))) as Tensor[];
    return values.map((t) => Array.from(t.data as ArrayLike<number>));
  });
}

/** One choice: a kind, and which of what is there it takes. */
export type Choice = readonly [kind: number, first: number, second: number];
export const KINDS = 28;

/** Nodes that every graph has: two fed vectors, a fed flag, and constants. */
const GIVEN: readonly OptNode[] = [
  x('x'), x('y'), n('flag', 'Placeholder', [], { dtype: 'bool', shape: [] }), c('ones', f32([1, 1, 1, 1], [4])), c('zeros', f32([0, 0, 0, 0], [4])), c('two', f32([2, 2, 2, 2], [4])), c('bias', f32([0.5, -0.5], [2])),
  c('ones22', f32([1, 1, 1, 1], [2, 2])), c('open', i32([-1])), c('p', i32([0])), c('sizes', i32([2, 2], [2])), c('four', i32([4])), c('axis', i32([0], [])), c('b0', i32([0])), c('b1', i32([1])), c('yes', { dtype: 'bool', shape: [], data: Uint8Array.of(1) }), c('no', { dtype: 'bool', shape: [], data: Uint8Array.of(0) }),
];
const PRODUCT = { T, transpose_a: false, transpose_b: false };

/** A graph of vectors of four: each choice makes a node or a few of what is there. All of it is fetched by its last two vectors. */
export function build(choices: readonly Choice[]): { nodes: OptNode[]; fetches: string[] } {
  const nodes = [...GIVEN];
  const have = ['x', 'y', 'ones', 'zeros', 'two'];
  choices.forEach(([kind, i, j], k) => {
    const [a, b] = [have[i % have.length], have[j % have.length]];
    const name = `n${k}`;
    const add = (part: string, op: string, inputs: readonly string[], attrs: Record<string, Attr> = { T }): string => { const made = part === '' ? name : `${name}/${part}`; nodes.push(n(made, op, inputs, attrs)); return made; };
    const one = (op: string, inputs: readonly string[], attrs: Record<string, Attr> = {}): void => { have.push(add('', op, inputs, { T, ...attrs })); };
    const square = (part: string, from: string): string => add(part, 'Reshape', [from, 'sizes'], { T, Tshape: 'int32' });
    const flat = (from: string): void => { one('Reshape', [from, 'four'], { Tshape: 'int32' }); };
    switch (kind % KINDS) {
      case 0: one('AddV2', [a, b]); break;
      // Nothing times zero: Grappler, too, takes it for zero where it is not a number.
      case 1: one('Mul', [a, b === 'zeros' || a === 'zeros' ? 'two' : b].map((v) => (v === 'zeros' ? 'ones' : v))); break;
      case 2: one('Sub', [a, b]); break;
      case 3: one('Neg', [a]); break;
      case 4: one('Identity', [a]); break;
      case 5: one('Tanh', [a]); break;
      case 6: one('Transpose', [a, 'p'], { Tperm: 'int32' }); break;
      case 7: flat(a); break;
      case 8: add('cat', 'ConcatV2', [a, b, 'axis'], { T, N: 2, Tidx: 'int32' }); add('parts', 'Split', ['axis', `${name}/cat`], { T, num_split: 2 }); have.push(`${name}/parts`, `${name}/parts:1`); break;
      case 9: one('StridedSlice', [add('pack', 'Pack', [a, b], { T, N: 2, axis: 0 }), 'b0', 'b1', 'b1'], { Index: 'int32', begin_mask: 0, end_mask: 0, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 1 }); break;
      case 10: one('AddN', [a, b, a], { N: 3 }); break;
      case 11: one('Identity', [b, `^${add('no', 'NoOp', [`^${a.split(':')[0]}`], {})}`]); break;
      case 12: add('s', 'Unpack', [`${name}/k`], { T, num: 2, axis: 0 }); add('k', 'Pack', [a, b], { T, N: 2, axis: 0 }); have.push(`${name}/s`, `${name}/s:1`); break;
      case 13: flat(add('relu', 'Relu', [add('ba', 'BiasAdd', [add('m', 'MatMul', [square('l', a), square('r', b)], PRODUCT), 'bias'], { T, data_format: 'NHWC' })])); break;
      // As a graph may have it that was optimised before.
      case 14: flat(add('fused', '_FusedMatMul', [square('l', a), square('r', b), 'bias'], { ...PRODUCT, fused_ops: ['BiasAdd', 'Relu'], num_args: 1, epsilon: 0 })); break;
      case 15: {
        const s = add('switch', 'Switch', [a, ['yes', 'no', 'flag'][j % 3]]);
        one('Merge', [add('f', 'Neg', [s]), add('t', 'AddV2', [`${s}:1`, b])], { N: 2 });
        break;
      }
      case 16: {
        const product = add('prod', 'Prod', [add('shape', 'Shape', [a], { T, out_type: 'int32' }), 'b0'], { T: 'int32', Tidx: 'int32', keep_dims: false });
        one('AddV2', [b, add('cast', 'Cast', [product], { SrcT: 'int32', DstT: T, Truncate: false })]);
        break;
      }
      case 17: {
        const written = add('assign', 'Assign', [add('v', 'VariableV2', [], { dtype: T, shape: [4], container: '', shared_name: '' }), a], { T, validate_shape: true, use_locking: true });
        // Nothing that may be computed to be zero, which Grappler does not add.
        one('Identity', [add('add', 'AssignAdd', [written, ['x', 'y', 'ones', 'two'][j % 4]], { T, use_locking: false })]);
        break;
      }
      // Of the same seeds: still two nodes.
      case 18: one('AddV2', [a, add('random', 'RandomUniform', ['four'], { T: 'int32', dtype: T, seed: 1, seed2: 2 })]); break;
      case 19: one('RandomShuffle', [a], { seed: 3, seed2: 4 }); break;
      // Half of a size that nobody knows before the run.
      case 20: {
        const half = add('half', 'Split', ['axis', add('whole', 'Reshape', [a, 'open'], { T, Tshape: 'int32' })], { T, num_split: 2 });
        const size = add('size', 'Cast', [add('of', 'Size', [half], { T, out_type: 'int32' })], { SrcT: 'int32', DstT: T, Truncate: false });
        one('AddV2', [b, size]);
        break;
      }
      // What a whole waits for, its pieces wait for.
      case 21: {
        const written = add('w', 'Assign', [add('v', 'VariableV2', [], { dtype: T, shape: [4], container: '', shared_name: '' }), a], { T, validate_shape: true, use_locking: true });
        add('cat', 'ConcatV2', [a, b, 'axis', `^${written}`], { T, N: 2, Tidx: 'int32' });
        have.push(add('parts', 'Split', ['axis', `${name}/cat`], { T, num_split: 2 }), `${name}/parts:1`);
        break;
      }
      // A copy of a variable, which is written after it.
      case 22: {
        const v = add('v', 'VariableV2', [], { dtype: T, shape: [4], container: '', shared_name: '' });
        const first = add('first', 'Assign', [v, a], { T, validate_shape: true, use_locking: true });
        add('cat', 'ConcatV2', [v, b, 'axis', `^${first}`], { T, N: 2, Tidx: 'int32' });
        const parts = add('parts', 'Split', ['axis', `${name}/cat`], { T, num_split: 2 });
        one('Identity', [parts, `^${add('second', 'Assign', [v, b, `^${parts}`], { T, validate_shape: true, use_locking: true })}`]);
        break;
      }
      // A product with ones that repeats an output other than the first.
      case 23: {
        add('two', 'Split', ['axis', square('m', a)], { T, num_split: 2 });
        flat(add('rows', 'Mul', [`${name}/two:1`, 'ones22'], { T }));
        break;
      }
      default: if (j % 2 === 0) one('Log', [a]); else one('RealDiv', [b, a]); // not a number, or without end
    }
  });
  nodes.push(n('out', 'AddV2', [have[have.length - 1], have[Math.max(0, have.length - 2)]], { T }));
  return { nodes, fetches: ['out:0'] };
}

/** Values for what a built graph is fed. */
export const FEEDS: Readonly<Record<string, Tensor>> = { 'x:0': f32([0.5, -1.25, 2, 3], [4]), 'y:0': f32([-0.75, 0.25, 1.5, -2], [4]), 'flag:0': { dtype: 'bool', shape: [], data: Uint8Array.of(1) } };
