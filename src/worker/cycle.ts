/**
 * Save, clear and reload with exactly the consequences of product.md section 4. Periodic ones check first: where reload
 * could not succeed, nothing is done at all.
 */
import { OutOfMemory } from '../engine/heap.ts';
import { RunFailure, TensorFlowError } from '../engine/op-def.ts';
import type { Tensor } from '../engine/dtype.ts';
import { LINE } from '../programs/lines.ts';
import type { Model } from '../programs/program.ts';
import type { Hand } from '../protocol/action.ts';
import type { RunError } from '../protocol/messages.ts';
import { saver } from '../tf/saver.ts';
import type { Variable } from '../tf/variables.ts';
import { encode, mismatch } from './checkpoint.ts';
import { cleared, imported } from './importing.ts';
import { memoryError, noMeta, nothingSaved, nothingToSave, runError, wrongCheckpoint } from './errors.ts';
import type { Boundary, Loop } from './loop.ts';

/** Where savers write: one file, as in the script. */
export const PATH = './model';

const path: Tensor = { dtype: 'string', shape: [], data: [PATH] };

const nodesIn = (n: number): string => `${n.toLocaleString('en')} nodes`;

/** The switches' turn at the end of an epoch (or model). */
export function* periodic(r: Loop): Generator<Boundary, void> {
  for (;;) {
    const { save, clear, reload } = r.config;
    if (reload && !save) {
      const problem = reloadProblem(r, clear ? 'clear and reload' : 'reload');
      if (problem) {
        r.fail(problem);
        yield* r.stopped();
        // The visitor resumed: with the cause mended this turn is taken as the switches now say, else it is left out.
        const now = r.config;
        if (now.reload && !now.save && reloadProblem(r, 'reload')) return;
        continue;
      }
    }
    yield* guarded(r, function* () {
      if (save) yield* saveNow(r);
      if (clear) clearNow(r, reload);
      if (reload) yield* reloadNow(r);
    });
    return;
  }
}

/** A turn that fails pauses the run, and is not repeated: what the visitor does next says how it goes on. */
function* guarded(r: Loop, turn: () => Generator<Boundary, void>): Generator<Boundary, void> {
  try {
    yield* turn();
  } catch (error) {
    if (error instanceof OutOfMemory) r.fail(memoryError(error, r.moment.epoch));
    else if (error instanceof TensorFlowError) r.fail(runError(error, r.moment.epoch));
    else throw error;
    yield* r.stopped();
  }
}

/** One of them, by hand, at this moment. */
export function byHand(r: Loop, hand: Hand): Generator<Boundary, void> {
  return guarded(r, function* () {
    if (hand === 'clear') clearNow(r, false);
    else if (hand === 'save') {
      if (r.model) yield* saveNow(r);
      else { r.fail(nothingToSave(r.moment.epoch)); yield* r.stopped(); }
    } else {
      const problem = reloadProblem(r, 'by hand');
      if (problem) { r.fail(problem); yield* r.stopped(); } else yield* reloadNow(r);
    }
  });
}

/** The shapes that a model of the current kind needs; known from the model at hand, else from the checkpoint's own. */
function reloadProblem(r: Loop, turn: Parameters<typeof nothingSaved>[1]): RunError | null {
  const tensors = r.files.get(PATH);
  if (!tensors || !r.checkpoint) return nothingSaved(r.moment.epoch, turn);
  const why = mismatch(tensors, wantedShapes(r));
  if (why) return wrongCheckpoint(r.moment.epoch, why);
  return r.config.rebuild === 'meta' && !r.saved ? noMeta(r.moment.epoch) : null;
}

function wantedShapes(r: Loop): Map<string, { shape: readonly number[]; optional: boolean }> {
  const { model } = r;
  if (model) return new Map([...model.variables].map(([n, v]) => [n, { shape: v.dims, optional: model.slots.has(n) }]));
  return new Map(r.program.shapes(r.knobs, r.spec).map(({ name, shape }) => [name, { shape, optional: false }]));
}

/** The epoch that the weights have reached: the one under way, or the last one before its first run. */
const reached = ({ moment }: Loop): number => (moment.run === 0 ? moment.epoch - 1 : moment.epoch);

const kept = (r: Loop, { variables, slots }: Model): Map<string, Variable> => new Map([...variables].filter(([name]) => r.config.slots || !slots.has(name)));

function* saveNow(r: Loop): Generator<Boundary, void> {
  const { model, tf } = r;
  if (!model) throw new RunFailure('ValueError', 'No variables to save');
  const variables = kept(r, model);
  const before = tf.graph.nodes;
  const made = r.build('save', () => { tf.at(LINE.saver, 'checkpoint'); return saver(tf, variables); });
  yield* r.maintain([made.save], [], new Map([[made.filename, path]]), 'save');
  const tensors = r.files.get(PATH)!;
  const bytes = encode({ epoch: reached(r), tensors }).length;
  r.ledger.saved(bytes);
  r.saved = r.config.rebuild === 'meta' ? { graph: tf.graph, nodes: tf.graph.nodes, model: r.trail.model, saver: made } : null;
  r.checkpoint = {
    epoch: reached(r), bytes, origin: 'run',
    variables: [...variables].map(([name, v]) => ({ name, shape: [...v.dims], slot: model.slots.has(name) })).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
  r.event('save', `Saved a checkpoint of ${(bytes / 1000).toLocaleString('en', { maximumSignificantDigits: 3 })} kB; its saver added ${nodesIn(tf.graph.nodes - before)}.`, { bytes, nodes: tf.graph.nodes - before });
}

function clearNow(r: Loop, reloading: boolean): void {
  const { model, tf: { graph } } = r;
  const lost = model !== null && !reloading;
  const nodes = r.reset();
  const { video, main, disk, held, kept: alive } = r.ledger.bytes();
  const { text, detail } = cleared()(r, nodes, alive, lost ? model : null, graph);
  if (lost) r.lost = detail.tensorflow === undefined ? null : { epoch: reached(r), tensorflow: detail.tensorflow };
  r.event('clear', text, { nodes, nodesAfter: r.tf.graph.nodes, bytesAfter: video + main + disk, processAfter: main + disk + held, alive, weightsLost: lost, ...detail });
}

function* reloadNow(r: Loop): Generator<Boundary, void> {
  const { tf } = r;
  const tensors = r.files.get(PATH)!;
  const info = r.checkpoint!;
  const before = tf.graph.nodes;
  tf.forced = 'checkpoint';
  try {
    const meta = r.config.rebuild === 'meta' ? r.saved : null;
    const rebuild = (): Model => r.program.build(tf, r.knobs, r.spec, r.digits, r.shared);
    const model = meta ? r.imports(rebuild) : r.build('reload', rebuild, 1);
    const built = tf.graph.nodes;
    const restored = new Map([...model.variables].filter(([name]) => tensors.has(name)));
    const fresh = [...model.variables].filter(([name]) => !tensors.has(name)).map(([, v]) => v.assign);
    const made = (meta && (yield* imported()(r, meta, [before, built]))) ?? r.build('reload', () => { tf.at(LINE.reload, 'checkpoint'); return saver(tf, restored); });
    yield* r.maintain([], [made.restore, ...fresh], new Map([[made.filename, path]]), 'reload');
    r.model = model;
    r.lost = null;
    r.trail.model = [before, built];
    const back = info.epoch < reached(r) ? ` The checkpoint is of epoch ${info.epoch}: training goes back to what it knew then.` : '';
    const old = before > 0 ? ` The old graph is still there: ${nodesIn(before)}.` : '';
    const slots = fresh.length > 0 ? ' Optimizer slots were not in it and start at zero.' : '';
    r.ledger.reloaded(info.bytes);
    r.event('reload', `Reloaded the model: ${nodesIn(tf.graph.nodes - before)} ${meta ? 'imported with the saved graph, those that leaked included' : 'built'}.${back}${old}${slots}`, { from: info.epoch, nodes: tf.graph.nodes - before, kept: before, meta: meta !== null, back: back !== '', fresh: fresh.length });
  } finally {
    tf.forced = null;
  }
}
