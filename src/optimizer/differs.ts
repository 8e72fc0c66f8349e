/** Graphs and passes whose nodes differ from real Grappler's, as `graph/pass`, and why. */
export const DIFFERS: Readonly<Record<string, string>> = {};
