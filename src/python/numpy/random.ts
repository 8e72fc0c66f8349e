/** `numpy.random`: the global generator, `RandomState` and `default_rng`. */
import * as np from 'numpy-ts';
import type { DType } from 'numpy-ts';
import { classBinding, ELLIPSIS, type ClassBinding, type FunctionBinding, type MethodBinding } from '../../tf/binding.ts';
import { flat, whole } from '../arrays.ts';
import { fn } from './creation.ts';
import { checkSize, dtypeOr, fail, Float, int, isNd, made, nd, NpScalar, num, out, shapeOf, type Nd } from './core.ts';
import { log64 } from './exact.ts';
import { getItem, setItem } from './indexing.ts';
import { Mersenne } from './mersenne.ts';
import { broadcast } from './ufuncs.ts';

type Draw = (g: Mersenne, ...args: unknown[]) => unknown;

/** One number, or an array of `size`, drawn in row-major order. */
function drawn(size: unknown, draw: () => number, dtype: DType = 'float64'): unknown {
  if (size === null) return dtype === 'float64' ? asFloat(draw()) : draw();
  const shape = shapeOf(size);
  checkSize(shape, dtype);
  return made(dtype, shape, Array.from({ length: shape.reduce((a, b) => a * b, 1) }, draw));
}
const asFloat = (v: number): unknown => (Number.isInteger(v) ? new Float(v) : v);

/** Parameters that may be arrays: drawn once for each element. */
function each(size: unknown, params: readonly unknown[], draw: (...p: number[]) => number): unknown {
  if (params.every((p) => !isNd(p) && !Array.isArray(p))) {
    const fixed = params.map(num);
    return drawn(size, () => draw(...fixed));
  }
  const list = broadcast([...params.map((p) => nd(p, 'float64')), ...(size === null ? [] : [made('float64', shapeOf(size), [])])]);
  const data = list.slice(0, params.length).map((p) => flat(p) as ArrayLike<number>);
  return made('float64', list[0].shape, Array.from({ length: list[0].size }, (_, i) => draw(...data.map((d) => d[i]))));
}

function randint(g: Mersenne, low: unknown, high: unknown, size: unknown, dtype: unknown): unknown {
  const [from, to] = high === null ? [0, int(low)] : [int(low), int(high)];
  if (from >= to) fail('ValueError', high === null ? 'high <= 0' : 'low >= high');
  const type = dtypeOr(dtype, 'int64');
  const draw = (): number => from + g.upTo(to - 1 - from);
  if (size === null) return dtype === null || dtype === 'int' ? draw() : new NpScalar(type, draw());
  if (/^u?int(8|16)$|^bool$/.test(type)) return smallInts(g, from, to - 1 - from, shapeOf(size), type);
  return drawn(size, draw, type);
}
/** Small integers share 32 random bits. */
function smallInts(g: Mersenne, from: number, range: number, shape: number[], type: DType): Nd {
  const bits = type === 'bool' ? 1 : type.endsWith('16') ? 16 : 8;
  const mask = range === 0 ? 0 : 2 ** (32 - Math.clz32(range)) - 1;
  let buffer = 0;
  let left = 0;
  const piece = (): number => {
    if (left === 0) { buffer = g.next(); left = 32 / bits; } else buffer >>>= bits;
    left--;
    return buffer & (2 ** bits - 1);
  };
  return made(type, shape, Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
    if (range === 0) return from;
    for (;;) { const v = piece() & mask; if (v <= range) return from + v; }
  }));
}

const rows = (a: Nd, order: readonly number[]): Nd => getItem(a, made('int64', [order.length], order));

function choice(g: Mersenne, a: unknown, size: unknown, replace: unknown, p: unknown): unknown {
  const pool = isNd(a) || Array.isArray(a) ? nd(a) : null;
  const n = pool ? pool.shape[0] : int(a, 'a');
  if (n <= 0) fail('ValueError', "'a' cannot be empty unless no samples are taken");
  const shape = size === null ? [] : shapeOf(size);
  const count = shape.reduce((x, y) => x * y, 1);
  let picked: number[];
  if (p !== null) {
    const weights = Array.from(flat(nd(p, 'float64')), Number);
    if (weights.length !== n) fail('ValueError', "'a' and 'p' must have same size");
    if (Math.abs(weights.reduce((x, y) => x + y, 0) - 1) > 1e-8) fail('ValueError', 'probabilities do not sum to 1');
    picked = replace ? weighted(g, weights, count) : weightedOnce(g, weights, count);
  } else if (replace) picked = Array.from({ length: count }, () => g.upTo(n - 1));
  else {
    if (count > n) fail('ValueError', "Cannot take a larger sample than population when 'replace=False'");
    picked = g.permutation(n).slice(0, count);
  }
  if (size === null) return pool ? out(getItem(pool, picked[0])) : picked[0];
  const index = made('int64', shape, picked);
  return pool ? getItem(pool, index) : index;
}
function cumulative(weights: readonly number[]): number[] {
  let s = 0;
  const cdf = weights.map((w) => (s += w));
  return cdf.map((c) => c / s);
}
const find = (cdf: readonly number[], u: number): number => { const i = cdf.findIndex((c) => c > u); return i < 0 ? cdf.length : i; };
const weighted = (g: Mersenne, weights: readonly number[], count: number): number[] => { const cdf = cumulative(weights); return Array.from({ length: count }, () => find(cdf, g.double())); };
function weightedOnce(g: Mersenne, weights: readonly number[], count: number): number[] {
  if (weights.filter((w) => w > 0).length < count) fail('ValueError', 'Fewer non-zero entries in p than size');
  const left = [...weights];
  const found: number[] = [];
  while (found.length < count) {
    const draws = Array.from({ length: count - found.length }, () => g.double());
    found.forEach((i) => { left[i] = 0; });
    const cdf = cumulative(left);
    for (const i of new Set(draws.map((u) => find(cdf, u)))) found.push(i);
  }
  return found;
}

function permutation(g: Mersenne, x: unknown): unknown {
  if (isNd(x) || Array.isArray(x)) return rows(nd(x), g.permutation(nd(x).shape[0]));
  const n = int(x);
  return made('int64', [n], g.permutation(n));
}

/** Counts are integers. */
const whole64 = (v: unknown): unknown => (isNd(v) ? nd(v, 'int64') : Math.trunc(num(v)));

/** numpy-ts draws what is rare, from the same bits. */
const rare = (name: 'poisson' | 'binomial' | 'geometric' | 'multinomial' | 'dirichlet' | 'multivariate_normal'): Draw => (g, ...args) => {
  const size = args.at(-1);
  np.random.set_state(g.state);
  const plain = args.slice(0, -1).map((v) => (isNd(v) ? whole(v) : Array.isArray(v) ? whole(nd(v, 'float64')) : num(v)));
  const result = (np.random[name] as (...a: unknown[]) => unknown)(...plain, size === null ? undefined : shapeOf(size));
  g.state = np.random.get_state();
  return typeof result === 'number' ? asFloat(result) : result;
};

/** Name, parameters, how it is drawn. `size` comes last. */
const DRAWS: readonly (readonly [names: readonly string[], params: string, draw: Draw])[] = [
  [['rand'], '*shape', (g, shape) => drawn((shape as unknown[]).length === 0 ? null : shape, () => g.double())],
  [['randn'], '*shape', (g, shape) => drawn((shape as unknown[]).length === 0 ? null : shape, () => g.normal())],
  [['random_sample', 'random', 'ranf', 'sample'], 'size=None', (g, size) => drawn(size, () => g.double())],
  [['standard_normal'], 'size=None', (g, size) => drawn(size, () => g.normal())],
  [['uniform'], 'low=0.0, high=1.0, size=None', (g, low, high, size) => each(size, [low, high], (a, b) => a + (b - a) * g.double())],
  [['normal'], 'loc=0.0, scale=1.0, size=None', (g, loc, scale, size) => each(size, [loc, scale], (m, s) => m + s * g.normal())],
  [['exponential'], 'scale=1.0, size=None', (g, scale, size) => each(size, [scale], (s) => s * g.exponential())],
  [['standard_exponential'], 'size=None', (g, size) => drawn(size, () => g.exponential())],
  [['randint'], 'low, high=None, size=None, dtype=int', randint],
  [['choice'], 'a, size=None, replace=True, p=None', choice],
  [['permutation'], 'x', permutation],
  [['gamma'], 'shape, scale=1.0, size=None', (g, shape, scale, size) => each(size, [shape, scale], (a, s) => s * g.gamma(a))], [['standard_gamma'], 'shape, size=None', (g, shape, size) => each(size, [shape], (a) => g.gamma(a))],
  [['beta'], 'a, b, size=None', (g, a, b, size) => each(size, [a, b], (p, q) => g.beta(p, q))], [['chisquare'], 'df, size=None', (g, df, size) => each(size, [df], (d) => 2 * g.gamma(d / 2))],
  [['poisson'], 'lam=1.0, size=None', (g, lam, size) => (isNd(lam) || Array.isArray(lam) || num(lam) < 10 ? whole64(each(size, [lam], (m) => g.poisson(m))) : whole64(rare('poisson')(g, lam, size)))],
  [['binomial'], 'n, p, size=None', (g, n, p, size) => (isNd(n) || isNd(p) || num(n) * Math.min(num(p), 1 - num(p)) < 30 ? whole64(each(size, [n, p], (a, b) => g.binomial(a, b))) : whole64(rare('binomial')(g, n, p, size)))],
  [['laplace'], 'loc=0.0, scale=1.0, size=None', (g, loc, scale, size) => each(size, [loc, scale], (m, s) => { const u = g.double(); return u >= 0.5 ? m - s * log64(2 - u - u) : m + s * log64(u + u); })],
  [['gumbel'], 'loc=0.0, scale=1.0, size=None', (g, loc, scale, size) => each(size, [loc, scale], (m, s) => m - s * log64(-log64(1 - g.double())))], [['lognormal'], 'mean=0.0, sigma=1.0, size=None', (g, mean, sigma, size) => each(size, [mean, sigma], (m, s) => Math.exp(m + s * g.normal()))],
  [['geometric'], 'p, size=None', rare('geometric')], [['multinomial'], 'n, pvals, size=None', rare('multinomial')], [['dirichlet'], 'alpha, size=None', rare('dirichlet')], [['multivariate_normal'], 'mean, cov, size=None', rare('multivariate_normal')],
];

const seedOf = (v: unknown): number | readonly number[] | null => {
  if (v === null) return null;
  if (Array.isArray(v) || (isNd(v) && v.ndim > 0)) return shapeOf(v);
  const s = int(v);
  return s < 0 || s > 0xffffffff ? fail('ValueError', 'Seed must be between 0 and 2**32 - 1') : s;
};

class RandomState {
  readonly generator: Mersenne;
  constructor(seed: number | readonly number[] | null) { this.generator = new Mersenne(seed); }
}

/** Shuffles in place: an array by rows. Lists are shuffled in Python, by the order that `_order_` gives. */
function shuffle(g: Mersenne, x: unknown): void {
  if (!isNd(x)) fail('TypeError', 'expected an array');
  const a = x as Nd;
  setItem(a, ELLIPSIS, rows(a, g.permutation(a.shape[0])));
}

const EXTRA: readonly (readonly [names: readonly string[], params: string, draw: Draw])[] = [
  [['_shuffle_'], 'x', (g, x) => shuffle(g, x)], [['_order_'], 'n', (g, n) => g.permutation(int(n))],
  [['seed'], 'seed=None', (g, seed) => g.seed(seedOf(seed))],
  [['get_state'], 'legacy=True', (g) => { const s = new RandomState(0); s.generator.copyFrom(g); return s; }],
  [['set_state'], 'state', (g, state) => { if (!(state instanceof RandomState)) fail('TypeError', 'set_state takes what get_state gave'); g.copyFrom((state as RandomState).generator); }],
];

export function random(): FunctionBinding[] {
  const global = new Mersenne(null);
  return [...DRAWS, ...EXTRA].map(([names, params, draw]) => fn(names.map((n) => `random.${n}`), params, (...args) => draw(global, ...args)));
}

const method = (draw: Draw, params: string): MethodBinding<RandomState> => ({ params, call: (_tf, self, ...args) => draw(self.generator, ...args) });

export const randomState: ClassBinding = classBinding<RandomState>({
  paths: ['random.RandomState'], name: 'RandomState', type: RandomState, params: 'seed=None', create: (_tf, seed) => new RandomState(seedOf(seed)),
  methods: Object.fromEntries([...DRAWS, ...EXTRA].flatMap(([names, params, draw]) => names.map((n) => [n, method(draw, params)]))),
});

type Generator = ReturnType<typeof np.random.default_rng>;
/** numpy-ts' generators are what `default_rng` gives. */
class Rng {
  readonly inner: Generator;
  constructor(seed: number | undefined) { this.inner = np.random.default_rng(seed); }
}
const optional = (size: unknown): number[] | undefined => (size === null ? undefined : shapeOf(size));
const result = (v: unknown): unknown => (typeof v === 'number' ? asFloat(v) : v);
const g = (params: string, call: (inner: Generator, ...args: unknown[]) => unknown): MethodBinding<Rng> => ({ params, call: (_tf, self, ...args) => result(call(self.inner, ...args)) });

export const generator: ClassBinding = classBinding<Rng>({
  paths: ['random.Generator', 'random.default_rng'], name: 'Generator', type: Rng, params: 'seed=None', create: (_tf, seed) => new Rng(seed === null ? undefined : int(seed)),
  methods: {
    random: g('size=None', (r, size) => r.random(optional(size))), standard_normal: g('size=None', (r, size) => r.standard_normal(optional(size))),
    normal: g('loc=0.0, scale=1.0, size=None', (r, m, s, size) => r.normal(num(m), num(s), optional(size))), uniform: g('low=0.0, high=1.0, size=None', (r, a, b, size) => r.uniform(num(a), num(b), optional(size))),
    integers: { params: 'low, high=None, size=None', call: (_tf, self, low, high, size) => { const v = high === null ? self.inner.integers(0, int(low), optional(size)) : self.inner.integers(int(low), int(high), optional(size)); return typeof v === 'number' ? new NpScalar('int64', v) : nd(v, 'int64'); } },
    permutation: { params: 'x', call: (_tf, self, x) => (isNd(x) || Array.isArray(x) ? rows(nd(x), Array.from(flat(nd(self.inner.permutation(nd(x).shape[0]))), Number)) : nd(self.inner.permutation(int(x)), 'int64')) },
    choice: { params: 'a, size=None, replace=True, p=None', call: (_tf, self, a, size, replace, p) => { const pool = isNd(a) || Array.isArray(a) ? nd(a) : null; const v = self.inner.choice(pool ? pool.shape[0] : int(a), optional(size), Boolean(replace), p === null ? undefined : Array.from(flat(nd(p, 'float64')), Number)); const at = nd(v, 'int64'); return pool ? out(getItem(pool, at)) : out(at); } },
    exponential: g('scale=1.0, size=None', (r, s, size) => r.exponential(num(s), optional(size))), poisson: g('lam=1.0, size=None', (r, l, size) => r.poisson(num(l), optional(size))),
    _shuffle_: { params: 'x', call: (_tf, self, x) => { const a = x as Nd; setItem(a, ELLIPSIS, rows(a, Array.from(flat(nd(self.inner.permutation(a.shape[0]))), Number))); } },
    _order_: { params: 'n', call: (_tf, self, n) => Array.from(flat(nd(self.inner.permutation(int(n)))), Number) },
  },
});
