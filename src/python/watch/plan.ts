/** What is known of a script before it runs: modules/_epochs.py reads it from the syntax tree. Lines count from 1. */
export interface Plan {
  /** By line: the line where the statement begins that it belongs to. */
  readonly statement: readonly number[];
  /** By statement: the lines of the loops around it in its function, outermost first. */
  readonly around: Readonly<Record<string, readonly number[]>>;
  /** By statement: for each call that runs the session, the names of what is fetched, in order; null where it has none. */
  readonly fetches: Readonly<Record<string, readonly (readonly (string | null)[])[]>>;
  /** By statement: the names that are assigned to. */
  readonly targets: Readonly<Record<string, readonly (string | null)[]>>;
  /** Lines of the loops over epochs, and of those over models around them. */
  readonly epochs: readonly number[];
  readonly models: readonly number[];
  readonly how: 'found' | 'marked';
}
export const NO_PLAN: Plan = { statement: [], around: {}, fetches: {}, targets: {}, epochs: [], models: [], how: 'found' };
