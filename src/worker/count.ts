/**
 * How many nodes a program builds, by building them: a model, and the steps of an epoch, into a graph that is thrown away. Nothing is run.
 * A step of many samples is continued from smaller ones where these are in proportion; count.test.ts proves that this is what a run adds.
 */
import { toldBytes } from '../accounts/space.ts';
import { BYTES } from '../memory/coefficients.ts';
import { encodeGraph } from '../graphdef/binary.ts';
import { batches } from '../programs/classifier.ts';
import { programOf } from '../programs/index.ts';
import type { Digits, Model, Now } from '../programs/program.ts';
import type { RunConfig } from '../protocol/config.ts';
import type { Counted } from '../protocol/counts.ts';
import { Context } from '../tf/context.ts';
import { nodeData } from '../tf/graphdef/export.ts';

/** Steps of at most so many samples are built as they are. */
export const BUILT_MOST = 64;
/** Sizes from which larger steps are continued: two for the slope, one to see that it holds. */
const LAW = [16, 17, 33] as const;
/** Nodes of a step whose bytes in a GraphDef are measured. */
const MEASURED_MOST = 4_000;

/** Counts for a config. The program must be loaded. */
export function count(config: RunConfig, digits: Digits): Counted {
  const program = programOf(config.program);
  const tf = new Context();
  const shared = new Map();
  const specs = program.models(config);
  const model = program.build(tf, config, specs[0], digits, shared);
  const first = tf.graph.nodes;
  if (program.succession && specs.length > 1) program.build(tf, config, specs[1], digits, shared);
  const before = tf.graph.nodes;
  const parts = batches(config, specs[0].train);
  // The first step of a graph may build what later ones share.
  pass(model, parts[0].slice(0, 2), { epoch: 1, run: 0, runs: parts.length, fix: config.fix });
  const unknown = parts[0].length;
  const steps = new Steps(tf, model, config.fix, parts.length, unknown);
  const epoch = { nodes: 0, bytes: 0, told: 0 };
  parts.forEach((part, run) => {
    const { nodes, bytes, told } = steps.of(part, run);
    epoch.nodes += nodes;
    epoch.bytes += bytes;
    epoch.told += told;
  });
  const [from, to] = before > first ? [first, before] : [0, first];
  return {
    model: to - from, modelBytes: graphDefBytes(tf, from, to), modelTold: toldBytes(tf.graph, from, to, unknown),
    epoch: epoch.nodes, epochBytes: epoch.bytes, epochTold: epoch.told, how: steps.how, sizes: [...steps.sizes].sort((a, b) => a - b), held: BYTES.nodeRun, graphDefLimit: BYTES.graphDefLimit,
  };
}

/** Builds all that one pass of the loop builds. */
function pass(model: Model, samples: readonly number[], now: Now): void {
  const step = model.step(samples, now);
  step.late?.();
  step.after?.();
}

/** What a step adds. */
interface Added { readonly nodes: number; readonly bytes: number; readonly told: number }

class Steps {
  how: Counted['how'] = 'built';
  readonly sizes = new Set<number>();
  private readonly known = new Map<string, Added>();

  constructor(private readonly tf: Context, private readonly model: Model, private readonly fix: boolean, private readonly runs: number, private readonly unknown: number) {}

  /** What the step of these samples adds as the epoch's run of this number. Equal steps are built once; what a program does once an epoch it does in the first or the last. */
  of(samples: readonly number[], run: number): Added {
    const place = run === 0 ? 'first' : run === this.runs - 1 ? 'last' : 'between';
    const key = `${samples.length} ${place}`;
    let added = this.known.get(key);
    if (added === undefined) this.known.set(key, (added = this.counted(samples, run)));
    return added;
  }

  private counted(samples: readonly number[], run: number): Added {
    if (samples.length <= BUILT_MOST) return this.built(samples, run);
    const [a, b, c] = LAW.map((size) => this.built(samples.slice(0, size), run));
    const slope = b.nodes - a.nodes;
    if (c.nodes - b.nodes !== slope * (LAW[2] - LAW[1])) return this.built(samples, run);
    this.how = 'law';
    const more = samples.length - LAW[0];
    // Bytes are no straight line: names grow with their numbers. Over so few samples that is little.
    const along = (p: number, q: number): number => p + ((q - p) / (LAW[2] - LAW[0])) * more;
    return { nodes: a.nodes + slope * more, bytes: along(a.bytes, c.bytes), told: along(a.told, c.told) };
  }

  private built(samples: readonly number[], run: number): Added {
    const { graph } = this.tf;
    const nodes = graph.nodes;
    // The second epoch: what only a first one builds is over.
    pass(this.model, samples, { epoch: 2, run, runs: this.runs, fix: this.fix });
    this.sizes.add(samples.length);
    return { nodes: graph.nodes - nodes, bytes: graphDefBytes(this.tf, nodes, graph.nodes), told: toldBytes(graph, nodes, graph.nodes, this.unknown) };
  }
}

function graphDefBytes({ graph }: Context, from: number, to: number): number {
  if (to === from) return 0;
  const measured = Math.min(MEASURED_MOST, to - from);
  const result = encodeGraph({ nodes: Array.from({ length: measured }, (_, i) => nodeData(graph, from + i)), producer: 0, minConsumer: 0 });
  if (!result.ok) throw new Error(`internal: ${result.error}`);
  return (result.value.length / measured) * (to - from);
}
