/** Python names of tf/flow. */
import { useExecutor } from '../../engine/executor.ts';
import { Frames } from '../../engine/frames.ts';
import { bind, classBinding, type Bindings } from '../binding.ts';
import type { Context } from '../context.ts';
import { DTypeObject } from '../dtypes.ts';
import { TensorShape } from '../shape.ts';
import { assert } from '../flow/assert.ts';
import { caseOf } from '../flow/case.ts';
import { condCalled } from '../flow/cond.ts';
import { CondContext } from '../flow/cond-context.ts';
import { FlowContext } from '../flow/context.ts';
import { foldl, foldr, mapFn, scan } from '../flow/functional.ts';
import { numpyFunction, pyFunc } from '../flow/py-func.ts';
import { registerFlowGradients } from '../flow/gradients.ts';
import { registerTensorArrayGradients, TensorArray } from '../flow/tensor-array.ts';
import { WhileContext } from '../flow/while-context.ts';
import { whileLoop } from '../flow/while-loop.ts';
import * as nest from '../nest.ts';
import type { Tensor } from '../graph.ts';

registerFlowGradients();
registerTensorArrayGradients();
useExecutor((work) => new Frames(work));

const ARRAY = ['size', 'dynamic_size', 'clear_after_read', 'tensor_array_name', 'handle', 'flow', 'infer_shape', 'element_shape', 'colocate_with_first_write_call', 'name'] as const;
const named = (name: unknown): { name: string | null } => ({ name: (name as string | null | undefined) ?? null });

const tensorArrayClass = classBinding<TensorArray>({
  paths: ['TensorArray'], name: 'TensorArray', type: TensorArray as never,
  params: 'dtype, size=None, dynamic_size=None, clear_after_read=None, tensor_array_name=None, handle=None, flow=None, infer_shape=True, element_shape=None, colocate_with_first_write_call=True, name=None',
  create: (tf: Context, dtype, ...rest) => TensorArray.create(tf, dtype, Object.fromEntries(ARRAY.map((k, i) => [k, rest[i]]))),
  properties: {
    flow: (_, t) => t.flow, handle: (_, t) => t.handle, dtype: (_, t) => DTypeObject.of(t.dtype), element_shape: (_, t) => new TensorShape(t.elementShape), dynamic_size: (_, t) => t.dynamic,
  },
  methods: {
    identity: { params: '', call: (_, t) => t.identity() },
    grad: { params: 'source, flow=None, name=None', call: (_, t, source, flow, name) => t.grad(String(source), (flow as Tensor | null) ?? t.flow, name as string | null) },
    read: { params: 'index, name=None', call: (_, t, index, name) => t.read(index, named(name)) },
    write: { params: 'index, value, name=None', call: (_, t, index, value, name) => t.write(index, value, named(name)) },
    stack: { params: 'name=None', call: (_, t, name) => t.stack(named(name)) },
    gather: { params: 'indices, name=None', call: (_, t, indices, name) => t.gather(indices, named(name)) },
    concat: { params: 'name=None', call: (_, t, name) => t.concat(named(name)) },
    unstack: { params: 'value, name=None', call: (_, t, value, name) => t.unstack(value, named(name)) },
    scatter: { params: 'indices, value, name=None', call: (_, t, indices, value, name) => t.scatter(indices, value, named(name)) },
    split: { params: 'value, lengths, name=None', call: (_, t, value, lengths, name) => t.split(value, lengths, named(name)) },
    size: { params: 'name=None', call: (_, t, name) => t.size(named(name)) },
    close: { params: 'name=None', call: (_, t, name) => t.close(named(name)) },
    mark_used: { params: '', call: () => null },
  },
});

/** What the collections of contexts hold. */
const contextClass = classBinding<FlowContext>({
  paths: [], name: 'ControlFlowContext', type: FlowContext,
  properties: { name: (_, c) => c.name, outer_context: (_, c) => c.outer },
  methods: { GetWhileContext: { params: '', call: (_, c) => c.loop }, IsWhileContext: { params: '', call: (_, c) => c.isLoop }, IsCondContext: { params: '', call: (_, c) => !c.isLoop }, __str__: { params: '', call: (_, c) => c.name } },
});
const condContextClass = classBinding<CondContext>({
  paths: [], name: 'CondContext', base: 'ControlFlowContext', type: CondContext, properties: { pred: (_, c) => c.pred, pivot: (_, c) => c.pivot, branch: (_, c) => c.branch },
});
const whileContextClass = classBinding<WhileContext>({
  paths: [], name: 'WhileContext', base: 'ControlFlowContext', type: WhileContext,
  properties: {
    pivot: (_, c) => c.pivot, loop_enters: (_, c) => c.enters, loop_exits: (_, c) => c.exits, parallel_iterations: (_, c) => c.options.parallelIterations, back_prop: (_, c) => c.options.backProp,
    swap_memory: (_, c) => c.options.swapMemory, maximum_iterations: (_, c) => c.options.maximumIterations,
  },
});

const structures = (args: unknown): unknown[] => Array.from(args as readonly unknown[]);

export const bindings: Bindings = {
  functions: [
    bind('cond', 'pred, true_fn=None, false_fn=None, strict=False, name=None, fn1=None, fn2=None', condCalled),
    bind('while_loop', 'cond, body, loop_vars, shape_invariants=None, parallel_iterations=10, back_prop=True, swap_memory=False, name=None, maximum_iterations=None, return_same_structure=False', whileLoop),
    bind('case', 'pred_fn_pairs, default=None, exclusive=False, strict=False, name="case"', caseOf),
    bind(['Assert', 'debugging.Assert'], 'condition, data, summarize=None, name=None', assert),
    bind('map_fn', 'fn, elems, dtype=None, parallel_iterations=None, back_prop=True, swap_memory=False, infer_shape=True, name=None, fn_output_signature=None', mapFn),
    bind('scan', 'fn, elems, initializer=None, parallel_iterations=10, back_prop=True, swap_memory=False, infer_shape=True, reverse=False, name=None', scan),
    bind('foldl', 'fn, elems, initializer=None, parallel_iterations=10, back_prop=True, swap_memory=False, name=None', foldl),
    bind('foldr', 'fn, elems, initializer=None, parallel_iterations=10, back_prop=True, swap_memory=False, name=None', foldr),
    bind('py_func', 'func, inp, Tout, stateful=True, name=None', pyFunc),
    bind('numpy_function', 'func=None, inp=None, Tout=None, stateful=True, name=None', numpyFunction),
    { paths: ['nest.flatten'], params: 'structure, expand_composites=False', call: (_, v) => nest.flatten(v) },
    { paths: ['nest.is_nested'], params: 'structure', call: (_, v) => nest.isNested(v) },
    { paths: ['nest.pack_sequence_as'], params: 'structure, flat_sequence, expand_composites=False', call: (_, v, flat) => nest.pack(v, nest.flatten(flat)) },
    { paths: ['nest.map_structure'], params: 'func, *structure, **kwargs', call: (_, fn, parts) => { const [a, ...rest] = structures(parts); return nest.map(fn as never, a, ...rest); } },
    { paths: ['nest.assert_same_structure'], params: 'nest1, nest2, check_types=True, expand_composites=False', call: (_, a, b) => { nest.assertSame(a, b); return null; } },
  ],
  classes: [tensorArrayClass, contextClass, condContextClass, whileContextClass], constants: [],
};
