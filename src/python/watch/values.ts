/** What a script fetched: what is shown of it, and what in it says how well the model does. */
import type { Tensor as HostTensor } from '../../engine/dtype.ts';
import type { ScriptValue } from '../../protocol/script.ts';
import type { Bundle } from '../../tf/context.ts';
import { fromHostTensor } from '../arrays.ts';
import { arrayStr } from '../numpy/print.ts';
import { isAccuracyName, isLossName } from './calls.ts';
import type { Plan } from './plan.ts';

type Fetched = readonly (HostTensor | Bundle | null)[];

/** Longest text of a value, in UTF-16 units. */
const LONGEST = 2000;

const isTensor = (v: HostTensor | Bundle | null): v is HostTensor => v !== null && 'data' in v;

export interface Learned { readonly loss: number | null; readonly accuracy: number | null }

export class Values {
  private readonly newest = new Map<string, { line: number; run: number; tensor: HostTensor }>();
  plan: Plan | null = null;

  /** A run of the session is complete: `names` are TensorFlow's names of what was fetched, `run` its number. */
  take(statement: number, run: number, names: readonly string[], values: Fetched): Learned {
    const known = this.plan?.fetches[statement]?.find((list) => list.length === values.length);
    const targets = this.plan?.targets[statement] ?? [];
    let loss: number | null = null;
    let accuracy: number | null = null;
    values.forEach((value, i) => {
      if (!isTensor(value)) return;
      const name = known?.[i] ?? null;
      if (name !== null) this.newest.set(name, { line: statement, run, tensor: value });
      if (value.data.length !== 1 || typeof value.data[0] !== 'number') return;
      const leaf = names.length === values.length ? (names[i].split('/').at(-1) ?? '').replace(/:\d+$/, '') : '';
      const called = [name, targets.length === values.length ? targets[i] : null, leaf].filter((n) => n !== null);
      if (called.some(isLossName)) loss ??= value.data[0];
      else if (called.some(isAccuracyName)) accuracy ??= value.data[0];
    });
    return { loss, accuracy };
  }

  /** Those that came since the last time. */
  since(): ScriptValue[] {
    const list = [...this.newest].map(([name, { line, run, tensor }]) => ({ name, line, run, dtype: tensor.dtype, shape: [...tensor.shape], text: textOf(tensor) }));
    this.newest.clear();
    return list;
  }
}

/** A value as numpy prints it. */
export function textOf(tensor: HostTensor): string {
  const text = tensor.dtype === 'string' ? Array.from(tensor.data as readonly string[]).slice(0, 3).map((s) => `b${JSON.stringify(s)}`).join(' ') : arrayStr(fromHostTensor(tensor));
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
