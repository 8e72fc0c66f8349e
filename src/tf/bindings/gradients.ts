/** Python names of tf.gradients and what belongs to it. */
import { bind, classBinding, type ClassBinding, type ConstantBinding, type FunctionBinding } from '../binding.ts';
import type { Context, Tensor } from '../context.ts';
import { asDTypeOrNull, DTypeObject } from '../dtypes.ts';
import { AGGREGATION, gradients, IndexedSlices } from '../gradients.ts';
import { hessians } from '../hessians.ts';
import { customGradientOf, notDifferentiable, registerScriptGradient, ScriptFunction } from '../script-gradients.ts';
import { TensorShape } from '../shape.ts';

export const functions: readonly FunctionBinding[] = [
  bind('gradients', 'ys, xs, grad_ys=None, name="gradients", colocate_gradients_with_ops=False, gate_gradients=False, aggregation_method=None, stop_gradients=None, unconnected_gradients="none"', gradients),
  bind('hessians', 'ys, xs, name="hessians", colocate_gradients_with_ops=False, gate_gradients=False, aggregation_method=None', hessians),
  { paths: ['custom_gradient'], params: 'f=None', call: (tf, f) => (f === null ? new ScriptFunction((g) => customGradientOf(tf, g as never)) : customGradientOf(tf, f as never)) },
  { paths: ['RegisterGradient'], params: 'op_type', call: (tf, type) => registerScriptGradient(tf, String(type)) },
  { paths: ['NotDifferentiable', 'NoGradient', 'no_gradient'], params: 'op_type', call: (tf, type) => { notDifferentiable(tf, String(type)); return null; } },
  bind('convert_to_tensor_or_indexed_slices', 'value, dtype=None, name=None', ((tf: Context, value: unknown, { dtype, name }: { dtype?: unknown; name?: string } = {}) => (value instanceof IndexedSlices ? value : tf.convert(value, { dtype: asDTypeOrNull(dtype), name })))),
];

export const classes: readonly ClassBinding[] = [
  classBinding<ScriptFunction>({ paths: [], name: 'function', type: ScriptFunction, methods: { __call__: { params: '*args', call: (_, f, args) => f.call(...(args as unknown[])) } } }),
  classBinding<IndexedSlices>({
    paths: ['IndexedSlices'], name: 'IndexedSlices', type: IndexedSlices, params: 'values, indices, dense_shape=None',
    create: (tf, values, indices, shape) => new IndexedSlices(tf, values as Tensor, indices as Tensor, shape as Tensor | null),
    properties: {
      values: (_, s) => s.values, indices: (_, s) => s.indices, dense_shape: (_, s) => s.denseShape, shape: (_, s) => new TensorShape(s.shape), name: (_, s) => s.name, device: (_, s) => s.device, op: (_, s) => s.op,
      dtype: (_, s) => DTypeObject.of(s.dtype), graph: (_, s) => s.graph,
    },
    methods: {
      __str__: { params: '', call: (_, s) => String(s) },
      __neg__: { params: '', call: (tf, s) => new IndexedSlices(tf, tf.gen('Neg', [s.values]), s.indices, s.denseShape) },
    },
  }),
];

export const constants: readonly ConstantBinding[] = [
  ...Object.entries(AGGREGATION).map(([k, v]) => ({ paths: [`AggregationMethod.${k}`], value: () => v })),
  { paths: ['UnconnectedGradients.NONE'], value: () => 'none' }, { paths: ['UnconnectedGradients.ZERO'], value: () => 'zero' },
];
