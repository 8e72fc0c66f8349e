// Numbers in protobuf's text format: reading them as protobuf does, and printing them as TensorFlow's Python does.
import type { Scanner } from './text-scan.ts';

/** Whether a whole number, perhaps with a minus, comes next. */
export function isInteger(scan: Scanner): boolean {
  return scan.token === 'number' || (scan.token === 'symbol' && scan.text === '-');
}

/** Reads a whole number: decimal, 0x hexadecimal or 0 octal. Refuses what lies outside of `least` and `most`. */
export function integer(scan: Scanner, name: string, least: bigint, most: bigint): bigint {
  const at = scan.position;
  const negative = scan.skip('-');
  const { text } = scan;
  if (scan.token !== 'number' || !/^(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.test(text)) scan.fail(`'${name}' should be a whole number`);
  const size = BigInt(/^0\d/.test(text) ? `0o${text.slice(1)}` : text);
  const value = negative ? -size : size;
  if (value < least || value > most)
    scan.fail(`'${name}' should be from ${least} to ${most}, got ${negative ? '-' : ''}${text.slice(0, 40)}`, at);
  scan.next();
  return value;
}

/** Reads a real number; `single` rounds it to single precision. */
export function real(scan: Scanner, name: string, single: boolean): number {
  const sign = scan.skip('-') ? -1 : 1;
  const value = scan.token === 'word' ? named(scan.text) : scan.token === 'number' ? parsed(scan.text) : undefined;
  if (value === undefined) scan.fail(`'${name}' should be a number`);
  scan.next();
  return sign * (single ? Math.fround(value) : value);
}

function named(word: string): number | undefined {
  const lower = word.toLowerCase();
  return lower === 'nan' ? NaN : lower === 'inf' || lower === 'infinity' ? Infinity : undefined;
}

function parsed(text: string): number | undefined {
  if (/^(0x[0-9a-f]+|0[0-7]+)$/i.test(text)) return Number(/^0\d/.test(text) ? `0o${text.slice(1)}` : text);
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?f?$/i.test(text) ? Number.parseFloat(text) : undefined;
}

/** A number as Python prints it: 2.0, 1e-07, 1e+16, inf. `single` gives the fewest digits, six at least, that read back as the same float. */
export function realText(value: number, single: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  let shown = value;
  if (single) {
    for (let digits = 6; digits <= 9; digits++) {
      shown = Number(value.toPrecision(digits));
      if (Math.fround(shown) === value) break;
    }
  }
  const [mantissa, exponent] = shown.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 16) return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const plain = shown.toFixed(Math.max(0, mantissa.replace(/[-.]/g, '').length - 1 - power));
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** A number as C's `%g` prints it with six digits (fifteen, if not `single`), or with nine (seventeen) where those do not read back. */
export function roundTripText(value: number, single: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [few, enough] = single ? [6, 9] : [15, 17];
  const near = Number(value.toPrecision(few));
  const digits = (single ? Math.fround(near) : near) === value ? few : enough;
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  const plain = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (power < -4 || power >= digits) return `${plain(mantissa)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  return plain(value.toFixed(Math.max(0, digits - 1 - power)));
}
