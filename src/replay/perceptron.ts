/** The perceptron's recordings: leaky and hoisted loops, with and without save, clear and reload. Which calls the recorder makes in an epoch is known; the model prices them. */
import { COST } from '../memory/coefficients.ts';
import { Process } from './process.ts';
import { isOn, numberOf, textOf, type Recording } from './recording.ts';
import { Rows, type ModelRow } from './rows.ts';

/** Nodes of the model with its training step and saver; of a sample's forward pass; of its gradient and update. */
const MODEL = 84;
const SAMPLE = 6;
const UPDATE = 25;
/** Executed nodes: a sample's loss, its update, the hoisted loss, step and accuracy; of all samples at once, per sample; initialising or restoring. */
const P = { sample: 9, update: 20, loss: 10, train: 25, accuracy: 15, each: 6, init: 9 };
/** The kernels' own work, seconds: the hoisted loss of one sample with what it is fed, the step over all samples, the accuracy of 500 digits. */
const WORK = { loss: 61e-6, train: 0.6e-3, accuracy: 1e-3 };
/** Nodes that a loop over a lost model adds before it fails. */
const FAILED = 2;

export function perceptron({ params, summary, experiment, epochs }: Recording): ModelRow[] {
  const [variant, samples, every] = [textOf(params.variant), numberOf(params.samples), numberOf(params.every)];
  const turn = textOf(params.do);
  const begun = numberOf(summary?.start_nodes);
  const process = new Process(Number.isFinite(begun) ? begun : MODEL, !isOn(params.no_grappler), 1, ['train', 'loss']);
  const rows = new Rows();
  const recorded = new Map(epochs.map((epoch) => [numberOf(epoch.epoch), epoch]));
  const last = numberOf(epochs.at(-1)?.epoch);
  if (!(samples > 0) || !Number.isFinite(last)) return [];
  /** Whether the graph that the model's objects belong to is gone. */
  let lost = false;
  for (let e = 0; e <= last; e++) {
    const epoch = recorded.get(e);
    if (lost || variant === 'BFL') {
      // A tensor of another graph, or a finalized one, ends the loop at its first op; the recorder then builds the model anew.
      if (variant !== 'BFL') {
        process.build(FAILED + MODEL);
        process.saw('init', P.init);
      }
      process.take();
      lost = false;
    } else {
      const until = numberOf(epoch?.partial_samples);
      loop(variant, Number.isFinite(until) ? until : samples, process);
      process.run(variant === 'A3' ? 'loss' : 'train', P.train, WORK.train);
      if (experiment === 'C') process.run('accuracy', P.accuracy, WORK.accuracy);
      if (epoch && epoch.error === undefined) rows.add(epoch, process);
      else process.take();
    }
    if (every > 0 && (e + 1) % every === 0 && e < last) lost = after(turn, textOf(params.reload) === 'meta', process);
    rows.after(e, process);
  }
  return rows.rows;
}

/** One epoch of a variant. */
function loop(variant: string, samples: number, process: Process): void {
  const all = variant === 'A2' || variant === 'A4';
  if (all) process.build(SAMPLE * samples);
  if (variant === 'A2') process.run(null, P.each * samples + 2);
  else {
    for (let i = 0; i < samples; i++) {
      if (!all && variant.startsWith('A')) process.build(SAMPLE);
      if (variant === 'A3') {
        process.build(UPDATE);
        process.gradients();
        process.run(null, P.update);
      } else if (variant === 'A1') process.run(null, P.sample);
      else process.run('loss', P.loss, WORK.loss);
    }
  }
}

/** Save, clear and reload after an epoch. Returns whether the model is lost. */
function after(turn: string, meta: boolean, process: Process): boolean {
  const before = process.nodes;
  if (turn.includes('s')) process.save(true);
  if (turn.includes('c')) {
    process.close();
    process.collect(before);
    process.empty();
  }
  if (!turn.includes('r')) return turn.includes('c');
  const cleared = process.nodes === 0;
  if (meta) {
    process.build(before, COST.importPerNode);
    process.imported = before;
  } else process.build(MODEL);
  if (!cleared) process.session();
  process.saw('loss', P.init, P.loss);
  return false;
}
