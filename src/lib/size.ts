/**
 * Sizes in bytes as people and links write them: `6GB` (6·10⁹), `6GiB` (6·2³⁰), `64 KiB`, `1.5 GB`, plain bytes.
 * Exact both ways; how a size is shown on the page is format.ts.
 */

const PREFIXES = ['', 'K', 'M', 'G', 'T', 'P'];
const PATTERN = /^(\d{1,16}(?:\.\d{1,12})?|\.\d{1,12})\s*([kmgtp]?)(i?)b$/i;
const PLAIN = /^\d{1,16}$/;

/**
 * Bytes of a size; null for anything else: negative or empty, without a number, with an exponent, over 2⁵³ - 1.
 * A fraction of a unit is rounded to whole bytes; case does not matter.
 */
export function parseSize(text: string): number | null {
  const trimmed = text.trim();
  if (PLAIN.test(trimmed)) return safe(Number(trimmed));
  const match = PATTERN.exec(trimmed);
  if (match === null) return null;
  const [, amount = '', prefix = '', binary = ''] = match;
  if (prefix === '' && (binary !== '' || amount.includes('.'))) return null; // no such unit as iB, no fractions of a byte
  const power = PREFIXES.indexOf(prefix.toUpperCase());
  return safe(Math.round(Number(amount) * (binary === '' ? 1000 : 1024) ** power));
}

function safe(bytes: number): number | null {
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/**
 * The shortest text that `parseSize` reads as exactly `bytes`; of equally short ones the one without a fraction, then with a unit.
 * `bytes` is a whole number from 0 to 2⁵³ - 1.
 */
export function formatSize(bytes: number): string {
  let best = String(bytes);
  for (let power = 1; power < PREFIXES.length; power++) {
    for (const binary of [false, true]) {
      const amount = bytes / (binary ? 1024 : 1000) ** power;
      if (amount < 1) continue;
      const text = `${amount}${PREFIXES[power]}${binary ? 'iB' : 'B'}`;
      const better = text.length < best.length || (text.length === best.length && !text.includes('.'));
      if (better && parseSize(text) === bytes) best = text;
    }
  }
  return best;
}
