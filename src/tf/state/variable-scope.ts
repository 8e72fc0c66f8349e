/** `tf.variable_scope`: a name scope and a scope of variables entered together, by name, by object, or by a default name. */
import { TensorFlowError } from '../../engine/op-def.ts';
import { graphOf, type Context } from '../context.ts';
import { asDTypeOrNull } from '../dtypes.ts';
import { Scope } from '../scope.ts';
import { Keywords } from '../values.ts';
import { AUTO_REUSE, storeOf, VariableScope, type Inherited, type Reuse } from './variable-store.ts';

export { AUTO_REUSE, ReuseMode, VariableScope, type Inherited, type Reuse } from './variable-store.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

export interface ScopeOptions {
  readonly default_name?: string | null | undefined;
  readonly values?: readonly unknown[] | null | undefined;
  readonly initializer?: unknown;
  readonly regularizer?: unknown;
  readonly caching_device?: unknown;
  readonly partitioner?: unknown;
  readonly custom_getter?: unknown;
  readonly reuse?: unknown;
  readonly dtype?: unknown;
  readonly use_resource?: boolean | null | undefined;
  readonly constraint?: unknown;
  readonly auxiliary_name_scope?: boolean | null | undefined;
}

/** `tf.get_variable_scope()` */
export const getVariableScope = (tf: Context): VariableScope => storeOf(tf.graph).current;

function inheritedOf(o: ScopeOptions): Partial<Inherited> {
  const { initializer, regularizer, caching_device, partitioner, custom_getter, use_resource } = o;
  return { initializer, regularizer, caching_device, partitioner, custom_getter, use_resource: use_resource ?? null, ...(o.dtype !== null && o.dtype !== undefined && { dtype: asDTypeOrNull(o.dtype)! }) };
}

/** `with tf.variable_scope(name_or_scope, ...)`; the value is the VariableScope. Throws TypeError or ValueError with TensorFlow's words. */
export function variableScope(tf: Context, nameOrScope: unknown, options: ScopeOptions = {}): Scope {
  const fallback = options.default_name ?? null;
  if (fallback === null && (nameOrScope === null || nameOrScope === undefined)) fail('TypeError', 'If default_name is None then name_or_scope is required');
  const { reuse = null } = options;
  if (reuse !== null && typeof reuse !== 'boolean' && reuse !== AUTO_REUSE) fail('ValueError', 'The reuse parameter must be True or False or None.');
  const graph = graphOf([...(options.values ?? [])]) ?? tf.graph;
  let exits: (() => void)[] = [];
  const leave = (): void => { for (const exit of exits.reverse()) exit(); exits = []; };
  return new Scope(() => {
    tf.enterGraph(graph);
    exits = [() => tf.exitGraph()];
    try {
      return enter(tf, nameOrScope ?? null, fallback, (reuse === false ? null : reuse) as Reuse, options, exits);
    } catch (error) {
      leave();
      throw error;
    }
  }, leave);
}

function enter(tf: Context, nameOrScope: unknown, fallback: string | null, reuse: Reuse, options: ScopeOptions, exits: (() => void)[]): VariableScope {
  const auxiliary = options.auxiliary_name_scope ?? true;
  const { graph } = tf;
  if (nameOrScope !== null && !(nameOrScope instanceof VariableScope) && typeof nameOrScope !== 'string') fail('TypeError', 'VariableScope: name_or_scope must be a string or VariableScope.');
  if (nameOrScope === null && reuse) fail('ValueError', 'reuse=True cannot be used without a name_or_scope');
  const scopeName = nameOrScope === null ? fallback! : typeof nameOrScope === 'string' ? nameOrScope : (nameOrScope as VariableScope).name.split('/').at(-1)!;
  if (auxiliary && scopeName !== '') {
    checkName(scopeName, graph.scope === 0);
    exits.push(tf.enterScope(scopeName, true).exit);
  }
  const at = graph.scopeName ? `${graph.scopeName}/` : '';
  const pure = nameOrScope === null ? storeOf(graph).uniqueScope(fallback!) : (nameOrScope as string | VariableScope);
  const { scope, exit } = pureVariableScope(tf, pure, reuse, options, scopeName === '' ? null : at);
  exits.push(exit);
  return scope;
}

const VALID = /^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$/;
const VALID_INNER = /^[A-Za-z0-9_.\\/>-]*$/;
function checkName(name: string, outermost: boolean): void {
  if (!(outermost ? VALID : VALID_INNER).test(name)) fail('ValueError', `'${name}' is not a valid scope name. A scope name has to match the following pattern: ^[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*$`);
}

/** The scope of variables alone, without a name scope (`_pure_variable_scope`). `nameScope`: where the scope is said to have been opened. */
export function pureVariableScope(tf: Context, nameOrScope: string | VariableScope, reuse: Reuse, options: ScopeOptions, nameScope: string | null): { scope: VariableScope; exit: () => void } {
  const store = storeOf(tf.graph);
  const old = store.current;
  const object = nameOrScope instanceof VariableScope;
  const from = object ? nameOrScope : old;
  const name = object ? nameOrScope.name : old.name ? `${old.name}/${nameOrScope}` : nameOrScope;
  const scope = new VariableScope(reuse || from.reuse, name, object ? nameOrScope.nameScope : (nameScope ?? nameOrScope), { ...from.inherited, constraint: options.constraint ?? null });
  const given = inheritedOf(options);
  scope.set({ ...given, custom_getter: given.custom_getter ? wrapGetter(given.custom_getter, from.custom_getter) : null });
  const counts = new Map(store.counts);
  store.open(name);
  // A scope object leaves the counts as they were with it opened once.
  if (object) counts.set(name, (counts.get(name) ?? 0) + 1);
  store.current = scope;
  return {
    scope,
    exit: () => {
      if (object) store.counts = counts;
      else store.closeBelow(name);
      store.current = old;
    },
  };
}

type Getter = (...args: unknown[]) => unknown;

/** A getter around the getter of the scope outside. */
function wrapGetter(own: unknown, outer: unknown): unknown {
  if (outer === null || outer === undefined) return own;
  return (getter: Getter, ...rest: unknown[]) => (own as Getter)((...args: unknown[]) => (outer as Getter)(getter, ...args), ...rest);
}

/** Arguments that came from Python's side of a call: positional ones and those by keyword. */
export function keywordsOf(args: readonly unknown[]): { plain: unknown[]; named: Map<string, unknown> } {
  const last = args.at(-1);
  if (last instanceof Keywords) return { plain: args.slice(0, -1), named: new Map(last.items) };
  return { plain: [...args], named: new Map() };
}
