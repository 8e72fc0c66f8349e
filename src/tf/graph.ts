/**
 * `tf.Graph`: the engine's graph with what Python keeps beside it: name scopes, control dependencies, devices, colocation,
 * collections, the seed; and the handles `tf.Tensor` and `tf.Operation`, which hold no value: two handles of one output are alike, not
 * identical. Every node of tf/ is made by `Graph.make`. What an op is and how it runs: engine/.
 */
import { Graph as EngineGraph, type OpClass } from '../engine/graph.ts';
import { TensorFlowError, type Attrs, type AttrValue, type Output } from '../engine/op-def.ts';
import { scriptChecks } from '../engine/registry.ts';
import { signatureOf } from '../engine/signature.ts';
import type { DType, Shape, Tensor as HostTensor } from '../engine/dtype.ts';
import { mergeDevice } from './device.ts';

export class Tensor implements Output {
  constructor(readonly graph: Graph, readonly id: number, readonly index: number) {}
  get op(): Operation { return new Operation(this.graph, this.id); }
  get dtype(): DType { return this.graph.staticOf(this).dtype; }
  /** Static shape; null where not even the rank is known. */
  get shape(): Shape | null { return this.graph.staticOf(this).shape; }
  /** `a:0` */
  get name(): string { return `${this.graph.name(this.id)}:${this.index}`; }
  /** Whether it is a reference to a variable's buffer (dtype `float32_ref`). */
  get isRef(): boolean { return this.graph.isRef(this); }
  same(other: Tensor): boolean { return other.graph === this.graph && other.id === this.id && other.index === this.index; }
  /** As Python's `str()`: `Tensor("a:0", shape=(), dtype=float32)`. */
  toString(): string {
    const { shape } = this;
    const shown = shape === null ? '<unknown>' : `(${shape.map((d) => d ?? '?').join(', ')}${shape.length === 1 ? ',' : ''})`;
    return `Tensor("${this.name}", shape=${shown}, dtype=${this.dtype}${this.isRef ? '_ref' : ''}${this.device ? `, device=${this.device}` : ''})`;
  }
  get device(): string { return this.graph.classOf(this.id).device; }
}

export class Operation {
  constructor(readonly graph: Graph, readonly id: number) {}
  get name(): string { return this.graph.name(this.id); }
  get type(): string { return this.graph.classOf(this.id).op.type; }
  get device(): string { return this.graph.classOf(this.id).device; }
  get inputs(): Tensor[] { return Array.from({ length: this.graph.classOf(this.id).inputs }, (_, i) => this.graph.inputOf(this.id, i)); }
  get outputs(): Tensor[] { return this.graph.classOf(this.id).outputs.map((_, index) => new Tensor(this.graph, this.id, index)); }
  get controlInputs(): Operation[] { return this.graph.controls(this.id).map((id) => new Operation(this.graph, id)); }
  same(other: Operation): boolean { return other.graph === this.graph && other.id === this.id; }
}

/** Where an op takes the name of the scope it is in, as ops do that end in `name=scope`. */
export interface OwnName { readonly scope: number; readonly leaf: string; readonly suffix: number }

/** What a loop or a conditional does with the nodes that are made inside it (flow/). */
export interface ControlFlowContext {
  readonly outer: ControlFlowContext | null;
  readonly name: string;
  /** Called for every node made while this context is the innermost. */
  addOp(id: number): void;
  /** The tensor to use inside for one from outside. */
  addValue(t: Tensor): Tensor;
}

/** One `with tf.control_dependencies(...)`: nodes made inside wait, unless they depend on one that already does. */
export class ControlDependencies {
  private readonly seen = new Set<number>();
  constructor(readonly ids: readonly number[]) {}
  has(id: number): boolean { return this.seen.has(id); }
  see(id: number): void { this.seen.add(id); }
}

/** A device string, or a function of the node's type and name, or null for none. */
export type Device = string | null | ((op: { type: string; name: string }) => string | null);

const NONE: readonly number[] = Object.freeze([]);
let made = 0;

export class Graph extends EngineGraph {
  /** Which graph of the interpreter this is, for error texts and identity. */
  readonly number = made++;
  /** Current name scope. */
  scope = 0;
  seed: number | null = null;
  /** Random ops without a seed of their own so far. */
  randomOps = 0;
  readonly collections = new Map<string, unknown[]>();
  controlStack: ControlDependencies[] = [];
  readonly devices: Device[] = [];
  /** Groups (`loc:@w`) that nodes made now are colocated with, and the node they come from (-1: several). */
  readonly colocation: { readonly groups: readonly string[]; readonly device: string; readonly id: number }[] = [];
  /** Colocation group of nodes that have none of their own: a variable that does not exist yet, while its initial value is made. */
  attrClass: string | null = null;
  controlFlow: ControlFlowContext | null = null;
  /** The innermost loop or conditional that a node was made in. */
  readonly contextOf = new Map<number, ControlFlowContext>();
  /** Set by the first loop: throws ValueError where a node takes a value out of a loop that it is not in. */
  checkContexts: ((graph: Graph, id: number) => void) | null = null;
  /** Nodes inside loops and conditionals, whose values no run may fetch; and those that none may feed. */
  readonly unfetchable = new Set<number>();
  readonly unfeedable = new Set<number>();
  /** How nested `as_default` scopes of this graph are: reset_default_graph refuses inside. */
  entered = 0;

  inputOf(id: number, i: number): Tensor {
    const o = this.input(id, i);
    return new Tensor(this, o.id, o.index);
  }

  outputOf(id: number, index: number): Tensor { return new Tensor(this, id, index); }

  /** Marks a node as one that waits for all that the blocks around it name. */
  seeDependencies(id: number): void { for (const c of this.controlStack) c.see(id); }

  isRef(o: { id: number; index: number }): boolean {
    const { outputs } = signatureOf(this.classOf(o.id).op.signature);
    return outputs.length > 0 && outputs[Math.min(o.index, outputs.length - 1)].ref;
  }

  /** Makes one node: name made unique, devices, colocation, control dependencies and surrounding loops as TensorFlow applies them. Returns its id. */
  make(type: string, inputs: readonly Tensor[], attrs: Attrs, name: string | OwnName, controls: readonly number[] = NONE, value?: HostTensor): number {
    for (let i = 0; i < inputs.length; i++) if (inputs[i].graph !== this) this.foreign(inputs[i], inputs);
    // Most nodes are made with nothing around them: that way must be short.
    if (this.controlStack.length === 0 && this.colocation.length === 0 && this.devices.length === 0 && this.controlFlow === null && this.attrClass === null) {
      const id = this.place(type, inputs, attrs, name, controls, value);
      if (this.checkContexts !== null) this.checkContexts(this, id);
      return id;
    }
    const waits = this.controlStack.length > 0 ? this.dependenciesFor(inputs, controls) : controls;
    const extra = this.colocation.length > 0 ? this.colocated(inputs, attrs) : this.attrClass !== null && attrs._class === undefined ? withClass(attrs, this.attrClass) : attrs;
    if (this.devices.length > 0 || this.colocation.length > 0) this.maker.device = this.deviceFor(type, name);
    try {
      const id = this.place(type, inputs, extra, name, waits, value);
      this.seeDependencies(id);
      if (this.controlFlow) {
        this.contextOf.set(id, this.controlFlow);
        if (this.checkContexts !== null) this.checkContexts(this, id);
        this.controlFlow.addOp(id);
      } else if (this.checkContexts !== null) this.checkContexts(this, id);
      return id;
    } finally {
      this.maker.device = '';
    }
  }

  /** Names of gradient functions for ops of some types made now (`gradient_override_map`). */
  gradientOverrides: ReadonlyMap<string, string> | null = null;

  private place(type: string, inputs: readonly Tensor[], given: Attrs, name: string | OwnName, controls: readonly number[], value?: HostTensor): number {
    const override = this.gradientOverrides?.get(type);
    const attrs = override === undefined ? given : { ...given, _gradient_op_type: override };
    if (typeof name !== 'string') return this.addNamed(type, name, inputs, attrs, controls, value);
    const slash = name.lastIndexOf('/');
    const [leaf, scope] = slash < 0 ? [name, this.scope] : [name.slice(slash + 1), this.parent(name)];
    scriptChecks.name?.(leaf, scope === 0, () => this.names.path(scope) + leaf);
    try {
      return this.add(type, leaf, scope, inputs, attrs, controls, value);
    } catch (error) {
      throw this.explained(error, type, { scope, leaf, suffix: this.names.free(scope, leaf) }, inputs, attrs);
    }
  }

  private addNamed(type: string, name: OwnName, inputs: readonly Tensor[], attrs: Attrs, controls: readonly number[], value?: HostTensor): number {
    if (this.finalized) throw new TensorFlowError('RuntimeError', 'Graph is finalized and cannot be modified.');
    let c: OpClass;
    try { c = this.intern(type, name.leaf, inputs, controls.length, attrs); } catch (error) { throw this.explained(error, type, name, inputs, attrs); }
    return this.appendValue(c, name.scope, name.suffix, inputs, controls, value);
  }

  private explained(error: unknown, type: string, name: OwnName, inputs: readonly Tensor[], attrs: Attrs): unknown {
    return scriptChecks.explain ? scriptChecks.explain(error, { type, name: this.names.full(name), inputs, attrs }) : error;
  }

  private foreign(t: Tensor, inputs: readonly Tensor[]): never {
    const other = inputs.find((i) => i.graph === this);
    if (other === undefined) throw new TensorFlowError('ValueError', `Tensor ${String(t)} is not an element of this graph.`);
    throw new TensorFlowError('ValueError', `${String(this.given(t))} must be from the same graph as ${String(other)} (graphs are <tensorflow.python.framework.ops.Graph object> and <tensorflow.python.framework.ops.Graph object>).`);
  }

  /** What a script gave for the value of a variable, the variable, as error texts show it: TensorFlow looks at graphs before it reads. */
  private given(t: Tensor): Tensor {
    if (t.op.type !== 'Identity' || !t.name.endsWith('/read:0')) return t;
    const [of] = t.op.inputs;
    return of.isRef ? of : t;
  }

  // --- names ---------------------------------------------------------------------------------------------------------

  private leaf(name: string): string { return name.slice(name.lastIndexOf('/') + 1); }
  /** The scope of a name with slashes: those are looked up by path, as unique_name works on whole paths. */
  private parent(name: string): number {
    const at = name.lastIndexOf('/');
    return at < 0 ? this.scope : this.resolve(this.scope, name.slice(0, at));
  }

  /** The scope of a path below another; its counters are there again if they were forgotten. */
  resolve(parent: number, path: string): number {
    const scope = this.names.resolve(parent, path);
    if (this.names.isLeft(scope)) this.names.reopen(scope, this.namesIn(scope));
    return scope;
  }

  private *namesIn(scope: number): Generator<OwnName> {
    for (let id = this.names.sinceOf(scope); id < this.nodes; id++) if (this.scopeOf(id) === scope) yield { scope, leaf: this.classOf(id).leaf, suffix: this.suffixOf(id) };
  }

  /** `graph.unique_name(name)`; takes the name. */
  uniqueName(name: string): string {
    const scope = this.parent(name);
    const leaf = this.leaf(name);
    return this.names.full({ scope, leaf, suffix: this.names.unique(scope, leaf) });
  }

  /** The name that `uniqueName` would give; takes nothing. */
  freeName(name: string): string {
    const scope = this.parent(name);
    const leaf = this.leaf(name);
    return this.names.full({ scope, leaf, suffix: this.names.free(scope, leaf) });
  }

  /** Full name of the current scope, without the last slash; '' at the root. */
  get scopeName(): string { return this.names.path(this.scope).slice(0, -1); }

  private byName: Map<string, number> | null = null;
  private namedTo = 0;
  /** Id of the node of that name, or -1. */
  find(name: string): number {
    const map = (this.byName ??= new Map());
    for (; this.namedTo < this.nodes; this.namedTo++) map.set(this.name(this.namedTo), this.namedTo);
    return map.get(name) ?? -1;
  }

  // --- what surrounds a node -------------------------------------------------------------------------------------------

  /** Control inputs of a node of these inputs, by the blocks around it. */
  dependenciesFor(inputs: readonly Tensor[], controls: readonly number[] = NONE): readonly number[] {
    const from = new Set(inputs.map((t) => t.id));
    const out = new Set(controls);
    for (const c of this.controlStack) {
      if ([...from].some((id) => c.has(id))) continue;
      for (const id of c.ids) if (!from.has(id)) out.add(id);
    }
    return [...out];
  }

  /** Colocation groups of a node: its own `_class`, or itself. */
  groups(id: number): string[] {
    const own = this.classOf(id).attrs._class;
    if (own === undefined) return [`loc:@${this.name(id)}`];
    if (Array.isArray(own)) return own as string[];
    const from = /^input (\d+)$/.exec(own as string);
    return from ? this.groups(this.input(id, Number(from[1])).id) : [own as string];
  }

  private colocated(inputs: readonly Tensor[], attrs: Attrs): Attrs {
    if (this.colocation.length === 1 && attrs._class === undefined) {
      // Colocation with an input is written as such: a million nodes then share one set of attributes.
      const { id } = this.colocation[0];
      const i = id < 0 ? -1 : inputs.findIndex((t) => t.id === id);
      if (i >= 0) return withClass(attrs, `input ${i}`);
    }
    const all = new Set(this.colocation.flatMap((c) => c.groups));
    const own = attrs._class;
    if (Array.isArray(own)) for (const g of own) all.add(g as string);
    else if (typeof own === 'string') for (const g of own.startsWith('input ') ? this.groups(inputs[Number(own.slice(6))].id) : [own]) all.add(g);
    const sorted = [...all].sort();
    return withClass(attrs, sorted.length === 1 ? sorted[0] : sorted);
  }

  private deviceFor(type: string, name: string | OwnName): string {
    let device = '';
    for (let i = this.devices.length - 1; i >= 0; i--) {
      const d = this.devices[i];
      if (d === null) break;
      // A function's answer is taken as it is written; strings are merged in canonical form.
      if (typeof d === 'function') device = d({ type, name: typeof name === 'string' ? name : this.names.full(name) }) ?? device;
      else device = mergeDevice(device, d);
    }
    for (const c of this.colocation) if (c.device) device = c.device;
    return device;
  }

  /** Runs `body` with nodes colocated with others. `ignoreExisting`: colocations around it do not count. */
  colocateWith<T>(ids: readonly number[], body: () => T, ignoreExisting = false): T {
    const exit = this.enterColocation(ids, ignoreExisting);
    try { return body(); } finally { exit(); }
  }

  /** The two halves of `colocateWith`. Colocation is stronger than the devices around it: those are put aside. */
  enterColocation(ids: readonly number[], ignoreExisting = false): () => void {
    const [colocation, devices] = [this.colocation.slice(), this.devices.slice()];
    if (ignoreExisting) this.colocation.length = 0;
    this.devices.length = 0;
    this.colocation.push({ groups: ids.flatMap((id) => this.groups(id)), device: ids.map((id) => this.classOf(id).device).find(Boolean) ?? '', id: ids.length === 1 ? ids[0] : -1 });
    return () => {
      this.colocation.splice(0, this.colocation.length, ...colocation);
      this.devices.splice(0, this.devices.length, ...devices);
    };
  }

  operations(): Operation[] { return Array.from({ length: this.nodes }, (_, id) => new Operation(this, id)); }

  collection(name: string): unknown[] {
    let found = this.collections.get(name);
    if (!found) this.collections.set(name, (found = []));
    return found;
  }
}

/** Attributes with a colocation, one object for each pair so that classes are found fast. */
const classAttrs = new WeakMap<Attrs, Map<string, Attrs>>();
function withClass(attrs: Attrs, value: AttrValue): Attrs {
  let mine = classAttrs.get(attrs);
  if (!mine) classAttrs.set(attrs, (mine = new Map()));
  const key = JSON.stringify(value);
  let found = mine.get(key);
  if (!found) mine.set(key, (found = { ...attrs, _class: value }));
  return found;
}
