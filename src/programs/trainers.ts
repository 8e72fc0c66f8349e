/**
 * The optimizers that programs can train with: how each is made, its Python text, and what its slots are called in checkpoints.
 * Those of the first load are here; `adam.ts` joins when it is asked for.
 */
import { GradientDescentOptimizer, MomentumOptimizer } from '../tf/optimizers.ts';
import type { Context, Tensor as Output } from '../tf/context.ts';
import type { Variable } from '../tf/variables.ts';
import type { Knobs } from './program.ts';

export const MOMENTUM = 0.9;

export interface Trainer {
  /** `optimizer.minimize(loss)`: the train op. */
  minimize(loss: Output, variables: readonly Variable[]): number;
  /** Name in the checkpoint -> slot, of the variables by name; empty where there are none. */
  slots(weights: ReadonlyMap<string, Variable>): ReadonlyMap<string, Variable>;
}

export interface TrainerKind {
  make(tf: Context, rate: number | Output): Trainer;
  /** `tf.train.…`, without `tf.train.`; `rate` is a Python expression. */
  text(rate: string): string;
  /** Name in the checkpoint after `w/` -> name for `get_slot`. */
  readonly slots: ReadonlyMap<string, string>;
  /** Python statements for slots that belong to no variable; `saved` is the dict of names and variables. */
  readonly others: readonly string[];
}

const KINDS = new Map<Knobs['optimizer'], TrainerKind>([
  ['sgd', {
    make: (tf, rate) => {
      const optimizer = new GradientDescentOptimizer(tf, rate);
      return { minimize: (loss, variables) => optimizer.minimize(loss, variables), slots: () => new Map() };
    },
    text: (rate) => `GradientDescentOptimizer(${rate})`, slots: new Map(), others: [],
  }],
  ['momentum', {
    make: (tf, rate) => {
      const optimizer = new MomentumOptimizer(tf, rate, MOMENTUM);
      return {
        minimize: (loss, variables) => optimizer.minimize(loss, variables),
        slots: (weights) => new Map([...weights.keys()].map((name, i) => [`${name}/Momentum`, optimizer.slots[i]])),
      };
    },
    text: (rate) => `MomentumOptimizer(${rate}, ${MOMENTUM})`, slots: new Map([['Momentum', 'momentum']]), others: [],
  }],
]);

/** Makes another optimizer known. */
export function registerTrainer(id: Knobs['optimizer'], kind: TrainerKind): void { KINDS.set(id, kind); }

/** The optimizer of that id. Throws where it has not been loaded. */
export function trainerOf(id: Knobs['optimizer']): TrainerKind {
  const found = KINDS.get(id);
  if (!found) throw new Error(`internal: the optimizer '${id}' is not loaded`);
  return found;
}
