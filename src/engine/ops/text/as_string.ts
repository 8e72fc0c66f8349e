/** AsString: numbers as C's printf writes them. */
import { bools, f32, formatG, i32, isFloating, texts, type DType, type Op } from '../../op.ts';

/** `%.*f`: a number exactly between two decimals becomes the even one. Only odd multiples of 2^-(precision + 1) are. */
function fixed(v: number, precision: number): string {
  const text = v.toFixed(precision);
  const between = v * 2 ** (precision + 1);
  const last = Number(text.at(-1));
  return Number.isInteger(between) && between % 2 !== 0 && last % 2 === 1 ? text.slice(0, -1) + String(last - 1) : text;
}

function shown(v: number, dtype: DType, a: Readonly<Record<string, unknown>>): string {
  const width = a.width as number;
  const fill = a.fill as string;
  const precision = a.precision as number;
  let text: string;
  if (dtype === 'bool') text = v ? 'true' : 'false';
  else if (!isFloating(dtype)) text = String(v);
  else if (!Number.isFinite(v)) text = Number.isNaN(v) ? 'nan' : v > 0 ? 'inf' : '-inf';
  else if (a.scientific) text = v.toExponential(precision < 0 ? 6 : precision).replace(/e([+-])(\d)$/, 'e$10$2');
  else if (a.shortest) text = precision < 0 ? formatG(v) : Number(v.toPrecision(Math.max(1, precision))).toString();
  else text = fixed(v, precision < 0 ? 6 : precision);
  if (width < 0) return text;
  if (fill === '-') return text.padEnd(width);
  if (fill === '0') return text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0');
  return (fill === '+' && !text.startsWith('-') ? `+${text}` : fill === ' ' && !text.startsWith('-') ? ` ${text}` : text).padStart(width);
}

export const asString: Op = {
  type: 'AsString', signature: 'input:T -> output:string | T:type precision:int=-1 scientific:bool=false shortest:bool=false width:int=-1 fill:string=""',
  infer: ([x]) => [{ dtype: 'string', shape: x.shape }],
  compute(c) {
    const dtype = c.dtype(0);
    c.outStrings(0, c.shape(0), dtype === 'string' ? c.strings(0) : Array.from(c.data(0), (v) => shown(v, dtype, c.attrs)));
  },
  flops: () => 0,
  stops: true,
  examples: [
    { inputs: [f32([2], [1.5, -2])], outputs: [texts([2], ['1.500000', '-2.000000'])] },
    { inputs: [f32([1], [3.14159])], attrs: { precision: 2 }, outputs: [texts([1], ['3.14'])] },
    { inputs: [f32([4], [2.25, -2.25, 2.75, 0.125])], attrs: { precision: 1 }, outputs: [texts([4], ['2.2', '-2.2', '2.8', '0.1'])] },
    { inputs: [f32([1], [1234.5])], attrs: { scientific: true, precision: 1 }, outputs: [texts([1], ['1.2e+03'])] },
    { inputs: [i32([2], [7, -8])], attrs: { width: 4, fill: '0' }, outputs: [texts([2], ['0007', '-008'])] },
    { inputs: [bools([2], [1, 0])], outputs: [texts([2], ['true', 'false'])] },
  ],
};
