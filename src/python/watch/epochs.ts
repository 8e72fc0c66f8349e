/**
 * The epochs of a watched script: what it builds, runs, saves, clears and reloads goes into the row of the epoch under way, by the account
 * that is played. What comes before an epoch (building, initialising) counts to it; what comes after the last one is in no row.
 */
import type { Executed } from '../../accounts/ledger.ts';
import { EpochRecord } from '../../accounts/record.ts';
import { AsTensorFlow } from '../../accounts/tensorflow.ts';
import { Told } from '../../accounts/told.ts';
import { elementBytes, sizeOf, type Tensor as HostTensor } from '../../engine/dtype.ts';
import type { Run } from '../../engine/run.ts';
import type { Session } from '../../engine/session.ts';
import { fitted } from '../../memory/machines/links.ts';
import { machineFor } from '../../memory/machines/own.ts';
import { bytes as inBytes, count } from '../../lib/format.ts';
import { oversubscribes, type RunConfig } from '../../protocol/config.ts';
import type { EventKind, Phase, RunEvent } from '../../protocol/frame.ts';
import type { CheckpointInfo } from '../../protocol/messages.ts';
import type { Graph } from '../../tf/graph.ts';
import { Graphs } from './graphs.ts';

/** Loss and accuracy of an epoch: means over its runs that fetched them, weighted by the samples that were fed. */
class Mean {
  private sum = 0;
  private weight = 0;
  add(value: number, weight: number): void { this.sum += value * weight; this.weight += weight; }
  take(): number {
    const mean = this.weight > 0 ? this.sum / this.weight : NaN;
    this.sum = this.weight = 0;
    return mean;
  }
}

export class Epochs {
  readonly graphs: Graphs;
  /** Finished epochs; the model that is trained, from 1; session runs of the epoch under way. */
  finished = 0;
  model = 1;
  runs = 0;
  /** Session runs of the last finished epoch. */
  runsPerEpoch = 0;
  checkpoint: CheckpointInfo | null = null;
  readonly loss = new Mean();
  readonly accuracy = new Mean();
  rows: Float64Array[] = [];
  events: RunEvent[] = [];
  private record: EpochRecord;
  private readonly told: boolean;
  private spilled = { main: false, disk: false };
  /** Nodes of savers since the last save, and of what reloads since the last reload. */
  private readonly saverNodes = { save: 0, reload: 0 };
  private saved: { path: string; tensors: ReadonlyMap<string, HostTensor> } | null = null;
  private readonly savedAt = new Map<string, number>();
  private trained = false;
  private learnedSinceSave = false;

  constructor(config: RunConfig) {
    this.told = config.account === 'told';
    const { video, main, policy, page, prefetch, seed, batch } = config;
    const machine = fitted(machineFor(config), config);
    this.graphs = new Graphs((session, graph) => {
      const options = { machine, video, main, policy, page, prefetch, seed, unified: oversubscribes(config), unknown: batch, session };
      return this.told ? new Told({ ...options, graph }) : new AsTensorFlow(options);
    });
    this.record = this.newRecord();
  }

  private newRecord(): EpochRecord { return new EpochRecord(this.finished + 1, this.model, this.graphs.traffic(), true); }

  /** An epoch begins; the row under way becomes its. */
  begin(model: number): void {
    this.model = model;
    this.record.set('model', model);
  }

  /** The epoch is over: its row is ready. */
  finish(): void {
    const kinds = new Map<string, number>();
    let engineBytes = 0;
    for (const { graph } of this.graphs.all()) {
      for (const c of graph.classes) kinds.set(c.kind, (kinds.get(c.kind) ?? 0) + c.count);
      engineBytes += graph.heap.bytes;
    }
    this.graphs.check();
    const row = this.record.close({
      nodes: this.graphs.nodes, kinds, bytes: this.graphs.bytes(), traffic: this.graphs.traffic(), modelled: this.graphs.take(),
      signatures: this.signatures(), engineBytes,
    });
    this.record.set('loss', this.loss.take());
    this.record.set('accuracy', this.accuracy.take());
    this.rows.push(row);
    this.finished++;
    this.runsPerEpoch = this.runs;
    this.runs = 0;
    this.record = this.newRecord();
    this.trained = false;
  }

  private readonly sessions = new Set<Session>();
  private signatures(): number {
    let sum = 0;
    for (const s of this.sessions) {
      if (s.isOpen) sum += s.cachedSignatures;
      else this.sessions.delete(s);
    }
    return sum;
  }

  /** Accounts for nodes that were appended by a call. Returns how many there are. */
  built(graph: Graph, phase: Phase, gradients: number, seconds: number): number {
    const entry = this.graphs.of(graph);
    const nodes = graph.nodes - entry.seen;
    entry.seen = graph.nodes;
    this.record.add('added', nodes);
    this.record.measured(phase, seconds);
    entry.ledger.built(phase, nodes, gradients);
    if (phase === 'save' || phase === 'reload') this.saverNodes[phase] += nodes;
    this.notice();
    return nodes;
  }

  /** Accounts for a run that is complete. Throws RunFailure where the modelled machine cannot hold it. */
  ran(session: Session, run: Run, feeds: ReadonlyMap<number, HostTensor>, seconds: number): void {
    const graph = session.graph as Graph;
    const entry = this.graphs.of(graph);
    this.sessions.add(session);
    entry.ran = true;
    this.runs++;
    const has = (type: string): boolean => run.needed.some((id) => graph.classOf(id).op.type === type);
    const phase: Phase = has('SaveV2') ? 'save' : has('RestoreV2') ? 'reload' : 'execute';
    let total = run.needed.length;
    let executed: Executed = run;
    if (this.told && phase === 'execute') {
      entry.covering.update(session, feeds);
      const { needed, pruned, grew, fresh } = run;
      executed = { needed, pruned, grew, fresh, account: 'all' };
      total = entry.covering.count + needed.reduce((n, id) => n + (entry.covering.executes(id) ? 0 : 1), 0);
    }
    this.record.add('executed', total);
    this.record.add('runs', 1);
    this.record.measured(phase, seconds);
    if (phase === 'execute') {
      const trains = run.needed.some((id) => graph.classOf(id).op.changes);
      if (trains || !this.trained) this.record.set('fetched', run.pruned);
      this.trained ||= trains;
      this.learnedSinceSave ||= trains;
    }
    for (const _ of entry.ledger.ran(executed, phase)) { /* a script does not pause */ }
    if (phase === 'save') this.didSave(entry.ledger);
    if (phase === 'reload') this.didReload(entry.ledger, graph, feeds);
    this.notice();
  }

  /** A checkpoint's tensors are on their way to the disk. */
  writes(path: string, tensors: ReadonlyMap<string, HostTensor>): void {
    this.saved = { path, tensors };
    this.savedAt.set(path, this.finished + (this.runs > 0 ? 1 : 0));
  }

  private didSave(ledger: { saved(bytes: number): void }): void {
    if (!this.saved) return;
    const { path, tensors } = this.saved;
    let bytes = 0;
    for (const t of tensors.values()) bytes += sizeOf(t.shape) * elementBytes(t.dtype);
    this.saved = null;
    this.learnedSinceSave = false;
    ledger.saved(bytes);
    const nodes = this.saverNodes.save;
    this.saverNodes.save = 0;
    this.checkpoint = {
      epoch: this.savedAt.get(path) ?? 0, bytes, origin: 'run',
      variables: [...tensors].map(([name, t]) => ({ name, shape: [...t.shape], slot: false })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
    this.event('save', `Saved a checkpoint of ${inBytes(bytes)}; its saver added ${count(nodes)} nodes.`, { bytes, nodes });
  }

  private didReload(ledger: { reloaded(bytes: number): void }, graph: Graph, feeds: ReadonlyMap<number, HostTensor>): void {
    const path = [...feeds.values()].find((t) => t.dtype === 'string')?.data[0];
    const from = typeof path === 'string' ? (this.savedAt.get(path) ?? 0) : 0;
    const nodes = this.saverNodes.reload;
    this.saverNodes.reload = 0;
    ledger.reloaded(this.checkpoint?.bytes ?? 0);
    const back = from < this.finished ? ` The checkpoint is of epoch ${from}: training goes back to what it knew then.` : '';
    this.event('reload', `Reloaded the model.${back}`, { from, nodes, kept: graph.nodes, back: back !== '' });
  }

  /** The default graph was reset: it is empty. */
  cleared(graph: Graph, next: Graph, seconds: number): void {
    if (graph.nodes === 0 && !this.graphs.has(graph)) return;
    const { nodes } = graph;
    this.graphs.replace(graph, next);
    if (nodes === 0) return;
    this.record.add('cleared', nodes);
    this.record.measured('clear', seconds);
    this.spilled = { main: false, disk: false };
    const { video, main, disk } = this.graphs.bytes();
    const lost = this.learnedSinceSave;
    this.learnedSinceSave = false;
    this.event('clear', `Cleared the session: ${count(nodes)} nodes are gone.${lost ? ' What was learned since the last save went with them.' : ''}`, {
      nodes, nodesAfter: this.graphs.nodes, bytesAfter: video + main + disk, weightsLost: lost,
    });
    this.notice();
  }

  /** Graphs that nothing in Python belongs to any more are gone. */
  dropDead(alive: () => ReadonlySet<Graph>): void {
    if (this.graphs.size < 2) return;
    const nodes = this.graphs.drop(alive());
    if (nodes === 0) return;
    this.record.add('cleared', nodes);
    const { video, main, disk } = this.graphs.bytes();
    this.event('clear', `A graph of ${count(nodes)} nodes is gone: nothing in the script belongs to it any more.`, { nodes, nodesAfter: this.graphs.nodes, bytesAfter: video + main + disk, weightsLost: false, dropped: true });
  }

  event(kind: EventKind, text: string, detail: RunEvent['detail'] = {}): void {
    this.events.push({ epoch: this.finished + 1, run: this.runs, kind, text, detail });
  }

  /** Peaks, and the first spill into a tier. */
  private notice(): void {
    const bytes = this.graphs.bytes();
    this.record.peaks(this.graphs.nodes, bytes);
    for (const tier of ['main', 'disk'] as const) {
      if (bytes[tier] > 0 && !this.spilled[tier] && (this.told || tier === 'disk')) {
        this.event(`spill-${tier}`, `${tier === 'main' ? 'Video memory' : 'Main memory'} is full: the graph spills to ${tier === 'main' ? 'main memory' : 'disk'}.`, { nodes: this.graphs.nodes });
      }
      this.spilled[tier] = bytes[tier] > 0;
    }
  }
}
