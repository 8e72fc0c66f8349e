/** One run, optimised pass by pass and planned for a platform. Pure; the worker's desk asks it. */
import '../engine/all.ts';
import { decodeGraph } from '../graphdef/binary.ts';
import { concat } from '../graphdef/bytes.ts';
import type { GraphDefData, NodeData } from '../graphdef/model.ts';
import { DEFAULT_LIMITS } from '../graphdef/limits.ts';
import { saveGraph } from '../graphdef/open.ts';
import type { Plan } from '../planner/plan.ts';
import { platformOf } from '../planner/platform.ts';
import { chromeTrace, type ChromeTrace } from '../planner/trace.ts';
import type { OptNode, Stage } from '../optimizer/index.ts';
import type { DiffGraph } from '../protocol/graph-view.ts';
import type { Fate, InsideAsk, InsideStage, Omitted, PassCount, PlanView, RunValues, Scheduling } from '../protocol/inside.ts';
import { OUTPUTS_COLUMN } from '../protocol/inside.ts';
import { diffOf } from './diff.ts';
import type { Execution } from './executed.ts';
import { importable } from './importable.ts';
import { findRows, passOf, type Found, type Pass } from './passes.ts';
import { edgeOf, problemOf, type Planned } from './problem.ts';
import { Statics, type Inferred } from './statics.ts';
import { optimisedRun } from './stages.ts';
import { chosenPlan, viewOf } from './view.ts';

type Opening = Extract<InsideAsk, { type: 'open' }>;

/** The running session's own graph is trusted, and may be larger than a file from elsewhere. */
const LIMITS = { ...DEFAULT_LIMITS, fileBytes: 2 ** 31 - 1, parts: 2 ** 30 };

export class OpenedRun {
  readonly passes: readonly Pass[];
  /** The pass of XLA, after the last one and no part of the result. */
  private readonly beside: Pass;
  private readonly run: Opening['of'];
  private readonly values: RunValues;
  private readonly statics: Statics;
  /** The run's nodes as they were built, those that are executed of what the passes leave, and all that they leave. */
  private readonly built: readonly NodeData[];
  private readonly executed: readonly NodeData[];
  private readonly optimised: GraphDefData;
  private readonly stages: readonly Stage[];
  private readonly besideStage: Stage;
  private readonly back: (node: OptNode) => NodeData;
  /** Nodes that were pruned before the graph was handed out. */
  private readonly omitted: number = 0;
  /** And which. */
  private readonly listed: Omitted | undefined;
  private last: { planned: Planned; plan: Plan } | null = null;

  /** Throws where the parts are no graph. `say`: hears of what is under way. */
  constructor({ of, parts, columns, whole, omitted, values }: Opening, private readonly say: (stage: InsideStage) => void = () => undefined) {
    say({ stage: 'reading' });
    this.run = of;
    this.values = values;
    this.listed = omitted;
    const read = decodeGraph(concat(parts.map((part) => new Uint8Array(part))), LIMITS);
    if (!read.ok) throw new Error(read.error);
    const column = columns.find(({ name }) => name === OUTPUTS_COLUMN);
    if (!column) throw new Error(`internal: no column '${OUTPUTS_COLUMN}' beside the graph`);
    const graph = whole ? read.value : withinItself(read.value, of.feeds.map(({ name }) => edgeOf(name).name));
    this.statics = Statics.ofColumn(graph.nodes, column, (built) => unknownSize(of.feeds, built));
    for (const { name, dtype, shape } of of.feeds) this.statics.feed(name.replace(/:0$/, ''), { dtype, shape });
    const { stages, built, result, left, beside, back } = optimisedRun(graph.nodes, this.statics, { feeds: of.feeds.map(({ name }) => name), fetches: of.fetches, targets: of.targets, shapes: new Map(of.feeds.map(({ name, shape }) => [edgeOf(name).name, shape])) }, undefined, {
      onPass: (pass, round, at, count) => say({ stage: 'pass', pass, round, at, of: count }),
    });
    this.passes = stages.map(passOf);
    this.stages = stages;
    this.besideStage = beside();
    this.beside = passOf(this.besideStage);
    this.back = back;
    // The first pass prunes: a graph that was too large to be handed out whole has been pruned before.
    if (!whole && this.passes.length > 0) {
      const { count } = this.passes[0];
      const gone = of.nodes - count.before;
      this.omitted = gone;
      Object.assign(count, { before: of.nodes, fates: { ...count.fates, removed: count.fates.removed + gone } });
    }
    this.built = built;
    this.executed = left;
    this.optimised = { nodes: result, producer: graph.producer, minConsumer: graph.minConsumer };
  }

  get counts(): PassCount[] { return this.passes.map(({ count }) => count); }
  /** Nodes that are executed of those that the passes leave, with those that are fed. */
  get left(): number { return this.executed.length; }
  get besideCount(): PassCount { return this.beside.count; }

  /** @param pass as many as there are: the one beside them */
  find(pass: number, text: string, fate: Fate | null, most: number): Found {
    return findRows(this.passes[pass] ?? this.beside, text, fate, most, pass === 0 ? this.listed : undefined);
  }

  /** Before and after a pass, or all of them. */
  diff(pass: number): DiffGraph {
    const stages = pass < 0 ? this.stages : [...this.stages, this.besideStage].slice(pass, pass + 1);
    if (stages.length === 0) throw new Error(`internal: there is no pass ${pass}`);
    return diffOf(stages, this.back, pass <= 0 ? this.omitted : 0);
  }

  plan(platform: string, optimised: boolean, scheduling: Scheduling = 'best'): PlanView {
    this.say({ stage: 'planning' });
    const { fetches, feeds } = this.run;
    const planned = problemOf({ nodes: optimised ? this.executed : this.built, statics: this.statics, fetches, feeds: feeds.map(({ name }) => name) }, platformOf(platform));
    const chosen = chosenPlan(planned, scheduling);
    this.last = { planned, plan: chosen.plan };
    return viewOf(planned, chosen, optimised);
  }

  /** The plan that was made last, to be executed beside the run as it was built. */
  get execution(): Execution {
    if (!this.last) throw new Error('internal: no plan was made yet');
    return { run: this.run, built: this.built, values: this.values, ...this.last };
  }

  save(format: 'pb' | 'pbtxt'): Uint8Array {
    const saved = saveGraph({ ...this.optimised, nodes: importable(this.optimised.nodes) }, format);
    if (!saved.ok) throw new Error(saved.error);
    return saved.value;
  }

  /** The plan that was made last. */
  trace(): ChromeTrace {
    if (!this.last) throw new Error('internal: no plan was made yet');
    const { planned: { problem, ops }, plan } = this.last;
    const { program, epoch, run } = this.run;
    return chromeTrace(plan, problem.tasks, ops, { program, epoch: String(epoch), run: String(run + 1), platform: problem.platform.id });
  }
}

/** Only what a run needs was handed out: what a fed node would read is not there. */
function withinItself(graph: GraphDefData, feeds: readonly string[]): GraphDefData {
  const names = new Set(graph.nodes.map(({ name }) => name));
  const fed = new Set(feeds);
  return { ...graph, nodes: graph.nodes.map((node) => (fed.has(node.name) ? { ...node, inputs: node.inputs.filter((input) => names.has(edgeOf(input).name)) } : node)) };
}

/** The size that stands for one that only a run knows: what was fed in the place of such a one, else the first size of what was fed first. */
function unknownSize(feeds: Opening['of']['feeds'], built: (name: string) => readonly Inferred[]): number {
  for (const { name, shape } of feeds) {
    const declared = built(edgeOf(name).name)[0]?.shape ?? [];
    const at = declared.indexOf(null);
    if (at >= 0 && at < shape.length) return shape[at];
  }
  return feeds.find(({ shape }) => shape.length > 0)?.shape[0] ?? 1;
}
