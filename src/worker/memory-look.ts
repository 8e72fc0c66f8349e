/**
 * The pages of the modelled machine, looked at beside the run: where each lies, who owns it, who goes next, and what other capacities
 * would do. Reads the run's ledger and graph and works on copies: a run that is looked at is the run that is not. Loaded when asked for.
 */
import type { DeviceTensors, Piece } from '../accounts/ledger.ts';
import type { Graph } from '../engine/graph.ts';
import { lruMisses, runDistances } from '../memory/mattson.ts';
import type { PolicyId } from '../memory/policies/index.ts';
import { NONE, type Policy } from '../memory/policies/policy.ts';
import { Tiers } from '../memory/tiers.ts';
import type { TouchTrace } from '../memory/trace.ts';
import type { RunConfig } from '../protocol/config.ts';
import { NAMES_MOST, NEXT_MOST, OWNERS, type MemoryCurve, type MemoryLook, type MemoryOrder, type MemoryOwner } from '../protocol/memory.ts';
import type { Runner } from './runner.ts';

/** Milliseconds from one look to the next, and from one curve to the next at least; curves that take long are made more seldom. */
const PAUSE = 200;
const PAUSE_CURVE = 1500;
const SHARE = 6;
const WORK = 8;
const NAP = 40;
/** Items of a trace, and pages, beyond which no curve is made; pages beyond which policies are not copied. */
const LONGEST = 1_500_000;
const WIDEST = 400_000;
/** Capacities at which the simulator is run, and items between two looks at the clock. */
const POINTS = 12;
const SLICE = 40_000;

export interface MemoryPort {
  now(): number;
  post(look: MemoryLook, buffers: ArrayBuffer[]): void;
}

/** A copy of plain data, arrays and objects of classes, functions shared. */
function copy<T>(of: T, seen = new Map<unknown, unknown>()): T {
  if (typeof of !== 'object' || of === null) return of;
  const known = seen.get(of);
  if (known !== undefined) return known as T;
  if (ArrayBuffer.isView(of)) return (of as unknown as Int32Array).slice() as unknown as T;
  const made: object = Array.isArray(of) ? [] : (Object.create(Object.getPrototypeOf(of) as object) as object);
  seen.set(of, made);
  for (const [key, value] of Object.entries(of)) Reflect.set(made, key, copy(value, seen));
  return made as T;
}

/** The pages that would have to leave `policy`, in order, were nothing touched meanwhile. The policy itself is not changed. */
export function upcoming(policy: Policy, id: PolicyId, most = NEXT_MOST): number[] {
  if (id === 'random') return [];
  const other = copy(policy);
  const pages: number[] = [];
  while (pages.length < most && other.size > 0) {
    const page = other.evict();
    if (page === NONE) break;
    pages.push(page, ...(other.left ?? []));
  }
  return pages.slice(0, most);
}

const owner = (of: MemoryOwner): number => OWNERS.indexOf(of);

/** Owners by page, brought up to date as the graph grows. */
export class Ownership {
  private graph: Graph | null = null;
  private nodes = 0;
  private bytes = 0;
  private model: readonly [number, number] = [0, -1];
  /** Bytes by page and owner, and the first node that begins in a page or after it. */
  private held: Float64Array = new Float64Array(0);
  private first: number[] = [];
  /** Where not nodes alone lie: what does, how much of it has been read, and by page the nodes with bytes in it. */
  private pieces: readonly Piece[] | null = null;
  private read = 0;
  private lowest: number[] = [];
  private highest: number[] = [];
  /** Whether a scope is a saver's: `save`, `save_1`, …. */
  private savers = new Map<number, boolean>();

  /** @param size bytes of a node; @param model the first and the last node of the model, [0, -1] if there is none; @param pieces what lies where, if not nodes alone do */
  *update(graph: Graph, page: number, model: readonly [number, number], size: ((id: number) => number) | null, pieces: readonly Piece[] | null = null): Generator<void, void> {
    if (graph !== this.graph || graph.nodes < this.nodes || model.join() !== this.model.join() || pieces !== this.pieces) {
      this.graph = graph;
      this.nodes = this.bytes = this.read = 0;
      this.first = [];
      this.lowest = [];
      this.highest = [];
      this.savers.clear();
      this.held.fill(0);
      this.model = model;
      this.pieces = pieces;
    }
    if (size) for (let id = this.nodes; id < graph.nodes; id++) {
      this.node(graph, id, size(id), page);
      if ((id & 0x3fff) === 0x3fff) yield;
    }
    let some = 0;
    for (let piece = pieces?.[this.read]; piece; piece = pieces?.[this.read]) {
      const { what, end, from, to } = piece;
      this.read++;
      if (what === 'nodes') {
        const each = (end - this.bytes) / (to - from);
        for (let id = from; id < to; id++) this.node(graph, id, each, page);
      } else this.put(what, end - this.bytes, page);
      this.bytes = end;
      some += 1 + to - from;
      if (some > 0x3fff) {
        some = 0;
        yield;
      }
    }
  }

  /** Lays out bytes of a node behind those that are there. */
  private node(graph: Graph, id: number, bytes: number, page: number): void {
    const { op: { type } } = graph.classOf(id);
    const [from, to] = this.model;
    const who = type.startsWith('Variable') ? 'variables' : this.isSaver(graph, id) ? 'saver' : type === 'Const' ? 'constants' : id >= from && id <= to ? 'model' : 'epoch';
    const at = Math.floor(this.bytes / page);
    if (id >= this.nodes) {
      while (this.first.length <= at) this.first.push(id);
      this.nodes = id + 1;
    }
    const end = this.put(who, bytes, page);
    for (let p = at; p <= end; p++) {
      this.lowest[p] = Math.min(this.lowest[p] ?? id, id);
      this.highest[p] = Math.max(this.highest[p] ?? id, id);
    }
  }

  /** Bytes behind those that are there; the last page with some of them. */
  private put(who: MemoryOwner, bytes: number, page: number): number {
    const at = Math.floor(this.bytes / page);
    const end = Math.max(at, Math.ceil((this.bytes + bytes) / page) - 1);
    if ((end + 1) * OWNERS.length > this.held.length) {
      const held = new Float64Array(2 * (end + 1) * OWNERS.length);
      held.set(this.held);
      this.held = held;
    }
    for (let p = at; p <= end; p++) this.held[p * OWNERS.length + owner(who)] += Math.min(this.bytes + bytes, (p + 1) * page) - Math.max(this.bytes, p * page);
    this.bytes += bytes;
    return end;
  }

  private isSaver(graph: Graph, id: number): boolean {
    const scope = graph.scopeOf(id);
    let known = this.savers.get(scope);
    if (known === undefined) this.savers.set(scope, (known = /^save(?:_\d+)?\//.test(graph.names.path(scope))));
    return known;
  }

  /** By page: who owns it, the first node that begins in it or after it, and the nodes in it (from..to-1), none where what is no node owns it. */
  columns(pages: number): { owner: Uint8Array<ArrayBuffer>; first: Int32Array<ArrayBuffer>; from: Int32Array<ArrayBuffer>; to: Int32Array<ArrayBuffer> } {
    const owners = new Uint8Array(pages);
    for (let p = 0; p < pages; p++) {
      let best = 0;
      for (let k = 1; k < OWNERS.length; k++) if ((this.held[p * OWNERS.length + k] ?? 0) > (this.held[p * OWNERS.length + best] ?? 0)) best = k;
      owners[p] = best;
    }
    const column = (value: (p: number) => number): Int32Array<ArrayBuffer> => Int32Array.from({ length: pages }, (_, p) => value(p));
    const first = column((p) => this.first[p] ?? this.nodes);
    if (this.pieces === null) return { owner: owners, first, from: first, to: column((p) => first[p + 1] ?? this.nodes) };
    const named = (p: number): boolean => owners[p] < owner('kept') && this.lowest[p] !== undefined;
    return { owner: owners, first, from: column((p) => (named(p) ? this.lowest[p] : first[p])), to: column((p) => (named(p) ? this.highest[p] + 1 : first[p])) };
  }
}

type Curve = Omit<MemoryCurve, 'epoch' | 'run'> | 'none' | 'long';

/** What a policy's curve is of besides the trace: the driver's blocks are bytes, so that it depends on the page; prefetching brings pages; chance has a seed. */
export type CurveOptions = Pick<RunConfig, 'policy' | 'page' | 'prefetch' | 'seed'>;

/** What one run, repeated, would fault in a tier of other capacities; `laid` (all pages) and `capacity` in pages. Yields between slices. */
export function* curveOf(traces: readonly TouchTrace[], { policy: id, page, prefetch, seed }: CurveOptions, laid: number, capacity: number): Generator<void, Curve> {
  const touched = traces.filter((trace) => trace.touches > 0);
  if (touched.length === 0) return 'none';
  if (touched.reduce((sum, trace) => sum + trace.replay().items, 0) > LONGEST || laid > WIDEST) return 'long';
  const own = touched.map((trace) => copy(trace));
  // The run under way has built pages that the one before it, whose touches these are, never saw: they would only take up frames.
  const total = Math.min(laid, Math.max(...own.map((trace) => trace.pages)));
  const distances = yield* runDistances(own.map((trace) => trace.replay()));
  const pages = distances.pages;
  const lru = Float64Array.from({ length: pages }, (_, c) => lruMisses(distances, c + 1));
  const capacities = new Set([Math.max(1, Math.min(capacity, pages))]);
  for (let k = 1; k <= POINTS; k++) capacities.add(Math.max(1, Math.round((pages * k) / POINTS)));
  const at = Int32Array.from([...capacities].sort((a, b) => a - b));
  function* faults(policy: PolicyId, frames: number): Generator<void, number> {
    if (policy === 'lru') return lru[frames - 1];
    const tiers = new Tiers({ video: frames * page, main: total * page, page, policy, prefetch, seed });
    tiers.grow(total * page);
    let before = 0;
    for (let round = 0; round < 2; round++) {
      before = tiers.counts().faults;
      for (const trace of own) {
        tiers.startRun(trace);
        while (!tiers.advance(SLICE)) yield;
        yield;
      }
    }
    return tiers.counts().faults - before;
  }
  const min = new Float64Array(at.length);
  const mine = new Float64Array(at.length);
  for (const [i, frames] of at.entries()) {
    // MIN sees as far as its trace goes; where a run has two, or pages lie idle, LRU can come out below it. The optimum is not above either.
    min[i] = Math.min(lru[frames - 1], yield* faults('min', frames));
    mine[i] = id === 'min' ? min[i] : yield* faults(id, frames);
  }
  return { touches: distances.touches, pages, lru, at, min, own: mine };
}

/** Obeys the page's order, a little between slices of the run. */
export class MemoryWatch {
  private order: MemoryOrder | null = null;
  private steps: Generator<void, MemoryLook> | null = null;
  private seen: readonly unknown[] = [];
  private due = 0;
  private ownership: { runner: Runner; of: Ownership } | null = null;
  private curve: { seen: readonly unknown[]; at: { epoch: number; run: number }; steps: Generator<void, Curve>; spent: number } | null = null;
  private curveSeen: readonly unknown[] = [];
  private curveDue = 0;
  private fresh: MemoryCurve | 'none' | 'long' | null = null;

  constructor(private readonly port: MemoryPort) {}

  obey(order: MemoryOrder): void {
    this.order = order.on ? order : null;
    this.steps = null;
    this.seen = [];
    this.due = 0;
    if (order.on) return;
    this.curve = null;
    this.curveSeen = [];
    this.ownership = null;
  }

  /** Some milliseconds of it. Milliseconds after which another turn is wanted; null: when something has happened. */
  turn(runner: Runner): number | null {
    const { order, port } = this;
    if (!order) return null;
    const from = port.now();
    if (this.ownership?.runner !== runner) {
      this.ownership = { runner, of: new Ownership() };
      this.steps = this.curve = null;
      this.seen = this.curveSeen = [];
    }
    const { moment, config } = runner;
    const curveState = [runner, moment.epoch, moment.run, config.policy, config.video, config.main, runner.tf.graph];
    const isNew = (state: readonly unknown[], known: readonly unknown[]): boolean => state.length !== known.length || state.some((part, i) => part !== known[i]);
    // While a run is executed its touches are still those of the one before it; while it is accounted for they are being written.
    const { done: executed, total } = runner.progress;
    if (!this.curve && (total === 0 || executed < total) && isNew(curveState, this.curveSeen) && this.curveDue <= from) {
      const { tiers, traces } = runner.ledger.memory();
      this.curve = { seen: curveState, at: finished(moment), spent: 0, steps: curveOf(traces, config, tiers.totalPages, tiers.capacity.video) };
    }
    if (this.curve) {
      const { curve } = this;
      const done = sliced(curve.steps, () => port.now() - from < WORK);
      curve.spent += port.now() - from;
      if (done) {
        this.curve = null;
        this.curveSeen = curve.seen;
        this.curveDue = port.now() + Math.max(PAUSE_CURVE, SHARE * curve.spent);
        this.fresh = typeof done === 'string' ? done : { ...done, ...curve.at };
        this.seen = [];
      }
    }
    if (!this.steps) {
      const state = [...curveState, runner.training, runner.tf.graph.nodes, runner.ledger.traffic().touches];
      if (isNew(state, this.seen)) {
        if (this.due > from) return this.curve ? 0 : Math.min(NAP, this.due - from);
        this.seen = state;
        this.steps = look(runner, order, this.ownership.of);
      }
    }
    if (this.steps) {
      const done = sliced(this.steps, () => port.now() - from < WORK);
      if (!done) return 0;
      this.steps = null;
      this.due = port.now() + PAUSE;
      const sent = { ...done, curve: this.fresh };
      this.fresh = null;
      port.post(sent, buffersOf(sent));
    }
    return this.curve ? 0 : isNew(curveState, this.curveSeen) ? NAP : null;
  }
}

/** The epoch under way, or the last one that is over, with no run of the next. */
const finished = ({ epoch, run }: { epoch: number; run: number }): { epoch: number; run: number } => ({ epoch: run > 0 ? epoch : epoch - 1, run });

/** The pages as they lie now. */
export function* look(runner: Runner, order: MemoryOrder, ownership: Ownership): Generator<void, MemoryLook> {
  const { config, place, tf: { graph }, model } = runner;
  const { tiers, top, size, pieces, device } = runner.ledger.memory();
  yield* ownership.update(graph, config.page, model ? [Math.min(...Array.from(model.variables.values(), ({ ref }) => ref.id)), model.initialise] : [0, -1], size, pieces);
  const graphs = tiers.snapshot();
  if (top === 1) for (let p = 0; p < graphs.length; p++) graphs[p]++;
  const { owner: owners, from, to } = ownership.columns(graphs.length);
  const tensors = device && tensorsOf(device, config.page);
  const count = tensors?.tier.length ?? 0;
  const none = new Int32Array(count).fill(graph.nodes);
  // Whole blocks leave under the driver: it may have a little room and still be out of it for the next.
  const full = tiers.upper.size >= tiers.upper.frames || (config.policy === 'driver' && tiers.upper.size < graphs.length);
  const next = full && graphs.length <= WIDEST ? upcoming(tiers.upper, config.policy) : [];
  const within = order.page >= 0 && order.page < graphs.length;
  const [first, end] = within ? [from[order.page], to[order.page]] : [0, 0];
  return {
    id: order.id, ...place,
    policy: config.policy, page: config.page, top,
    capacity: top === 0 ? tiers.capacity : { video: device ? framesOf(device, config.page) : -1, main: tiers.capacity.video },
    tier: tensors ? joined(graphs, tensors.tier) : graphs, owner: tensors ? joined(owners, tensors.owner) : owners,
    from: joined(from, none), to: joined(to, none), nodes: graph.nodes, next: Int32Array.from(next), noted: Uint8Array.from(next, (page) => tiers.upper.state?.(page) ?? 0), full, device: count,
    named: within ? { page: order.page, from: first, to: end, names: Array.from({ length: Math.min(NAMES_MOST, end - first) }, (_, i) => graph.name(first + i)) } : null,
    curve: null,
  };
}

function joined<T extends Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(one: T, other: T): T {
  const both = new (one.constructor as new (length: number) => T)(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

const framesOf = ({ capacity }: DeviceTensors, page: number): number => Math.max(1, Math.floor(capacity / page));

/** By page of the tensors on the device: where it is and whose most of it is. Of tensors that found no room the run says so; here are as many as fit. */
function tensorsOf(device: DeviceTensors, page: number): { tier: Uint8Array<ArrayBuffer>; owner: Uint8Array<ArrayBuffer> } {
  const { tiers, scratch } = device;
  const bytes = tiers?.totalBytes ?? device.bytes;
  const tier = tiers?.snapshot() ?? new Uint8Array(Math.min(Math.ceil(bytes / page), framesOf(device, page)));
  const held = new Float64Array(tier.length);
  for (const [from, to] of scratch) {
    for (let p = Math.floor(from / page); p < Math.min(tier.length, Math.ceil(to / page)); p++) held[p] += Math.min(to, (p + 1) * page) - Math.max(from, p * page);
  }
  return { tier, owner: Uint8Array.from(held, (of, p) => owner(2 * of >= Math.min(page, bytes - p * page) ? 'tensors' : 'constants')) };
}

/** All buffers of a look, to be transferred. */
export function buffersOf({ tier, owner: owners, from, to, next, noted, curve }: MemoryLook): ArrayBuffer[] {
  const of = [tier.buffer, owners.buffer, from.buffer, to.buffer, next.buffer, noted.buffer];
  return curve && typeof curve === 'object' ? [...of, curve.lru.buffer, curve.at.buffer, curve.min.buffer, curve.own.buffer] : of;
}

function sliced<T>(steps: Generator<void, T>, hasTime: () => boolean): T | null {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    if (!hasTime()) return null;
  }
}
