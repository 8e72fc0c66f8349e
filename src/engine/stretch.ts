/** A stretch of nodes in the engine that executes it for another one: a graph of its own, with what comes from the other one fed. */
import type { Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import type { Shipment } from './helper.ts';
import type { Output } from './op-def.ts';
import { Session } from './session.ts';

export class Stretch {
  private readonly graph = new Graph();
  private readonly session = new Session(this.graph, new Map());
  private readonly placeholders: number[];
  private readonly nodes: number;

  /** @param keeps whether values are kept, to be looked at; nobody else asks for them. */
  constructor({ parts, count, fed, data }: Shipment, keeps = false) {
    this.session.drops = !keeps;
    const { graph } = this;
    this.placeholders = fed.map(({ dtype, shape }) => graph.add('Placeholder', 'fed', 0, [], { dtype, shape }));
    const own: number[] = [];
    for (let i = 0; i < count; i++) {
      parts.forEach(({ type, leaf, attrs, inputs, which }, j) => {
        const from = inputs.map(({ from: place, at, index }): Output => ({ id: place === 'own' ? own[at] : this.placeholders[at], index }));
        const c = graph.intern(type, leaf, from, 0, attrs);
        own[j] = graph.append(c, 0, 0, from, [], which ? graph.heap.share(data[which[i]]) : 0);
      });
    }
    this.nodes = count * parts.length;
  }

  /** Executes every node with these values fed; how many there are. */
  run(values: readonly Float32Array[]): number {
    const feeds = new Map<number, Tensor>(this.placeholders.map((id, k) => {
      const { dtype, shape } = this.graph.staticOf({ id, index: 0 });
      return [id, { dtype, shape: shape as number[], data: values[k] }];
    }));
    const run = this.session.run([], [], feeds, 'all');
    while (!run.advance(Infinity)) { /* on */ }
    if (run.executed !== this.nodes + this.placeholders.length) throw new Error(`internal: ${run.executed} nodes executed of ${this.nodes}`);
    return this.nodes;
  }

  /** A copy of the value of node `j` of instance `i`. */
  value(i: number, j: number, parts: number): Float32Array {
    const id = this.placeholders.length + i * parts + j;
    const at = this.graph.valueOf(id) >> 2;
    return this.graph.heap.f32.slice(at, at + (this.graph.classOf(id).bytes >> 2));
  }
}
