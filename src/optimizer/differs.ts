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
    passes: ['arithmetic', 'arithmetic_aggressive', 'default'], graphs: ['scoped'],
    what: 'A sum that is read twice and ends in an AddN is put together of other parts.',
    why: 'Nodes are looked at in another order where several wait at once.',
  },
  {
    passes: ['arithmetic_aggressive'], graphs: ['wheres_none'],
    what: 'A reshape that a mask makes to the shape that is there already is passed by Grappler, at its level AGGRESSIVE only.',
    why: 'Which of two sizes that are not known is named after the other differs.',
  },
  {
    passes: ['session_default', 'session_grappler_off'], graphs: ['shapesof_var'],
    what: 'What a session executes is marked otherwise in attributes: whether variables are held by reference.',
    why: 'TensorFlow counts variables by cluster; here they are counted in all that runs.',
  },
];
