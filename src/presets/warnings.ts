/** What a link asked for and did not get, as the dialog lists it. Bounded, however bad the link. */

export interface Warning {
  name: string;
  /** As it came, cut at 80 characters. */
  value: string;
  /** In plain words, the range included. */
  expected: string;
}
export type Warn = (name: string, value: string, expected: string) => void;

const LONGEST = 80;
/** More warnings than this are only counted. */
export const MOST_WARNINGS = 50;

/** A list of warnings and the function that adds to it. */
export function collectWarnings(): { warn: Warn; list: () => Warning[] } {
  const kept: Warning[] = [];
  let more = 0;
  return {
    warn: (name, value, expected) => {
      if (kept.length < MOST_WARNINGS) kept.push({ name: cut(name), value: cut(value), expected });
      else more += 1;
    },
    list: () => (more === 0 ? kept : [...kept, { name: '…', value: `${more} more`, expected: 'fewer mistakes: only the first are listed' }]),
  };
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** What to say of an unknown word: the known one it is nearest to, at most two typing mistakes away, or all of them. */
export function suggest(word: string, known: readonly string[]): string {
  let best = '';
  // Fewer mistakes than this: one in a word of three letters, two in longer ones.
  let least = Math.min(3, Math.ceil((word.length + 1) / 2));
  for (const candidate of word.length <= LONGEST ? known : []) {
    const mistakes = distance(word, candidate);
    if (mistakes < least) {
      least = mistakes;
      best = candidate;
    }
  }
  return best === '' ? `one of ${known.join(', ')}` : `did you mean ${best}?`;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
