/** Work that is under way elsewhere (another worker, a part being loaded), so that tests can wait until the page is at rest. */

let open = 0;
let resolvers: (() => void)[] = [];

/** Counts as work until `work` settles. Returns it. */
export function busy<T>(work: Promise<T>): Promise<T> {
  open += 1;
  const end = (): void => {
    open -= 1;
    if (open > 0) return;
    const quiet = resolvers;
    resolvers = [];
    for (const resolve of quiet) resolve();
  };
  void work.then(end, end);
  return work;
}

/** Whether anything is worked on. */
export function isBusy(): boolean {
  return open > 0;
}

/** Resolves when nothing is worked on. */
export function whenQuiet(): Promise<void> {
  return open === 0 ? Promise.resolve() : new Promise((resolve) => resolvers.push(resolve));
}
