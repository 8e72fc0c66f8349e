/**
 * The graph: append-only columns in chunks, not objects. Inputs always have smaller ids, so id order is a topological order.
 * What nodes have in common (op, attributes, leaf of the name, static outputs, source line, kind) is an interned class;
 * a node is its class, its scope and number, its edges, the address of its value and one mask byte (columns.ts): about 26 bytes and its values.
 */
import { Columns } from './columns.ts';
import { elementBytes, staticOf, type DType, type Numbers, type Shape, type Static, type Tensor } from './dtype.ts';
import { fold, partialShape } from './fold.ts';
import type { GraphView, OpClass } from './graph-view.ts';
import { CLASS_WORDS, Heap, type ExactProducts } from './heap.ts';
import { exact } from '../lib/exact-json.ts';
import { join, Names } from './names.ts';
import { CODE, TensorFlowError, type Attrs, type AttrValue, type Op, type Output } from './op-def.ts';
import { opOf, scriptChecks } from './registry.ts';
import { complete, signatureOf } from './signature.ts';
import { Templates } from './templates.ts';

const NOTHING: readonly number[] = Object.freeze([]);

/** Who makes the nodes that follow. */
export interface Maker { line: number; kind: string; device: string }

/** Outputs from this one on are too far for an edge word: their index is in `wide`. */
const FAR = 7;

/** The edge word of a data input. */
export const edgeWord = (id: number, index: number): number => (id << 4) | (Math.min(index, FAR) << 1);

/** Bytes and places of outputs laid one after the other, each at a multiple of its elements' size. */
function layout(outputs: readonly Static[]): { bytes: number; offsets: number[]; align: 4 | 8 } {
  if (outputs.some((s) => s.size < 0)) return { bytes: -1, offsets: [], align: 4 };
  const offsets: number[] = [];
  let bytes = 0;
  let align: 4 | 8 = 4;
  for (const s of outputs) {
    const element = s.dtype === 'string' ? 0 : elementBytes(s.dtype);
    if (element >= 8) {
      align = 8;
      bytes = (bytes + 7) & -8;
    }
    offsets.push(bytes);
    bytes += (s.size * element + 3) & -4;
  }
  return { bytes, offsets, align };
}

export type { OpClass } from './graph-view.ts';

export class Graph implements GraphView {
  readonly heap: Heap;
  readonly names = new Names(() => this.nodes);
  readonly classes: OpClass[] = [];
  private readonly byKey = new Map<string, OpClass>();
  private readonly attrKeys = new WeakMap<Attrs, string>();
  readonly columns: Columns;
  private classTable: number;
  private classRoom = 256;
  /** Placeholders and variables: nodes whose value comes from outside of the graph. */
  readonly outside: number[] = [];
  /** Values of string constants; strings are not on the heap. */
  readonly strings = new Map<number, readonly string[]>();
  readonly maker: Maker = { line: -1, kind: 'bookkeeping', device: '' };
  finalized = false;
  /** Whether some node has an input of a greater id (loops have): id order is then no order of execution. */
  forward = false;
  /** Whether some node is part of a loop or a conditional. */
  flows = false;
  /** Rises whenever edges of existing nodes change. */
  edits = 0;
  /** Rises whenever existing nodes are changed in any way. */
  private changes = 0;
  /** Nodes that got another input, in the order of the changes. */
  readonly rewired: number[] = [];
  /** The session whose variables have their values in this graph's memory. */
  user: { stash(): void } | null = null;
  /** Control inputs of nodes that got or lost some after they were made. */
  private readonly changedControls = new Map<number, readonly number[]>();
  /** Output indices of edges whose word cannot hold them, by place of the edge. */
  private readonly wide = new Map<number, number>();
  /** Folded values of outputs that shape inference asked for. */
  readonly folded = new Map<string, Tensor | null>();

  constructor(limit?: number) {
    this.heap = new Heap(limit);
    this.columns = new Columns(this.heap);
    this.classTable = this.heap.alloc(this.classRoom * CLASS_WORDS * 4, 16);
    this.tables();
  }

  private tables(): void { this.heap.kernels.setTables(this.columns.chunkTable, this.columns.edgeTable, this.classTable); }

  // --- columns -------------------------------------------------------------------------------------------------------

  get nodes(): number { return this.columns.nodes; }
  classOf(id: number): OpClass { return this.classes[this.columns.classId(id)]; }
  scopeOf(id: number): number { return this.columns.scope(id); }
  suffixOf(id: number): number { return this.columns.suffix(id); }
  /** Address of a node's static value; 0 where its shape is known only in a run. */
  valueOf(id: number): number { return this.columns.value(id); }
  setValue(id: number, address: number): void { this.columns.setValue(id, address); }
  mask(id: number): number { return this.columns.mask(id); }
  setMask(id: number, value: number): void { this.columns.setMask(id, value); }
  /** Index into heap.i32 of the node's first edge word. Words: data inputs, then control inputs. */
  edgesAt(id: number): number { return this.columns.edgesAt(id); }
  input(id: number, i: number): Output {
    const word = this.heap.i32[this.edgesAt(id) + i];
    const index = (word >> 1) & 7;
    return { id: word >>> 4, index: index === FAR ? this.wide.get(this.columns.firstEdge(id) + i)! : index };
  }
  /** Ids of the nodes that a node waits for without taking a value. */
  controls(id: number): readonly number[] {
    const changed = this.changedControls.size > 0 && this.changedControls.get(id);
    if (changed) return changed;
    const c = this.classOf(id);
    if (c.controls === 0) return NOTHING;
    const at = this.edgesAt(id) + c.inputs;
    return Array.from({ length: c.controls }, (_, i) => this.heap.i32[at + i] >>> 4);
  }
  /** Gives a node other control inputs than it was made with. */
  setControls(id: number, controls: readonly number[]): void {
    this.changedControls.set(id, controls);
    this.edits++;
    if (controls.some((c) => c > id)) this.forward = true;
  }
  /** Lets input `i` of a node come from elsewhere, as loops do when they close. */
  setInput(id: number, i: number, o: Output): void {
    this.heap.i32[this.edgesAt(id) + i] = edgeWord(o.id, o.index);
    this.edits++;
    this.changes++;
    this.rewired.push(id);
    if (o.index >= FAR) this.wide.set(this.columns.firstEdge(id) + i, o.index);
    if (o.id >= id) this.forward = true;
  }
  /** Changes or adds an attribute of a node that exists. */
  setAttr(id: number, name: string, value: AttrValue): void {
    const c = this.classOf(id);
    this.become(id, { ...c, attrs: { ...c.attrs, [name]: value } }, `${c.id}|${name}=${JSON.stringify(value, exact)}`);
  }
  /** Makes more of an output's shape known than was inferred (`set_shape`). Its value keeps its place. */
  setShape(o: Output, shape: Shape): void {
    const c = this.classOf(o.id);
    const outputs = c.outputs.map((s, k) => (k === o.index ? staticOf(s.dtype, shape) : s));
    this.become(o.id, { ...c, outputs }, `${c.id}|${outputs.map((s) => s.id).join()}`);
  }
  private become(id: number, c: OpClass, key: string): void {
    let found = this.byKey.get(key);
    if (!found) {
      this.byKey.set(key, (found = { ...c, id: this.classes.length, count: 0 }));
      this.register(found, this.heap.i32.slice((this.classTable >> 2) + c.id * CLASS_WORDS, (this.classTable >> 2) + (c.id + 1) * CLASS_WORDS));
    }
    this.changes++;
    this.classOf(id).count--;
    found.count++;
    this.columns.setClassId(id, found.id);
  }
  name(id: number): string { return this.names.path(this.scopeOf(id)) + join(this.classOf(id).leaf, this.suffixOf(id)); }
  /** `MatMul_1`, or `Split:1` for a further output. */
  tensorName(o: Output): string { return o.index === 0 ? this.name(o.id) : `${this.name(o.id)}:${o.index}`; }
  staticOf(o: Output): Static { return this.classOf(o.id).outputs[o.index]; }

  // --- building ------------------------------------------------------------------------------------------------------

  /** Classes met lately with the same attributes object: most nodes repeat one of a few, and comparing beats hashing. */
  private readonly lately = new WeakMap<Attrs, OpClass[]>();

  private known(type: string, leaf: string, inputs: readonly Output[], controls: number, attrs: Attrs): OpClass | null {
    const { line, kind, device } = this.maker;
    search: for (const c of this.lately.get(attrs) ?? []) {
      if (c.op.type !== type || c.leaf !== leaf || c.line !== line || c.kind !== kind || c.device !== device) continue;
      if (c.controls !== controls || c.inputs !== inputs.length || c.op.reads) continue;
      for (let i = 0; i < inputs.length; i++) {
        const o = inputs[i];
        if (this.staticOf(o).id * 256 + o.index !== c.signature[i] || this.placeOf(o) !== c.places[i]) continue search;
      }
      return c;
    }
    return null;
  }

  /** The interned class of a node to be made. Throws ShapeError where shapes or dtypes do not fit. */
  intern(type: string, leaf: string, inputs: readonly Output[], controls: number, attrs: Attrs): OpClass {
    const known = this.known(type, leaf, inputs, controls, attrs);
    if (known) return known;
    const made = this.lookUp(type, leaf, inputs, controls, attrs);
    const list = this.lately.get(attrs) ?? [];
    list.unshift(made);
    if (list.length > 8) list.pop();
    this.lately.set(attrs, list);
    return made;
  }

  private lookUp(type: string, leaf: string, inputs: readonly Output[], controls: number, attrs: Attrs): OpClass {
    let attrKey = this.attrKeys.get(attrs);
    if (attrKey === undefined) this.attrKeys.set(attrs, (attrKey = JSON.stringify(attrs, exact)));
    const { line, kind, device } = this.maker;
    let key = `${type}|${leaf}|${line}|${kind}|${device}|${controls}|${attrKey}`;
    for (const o of inputs) {
      key += `|${this.staticOf(o).id}:${o.index}`;
      const place = this.placeOf(o);
      if (place !== 0) key += `@${place}`;
    }
    const op = opOf(type);
    const full = (): Attrs => complete(signatureOf(op.signature), inputs.map((o) => this.staticOf(o)), attrs);
    // Where shapes follow from the values of constants, the inferred outputs are part of what tells classes apart.
    let outputs = op.reads ? this.infer(op, inputs, full()) : null;
    if (outputs) for (const s of outputs) key += `>${s.id}`;
    let found = this.byKey.get(key);
    if (!found) {
      outputs ??= this.infer(op, inputs, full());
      found = this.makeClass(op, leaf, inputs, controls, full(), outputs);
      this.byKey.set(key, found);
    }
    return found;
  }

  private infer(op: Op, inputs: readonly Output[], attrs: Attrs): Static[] {
    const statics = inputs.map((o) => this.staticOf(o));
    scriptChecks.node?.(op, statics, attrs);
    return op.infer(statics, attrs, (i) => fold(this, inputs[i]), (i) => partialShape(this, inputs[i])).map((s) => staticOf(s.dtype, s.shape));
  }

  private makeClass(op: Op, leaf: string, inputs: readonly Output[], controls: number, attrs: Attrs, outputs: Static[]): OpClass {
    const statics = inputs.map((o) => this.staticOf(o));
    const { bytes, offsets, align } = layout(outputs);
    const places = inputs.map((o) => this.placeOf(o));
    // A known shape is not enough: with other outputs unknown, or a shape that came later, the value lies in a run's own space.
    const full = bytes >= 0 && statics.every((s, i) => s.size >= 0 && places[i] >= 0);
    const words = (full && op.code?.(statics, outputs, attrs)) || [CODE.host];
    if (op.flow) this.flows = true;
    const { line, kind, device } = this.maker;
    const c: OpClass = { id: this.classes.length, op, attrs, leaf, outputs, inputs: inputs.length, controls, line, kind, device, bytes, offsets, align, outside: op.type === 'Placeholder' || op.type === 'VariableV2', count: 0, signature: inputs.map((o) => this.staticOf(o).id * 256 + o.index), places };
    if (words[0] !== CODE.host) {
      // Words 1 and 2: byte offsets of the first two inputs' outputs inside their nodes' values.
      words[1] = places[0] ?? 0;
      words[2] = places[1] ?? 0;
      if (inputs.length > 2 && inputs.some((o) => o.index > 0)) words[0] = CODE.host;
    }
    this.register(c, words);
    return c;
  }

  private register(c: OpClass, words: ArrayLike<number>): void {
    if (c.id >= this.classRoom) this.moveClassTable();
    const at = (this.classTable >> 2) + c.id * CLASS_WORDS;
    Columns.checkClass(c.id);
    this.heap.i32.set(words, at);
    this.heap.i32[at + CLASS_WORDS - 2] = c.op.type === 'Placeholder' ? 1 : 0;
    this.heap.i32[at + CLASS_WORDS - 1] = c.inputs + c.controls;
    if (this.heap.kernels.exact) this.leaveToHost(at);
    this.classes.push(c);
  }

  /** From now on products and cross entropies have TensorFlow's bits, with these kernels (exact-products.ts), at the price of speed. */
  computeExactly(make: (heap: Heap) => ExactProducts): void {
    if (this.heap.kernels.exact) return;
    this.heap.kernels.exact = make(this.heap);
    this.changes++;
    for (const c of this.classes) this.leaveToHost((this.classTable >> 2) + c.id * CLASS_WORDS);
  }

  /** Takes a class from the interpreter whose kernel there is the fast one. */
  private leaveToHost(at: number): void {
    const code = this.heap.i32[at];
    if (code === CODE.matmul || code === CODE.xent) this.heap.i32[at] = CODE.host;
  }

  /** Where an output lies inside its node's value; -1 where each run finds room for it. */
  private placeOf(o: Output): number {
    const c = this.classOf(o.id);
    return c.bytes < 0 ? -1 : c.offsets[o.index] ?? 0;
  }

  private moveClassTable(): void {
    const words = this.classRoom * CLASS_WORDS;
    const old = this.classTable;
    this.classRoom *= 2;
    this.classTable = this.heap.alloc(this.classRoom * CLASS_WORDS * 4, 16);
    this.heap.i32.copyWithin(this.classTable >> 2, old >> 2, (old >> 2) + words);
    this.tables();
  }

  /** Edge words of the node to be appended by `appendWords`. */
  get words(): Int32Array { return this.columns.words; }

  /**
   * Appends a node of a class, without any check. `value` is the address of a shared constant; otherwise static outputs get
   * their own room. Returns the id. Throws OutOfMemory; the graph is then as before.
   */
  append(c: OpClass, scope: number, suffix: number, inputs: readonly Output[], controls: readonly number[], value = 0): number {
    const count = inputs.length + controls.length;
    if (count > this.words.length) this.columns.words = new Int32Array(count * 2);
    const { words } = this.columns;
    let n = 0;
    let far = false;
    for (const o of inputs) {
      words[n++] = edgeWord(o.id, o.index);
      if (o.index >= FAR) far = true;
    }
    for (const id of controls) words[n++] = (id << 4) | 1;
    const id = this.appendWords(c, scope, suffix, count, value);
    if (far) {
      const first = this.columns.firstEdge(id);
      inputs.forEach((o, i) => { if (o.index >= FAR) this.wide.set(first + i, o.index); });
    }
    return id;
  }

  /** The raw path of `append`: takes the edges from the first `count` of `words`. Scope 0 and suffix 0 take no room. */
  appendWords(c: OpClass, scope: number, suffix: number, count: number, value = 0): number {
    const id = this.columns.append(c.id, count, value, c.bytes, c.align, scope, suffix);
    c.count++;
    if (c.outside) this.outside.push(id);
    return id;
  }

  /** Makes a node in a scope with a unique name. `value`: a constant's data. Returns its id. */
  add(type: string, leaf: string, scope: number, inputs: readonly Output[], attrs: Attrs, controls: readonly number[] = [], value?: Tensor): number {
    if (this.finalized) throw new TensorFlowError('RuntimeError', 'Graph is finalized and cannot be modified.');
    const c = this.intern(type, leaf, inputs, controls.length, attrs);
    return this.appendValue(c, scope, this.names.unique(scope, leaf), inputs, controls, value);
  }

  /** Appends a node whose name is settled, a constant's data with it. */
  appendValue(c: OpClass, scope: number, suffix: number, inputs: readonly Output[], controls: readonly number[], value?: Tensor): number {
    const address = value && value.dtype !== 'string' ? this.heap.share(value.data as Numbers) : 0;
    const id = this.append(c, scope, suffix, inputs, controls, address);
    if (value?.dtype === 'string') this.strings.set(id, value.data as readonly string[]);
    return id;
  }

  /** The value of a constant, or null when the node is not one. */
  constantValue(o: Output): Tensor | null {
    const c = this.classOf(o.id);
    if (c.op.type !== 'Const') return null;
    const s = c.outputs[0];
    const shape = s.shape as readonly number[];
    if (s.dtype === 'string') return { dtype: s.dtype, shape, data: this.strings.get(o.id)! };
    return { dtype: s.dtype, shape, data: this.heap.view(s.dtype, this.valueOf(o.id), s.size).slice() };
  }

  private readonly templates = new Templates(this);
  /** Stretches of nodes that repeat, up to date with the graph. */
  repeats(): Templates {
    this.templates.update(this.changes);
    return this.templates;
  }

  /** Interpreter code of a class: 0 when the host computes it. */
  codeOf(c: { readonly id: number }): number { return this.heap.i32[(this.classTable >> 2) + c.id * CLASS_WORDS]; }
  /** The same and what it goes by (op-def.ts); valid until the next allocation. */
  codeWords(c: { readonly id: number }): Int32Array { return this.heap.i32.subarray((this.classTable >> 2) + c.id * CLASS_WORDS, (this.classTable >> 2) + (c.id + 1) * CLASS_WORDS); }

  /** Static dtype and shape as an inferred value. */
  describe(o: Output): { dtype: DType; shape: Shape | null } { const s = this.staticOf(o); return { dtype: s.dtype, shape: s.shape }; }
}
