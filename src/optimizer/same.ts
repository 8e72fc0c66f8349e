/** Whether attributes hold the same. */
import { exact } from '../lib/exact-json.ts';
import { isTensor } from './graph.ts';
import type { Attr, NodeAttrs } from './types.ts';

export function sameAttr(a: Attr | undefined, b: Attr | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b);
  if (isTensor(a) || isTensor(b)) return isTensor(a) && isTensor(b) && a.dtype === b.dtype && sameList(a.shape, b.shape) && sameList(a.data, b.data);
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v, i) => sameAttr(v, b[i]));
  return 'func' in a && 'func' in b && a.func === b.func;
}

function sameList(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

export function sameAttrs(a: NodeAttrs, b: NodeAttrs): boolean {
  const [ka, kb] = [Object.keys(a), Object.keys(b)];
  return ka.length === kb.length && ka.every((k) => k in b && sameAttr(a[k], b[k]));
}

/** A text that equal attributes share, and no others. */
export function attrKey(attrs: NodeAttrs): string {
  return JSON.stringify(Object.keys(attrs).sort().map((k) => [k, plain(attrs[k])]), exact);
}

function plain(a: Attr): unknown {
  if (isTensor(a)) return { d: a.dtype, s: a.shape, v: Array.from<number | string>(a.data) };
  return Array.isArray(a) ? a.map(plain) : a;
}
