/** How other panels send the editor to a line: the editor lives in a panel of its own, and no state of the page says where it looks. */
type Listener = (line: number) => void;

const listeners = new Set<Listener>();

export const lineTarget = {
  /** Shows line `line` of what was run, if an editor is there. */
  goTo(line: number): void {
    for (const listener of listeners) listener(line);
  },
  /** Returns what stops the listening. */
  listen(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
