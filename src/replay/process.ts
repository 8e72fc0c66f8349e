/** One modelled process of TensorFlow: its graph in nodes, its signatures, its memory, and the seconds that are spent. model.md section 3. */
import { BYTES, COST, runSeconds, runTerms } from '../memory/coefficients.ts';

export class Process {
  nodes: number;
  seconds = 0;
  /** Nodes that came from a .meta file: new names are searched for from before them. */
  imported = 0;
  private grew = false;
  private examined: number;
  /** Bytes of the signatures, and of graphs that a clear left alive. */
  private signatures = 0;
  private kept = 0;
  private saves = 0;
  private known = new Set<string>();
  /** Bytes that live graphs, and signatures, take, and the most that the process ever needed: freed memory is used again and seldom given back. */
  private most = 0;

  /** @param nodes in the graph when the recording begins, all of them seen by a run @param weight of a node in work that goes through the graph, 1 for a perceptron's @param bulk of a node in memory, likewise */
  constructor(nodes: number, private readonly optimised = true, private readonly weight = 1, known: readonly string[] = [], private readonly bulk = 1) {
    this.nodes = this.examined = nodes;
    for (const key of known) this.known.add(key);
  }

  /** Seconds since the last call. */
  take(): number {
    const { seconds } = this;
    this.seconds = 0;
    return seconds;
  }

  spend(seconds: number): void { this.seconds += seconds; }

  build(nodes: number, each: number = COST.buildNode): void {
    this.nodes += nodes;
    this.grew ||= nodes > 0;
    this.spend(nodes * (each + COST.importedName * this.imported));
  }

  gradients(): void { this.spend(COST.gradients + COST.gradientsPerNode * this.nodes); }

  /** @param key of the signature; null: one that never comes again */
  run(key: string | null, executed: number, kernels = 0): void {
    const fresh = key === null || !this.known.has(key);
    if (key !== null) this.known.add(key);
    const terms = runSeconds(runTerms({ nodes: this.nodes * this.weight, grew: this.grew, fresh, executed }, this.optimised));
    this.spend(terms + kernels);
    if (fresh) this.sign(executed);
    this.grew = false;
    this.examined = this.nodes;
    this.most = Math.max(this.most, this.live());
  }

  private sign(executed: number): void { this.signatures += BYTES.signature + BYTES.signatureNode * executed; }

  private live(): number {
    return this.bulk * (BYTES.nodeBuilt * (this.nodes - this.examined) + BYTES.nodeRun * this.examined) + this.signatures + this.kept;
  }

  /** Bytes of main memory that the process has for its graph and has not given back. */
  bytes(): number {
    this.most = Math.max(this.most, this.live());
    return this.most + (this.saves > 0 ? BYTES.saver : 0) + (this.saves > 1 ? BYTES.saverBuffer : 0);
  }

  save(meta: boolean): void {
    this.saves++;
    this.spend(COST.save + (meta ? COST.metaPerNode * this.nodes : 0));
  }
  close(): void { this.spend(COST.reset + COST.closePerNode * this.nodes); }
  collect(dead: number): void { this.spend(COST.collect + COST.collectPerNode * dead); }

  /** What still points at the graph keeps its nodes; its session's part is free. */
  keep(): void { this.kept += this.bulk * BYTES.nodeBuilt * this.nodes; }

  /** The graph is empty and the session new. */
  empty(nodes = 0): void {
    this.nodes = this.examined = nodes;
    this.imported = this.signatures = 0;
    this.grew = false;
    this.known = new Set();
  }

  /** A new session beside the old one, whose signatures stay: its own are new. */
  session(): void { this.known = new Set(); }

  /** The graph has been seen by runs that execute so many nodes, the last of that signature; their time is counted elsewhere. */
  saw(key: string, ...executed: readonly number[]): void {
    this.known.add(key);
    for (const nodes of executed) this.sign(nodes);
    this.grew = false;
    this.examined = this.nodes;
    this.most = Math.max(this.most, this.live());
  }
}
