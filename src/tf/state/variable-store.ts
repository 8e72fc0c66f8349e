/**
 * What a graph remembers of variable scopes: the variables that get_variable made, by full name, the scope at hand, and how often
 * scopes were opened (python/ops/variable_scope.py `_VariableStore`, `_VariableScopeStore`). Making variables: get-variable.ts.
 */
import type { DType } from '../../engine/dtype.ts';
import type { Graph } from '../graph.ts';
import type { Variable } from '../variable.ts';
import type { PartitionedVariable } from './partitioned.ts';

/** `tf.AUTO_REUSE` */
export class ReuseMode { toString(): string { return '_ReuseMode.AUTO_REUSE'; } }
export const AUTO_REUSE = new ReuseMode();
export type Reuse = boolean | null | ReuseMode;

/** What scopes hand down to the variables in them. */
export interface Inherited {
  initializer: unknown;
  regularizer: unknown;
  caching_device: unknown;
  partitioner: unknown;
  custom_getter: unknown;
  constraint: unknown;
  dtype: DType;
  use_resource: boolean | null;
}

export class VariableScope implements Inherited {
  initializer: unknown = null;
  regularizer: unknown = null;
  caching_device: unknown = null;
  partitioner: unknown = null;
  custom_getter: unknown = null;
  constraint: unknown = null;
  dtype: DType = 'float32';
  use_resource: boolean | null = null;

  /** @param nameScope the name scope it was first opened in, with its slash */
  constructor(public reuse: Reuse, readonly name: string, readonly nameScope: string, inherited: Partial<Inherited> = {}) { this.set(inherited); }

  /** Takes over what is given: null and undefined change nothing. */
  set(given: Partial<Inherited>): void {
    for (const [key, value] of Object.entries(given)) if (value !== null && value !== undefined) Object.assign(this, { [key]: value });
  }

  get inherited(): Inherited {
    const { initializer, regularizer, caching_device, partitioner, custom_getter, constraint, dtype, use_resource } = this;
    return { initializer, regularizer, caching_device, partitioner, custom_getter, constraint, dtype, use_resource };
  }
}

export class VariableStore {
  readonly vars = new Map<string, Variable>();
  readonly partitioned = new Map<string, PartitionedVariable>();
  current = new VariableScope(false, '', '');
  counts = new Map<string, number>();

  open(name: string): void { this.counts.set(name, (this.counts.get(name) ?? 0) + 1); }
  /** Forgets how often the scopes below one were opened. */
  closeBelow(name: string): void { for (const k of this.counts.keys()) if (k.startsWith(`${name}/`)) this.counts.set(k, 0); }

  /** `prefix`, with a number where a scope of that name was opened before. */
  uniqueScope(prefix: string): string {
    const { name } = this.current;
    const full = name ? `${name}/${prefix}` : prefix;
    if (!this.counts.get(full)) return prefix;
    let n = 1;
    while (this.counts.get(`${full}_${n}`)) n++;
    return `${prefix}_${n}`;
  }
}

const stores = new WeakMap<Graph, VariableStore>();
/** Whether scopes of variables, or variables by name, were asked for in a graph. */
export const hasStore = (graph: Graph): boolean => stores.has(graph);
export function storeOf(graph: Graph): VariableStore {
  let found = stores.get(graph);
  if (!found) stores.set(graph, (found = new VariableStore()));
  return found;
}
