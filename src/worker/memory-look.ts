/**
 * The pages of the modelled machine, looked at beside the run: where each lies, who owns it, who goes next, and what other capacities
 * would do. Reads the run's ledger and graph and works on copies: a run that is looked at is the run that is not. Loaded when asked for.
 */
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

  /** @param size bytes of a node; @param model the first and the last node of the model, [0, -1] if there is none */
  *update(graph: Graph, page: number, model: readonly [number, number], size: (id: number) => number): Generator<void, void> {
    if (graph !== this.graph || graph.nodes < this.nodes || model.join() !== this.model.join()) {
      this.graph = graph;
      this.nodes = this.bytes = 0;
      this.first = [];
      this.held.fill(0);
      this.model = model;
    }
    for (let id = this.nodes; id < graph.nodes; id++) {
      const c = graph.classOf(id);
      const who = c.kind === 'checkpoint' ? 'saver' : c.op.type.startsWith('Variable') ? 'variables' : c.op.type === 'Const' ? 'constants' : id >= model[0] && id <= model[1] ? 'model' : 'epoch';
      const bytes = size(id);
      const at = Math.floor(this.bytes / page);
      while (this.first.length <= at) this.first.push(id);
      const end = Math.floor((this.bytes + bytes - 1) / page);
      if ((end + 1) * OWNERS.length > this.held.length) {
        const held = new Float64Array(2 * (end + 1) * OWNERS.length);
        held.set(this.held);
        this.held = held;
      }
      for (let p = at; p <= end; p++) this.held[p * OWNERS.length + owner(who)] += Math.min(this.bytes + bytes, (p + 1) * page) - Math.max(this.bytes, p * page);
      this.bytes += bytes;
      this.nodes = id + 1;
      if ((id & 0x3fff) === 0x3fff) yield;
    }
  }

  columns(pages: number): { owner: Uint8Array<ArrayBuffer>; first: Int32Array<ArrayBuffer> } {
    const owners = new Uint8Array(pages);
    for (let p = 0; p < pages; p++) {
      let best = 0;
      for (let k = 1; k < OWNERS.length; k++) if ((this.held[p * OWNERS.length + k] ?? 0) > (this.held[p * OWNERS.length + best] ?? 0)) best = k;
      owners[p] = best;
    }
    return { owner: owners, first: Int32Array.from({ length: pages }, (_, p) => this.first[p] ?? this.nodes) };
  }
}

type Curve = Omit<MemoryCurve, 'epoch' | 'run'> | 'none' | 'long';

/** What a policy's curve is of besides the trace: the driver's blocks are bytes, so that it depends on the page; prefetching brings pages; chance has a seed. */
export type CurveOptions = Pick<RunConfig, 'policy' | 'page' | 'prefetch' | 'seed'>;

/** What one run, repeated, would fault in a tier of other capacities; `total` and `capacity` in pages. Yields between slices. */
export function* curveOf(traces: readonly TouchTrace[], { policy: id, page, prefetch, seed }: CurveOptions, total: number, capacity: number): Generator<void, Curve> {
  const touched = traces.filter((trace) => trace.touches > 0);
  if (touched.length === 0) return 'none';
  if (touched.reduce((sum, trace) => sum + trace.replay().items, 0) > LONGEST || total > WIDEST) return 'long';
  const own = touched.map((trace) => copy(trace));
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
    min[i] = yield* faults('min', frames);
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
    if (!this.curve && runner.progress.total === 0 && isNew(curveState, this.curveSeen) && this.curveDue <= from) {
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
      const state = [...curveState, runner.tf.graph.nodes, runner.ledger.traffic().touches];
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
  const { config, moment, tf: { graph }, model } = runner;
  const { tiers, top, size } = runner.ledger.memory();
  // Where an account lays out no single nodes, all are taken to be of one size.
  const each = graph.nodes > 0 ? tiers.totalBytes / graph.nodes : 0;
  yield* ownership.update(graph, config.page, model ? [Math.min(...Array.from(model.variables.values(), ({ ref }) => ref.id)), model.initialise] : [0, -1], size ?? (() => each));
  const tier = tiers.snapshot();
  if (top === 1) for (let p = 0; p < tier.length; p++) tier[p]++;
  const columns = ownership.columns(tier.length);
  // Whole blocks leave under the driver: it may have a little room and still be out of it for the next.
  const full = tiers.upper.size >= tiers.upper.frames || (config.policy === 'driver' && tiers.upper.size < tier.length);
  const next = full && tier.length <= WIDEST ? upcoming(tiers.upper, config.policy) : [];
  const within = order.page >= 0 && order.page < tier.length;
  const from = within ? columns.first[order.page] : 0;
  const to = within ? (columns.first[order.page + 1] ?? graph.nodes) : 0;
  return {
    id: order.id, ...finished(moment),
    policy: config.policy, page: config.page, top,
    capacity: top === 0 ? tiers.capacity : { video: -1, main: tiers.capacity.video },
    tier, ...columns, nodes: graph.nodes, next: Int32Array.from(next), full,
    named: within ? { page: order.page, from, to, names: Array.from({ length: Math.min(NAMES_MOST, to - from) }, (_, i) => graph.name(from + i)) } : null,
    curve: null,
  };
}

/** All buffers of a look, to be transferred. */
export function buffersOf({ tier, owner: owners, first, next, curve }: MemoryLook): ArrayBuffer[] {
  const of = [tier.buffer, owners.buffer, first.buffer, next.buffer];
  return curve && typeof curve === 'object' ? [...of, curve.lru.buffer, curve.at.buffer, curve.min.buffer, curve.own.buffer] : of;
}

function sliced<T>(steps: Generator<void, T>, hasTime: () => boolean): T | null {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    if (!hasTime()) return null;
  }
}
