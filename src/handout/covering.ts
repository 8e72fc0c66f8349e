/**
 * What every run as told executes in a graph (model.md section 2): all that computes a value, but for what waits for a placeholder
 * that is not fed, and what changes state. A model only: really executed is what TensorFlow executes, so the graph's own masks stay as they are.
 */
import type { Graph } from '../tf/graph.ts';

/** What is asked of a session. */
interface Initialised {
  isInitialised(variable: number): boolean;
}

export class Covering {
  /** Rises whenever old nodes may be judged otherwise than before. */
  version = 0;
  /** How many nodes every run executes. */
  count = 0;
  private bits = new Uint8Array(1024);
  private covered = 0;
  private key = '';
  private session: Initialised | null = null;
  private readonly variables = new Map<number, boolean>();

  constructor(private readonly graph: Graph) {}

  executes(id: number): boolean { return this.bits[id] === 1; }

  /** Brings all up to date after a run: O(new nodes), or O(all) when other nodes are fed, a variable got its value, or another session ran. */
  update(session: Initialised, feeds: ReadonlyMap<number, unknown>): void {
    const { graph } = this;
    const key = [...feeds.keys()].sort((a, b) => a - b).join();
    let changed = session !== this.session || key !== this.key;
    for (const [id, live] of this.variables) if (session.isInitialised(id) !== live) { this.variables.set(id, !live); changed = true; }
    if (changed) {
      this.session = session;
      this.key = key;
      this.covered = 0;
      this.count = 0;
      this.version++;
    }
    if (graph.nodes > this.bits.length) {
      const more = new Uint8Array(Math.max(graph.nodes, this.bits.length * 2));
      more.set(this.bits);
      this.bits = more;
    }
    for (let id = this.covered; id < graph.nodes; id++) {
      const on = this.computes(session, id, feeds);
      this.bits[id] = on ? 1 : 0;
      if (on) this.count++;
    }
    this.covered = graph.nodes;
  }

  private computes(session: Initialised, id: number, feeds: ReadonlyMap<number, unknown>): boolean {
    const { graph } = this;
    const c = graph.classOf(id);
    if (c.op.type === 'VariableV2') {
      const live = session.isInitialised(id);
      this.variables.set(id, live);
      return live || feeds.has(id);
    }
    if (feeds.has(id)) return true;
    if (c.op.changes || c.op.type === 'Placeholder') return false;
    const inputs = c.inputs + c.controls;
    if (c.op.computes === false && inputs === 0) return false;
    const at = graph.edgesAt(id);
    for (let i = 0; i < inputs; i++) if (this.bits[graph.heap.i32[at + i] >>> 4] !== 1) return false;
    return true;
  }
}
