/**
 * The account as told: every run executes every node that computes a value, every node keeps its bytes, and bytes spill from
 * video memory to main memory to disk. model.md sections 2, 4, 5.
 */
import type { Graph } from '../engine/graph.ts';
import { ALWAYS } from '../engine/masks.ts';
import { RunFailure } from '../engine/op-def.ts';
import { BYTES, COST } from '../memory/coefficients.ts';
import { moveSeconds } from '../memory/cost.ts';
import { difference } from '../memory/counts.ts';
import type { Machine } from '../memory/machines/machine.ts';
import { Tiers } from '../memory/tiers.ts';
import { TouchTrace } from '../memory/trace.ts';
import type { PolicyId } from '../protocol/config.ts';
import type { Phase } from '../protocol/frame.ts';
import { exhausted } from './exhausted.ts';
import type { Bytes, Executed, Ledger, Memory, Place, Traffic } from './ledger.ts';
import { Phases, type Seconds } from './phases.ts';
import { kernelSeconds, Space } from './space.ts';

/** Items of a trace gone through between two yields. */
const SLICE = 60_000;

export interface ToldOptions { machine: Machine; video: number; main: number; policy: PolicyId; page: number; prefetch: boolean; seed: number; unknown: number; /** Whether video memory may be oversubscribed; it may if not given. */ unified?: boolean; graph: Graph; session(): Place }

export class Told implements Ledger {
  private readonly phases = new Phases();
  private readonly space: Space;
  private readonly tiers: Tiers;
  /** Touches of nodes 0..covered-1: those that run always, and `baked`, others that the last runs executed too. */
  private readonly base = new TouchTrace();
  private readonly tail = new TouchTrace();
  private covered = 0;
  private baked: number[] = [];
  private lastExtra = '';
  private version = -1;
  /** Seconds of one execution of all nodes below `covered` in the base trace. */
  private baseSeconds = 0;
  private readonly classSeconds = new Map<number, number>();

  private video: number;

  constructor(private readonly o: ToldOptions) {
    this.video = o.video;
    this.space = new Space(o.graph, o.page, BYTES.nodeRun, o.unknown);
    this.tiers = new Tiers({ video: o.video, main: o.main, page: o.page, policy: o.policy, seed: o.seed, prefetch: o.prefetch });
  }

  private graph(): Graph { return this.o.session().graph; }
  private always(): (id: number) => boolean {
    const place = this.o.session();
    const { graph } = place;
    return place.executes ? (id) => place.executes!(id) : (id) => (graph.mask(id) & ALWAYS) !== 0;
  }
  add(phase: Phase, seconds: number): void { this.phases.add(phase, seconds); }

  built(phase: Phase, nodes: number, gradients: number): void {
    this.add(phase, nodes * COST.buildNode + gradients * COST.gradients);
    this.extend();
  }
  imported(nodes: number): void {
    this.add('reload', nodes * COST.importPerNode);
    this.extend();
  }

  private extend(): void {
    const before = this.tiers.counts();
    this.space.extend();
    // Without unified memory nothing spills: what is over the capacity is never laid out, and the next run fails.
    this.tiers.grow(this.o.unified === false ? Math.max(this.tiers.totalBytes, Math.min(this.space.bytes, this.video)) : this.space.bytes);
    this.add('move', moveSeconds(difference(this.tiers.counts(), before), this.o.machine));
  }

  /** The first node that finds no room, in TensorFlow's words. */
  private exhausted(): string {
    const graph = this.graph();
    let id = graph.nodes - 1;
    while (id > 0 && this.space.start(id) >= this.video) id--;
    const [{ shape, dtype } = { shape: [], dtype: 'float32' as const }] = graph.classOf(id).outputs;
    return exhausted(graph, id, (shape ?? []).map((d) => d ?? this.o.unknown), dtype);
  }

  *ran(run: Executed, phase: Phase): Generator<void, void> {
    if (this.o.unified === false) {
      if (this.space.bytes > this.video) throw new RunFailure('ResourceExhaustedError', this.exhausted());
      this.tiers.grow(this.space.bytes);
    }
    const before = this.tiers.counts();
    if (run.account === 'all') yield* this.everything(run);
    else this.needed(run);
    for (const trace of [this.base, this.tail]) {
      if (trace.touches === 0 || (trace === this.base && run.account !== 'all')) continue;
      this.tiers.startRun(trace);
      while (!this.tiers.advance(SLICE)) yield;
    }
    const seconds = (run.account === 'all' ? this.baseSeconds : 0) + this.tailSeconds + COST.cachedRun;
    this.add(phase, seconds);
    this.add('move', moveSeconds(difference(this.tiers.counts(), before), this.o.machine));
  }

  private tailSeconds = 0;

  /** A run of what its fetches need only: initialisers, save and restore. */
  private needed(run: Executed): void {
    this.tail.clear();
    this.tailSeconds = 0;
    for (const id of run.needed) {
      this.space.touch(id, this.tail);
      this.tailSeconds += this.cost(id);
    }
  }

  /** Brings the base trace up to date; what differs from run to run goes into the tail. Together: the executed nodes in id order. */
  private *everything(run: Executed): Generator<void, void> {
    const graph = this.graph();
    const session = this.o.session();
    const always = this.always();
    const extra = Array.from(run.needed).filter((id) => !always(id));
    const key = extra.join();
    const below = extra.filter((id) => id < this.covered);
    if (this.version !== session.maskVersion || below.join() !== this.baked.join()) {
      this.reset();
      this.version = session.maskVersion;
    }
    const above = extra.filter((id) => id >= this.covered);
    // Nodes that this run and the last one executed besides are taken for lasting; those of one run only stay in the tail.
    const target = key === this.lastExtra || above.length === 0 ? graph.nodes : above[0];
    this.lastExtra = key;
    const baked = above.filter((id) => id < target);
    yield* this.append(this.base, this.covered, target, new Set(baked), (s) => { this.baseSeconds += s; });
    this.baked.push(...baked);
    this.covered = target;
    this.tail.clear();
    this.tailSeconds = 0;
    yield* this.append(this.tail, target, graph.nodes, new Set(above), (s) => { this.tailSeconds += s; });
  }

  private *append(trace: TouchTrace, from: number, to: number, extra: ReadonlySet<number>, spend: (seconds: number) => void): Generator<void, void> {
    const always = this.always();
    for (let id = from; id < to; id++) {
      if (always(id) || extra.has(id)) {
        this.space.touch(id, trace);
        spend(this.cost(id));
      }
      if ((id & 0x3fff) === 0x3fff) yield;
    }
  }

  private cost(id: number): number {
    const graph = this.graph();
    const c = graph.classOf(id);
    let seconds = this.classSeconds.get(c.id);
    if (seconds === undefined) {
      seconds = COST.executedNode + kernelSeconds(graph, id, c, this.o.unknown, this.o.machine.flops, this.o.machine.videoBandwidth);
      this.classSeconds.set(c.id, seconds);
    }
    return seconds;
  }

  private reset(): void {
    this.base.clear();
    this.covered = 0;
    this.baked = [];
    this.baseSeconds = 0;
  }

  saved(bytes: number): void { this.add('save', COST.save + COST.metaPerNode * this.space.nodes + bytes / this.o.machine.diskLink.write); }
  reloaded(bytes: number): void { this.add('reload', COST.rebuild + COST.restore + COST.firstRun + bytes / this.o.machine.diskLink.read); }

  cleared(nodes: number): void {
    this.add('clear', COST.reset + COST.collect + nodes * (COST.closePerNode + COST.collectPerNode));
    this.tiers.clear();
    this.space.clear(this.graph());
    this.reset();
    this.tail.clear();
    this.classSeconds.clear();
    this.version = -1;
    this.lastExtra = '';
  }

  resize(video: number, main: number): void {
    this.video = video;
    const before = this.tiers.counts();
    this.tiers.resize(video, main);
    this.add('move', moveSeconds(difference(this.tiers.counts(), before), this.o.machine));
  }
  setPolicy(policy: PolicyId): void { this.tiers.setPolicy(policy); }
  bytes(): Bytes { return { ...this.tiers.bytes(), held: 0, kept: 0, returned: 0, graphDef: 0 }; }
  memory(): Memory {
    return { tiers: this.tiers, traces: [this.base, this.tail], top: 0, size: (id) => this.space.size(this.graph().classOf(id)), pieces: null, device: null };
  }
  traffic(): Traffic {
    const { upVideo, downVideo, upMain, downMain, touches, faults } = this.tiers.counts();
    return { upVideo, downVideo, upMain, downMain, touches, faults };
  }
  take(): Seconds { return this.phases.take(); }
  check(): void { this.tiers.check(); }
}
