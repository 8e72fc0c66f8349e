/**
 * The state of one interpreter: its default graphs and sessions, its files. Everything else in tf/ is built on `Context.op`,
 * `apply` and `within`. TensorFlow keeps this in module state; here it is an object, so a run stays a pure function of its config.
 */
import { sizeOf, type DType, type Shape, type Tensor as HostTensor } from '../engine/dtype.ts';
import { TensorFlowError, type Attrs, type Output } from '../engine/op-def.ts';
import { opOf, scriptChecks } from '../engine/registry.ts';
import { signatureOf, type Arg, type Signature } from '../engine/signature.ts';
import type { Run } from '../engine/run.ts';
import type { Files, Session as EngineSession } from '../engine/session.ts';
import { convert, type ConvertOptions, type TensorLike } from './convert.ts';
import { ControlDependencies, Graph, Operation, Tensor, type OwnName } from './graph.ts';
import { literal } from './literal.ts';
import type { Variable } from './variable.ts';

export { Graph, Operation, Tensor, type OwnName } from './graph.ts';
export type { TensorLike } from './convert.ts';

/** What listens to session runs: a recorder, a view. Every `begin` is followed by one `end`. */
export interface Observer {
  begin(entry: ObservedRun): void;
  /** The engine has prepared the run and begins; not called where it fails before. */
  running?(engine: EngineSession, run: Run, feeds: ReadonlyMap<number, HostTensor>, asked: { readonly fetches: readonly Output[]; readonly targets: readonly number[] }): void;
  /** A session that is open will be closed now: its variables are still there. */
  closing?(engine: EngineSession): void;
  /** `values`: one per fetch, null for an operation, only a type for rows and the like; null where the run failed. `executed`: nodes that were really run. */
  end(values: readonly (HostTensor | Bundle | null)[] | null, executed: number): void;
}
/** A fetch that is several tensors in one object. */
export interface Bundle { readonly type: string }
export interface ObservedRun {
  readonly session: number;
  readonly graph: Graph;
  /** Names as tensor (`a:0`) or operation (`init`), flattened. */
  readonly fetches: readonly string[];
  /** Name and shape of what is fed. */
  readonly feeds: readonly (readonly [string, readonly number[]])[];
}

/** Seeds are taken modulo this. */
const MAX_SEED = 2 ** 31 - 1;

export class Context {
  /** Default graphs, innermost last. The first is the interpreter's own. */
  private readonly stack: Graph[];
  /** Checkpoints by path. */
  readonly files: Files = new Map();
  /** Default sessions, innermost last (session.ts). */
  readonly sessions: unknown[] = [];
  /** Sessions made so far. */
  sessionCount = 0;
  observer: Observer | null = null;
  /** What the script prints through tf.Print. */
  print: (text: string) => void = () => {};

  constructor(private readonly limit?: number) { this.stack = [new Graph(limit)]; }

  /** The default graph. */
  get graph(): Graph { return this.stack[this.stack.length - 1]; }
  /** Current name scope of the default graph. */
  get scope(): number { return this.graph.scope; }
  set scope(scope: number) { this.graph.scope = scope; }
  /** All variables of the default graph that are global, in order of creation. */
  get variables(): Variable[] { return this.graph.collection('variables') as Variable[]; }

  newGraph(): Graph { return new Graph(this.limit); }

  /** `tf.reset_default_graph()`: an empty graph; the old one and its memory go when nothing holds them. */
  reset(): void {
    if (this.stack.length > 1) throw new TensorFlowError('AssertionError', 'Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared graph, exit the nesting and create a new graph.');
    this.stack[0] = new Graph(this.limit);
  }

  /** `with graph.as_default()` in two halves. */
  enterGraph(graph: Graph): void { this.stack.push(graph); }
  exitGraph(): void { this.stack.pop(); }

  /** Runs `body` with another default graph. */
  inGraph<T>(graph: Graph, body: () => T): T {
    if (graph === this.graph) return body();
    this.stack.push(graph);
    try { return body(); } finally { this.stack.pop(); }
  }

  /** `tf.set_random_seed`. */
  setRandomSeed(seed: number | null): void { this.graph.seed = seed; }

  /** Seeds of a random op (python/framework/random_seed.py): both 0 means that every session draws anew. */
  seeds(op?: number | null): { seed: number; seed2: number } {
    const { graph } = this;
    const given = op !== undefined && op !== null;
    if (graph.seed === null && !given) return { seed: 0, seed2: 0 };
    const [seed, seed2] = [graph.seed ?? 87654321, given ? op : graph.randomOps++].map((s) => ((s % MAX_SEED) + MAX_SEED) % MAX_SEED) as [number, number];
    return seed === 0 && seed2 === 0 ? { seed, seed2: MAX_SEED } : { seed, seed2 };
  }

  /** Says which line of the script makes the nodes that follow, and what they are for. `kind` may be forced by a reload. */
  at(line: number, kind: string): void {
    this.graph.maker.line = line;
    this.graph.maker.kind = this.forced ?? kind;
  }

  /** While set, every node is of this kind: nodes that a reload makes are the reload's. */
  forced: string | null = null;

  /** Runs `make` with nodes of another kind. */
  as<T>(kind: string, make: () => T): T {
    const { maker } = this.graph;
    const before = maker.kind;
    maker.kind = this.forced ?? kind;
    try { return make(); } finally { maker.kind = before; }
  }

  // --- scopes ----------------------------------------------------------------------------------------------------------

  /**
   * `with tf.name_scope(leaf)`: runs `make` in a new name scope; `own` gives an op the scope's name. A leaf that ends in `/` enters that
   * scope again, from the root. `keep`: the scope will be entered again, so its counters are kept.
   */
  within<T>(leaf: string | OwnName, make: (own: OwnName) => T, keep = false): T {
    const { own, exit } = this.enterScope(leaf, keep);
    try { return make(own); } finally { exit(); }
  }

  /** The two halves of `within`. */
  enterScope(leaf: string | OwnName, keep = false): { own: OwnName; exit: () => void } {
    const { graph } = this;
    const { names } = graph;
    const parent = graph.scope;
    if (typeof leaf === 'string') scriptChecks.scope?.(leaf, parent === 0);
    if (typeof leaf !== 'string' || leaf.endsWith('/')) {
      graph.scope = typeof leaf === 'string' ? graph.resolve(0, leaf.slice(0, -1)) : graph.resolve(leaf.scope, joined(leaf));
      return { own: names.leafOf(graph.scope), exit: () => { graph.scope = parent; } };
    }
    const at = leaf.lastIndexOf('/');
    const scope = at < 0 ? parent : graph.resolve(parent, leaf.slice(0, at));
    const last = leaf.slice(at + 1);
    const own = { scope, leaf: last, suffix: names.unique(scope, last) };
    const mine = (graph.scope = names.under(scope, last, own.suffix));
    return {
      own,
      exit: () => {
        if (!keep) names.leave(mine);
        graph.scope = parent;
      },
    };
  }

  /** Runs `make` in a scope that exists already, such as a variable's; 0 is the root. */
  inside<T>(scope: number, make: () => T): T {
    const { graph } = this;
    const parent = graph.scope;
    graph.scope = scope;
    try { return make(); } finally { graph.scope = parent; }
  }

  /** `with tf.control_dependencies(ids)`; null clears those around it, and leaves loops and conditionals. */
  after<T>(ids: readonly number[] | null, make: () => T): T {
    const exit = this.enterDependencies(ids);
    try { return make(); } finally { exit(); }
  }

  /** The two halves of `after`. */
  enterDependencies(ids: readonly number[] | null): () => void {
    const { graph } = this;
    const { controlStack, controlFlow } = graph;
    graph.controlStack = ids === null ? [] : [...controlStack, new ControlDependencies([...new Set(ids)])];
    if (ids === null) graph.controlFlow = null;
    return () => {
      graph.controlStack = controlStack;
      graph.controlFlow = controlFlow;
    };
  }

  // --- nodes -----------------------------------------------------------------------------------------------------------

  /** Makes one node of exactly these inputs, in their graph. `name`: made unique, or a scope's own name. Returns its id. */
  node(type: string, inputs: readonly Tensor[], attrs: Attrs, name: string | OwnName, controls?: readonly number[], value?: HostTensor): number {
    const graph = inputs.length > 0 ? inputs[0].graph : this.graph;
    return graph.make(type, inputs, attrs, name, controls, value);
  }

  /** Makes a node and returns its first output. */
  op(type: string, inputs: readonly Tensor[], attrs: Attrs, name: string | OwnName, controls?: readonly number[]): Tensor {
    const graph = inputs.length > 0 ? inputs[0].graph : this.graph;
    return new Tensor(graph, graph.make(type, inputs, attrs, name, controls), 0);
  }

  /** Makes a node and returns all its outputs. */
  ops(type: string, inputs: readonly Tensor[], attrs: Attrs, name: string | OwnName, controls?: readonly number[]): Tensor[] {
    const id = this.node(type, inputs, attrs, name, controls);
    return new Operation(inputs[0]?.graph ?? this.graph, id).outputs;
  }

  /**
   * Makes a node as TensorFlow's generated Python does (`gen_math_ops.mul(x, 2.0)`; framework/op_def_library.py): what is no tensor
   * becomes a constant of the dtype that other inputs settle, named after its parameter inside the node's name (`Mul/y`). A list input
   * is an array of values. Returns its outputs; throws TypeError where dtypes clash, in TensorFlow's words.
   */
  apply(type: string, inputs: readonly TensorLike[], attrs: Attrs = NONE, name: string | OwnName | null = null): Tensor[] {
    const signature = signatureOf(opOf(type).signature);
    const plain = signature.inputs.every((a, i) => !a.numberAttr && !a.list && inputs[i] instanceof Tensor);
    if (plain) {
      checkTypes(type, signature, inputs as readonly Tensor[], attrs);
      return this.withReferences(type, signature, inputs as readonly Tensor[], attrs, name ?? type);
    }
    const graph = graphOf(inputs) ?? this.graph;
    return this.inGraph(graph, () => this.within(name ?? type, (own) => {
      const { flat, known } = this.convertInputs(type, signature, inputs, attrs);
      return this.withReferences(type, signature, flat, known, own);
    }));
  }

  /** Makes the node colocated with the variables it refers to. Lists of references are Merge's only, which handles itself. */
  private withReferences(type: string, signature: Signature, inputs: readonly Tensor[], attrs: Attrs, name: string | OwnName): Tensor[] {
    const { graph } = inputs[0] ?? this;
    const refs = signature.inputs.flatMap((a, i) => (a.ref && !a.numberAttr ? [inputs[i].id] : []));
    const colocated = (i: number): Tensor[] => (i < 0 ? this.ops(type, inputs, attrs, name) : graph.colocateWith([refs[i]], () => colocated(i - 1)));
    return colocated(refs.length - 1);
  }

  /** The first output of `apply`. */
  gen(type: string, inputs: readonly TensorLike[], attrs?: Attrs, name?: string | OwnName | null): Tensor { return this.apply(type, inputs, attrs, name)[0]; }

  private convertInputs(type: string, signature: Signature, inputs: readonly TensorLike[], attrs: Attrs): { flat: Tensor[]; known: Attrs } {
    const types = new Map<string, { dtype: DType; from: string }>();
    const counts: Record<string, number> = {};
    for (const [k, v] of Object.entries(attrs)) if (typeof v === 'string') types.set(k, { dtype: v as DType, from: '' });
    const flat: Tensor[] = [];
    signature.inputs.forEach((arg, i) => {
      const isList = arg.numberAttr !== null || arg.list;
      if (isList && !Array.isArray(inputs[i])) throw new TensorFlowError('TypeError', `Expected list for '${arg.name}' argument to '${type}' Op, not ${String(inputs[i])}.`);
      const values = isList ? (inputs[i] as readonly TensorLike[]) : [inputs[i]];
      if (arg.numberAttr) {
        counts[arg.numberAttr] = values.length;
        const { least } = signature.attrs.find((a) => a.name === arg.numberAttr)!;
        if (least !== null && values.length < least) throw new TensorFlowError('ValueError', `List argument '${arg.name}' to '${type}' Op with length ${values.length} shorter than minimum length ${least}.`);
      }
      if (arg.list) counts[arg.typeAttr!] = values.length;
      flat.push(...this.convertArg(type, arg, values, types, signature));
    });
    const open = signature.inputs.filter((a) => a.numberAttr).length > 1;
    const known = open ? { ...attrs, ...Object.fromEntries(Object.entries(counts).filter(([k]) => signature.attrs.some((a) => a.name === k && a.type === 'int'))) } : attrs;
    return { flat, known };
  }

  /** Where an attribute has a default and few allowed dtypes, what the value is by itself is tried first: an empty list leaves a float32 constant behind. */
  private convertAllowed(v: TensorLike, fallback: DType, allowed: readonly string[], name: string, asRef: boolean): Tensor {
    let own: Tensor | null = null;
    try {
      own = convert(this, v, { name, asRef });
    } catch (error) {
      if (!(error instanceof TensorFlowError) || error.kind !== 'TypeError') throw error;
    }
    return own && allowed.includes(own.dtype) ? own : convert(this, v, { hint: fallback, name, asRef });
  }

  private convertArg(type: string, arg: Arg, values: readonly TensorLike[], types: Map<string, { dtype: DType; from: string }>, signature: Signature): Tensor[] {
    const settled = arg.dtype ?? (arg.typeAttr && !arg.list ? (types.get(arg.typeAttr)?.dtype ?? firstTensorDtype(values)) : null);
    const spec = arg.typeAttr && !arg.list ? signature.attrs.find((a) => a.name === arg.typeAttr) : undefined;
    const fallback = spec?.default as DType | undefined;
    return values.map((v, k) => {
      const name = values.length > 1 || arg.numberAttr ? `${arg.name}_${k}` : arg.name;
      let t: Tensor;
      try {
        t = settled === null && spec?.allowed && fallback !== undefined && !arg.numberAttr
          ? this.convertAllowed(v, fallback, spec.allowed, name, arg.ref)
          : convert(this, v, { dtype: v instanceof Tensor ? null : settled, hint: fallback ?? null, name, asRef: arg.ref });
      } catch (error) {
        if (error instanceof TensorFlowError && arg.numberAttr && arg.typeAttr && (error.kind === 'TypeError' || error.kind === 'ValueError')) {
          const each = values.map((one) => wouldBe(one) ?? '<NOT CONVERTIBLE TO TENSOR>');
          throw new TensorFlowError('TypeError', `Tensors in list passed to '${arg.name}' of '${type}' Op have types [${each.join(', ')}] that don't all match.`);
        }
        if (error instanceof TensorFlowError && settled !== null && arg.typeAttr && (error.kind === 'TypeError' || error.kind === 'ValueError')) {
          const seen = types.get(arg.typeAttr);
          const got = wouldBe(v);
          if (got && seen?.from) throw new TensorFlowError('TypeError', `Input '${arg.name}' of '${type}' Op has type ${got} that does not match type ${seen.dtype} of argument '${seen.from}'.`);
        }
        throw error;
      }
      checkArg(type, arg, t, types);
      return t;
    });
  }

  shape(o: Output): Shape | null { return (o instanceof Tensor ? o.graph : this.graph).staticOf(o).shape; }
  dtype(o: Output): DType { return (o instanceof Tensor ? o.graph : this.graph).staticOf(o).dtype; }
  /** `tf.convert_to_tensor` */
  convert(value: TensorLike, options?: ConvertOptions): Tensor { return convert(this, value, options); }

  private readonly constAttrs = new Map<string, Attrs>();
  /** Attributes of tensors that became constants before, as samples do in every epoch. */
  private readonly attrsOf = new WeakMap<HostTensor, Attrs>();

  /** `tf.constant` of a host tensor: one Const node; `extra`: a colocation. The data is shared with the graph: it must not change. */
  constant(value: HostTensor, name: string | OwnName = 'Const', extra: Attrs = NONE): Tensor {
    let attrs = extra === NONE ? this.attrsOf.get(value) : undefined;
    if (!attrs) {
      const key = `${value.dtype}${value.shape.join()};${value.shape.length}${extra._class === undefined ? '' : JSON.stringify(extra._class)}`;
      attrs = this.constAttrs.get(key) ?? { dtype: value.dtype, shape: value.shape, ...extra };
      this.constAttrs.set(key, attrs);
      if (extra === NONE) this.attrsOf.set(value, attrs);
    }
    return new Tensor(this.graph, this.graph.make('Const', [], attrs, name, undefined, value), 0);
  }

  /** `tf.zeros`: one constant below 1,000 elements, else shape, value and Fill. `extra`: a colocation (`_class`) of all of them. */
  zeros(shape: readonly number[], name = 'zeros', extra: Attrs = NONE): Tensor {
    const size = sizeOf(shape);
    if (size < 1000) return this.constant({ dtype: 'float32', shape, data: new Float32Array(size) }, name, extra);
    return this.within(name, (own) => {
      const dims = this.constant({ dtype: 'int32', shape: [shape.length], data: Int32Array.from(shape) }, 'shape_as_tensor', extra);
      const zero = this.constant({ dtype: 'float32', shape: [], data: new Float32Array(1) }, 'Const', extra);
      return this.op('Fill', [dims, zero], extra, own);
    });
  }
}

const joined = (own: OwnName): string => (own.suffix === 0 ? own.leaf : `${own.leaf}_${own.suffix}`);

/** The graph that values belong to, or null where none is a tensor. */
export function graphOf(values: readonly TensorLike[]): Graph | null {
  for (const v of values) {
    const found = v instanceof Tensor ? v.graph : Array.isArray(v) ? graphOf(v) : typeof v === 'object' && v !== null && 'toTensor' in v && 'graph' in v ? (v.graph as Graph) : null;
    if (found) return found;
  }
  return null;
}

const firstTensorDtype = (values: readonly TensorLike[]): DType | null => {
  for (const v of values) if (v instanceof Tensor) return v.dtype;
  return null;
};

/** What dtype a value would have by itself, for error texts. */
function wouldBe(value: TensorLike): DType | null {
  if (value instanceof Tensor) return value.dtype;
  if (typeof value === 'object' && value !== null && 'toTensor' in value) return (value as { dtype?: DType }).dtype ?? null;
  try { return literal(value).dtype; } catch { return null; }
}

function checkArg(type: string, arg: Arg, t: Tensor, types: Map<string, { dtype: DType; from: string }>): void {
  if (arg.dtype !== null && t.dtype !== arg.dtype) throw new TensorFlowError('TypeError', `Input '${arg.name}' of '${type}' Op has type ${t.dtype} that does not match expected type of ${arg.dtype}.`);
  if (arg.ref && !t.isRef) throw new TensorFlowError('TypeError', `Input '${arg.name}' of '${type}' Op requires l-value input`);
  if (arg.typeAttr === null || arg.list) return;
  const seen = types.get(arg.typeAttr);
  if (!seen) {
    scriptChecks.argument?.(type, arg.typeAttr, t.dtype, arg.name);
    types.set(arg.typeAttr, { dtype: t.dtype, from: arg.name });
  } else if (seen.dtype !== t.dtype) {
    const where = seen.from ? `that does not match type ${seen.dtype} of argument '${seen.from}'` : `that does not match expected type of ${seen.dtype}`;
    throw new TensorFlowError('TypeError', `Input '${arg.name}' of '${type}' Op has type ${t.dtype} ${where}.`);
  }
}

/** The same checks where all inputs are tensors: the usual case, and a fast one. */
function checkTypes(type: string, signature: Signature, inputs: readonly Tensor[], attrs: Attrs): void {
  const { inputs: args } = signature;
  const first = args[0];
  if (args.length === 1 && first.dtype === null && !first.ref && attrs[first.typeAttr!] === undefined) return;
  if (args.length === 2 && first.typeAttr !== null && args[1].typeAttr === first.typeAttr && !first.ref && inputs[0].dtype === inputs[1].dtype) return;
  const types = new Map<string, { dtype: DType; from: string }>();
  args.forEach((arg, i) => checkArg(type, arg, inputs[i], types));
}

export const NONE: Attrs = Object.freeze({});
