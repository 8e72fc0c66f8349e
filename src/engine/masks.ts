/** Mask bits of a node. */

/** Computes in every run of the `all` account. */
export const ALWAYS = 1;
/** Needed by the run under way. */
export const NEEDED = 2;
