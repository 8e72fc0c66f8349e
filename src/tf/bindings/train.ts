/** Python names of tf/train: optimizers, learning rates, the global step, moving averages. */
import { bind, classBinding, type Bindings, type ClassBinding, type FunctionBinding } from '../binding.ts';
import type { Context, TensorLike } from '../context.ts';
import { AdamOptimizer } from '../train/adam.ts';
import { assertGlobalStep, createGlobalStep, getGlobalStep, getOrCreateGlobalStep, globalStep } from '../train/global-step.ts';
import { assignMovingAverage, ExponentialMovingAverage } from '../train/moving-averages.ts';
import { GATE, Optimizer, type Applied, type GradientsAsked } from '../train/optimizer.ts';
import * as rates from '../train/schedules.ts';
import {
  AdadeltaOptimizer, AdagradDAOptimizer, AdagradOptimizer, FtrlOptimizer, GradientDescentOptimizer, MomentumOptimizer, ProximalAdagradOptimizer, ProximalGradientDescentOptimizer, RMSPropOptimizer,
} from '../train/simple-optimizers.ts';
import type { Variable } from '../variable.ts';
import { bindings as checkpoints } from './checkpoints.ts';

const base = classBinding<Optimizer>({
  paths: ['train.Optimizer'], name: 'Optimizer', type: Optimizer,
  properties: { _name: (_, o) => o.name },
  methods: {
    minimize: {
      params: 'loss, global_step=None, var_list=None, gate_gradients=1, aggregation_method=None, colocate_gradients_with_ops=False, name=None, grad_loss=None',
      call: (_, o, loss, global_step, var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, name, grad_loss) =>
        o.minimize(loss, { global_step, var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, name, grad_loss } as Applied & GradientsAsked),
    },
    compute_gradients: {
      params: 'loss, var_list=None, gate_gradients=1, aggregation_method=None, colocate_gradients_with_ops=False, grad_loss=None',
      call: (_, o, loss, var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, grad_loss) =>
        o.computeGradients(loss, { var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, grad_loss } as GradientsAsked),
    },
    apply_gradients: {
      params: 'grads_and_vars, global_step=None, name=None, skip_gradients_aggregation=False',
      call: (_, o, pairs, global_step, name) => o.applyGradients(pairs as [unknown, Variable][], { global_step, name } as Applied),
    },
    get_name: { params: '', call: (_, o) => o.name },
    get_slot: { params: 'var, name', call: (_, o, v, name) => o.getSlot(v as Variable, String(name)) },
    get_slot_names: { params: '', call: (_, o) => o.getSlotNames() },
    variables: { params: '', call: (_, o) => o.variables() },
  },
});

type Made = new (tf: Context, ...args: never[]) => Optimizer;

/** An optimizer's class: parameters without default first, the others in one object, as `bind` has them. */
function optimizer(name: string, type: Made, params: string): ClassBinding {
  const create = bind('', params, ((tf: Context, ...args: never[]) => new type(tf, ...args))).call;
  return classBinding<Optimizer>({ paths: [`train.${name}`], name, base: 'Optimizer', type, params, create: (tf, ...args) => create(tf, ...args) as Optimizer });
}

/** Names are written out: minified scripts have others for the classes. */
const OPTIMIZERS: readonly [string, Made, string][] = [
  ['GradientDescentOptimizer', GradientDescentOptimizer, "learning_rate, use_locking=False, name='GradientDescent'"],
  ['MomentumOptimizer', MomentumOptimizer, "learning_rate, momentum, use_locking=False, name='Momentum', use_nesterov=False"],
  ['AdamOptimizer', AdamOptimizer, "learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-08, use_locking=False, name='Adam'"],
  ['AdagradOptimizer', AdagradOptimizer, "learning_rate, initial_accumulator_value=0.1, use_locking=False, name='Adagrad'"],
  ['AdagradDAOptimizer', AdagradDAOptimizer, "learning_rate, global_step, initial_gradient_squared_accumulator_value=0.1, l1_regularization_strength=0.0, l2_regularization_strength=0.0, use_locking=False, name='AdagradDA'"],
  ['AdadeltaOptimizer', AdadeltaOptimizer, "learning_rate=0.001, rho=0.95, epsilon=1e-08, use_locking=False, name='Adadelta'"],
  ['RMSPropOptimizer', RMSPropOptimizer, "learning_rate, decay=0.9, momentum=0.0, epsilon=1e-10, use_locking=False, centered=False, name='RMSProp'"],
  ['FtrlOptimizer', FtrlOptimizer, "learning_rate, learning_rate_power=-0.5, initial_accumulator_value=0.1, l1_regularization_strength=0.0, l2_regularization_strength=0.0, use_locking=False, name='Ftrl', accum_name=None, linear_name=None, l2_shrinkage_regularization_strength=0.0, beta=None"],
  ['ProximalGradientDescentOptimizer', ProximalGradientDescentOptimizer, "learning_rate, l1_regularization_strength=0.0, l2_regularization_strength=0.0, use_locking=False, name='ProximalGradientDescent'"],
  ['ProximalAdagradOptimizer', ProximalAdagradOptimizer, "learning_rate, initial_accumulator_value=0.1, l1_regularization_strength=0.0, l2_regularization_strength=0.0, use_locking=False, name='ProximalAdagrad'"],
];

const averageClass = classBinding<ExponentialMovingAverage>({
  paths: ['train.ExponentialMovingAverage'], name: 'ExponentialMovingAverage', type: ExponentialMovingAverage, params: "decay, num_updates=None, zero_debias=False, name='ExponentialMovingAverage'",
  create: (tf, decay, num_updates, zero_debias, name) => new ExponentialMovingAverage(tf, decay, { num_updates, zero_debias: zero_debias as boolean, name: name as string }),
  properties: { name: (_, e) => e.name },
  methods: {
    apply: { params: 'var_list=None', call: (_, e, list) => e.apply(list as Variable[] | null) },
    average: { params: 'var', call: (_, e, v) => e.average(v as Variable) },
    average_name: { params: 'var', call: (_, e, v) => e.averageName(v as Variable) },
    variables_to_restore: { params: 'moving_avg_variables=None', call: (_, e, list) => e.variablesToRestore(list as Variable[] | null) },
  },
});

const STEP = 'learning_rate, global_step, decay_steps, decay_rate, staircase=False, name=None';
/** v1 gives the rate first, then the step. */
const rate = (name: string, params: string, make: (tf: Context, ...args: never[]) => unknown): FunctionBinding => bind(`train.${name}`, params, make);

export const bindings: Bindings = {
  functions: [
    rate('exponential_decay', STEP, rates.exponentialDecay), rate('natural_exp_decay', STEP, rates.naturalExpDecay), rate('inverse_time_decay', STEP, rates.inverseTimeDecay),
    rate('polynomial_decay', 'learning_rate, global_step, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False, name=None', rates.polynomialDecay),
    rate('cosine_decay', 'learning_rate, global_step, decay_steps, alpha=0.0, name=None', rates.cosineDecay),
    rate('cosine_decay_restarts', 'learning_rate, global_step, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0, name=None', rates.cosineDecayRestarts),
    rate('linear_cosine_decay', 'learning_rate, global_step, decay_steps, num_periods=0.5, alpha=0.0, beta=0.001, name=None', rates.linearCosineDecay),
    rate('noisy_linear_cosine_decay', 'learning_rate, global_step, decay_steps, initial_variance=1.0, variance_decay=0.55, num_periods=0.5, alpha=0.0, beta=0.001, name=None', rates.noisyLinearCosineDecay),
    bind(['train.piecewise_constant', 'train.piecewise_constant_decay'], 'x, boundaries, values, name=None', rates.piecewiseConstant),
    bind('train.get_global_step', 'graph=None', getGlobalStep), bind('train.create_global_step', 'graph=None', createGlobalStep),
    bind('train.get_or_create_global_step', 'graph=None', getOrCreateGlobalStep), bind('train.assert_global_step', 'global_step_tensor', assertGlobalStep),
    bind('train.global_step', 'sess, global_step_tensor', globalStep),
    bind('python.training.moving_averages.assign_moving_average', 'variable, value, decay, zero_debias=True, name=None', ((tf: Context, v: Variable, value: TensorLike, decay: TensorLike, options: object) =>
      assignMovingAverage(tf, v, value, decay, options))),
    ...checkpoints.functions,
  ],
  classes: [base, ...OPTIMIZERS.map((o) => optimizer(...o)), averageClass, ...checkpoints.classes],
  constants: [...['Optimizer', ...OPTIMIZERS.map(([name]) => name)].flatMap((c) => Object.entries(GATE).map(([k, v]) => ({ paths: [`train.${c}.${k}`], value: () => v }))), ...checkpoints.constants],
};
