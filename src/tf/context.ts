/**
 * The default graph with TensorFlow's way of making nodes: name scopes, the seed, collections. Everything else in tf/ is built
 * on `Context.op`. TensorFlow keeps this in module state; here it is an object, so a run stays a pure function of its config.
 */
import { sizeOf, type DType, type Shape, type Tensor } from '../engine/dtype.ts';
import { Graph } from '../engine/graph.ts';
import type { Attrs, Output } from '../engine/op.ts';
import type { Variable } from './variable.ts';

/** Where an op takes the name of the scope it is in, as ops do that end in `name=scope`. */
export interface OwnName { readonly scope: number; readonly leaf: string; readonly suffix: number }

export class Context {
  graph: Graph;
  /** Current name scope. */
  scope = 0;
  readonly variables: Variable[] = [];
  private seed: number | null = null;
  private randomOps = 0;

  constructor(private readonly limit?: number) { this.graph = new Graph(limit); }

  /** `tf.reset_default_graph()`: an empty graph; the old one and its memory go when nothing holds them. */
  reset(): void {
    this.graph = new Graph(this.limit);
    this.scope = 0;
    this.variables.length = 0;
    this.seed = null;
    this.randomOps = 0;
  }

  /** `tf.set_random_seed`. */
  setRandomSeed(seed: number): void { this.seed = seed; }

  /** Seeds of a random op (python/framework/random_seed.py): both 0 means that every session draws anew. */
  seeds(op?: number): { seed: number; seed2: number } {
    if (op !== undefined) return { seed: this.seed ?? 87654321, seed2: op };
    return this.seed === null ? { seed: 0, seed2: 0 } : { seed: this.seed, seed2: this.randomOps++ };
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

  /** Runs `make` in a new name scope; `own` gives an op the scope's name. `keep`: the scope will be entered again. */
  within<T>(leaf: string, make: (own: OwnName) => T, keep = false): T {
    const parent = this.scope;
    const { names } = this.graph;
    const path = leaf.split('/');
    let at = parent;
    for (const part of path.slice(0, -1)) at = names.under(at, part, 0);
    const last = path.at(-1)!;
    const suffix = names.unique(at, last);
    this.scope = names.under(at, last, suffix);
    try {
      return make({ scope: at, leaf: last, suffix });
    } finally {
      if (!keep) names.leave(this.scope);
      this.scope = parent;
    }
  }

  /** Runs `make` in a scope that exists already, such as a variable's. */
  inside<T>(scope: number, make: () => T): T {
    const parent = this.scope;
    this.scope = scope;
    try { return make(); } finally { this.scope = parent; }
  }

  /** Makes one node. `name`: the leaf of its name, made unique, or a scope's own name. Returns its id. */
  node(type: string, inputs: readonly Output[], attrs: Attrs, name: string | OwnName, controls: readonly number[] = [], value?: Tensor): number {
    if (typeof name === 'string') return this.graph.add(type, name, this.scope, inputs, attrs, controls, value);
    const { graph } = this;
    const c = graph.intern(type, name.leaf, inputs, controls.length, attrs);
    return graph.append(c, name.scope, name.suffix, inputs, controls);
  }

  /** Makes a node and returns its first output. */
  op(type: string, inputs: readonly Output[], attrs: Attrs, name: string | OwnName, controls?: readonly number[]): Output {
    return { id: this.node(type, inputs, attrs, name, controls), index: 0 };
  }

  shape(o: Output): Shape | null { return this.graph.staticOf(o).shape; }
  dtype(o: Output): DType { return this.graph.staticOf(o).dtype; }

  private readonly constAttrs = new Map<string, Attrs>();
  /** Attributes of tensors that became constants before, as samples do in every epoch. */
  private readonly attrsOf = new WeakMap<Tensor, Attrs>();

  /** `tf.constant`: one Const node; `extra`: a colocation. The data is shared with the graph: it must not change. */
  constant(value: Tensor, name: string = 'Const', extra: Attrs = NONE): Output {
    let attrs = extra === NONE ? this.attrsOf.get(value) : undefined;
    if (!attrs) {
      const key = `${value.dtype}${value.shape.join()};${value.shape.length}${typeof extra._class === 'string' ? extra._class : ''}`;
      attrs = this.constAttrs.get(key) ?? { dtype: value.dtype, shape: value.shape, ...extra };
      this.constAttrs.set(key, attrs);
      if (extra === NONE) this.attrsOf.set(value, attrs);
    }
    return { id: this.node('Const', [], attrs, name, [], value), index: 0 };
  }

  /** `tf.zeros`: one constant below 1,000 elements, else shape, value and Fill. `extra`: a colocation (`_class`) of all of them. */
  zeros(shape: readonly number[], name = 'zeros', extra: Attrs = NONE): Output {
    const size = sizeOf(shape);
    if (size < 1000) return this.constant({ dtype: 'float32', shape, data: new Float32Array(size) }, name, extra);
    return this.within(name, (own) => {
      const dims = this.constant({ dtype: 'int32', shape: [shape.length], data: Int32Array.from(shape) }, 'shape_as_tensor', extra);
      const zero = this.constant({ dtype: 'float32', shape: [], data: new Float32Array(1) }, 'Const', extra);
      return this.op('Fill', [dims, zero], extra, own);
    });
  }
}

export const NONE: Attrs = Object.freeze({});
