/** A visitor's recordings that the visitor wants to find here again: texts in local storage, read by the same parser each time. */
const KEY = 'session-playground-recordings';
const MOST = 8;
/** Characters in all: browsers keep some five million. */
const MOST_CHARACTERS = 2_000_000;

export interface Kept {
  readonly name: string;
  readonly text: string;
}

/** What is kept; unreadable content, or a browser that keeps nothing, counts as none. */
export function readKept(): readonly Kept[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((one: unknown) => (typeof one === 'object' && one !== null && 'name' in one && 'text' in one && typeof one.name === 'string' && typeof one.text === 'string' ? [{ name: one.name.slice(0, 200), text: one.text }] : [])).slice(0, MOST);
  } catch {
    return [];
  }
}

/** Keeps these and no others; false if there is no room or the browser refuses, and then nothing has changed. */
export function writeKept(kept: readonly Kept[]): boolean {
  if (kept.length > MOST || kept.reduce((sum, { text }) => sum + text.length, 0) > MOST_CHARACTERS) return false;
  try {
    if (kept.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}
