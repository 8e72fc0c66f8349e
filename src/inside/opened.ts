/** One run, optimised pass by pass and planned for a platform. Pure; the worker's desk asks it. */
import '../engine/all.ts';
import { decodeGraph } from '../graphdef/binary.ts';
import { concat } from '../graphdef/bytes.ts';
import type { GraphDefData, NodeData } from '../graphdef/model.ts';
import { DEFAULT_LIMITS } from '../graphdef/limits.ts';
import { saveGraph } from '../graphdef/open.ts';
import { planOf, type Plan } from '../planner/plan.ts';
import { platformOf } from '../planner/platform.ts';
import { heft } from '../planner/schedule.ts';
import { chromeTrace, type ChromeTrace } from '../planner/trace.ts';
import type { OptNode, Stage } from '../optimizer/index.ts';
import type { DiffGraph } from '../protocol/graph-view.ts';
import type { Fate, InsideAsk, InsideStage, PassCount, PassRow, PlanView } from '../protocol/inside.ts';
import { OUTPUTS_COLUMN } from '../protocol/inside.ts';
import { diffOf } from './diff.ts';
import { importable } from './importable.ts';
import { findRows, passOf, type Pass } from './passes.ts';
import { problemOf, type Planned } from './problem.ts';
import { Statics } from './statics.ts';
import { optimisedRun } from './stages.ts';
import { viewOf } from './view.ts';

type Opening = Extract<InsideAsk, { type: 'open' }>;

/** The running session's own graph is trusted, and may be larger than a file from elsewhere. */
const LIMITS = { ...DEFAULT_LIMITS, fileBytes: 2 ** 31 - 1, parts: 2 ** 30 };

export class OpenedRun {
  readonly passes: readonly Pass[];
  private readonly run: Opening['of'];
  private readonly statics: Statics;
  /** The run's nodes as they were built, and as they are after the last pass. */
  private readonly built: readonly NodeData[];
  private readonly optimised: GraphDefData;
  private readonly stages: readonly Stage[];
  private readonly back: (node: OptNode) => NodeData;
  /** Nodes that were pruned before the graph was handed out. */
  private readonly omitted: number = 0;
  private last: { planned: Planned; plan: Plan } | null = null;

  /** Throws where the parts are no graph. `say`: hears of what is under way. */
  constructor({ of, parts, columns, whole }: Opening, private readonly say: (stage: InsideStage) => void = () => undefined) {
    say({ stage: 'reading' });
    this.run = of;
    const read = decodeGraph(concat(parts.map((part) => new Uint8Array(part))), LIMITS);
    if (!read.ok) throw new Error(read.error);
    const column = columns.find(({ name }) => name === OUTPUTS_COLUMN);
    if (!column) throw new Error(`internal: no column '${OUTPUTS_COLUMN}' beside the graph`);
    const graph = read.value;
    const samples = of.feeds[0]?.shape[0] ?? 1;
    this.statics = Statics.ofColumn(graph.nodes, column, samples);
    for (const { name, dtype, shape } of of.feeds) this.statics.feed(name.replace(/:0$/, ''), { dtype, shape });
    const { stages, built, result, back } = optimisedRun(graph.nodes, this.statics, { feeds: of.feeds.map(({ name }) => name), fetches: of.fetches, targets: of.targets }, undefined, {
      onPass: (pass, round, at, count) => say({ stage: 'pass', pass, round, at, of: count }),
    });
    this.passes = stages.map(passOf);
    this.stages = stages;
    this.back = back;
    // The first pass prunes: a graph that was too large to be handed out whole has been pruned before.
    if (!whole && this.passes.length > 0) {
      const { count } = this.passes[0];
      const gone = of.nodes - count.before;
      this.omitted = gone;
      Object.assign(count, { before: of.nodes, fates: { ...count.fates, removed: count.fates.removed + gone } });
    }
    this.built = built;
    this.optimised = { nodes: result, producer: graph.producer, minConsumer: graph.minConsumer };
  }

  get counts(): PassCount[] { return this.passes.map(({ count }) => count); }

  find(pass: number, text: string, fate: Fate | null, most: number): { rows: PassRow[]; total: number } {
    return findRows(this.passes[pass], text, fate, most);
  }

  /** Before and after a pass, or all of them. */
  diff(pass: number): DiffGraph {
    const stages = pass < 0 ? this.stages : this.stages.slice(pass, pass + 1);
    if (stages.length === 0) throw new Error(`internal: there is no pass ${pass}`);
    return diffOf(stages, this.back, pass <= 0 ? this.omitted : 0);
  }

  plan(platform: string, optimised: boolean): PlanView {
    this.say({ stage: 'planning' });
    const { fetches, feeds } = this.run;
    const planned = problemOf({ nodes: optimised ? this.optimised.nodes : this.built, statics: this.statics, fetches, feeds: feeds.map(({ name }) => name) }, platformOf(platform));
    const { problem } = planned;
    const plan = planOf(problem, heft(problem));
    this.last = { planned, plan };
    return viewOf(planned, plan, optimised);
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
