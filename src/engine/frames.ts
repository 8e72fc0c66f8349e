/**
 * Executes a run with loops and conditionals as TensorFlow's executor does (common_runtime/executor.cc, propagator_state.cc): values flow along
 * edges, each in a frame and an iteration; what a Switch does not pick is dead, and deadness flows on; a Merge takes the first input that is
 * alive. One thread, in the order that order.ts tells of, so a run is repeatable. Kernels are the ops' own.
 *
 * Counters of a node in an iteration: `pending`, how many inputs it still waits for; of a Merge, 1 until a live input has come, plus 2 for
 * each control input outstanding. `dead`: how many inputs came dead.
 */
import { invariant } from '../lib/assert.ts';
import type { Tensor } from './dtype.ts';
import type { Executor, Work } from './executor.ts';
import { FrameCompute } from './frames-compute.ts';
import { planOf, type Consumer, type FramePlan, type PlanNode } from './frames-plan.ts';
import { Pool, Value } from './frames-values.ts';
import { RunFailure, type Output } from './op-def.ts';

class Iteration {
  readonly pending: Int32Array;
  readonly dead: Int32Array;
  readonly entries: (Value | null)[];
  /** Nodes that are ready or under way. */
  outstanding = 0;
  /** Frames that were entered from here and are not finished. */
  frames = 0;
  /** Which input a Merge took. */
  readonly chosen: Map<PlanNode, number> = new Map();

  constructor(plan: FramePlan) {
    this.pending = plan.pending.slice();
    this.dead = new Int32Array(plan.nodes.length);
    this.entries = new Array<Value | null>(plan.entries).fill(null);
  }
}

class Frame {
  readonly iterations = new Map<number, Iteration>();
  readonly children = new Map<string, Frame>();
  /** The newest iteration. */
  last = 0;
  /** Enter nodes that have not delivered yet. */
  entering: number;
  /** Values that every iteration gets. */
  readonly constants: { node: PlanNode; value: Value | null }[] = [];
  /** What waits for an iteration that may not start yet. */
  waiting: { node: PlanNode; value: Value }[] = [];
  deadExits: PlanNode[] = [];

  constructor(readonly plan: FramePlan, readonly parent: Frame | null, readonly parentIteration: number) {
    this.entering = plan.enters;
    this.iterations.set(0, new Iteration(plan));
  }
}

interface Ready { node: PlanNode; frame: Frame; iteration: number; dead: boolean }

export class Frames implements Executor {
  executed = 0;
  private readonly pool: Pool;
  private readonly compute: FrameCompute;
  /** What became ready while a node was processed. */
  private newly: Ready[] = [];
  /** What the thread does next, in turn; `tasks` are for later, the newest first. */
  private queue: Ready[] = [];
  private head = 0;
  private readonly tasks: Ready[] = [];
  private readonly root: Frame;
  /** Values of constants and variables: they stay where they are. */
  private readonly sources = new Map<PlanNode, Value>();
  private readonly wanted = new Set<string>();
  private readonly fetched = new Map<string, Value>();

  constructor(private readonly work: Work) {
    const { graph, needed, feeds, fetches } = work;
    this.pool = new Pool(graph.heap);
    this.compute = new FrameCompute(graph, this.pool, work.session);
    const plan = planOf(graph, needed, new Set(feeds.keys()));
    this.root = new Frame(plan.root, null, -1);
    for (const o of fetches) this.wanted.add(`${o.id}:${o.index}`);
    for (const node of plan.ready) this.ready(node, this.root, 0, false);
    this.schedule();
  }

  /** Most bytes that values took at one time. */
  get peak(): number { return this.pool.peak; }

  advance(limit: number): boolean {
    let left = limit;
    while (this.head < this.queue.length || this.tasks.length > 0) {
      if (left <= 0) return false;
      if (this.head === this.queue.length) {
        this.queue = [this.tasks.pop()!];
        this.head = 0;
      }
      this.process(this.queue[this.head++]);
      this.schedule();
      left -= 16;
    }
    this.work.fetches.forEach((o, i) => {
      if (!this.fetched.has(`${o.id}:${o.index}`)) throw new RunFailure('InvalidArgumentError', `Retval[${i}] does not have value`);
    });
    return true;
  }

  fetch(o: Output): Tensor {
    const v = this.fetched.get(`${o.id}:${o.index}`);
    invariant(v !== undefined, `a value of node ${o.id}`);
    if (v.variable >= 0) {
      const t = this.work.session.variable(v.variable);
      return { ...t, data: t.data.slice() };
    }
    if (v.text) return { dtype: v.dtype, shape: v.shape, data: v.text };
    return { dtype: v.dtype, shape: v.shape, data: this.pool.view(v).slice() };
  }

  // --- one node ------------------------------------------------------------------------------------------------------

  private process({ node, frame, iteration, dead }: Ready): void {
    const it = frame.iterations.get(iteration)!;
    let outputs: (Value | null)[];
    if (dead) outputs = node.consumers.map(() => null);
    else {
      this.executed++;
      outputs = this.execute(node, it);
    }
    // Delivered values are held by their entries; this hold keeps them while they are handed out. An output may be an input.
    for (const v of outputs) if (v) this.pool.hold(v);
    for (let i = 0; i < node.data; i++) {
      const v = it.entries[node.entry + i];
      if (v) this.pool.drop(v);
      it.entries[node.entry + i] = null;
    }
    if (!dead && this.wanted.size > 0) this.keepFetched(node, outputs);
    this.propagate(node, frame, iteration, outputs, dead);
    for (const v of outputs) if (v) this.pool.drop(v);
    it.outstanding--;
    this.clean(frame, iteration);
  }

  private keepFetched(node: PlanNode, outputs: readonly (Value | null)[]): void {
    for (let k = 0; k < outputs.length; k++) {
      const v = outputs[k];
      const key = `${node.id}:${k}`;
      if (!v || !this.wanted.has(key)) continue;
      const before = this.fetched.get(key);
      if (before) this.pool.drop(before);
      // What is fetched of an update is what it gave then; of a variable, what it holds in the end.
      const kept = v.variable >= 0 && node.source !== 'variable' ? this.copy(v) : v;
      this.fetched.set(key, this.pool.hold(kept));
    }
  }

  /**
   * What a node sees of a reference that takes it as a value. For scripts that is the variable's own memory, as in TensorFlow's executor
   * (a tensor that shares the buffer): what is changed later in the run shows in it. Variables that have no place of their own are copied.
   */
  private copy(v: Value): Value {
    if (v.variable < 0) return v;
    if (this.work.order && v.address > 0) return new Value(v.dtype, v.shape, v.address, 0);
    return this.pool.put(this.work.session.variable(v.variable));
  }

  private execute(node: PlanNode, it: Iteration): (Value | null)[] {
    const { entries } = it;
    const at = node.entry;
    switch (node.flow) {
      case 'switch': {
        const data = this.settled(node, entries[at]!);
        const pred = entries[at + 1]!;
        if (pred.shape.length > 0) this.fail(node, `The second input must be a scalar, but it has shape [${pred.shape.join(',')}]`);
        const on = this.pool.view(pred)[0] !== 0;
        return on ? [null, data] : [data, null];
      }
      case 'merge': {
        const chosen = it.chosen.get(node)!;
        it.chosen.delete(node);
        const index = this.pool.make('int32', []);
        this.pool.view(index)[0] = chosen;
        return [this.settled(node, entries[at + chosen]!), index];
      }
      case 'enter': case 'exit': case 'next': case 'reference': return [this.settled(node, entries[at]!)];
      case 'cond': return [entries[at]];
      case 'trigger': return [];
      case undefined: default: return this.kernel(node, entries);
    }
  }

  /** A reference where the node hands on references; else its value as it is now. */
  private settled(node: PlanNode, v: Value): Value {
    if (v.variable < 0 || node.refOutput) return v;
    this.checkRead(node, v);
    return this.copy(v);
  }

  private kernel(node: PlanNode, entries: readonly (Value | null)[]): (Value | null)[] {
    if (node.fed) return [this.pool.put(this.work.feeds.get(node.id)!)];
    if (node.source) return [this.source(node)];
    const inputs = this.compute.in;
    inputs.length = 0;
    for (let i = 0; i < node.data; i++) inputs.push(entries[node.entry + i]!);
    if (node.forwards && inputs[0].variable < 0) return [inputs[0]];
    if (node.forwards && this.work.order && !node.refOutput) return [this.settled(node, inputs[0])];
    if (this.work.careful && node.c.op.type !== 'Assign' && node.c.op.type !== 'IsVariableInitialized') for (const v of inputs) this.checkRead(node, v);
    this.compute.run(node);
    for (const v of this.compute.spare) this.pool.drop(this.pool.hold(v));
    this.compute.spare.length = 0;
    return node.consumers.map((_, k) => this.compute.out_[k] ?? null);
  }

  private fail(node: PlanNode, message: string): never { throw new RunFailure('InvalidArgumentError', `${message}\n\t [[{{node ${this.work.graph.name(node.id)}}}]]`); }

  private checkRead(node: PlanNode, v: Value): void {
    if (v.variable < 0 || this.work.session.isInitialised(v.variable)) return;
    const { graph } = this.work;
    throw new RunFailure('FailedPreconditionError', `Attempting to use uninitialized value ${graph.name(v.variable)}\n\t [[{{node ${graph.name(node.id)}}}]]`);
  }

  private source(node: PlanNode): Value {
    let v = this.sources.get(node);
    if (!v) {
      const { graph } = this.work;
      const s = node.c.outputs[0];
      const text = node.source === 'const' && s.dtype === 'string' ? graph.strings.get(node.id)! : null;
      v = new Value(s.dtype, (s.shape ?? []) as readonly number[], graph.valueOf(node.id), 0, node.source === 'variable' ? node.id : -1, text);
      this.sources.set(node, v);
    }
    return v;
  }

  // --- edges ---------------------------------------------------------------------------------------------------------

  private propagate(node: PlanNode, frame: Frame, iteration: number, outputs: readonly (Value | null)[], dead: boolean): void {
    switch (node.flow) {
      case 'enter': {
        const child = this.child(frame, iteration, node);
        if (node.c.attrs.is_constant === true) this.constant(child, node, outputs[0]);
        else this.deliver(node, child, 0, outputs, dead);
        child.entering--;
        this.clean(child, 0);
        return;
      }
      case 'exit':
        if (!dead) this.deliver(node, frame.parent!, frame.parentIteration, outputs, false);
        else if (iteration === frame.last) frame.deadExits.push(node);
        return;
      case 'next':
        // A dead value ends the loop.
        if (dead) return;
        if (iteration < frame.last) this.deliver(node, frame, iteration + 1, outputs, false);
        else if (frame.iterations.size >= frame.plan.parallel) frame.waiting.push({ node, value: this.pool.hold(outputs[0]!) });
        else {
          this.begin(frame);
          this.deliver(node, frame, iteration + 1, outputs, false);
        }
        return;
      case 'switch': case 'merge': case 'cond': case 'trigger': case 'reference': case undefined: default: this.deliver(node, frame, iteration, outputs, dead);
    }
  }

  private deliver(node: PlanNode, frame: Frame, iteration: number, outputs: readonly (Value | null)[], dead: boolean): void {
    const it = frame.iterations.get(iteration)!;
    for (let k = 0; k < node.consumers.length; k++) for (const use of node.consumers[k]) this.data(use, frame, iteration, it, outputs[k], node.flow === 'enter');
    for (const use of node.waiting) this.control(use.node, frame, iteration, it, dead);
  }

  private data({ node, input }: Consumer, frame: Frame, iteration: number, it: Iteration, value: Value | null, entering: boolean): void {
    const { index } = node;
    if (node.merge) {
      if (value) {
        const count = it.pending[index];
        if ((count & 1) === 0) return; // another input came before
        it.pending[index] = count - 1;
        it.entries[node.entry + input] = this.pool.hold(value);
        it.chosen.set(node, input);
        if (count === 1) this.ready(node, frame, iteration, false);
      } else {
        const all = ++it.dead[index] === node.data || entering;
        if (it.pending[index] === 1 && all) this.ready(node, frame, iteration, true);
      }
      return;
    }
    if (value) it.entries[node.entry + input] = this.pool.hold(value);
    else it.dead[index]++;
    this.arrived(node, frame, iteration, it);
  }

  private control(node: PlanNode, frame: Frame, iteration: number, it: Iteration, dead: boolean): void {
    const { index } = node;
    if (node.merge) {
      it.pending[index] -= 2;
      const count = it.pending[index];
      const all = it.dead[index] === node.data;
      if (count === 0 || (count === 1 && all)) this.ready(node, frame, iteration, all);
      return;
    }
    if (dead) it.dead[index]++;
    this.arrived(node, frame, iteration, it);
  }

  private arrived(node: PlanNode, frame: Frame, iteration: number, it: Iteration): void {
    if (--it.pending[node.index] === 0) this.ready(node, frame, iteration, it.dead[node.index] > 0 && node.flow !== 'trigger');
  }

  private ready(node: PlanNode, frame: Frame, iteration: number, dead: boolean): void {
    frame.iterations.get(iteration)!.outstanding++;
    this.newly.push({ node, frame, iteration, dead });
  }

  /**
   * Cheap and dead nodes are done by the thread in turn; of the costly ones the last, if it has nothing else to do, and the others wait
   * in the pool. What TensorFlow's executor does not see is done at once.
   */
  private schedule(): void {
    const { order } = this.work;
    if (!order) {
      this.queue.push(...this.newly.splice(0));
      return;
    }
    const { places, cheap } = order;
    const seen: { ready: Ready; place: number }[] = [];
    while (this.newly.length > 0) {
      for (const ready of this.newly.splice(0)) {
        const place = places.get(ready.node.id);
        if (place === undefined) this.process(ready);
        else seen.push({ ready, place });
      }
    }
    const costly: Ready[] = [];
    for (const { ready } of seen.sort((a, b) => a.place - b.place)) (ready.dead || ready.node.fed || ready.node.source === 'const' || cheap(ready.node.c.op.type) ? this.queue : costly).push(ready);
    if (costly.length > 0 && this.head === this.queue.length) this.queue.push(costly.pop()!);
    this.tasks.push(...costly);
  }

  // --- frames --------------------------------------------------------------------------------------------------------

  private child(frame: Frame, iteration: number, node: PlanNode): Frame {
    const name = node.c.attrs.frame_name as string;
    const key = `${name};${iteration}`;
    let child = frame.children.get(key);
    if (!child) {
      child = new Frame(frame.plan.children.get(name)!, frame, iteration);
      frame.children.set(key, child);
      frame.iterations.get(iteration)!.frames++;
    }
    return child;
  }

  private constant(frame: Frame, node: PlanNode, value: Value | null): void {
    if (value) this.pool.hold(value);
    frame.constants.push({ node, value });
    for (const iteration of frame.iterations.keys()) this.deliver(node, frame, iteration, [value], value === null);
  }

  private begin(frame: Frame): void {
    frame.last++;
    frame.deadExits = [];
    frame.iterations.set(frame.last, new Iteration(frame.plan));
    for (const { node, value } of frame.constants) this.deliver(node, frame, frame.last, [value], value === null);
  }

  /** Lets go of iterations that are over, starts one that waited, and ends the frame when none is left. */
  private clean(frame: Frame, from: number): void {
    if (!frame.parent) return;
    let at = from;
    while (at <= frame.last && this.isOver(frame, at)) {
      this.forget(frame.iterations.get(at)!);
      frame.iterations.delete(at);
      at++;
      if (frame.waiting.length > 0) {
        const values = frame.waiting;
        frame.waiting = [];
        this.begin(frame);
        for (const { node, value } of values) {
          this.deliver(node, frame, frame.last, [value], false);
          this.pool.drop(value);
        }
      }
    }
    if (frame.iterations.size === 0 && frame.entering === 0) this.finish(frame);
  }

  private isOver(frame: Frame, iteration: number): boolean {
    const it = frame.iterations.get(iteration);
    if (!it || it.outstanding > 0 || it.frames > 0) return false;
    return iteration === 0 ? frame.entering === 0 : !frame.iterations.has(iteration - 1);
  }

  private forget(it: Iteration): void {
    for (const v of it.entries) if (v) this.pool.drop(v);
  }

  private finish(frame: Frame): void {
    const { parent, parentIteration } = frame;
    for (const [key, f] of parent!.children) if (f === frame) parent!.children.delete(key);
    for (const { value } of frame.constants) if (value) this.pool.drop(value);
    for (const node of frame.deadExits) this.deliver(node, parent!, parentIteration, node.consumers.map(() => null), true);
    parent!.iterations.get(parentIteration)!.frames--;
    this.clean(parent!, parentIteration);
  }
}
