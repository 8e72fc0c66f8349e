/**
 * Pictures of what a program learns: what the page asks for and what the engine's worker computes of the model as it is at that moment.
 * Plain data; numbers travel as transferred buffers. How they are computed: worker/look.ts; how they are drawn: the page.
 */

/** What the numbers of a picture are; the page has a heading and a sentence for each. */
export const PICTURE_TITLES = ['weights', 'hidden', 'layer', 'filters', 'recurrent', 'position', 'attention'] as const;
export type PictureTitle = (typeof PICTURE_TITLES)[number];

/** Digits that are shown and counted: those the model is trained on, or those it is not. */
export const DIGIT_SETS = ['trained', 'held'] as const;
export type DigitSet = (typeof DIGIT_SETS)[number];

export interface LookOrder {
  /** In the answer, so that it is known which order was obeyed. */
  readonly id: number;
  readonly on: boolean;
  readonly set: DigitSet;
  /** Only digits that are told wrong are shown; all are counted. */
  readonly wrong: boolean;
  /** The chosen sample, by its number; -1: the first of those shown. */
  readonly sample: number;
}

/** Most samples of a look that are shown; more are counted. */
export const SHOWN_MOST = 60;

type Floats = Float32Array<ArrayBuffer>;
type Whole = Int32Array<ArrayBuffer>;

/** Samples with what the model says: of a sample with `each` digits, `each` entries follow one another. */
export interface Answers {
  readonly samples: Whole;
  /** 64 a digit, in 0..255. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly wanted: Whole;
  readonly said: Whole;
  /** The model's share for what it says: softmax of its logits. */
  readonly share: Floats;
}

/** `source`: the variable or tensor that is shown, `shape`: its shape, -1 where it is the number of samples. */
interface Of { readonly source: string; readonly shape: readonly number[] }

export type Picture =
  /** One digit a sample: `right` of the `of` digits that were counted. */
  | Of & { readonly kind: 'digits'; readonly answers: Answers; readonly right: number; readonly of: number }
  /** Row: the digit, column: what the model says; 10 x 10 counts. */
  | Of & { readonly kind: 'confusion'; readonly counts: Uint32Array<ArrayBuffer>; readonly of: number }
  /** Sequences in and out: `right` digits and `whole` sequences of `of` were right. */
  | Of & { readonly kind: 'sequences'; readonly answers: Answers; readonly each: number; readonly right: number; readonly whole: number; readonly of: number }
  /** Signed images of one size, row-major; `of`: how many there are, the first of them are here. */
  | Of & { readonly kind: 'images'; readonly title: PictureTitle; readonly count: number; readonly of: number; readonly width: number; readonly height: number; readonly values: Floats }
  /** Maps of numbers, row-major; signed ones may be below zero. `sample`: the sample that it is computed for, -1 where there is none. */
  | Of & { readonly kind: 'heat'; readonly title: PictureTitle; readonly maps: number; readonly rows: number; readonly columns: number; readonly values: Floats; readonly signed: boolean; readonly sample: number }
  /** Models by hidden units and rate: validation accuracy, NaN where a model is not finished; `current`: cell of the one that learns now, -1 for none. */
  | { readonly kind: 'grid'; readonly units: Whole; readonly rates: Float64Array<ArrayBuffer>; readonly accuracy: Floats; readonly current: number };

/** The chosen sample. */
export interface Chosen {
  readonly sample: number;
  /** Digits of the sample. */
  readonly each: number;
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly wanted: Whole;
  readonly said: Whole;
  /** 10 a digit: softmax of the logits. */
  readonly shares: Floats;
}

/** All pictures of one moment. */
export interface Look {
  /** Of the order that it obeys. */
  readonly id: number;
  /** The epoch that the weights belong to: the one under way, or the last one that is over; 0: as initialised. */
  readonly epoch: number;
  /** Runs of this epoch that are over; 0: the whole epoch is. */
  readonly run: number;
  /** Taken while a run was under way: some weights may be updated already and others not yet. */
  readonly within: boolean;
  /** From 1, of models in succession. */
  readonly model: number;
  readonly models: number;
  readonly name: string;
  readonly set: DigitSet;
  /** Whether there are digits that the model is not trained on. */
  readonly hasHeld: boolean;
  /** Why there are no pictures. */
  readonly nothing: 'unbuilt' | 'failed' | null;
  /** Of `failed`: what happened. */
  readonly text: string;
  readonly chosen: Chosen | null;
  readonly pictures: readonly Picture[];
  /** Time that computing them took, measured. */
  readonly seconds: number;
}
