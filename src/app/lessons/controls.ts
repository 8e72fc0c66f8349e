/** The page's own controls as lessons name them (`data-lesson`, or an id): lighting them up, and going to one. */

const FOCUSABLE = 'button:not(:disabled), a[href], input:not([type=file]), select, summary, [tabindex="0"]';

function find(name: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-lesson="${name}"], [id="${name}"]`);
}

/** Rings the controls of these names as they come and go; returns the way to stop. */
export function light(names: readonly string[]): () => void {
  let lit: Element[] = [];
  const look = (): void => {
    const now = names.flatMap((name) => find(name) ?? []);
    for (const old of lit) if (!now.some((element) => element === old)) delete (old as HTMLElement).dataset['lit'];
    for (const element of now) if (element.dataset['lit'] === undefined) element.dataset['lit'] = '';
    lit = now;
  };
  look();
  // Tabs and folded panels are made when they are opened. Attributes are not watched: those are what this changes.
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    for (const element of lit) delete (element as HTMLElement).dataset['lit'];
  };
}

/** Scrolls a control to where nothing covers it. */
export function show(name: string): void {
  find(name)?.scrollIntoView({ block: 'nearest' });
}

/** Moves the focus to a control, unfolding what hides it; false if the page has none of that name now. */
export function goTo(name: string): boolean {
  const element = find(name);
  if (element === null) return false;
  for (let folded = element.closest('details'); folded !== null; folded = folded.parentElement?.closest('details') ?? null) {
    if (element.localName !== 'summary' || element.parentElement !== folded) folded.open = true;
  }
  const checked = element.querySelector<HTMLElement>('input[type=radio]:checked');
  const target = checked ?? (element.matches(FOCUSABLE) ? element : (element.querySelector<HTMLElement>(FOCUSABLE) ?? element));
  if (target === element && !element.matches(FOCUSABLE)) element.tabIndex = -1;
  target.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'center' });
  return true;
}

/** Milliseconds for which a part of the page that is still being loaded is waited for. */
const PATIENCE = 5000;

/** As goTo, but waits for a control that is still to appear. */
export function goToWhenThere(name: string): void {
  if (goTo(name)) return;
  const observer = new MutationObserver(() => {
    if (goTo(name)) stop();
  });
  const timer = setTimeout(() => stop(), PATIENCE);
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
  };
  observer.observe(document.body, { childList: true, subtree: true });
}
