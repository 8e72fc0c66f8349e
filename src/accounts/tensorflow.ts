/**
 * The account of TensorFlow 1.x: a run executes the ancestors of its fetches; a grown graph and a new signature cost what was
 * measured; the graph sits in main memory, tensors in video memory; the operating system swaps. model.md section 3.
 */
import type { Graph } from '../engine/graph.ts';
import { RunFailure } from '../engine/op-def.ts';
import { BYTES, compile, COST, grownPerNode } from '../memory/coefficients.ts';
import { moveSeconds } from '../memory/cost.ts';
import { difference, noCounts } from '../memory/counts.ts';
import type { Machine } from '../memory/machines/machine.ts';
import { Tiers } from '../memory/tiers.ts';
import { TouchTrace } from '../memory/trace.ts';
import type { PolicyId } from '../protocol/config.ts';
import type { Phase } from '../protocol/frame.ts';
import { UnifiedMemory } from './device.ts';
import { exhausted } from './exhausted.ts';
import type { Bytes, Executed, Ledger, Memory, Place, Traffic } from './ledger.ts';
import { Phases, type Seconds } from './phases.ts';
import { elementBytes } from '../engine/dtype.ts';
import { kernelSeconds, outputBytes } from './space.ts';

const SLICE = 60_000;
/** The disk never fills: its capacity only has to be a number. */
const ENDLESS = 2 ** 50;

interface Needs { kernels: number; constants: number; temporaries: number }

export interface TensorFlowOptions { machine: Machine; video: number; main: number; policy: PolicyId; page: number; prefetch: boolean; seed: number; unknown: number; /** Whether video memory may be oversubscribed. */ unified?: boolean; session(): Place }

export class AsTensorFlow implements Ledger {
  private readonly phases = new Phases();
  /** Main memory in pages; below it the swap space: the two upper tiers of the simulator. */
  private swap: Tiers;
  private scan = new TouchTrace();
  /** Nodes that a run has examined, and executed nodes of all cached signatures. */
  private examined = 0;
  private cached = 0;
  /** Bytes of device memory: constants of cached signatures, and the most that a run needed besides. */
  private constants = 0;
  private device = 0;
  private held = 0;
  private readonly known = new WeakMap<Int32Array, Needs>();
  private video: number;
  /** Pages that a clear leaves out of the scan start anew with every graph. */
  private scanned = 0;

  /** Device memory where it may be oversubscribed; what it takes of main memory the graph has not. */
  private readonly unified: UnifiedMemory | null;
  private main: number;

  constructor(private readonly o: TensorFlowOptions) {
    this.video = o.video;
    this.main = o.main;
    this.swap = this.tiers(o.main, o.policy);
    this.unified = o.unified === true ? new UnifiedMemory({ ...o, main: ENDLESS }) : null;
  }

  private tiers(main: number, policy: PolicyId): Tiers {
    return new Tiers({ video: main, main: ENDLESS, page: this.o.page, policy, seed: this.o.seed, prefetch: this.o.prefetch });
  }
  private graph(): Graph { return this.o.session().graph; }
  add(phase: Phase, seconds: number): void { this.phases.add(phase, seconds); }

  /** Main memory that the live graph and its signatures take. */
  private live(): number {
    const nodes = this.graph().nodes;
    return BYTES.nodeBuilt * (nodes - this.examined) + BYTES.nodeRun * this.examined + BYTES.signatureNode * this.cached;
  }

  private grow(): void {
    const before = this.swap.counts();
    this.swap.grow(Math.max(this.swap.totalBytes, Math.round(this.live())));
    this.move(before);
  }

  /** Seconds of swapping since `before`: the upper link of the simulator is the disk here. */
  private move(before: ReturnType<Tiers['counts']>): void {
    const d = difference(this.swap.counts(), before);
    const moves = { upVideo: 0, downVideo: 0, faultGroups: 0, upMain: d.upVideo, downMain: d.downVideo, upMainGroups: d.faultGroups, downMainGroups: d.downVideoGroups };
    this.add('move', moveSeconds(moves, this.o.machine));
  }

  built(phase: Phase, nodes: number, gradients: number): void {
    this.add(phase, nodes * COST.buildNode + gradients * (COST.gradients + COST.gradientsPerNode * this.graph().nodes));
    this.grow();
  }

  *ran(run: Executed, phase: Phase): Generator<void, void> {
    const graph = this.graph();
    const n = graph.nodes;
    const p = run.pruned;
    this.add(phase, COST.cachedRun);
    if (run.grew > 0) this.add(phase === 'execute' ? 'extend' : phase, grownPerNode(n) * n);
    if (run.fresh) this.add(phase === 'execute' ? 'prepare' : phase, COST.signature + COST.signaturePerNode * n + compile(p));
    const { kernels, constants, temporaries } = this.needs(run.needed);
    this.add(phase, COST.executedNode * p + kernels);
    if (run.fresh) { this.cached += p; this.constants += constants; }
    this.examined = n;
    this.grow();
    this.device = this.constants + temporaries;
    if (this.unified) yield* this.spill(this.unified, run.needed, constants, temporaries);
    else if (this.device > this.video) {
      throw new RunFailure('ResourceExhaustedError', this.exhausted(run.needed, this.device - constants - temporaries));
    }
    // A run after the graph grew goes through the whole graph, so through all its pages, swapped or not.
    if (run.grew > 0) {
      for (; this.scanned < this.swap.totalPages; this.scanned++) this.scan.node([this.scanned], 1);
      if (this.scan.touches > 0) {
        const before = this.swap.counts();
        this.swap.startRun(this.scan);
        while (!this.swap.advance(SLICE)) yield;
        this.move(before);
      }
    }
  }

  /** A run whose tensors may lie in main memory: what moves takes its time, and what spills leaves the graph less room. */
  private *spill(unified: UnifiedMemory, needed: Int32Array, constants: number, temporaries: number): Generator<void, void> {
    const { tiers } = unified;
    const before = tiers.counts();
    unified.begin(needed, constants, temporaries);
    while (!tiers.advance(SLICE)) yield;
    this.add('move', moveSeconds(difference(tiers.counts(), before), this.o.machine));
    const spilled = tiers.bytes().main;
    if (spilled > this.main) throw new RunFailure('ResourceExhaustedError', this.exhausted(needed, this.device - constants - temporaries));
    if (spilled > 0) this.share();
  }

  /** The graph has what main memory the tensors leave it. */
  private share(): void {
    const before = this.swap.counts();
    this.swap.resize(Math.max(this.o.page, this.main - (this.unified?.tiers.bytes().main ?? 0)), ENDLESS);
    this.move(before);
  }

  /** Seconds of the kernels of a run, and bytes of its constants and of all else. A session that runs the same nodes again says so by the same list. */
  private needs(needed: Int32Array): Needs {
    const known = this.known.get(needed);
    if (known) return known;
    const graph = this.graph();
    const needs = { kernels: 0, constants: 0, temporaries: 0 };
    for (const id of needed) {
      const c = graph.classOf(id);
      needs.kernels += kernelSeconds(graph, id, c, this.o.unknown, this.o.machine.flops, this.o.machine.videoBandwidth);
      needs[c.op.type === 'Const' ? 'constants' : 'temporaries'] += outputBytes(c, this.o.unknown);
    }
    this.known.set(needed, needs);
    return needs;
  }

  /** TensorFlow's own text, of the first tensor that finds no room; `held`: bytes that earlier signatures hold. */
  private exhausted(needed: Iterable<number>, held: number): string {
    const graph = this.graph();
    let used = held;
    for (const id of needed) {
      for (const { shape, dtype } of graph.classOf(id).outputs) {
        const dims = (shape ?? []).map((d) => d ?? this.o.unknown);
        used += dims.reduce((a, b) => a * b, elementBytes(dtype));
        if (used <= this.video) continue;
        return exhausted(graph, id, dims, dtype);
      }
    }
    throw new Error(`internal: ${this.device} bytes did not fit into ${this.video}, and yet every tensor found room`);
  }

  saved(bytes: number): void {
    const meta = BYTES.metaNode * this.graph().nodes;
    if (meta > BYTES.graphDefLimit) {
      throw new RunFailure('ValueError', `Cannot serialize protocol buffer of type tensorflow.MetaGraphDef as the serialized size (${meta} bytes) would be larger than the limit (${BYTES.graphDefLimit} bytes)`);
    }
    this.add('save', COST.save + COST.metaPerNode * this.graph().nodes + (bytes + meta) / this.o.machine.diskLink.write);
  }
  reloaded(bytes: number): void { this.add('reload', COST.rebuild + COST.restore + COST.firstRun + bytes / this.o.machine.diskLink.read); }

  cleared(nodes: number): void {
    this.add('clear', COST.reset + COST.collect + nodes * (COST.closePerNode + COST.collectPerNode));
    // The objects die, but the process gives back only a little of what it held; the rest is used again.
    const process = this.swap.totalBytes;
    this.held = Math.max(this.held, process * (1 - BYTES.returned));
    this.swap.clear();
    this.scan.clear();
    this.scanned = 0;
    this.examined = 0;
    this.cached = 0;
    this.constants = 0;
    this.device = 0;
    this.unified?.clear();
    if (this.unified) this.swap.resize(this.main, ENDLESS);
  }

  resize(video: number, main: number): void {
    this.video = video;
    this.main = main;
    if (this.unified) {
      const { tiers } = this.unified;
      const before = tiers.counts();
      tiers.resize(video, ENDLESS);
      this.add('move', moveSeconds(difference(tiers.counts(), before), this.o.machine));
    }
    this.share();
  }
  setPolicy(policy: PolicyId): void {
    this.swap.setPolicy(policy);
    this.unified?.tiers.setPolicy(policy);
  }
  bytes(): Bytes {
    const { video: graph, main: disk } = this.swap.bytes();
    const device = this.unified?.tiers.bytes() ?? { video: this.device, main: 0 };
    const main = graph + device.main;
    return { video: device.video, main, disk, held: Math.max(0, this.held - main - disk) };
  }
  memory(): Memory { return { tiers: this.swap, traces: [this.scan], top: 1, size: null }; }
  traffic(): Traffic {
    const c = this.swap.counts();
    const d = this.unified?.tiers.counts() ?? noCounts();
    return { upVideo: d.upVideo, downVideo: d.downVideo, upMain: c.upVideo, downMain: c.downVideo, touches: c.touches + d.touches, faults: c.faults + d.faults };
  }
  take(): Seconds { return this.phases.take(); }
  check(): void {
    this.swap.check();
    this.unified?.tiers.check();
  }
}
