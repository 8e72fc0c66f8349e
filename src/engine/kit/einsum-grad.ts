/** The gradient of Einsum (linalg_grad.py `_EinsumGrad`): sums over labels again, with the parts that were summed away broadcast back. */
import { i32, isFull } from '../dtype.ts';
import type { Grad, Gradient, Output } from '../op-def.ts';
import { addOf, broadcastTo, reduceOf, reducedShapeOf } from './arith.ts';
import { concatOf, itemOf, reshapeTo, sliceOf, stackOf } from './build.ts';

const DOTS = '...';
const sum = (g: Gradient, inputs: readonly Output[], equation: string): Output => g.apply('Einsum', [inputs], { equation })[0];
/** Letters of `subs` that are in none of the others, in the order in which they occur. */
const without = (subs: string, others: string): string[] => [...new Set(subs)].filter((l) => !others.includes(l));

function axisOf(subs: string, label: string): number {
  const [front, back] = subs.split(DOTS) as [string, string | undefined];
  const at = front.indexOf(label);
  return at >= 0 || back === undefined ? at : back.indexOf(label) - back.length;
}

function spread(g: Gradient, dy: Output, outSubs: string, inSubs: string, shape: Output, gone: readonly string[]): Output {
  const axes = gone.map((l) => axisOf(inSubs, l));
  const dims = stackOf(g, axes.map((a) => itemOf(g, shape, a)));
  const repeated = new Set(inSubs).size + new Set(outSubs).size < inSubs.length + outSubs.length;
  const kept = Array.from(inSubs).filter((l) => !gone.includes(l)).join('');
  if (!repeated && kept === outSubs) {
    const reduced = reducedShapeOf(g, shape, g.constant(i32([axes.length], axes)));
    return broadcastTo(g, reshapeTo(g, dy, reduced), shape);
  }
  const full = concatOf(g, [dims, g.shapeOf(dy)], 0);
  const ones = g.constant(i32([gone.length], gone.map(() => 1)), 'ones');
  const reduced = concatOf(g, [ones, g.shapeOf(dy)], 0);
  return sum(g, [broadcastTo(g, reshapeTo(g, dy, reduced), full)], `${gone.join('')}${outSubs}->${inSubs}`);
}

function wrt(g: Gradient, dy: Output, other: Output, shape: Output, inSubs: string, otherSubs: string, outSubs: string): Output {
  const gone = without(inSubs, `${outSubs}${otherSubs}.`);
  const left = Array.from(inSubs).filter((l) => !gone.includes(l)).join('');
  const reduced = sum(g, [dy, other], `${outSubs},${otherSubs}->${left}`);
  return gone.length === 0 ? reduced : spread(g, reduced, left, inSubs, shape, gone);
}

const bounds = (subs: string): [number, number | null] => {
  const start = subs.indexOf(DOTS);
  if (start < 0) return [0, 0];
  const rest = subs.length - (start + DOTS.length);
  return [start, rest > 0 ? -rest : null];
};

export function einsumGradient(g: Gradient): Grad[] {
  const [inSubs, outSubs] = String(g.attrs.equation).split('->') as [string, string];
  const dy = g.dy[0]!;
  if (g.x.length === 1) {
    const shape = g.shapeOf(g.x[0]);
    const gone = without(inSubs, `${outSubs}${DOTS}`);
    return [gone.length === 0 ? sum(g, [dy], `${outSubs}->${inSubs}`) : spread(g, dy, outSubs, inSubs, shape, gone)];
  }
  let [xSubs, ySubs] = inSubs.split(',') as [string, string];
  const dotted = outSubs.includes(DOTS);
  if (dotted && !xSubs.includes(DOTS)) xSubs += DOTS;
  if (dotted && !ySubs.includes(DOTS)) ySubs += DOTS;
  const [x, y] = g.x as [Output, Output];
  const shapes = [g.shapeOf(x), g.shapeOf(y)] as const;
  const gx = wrt(g, dy, y, shapes[0], xSubs, ySubs, outSubs);
  const gy = wrt(g, dy, x, shapes[1], ySubs, xSubs, outSubs);
  if (!dotted) return [gx, gy];
  const [bx, by] = [bounds(xSubs), bounds(ySubs)];
  const [sx, sy] = [g.shape(x), g.shape(y)];
  const cut = (s: readonly (number | null)[], [from, to]: [number, number | null]): string => s.slice(from, to ?? undefined).join();
  if (isFull(sx) && isFull(sy) && cut(sx, bx) === cut(sy, by)) return [gx, gy];
  const part = (shape: Output, [from, to]: [number, number | null]): Output => sliceOf(g, shape, from, to);
  const front = part(shapes[0], bx);
  const axes = g.emit('BroadcastGradientArgs', [front, part(shapes[1], by)], {}, 'BroadcastGradientArgs');
  const back = (grad: Output, i: 0 | 1, start: number): Output => reshapeTo(g, reduceOf(g, 'Sum', grad, addOf(g, start, axes[i])), shapes[i]);
  const dx = back(gx, 0, bx[0]);
  return [dx, back(gy, 1, by[0])];
}
