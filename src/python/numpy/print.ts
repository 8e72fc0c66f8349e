/** Arrays as NumPy 1.26 prints them (numpy/core/arrayprint.py): shortest digits that read back, columns aligned, long ones summarised. */
import { flat } from '../arrays.ts';
import type { FunctionBinding } from '../../tf/binding.ts';
import { fn } from './creation.ts';
import { fail, intOrNull, nd, showShape, type Nd } from './core.ts';

export const options = { precision: 8, threshold: 1000, edgeitems: 3, linewidth: 75, suppress: false };

/** `np.set_printoptions`, as far as numbers go. */
export function setPrintOptions(precision: unknown, threshold: unknown, edgeitems: unknown, linewidth: unknown, suppress: unknown): void {
  options.precision = intOrNull(precision) ?? options.precision;
  options.threshold = typeof threshold === 'number' && !Number.isFinite(threshold) ? Infinity : (intOrNull(threshold) ?? options.threshold);
  options.edgeitems = intOrNull(edgeitems) ?? options.edgeitems;
  options.linewidth = typeof linewidth === 'number' && !Number.isFinite(linewidth) ? Infinity : (intOrNull(linewidth) ?? options.linewidth);
  if (suppress !== null && suppress !== undefined) options.suppress = Boolean(suppress);
}

/** A number rounded to eleven significant bits, or fewer where it is small. */
function toHalf(v: number): number {
  const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(v))), -14) - 10);
  const steps = v / unit;
  const down = Math.floor(steps);
  const up = steps - down > 0.5 || (steps - down === 0.5 && down % 2 === 1);
  const rounded = (down + (up ? 1 : 0)) * unit;
  return Math.abs(rounded) > 65504 ? Infinity * Math.sign(rounded) : rounded;
}
const ROUND: Readonly<Record<string, (v: number) => number>> = { float32: Math.fround, float16: toHalf };

/** Significant digits that read back to the same number of the dtype, and the exponent of the first. */
function shortest(v: number, dtype: string): { digits: string; exponent: number } {
  let text = v.toExponential();
  const round = ROUND[dtype] as ((v: number) => number) | undefined;
  if (round) {
    for (let p = 0; p <= 8; p++) {
      text = v.toExponential(p);
      if (round(Number(text)) === v) break;
    }
    // In the middle between two, JavaScript rounds up, NumPy to the even digit.
    const last = /^[\d.]*?(\d)e/.exec(text);
    const more = v.toExponential(text.split('e')[0].replace(/\D/g, '').length);
    if (last && Number(last[1]) % 2 === 1 && Number(more) === v && /5e/.test(more) && Number(text) > v) text = text.replace(/\de/, `${Number(last[1]) - 1}e`);
  }
  const [mantissa, exponent] = text.split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

const EXACT: number = 100;

/** Digits cut to `count`, rounded by the exact value, halves to even. May be one digit longer: exponent then grows by one. */
function cut(v: number, d: { digits: string; exponent: number }, count: number): { digits: string; exponent: number } {
  if (d.digits.length <= count) return d;
  if (count < 0) return { digits: '0', exponent: d.exponent };
  // 100 digits are exact enough: past the 17th they only tell a half from what is beside it.
  const exact = v.toExponential(EXACT).split('e')[0].replace('.', '');
  const rest = exact.slice(count);
  const half = `5${'0'.repeat(rest.length - 1)}`;
  const head = exact.slice(0, count) || '0';
  const up = rest > half || (rest === half && Number(head.at(-1)) % 2 === 1);
  if (!up) return { digits: exact.slice(0, count), exponent: d.exponent };
  const raised = String(BigInt(head) + 1n).padStart(count, '0');
  return raised.length > count ? { digits: raised, exponent: d.exponent + 1 } : { digits: raised, exponent: d.exponent };
}

/** `dragon4_positional(v, precision, unique=True, fractional=True, trim='.')`. */
export function positional(v: number, dtype: string, precision: number): string {
  const sign = v < 0 || Object.is(v, -0) ? '-' : '';
  const a = Math.abs(v);
  if (a === 0) return `${sign}0.`;
  const s = shortest(a, dtype);
  const c = cut(a, s, s.exponent + 1 + precision);
  // Where all digits are cut away nothing but a zero, or a rounded-up last place, remains.
  const point = c.exponent + 1;
  const digits = c.digits.replace(/^0+$/, '');
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = point > 0 ? digits.slice(point) : digits === '' ? '' : '0'.repeat(-point) + digits;
  return `${sign}${whole}.${fraction.replace(/0+$/, '')}`;
}

/** `dragon4_scientific`: at least `min` and at most `precision` digits after the point. */
export function scientific(v: number, dtype: string, precision: number, min: number, exponentDigits: number): string {
  const sign = v < 0 || Object.is(v, -0) ? '-' : '';
  const a = Math.abs(v);
  const s = a === 0 ? { digits: '0', exponent: 0 } : shortest(a, dtype);
  // Digits beyond those that tell the number are its own, not zeros.
  const long = s.digits.length <= min && a !== 0 ? /^(\d)\.?(\d*)e(.*)$/.exec(a.toExponential(min)) : null;
  const c = long ? { digits: long[1] + long[2], exponent: Number(long[3]) } : cut(a, s, precision + 1);
  const fraction = c.digits.slice(1).replace(/0+$/, '').slice(0, precision).padEnd(min, '0');
  return `${sign}${c.digits[0]}.${fraction}e${c.exponent < 0 ? '-' : '+'}${String(Math.abs(c.exponent)).padStart(exponentDigits, '0')}`;
}

/** One number as `str()` of a numpy scalar. */
export function floatText(v: number, dtype: string): string {
  if (Number.isNaN(v)) return 'nan';
  if (!Number.isFinite(v)) return v < 0 ? '-inf' : 'inf';
  const a = Math.abs(v);
  if (a !== 0 && (a >= 1e16 || a < 1e-4)) return scientific(v, dtype, 17, 0, 2).replace('.e', 'e');
  const text = positional(v, dtype, 400);
  return text.endsWith('.') ? `${text}0` : text;
}

type Format = (v: number | bigint) => string;

function floatFormat(data: readonly number[], dtype: string): Format {
  const finite = data.filter(Number.isFinite);
  const sizes = finite.filter((v) => v !== 0).map(Math.abs);
  let exp = false;
  if (sizes.length > 0) {
    const max = sizes.reduce((a, b) => Math.max(a, b));
    const min = sizes.reduce((a, b) => Math.min(a, b));
    exp = max >= 1e8 || (!options.suppress && (min < (dtype === 'float64' ? 0.0001 : Math.fround(0.0001)) || max / min > 1000));
  }
  let left = 0;
  let right = 0;
  let number: (v: number) => string = () => '';
  if (finite.length > 0 && exp) {
    const texts = finite.map((v) => scientific(v, dtype, options.precision, 0, 2).split('e'));
    const exponents = Math.max(...texts.map(([, e]) => e.length)) - 1;
    const places = Math.max(...texts.map(([f]) => f.split('.')[1].length));
    left = Math.max(...texts.map(([f]) => f.split('.')[0].length));
    right = exponents + 2 + places;
    number = (v) => {
      const text = scientific(v, dtype, places, places, exponents);
      return ' '.repeat(Math.max(0, left - text.indexOf('.'))) + text;
    };
  } else if (finite.length > 0) {
    const texts = finite.map((v) => positional(v, dtype, options.precision).split('.'));
    left = Math.max(...texts.map(([w]) => w.length));
    right = Math.max(...texts.map(([, f]) => f.length));
    number = (v) => {
      const [whole, fraction] = positional(v, dtype, options.precision).split('.');
      return `${whole.padStart(left)}.${fraction.padEnd(right)}`;
    };
  }
  if (finite.length < data.length) {
    const negative = data.some((v) => v === -Infinity) ? 1 : 0;
    left = Math.max(3 - (right + 1), 3 + negative - (right + 1), left);
  }
  return (v) => (Number.isFinite(v) ? number(v as number) : (Number.isNaN(v) ? 'nan' : (v as number) < 0 ? '-inf' : 'inf').padStart(left + right + 1));
}

function formatOf(a: Nd, data: readonly (number | bigint)[]): Format {
  if (a.dtype === 'bool') return (v) => (v ? (a.ndim > 0 ? ' True' : 'True') : 'False');
  if (a.dtype.startsWith('float')) return floatFormat(data as number[], a.dtype);
  const width = Math.max(0, ...data.map((v) => String(v).length));
  return (v) => String(v).padStart(width);
}

/** Elements at a place of the index, for a row-major copy. */
interface Flat { data: ArrayLike<number | bigint>; shape: readonly number[]; strides: number[] }

function shownData(f: Flat, summary: boolean): (number | bigint)[] {
  const out: (number | bigint)[] = [];
  const edge = options.edgeitems;
  const visit = (d: number, at: number): void => {
    if (d === f.shape.length) { out.push(f.data[at]); return; }
    const n = f.shape[d];
    for (let i = 0; i < n; i++) {
      if (summary && n > 2 * edge && i === edge) i = n - edge;
      visit(d + 1, at + i * f.strides[d]);
    }
  };
  visit(0, 0);
  return out;
}

function body(a: Nd, separator: string, prefix: string, suffix: string): string {
  if (a.size === 0) return '[]';
  if (a.dtype.startsWith('complex')) return fail('NotImplementedError', 'complex arrays cannot be printed in the playground');
  const data = flat(a);
  const strides = a.shape.map((_, i) => a.shape.slice(i + 1).reduce((x, y) => x * y, 1));
  const all: Flat = { data, shape: a.shape, strides };
  const summary = a.size > options.threshold;
  const format = formatOf(a, shownData(all, summary));
  const edge = options.edgeitems;
  const extend = (s: string, line: string, word: string, width: number, indent: string): [string, string] =>
    line.length + word.length > width && line.length > indent.length ? [`${s}${line.trimEnd()}\n`, indent + word] : [s, line + word];
  const walk = (d: number, at: number, indent: string, width: number): string => {
    const rest = a.ndim - d;
    if (rest === 0) return format(data[at]);
    const n = a.shape[d];
    const short = summary && 2 * edge < n;
    const head = short ? edge : 0;
    const tail = short ? edge : n;
    const item = (i: number): string => walk(d + 1, at + i * strides[d], `${indent} `, width - 1);
    let s = '';
    if (rest === 1) {
      const fits = width - Math.max(separator.trimEnd().length, 1);
      let line = indent;
      const put = (word: string, last: boolean): void => {
        [s, line] = extend(s, line, word, fits, indent);
        if (!last) line += separator;
      };
      for (let i = 0; i < head; i++) put(item(i), false);
      if (short) put('...', false);
      for (let i = tail; i > 1; i--) put(item(n - i), false);
      put(item(n - 1), true);
      s += line;
    } else {
      const between = separator.trimEnd() + '\n'.repeat(rest - 1);
      for (let i = 0; i < head; i++) s += indent + item(i) + between;
      if (short) s += `${indent}...${between}`;
      for (let i = tail; i > 1; i--) s += indent + item(n - i) + between;
      s += indent + item(n - 1);
    }
    return `[${s.slice(indent.length)}]`;
  };
  return walk(0, 0, ` ${' '.repeat(prefix.length)}`, options.linewidth - suffix.length);
}

/** `str(a)`. */
export function arrayStr(a: Nd): string {
  if (a.ndim > 0) return body(a, ' ', '', '');
  const v = flat(a)[0];
  return a.dtype === 'bool' ? (v ? 'True' : 'False') : a.dtype.startsWith('float') ? floatText(Number(v), a.dtype) : String(v);
}

/** `repr(a)`. */
export function arrayRepr(a: Nd): string {
  const implied = ['int64', 'float64', 'bool', 'complex128'].includes(a.dtype) && a.size > 0;
  const suffix = implied ? ')' : ',';
  const inside = a.size > 0 || (a.ndim === 1 && a.shape[0] === 0) ? (a.ndim === 0 ? scalarBody(a) : body(a, ', ', 'array(', suffix)) : `[], shape=${showShape(a.shape)}`;
  const text = `array(${inside}${suffix}`;
  if (implied) return text;
  const dtype = `dtype=${a.dtype})`;
  const last = text.length - (text.lastIndexOf('\n') + 1);
  return text + (last + dtype.length + 1 > options.linewidth ? `\n${' '.repeat(6)}` : ' ') + dtype;
}

function scalarBody(a: Nd): string {
  const data = flat(a);
  return formatOf(a, [data[0]])(data[0]);
}

/** `np.array2string(a, max_line_width, precision, suppress_small, separator, prefix)`. */
export function array2string(a: Nd, width: unknown, precision: unknown, suppress: unknown, separator: unknown, prefix: unknown): string {
  const before = { ...options };
  setPrintOptions(precision, null, null, width, suppress);
  try {
    return a.ndim === 0 ? scalarBody(a) : body(a, String(separator), String(prefix), '');
  } finally {
    Object.assign(options, before);
  }
}

export const printing: FunctionBinding[] = [
  fn('set_printoptions', 'precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, legacy=None', setPrintOptions),
  fn('get_printoptions', '', () => new Map(Object.entries(options))),
  fn('array2string', 'a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix=""', (a, ...rest) => array2string(nd(a), ...(rest as [unknown, unknown, unknown, unknown, unknown]))),
  fn('array_str', 'a', (a) => arrayStr(nd(a))), fn('array_repr', 'arr', (a) => arrayRepr(nd(a))),
];
