/** The class `ndarray`: its methods and operators. Each is a function of the package with the array in front. */
import { NDArray } from 'numpy-ts';
import { classBinding, Tuple, type ClassBinding, type FunctionBinding, type MethodBinding } from '../../tf/binding.ts';
import { flat } from '../arrays.ts';
import { dtypeOf, Float, itemsize, made, nd, out, shapeOf, show, type Nd } from './core.ts';
import { getItem, setItem } from './indexing.ts';
import { arrayRepr, arrayStr } from './print.ts';
import { METHODS, OPERATORS, sharedMethods } from './methods.ts';
import { ravel, transpose } from './shaping.ts';

const m = (params: string, call: (self: Nd, ...args: unknown[]) => unknown): MethodBinding<Nd> => ({ params, call: (_tf, self, ...args) => call(self, ...args) });

export const arrayClass = (functions: readonly FunctionBinding[]): ClassBinding => classBinding<Nd>({
  paths: ['ndarray'], name: 'ndarray', type: NDArray,
  params: 'shape, dtype=float, buffer=None, offset=0, strides=None, order=None',
  create: (_tf, shape, dtype) => made(dtypeOf(dtype), shapeOf(shape), []),
  methods: {
    ...Object.fromEntries(Object.entries({ ...sharedMethods(functions), ...METHODS }).map(([name, [params, call]]) => [name, m(params, call)])),
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
    T: (_tf, a) => transpose(a), flat: (_tf, a) => ravel(a), real: (_tf, a) => a, base: (_tf, a) => a.base,
  },
});

/** Nested lists of Python numbers. */
export function lists(a: Nd): unknown {
  const items = flat(a);
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
const asFloat = (v: number): unknown => (Number.isInteger(v) ? new Float(v) : v);
