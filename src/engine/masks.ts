/** Mask bits of a node. */

/** Computes in every run of the `all` account. */
export const ALWAYS = 1;
/** Needed by the run under way. */
export const NEEDED = 2;
/** Fed to the run that is being prepared: what it waits for is not needed for it. */
export const FED = 4;
