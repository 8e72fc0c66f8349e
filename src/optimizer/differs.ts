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
    why: 'Grappler takes such values from shape inference before it folds; here they are folded at once. The whole pipeline gives the same nodes.',
  },
  {
    passes: ['arithmetic', 'arithmetic_aggressive', 'default'], graphs: ['adam_train'],
    what: 'In the gradient of a cross entropy of logits some reshapes to the same shape are passed by that Grappler keeps, and the other way round.',
    why: 'Shape inference differs in what it knows of shapes that are computed from slices of shapes.',
  },
  {
    passes: ['arithmetic', 'arithmetic_aggressive', 'default'], graphs: ['scoped'],
    what: 'A sum that is read twice and ends in an AddN is put together of other parts.',
    why: 'Nodes are looked at in another order where several wait at once.',
  },
];
