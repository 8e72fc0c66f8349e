/**
 * What the Python package `tensorflow` is made of: plain tables that say which name calls which function of tf/, with Python's own
 * parameter lists. The tables (bindings/) are data for src/python; nothing here knows an interpreter. Not needed by programs.
 *
 * How values cross from Python: None is null; bool, str and int are themselves; a float is a number, or `Float` where it is a
 * whole number (so that 1 and 1.0 stay apart); bytes is a Uint8Array; a list is an Array, a tuple a `Tuple` (a namedtuple keeps
 * its type in `Tuple.type`); a dict is a Map; a slice is a `Slice`, `...` is ELLIPSIS; an ndarray or numpy scalar is an `Ndarray`;
 * a dtype given as a Python or numpy type is its name; a callable is a function; a bound object is the object of tf/ itself.
 * And back in the same way; a host tensor (engine/dtype.ts) becomes an ndarray, of rank 0 a numpy scalar.
 */
import type { Context } from './context.ts';

export { ELLIPSIS, Float, Keywords, Ndarray, Slice, Tuple } from './values.ts';

/** A function: `params` is Python's parameter list as written there (`features, name=None`); dtypes in defaults by bare name (`float32`). */
export interface FunctionBinding {
  /** Dotted names inside the package: `nn.relu`. The first is the usual one. */
  readonly paths: readonly string[];
  readonly params: string;
  /** Arguments in the order of `params`; what the script left out has Python's default. `*args` is a Tuple, `**kwargs` a Map. */
  readonly call: (tf: Context, ...args: unknown[]) => unknown;
}

export interface MethodBinding<T> {
  /** Parameters without `self`. */
  readonly params: string;
  readonly call: (tf: Context, self: T, ...args: unknown[]) => unknown;
}

/** A class: objects of `type` that tf/ returns appear as this class in Python. Special methods (`__add__`, `__enter__`) are methods. */
export interface ClassBinding<T = never> {
  /** None for a class that scripts never name. */
  readonly paths: readonly string[];
  readonly name: string;
  readonly type: abstract new (...args: never[]) => T;
  /** Name of the class above, if any. */
  readonly base?: string;
  /** Constructor's parameters; absent: scripts cannot make one. */
  readonly params?: string;
  readonly create?: (tf: Context, ...args: unknown[]) => T;
  readonly methods?: Readonly<Record<string, MethodBinding<T>>>;
  readonly properties?: Readonly<Record<string, (tf: Context, self: T) => unknown>>;
  readonly setters?: Readonly<Record<string, (tf: Context, self: T, value: unknown) => void>>;
  /**
   * What a script's class that derives from this one may define: methods and properties by name. `set` gets those that it does define, as
   * functions (a property's takes no arguments), right after the object was made.
   */
  readonly overrides?: { readonly names: readonly string[]; readonly set: (self: T, className: string, made: ReadonlyMap<string, (...args: unknown[]) => unknown>) => void };
  /** Objects with equal keys are one object to Python (`==`, `is`, `hash`). Default: identity. */
  readonly key?: (self: T) => string;
}

/** A plain value: `float32`, `GraphKeys.UPDATE_OPS`, `AUTO_REUSE`. Computed when the package is imported. */
export interface ConstantBinding { readonly paths: readonly string[]; readonly value: (tf: Context) => unknown }

export interface Bindings {
  readonly functions: readonly FunctionBinding[];
  readonly classes: readonly ClassBinding[];
  readonly constants: readonly ConstantBinding[];
}

/** A typed class binding as a table's entry. */
export const classBinding = <T>(c: ClassBinding<T>): ClassBinding => c as unknown as ClassBinding;

/**
 * The usual binding of a function `fn(tf, a, b, { options })` of tf/: Python's parameters without default are its positional ones,
 * those with a default go into one object under their Python names.
 */
export function bind(paths: string | readonly string[], params: string, fn: (tf: Context, ...args: never[]) => unknown): FunctionBinding {
  const names = splitParams(params);
  const required = names.filter((p) => !p.optional).length;
  const call = (tf: Context, ...args: unknown[]): unknown => {
    const options: Record<string, unknown> = {};
    for (let i = required; i < names.length; i++) if (args[i] !== null && args[i] !== undefined) options[names[i].name] = args[i];
    return fn(tf, ...(args.slice(0, required) as never[]), options as never);
  };
  return { paths: typeof paths === 'string' ? [paths] : paths, params, call };
}

/** The names of a parameter list, in order. `*args` and `**kwargs` count as required: they are always given. */
export function splitParams(params: string): { name: string; optional: boolean }[] {
  const out: { name: string; optional: boolean }[] = [];
  let depth = 0;
  let part = '';
  for (const ch of `${params},`) {
    if (ch === '(' || ch === '[') depth++;
    if (ch === ')' || ch === ']') depth--;
    if (ch !== ',' || depth > 0) { part += ch; continue; }
    const [name, value] = part.split('=', 2) as [string, string | undefined];
    if (name.trim() && name.trim() !== '*' && name.trim() !== '/') out.push({ name: name.trim().replace(/^\*+/, ''), optional: value !== undefined });
    part = '';
  }
  return out;
}
