/** What a script's runs have reached of each of its graphs, and which epoch made what: for the field of its nodes. */
import { Trail } from '../../handout/trail.ts';
import type { Graph } from '../../tf/graph.ts';

export class Trails {
  private readonly trails = new WeakMap<Graph, Trail>();

  of(graph: Graph): Trail {
    let trail = this.trails.get(graph);
    if (!trail) this.trails.set(graph, (trail = new Trail()));
    return trail;
  }

  /** An epoch begins; the graph may be one that an earlier epoch has made. */
  epoch(graph: Graph, epoch: number): void { this.of(graph).epoch(epoch, graph.nodes); }

  /** The first graph of an epoch that has cleared the one before: all of it is that epoch's. */
  cleared(graph: Graph, epoch: number): void { this.of(graph).reset(epoch); }

  /** A run begins: what is there before the first one is the model. */
  runs(graph: Graph): void {
    const trail = this.of(graph);
    if (trail.model[1] === 0) trail.model = [0, graph.nodes];
  }

  ran(graph: Graph, needed: Int32Array): void { this.of(graph).ran(needed); }
}
