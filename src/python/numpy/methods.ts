/** What `ndarray` has as methods: functions of the package with the array in front, and Python's operators. */
import { ELLIPSIS, Float, Ndarray, type FunctionBinding } from '../../tf/binding.ts';
import type { Context } from '../../tf/context.ts';
import { NOT_IMPLEMENTED } from '../bridge.ts';
import { flat } from '../arrays.ts';
import { fail, int, isNd, made, nd, out, shapeOf, type Nd } from './core.ts';
import { getItem, setItem } from './indexing.ts';
import { matmul } from './linalg.ts';
import { argsort, sort } from './selecting.ts';
import { reshape, transpose } from './shaping.ts';
import { apply, applyUnary } from './ufuncs.ts';

type Method = readonly [params: string, call: (self: Nd, ...args: unknown[]) => unknown];

const SHARED = [
  'ravel', 'squeeze', 'swapaxes', 'repeat', 'take', 'sum', 'prod', 'mean', 'var', 'std', 'max', 'min', 'ptp', 'argmax', 'argmin', 'all', 'any', 'cumsum', 'cumprod', 'clip', 'round', 'argsort',
  'nonzero', 'dot', 'diagonal', 'trace', 'searchsorted', 'compress', 'choose', 'put', 'conj', 'conjugate',
];

/** Methods that are the functions of the same names. */
export function sharedMethods(functions: readonly FunctionBinding[]): Record<string, Method> {
  const found: Record<string, Method> = {};
  for (const f of functions) {
    for (const path of f.paths) {
      if (!SHARED.includes(path)) continue;
      const [, ...rest] = splitFirst(f.params);
      found[path] = [rest.join(''), (self, ...args) => f.call(null as unknown as Context, self, ...args)];
    }
  }
  return found;
}
const splitFirst = (params: string): [string, string] => {
  const comma = params.indexOf(',');
  return comma < 0 ? [params, ''] : [params.slice(0, comma), params.slice(comma + 1).trim().replace(/^\*, ?$/, '')];
};

/** Dimensions given one by one or as one sequence. */
const dims = (args: unknown): number[] => {
  const list = args as unknown[];
  return shapeOf(list.length === 1 && (Array.isArray(list[0]) || isNd(list[0])) ? list[0] : list);
};

export const METHODS: Record<string, Method> = {
  reshape: ['*shape, order="C"', (a, shape, order) => reshape(a, dims(shape), order)],
  _reshape_: ['shape', (a, shape) => fail('AttributeError', `the playground's arrays do not change their shape in place: use a.reshape(${shapeOf(shape).join(', ')}) instead of assigning a.shape (now ${a.shape.join(', ')})`)],
  transpose: ['*axes', (a, axes) => { const list = axes as unknown[]; return transpose(a, list.length === 0 || list[0] === null ? null : dims(axes)); }],
  flatten: ['order="C"', (a, order) => (order === 'F' ? made(a.dtype, [a.size], flat(transpose(a))) : made(a.dtype, [a.size], flat(a)))],
  fill: ['value', (a, value) => setItem(a, ELLIPSIS, value)],
  sort: ['axis=-1, kind=None, order=None', (a, axis) => setItem(a, ELLIPSIS, sort(a, axis))],
  argsort: ['axis=-1, kind=None, order=None', (a, axis) => argsort(a, axis)],
  item: ['*args', (a, args) => {
    const list = args as unknown[];
    if (list.length === 0 && a.size !== 1) fail('ValueError', 'can only convert an array of size 1 to a Python scalar');
    const index = list.length === 0 ? 0 : list.length === 1 && !Array.isArray(list[0]) ? int(list[0]) : null;
    const v = index === null ? flat(getItem(a, list.length === 1 ? list[0] : args))[0] : flat(a)[index < 0 ? index + a.size : index];
    return a.dtype === 'bool' ? Boolean(v) : typeof v === 'bigint' || a.dtype.includes('int') ? v : Number.isInteger(v) ? new Float(v) : v;
  }],
  tobytes: ['order="C"', (a) => { const v = flat(a) as unknown as { slice(): { buffer: ArrayBuffer } }; return new Uint8Array(v.slice().buffer); }],
  view: ['dtype=None, type=None', (a, dtype) => (dtype === null || nd([], dtype).dtype === a.dtype ? reshape(a, a.shape) : fail('NotImplementedError', "the playground's numpy cannot view an array as another dtype"))],
  resize: ['*new_shape', () => fail('NotImplementedError', "the playground's arrays cannot be resized in place: use np.resize")],
  byteswap: ['inplace=False', () => fail('NotImplementedError', "the playground's numpy has no byteswap")],
  __array__: ['dtype=None', (a, dtype) => nd(a, dtype)],
  __neg__: ['', (a) => out(applyUnary('negative', a))], __pos__: ['', (a) => a.copy()], __abs__: ['', (a) => out(applyUnary('absolute', a))], __invert__: ['', (a) => out(applyUnary('invert', a))],
  __contains__: ['value', (a, value) => Array.from(flat(apply('equal', a, value))).some(Boolean)],
  __copy__: ['', (a) => a.copy()], __deepcopy__: ['memo', (a) => a.copy()],
};

const NAMES: Readonly<Record<string, string>> = {
  add: 'add', sub: 'subtract', mul: 'multiply', truediv: 'true_divide', floordiv: 'floor_divide', mod: 'remainder', pow: 'power', and: 'bitwise_and', or: 'bitwise_or', xor: 'bitwise_xor', lshift: 'left_shift', rshift: 'right_shift',
};
const COMPARE: Readonly<Record<string, string>> = { eq: 'equal', ne: 'not_equal', lt: 'less', le: 'less_equal', gt: 'greater', ge: 'greater_equal' };

/** Whether an operand is numpy's business; a tensor is not. */
const operand = (v: unknown): boolean => isNd(v) || v instanceof Ndarray || v instanceof Float || Array.isArray(v) || typeof v === 'number' || typeof v === 'boolean' || typeof v === 'bigint';

const binary = (name: string, swapped: boolean) => (a: Nd, b: unknown): unknown => {
  if (!operand(b)) return NOT_IMPLEMENTED;
  return out(swapped ? apply(name, b, a) : apply(name, a, b));
};
/** `a += b` keeps the array and its dtype. */
const inPlace = (name: string) => (a: Nd, b: unknown): unknown => {
  if (!operand(b)) return NOT_IMPLEMENTED;
  const result = apply(name, a, b);
  if (result.dtype !== a.dtype && !(a.dtype.startsWith('float') && result.dtype.startsWith('float')) && !(a.dtype.includes('int') && result.dtype.includes('int'))) {
    fail('UFuncTypeError', `Cannot cast ufunc '${name === 'true_divide' ? 'divide' : name}' output from dtype('${result.dtype}') to dtype('${a.dtype}') with casting rule 'same_kind'`);
  }
  setItem(a, ELLIPSIS, result);
  return a;
};
const product = (swapped: boolean) => (a: Nd, b: unknown): unknown => (operand(b) ? out(swapped ? matmul(b, a) : matmul(a, b)) : NOT_IMPLEMENTED);
const compared = (name: string) => (a: Nd, b: unknown): unknown => {
  if (b === null || typeof b === 'string') return name === 'equal' ? made('bool', a.shape, []) : name === 'not_equal' ? made('bool', a.shape, new Array<number>(a.size).fill(1)) : NOT_IMPLEMENTED;
  return operand(b) ? out(apply(name, a, b)) : NOT_IMPLEMENTED;
};

export const OPERATORS: Record<string, (self: Nd, other: unknown) => unknown> = {
  ...Object.fromEntries(Object.entries(NAMES).flatMap(([short, name]) => [[`__${short}__`, binary(name, false)], [`__r${short}__`, binary(name, true)], [`__i${short}__`, inPlace(name)]])),
  ...Object.fromEntries(Object.entries(COMPARE).map(([short, name]) => [`__${short}__`, compared(name)])),
  __matmul__: product(false), __rmatmul__: product(true),
};
