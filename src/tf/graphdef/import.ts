/** `tf.import_graph_def`: nodes of a file in the graph at hand, under a prefix (python/framework/importer.py, core/graph/graph_constructor.cc). */
import { arrayType, sizeOf, type DType, type Tensor as HostTensor } from '../../engine/dtype.ts';
import { TensorFlowError, type Attrs, type AttrValue } from '../../engine/op-def.ts';
import { isRegistered, opOf } from '../../engine/registry.ts';
import { signatureOf } from '../../engine/signature.ts';
import type { AttrData, GraphDefData, NodeData, TensorData } from '../../graphdef/model.ts';
import { Operation, Tensor, type Context, type OwnName } from '../context.ts';
import { keepNode, opaqueOp, plainAttr } from './opaque.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };
/** Constants greater than this stay in the file. */
const MOST_ELEMENTS = 1 << 26;

export interface ImportOptions {
  readonly input_map?: ReadonlyMap<unknown, unknown> | null;
  readonly return_elements?: readonly unknown[] | null;
  readonly name?: string | null;
  /** Whether devices are left out. */
  readonly clear_devices?: boolean;
}

interface Edge { readonly node: string; readonly index: number; readonly control: boolean }
function edge(text: string): Edge {
  if (text.startsWith('^')) return { node: text.slice(1), index: -1, control: true };
  const m = /^(.*):(\d+)$/.exec(text);
  return m ? { node: m[1], index: Number(m[2]), control: false } : { node: text, index: 0, control: false };
}

/** A float16's or bfloat16's bits as a number. */
function fromHalf(bits: number, dtype: 'float16' | 'bfloat16'): number {
  if (dtype === 'bfloat16') return new Float32Array(Uint32Array.of(bits << 16).buffer)[0];
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >>> 10) & 31, bits & 0x3ff];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** A constant's value; null where it cannot be held here. */
export function hostTensor(t: TensorData): HostTensor | null {
  const size = sizeOf(t.shape);
  if (!Number.isSafeInteger(size) || size > MOST_ELEMENTS || 'serialised' in t.data) return null;
  const { dtype, shape } = t;
  const values = t.data;
  const at = (i: number): number => Math.min(i, values.length - 1);
  if (dtype === 'string') {
    const texts = (values as readonly Uint8Array[]).map((b) => Array.from(b, (v) => String.fromCharCode(v)).join(''));
    return { dtype, shape, data: Array.from({ length: size }, (_, i) => (texts.length > 0 ? texts[at(i)] : '')) };
  }
  const numbers = values as ArrayLike<number | bigint>;
  let Type: ReturnType<typeof arrayType>;
  try { Type = arrayType(dtype as DType); } catch { return null; }
  const half = dtype === 'float16' || dtype === 'bfloat16' ? dtype : null;
  const data = new Type(size);
  if (numbers.length > 0) for (let i = 0; i < size; i++) { const v = Number(numbers[at(i)]); data[i] = half ? fromHalf(v, half) : v; }
  if ((dtype === 'int64' || dtype === 'uint64') && data.some((v) => !Number.isSafeInteger(v))) return null;
  return { dtype: dtype as DType, shape, data };
}

/** `tf.import_graph_def(graph_def, input_map, return_elements, name)`. Throws ValueError in TensorFlow's words. */
export function importGraphDef(tf: Context, data: GraphDefData, { input_map, return_elements, name, clear_devices }: ImportOptions = {}): (Tensor | Operation)[] | null {
  const wanted = checkElements(return_elements ?? null);
  const map = new Map([...(input_map ?? [])].map(([k, v]) => [typeof k === 'string' ? k : fail('TypeError', 'Argument `input_map` must be a dictionary mapping strings to Tensor objects.'), v]));
  const into = (prefix: string): (Tensor | Operation)[] | null => new Importer(tf, data, map, prefix, clear_devices ?? false).run(wanted);
  const scope = name ?? 'import';
  if (scope === '') return tf.inside(0, () => into(''));
  return tf.within(scope, (own) => {
    const values = new Map([...map].map(([k, v]) => [k, v]));
    if ([...values.values()].some((v) => !(v instanceof Tensor) && !(v instanceof Operation))) tf.within('_inputs', () => { for (const [k, v] of values) map.set(k, tf.convert(v)); });
    return into(`${tf.graph.names.full(own)}/`);
  }, true);
}

function checkElements(elements: readonly unknown[] | null): readonly string[] | null {
  if (elements === null) return null;
  return elements.map((e) => (typeof e === 'string' ? e : fail('TypeError', 'Argument `return_elements` must be a list of strings.')));
}

class Importer {
  private readonly made = new Map<string, number>();
  private readonly used = new Set<string>();
  private readonly outputs = new Map<string, number>();
  private readonly byName = new Map<string, NodeData>();
  private readonly later: { id: number; input: number; from: Edge }[] = [];
  private readonly laterControls: { id: number; from: string }[] = [];

  constructor(private readonly tf: Context, private readonly data: GraphDefData, private readonly map: ReadonlyMap<string, unknown>, private readonly prefix: string, private readonly clearDevices: boolean) {
    for (const n of data.nodes) {
      if (this.byName.has(n.name)) fail('ValueError', `Node '${n.name}' is not unique`);
      this.byName.set(n.name, n);
      for (const text of n.inputs) {
        const { node, index } = edge(text);
        this.outputs.set(node, Math.max(this.outputs.get(node) ?? 0, index + 1));
      }
    }
  }

  run(wanted: readonly string[] | null): (Tensor | Operation)[] | null {
    for (const text of wanted ?? []) if (!this.byName.has(text.replace(/:\d+$/, ''))) fail('ValueError', `Requested return_element '${text}' not found in graph_def.`);
    for (const node of this.order()) this.add(node);
    const { graph } = this.tf;
    for (const { id, input, from } of this.later) graph.setInput(id, input, { id: this.made.get(from.node)!, index: from.index });
    for (const { id, from } of this.laterControls) graph.setControls(id, [...graph.controls(id), this.made.get(from)!]);
    const unused = [...this.map.keys()].filter((k) => !this.used.has(canonical(k)));
    if (unused.length > 0) fail('ValueError', `Attempted to map inputs that were not found in graph_def: [${unused.map((k) => canonical(k)).join(', ')}]`);
    return wanted && wanted.map((text) => this.element(text));
  }

  /** Nodes before their consumers, where no loop stands against it; else in the file's order. */
  private order(): NodeData[] {
    const out: NodeData[] = [];
    const state = new Map<string, boolean>();
    for (const first of this.data.nodes) {
      const stack: { node: NodeData; next: number }[] = [];
      const enter = (node: NodeData | undefined): void => {
        if (!node || state.has(node.name)) return;
        state.set(node.name, false);
        stack.push({ node, next: 0 });
      };
      enter(first);
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        if (top.next < top.node.inputs.length) {
          const from = this.byName.get(edge(top.node.inputs[top.next++]).node);
          // The edge that closes a loop is put in afterwards.
          if (!(top.node.op === 'Merge' && from?.op === 'NextIteration')) enter(from);
        } else {
          out.push(top.node);
          state.set(top.node.name, true);
          stack.pop();
        }
      }
    }
    return out;
  }

  private mapped(e: Edge): Tensor | number | null {
    const key = e.control ? `^${e.node}` : `${e.node}:${e.index}`;
    for (const [k, v] of this.map) {
      if (canonical(k) !== key) continue;
      this.used.add(key);
      return v instanceof Tensor ? (e.control ? v.id : v) : v instanceof Operation ? v.id : null;
    }
    return null;
  }

  private add(node: NodeData): void {
    const { tf } = this;
    const { graph } = tf;
    const edges = node.inputs.map(edge);
    const inputs: Tensor[] = [];
    const open: { input: number; from: Edge }[] = [];
    edges.filter((e) => !e.control).forEach((e, i) => {
      const given = this.mapped(e);
      if (given instanceof Tensor) { inputs.push(given); return; }
      const id = this.made.get(e.node);
      if (id === undefined) {
        if (!this.byName.has(e.node)) fail('ValueError', `Node '${node.name}': Unknown input node '${edge(node.inputs[i]).node}'`);
        open.push({ input: i, from: e });
        inputs.push(inputs[0]);
      } else if (e.index >= graph.classOf(id).outputs.length) fail('ValueError', `Node '${node.name}': Connecting to invalid output ${e.index} of source node ${e.node} which has ${graph.classOf(id).outputs.length} outputs.`);
      else inputs.push(new Tensor(graph, id, e.index));
    });
    const controls: number[] = [];
    const waits: string[] = [];
    for (const e of edges.filter((c) => c.control)) {
      const given = this.mapped(e);
      const id = typeof given === 'number' ? given : this.made.get(e.node);
      if (id !== undefined) controls.push(id);
      else if (this.byName.has(e.node)) waits.push(e.node);
      else fail('ValueError', `Node '${node.name}': Unknown input node '^${e.node}'`);
    }
    const id = this.make(node, inputs, controls);
    this.made.set(node.name, id);
    for (const o of open) this.later.push({ id, ...o });
    for (const from of waits) this.laterControls.push({ id, from });
  }

  private own(name: string): OwnName {
    const full = `${this.prefix}${name}`;
    const { graph } = this.tf;
    const at = full.lastIndexOf('/');
    const scope = at < 0 ? 0 : graph.resolve(0, full.slice(0, at));
    const leaf = full.slice(at + 1);
    // The file's names stand as they are, unless a node has one already: scopes do not count.
    let suffix = graph.names.unique(scope, leaf);
    if (graph.find(full) < 0) suffix = 0;
    return { scope, leaf, suffix };
  }

  private make(node: NodeData, inputs: readonly Tensor[], controls: readonly number[]): number {
    const { graph } = this.tf;
    const device = this.clearDevices ? '' : this.deviceOf(node);
    const own = this.own(node.name);
    const build = (): number => {
      const known = this.known(node, inputs, own, controls);
      if (known !== null) return known;
      const attrs = this.attrs(node, null);
      const id = graph.make(opaqueOp(node, this.outputs.get(node.name) ?? 0), inputs, attrs, own, controls);
      keepNode(graph, id, node);
      return id;
    };
    if (!device) return build();
    graph.devices.push(device);
    try { return build(); } finally { graph.devices.pop(); }
  }

  /** A node that is colocated with others is where they are, whatever it says itself. */
  private deviceOf(node: NodeData, depth = 0): string {
    const a = node.attrs.get('_class');
    const others = a?.kind === 'list' && a.of === 'string' ? a.values.map((v) => new TextDecoder().decode(v).replace(/^loc:@/, '')).filter((n) => n !== node.name) : [];
    if (others.length === 0 || depth > 8) return node.device;
    for (const name of others) {
      const other = this.byName.get(name);
      const device = other ? this.deviceOf(other, depth + 1) : '';
      if (device) return device;
    }
    return '';
  }

  /** The node of an op that this playground knows; null where it does not, or where the node is not as the op says. */
  private known(node: NodeData, inputs: readonly Tensor[], own: OwnName, controls: readonly number[]): number | null {
    if (!isRegistered(node.op)) return null;
    const attrs = this.attrs(node, node.op);
    if (attrs === null) return null;
    let value: HostTensor | undefined;
    let given = attrs;
    if (node.op === 'Const') {
      const held = node.attrs.get('value');
      value = (held?.kind === 'tensor' && hostTensor(held.value)) || undefined;
      if (!value) return null;
      given = { ...attrs, dtype: value.dtype, shape: value.shape };
    }
    return this.tf.graph.make(node.op, inputs, given, own, controls, value);
  }

  private attrs(node: NodeData, type: string | null): Attrs {
    const declared = type === null ? null : new Set(signatureOf(opOf(type).signature).attrs.map((a) => a.name));
    const out: Record<string, AttrValue> = {};
    for (const [name, a] of node.attrs) {
      if (name === '_class') out._class = this.groups(a);
      else if (name !== '_output_shapes' && name !== 'value' && (name.startsWith('_') || !declared || declared.has(name))) {
        const v = plainAttr(a);
        if (v !== undefined) out[name] = v;
      }
    }
    return out;
  }

  /** Colocations follow their nodes under the prefix, and where these had to get another name. */
  private groups(a: AttrData): AttrValue {
    const all = a.kind === 'list' && a.of === 'string' ? a.values.map((v) => new TextDecoder().decode(v)) : [];
    const named = (name: string): string => {
      const id = this.made.get(name);
      return id === undefined ? `${this.prefix}${name}` : this.tf.graph.name(id);
    };
    const moved = all.map((g) => (g.startsWith('loc:@') ? `loc:@${named(g.slice(5))}` : g));
    return moved.length === 1 ? moved[0] : moved;
  }

  private element(text: string): Tensor | Operation {
    const { graph } = this.tf;
    const missing = (): never => fail('ValueError', `Requested return_element '${text}' not found in graph_def.`);
    const m = /^(.*):(\d+)$/.exec(text);
    const id = this.made.get(m ? m[1] : text) ?? missing();
    if (!m) return new Operation(graph, id);
    const given = this.mapped({ node: m[1], index: Number(m[2]), control: false });
    if (given instanceof Tensor) return given;
    return Number(m[2]) < graph.classOf(id).outputs.length ? new Tensor(graph, id, Number(m[2])) : missing();
  }
}

const canonical = (key: string): string => (key.startsWith('^') || /:\d+$/.test(key) ? key : `${key}:0`);
