/** Padding: shapes and kernels that Pad, PadV2, MirrorPad and its gradient share. */
import { sizeOf, type Shape, type Static, type Tensor } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute, type Grad, type Gradient } from '../op-def.ts';
import { rankOf, reshapeTo, shapeAs, stackOf } from './build.ts';
import { wholes, arrange, rowSteps, unknown, valuesOf, walk } from './move.ts';

/** The padded shape; `sign` -1: what is left without the padding. */
export function paddedShape(x: Static, paddings: Static, value: Tensor | null, sign = 1): Shape | null {
  const count = paddings.shape?.[0] ?? null;
  if (count !== null && x.shape && x.shape.length !== count) throw new ShapeError(`Shape must be rank ${count} but is rank ${x.shape.length} for '{{node Pad}}'`);
  if (paddings.shape && paddings.shape.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${paddings.shape.length} for '{{node Pad}}'`);
  const rank = count ?? x.shape?.length ?? null;
  if (!value || !x.shape) return unknown(count ?? (value ? value.shape[0] : null) ?? (rank === null ? null : count));
  const p = valuesOf(value);
  return x.shape.map((d, i) => {
    if (p[2 * i] < 0 || p[2 * i + 1] < 0) throw new ShapeError('Paddings must be non-negative');
    return d === null ? null : d + sign * (p[2 * i] + p[2 * i + 1]);
  });
}

/** Pairs of paddings, one an axis. */
export function paddingsOf(c: Compute): [number, number][] {
  const p = wholes(c, 1);
  const rank = c.shape(0).length;
  if (p.length !== 2 * rank) throw new RunFailure('InvalidArgumentError', `The first dimension of paddings must be the rank of inputs[${c.shape(1).join(',')}] [${c.shape(0).join(',')}]`);
  return Array.from({ length: rank }, (_, i) => {
    if (p[2 * i] < 0 || p[2 * i + 1] < 0) throw new RunFailure('InvalidArgumentError', `Paddings must be non-negative: ${p[2 * i]} ${p[2 * i + 1]}`);
    return [p[2 * i], p[2 * i + 1]];
  });
}

/** Pads with one value. */
export function computePad(c: Compute, fill: number | string): void {
  const shape = c.shape(0);
  const pads = paddingsOf(c);
  const out = shape.map((d, i) => d + pads[i][0] + pads[i][1]);
  const steps = rowSteps(out);
  arrange(c, 0, out, (put) => walk(shape, steps, pads.reduce((at, [before], i) => at + before * steps[i], 0), (i, j) => put(j, i)), { fill });
}

/** Where each place along a mirrored axis comes from. `offset` 1: the border itself is not repeated (REFLECT). */
export function mirrorAxis(length: number, [before, after]: readonly [number, number], offset: 0 | 1): number[] {
  return Array.from({ length: before + length + after }, (_, k) => {
    const at = k - before;
    if (at < 0) return -at - 1 + offset;
    return at >= length ? 2 * length - 1 - at - offset : at;
  });
}

export const mirrorOffset = (c: Compute): 0 | 1 => (c.attrs.mode === 'REFLECT' ? 1 : 0);

/** Visits each element of a mirrored tensor with the element that it repeats. */
export function eachMirrored(shape: readonly number[], pads: readonly [number, number][], offset: 0 | 1, visit: (i: number, j: number) => void): void {
  const maps = shape.map((d, i) => {
    if (pads[i][0] > d - offset || pads[i][1] > d - offset) throw new RunFailure('InvalidArgumentError', `paddings must be ${offset ? 'less than' : 'no greater than'} the dimension size: ${pads[i][0]}, ${pads[i][1]} ${offset ? 'not less than' : 'greater than'} ${d}`);
    return mirrorAxis(d, pads[i], offset);
  });
  const steps = rowSteps(shape);
  const out = maps.map((m) => m.length);
  const size = sizeOf(out);
  const at = new Array<number>(out.length).fill(0);
  for (let i = 0; i < size; i++) {
    visit(i, at.reduce((sum, k, d) => sum + maps[d][k] * steps[d], 0));
    for (let d = out.length - 1; d >= 0 && ++at[d] === out[d]; d--) at[d] = 0;
  }
}

/** array_grad.py `_PadGrad`: the box of the original in the gradient. */
export function padGradient(g: Gradient): Grad[] {
  const [x, paddings] = g.x as [typeof g.x[0], typeof g.x[0]];
  const corner = stackOf(g, [rankOf(g, x), 1]);
  const before = g.apply('Slice', [paddings, [0, 0], corner], {}, 'Slice')[0];
  const begin = reshapeTo(g, before, [-1]);
  const sizes = shapeAs(g, x, g.dtype(begin));
  const dx = g.emit('Slice', [g.dy[0]!, begin, sizes], {}, 'Slice')[0];
  return [dx, ...g.x.slice(1).map(() => null)];
}
