/** Initializers for scripts: classes with TensorFlow's names, functions for those that are only functions there. */
import { classBinding, type Bindings, type ClassBinding } from '../binding.ts';
import type { DType } from '../../engine/dtype.ts';
import { asDType, asDTypeOrNull } from '../dtypes.ts';
import * as init from '../state/initializers.ts';
import { Float } from '../values.ts';

type Named = [name: string, paths: readonly string[], params: string, type: unknown, create: (...args: unknown[]) => init.Initializer];
const dtypeOf = (v: unknown): DType => asDType(v ?? 'float32');
const seed = (v: unknown): number | null => (v === null || v === undefined ? null : init.plain(v));
const number = (v: unknown): number | Float => (v instanceof Float ? v : typeof v === 'number' && Number.isInteger(v) ? v : new Float(init.plain(v)));
const orNull = (v: unknown): number | Float | null => (v === null || v === undefined ? null : number(v));
/** Module paths of an initializer that tf, tf.initializers and tf.keras.initializers share. */
const both = (short: string, ...keras: string[]): string[] => [`${short}_initializer`, `initializers.${short}`, ...keras.map((k) => `keras.initializers.${k}`)];

const CLASSES: readonly Named[] = [
  ['Zeros', both('zeros', 'Zeros', 'zeros'), 'dtype=float32', init.Zeros, (d) => new init.Zeros(dtypeOf(d))],
  ['Ones', both('ones', 'Ones', 'ones'), 'dtype=float32', init.Ones, (d) => new init.Ones(dtypeOf(d))],
  ['Constant', both('constant', 'Constant', 'constant'), 'value=0, dtype=float32, verify_shape=False', init.Constant, (v, d, verify) => new init.Constant(v, dtypeOf(d), verify === true)],
  ['RandomUniform', both('random_uniform'), 'minval=0.0, maxval=None, seed=None, dtype=float32', init.RandomUniform, (a, b, s, d) => new init.RandomUniform(number(a), orNull(b), seed(s), dtypeOf(d))],
  ['RandomNormal', both('random_normal'), 'mean=0.0, stddev=1.0, seed=None, dtype=float32', init.RandomNormal, (m, v, s, d) => new init.RandomNormal(number(m), number(v), seed(s), dtypeOf(d))],
  ['TruncatedNormal', both('truncated_normal'), 'mean=0.0, stddev=1.0, seed=None, dtype=float32', init.TruncatedNormal, (m, v, s, d) => new init.TruncatedNormal(number(m), number(v), seed(s), dtypeOf(d))],
  ['UniformUnitScaling', both('uniform_unit_scaling'), 'factor=1.0, seed=None, dtype=float32', init.UniformUnitScaling, (f, s, d) => new init.UniformUnitScaling(number(f), seed(s), dtypeOf(d))],
  ['VarianceScaling', both('variance_scaling', 'VarianceScaling'), "scale=1.0, mode='fan_in', distribution='truncated_normal', seed=None, dtype=float32", init.VarianceScaling,
    (scale, mode, kind, s, d) => new init.VarianceScaling(number(scale), String(mode), String(kind), seed(s), dtypeOf(d))],
  ['GlorotUniform', both('glorot_uniform', 'glorot_uniform', 'GlorotUniform'), 'seed=None, dtype=float32', init.GlorotUniform, (s) => new init.GlorotUniform(seed(s))],
  ['GlorotNormal', both('glorot_normal', 'glorot_normal', 'GlorotNormal'), 'seed=None, dtype=float32', init.GlorotNormal, (s) => new init.GlorotNormal(seed(s))],
  ['Orthogonal', both('orthogonal', 'Orthogonal', 'orthogonal'), 'gain=1.0, seed=None, dtype=float32', init.Orthogonal, (g, s, d) => new init.Orthogonal(number(g), seed(s), dtypeOf(d))],
  ['Identity', ['initializers.identity', 'keras.initializers.Identity', 'keras.initializers.identity'], 'gain=1.0, dtype=float32', init.Identity, (g, d) => new init.Identity(number(g), dtypeOf(d))],
];

const base = classBinding<init.Initializer>({
  paths: ['keras.initializers.Initializer'], name: 'Initializer', type: init.Initializer,
  methods: {
    __call__: { params: 'shape, dtype=None, partition_info=None', call: (tf, self, shape, dtype, partition) => self.call(tf, shape, asDTypeOrNull(dtype), partition as init.PartitionInfo | null) },
    get_config: { params: '', call: (_, self) => self.config() },
  },
  properties: { dtype: (_, self) => self.dtype, seed: (_, self) => ('seed' in self ? self.seed : null) },
});

const keras = (names: readonly string[], params: string, make: (...args: unknown[]) => init.Initializer): Bindings['functions'][number] =>
  ({ paths: names.map((n) => `keras.initializers.${n}`), params, call: (_, ...args) => make(...args) });

export const bindings: Bindings = {
  functions: [
    keras(['RandomUniform', 'random_uniform', 'uniform'], 'minval=-0.05, maxval=0.05, seed=None, dtype=float32', (a, b, s, d) => new init.RandomUniform(number(a), orNull(b), seed(s), dtypeOf(d))),
    keras(['RandomNormal', 'random_normal', 'normal'], 'mean=0.0, stddev=0.05, seed=None, dtype=float32', (m, v, s, d) => new init.RandomNormal(number(m), number(v), seed(s), dtypeOf(d))),
    keras(['TruncatedNormal', 'truncated_normal'], 'mean=0.0, stddev=0.05, seed=None, dtype=float32', (m, v, s, d) => new init.TruncatedNormal(number(m), number(v), seed(s), dtypeOf(d))),
    ...([['lecun_normal', 'LecunNormal', init.lecunNormal], ['lecun_uniform', 'LecunUniform', init.lecunUniform], ['he_normal', 'HeNormal', init.heNormal], ['he_uniform', 'HeUniform', init.heUniform]] as const).map(
      ([name, upper, make]) => ({ paths: [`initializers.${name}`, `keras.initializers.${name}`, `keras.initializers.${upper}`], params: 'seed=None', call: (_: unknown, s: unknown) => make(s) })),
  ],
  classes: [base, ...CLASSES.map(([name, paths, params, type, create]): ClassBinding => classBinding<init.Initializer>({
    paths, name, params, type: type as never, base: 'Initializer', create: (_, ...args) => create(...args),
  }))],
  constants: [],
};
