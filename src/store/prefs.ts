/** The visitor's preferences (theme, speed, steps of lessons done) in local storage. A refused or full storage is an answer, not an error. */
import { SPEEDS, THEMES } from './state.ts';
import type { Theme } from './state.ts';

const KEY = 'session-playground';
export interface Preferences {
  theme: Theme;
  speed: number;
  done: readonly string[];
}
/** More than all lessons have. */
const MOST_DONE = 500;
type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** What was kept, or nothing: unreadable or foreign content counts as nothing. `storage` may itself be refused. */
export function readPreferences(storage: () => Storage): Partial<Preferences> {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const result: Partial<Preferences> = {};
    const theme = THEMES.find((known) => 'theme' in kept && kept.theme === known);
    if (theme !== undefined) result.theme = theme;
    const speed = SPEEDS.find((known) => 'speed' in kept && kept.speed === (known === Infinity ? 'max' : known));
    if (speed !== undefined) result.speed = speed;
    if ('done' in kept && Array.isArray(kept.done)) result.done = kept.done.filter((step) => typeof step === 'string').slice(0, MOST_DONE);
    return result;
  } catch {
    return {};
  }
}

/** Keeps the preferences; false if the browser refused. */
export function writePreferences(storage: () => Storage, { theme, speed, done }: Preferences): boolean {
  try {
    storage().setItem(KEY, JSON.stringify({ theme, speed: speed === Infinity ? 'max' : speed, done }));
    return true;
  } catch {
    return false;
  }
}
