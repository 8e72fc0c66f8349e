/**
 * Stretches of a graph that another engine executes at the same time: such as nothing outside of them uses, so that their values need
 * not come back. The other engine makes the same nodes in a graph of its own, with what they use of this one fed to placeholders.
 */
import type { Attrs, Output } from './op-def.ts';
import type { DType, Numbers, Shape } from './dtype.ts';
import type { Graph } from './graph.ts';
import type { Template } from './templates.ts';

/** A node of each instance. An input is a node of the instance, or one that is fed. */
interface Part { type: string; leaf: string; attrs: Attrs; inputs: { from: 'own' | 'fed'; at: number; index: number }[]; /** Of constants: which of all data sent so far each instance has. */ which: Int32Array | null }
/** A stretch as plain data, for another thread. `fed`: nodes of this graph by their ids; `data`: what was not sent before. */
export interface Shipment { parts: Part[]; count: number; fed: { id: number; index: number; dtype: DType; shape: Shape }[]; data: Numbers[] }
/** What is sent, and where the values to feed are found in each run. */
export interface Shipped { shipment: Shipment; fed: Output[] }

/**
 * Describes a stretch, or null where it cannot go: instances that use one another, or values that are no plain float32. `known`: data
 * sent so far, by address; it comes to have this stretch's.
 */
export function describe(graph: Graph, t: Template, known: Map<number, number>): Shipped | null {
  const fed: Output[] = [];
  const fresh: { address: number; bytes: number }[] = [];
  const parts: Part[] = [];
  if (!plain(graph, t)) return null;
  for (let j = 0; j < t.period; j++) {
    const c = graph.classOf(t.from + j);
    const inputs: Part['inputs'] = [];
    for (let i = 0; i < c.inputs; i++) {
      // Of the second instance: there own nodes are told from those before the stretch.
      const o = graph.input(t.from + t.period + j, i);
      const own = o.id - t.from - t.period;
      inputs.push(own >= 0 ? { from: 'own', at: own, index: o.index } : { from: 'fed', at: place(fed, o), index: 0 });
    }
    let which: Int32Array | null = null;
    if (c.op.type === 'Const') {
      which = new Int32Array(t.count);
      for (let i = 0; i < t.count; i++) {
        const id = t.from + i * t.period + j;
        const address = graph.valueOf(id);
        let at = known.get(address);
        if (at === undefined) {
          known.set(address, (at = known.size));
          fresh.push({ address, bytes: c.bytes });
        }
        which[i] = at;
      }
    }
    parts.push({ type: c.op.type, leaf: c.leaf, attrs: c.attrs, inputs, which });
  }
  const { f32 } = graph.heap;
  const data = fresh.map(({ address, bytes }) => f32.slice(address >> 2, (address + bytes) >> 2));
  return { shipment: { parts, count: t.count, fed: fed.map((o) => ({ ...o, dtype: 'float32', shape: graph.staticOf(o).shape! })), data }, fed };
}

/** Whether each node computes plain float32 from its instance and from plain float32 before the stretch, and no more. */
function plain(graph: Graph, t: Template): boolean {
  for (let j = 0; j < t.period; j++) {
    const c = graph.classOf(t.from + j);
    if (c.controls > 0 || c.outputs.some((s) => s.dtype !== 'float32') || (c.inputs === 0 && c.op.type !== 'Const')) return false;
    for (let i = 0; i < c.inputs; i++) {
      const o = graph.input(t.from + t.period + j, i);
      if (o.id >= t.from + t.period) continue;
      const { dtype, size } = graph.staticOf(o);
      if (o.id !== graph.input(t.from + j, i).id || o.id >= t.from || dtype !== 'float32' || size < 0) return false;
    }
  }
  return true;
}

function place(list: Output[], o: Output): number {
  const at = list.findIndex(({ id, index }) => id === o.id && index === o.index);
  return at >= 0 ? at : list.push(o) - 1;
}

/** Values to feed, as they are now. */
export function feedsOf(graph: Graph, fed: readonly Output[]): Float32Array<ArrayBuffer>[] {
  return fed.map((o) => {
    const at = (graph.valueOf(o.id) + graph.classOf(o.id).offsets[o.index]) >> 2;
    return graph.heap.f32.slice(at, at + graph.staticOf(o).size);
  });
}

/** What a run took in its own engine. */
export interface Own {
  /** Nodes executed, and the seconds in which. */
  nodes: number;
  seconds: number;
  /** Seconds in which it was busy with the run, executing nodes or not. */
  busy: number;
}

/** Another engine, as a run sees it. */
export interface Helper {
  /** Whether it executes a stretch in `run`; it has then begun. */
  begins(graph: Graph, t: Template, run: object): boolean;
  /** Stretches begun and not over. */
  readonly pending: number;
  /** Takes back those that it will not finish: to be executed here. */
  lost(): Template[];
  /** A run is complete, of which `away` nodes were executed there. Returns the seconds that it took there. */
  ended(own: Own, away: number): number;
}
