/** `tf.Session`: fetches of any structure, feeds of any literal, and the stack of default sessions. How a run goes: engine/session.ts. */
import { arrayType, isFloating, isInteger, showShape, type Tensor as HostTensor } from '../engine/dtype.ts';
import { exactProducts } from '../engine/exact-products.ts';
import { RunFailure, TensorFlowError, type Output } from '../engine/op-def.ts';
import { isCheap, listing } from '../engine/order.ts';
import { Session as EngineSession } from '../engine/session.ts';
import { changedBy, sharing } from '../engine/sharing.ts';
import type { Bundle, Context } from './context.ts';
import { isConvertible } from './convert.ts';
import { graphElement, pythonType } from './element.ts';
import { Operation, Tensor, type Graph } from './graph.ts';
import { literal } from './literal.ts';
import { FedTensor, Float, Ndarray, Tuple } from './values.ts';

/** What several fetches in one object become: rows, sparse parts. */
export interface Fetchable {
  fetchParts(): readonly Tensor[];
  /** Python's name of what is fetched, where an observer tells no more of it. */
  readonly fetchedType: string;
  fetched(values: readonly HostTensor[]): unknown;
}
const isFetchable = (v: unknown): v is Fetchable => typeof v === 'object' && v !== null && 'fetchParts' in v;

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };
const show = (v: unknown): string => (v === null ? 'None' : typeof v === 'boolean' ? (v ? 'True' : 'False') : v instanceof Float ? `${v.value}.0` : String(v));

export class Session {
  readonly graph: Graph;
  /** Which session of the interpreter this is, from 0, in the order of their first runs; -1 before. */
  number = -1;
  readonly engine: EngineSession;
  /** Nodes of the last run, in their order. */
  ran: readonly number[] = [];
  /** What the run at hand is fed, as a fetch of it gives it back. */
  private readonly fed = new Map<number, FedTensor>();

  /** @param graph the graph to run; the default graph if null */
  constructor(readonly tf: Context, graph: Graph | null = null) {
    this.graph = graph ?? tf.graph;
    this.engine = new EngineSession(this.graph, tf.files);
    this.engine.share = { sharing, changedBy, listing, isCheap };
    this.graph.computeExactly(exactProducts);
    this.engine.printed = (text) => tf.print(text);
  }

  close(): void {
    if (this.engine.isOpen) this.tf.observer?.closing?.(this.engine);
    this.engine.close();
  }

  /** `sess.run(fetches, feed_dict)`: host tensors in the structure of the fetches, null for operations. Throws TensorFlowError. */
  run(fetches: unknown, feedDict: ReadonlyMap<unknown, unknown> | null = null): unknown {
    const { observer } = this.tf;
    if (feedDict instanceof Map) for (const [key, value] of feedDict) if (!Array.isArray(key) && !isFetchable(key)) regular(value);
    if (this.number < 0) this.number = this.tf.sessionCount++;
    observer?.begin({ session: this.number, graph: this.graph, fetches: this.namesOf(fetches), feeds: this.feedNames(feedDict) });
    const done: (HostTensor | Bundle | null)[] = [];
    let ok = false;
    let executed = 0;
    try {
      const result = this.execute(fetches, feedDict, done, (n) => { executed = n; });
      ok = true;
      return result;
    } finally {
      observer?.end(ok ? done : null, executed);
    }
  }

  private execute(fetches: unknown, feedDict: ReadonlyMap<unknown, unknown> | null, done: (HostTensor | Bundle | null)[], tell: (executed: number) => void): unknown {
    if (!this.engine.isOpen) fail('RuntimeError', 'Attempted to use a closed Session.');
    if (this.graph.nodes === 0) fail('RuntimeError', 'The Session graph is empty. Add operations to the graph before calling run().');
    const leaves: (Tensor | Operation)[] = [];
    const bundles = new Map<number, { count: number; type: string }>();
    const build = this.structure(fetches, leaves, bundles);
    const feeds = this.feeds(feedDict);
    const outputs: Output[] = [];
    const targets: number[] = [];
    for (const leaf of leaves) {
      if (this.graph.unfetchable.has(leaf.id)) fail('InaccessibleTensorError', `Operation ${this.graph.name(leaf.id)} has been marked as not fetchable. Typically this happens when it is defined in another function or code block. Use return values, explicit Python locals or TensorFlow collections to access it.`);
      if (leaf instanceof Operation) targets.push(leaf.id);
      else if (!feeds.has(leaf.id)) outputs.push(leaf);
    }
    const run = this.going(() => {
      const made = this.engine.run(outputs, targets, feeds, 'needed');
      this.tf.observer?.running?.(this.engine, made, feeds, { fetches: outputs, targets });
      while (!made.advance(1_000_000)) { /* on */ }
      return made;
    });
    tell(run.executed);
    this.ran = run.order;
    const values = leaves.map((leaf) => (leaf instanceof Operation ? null : (this.fed.get(leaf.id) ?? run.fetch(leaf))));
    for (let i = 0; i < values.length; i++) {
      const bundle = bundles.get(i);
      done.push(bundle ? { type: bundle.type } : values[i]);
      if (bundle) i += bundle.count - 1;
    }
    let at = 0;
    return build(() => values[at++]);
  }

  /** What a run throws says which operation failed: `error.op`. A kernel's complaint about shapes is no ValueError. */
  private going<T>(run: () => T): T {
    const { engine } = this;
    engine.current = -1;
    try {
      return run();
    } catch (error) {
      const failure = error instanceof TensorFlowError && !(error instanceof RunFailure) && error.kind === 'ValueError' && engine.current >= 0 ? new RunFailure('InvalidArgumentError', error.message) : error;
      if (!(failure instanceof RunFailure) || failure.kind === 'ValueError') throw error;
      const id = failure.node < 0 ? engine.current : failure.node;
      throw Object.assign(failure, { op: id < 0 ? null : new Operation(this.graph, id) });
    }
  }

  // --- fetches -------------------------------------------------------------------------------------------------------

  /** Collects the leaves of a fetch in order, and returns how to put values in their places. */
  private structure(fetch: unknown, leaves: (Tensor | Operation)[], bundles: Map<number, { count: number; type: string }>): (next: () => HostTensor | null) => unknown {
    if (fetch === null || fetch === undefined) return fail('TypeError', 'Argument `fetch` = None has invalid type "NoneType". Cannot be None');
    if (Array.isArray(fetch)) {
      const parts = fetch.map((f) => this.structure(f, leaves, bundles));
      const type = fetch instanceof Tuple ? fetch.type : undefined;
      return (next) => {
        const values = parts.map((p) => p(next));
        return type === undefined ? values : Tuple.from2(values, type);
      };
    }
    if (fetch instanceof Map) {
      const parts = [...fetch].map(([k, f]) => [k, this.structure(f, leaves, bundles)] as const);
      return (next) => new Map(parts.map(([k, p]) => [k, p(next)]));
    }
    if (isFetchable(fetch)) {
      const parts = fetch.fetchParts();
      bundles.set(leaves.length, { count: parts.length, type: fetch.fetchedType });
      for (const p of parts) leaves.push(this.element(p, fetch));
      return (next) => fetch.fetched(parts.map(() => next()!));
    }
    leaves.push(this.element(fetch, fetch));
    return (next) => next();
  }

  private element(fetch: unknown, shown: unknown): Tensor | Operation {
    try {
      return graphElement(this.graph, fetch);
    } catch (error) {
      if (!(error instanceof TensorFlowError)) throw error;
      if (error.kind === 'TypeError') return fail('TypeError', `Argument \`fetch\` = ${show(shown)} has invalid type "${pythonType(shown)}" must be a string or Tensor. (${error.message})`);
      return fail('ValueError', `Argument \`fetch\` = ${show(shown)} cannot be interpreted as a Tensor. (${error.message})`);
    }
  }

  /** Names of the fetches for an observer; what cannot be fetched is left out: the run itself will say why. */
  private namesOf(fetch: unknown): string[] {
    if (Array.isArray(fetch)) return fetch.flatMap((f) => this.namesOf(f));
    if (fetch instanceof Map) return [...fetch.values()].flatMap((f) => this.namesOf(f));
    // What is made of several tensors, or stands for one that is made anew each time, has no name of its own.
    if (isFetchable(fetch) || (typeof fetch === 'object' && fetch !== null && 'master' in fetch)) return [];
    try {
      return [graphElement(this.graph, fetch).name];
    } catch {
      return [];
    }
  }

  // --- feeds ---------------------------------------------------------------------------------------------------------

  private feedNames(feedDict: ReadonlyMap<unknown, unknown> | null): [string, readonly number[]][] {
    try {
      return [...(feedDict ?? [])]
        .map(([key, value]) => ({ key: typeof key === 'string' ? key : String(key), name: graphElement(this.graph, key).name, shape: value instanceof Ndarray ? value.shape : shapeOf(value) }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
        .map(({ name, shape }) => [name, shape]);
    } catch {
      return [];
    }
  }

  private feeds(feedDict: ReadonlyMap<unknown, unknown> | null): Map<number, HostTensor> {
    const out = new Map<number, HostTensor>();
    this.fed.clear();
    for (const [key, value] of parted(feedDict)) {
      let t: Tensor;
      try {
        t = graphElement(this.graph, key, { operation: false }) as Tensor;
      } catch (error) {
        if (!(error instanceof TensorFlowError)) throw error;
        return fail('TypeError', `Cannot interpret feed_dict key as Tensor: ${error.message}`);
      }
      if (t.index > 0) fail('ValueError', `Tensor ${t.name} may not be fed in this playground: only the first output of an operation can be.`);
      const fed = this.feedValue(t, value);
      if (this.graph.unfeedable.has(t.id)) fail('ValueError', `Tensor ${t.name} may not be fed.`);
      out.set(t.id, fed);
      const items = fed.dtype === 'string' ? flat(value) : [];
      this.fed.set(t.id, new FedTensor(fed, fed.dtype === 'string' && items.every((v): v is string | Uint8Array => typeof v === 'string' || v instanceof Uint8Array) ? items : null));
    }
    return out;
  }

  private feedValue(t: Tensor, value: unknown): HostTensor {
    if (value instanceof Tensor || isConvertible(value)) {
      fail('TypeError', `The value of a feed cannot be a tf.Tensor object. Acceptable feed values include Python scalars, strings, lists, numpy ndarrays, or TensorHandles. For reference, the tensor object was ${String(value)} which was passed to the feed with key ${String(t)}.`);
    }
    if (typeof value === 'number' && Number.isInteger(value) && t.dtype === 'int32' && (value > 2147483647 || value < -2147483648)) {
      fail('TypeError', `Type of feed value ${value} with type <class 'int'> is not compatible with Tensor type int32. Try explicitly setting the type of the feed tensor to a larger type (e.g. int64).`);
    }
    // A number of Python's must be what it becomes; arrays and lists are converted as numpy does.
    if ((t.dtype === 'bool' && typeof value === 'number' && value !== 0 && value !== 1) || (t.dtype === 'string' && (typeof value === 'number' || typeof value === 'boolean'))) {
      fail('TypeError', `Type of feed value ${show(value)} with type <class '${pythonType(value)}'> is not compatible with Tensor type ${t.dtype}. Try explicitly setting the type of the feed tensor to a larger type (e.g. int64).`);
    }
    const fed = asArray(value, t.dtype);
    const want = t.shape;
    if (want && (want.length !== fed.shape.length || want.some((d, i) => d !== null && d !== fed.shape[i]))) {
      fail('ValueError', `Cannot feed value of shape ${showShape(fed.shape)} for Tensor ${t.name}, which has shape ${showShape(want)}`);
    }
    return fed;
  }
}

/** The feeds with those of several parts (sparse tensors) taken apart. */
function* parted(feeds: ReadonlyMap<unknown, unknown> | null): Generator<[unknown, unknown]> {
  if (feeds !== null && !(feeds instanceof Map)) fail('TypeError', `FlattenDictItems: 'dict' must be a dictionary or collection.Mapping type object, instead of '${pythonType(feeds)}'.`);
  for (const [key, value] of feeds ?? []) {
    if (Array.isArray(key)) {
      // Keys in a structure: the value has the same one.
      const [keys, values] = [flat(key), flat(value)];
      if (keys.length !== values.length) fail('ValueError', `Could not flatten dictionary. Key had ${keys.length} elements, but value had ${values.length} elements. Key: ${show(key)}, value: ${show(value)}.`);
      yield* keys.map((k, i): [unknown, unknown] => [k, values[i]]);
      continue;
    }
    if (!isFetchable(key)) { yield [key, value]; continue; }
    const parts = key.fetchParts();
    const values = Array.isArray(value) ? (value as unknown[]) : [];
    if (values.length !== parts.length) fail('TypeError', `The feed of ${String(key)} needs ${parts.length} parts`);
    for (const [i, p] of parts.entries()) yield [p, values[i]];
  }
}

/** The leaves of lists in lists. */
const flat = (v: unknown): unknown[] => (Array.isArray(v) ? v.flatMap(flat) : [v]);

/** Throws ValueError, as numpy does, where rows of nested lists differ in length. */
function regular(v: unknown): void {
  if (!Array.isArray(v) || v.every((x) => !Array.isArray(x))) return;
  const inner = v.map((x) => shapeOf(x).join());
  if (inner.some((s) => s !== inner[0])) fail('ValueError', `setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (${v.length},) + inhomogeneous part.`);
  v.forEach(regular);
}

/** Shape of nested lists, as numpy sees it. */
const shapeOf = (v: unknown): number[] => (Array.isArray(v) ? [v.length, ...(v.length > 0 ? (v[0] instanceof Ndarray ? v[0].shape : shapeOf(v[0])) : [])] : []);

/** `np.asarray(value, dtype)`: unlike constants, fed floats are cut to integers and numbers to booleans. */
function asArray(value: unknown, dtype: HostTensor['dtype']): HostTensor {
  if ((value === null || value === undefined) && isFloating(dtype)) return { dtype, shape: [], data: arrayType(dtype).from([NaN]) };
  if (value === null || value === undefined) fail('TypeError', `int() argument must be a string, a bytes-like object or a real number, not 'NoneType'`);
  const own = literal(value);
  if (own.dtype === dtype) return own;
  if (dtype === 'string') return fail('ValueError', `Cannot feed a value of dtype ${own.dtype} for a tensor of dtype string`);
  if (own.dtype === 'string') return fail('ValueError', `could not convert string to float: '${own.data[0] as string}'`);
  const numbers = Array.from(own.data as ArrayLike<number>);
  const cast = dtype === 'bool' ? numbers.map((v) => Number(v !== 0)) : isInteger(dtype) ? numbers.map(Math.trunc) : numbers;
  return literal(new Ndarray(dtype, own.shape, cast), dtype);
}
