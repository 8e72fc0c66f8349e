/** Python names of tf/rnn. Scripts may derive from cells: see `overrides` in binding.ts. */
import { bind, classBinding, splitParams, type Bindings, type ClassBinding, type MethodBinding } from '../binding.ts';
import type { Context } from '../context.ts';
import { DTypeObject } from '../dtypes.ts';
import { RNNCell, type WeightOptions } from '../rnn/cell.ts';
import { BasicLSTMCell, BasicRNNCell, GRUCell, LSTMCell } from '../rnn/cells.ts';
import { bidirectionalDynamicRnn, dynamicRnn } from '../rnn/dynamic-rnn.ts';
import { rawRnn } from '../rnn/raw-rnn.ts';
import { staticBidirectionalRnn, staticRnn } from '../rnn/static-rnn.ts';
import { DeviceWrapper, DropoutWrapper, MultiRNNCell, ResidualWrapper } from '../rnn/wrappers.ts';
import { Tuple } from '../values.ts';

const methods: Readonly<Record<string, MethodBinding<RNNCell>>> = {
  __call__: { params: 'inputs, state, scope=None', call: (_, c, inputs, state, scope) => Tuple.from2(c.invoke(inputs, state, scope ?? null)) },
  apply: { params: 'inputs, state, scope=None', call: (_, c, inputs, state, scope) => Tuple.from2(c.call(inputs, state, scope ?? null)) },
  call: { params: 'inputs, state', call: (_, c, inputs, state) => Tuple.from2(c.step(inputs, state)) },
  build: { params: 'inputs_shape', call: (_, c, shape) => { c.buildWeights(shape); c.built = true; return null; } },
  zero_state: { params: 'batch_size, dtype', call: (_, c, rows, dtype) => c.makeZeroState(rows, dtype) },
  get_initial_state: { params: 'inputs=None, batch_size=None, dtype=None', call: (_, c, inputs, rows, dtype) => c.makeInitialState(inputs, rows, dtype) },
  add_weight: {
    params: 'name, shape, dtype=None, initializer=None, regularizer=None, trainable=None, constraint=None, use_resource=None, synchronization=None, aggregation=None, partitioner=None',
    call: (_, c, name, shape, dtype, initializer, regularizer, trainable, constraint, _r, _s, _a, partitioner) => c.addWeight(String(name), shape, { dtype, initializer, regularizer, trainable, constraint, partitioner } as WeightOptions),
  },
  add_variable: {
    params: 'name, shape, dtype=None, initializer=None, regularizer=None, trainable=None',
    call: (_, c, name, shape, dtype, initializer, regularizer, trainable) => c.addWeight(String(name), shape, { dtype, initializer, regularizer, trainable } as WeightOptions),
  },
};

const properties: Readonly<Record<string, (tf: Context, c: RNNCell) => unknown>> = {
  state_size: (_, c) => c.stateSize, output_size: (_, c) => c.outputSize, name: (_, c) => c.name, scope_name: (_, c) => c.scopeName, built: (_, c) => c.built, trainable: (_, c) => c.trainable,
  dtype: (_, c) => c.dtype && DTypeObject.of(c.dtype), trainable_weights: (_, c) => c.trainableWeights, trainable_variables: (_, c) => c.trainableWeights,
  non_trainable_weights: (_, c) => c.nonTrainableWeights, non_trainable_variables: (_, c) => c.nonTrainableWeights, weights: (_, c) => c.weights, variables: (_, c) => c.weights,
  losses: () => [], updates: () => [],
};

type Make = new (tf: Context, ...args: never[]) => RNNCell;

/** A cell's class: its constructor takes `required` parameters, and options by name. */
function cellClass(name: string, type: Make, params: string, base: string | null): ClassBinding {
  const names = splitParams(params);
  const required = names.filter((p) => !p.optional).length - (params.includes('**') ? 1 : 0);
  return classBinding<RNNCell>({
    paths: [`nn.rnn_cell.${name}`], name, type: type, params, ...(base !== null && { base }),
    create: (tf, ...args) => {
      const options: Record<string, unknown> = {};
      for (let i = required; i < names.length; i++) if (args[i] !== null && args[i] !== undefined && !(args[i] instanceof Map)) options[names[i].name] = args[i];
      return new type(tf, ...(args.slice(0, required) as never[]), options as never);
    },
    ...(base === null && {
      methods, properties, setters: { built: (_: Context, c: RNNCell, v: unknown) => { c.built = v === true; } },
      overrides: {
        names: ['call', 'build', 'state_size', 'output_size', 'zero_state', 'get_initial_state', '__call__'],
        set: (c: RNNCell, className: string, made: ReadonlyMap<string, (...args: unknown[]) => unknown>) => {
          c.className = className;
          for (const [key, fn] of made) c.overrides.set(key, fn);
        },
      },
    }),
  });
}

const wrapped: Readonly<Record<string, (tf: Context, c: RNNCell) => unknown>> = { wrapped_cell: (_, c) => (c as DropoutWrapper).cell, cell: (_, c) => (c as DropoutWrapper).cell };
const withCell = (c: ClassBinding): ClassBinding => ({ ...c, properties: wrapped });

export const bindings: Bindings = {
  functions: [
    bind('nn.dynamic_rnn', 'cell, inputs, sequence_length=None, initial_state=None, dtype=None, parallel_iterations=None, swap_memory=False, time_major=False, scope=None', dynamicRnn),
    bind('nn.bidirectional_dynamic_rnn', 'cell_fw, cell_bw, inputs, sequence_length=None, initial_state_fw=None, initial_state_bw=None, dtype=None, parallel_iterations=None, swap_memory=False, time_major=False, scope=None', bidirectionalDynamicRnn),
    bind('nn.static_rnn', 'cell, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None', staticRnn),
    bind('nn.static_bidirectional_rnn', 'cell_fw, cell_bw, inputs, initial_state_fw=None, initial_state_bw=None, dtype=None, sequence_length=None, scope=None', staticBidirectionalRnn),
    bind('nn.raw_rnn', 'cell, loop_fn, parallel_iterations=None, swap_memory=False, scope=None', rawRnn),
  ],
  classes: [
    cellClass('RNNCell', RNNCell, 'trainable=True, name=None, dtype=None, **kwargs', null),
    cellClass('BasicRNNCell', BasicRNNCell, 'num_units, activation=None, reuse=None, name=None, dtype=None, **kwargs', 'RNNCell'),
    cellClass('GRUCell', GRUCell, 'num_units, activation=None, reuse=None, kernel_initializer=None, bias_initializer=None, name=None, dtype=None, **kwargs', 'RNNCell'),
    cellClass('BasicLSTMCell', BasicLSTMCell, 'num_units, forget_bias=1.0, state_is_tuple=True, activation=None, reuse=None, name=None, dtype=None, **kwargs', 'RNNCell'),
    cellClass('LSTMCell', LSTMCell, 'num_units, use_peepholes=False, cell_clip=None, initializer=None, num_proj=None, proj_clip=None, num_unit_shards=None, num_proj_shards=None, forget_bias=1.0, state_is_tuple=True, activation=None, reuse=None, name=None, dtype=None, **kwargs', 'RNNCell'),
    cellClass('MultiRNNCell', MultiRNNCell, 'cells, state_is_tuple=True', 'RNNCell'),
    withCell(cellClass('DropoutWrapper', DropoutWrapper, 'cell, input_keep_prob=1.0, output_keep_prob=1.0, state_keep_prob=1.0, variational_recurrent=False, input_size=None, dtype=None, seed=None, dropout_state_filter_visitor=None, **kwargs', 'RNNCell')),
    withCell(cellClass('ResidualWrapper', ResidualWrapper, 'cell, residual_fn=None, **kwargs', 'RNNCell')),
    withCell(cellClass('DeviceWrapper', DeviceWrapper, 'cell, device, **kwargs', 'RNNCell')),
  ],
  constants: [],
};
