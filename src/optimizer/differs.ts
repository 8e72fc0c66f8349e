/** What differs from TensorFlow 2.15.1's Grappler, each with its reason. The page shows this table; the comparison holds it to the recordings. */
export interface Difference {
  /** passes alone in which it is seen; `default` where the whole pipeline differs too */
  readonly passes: readonly string[];
  readonly what: string;
  readonly why: string;
  /** recorded graphs that show it */
  readonly graphs: readonly string[];
}

export const DIFFERS: readonly Difference[] = [
  {
    passes: ['constant_folding', 'constant_folding_aggressive'], graphs: ['lstm_loop'],
    what: 'A folded shape that only orders a constant in a loop loses its control edges one round earlier.',
    why: 'Grappler takes integer values from shape inference before it folds; here they are folded at once. The whole pipeline gives the same nodes.',
  },
  {
    passes: ['constant_folding', 'constant_folding_aggressive', 'default'], graphs: ['mul_conv'],
    what: 'A constant factor behind a convolution is not moved into constant weights.',
    why: 'The rule needs weights that are constants, as frozen graphs have; nothing that is trained here has them.',
  },
  {
    passes: ['constant_folding', 'constant_folding_aggressive'], graphs: ['print_assert'],
    what: 'A Switch whose predicate is its own data is not replaced by constants.',
    why: 'The rule is not there; loop and dependency do the rest, and the whole pipeline gives the same nodes.',
  },
];
