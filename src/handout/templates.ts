/**
 * What nodes have in common, written once: op, attributes, constants' values. A leaky graph has a million nodes and a hundred of these.
 * Constants with equal values share one; a constant's value lies in the engine's memory and is compared there.
 */
import type { OpClass } from '../engine/graph.ts';
import type { Graph } from '../tf/graph.ts';
import { nodeData } from '../tf/graphdef/export.ts';
import { givenNode } from '../tf/graphdef/opaque.ts';
import { encoded, Parts } from './parts.ts';

/** Values of which it is remembered where they lie. */
const REMEMBERED = 4_096;

export class Templates {
  /** The first node of each, and its leaf. */
  readonly first: number[] = [];
  readonly leaves: string[] = [];
  private readonly written = new Parts();
  /** By class; -1 where the class does not say all. */
  private readonly byClass: (number | undefined)[] = [];
  private readonly byText = new Map<string, number>();
  private readonly byValue = new Map<number, number>();
  /** Addresses, their classes and templates: values that many constants share are not gone through again. */
  private readonly seen = new Float64Array(REMEMBERED).fill(-1);
  private readonly seenAs = new Uint32Array(REMEMBERED);

  constructor(private readonly graph: Graph) {}

  get bytes(): number { return this.written.bytes; }

  /** The template of a node. */
  of(id: number, c: OpClass): number {
    const known = this.byClass[c.id];
    if (known !== undefined && known >= 0) return known;
    if (c.op.type === 'Const') return this.constant(id, c);
    if (known === undefined) {
      // A node that a file gave has attributes of its own; groups of colocation are found by node.
      const own = c.attrs._class !== undefined || givenNode(this.graph, id) !== undefined;
      if (!own) return (this.byClass[c.id] = this.make(id, c));
      this.byClass[c.id] = -1;
    }
    return givenNode(this.graph, id) ? this.make(id, c) : this.named(`${c.id} ${this.graph.groups(id).join()}`, id, c);
  }

  /** A GraphDef of all templates, in pieces. */
  parts(producer: number): ArrayBuffer[] {
    this.written.add(encoded({ nodes: [], producer, minConsumer: 0 }));
    return this.written.list();
  }

  private make(id: number, c: OpClass): number {
    this.written.add(encoded({ nodes: [{ ...nodeData(this.graph, id), name: '', inputs: [] }], producer: 0, minConsumer: 0 }));
    this.leaves.push(c.leaf);
    return this.first.push(id) - 1;
  }

  private named(key: string, id: number, c: OpClass): number {
    let template = this.byText.get(key);
    if (template === undefined) this.byText.set(key, (template = this.make(id, c)));
    return template;
  }

  private constant(id: number, c: OpClass): number {
    if (c.outputs[0].dtype === 'string') return this.named(`${c.id} ${JSON.stringify(this.graph.strings.get(id))}`, id, c);
    const address = this.graph.valueOf(id);
    const slot = ((address >>> 2) ^ (c.id << 4)) & (REMEMBERED - 1);
    const place = address + c.id * 2 ** 32;
    if (this.seen[slot] === place) return this.seenAs[slot];
    const template = this.byContent(id, c, address);
    this.seen[slot] = place;
    this.seenAs[slot] = template;
    return template;
  }

  private byContent(id: number, c: OpClass, address: number): number {
    const { u8, i32 } = this.graph.heap;
    const whole = c.bytes >> 2;
    let [a, b] = [c.id ^ 0x811c9dc5, c.id];
    for (let i = address >> 2, end = i + whole; i < end; i++) {
      a = Math.imul(a ^ i32[i], 0x01000193);
      b = Math.imul(b ^ i32[i], 0x9e3779b1) ^ (b >>> 15);
    }
    const key = (a >>> 0) * 2 ** 20 + (b >>> 12);
    const known = this.byValue.get(key);
    if (known === undefined) {
      const template = this.make(id, c);
      this.byValue.set(key, template);
      return template;
    }
    // Two values may have one key.
    const other = this.first[known];
    const at = this.graph.valueOf(other);
    let same = this.graph.classOf(other) === c;
    for (let i = 0; same && i < c.bytes; i++) same = u8[at + i] === u8[address + i];
    return same ? known : this.make(id, c);
  }
}
