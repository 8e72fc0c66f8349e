/** The class `ndarray`: its methods and operators. Each is a function of the package with the array in front. */
import { NDArray } from 'numpy-ts';
import { classBinding, Tuple, type MethodBinding } from '../../tf/binding.ts';
import { flat } from '../arrays.ts';
import { dtypeOf, itemsize, nd, out, show, type Nd } from './core.ts';
import { getItem, setItem } from './indexing.ts';
import { arrayRepr, arrayStr } from './print.ts';
import { METHODS, OPERATORS } from './methods.ts';

const m = (params: string, call: (self: Nd, ...args: unknown[]) => unknown): MethodBinding<Nd> => ({ params, call: (_tf, self, ...args) => call(self, ...args) });

export const arrayClass = classBinding<Nd>({
  paths: ['ndarray'], name: 'ndarray', type: NDArray as never,
  methods: {
    ...Object.fromEntries(Object.entries(METHODS).map(([name, [params, call]]) => [name, m(params, call)])),
    ...Object.fromEntries(Object.entries(OPERATORS).map(([name, call]) => [name, m('other', call)])),
    __getitem__: m('key', (a, key) => out(getItem(a, key))),
    __setitem__: m('key, value', (a, key, value) => setItem(a, key, value)),
    __repr__: m('', arrayRepr),
    __str__: m('', arrayStr),
    __len__: m('', (a) => (a.ndim === 0 ? show(a) : a.shape[0])),
    tolist: m('', (a) => lists(a)),
    astype: m('dtype, order="K", casting="unsafe", subok=True, copy=True', (a, dtype) => (a.dtype === dtypeOf(dtype) ? a.copy() : nd(a, dtype))),
    copy: m('order="C"', (a) => a.copy()),
  },
  properties: {
    shape: (_tf, a) => Tuple.from(a.shape),
    ndim: (_tf, a) => a.ndim,
    size: (_tf, a) => a.size,
    dtype: (_tf, a) => a.dtype,
    itemsize: (_tf, a) => itemsize(a.dtype),
    nbytes: (_tf, a) => a.size * itemsize(a.dtype),
    T: (_tf, a) => a.T,
  },
});

/** Nested lists of Python numbers. */
export function lists(a: Nd): unknown {
  const items = flat(a) as ArrayLike<number | bigint>;
  const { shape } = a;
  const isFloat = a.dtype.startsWith('float');
  let at = 0;
  const build = (d: number): unknown => {
    if (d < shape.length) return Array.from({ length: shape[d] }, () => build(d + 1));
    const v = items[at++];
    return a.dtype === 'bool' ? Boolean(v) : isFloat ? asFloat(Number(v)) : v;
  };
  return build(0);
}
import { Float } from './core.ts';
const asFloat = (v: number): unknown => (Number.isInteger(v) ? new Float(v) : v);
