/**
 * What a program is: models trained one after another on the digits. A program folder holds program.ts (this contract) and
 * program.py (the same in Python, as it runs on real TensorFlow). Not the loop itself: that is worker/runner.ts.
 */
import type { Tensor } from '../engine/dtype.ts';
import type { Context, Tensor as Output } from '../tf/context.ts';
import type { Variable } from '../tf/variables.ts';

/** What a program needs of a run's config; the same words as in protocol/config.ts. */
export interface Knobs {
  build: 'hoisted' | 'forward' | 'loss' | 'everything';
  run: 'epoch' | 'batch' | 'sample';
  samples: number;
  epochs: number;
  batch: number;
  rate: number;
  seed: number;
  optimizer: 'sgd' | 'momentum' | 'adam';
  /** Width of the model. */
  units: number;
  leak: 'assign' | 'constant' | 'loss' | 'summary' | 'saver' | 'init' | 'slice' | 'optimizer';
  /** Whether the leak is cured; may change while the loop runs. */
  fix: boolean;
}

/** The digits: one float32 tensor [1, 64] and one label a sample, made once, so that graphs share their data. */
export interface Digits {
  readonly images: readonly Tensor[];
  readonly labels: readonly Tensor[];
  /** All pixels in one piece, 64 a sample, in 0..1. */
  readonly pixels: Float32Array;
  readonly digits: Int32Array;
}

/** One of the models that are trained in succession. */
export interface ModelSpec {
  readonly name: string;
  readonly rate: number;
  /** Hidden units; null for a single layer. */
  readonly units: number | null;
  /** Sample numbers to train on, and to validate on after the last epoch. */
  readonly train: readonly number[];
  readonly test: readonly number[] | null;
}

/** A built model: what a step needs of it. */
export interface Model {
  /** Name in the checkpoint -> variable, slots included. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Those of them that are an optimizer's slots. */
  readonly slots: ReadonlySet<string>;
  readonly initialise: number;
  readonly accuracy: Output;
  /** [n, classes] of what is fed. */
  readonly logits: Output;
  /** Feeds of the placeholders for these samples. */
  feed(samples: readonly number[]): Map<number, Tensor>;
  /** Builds what the loop builds for these samples; returns what to run. `now`: the first run of the first epoch, if it is not said. */
  step(samples: readonly number[], now?: Now): Step;
}

/** Where the loop is: epoch from 1, run of the epoch from 0, of so many. */
export interface Now { readonly epoch: number; readonly run: number; readonly runs: number; readonly fix: boolean }

/** A session.run beside the training step. */
export interface Aside {
  /** `only`: initialisers and savers, of which both accounts execute what they fetch only. `save`: the same, and counts as saving. */
  readonly kind: 'run' | 'only' | 'save';
  readonly fetches: readonly Output[];
  readonly targets: readonly number[];
  readonly feeds: ReadonlyMap<number, Tensor>;
  /** Is given the values of the fetches; those of the step's feeds may depend on them. */
  got?(values: readonly Tensor[]): void;
}

/** One session.run of the training loop. */
export interface Step {
  readonly loss: Output;
  readonly accuracy: Output;
  readonly targets: readonly number[];
  /** Further fetches: the outputs built in the loop. */
  readonly outputs: readonly Output[];
  readonly feeds: ReadonlyMap<number, Tensor>;
  /** What the loop runs before it, and what it builds and runs after it. */
  readonly before?: readonly Aside[];
  /** What is built between those and the training run: takes the place of `targets` and `outputs`. */
  readonly late?: () => Pick<Step, 'targets' | 'outputs'>;
  readonly after?: () => readonly Aside[];
}

/** A line of the Python text. `id` is the line that nodes are counted under; null where none are made. */
export interface Line { text: string; id: number | null }

/**
 * What of a model can be looked at beside its answers, which every model has: worker/look.ts computes it from a model of its own with the
 * run's weights. Names are those of a graph that holds this model only.
 */
export type PictureOf =
  /** A variable [64, n], a column an image of 8 x 8; or filters [height, width, in, out], each an image. */
  | { readonly kind: 'images'; readonly title: 'weights' | 'hidden' | 'filters'; readonly variable: string }
  /** A variable [rows, columns]. */
  | { readonly kind: 'matrix'; readonly title: 'layer' | 'recurrent' | 'position'; readonly variable: string }
  /** A tensor [..., rows, columns] of the model on one sample; no number is below zero. */
  | { readonly kind: 'maps'; readonly title: 'attention'; readonly tensor: string };

export interface Program {
  readonly id: string;
  readonly title: string;
  /** Whether "every K" counts models, not epochs. */
  readonly succession: boolean;
  models(knobs: Knobs): ModelSpec[];
  /** Calls of tf.gradients in a step, where it is not the knob's that says it. */
  gradients?(knobs: Knobs): number;
  /** Builds a model into the default graph. `shared` keeps what outlives a model until the graph is cleared. */
  build(tf: Context, knobs: Knobs, spec: ModelSpec, digits: Digits, shared: Map<string, Output>): Model;
  /** Names and shapes of a model's variables in a checkpoint, slots left out. */
  shapes(knobs: Knobs, spec: ModelSpec): { name: string; shape: number[] }[];
  pictures?(knobs: Knobs, spec: ModelSpec): readonly PictureOf[];
  /** The Python text for these knobs; its switches follow save, clear and reload. */
  script(knobs: Knobs, cure: Cure): Line[];
}

/** `slots`: checkpoints keep the optimizer's slots. */
export interface Cure { save: boolean; clear: boolean; reload: boolean; every: number; slots: boolean }
