// A session's columns as a graph to be looked at: millions of nodes without an object or a text for each.
import type { NodeData } from '../graphdef/model.ts';
import { nodeBytes, utf8Size, varintSize } from '../graphdef/size.ts';
import type { Link, NodeColumn, NodeTable } from '../protocol/graph-view.ts';
import { type Edges, type GraphIndex, once, turned } from './graph-index.ts';
import { type ScopeTree, scopesOf, treeOf } from './scopes.ts';
import { baseOf } from './series.ts';

/** @param templates the nodes that `table.templates` holds */
export function indexTable(table: NodeTable, templates: readonly NodeData[]): GraphIndex {
  const { template, scope, number, start, from, output, leaves, scopes } = table;
  const count = template.length;
  const leaf = (i: number): string => (number[i] === 0 ? leaves[template[i]] : `${leaves[template[i]]}_${number[i]}`);
  const name = (i: number): string => (scopes[scope[i]] === '' ? leaf(i) : `${scopes[scope[i]]}/${leaf(i)}`);
  const links = (i: number): Link[] => {
    const all = Array.from(from.subarray(start[i], start[i + 1]), (node, k) => ({ node, output: output[start[i] + k] }));
    const text = ({ node, output: o }: (typeof all)[number]): Link => ({ node, text: `${o < 0 ? '^' : ''}${node < 0 ? '?' : name(node)}${o > 0 ? `:${o}` : ''}` });
    const controls = all.filter((one) => one.output < 0).map(text);
    return [...all.filter((one) => one.output >= 0).map(text), ...controls.sort((a, b) => (a.text < b.text ? -1 : 1))];
  };
  const ops: string[] = [];
  const opOf = templates.map(({ op }) => numbered(ops, op));
  const op = spread(Uint32Array.from(opOf), template, new Uint32Array(count));
  const control = new Uint8Array(output.length);
  // As bits: the sign of -1, and no branch.
  for (let e = 0; e < output.length; e++) control[e] = output[e] >>> 31;
  const inputs: Edges = { start, node: from, control };
  const tree = leaves.some((text) => text.includes('/')) ? scopesOf({ [Symbol.iterator]: () => each(count, name) }, count) : treeOfTable(table);
  return {
    count,
    ops,
    op,
    bytes: sizes(table, templates),
    base: bases(table, tree),
    inputs,
    users: once(() => turned(inputs, count)),
    tree,
    name,
    node: (i) => ({ ...templates[template[i]], name: name(i), inputs: links(i).map(({ text }) => text) }),
    links,
  };
}

/** What each template has, for each node. */
export function spread<T extends Uint8Array | Uint32Array>(of: NodeColumn['of'], template: Uint32Array, out: T): T {
  for (let i = 0; i < out.length; i++) out[i] = of[template[i]];
  return out;
}

/** The place of a text in a list of few, put there if it is new. */
function numbered(list: string[], text: string): number {
  const at = list.indexOf(text);
  return at >= 0 ? at : list.push(text) - 1;
}

function* each(count: number, name: (i: number) => string): Generator<string, undefined> {
  for (let i = 0; i < count; i++) yield name(i);
}

/** Bytes of each NodeDef: its template's, its name's, and those of the names that its inputs give. */
function sizes({ template, scope, number, start, from, output, leaves, scopes }: NodeTable, templates: readonly NodeData[]): Uint32Array<ArrayBuffer> {
  const count = template.length;
  const scopeSize = Uint32Array.from(scopes, (text) => (text === '' ? 0 : utf8Size(text) + 1));
  const leafSize = Uint32Array.from(leaves, utf8Size);
  const rest = Uint32Array.from(templates, nodeBytes);
  const named = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const n = number[i];
    named[i] = scopeSize[scope[i]] + leafSize[template[i]] + (n === 0 ? 0 : 1 + digits(n));
  }
  const bytes = new Uint32Array(count);
  for (let i = 0, e = 0; i < count; i++) {
    const own = named[i];
    let size = rest[template[i]] + own + (own < 128 ? 2 : 1 + varintSize(own));
    for (const last = start[i + 1]; e < last; e++) {
      const other = from[e];
      if (other < 0) continue;
      const o = output[e];
      const text = named[other] + (o === 0 ? 0 : o < 0 ? 1 : 1 + digits(o));
      size += text + (text < 128 ? 2 : 1 + varintSize(text));
    }
    bytes[i] = size;
  }
  return bytes;
}

function digits(value: number): number {
  if (value < 1e3) return value < 10 ? 1 : value < 100 ? 2 : 3;
  if (value < 1e6) return value < 1e4 ? 4 : value < 1e5 ? 5 : 6;
  return value < 1e7 ? 7 : value < 1e8 ? 8 : value < 1e9 ? 9 : 10;
}

/** By the text of the leaf; a node that is its scope's own stands for itself. */
function bases({ template, scope, number, leaves, scopes }: NodeTable, tree: ScopeTree): Uint32Array<ArrayBuffer> {
  const texts = new Map<string, number>();
  const id = (text: string): number => {
    let known = texts.get(text);
    if (known === undefined) texts.set(text, (known = texts.size));
    return known;
  };
  const numberedBase = Uint32Array.from(leaves, id);
  const plainBase = Uint32Array.from(leaves, (text) => id(baseOf(text)));
  const own = id('');
  const depths = Uint32Array.from(tree.names, ({ length }) => length);
  const around = Uint32Array.from(scopes, ({ length }) => length);
  const { scopeOf } = tree;
  const base = new Uint32Array(template.length);
  for (let i = 0; i < base.length; i++) {
    const t = template[i];
    base[i] = depths[scopeOf[i]] > around[scope[i]] ? own : number[i] === 0 ? plainBase[t] : numberedBase[t];
  }
  return base;
}

/** The tree that `scopesOf` makes of the names, found without them. */
function treeOfTable({ template, scope, number, leaves, scopes }: NodeTable): ScopeTree {
  // A name for each scope stands for its nodes: the scopes around it follow from it.
  const made = scopesOf(scopes.map((text) => `${text}/\0`), scopes.length);
  const { names, parents } = made;
  const count = template.length;
  const scopeOf = new Int32Array(count);
  const texts: string[] = [];
  const seen = new Map<string, number>();
  const leafOf = Int32Array.from(leaves, (text) => {
    let known = seen.get(text);
    if (known === undefined) seen.set(text, (known = texts.push(text) - 1));
    return known;
  });
  const around = Int32Array.from(scopes, (_, s) => made.scopeOf[s]);
  const inner = new Triples(2 * names.length);
  const holds = new Uint8Array(names.length);
  for (let s = 1; s < names.length; s++) {
    const last = names[s].slice(parents[s] === 0 ? 0 : names[parents[s]].length + 1);
    holds[parents[s]] = 1;
    const whole = seen.get(last);
    if (whole !== undefined) inner.set(parents[s], whole, 0, s);
    const base = baseOf(last);
    const part = base === last || last[base.length + 1] === '0' ? undefined : seen.get(base);
    if (part !== undefined) inner.set(parents[s], part, Number(last.slice(base.length + 1)), s);
  }
  for (let i = 0; i < count; i++) {
    const at = around[scope[i]];
    const own = holds[at] ? inner.get(at, leafOf[template[i]], number[i]) : -1;
    scopeOf[i] = own < 0 ? at : own;
  }
  return treeOf(names, parents, scopeOf);
}

/** Numbers by three numbers. */
class Triples {
  private readonly mask: number;
  private readonly keys: Int32Array;
  private readonly values: Int32Array;

  constructor(most: number) {
    let slots = 16;
    while (slots < 2 * most) slots *= 2;
    this.mask = slots - 1;
    this.keys = new Int32Array(3 * slots);
    this.values = new Int32Array(slots).fill(-1);
  }

  set(a: number, b: number, c: number, value: number): void {
    const slot = this.slot(a, b, c);
    this.keys.set([a, b, c], 3 * slot);
    this.values[slot] = value;
  }

  /** -1 where there is none. */
  get(a: number, b: number, c: number): number {
    return this.values[this.slot(a, b, c)];
  }

  private slot(a: number, b: number, c: number): number {
    const { keys, values, mask } = this;
    let hash = Math.imul(a ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(b ^ 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(c ^ 0x165667b1, 0x27d4eb2f);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      if (values[slot] < 0 || (keys[3 * slot] === a && keys[3 * slot + 1] === b && keys[3 * slot + 2] === c)) return slot;
    }
  }
}
