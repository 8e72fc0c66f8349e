/**
 * A run of the engine written down node by node and run by run, in the words of a recording of real TensorFlow: for tests that
 * compare the two. Not part of the page.
 */
import type { Graph } from '../engine/graph.ts';
import type { Output } from '../engine/op.ts';
import type { Run } from '../engine/run.ts';
import type { Session } from '../engine/session.ts';
import type { Digits } from '../programs/program.ts';
import type { RunConfig } from '../protocol/config.ts';
import type { Graph as TfGraph } from '../tf/graph.ts';
import { listNode as wholeNode } from '../tf/listing.ts';
import { Runner } from './runner.ts';

/** A node: `inputs` as in a GraphDef, control inputs last and sorted; `attrs` as far as the engine keeps them. */
export interface ListedNode {
  name: string;
  op: string;
  inputs: string[];
  attrs: Record<string, unknown>;
  /** Static shape of each output; null: unknown size, or unknown rank. */
  shapes: (readonly (number | null)[] | null)[];
  /** A constant's numbers or strings. */
  values?: (number | string | boolean)[];
}

export interface ListedRun {
  graph: number;
  /** Nodes in the graph when the run began. */
  nodes: number;
  fetches: string[];
  feeds: string[];
  /** Ancestors of the fetches, without what is fed. */
  pruned: number;
  /** Numbers fetched, by name of the output. */
  values: Record<string, number[]>;
}

export interface Listing { graphs: ListedNode[][]; runs: ListedRun[] }

const tensorName = (graph: Graph, o: Output): string => `${graph.name(o.id)}:${o.index}`;

/** The op that a node is colocated with. The engine keeps 'input 0' for an op, TensorFlow the op that this input itself sits with. */
function colocation(graph: Graph, id: number): string {
  const own = graph.classOf(id).attrs['_class'];
  if (own === 'input 0') return colocation(graph, graph.input(id, 0).id);
  return typeof own === 'string' ? own : `loc:@${graph.name(id)}`;
}

/** The same with every attribute that TensorFlow gives a node. */
function whole(graph: TfGraph, id: number): ListedNode {
  const { name, op, inputs, attrs, shapes } = wholeNode(graph, id);
  return { name, op, inputs: [...inputs], attrs: { ...attrs }, shapes: [...shapes] };
}

function listNode(graph: Graph, id: number): ListedNode {
  const c = graph.classOf(id);
  const at = graph.edgesAt(id);
  const data = Array.from({ length: c.inputs }, (_, i) => graph.tensorName(graph.input(id, i)));
  const controls = Array.from({ length: c.controls }, (_, i) => `^${graph.name(graph.heap.i32[at + c.inputs + i] >>> 4)}`).sort();
  const attrs: Record<string, unknown> = { ...c.attrs };
  if (attrs['_class'] !== undefined) attrs['_class'] = colocation(graph, id);
  const constant = graph.constantValue({ id, index: 0 });
  return {
    name: graph.name(id), op: c.op.type, inputs: [...data, ...controls], attrs, shapes: c.outputs.map((s) => s.shape),
    ...(constant ? { values: Array.from<number | string>(constant.data as ArrayLike<number | string>) } : {}),
  };
}

const list = (graph: TfGraph, all: boolean): ListedNode[] => Array.from({ length: graph.nodes }, (_, id) => (all ? whole(graph, id) : listNode(graph, id)));

/** Session that writes its runs down. */
class Listed {
  readonly listing: Listing = { graphs: [], runs: [] };
  private readonly graphs: Graph[] = [];

  constructor(private readonly all: boolean) {}


  private index(graph: Graph): number {
    if (!this.graphs.includes(graph)) this.graphs.push(graph);
    return this.graphs.indexOf(graph);
  }

  /** Keeps a graph as it is now; the last time counts. */
  keep(graph: TfGraph): void { this.listing.graphs[this.index(graph)] = list(graph, this.all); }

  watch(session: Session): void {
    const { graph } = session;
    const plain = session.run.bind(session);
    session.run = (fetches, targets, feeds, account, real) => {
      const run: Run = plain(fetches, targets, feeds, account, real);
      const entry: ListedRun = {
        graph: this.index(graph), nodes: graph.nodes,
        fetches: [...fetches.map((o) => tensorName(graph, o)), ...targets.map((id) => graph.name(id))],
        feeds: [...feeds.keys()].map((id) => `${graph.name(id)}:0`).sort(), pruned: run.needed.filter((id) => !feeds.has(id)).length, values: {},
      };
      this.listing.runs.push(entry);
      const advance = run.advance.bind(run);
      run.advance = (limit) => {
        const over = advance(limit);
        if (over) for (const o of fetches) {
          const { data } = run.fetch(o);
          if (typeof data[0] === 'number') entry.values[tensorName(graph, o)] = Array.from(data as ArrayLike<number>);
        }
        return over;
      };
      return run;
    };
  }
}

/** Runs a config to its end and lists it; `all`: with all attributes. Throws the run's error if it stops with one. */
export function listingOf(config: RunConfig, digits: Digits, all = false): Listing {
  const listed = new Listed(all);
  const runner = new Runner(config, [], digits, { now: () => 0, frame: () => undefined, event: () => undefined });
  listed.watch(runner.session);
  const reset = runner.reset.bind(runner);
  runner.reset = () => {
    listed.keep(runner.tf.graph);
    const nodes = reset();
    listed.watch(runner.session);
    return nodes;
  };
  for (const boundary of runner.steps()) {
    if (boundary === 'error') throw new Error(runner.error?.message);
    if (boundary === 'done') break;
  }
  if (runner.tf.graph.nodes > 0) listed.keep(runner.tf.graph);
  return listed.listing;
}
