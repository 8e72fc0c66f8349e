/** Broken invariants throw: they are our own bugs, never the user's, and say so. */

/** Throws `internal: …` unless `condition` holds. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`internal: ${message}`);
}

/** Ends an exhaustive switch: the type checker proves that it is never reached. */
export function never(value: never): never {
  throw new Error(`internal: unexpected ${String(value)}`);
}
