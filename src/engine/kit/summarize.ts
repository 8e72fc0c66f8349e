/** Tensors as TensorFlow writes them into messages: `Tensor::SummarizeValue` of framework/tensor.cc, for Assert and Print. */
import type { DType, Tensor } from '../dtype.ts';

/** C's `%.<digits>g`. */
function general(v: number, digits: number): string {
  if (v === 0) return Object.is(v, -0) ? '-0' : '0';
  const [mantissa, power] = v.toExponential(digits - 1).split('e') as [string, string];
  const e = Number(power);
  const trimmed = (s: string): string => (s.includes('.') ? s.replace(/\.?0+$/, '') : s);
  if (e < -4 || e >= digits) return `${trimmed(mantissa)}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
  return trimmed(v.toFixed(digits - 1 - e));
}

/** As few digits as the type promises, or as many as tell the number apart. */
function float(v: number, digits: number, more: number, round: (v: number) => number): string {
  if (Number.isNaN(v)) return 'nan';
  if (!Number.isFinite(v)) return v > 0 ? 'inf' : '-inf';
  const short = general(v, digits);
  return round(Number(short)) === v ? short : general(v, more);
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', "'": "\\'", '\\': '\\\\' };
const escape = (s: string): string => s.replace(/[\s\S]/g, (ch) => ESCAPES[ch] ?? (ch < ' ' || ch >= '\x7f' ? `\\${ch.charCodeAt(0).toString(8).padStart(3, '0')}` : ch));

function element(v: number | string, dtype: DType): string {
  if (typeof v === 'string') return escape(v);
  if (dtype === 'float32') return float(v, 6, 9, Math.fround);
  if (dtype === 'float64') return float(v, 15, 17, (x) => x);
  return String(v);
}

/** At most `most` elements (all, if negative), in brackets by row beyond one dimension; `...` where some are left out. */
export function summarize(t: Tensor, most: number): string {
  const limit = most < 0 ? t.data.length : Math.min(most, t.data.length);
  let at = 0;
  let out = '';
  const dimension = (d: number): void => {
    if (at >= limit) return;
    const last = d === t.shape.length - 1;
    for (let i = 0; i < t.shape[d]; i++) {
      if (last) {
        if (at >= limit) {
          if (d !== 0) out += '...';
          return;
        }
        out += `${i > 0 ? ' ' : ''}${element(t.data[at++], t.dtype)}`;
        continue;
      }
      const opened = at < limit;
      if (opened) out += '[';
      dimension(d + 1);
      if (at < limit || opened) out += ']';
    }
  };
  if (t.shape.length === 0) {
    if (limit > 0) out = element(t.data[0], t.dtype);
  } else dimension(0);
  return t.data.length > limit ? `${out}...` : out;
}
