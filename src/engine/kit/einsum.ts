/** Einstein's summation: the equation taken apart, static shapes, and a plain evaluation over all labels. */
import { sizeOf, type Numbers, type Shape } from '../dtype.ts';
import { ShapeError } from '../op-def.ts';

export interface Equation { readonly inputs: readonly string[]; readonly output: string }

/** `...` becomes upper dimensions of their own, written as `0`, `1`, … from the right. */
export function parseEquation(equation: string): Equation {
  const [left, right = ''] = equation.replaceAll(' ', '').split('->') as [string, string | undefined];
  return { inputs: left.split(','), output: right };
}

/** Labels of a subscript for so many dimensions; those of an ellipsis are numbered from the right. */
function labelsOf(subscript: string, rank: number): string[] {
  const at = subscript.indexOf('...');
  if (at < 0) return Array.from(subscript);
  const named = subscript.length - 3;
  const free = rank - named;
  return [...Array.from(subscript.slice(0, at)), ...Array.from({ length: free }, (_, i) => `#${free - 1 - i}`), ...Array.from(subscript.slice(at + 3))];
}

/** Greatest number of dimensions that an ellipsis stands for. */
const widest = (eq: Equation, ranks: readonly number[]): number => Math.max(0, ...eq.inputs.map((s, i) => (s.includes('...') ? ranks[i] - (s.length - 3) : 0)));

export function einsumShape(eq: Equation, shapes: readonly (Shape | null)[]): Shape | null {
  const known = shapes.filter((s, i) => s !== null && (!eq.inputs[i].includes('...') ? s.length === eq.inputs[i].length : s.length >= eq.inputs[i].length - 3));
  if (known.length < shapes.filter((s) => s !== null).length) throw new ShapeError(`Expected input rank to match the equation ${eq.inputs.join(',')}->${eq.output} for '{{node Einsum}}'`);
  if (eq.output.includes('...') && shapes.some((s) => s === null)) return null;
  const sizes = new Map<string, number | null>();
  shapes.forEach((s, i) => s && labelsOf(eq.inputs[i], s.length).forEach((l, d) => {
    const before = sizes.get(l);
    const now = s[d];
    if (before === undefined || before === null || before === 1) { if (!(before === 1 && now === null && !l.startsWith('#'))) sizes.set(l, now ?? before ?? null); }
    else if (now !== null && now !== before && !(l.startsWith('#') && now === 1)) throw new ShapeError(`Dimensions must be equal, but are ${before} and ${now} for '{{node Einsum}}'`);
  }));
  const free = widest(eq, shapes.map((s) => s?.length ?? 0));
  return labelsOf(eq.output, eq.output.includes('...') ? eq.output.length - 3 + free : eq.output.length).map((l) => sizes.get(l) ?? null);
}

/** Evaluates over all labels, the summed ones innermost. */
export function einsum(eq: Equation, shapes: readonly (readonly number[])[], data: readonly ArrayLike<number>[], out: Numbers): void {
  const free = widest(eq, shapes.map((s) => s.length));
  const outLabels = labelsOf(eq.output, eq.output.includes('...') ? eq.output.length - 3 + free : eq.output.length);
  const sizes = new Map<string, number>();
  const inLabels = shapes.map((s, i) => labelsOf(eq.inputs[i], s.length));
  inLabels.forEach((labels, i) => labels.forEach((l, d) => sizes.set(l, Math.max(sizes.get(l) ?? 1, shapes[i][d]))));
  const summed = [...sizes.keys()].filter((l) => !outLabels.includes(l));
  const order = [...outLabels, ...summed];
  /** How far each label moves in an input: the sum over its places. */
  const steps = inLabels.map((labels, i) => order.map((l) => labels.reduce((sum, x, d) => sum + (x === l && shapes[i][d] > 1 ? sizeOf(shapes[i].slice(d + 1)) : 0), 0)));
  const dims = order.map((l) => sizes.get(l)!);
  const inner = sizeOf(dims.slice(outLabels.length));
  const at = dims.map(() => 0);
  const place = shapes.map(() => 0);
  for (let o = 0; o < out.length; o++) {
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      let product = 1;
      for (let i = 0; i < data.length; i++) product *= data[i][place[i]];
      sum += product;
      for (let d = dims.length - 1; d >= 0; d--) {
        at[d]++;
        for (let i = 0; i < place.length; i++) place[i] += steps[i][d];
        if (at[d] < dims[d]) break;
        for (let i = 0; i < place.length; i++) place[i] -= steps[i][d] * dims[d];
        at[d] = 0;
      }
    }
    out[o] = sum;
  }
}
