/**
 * What is said of a clear, and what TensorFlow says to a script whose loop goes on after a clear without building its model again. The loop's own statements are tried
 * against an empty graph that is then thrown away: what goes wrong there is the error, with the names, shapes and dtypes of this very program.
 */
import { bytes, count } from '../lib/format.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import { OutOfMemory } from '../engine/heap.ts';
import type { Model } from '../programs/program.ts';
import { Tensor, type Graph } from '../tf/graph.ts';
import type { Loop } from './loop.ts';

/** Names in an empty graph are the same after every clear: one try a run is enough, and one more where the leak is cured meanwhile. */
const known = new WeakMap<Loop, Map<boolean, string>>();

/** The error as Python prints it; null where nothing goes wrong: models in succession are built anew after a clear in any case. `model` was built in `old`, both cleared away: trying may add to that graph. */
function wouldStop(r: Loop, model: Model, old: Graph): string | null {
  if (r.program.succession) return null;
  const { fix } = r.config;
  const texts = known.get(r) ?? new Map<boolean, string>();
  known.set(r, texts);
  let text = texts.get(fix);
  if (text === undefined) texts.set(fix, (text = tried(r, model, old, fix)));
  return text;
}

function tried({ tf, spec }: Loop, model: Model, old: Graph, fix: boolean): string {
  const sample = spec.train.slice(0, 1);
  try {
    tf.inGraph(tf.newGraph(), () => model.step(sample, { epoch: 1, run: 0, runs: 1, fix }));
  } catch (error) {
    if (error instanceof TensorFlowError && / must be from the same graph as |^No variables to optimize/.test(error.message)) return `${error.kind}: ${error.message}`;
    // All that an op reads is of the old graph: TensorFlow adds it there without a word, and the run fails.
    if (!(error instanceof TensorFlowError) && !(error instanceof OutOfMemory)) throw error;
  }
  // Nothing is built anew: the new session is fed a tensor that it does not know.
  const [fed] = model.feed(sample).keys();
  return `TypeError: Cannot interpret feed_dict key as Tensor: Tensor ${String(new Tensor(old, fed, 0))} is not an element of this graph.`;
}

/** The event of a clear: `nodes` gone, `alive` bytes of graphs that are not. `model`: the one whose weights are lost, built in `old`; null where a reload follows or there was none. */
export function sayCleared(r: Loop, nodes: number, alive: number, model: Model | null, old: Graph): { text: string; detail: { tensorflow?: string } } {
  const stops = model ? wouldStop(r, model, old) : null;
  const lost = model ? ` The weights are lost unless a reload comes before the next run: without one, that run builds the model anew${stops === null ? '' : ` (TensorFlow itself would stop: ${stops})`}.` : '';
  return {
    text: `Cleared the session: ${count(nodes)} ${nodes === 1 ? 'node is' : 'nodes are'} gone.${alive > 0 ? ` Graphs of ${bytes(alive)} are still alive.` : ''}${lost}`,
    detail: stops === null ? {} : { tensorflow: stops },
  };
}
