/** Stretches of nodes in the engine that executes them for another one: in one graph of its own, with what comes from the other one fed. */
import type { Numbers, Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import type { Shipment } from './helper.ts';
import type { Output } from './op-def.ts';
import { Session } from './session.ts';

interface Made { from: number; to: number; parts: number; fed: number[] }

export class Stretches {
  private readonly graph = new Graph();
  private readonly session = new Session(this.graph, new Map());
  private readonly made: Made[] = [];
  private readonly data: Numbers[] = [];
  /** Placeholders by what they stand for, and what was fed to each last: every run feeds all, since a run with others fed looks at all nodes anew. */
  private readonly placeholders = new Map<string, number>();
  private readonly feeds = new Map<number, Tensor>();

  /** @param keeps whether values are kept, to be looked at; nobody else asks for them. */
  constructor(keeps = false) { this.session.drops = !keeps; }

  /** Makes the nodes of a stretch; its number. Throws OutOfMemory. */
  add({ parts, count, fed, data }: Shipment): number {
    const { graph } = this;
    this.data.push(...data);
    // Between the values of nodes, data would keep them from lying at even distances.
    for (const each of data) graph.heap.share(each);
    const placeholders = fed.map(({ id, index, dtype, shape }) => {
      const key = `${id}:${index}`;
      const known = this.placeholders.get(key);
      if (known !== undefined) return known;
      const made = graph.add('Placeholder', 'fed', 0, [], { dtype, shape });
      this.placeholders.set(key, made);
      this.feeds.set(made, { dtype, shape: shape as number[], data: new Float32Array(graph.staticOf({ id: made, index: 0 }).size) });
      return made;
    });
    const from = graph.nodes;
    const own: number[] = [];
    for (let i = 0; i < count; i++) {
      parts.forEach(({ type, leaf, attrs, inputs, which }, j) => {
        const outputs = inputs.map(({ from: place, at, index }): Output => ({ id: place === 'own' ? own[at] : placeholders[at], index }));
        const c = graph.intern(type, leaf, outputs, 0, attrs);
        own[j] = graph.append(c, 0, 0, outputs, [], which ? graph.heap.share(this.data[which[i]]) : 0);
      });
    }
    return this.made.push({ from, to: graph.nodes, parts: parts.length, fed: placeholders }) - 1;
  }

  /** Executes a stretch once with whatever was fed last: code is compiled and memory touched before anybody waits for it. */
  rehearse(stretch: number): void {
    this.run(stretch, this.made[stretch].fed.map((id) => this.feeds.get(id)!.data as Float32Array));
  }

  /** Executes every node of a stretch with these values fed; how many there are. */
  run(stretch: number, values: readonly Float32Array[]): number {
    const { from, to, fed } = this.made[stretch];
    fed.forEach((id, k) => { this.feeds.set(id, { ...this.feeds.get(id)!, data: values[k] }); });
    const run = this.session.run([], [], this.feeds, 'all', true, { from, to });
    while (!run.advance(Infinity)) { /* on */ }
    if (run.executed !== to - from) throw new Error(`internal: ${run.executed} nodes executed of ${to - from}`);
    return to - from;
  }

  /** A copy of the value of node `j` of instance `i`. */
  value(stretch: number, i: number, j: number): Float32Array {
    const { from, parts } = this.made[stretch];
    const id = from + i * parts + j;
    const at = this.graph.valueOf(id) >> 2;
    return this.graph.heap.f32.slice(at, at + (this.graph.classOf(id).bytes >> 2));
  }
}
