/** A digit as its eight rows, one after another: what the recurrent programs and attention read. */
import { getItem } from '../tf/array/indexing.ts';
import { reshape } from '../tf/array/shapes.ts';
import type { Context, Tensor as Output } from '../tf/context.ts';
import { Slice } from '../tf/values.ts';

/** Rows of a digit, and pixels of a row. */
export const ROWS = 8;

const ALL = new Slice(null, null, null);

/** `tf.reshape(x, [-1, 8, 8])` */
export const rowsOf = (tf: Context, x: Output): Output => reshape(tf, x, [-1, ROWS, ROWS]);
/** `t[:, at]` */
export const column = (tf: Context, t: Output, at: number): Output => getItem(tf, t, [ALL, at]);
