/** Single costs, measured by themselves: against the size of the graph (`part: n`) and of what is executed (`part: p`). */
import { compile, COST, runSeconds, runTerms } from '../memory/coefficients.ts';
import { isOn, numberOf, partOf, textOf, type Recording } from './recording.ts';
import { Rows, type ModelRow } from './rows.ts';

/** A scalar constant, and one of 40 kB, against a perceptron's node: in work that goes through the graph, and in Python. */
const WEIGHT: Readonly<Record<string, number>> = { scalar: 0.6, bigconst: 1.6 };
const BUILT: Readonly<Record<string, number>> = { scalar: 0.6, bigconst: 0.6 };
/** Seconds a node: as_graph_def, the first run of a session, which reads the whole graph, and one of many equal chains that are merged. */
const GRAPH_DEF = 3.75e-6;
const FIRST_RUN = 15e-6;
const MERGED = 24e-6;

export function micro({ params, epochs }: Recording): ModelRow[] {
  return params.part === 'n' ? bySize(params, epochs[0] ?? {}) : byExecuted(epochs);
}

function bySize(params: Recording['params'], of: Record<string, unknown>): ModelRow[] {
  const nodes = numberOf(of.N);
  const mix = textOf(params.mix);
  const optimised = !isOn(params.no_grappler);
  const weight = WEIGHT[mix] ?? 1;
  const rows = new Rows();
  const add = (key: string, seconds: number): void => {
    const { cpu_median: median, cpu } = partOf(of[key]);
    rows.quantity(key, seconds, numberOf(median ?? cpu), nodes);
  };
  const run = (grew: boolean, fresh: boolean): number => runSeconds(runTerms({ nodes: nodes * weight, grew, fresh, executed: numberOf(of.P_of_new_signature) }, optimised));
  add('build', nodes * COST.buildNode * (BUILT[mix] ?? 1));
  add('first_run_extend_all', FIRST_RUN * nodes * weight);
  add('cached_run', run(false, false));
  add('cached_run_after', run(false, false));
  add('new_signature_unchanged_graph', run(false, true));
  add('mutated_run_cached_signature', run(true, false));
  add('mutated_and_new_signature', run(true, true));
  add('save_with_meta', COST.save + COST.metaPerNode * nodes);
  add('save_without_meta', COST.save);
  add('as_graph_def', GRAPH_DEF * nodes);
  add('gradients_of_hoisted_loss', COST.gradients + COST.gradientsPerNode * nodes);
  add('gc_collect_alive', COST.collect + COST.collectAlivePerNode * nodes);
  add('close', COST.closePerNode * nodes);
  add('gc', COST.collect + COST.collectPerNode * nodes);
  return rows.rows;
}

function byExecuted(points: Recording['epochs']): ModelRow[] {
  const rows = new Rows();
  for (const point of points) {
    const [nodes, executed, asked] = [numberOf(point.N), numberOf(point.executed_nodes), numberOf(point.P)];
    const merged = textOf(point.shape) === 'wide';
    const first = runTerms({ nodes, grew: false, fresh: true, executed });
    // Of many equal chains one is left, but all of them are gone through to find that out.
    const compiled = merged ? MERGED * asked : compile(executed);
    rows.quantity(`${textOf(point.shape)} ${asked} first`, runSeconds({ ...first, compile: compiled }), numberOf(partOf(point.first).cpu), nodes);
    rows.quantity(`${textOf(point.shape)} ${asked} steady`, first.fixed + first.steady, numberOf(partOf(point.steady).cpu_median), nodes);
  }
  return rows.rows;
}
