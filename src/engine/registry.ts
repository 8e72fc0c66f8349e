/** The ops that a graph can have, by TensorFlow's type. The page's first programs need few; scripts and opened graphs register them all. */
import type { Static } from './dtype.ts';
import type { Attrs, Op } from './op-def.ts';
import { CORE } from './ops/core.ts';

const byType = new Map(CORE.map((op) => [op.type, op]));

/** Makes ops known. The same op again is ignored; another of the same type is a mistake. */
export function registerOps(ops: readonly Op[]): void {
  for (const op of ops) {
    const known = byType.get(op.type);
    if (known && known !== op) throw new Error(`internal: two ops of type ${op.type}`);
    byType.set(op.type, op);
  }
}

/** Makes an op known under a key that is not its type: ops that are only looked at may be many of one type. */
export function registerAs(key: string, op: Op): void { byType.set(key, op); }

/** The op of a type. Throws when there is none. */
export function opOf(type: string): Op {
  const op = byType.get(type);
  if (!op) throw new Error(`Op type not registered: '${type}'`);
  return op;
}

export const isRegistered = (type: string): boolean => byType.has(type);

/**
 * Checks that only scripts need, once they are loaded: dtypes of one argument while it is converted, and of a node to be made
 * (allowed-types.ts; TypeError); names of nodes and of scopes (tf/valid-names.ts; ValueError).
 */
export const scriptChecks: {
  argument: ((op: string, attr: string, dtype: string, parameter: string) => void) | null;
  node: ((op: Op, inputs: readonly Static[], attrs: Attrs) => void) | null;
  name: ((leaf: string, root: boolean, full: () => string) => void) | null;
  scope: ((name: string, root: boolean) => void) | null;
  /** What to throw instead of a complaint about a node's shapes. */
  explain: ((error: unknown, node: { type: string; name: string; inputs: readonly { name: string; dtype: string; shape: readonly (number | null)[] | null }[]; attrs: Attrs }) => unknown) | null;
} = { argument: null, node: null, name: null, scope: null, explain: null };
