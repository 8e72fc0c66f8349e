/**
 * The account of TensorFlow 1.x: a run executes the ancestors of its fetches; a grown graph and a new signature cost what was
 * measured; the graph sits in main memory, tensors in video memory; the operating system swaps. model.md section 3.
 */
import type { Graph } from '../engine/graph.ts';
import { RunFailure } from '../engine/op-def.ts';
import { invariant } from '../lib/assert.ts';
import { BYTES, COST, runTerms } from '../memory/coefficients.ts';
import { moveSeconds } from '../memory/cost.ts';
import { difference, noCounts } from '../memory/counts.ts';
import type { Machine } from '../memory/machines/machine.ts';
import { Tiers } from '../memory/tiers.ts';
import { TouchTrace } from '../memory/trace.ts';
import type { PolicyId } from '../protocol/config.ts';
import type { Phase } from '../protocol/frame.ts';
import { UnifiedMemory } from './device.ts';
import { exhausted } from './exhausted.ts';
import type { Bytes, Clearing, Executed, Ledger, Memory, Piece, Place, Traffic } from './ledger.ts';
import { Lifetime, USUAL } from './lifetime.ts';
import { Phases, type Part, type Seconds } from './phases.ts';
import { elementBytes } from '../engine/dtype.ts';
import { kernelSeconds, outputBytes, valueBytes } from './space.ts';

const SLICE = 60_000;
const NOTHING = { kept: 0, nodes: 0, examined: 0, signatures: 0, values: 0, valuesExamined: 0 };
/** The disk never fills: its capacity only has to be a number. */
const ENDLESS = 2 ** 50;

interface Needs { kernels: number; constants: number; temporaries: number; /** Of its constants' values, as in `values`. */ values: number }

export interface TensorFlowOptions { machine: Machine; video: number; main: number; policy: PolicyId; page: number; prefetch: boolean; seed: number; unknown: number; /** Whether video memory may be oversubscribed. */ unified?: boolean; session(): Place; /** How clears are made; the usual way if not said. */ clearing?(): Clearing }

export class AsTensorFlow implements Ledger {
  private readonly phases = new Phases();
  /** Main memory in pages; below it the swap space: the two upper tiers of the simulator. */
  private swap: Tiers;
  private scan = new TouchTrace();
  private readonly past = new Lifetime();
  /** Nodes that a run has examined, bytes of all cached signatures, and nodes that an import brought. */
  private examined = 0;
  private signatures = 0;
  private fetched = 0;
  /** Bytes of device memory: constants of cached signatures, and the most that a run needed besides. */
  private constants = 0;
  private device = 0;
  private readonly known = new WeakMap<Int32Array, Needs>();
  private video: number;
  /** What lies in the swap space, in order of address, and how much of each: bytes, and nodes built and examined. */
  private pieces: Piece[] = [];
  private laid = NOTHING;
  /** Bytes of constants' values beyond those that every node is reckoned with: of the nodes below `counted`, and of those that a run has examined; by class. */
  private values = { counted: 0, all: 0, examined: 0 };
  private weights: number[] = [];
  /** Pages that a clear leaves out of the scan start anew with every graph. */
  private scanned = 0;

  /** Device memory where it may be oversubscribed; what it takes of main memory the graph has not. */
  private readonly unified: UnifiedMemory | null;
  private main: number;

  constructor(private readonly o: TensorFlowOptions) {
    this.video = o.video;
    this.main = o.main;
    this.swap = this.tiers(o.main, o.policy);
    this.unified = o.unified === true ? new UnifiedMemory(o) : null;
  }

  private tiers(main: number, policy: PolicyId): Tiers {
    return new Tiers({ video: main, main: ENDLESS, page: this.o.page, policy, seed: this.o.seed, prefetch: this.o.prefetch });
  }
  private graph(): Graph { return this.o.session().graph; }
  add(phase: Part, seconds: number): void { this.phases.add(phase, seconds); }

  /** Main memory that the graph and its signatures take. */
  private present(): number {
    const nodes = this.graph().nodes;
    const { all, examined } = this.values;
    return BYTES.nodeBuilt * (nodes - this.examined) + BYTES.nodeRun * this.examined + this.signatures + all + BYTES.valueRun * examined;
  }

  /** Counts the values of new constants. */
  private weigh(): void {
    const graph = this.graph();
    const { values, weights } = this;
    for (; values.counted < graph.nodes; values.counted++) {
      const c = graph.classOf(values.counted);
      values.all += weights[c.id] ??= valueBytes(c);
    }
    if (this.examined === graph.nodes) values.examined = values.all;
  }

  private grow(): void {
    const before = this.swap.counts();
    this.lay();
    this.swap.grow(Math.max(this.swap.totalBytes, Math.round(this.present() + this.past.kept)));
    this.move(before);
  }

  /** Notes what is new since the last time: as many bytes as the swap space grows by. */
  private lay(): void {
    this.weigh();
    const { laid, examined, signatures, values, past: { kept } } = this;
    const { nodes } = this.graph();
    const put = (what: Piece['what'], bytes: number, from = 0, to = 0): void => { if (bytes > 0) this.pieces.push({ what, end: (this.pieces.at(-1)?.end ?? 0) + bytes, from, to }); };
    put('kept', kept - laid.kept);
    put('nodes', BYTES.nodeBuilt * (nodes - laid.nodes) + values.all - laid.values, laid.nodes, nodes);
    put('nodes', (BYTES.nodeRun - BYTES.nodeBuilt) * (examined - laid.examined) + BYTES.valueRun * (values.examined - laid.valuesExamined), laid.examined, examined);
    put('signatures', signatures - laid.signatures);
    this.laid = { kept, nodes, examined, signatures, values: values.all, valuesExamined: values.examined };
  }

  /** Seconds of swapping since `before`: the upper link of the simulator is the disk here. */
  private move(before: ReturnType<Tiers['counts']>): void {
    const d = difference(this.swap.counts(), before);
    const moves = { upVideo: 0, downVideo: 0, faultGroups: 0, upMain: d.upVideo, downMain: d.downVideo, upMainGroups: d.faultGroups, downMainGroups: d.downVideoGroups };
    this.add('move', moveSeconds(moves, this.o.machine));
  }

  built(phase: Phase, nodes: number, gradients: number): void {
    const { nodes: all } = this.graph();
    const derived = gradients * (COST.gradients + COST.gradientsPerNode * all);
    this.add(phase, nodes * (COST.buildNode + COST.importedName * this.fetched) + derived);
    if (phase === 'build') this.add('gradients', derived);
    const collected = this.past.built(nodes, all);
    if (collected !== null) {
      this.add('clear', collected);
      this.relay();
    }
    this.grow();
  }

  imported(nodes: number): void {
    this.add('reload', nodes * COST.importPerNode);
    this.fetched += nodes;
    this.grow();
  }

  /** What is alive is laid out anew, what died is left out. */
  private relay(): void {
    this.swap.clear();
    this.scan.clear();
    this.scanned = 0;
    this.pieces = [];
    this.laid = NOTHING;
  }

  *ran(run: Executed, phase: Phase): Generator<void, void> {
    const graph = this.graph();
    const n = graph.nodes;
    const p = run.pruned;
    const own = phase === 'execute';
    const { fixed, grown, signature, examined, compile, steady } = runTerms({ nodes: n, grew: run.grew > 0, fresh: run.fresh, executed: p });
    const { kernels, constants, temporaries, values } = this.needs(run.needed);
    this.add(phase, fixed + steady + kernels);
    this.add(own ? 'extend' : phase, grown);
    this.add(own ? 'prepare' : phase, signature + examined + compile);
    if (own) for (const [term, seconds] of [['fixed', fixed], ['steady', steady], ['signature', signature], ['compile', compile]] as const) this.add(term, seconds);
    if (run.fresh) { this.signatures += BYTES.signature + BYTES.signatureNode * p + BYTES.valueSigned * values; this.constants += constants; }
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

  /** A run whose tensors may lie in main memory or on the disk: what moves takes its time, and what spills leaves the graph less room. */
  private *spill(unified: UnifiedMemory, needed: Int32Array, constants: number, temporaries: number): Generator<void, void> {
    const { tiers } = unified;
    const before = tiers.counts();
    unified.begin(needed, constants, temporaries);
    this.share();
    while (!tiers.advance(SLICE)) {
      this.share();
      yield;
    }
    this.share();
    this.add('move', moveSeconds(difference(tiers.counts(), before), this.o.machine));
  }

  /** The graph has what main memory the tensors leave it. */
  private share(): void {
    const left = Math.max(this.o.page, this.main - (this.unified?.held ?? 0));
    if (Math.max(1, Math.floor(left / this.o.page)) === this.swap.capacity.video) return;
    const before = this.swap.counts();
    this.swap.resize(left, ENDLESS);
    this.move(before);
  }

  /** Seconds of the kernels of a run, and bytes of its constants and of all else. A session that runs the same nodes again says so by the same list. */
  private needs(needed: Int32Array): Needs {
    const known = this.known.get(needed);
    if (known) return known;
    const graph = this.graph();
    const needs = { kernels: 0, constants: 0, temporaries: 0, values: 0 };
    for (const id of needed) {
      const c = graph.classOf(id);
      needs.kernels += kernelSeconds(graph, id, c, this.o.unknown, this.o.machine.flops, this.o.machine.videoBandwidth);
      needs[c.op.type === 'Const' ? 'constants' : 'temporaries'] += outputBytes(c, this.o.unknown);
      needs.values += valueBytes(c);
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
    const meta = BYTES.metaNode * this.graph().nodes + this.values.all;
    if (meta > BYTES.graphDefLimit) {
      throw new RunFailure('ValueError', 'GraphDef cannot be larger than 2GB.');
    }
    this.add('save', COST.save + COST.metaPerNode * this.graph().nodes + (bytes + meta) / this.o.machine.diskLink.write);
  }
  reloaded(bytes: number): void { this.add('reload', COST.rebuild + COST.restore + COST.firstRun + bytes / this.o.machine.diskLink.read); }

  cleared(nodes: number): void {
    this.add('clear', this.past.cleared(Math.max(0, this.swap.totalBytes - Math.round(this.past.kept)), nodes, this.o.clearing?.() ?? USUAL, this.values.all));
    this.relay();
    this.values = { counted: 0, all: 0, examined: 0 };
    this.weights = [];
    this.examined = this.signatures = this.fetched = 0;
    this.constants = 0;
    this.device = 0;
    this.unified?.clear();
    if (this.unified) this.share();
    this.grow();
    // No run goes through graphs that are not its own.
    this.scanned = this.swap.totalPages;
  }

  resize(video: number, main: number): void {
    this.video = video;
    this.main = main;
    if (this.unified) {
      const { tiers } = this.unified;
      const before = tiers.counts();
      this.unified.resize(video, main);
      this.add('move', moveSeconds(difference(tiers.counts(), before), this.o.machine));
    }
    this.share();
  }
  setPolicy(policy: PolicyId): void {
    this.swap.setPolicy(policy);
    this.unified?.tiers.setPolicy(policy);
  }
  bytes(): Bytes {
    const { video: graph, main: swapped } = this.swap.bytes();
    const device = this.unified?.tiers.bytes() ?? { video: this.device, main: 0, disk: 0 };
    return {
      video: device.video, main: graph + device.main, disk: swapped + device.disk,
      kept: Math.min(graph + swapped, Math.round(this.past.kept)), ...this.past.beside(graph + swapped),
      graphDef: BYTES.graphDefNode * this.graph().nodes + this.values.all,
    };
  }
  memory(): Memory {
    const { swap: tiers, scan, pieces, unified, device: bytes, video: capacity } = this;
    return { tiers, traces: [scan], top: 1, size: null, pieces, device: { bytes, capacity, scratch: unified?.scratch ?? [[this.constants, bytes]], tiers: unified?.tiers ?? null } };
  }
  traffic(): Traffic {
    const c = this.swap.counts();
    const d = this.unified?.tiers.counts() ?? noCounts();
    return { upVideo: d.upVideo, downVideo: d.downVideo, upMain: c.upVideo + d.upMain, downMain: c.downVideo + d.downMain, touches: c.touches + d.touches, faults: c.faults + d.faults };
  }
  take(): Seconds { return this.phases.take(); }
  check(): void {
    this.swap.check();
    if (!this.unified) return;
    this.unified.tiers.check();
    const pages = Math.floor(this.main / this.o.page);
    const held = this.swap.capacity.video + this.unified.held / this.o.page;
    invariant(held <= Math.max(2, pages), `tensors and graph may take ${held} pages of main memory, it has ${pages}`);
  }
}
