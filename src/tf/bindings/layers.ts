/** Python names of tf/layers, and the regularizers that layers take. */
import { classBinding, splitParams, type Bindings, type ClassBinding, type FunctionBinding, type MethodBinding } from '../binding.ts';
import type { Context } from '../context.ts';
import { DTypeObject } from '../dtypes.ts';
import * as k from '../layers/classes.ts';
import type { Conv, SeparableConv } from '../layers/conv.ts';
import { Dense, Dropout, Flatten } from '../layers/core.ts';
import { InputSpec, Layer, type LayerOptions } from '../layers/layer.ts';
import { BatchNormalization } from '../layers/norm.ts';
import type { Pooling } from '../layers/pool.ts';
import { L1, L1L2, L2, Regularizer } from '../layers/regularizers.ts';
import { asShape, TensorShape } from '../shape.ts';

type Properties = NonNullable<ClassBinding<Layer>['properties']>;
type Made = new (tf: Context, ...args: never[]) => Layer;

const call: MethodBinding<Layer> = {
  params: 'inputs, *args, **kwargs',
  call: (_, layer, inputs, args, kwargs) => {
    const named = kwargs as ReadonlyMap<string, unknown>;
    return layer.call(inputs, { training: named.get('training') ?? (args as unknown[])[0], scope: named.get('scope') });
  },
};

const layerClass = classBinding<Layer>({
  paths: ['layers.Layer'], name: 'Layer', type: Layer,
  properties: {
    name: (_, l) => l.name, built: (_, l) => l.built, trainable: (_, l) => l.trainable, dtype: (_, l) => (l.dtype ? l.dtype : null), input_spec: (_, l) => l.inputSpec, scope_name: (_, l) => l.scopeName,
    weights: (_, l) => l.weights, variables: (_, l) => l.weights, trainable_weights: (_, l) => l.trainableWeights, trainable_variables: (_, l) => l.trainableWeights,
    non_trainable_weights: (_, l) => l.nonTrainableWeights, non_trainable_variables: (_, l) => l.nonTrainableWeights, losses: (_, l) => l.losses, updates: (_, l) => l.visibleUpdates, graph: () => null, stateful: () => false,
  },
  setters: { trainable: (_, l, v) => { l.trainable = v === true; } },
  methods: { __call__: call, apply: call, count_params: { params: '', call: (_, l) => l.countParams() }, __repr__: { params: '', call: (_, l) => `<keras.src.legacy_tf_layers layer object, name=${l.name}>` } },
});

const specClass = classBinding<InputSpec>({
  paths: ['layers.InputSpec'], name: 'InputSpec', type: InputSpec, params: 'dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None, allow_last_axis_squeeze=False, name=None',
  create: (_, dtype, shape, ndim, max, min, axes) => new InputSpec({ dtype: dtype as never, shape: asShape(shape), ndim: ndim as number | null, max_ndim: max as number | null, min_ndim: min as number | null, axes: axes as ReadonlyMap<number, number> | null }),
  properties: { ndim: (_, s) => s.ndim, min_ndim: (_, s) => s.min_ndim, max_ndim: (_, s) => s.max_ndim, axes: (_, s) => new Map(s.axes), shape: (_, s) => (s.shape ? new TensorShape(s.shape) : null), dtype: (_, s) => (s.dtype ? DTypeObject.of(s.dtype) : null) },
  methods: { __repr__: { params: '', call: (_, s) => String(s) } },
});

/** Named arguments of a call as one object, `required` of them left out. */
function collect(names: readonly string[], args: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(names.map((n, i) => [n, args[i]]).filter(([, v]) => v !== null && v !== undefined));
}

interface Kind { readonly type: Made; readonly function: string; readonly params: string; readonly required: number; readonly properties: Properties; /** Parameters of the function beside the class's: `training`, `reuse`. */ readonly more: string; readonly scoped: boolean; readonly aliases?: readonly string[] }

/** `conv2d_transpose` is made by `Conv2DTranspose`. Not from the class itself: minified scripts have other names for it. */
const className = (fn: string): string => fn.split('_').map((part) => part[0].toUpperCase() + part.slice(1)).join('').replace(/(\d)d/, '$1D');

/** A layer's class, and the function that makes one and calls it at once. */
function kind({ type, function: fn, params, required, properties, more, scoped, aliases = [] }: Kind): { readonly class: ClassBinding; readonly function: FunctionBinding } {
  const names = splitParams(params).map((p) => p.name);
  const make = (tf: Context, args: readonly unknown[], extra: LayerOptions): Layer => new type(tf, ...(args.slice(0, required) as never[]), { ...collect(names.slice(required), args.slice(required)), ...extra } as never);
  const own = classBinding<Layer>({
    paths: [`layers.${className(fn)}`], name: className(fn), type, base: 'Layer', params: `${params}, **kwargs`, properties,
    create: (tf, ...args) => make(tf, args, Object.fromEntries(args[names.length] as ReadonlyMap<string, unknown>)),
  });
  const all = splitParams(`inputs, ${params}${more}`).map((p) => p.name);
  const order = names.map((n) => all.indexOf(n));
  const at = (name: string): number => all.indexOf(name);
  return {
    class: own,
    function: {
      paths: [fn, ...aliases].map((n) => `layers.${n}`), params: `inputs, ${params}${more}`,
      call: (tf, ...args) => {
        const extra = scoped ? { _scope: args[at('name')] ?? null, _reuse: args[at('reuse')] ?? null } : {};
        return make(tf, order.map((i) => args[i]), extra).call(args[0], { training: at('training') < 0 ? undefined : args[at('training')] });
      },
    },
  };
}

const BIAS = 'activation=None, use_bias=True, kernel_initializer=None, bias_initializer=None, kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, trainable=True, name=None';
const SEPARABLE = 'depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer=None, pointwise_initializer=None, bias_initializer=None, depthwise_regularizer=None, pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, trainable=True, name=None';
const conv = (steps: string, dilation: boolean, rest = BIAS): string => `filters, kernel_size, strides=${steps}, padding="valid", data_format="channels_last", ${dilation ? `dilation_rate=${steps}, ` : ''}${rest}`;
const NORM = 'axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer=None, gamma_initializer=None, moving_mean_initializer=None, moving_variance_initializer=None, beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None';
const NORM_END = 'renorm=False, renorm_clipping=None, renorm_momentum=0.99, fused=None';

const of = <T>(read: (layer: T) => unknown) => (_: Context, l: Layer): unknown => read(l as unknown as T);
const CONV: Properties = { kernel: of<Conv>((l) => l.kernel), bias: of<Conv>((l) => l.bias), filters: of<Conv>((l) => l.filters), kernel_size: of<Conv>((l) => l.kernelSize), strides: of<Conv>((l) => l.strides), padding: of<Conv>((l) => l.padding), use_bias: of<Conv>((l) => l.useBias), data_format: of<Conv>((l) => l.dataFormat), dilation_rate: of<Conv>((l) => l.dilationRate) };
const DEEP: Properties = { ...CONV, depthwise_kernel: of<SeparableConv>((l) => l.depthwiseKernel), pointwise_kernel: of<SeparableConv>((l) => l.pointwiseKernel), depth_multiplier: of<SeparableConv>((l) => l.depthMultiplier) };
const POOL: Properties = { pool_size: of<Pooling>((l) => l.poolSize), strides: of<Pooling>((l) => l.strides), padding: of<Pooling>((l) => l.padding), data_format: of<Pooling>((l) => l.dataFormat) };

const REUSE = ', reuse=None';
const convKind = (type: unknown, fn: string, params: string, properties = CONV, aliases: string[] = []): Kind => ({ type: type as Made, function: fn, params, required: 2, properties, more: REUSE, scoped: true, aliases });
const poolKind = (type: unknown, fn: string): Kind => ({ type: type as Made, function: fn, params: 'pool_size, strides, padding="valid", data_format="channels_last", name=None', required: 2, properties: POOL, more: '', scoped: false });

const KINDS = [
  kind({ type: Dense, function: 'dense', params: `units, ${BIAS}`, required: 1, more: REUSE, scoped: true, properties: { kernel: of<Dense>((l) => l.kernel), bias: of<Dense>((l) => l.bias), units: of<Dense>((l) => l.units), use_bias: of<Dense>((l) => l.useBias) } }),
  kind(convKind(k.Conv1D, 'conv1d', conv('1', true))), kind(convKind(k.Conv2D, 'conv2d', conv('(1, 1)', true))), kind(convKind(k.Conv3D, 'conv3d', conv('(1, 1, 1)', true))),
  kind(convKind(k.Conv2DTranspose, 'conv2d_transpose', conv('(1, 1)', false))), kind(convKind(k.Conv3DTranspose, 'conv3d_transpose', conv('(1, 1, 1)', false))),
  kind(convKind(k.SeparableConv1D, 'separable_conv1d', conv('1', true, SEPARABLE), DEEP)), kind(convKind(k.SeparableConv2D, 'separable_conv2d', conv('(1, 1)', true, SEPARABLE), DEEP)),
  kind(poolKind(k.MaxPooling1D, 'max_pooling1d')), kind(poolKind(k.MaxPooling2D, 'max_pooling2d')), kind(poolKind(k.MaxPooling3D, 'max_pooling3d')),
  kind(poolKind(k.AveragePooling1D, 'average_pooling1d')), kind(poolKind(k.AveragePooling2D, 'average_pooling2d')), kind(poolKind(k.AveragePooling3D, 'average_pooling3d')),
];

const dropoutClass = kind({ type: Dropout, function: 'dropout', params: 'rate=0.5, noise_shape=None, seed=None, name=None', required: 1, more: '', scoped: false, properties: { rate: of<Dropout>((l) => l.rate) } }).class;
const flattenClass = kind({ type: Flatten, function: 'flatten', params: 'data_format=None', required: 0, more: '', scoped: false, properties: { data_format: of<Flatten>((l) => l.dataFormat) } }).class;
const normKind = kind({
  type: BatchNormalization, function: 'batch_normalization', params: `${NORM}, ${NORM_END}, trainable=True, virtual_batch_size=None, adjustment=None, name=None`, required: 0, more: '', scoped: false,
  properties: { gamma: of<BatchNormalization>((l) => l.gamma), beta: of<BatchNormalization>((l) => l.beta), moving_mean: of<BatchNormalization>((l) => l.movingMean), moving_variance: of<BatchNormalization>((l) => l.movingVariance), axis: of<BatchNormalization>((l) => l.axis), momentum: of<BatchNormalization>((l) => l.momentum), epsilon: of<BatchNormalization>((l) => l.epsilon) },
});

const NORM_FUNCTION = `inputs, ${NORM}, training=False, trainable=True, name=None, reuse=None, ${NORM_END}, virtual_batch_size=None, adjustment=None`;
const normNames = splitParams(NORM_FUNCTION).map((p) => p.name);

/** Functions whose parameters stand in another order than their class's. */
const functions: FunctionBinding[] = [
  { paths: ['layers.dropout'], params: 'inputs, rate=0.5, noise_shape=None, seed=None, training=False, name=None', call: (tf, inputs, rate, noise_shape, seed, training, name) => new Dropout(tf, rate, { noise_shape, seed, name }).call(inputs, { training }) },
  { paths: ['layers.flatten'], params: 'inputs, name=None, data_format="channels_last"', call: (tf, inputs, name, data_format) => new Flatten(tf, { name, data_format }).call(inputs) },
  {
    paths: ['layers.batch_normalization'], params: NORM_FUNCTION,
    call: (tf, ...args) => {
      const o = collect(normNames, args);
      return new BatchNormalization(tf, { ...o, _scope: o.name ?? null, _reuse: o.reuse ?? null }).call(args[0], { training: args[normNames.indexOf('training')] });
    },
  },
];

const penalty = <T extends Regularizer>(paths: string[], name: string, type: new (...args: never[]) => T, params: string, create: (...args: unknown[]) => T): ClassBinding =>
  classBinding<T>({ paths, name, type: type, base: 'Regularizer', params, create: (_, ...args) => create(...args) });

export const bindings: Bindings = {
  functions: [...KINDS.map((d) => d.function), ...functions, { paths: ['keras.regularizers.l1_l2'], params: 'l1=0.01, l2=0.01', call: (_, l1, l2) => new L1L2(l1, l2) }],
  classes: [
    layerClass, specClass, ...KINDS.map((d) => d.class), dropoutClass, flattenClass, normKind.class,
    classBinding<Regularizer>({ paths: ['keras.regularizers.Regularizer'], name: 'Regularizer', type: Regularizer, methods: { __call__: { params: 'x', call: (tf, r, x) => r.call(tf, x) } } }),
    penalty(['keras.regularizers.L1', 'keras.regularizers.l1'], 'L1', L1, 'l1=0.01', (l1) => new L1(l1)), penalty(['keras.regularizers.L2', 'keras.regularizers.l2'], 'L2', L2, 'l2=0.01', (l2) => new L2(l2)),
    penalty(['keras.regularizers.L1L2'], 'L1L2', L1L2, 'l1=0.0, l2=0.0', (l1, l2) => new L1L2(l1, l2)),
  ],
  constants: [],
};
