/** Joining along an axis: shape, kernel and gradient of Concat and ConcatV2, which differ in where the axis stands. */
import { i32, sizeOf, showDims, type Shape, type Static, type Tensor } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute, type Grad, type Gradient, type Output } from '../op-def.ts';
import { mergeShapes } from '../shapes.ts';
import { denseOf, rankOf, reshapeTo, shapeAs, stackOf } from './build.ts';
import { arrange, plus, staticAxis, unknown, valuesOf } from './move.ts';

/** The joined shape, as far as it is known. Throws ShapeError. */
export function concatShape(values: readonly Static[], axis: Tensor | null): Shape | null {
  const known = values.filter((s) => s.shape !== null);
  const rank = known[0]?.shape?.length ?? null;
  const all = (): string => values.map((s) => showDims(s.shape)).join(', ');
  for (const s of known) if (s.shape!.length !== rank) throw new ShapeError(`Shape must be rank ${rank} but is rank ${s.shape!.length} for '{{node concat}}' with input shapes: ${all()}.`);
  if (rank === null) return null;
  if (rank === 0) throw new ShapeError("Can't concatenate scalars (use tf.stack instead) for '{{node concat}}'");
  if (!axis) return unknown(rank);
  const [at] = valuesOf(axis) as [number];
  if (at >= rank || at < -rank) throw new ShapeError(`Shape must be at least rank ${at < 0 ? -at : at + 1} but is rank ${rank} for '{{node concat}}' with input shapes: ${all()}.`);
  const place = staticAxis(at, rank);
  let rest: Shape | null = null;
  let along: number | null = 0;
  for (const s of values) {
    const others: Shape | null = s.shape && s.shape.map((d, i) => (i === place ? 0 : d));
    const merged = mergeShapes(rest, others);
    if (!merged) {
      const i = others!.findIndex((d, k) => d !== null && rest![k] !== null && d !== rest![k]);
      throw new ShapeError(`Dimension ${i} in both shapes must be equal, but are ${rest![i]!} and ${others![i]!}. Shapes are ${showDims(rest!.filter((_, k) => k !== place))} and ${showDims(others!.filter((_, k) => k !== place))}. for '{{node concat}}' with input shapes: ${all()}.`);
    }
    rest = merged.shape;
    along = plus(along, s.shape ? s.shape[place] : null);
  }
  return rest!.map((d, i) => (i === place ? along : d));
}

/** `axisInput`: where the axis is; the values begin at `first`. */
export function computeConcat(c: Compute, axisInput: number, first: number): void {
  const n = c.inputs - 1;
  const rank = c.shape(first).length;
  const [at] = Array.from(c.data(axisInput)) as [number];
  if (at >= rank || at < -rank) throw new RunFailure('InvalidArgumentError', `ConcatOp : Expected concatenating dimensions in the range [${-rank}, ${rank}), but got ${at}`);
  const axis = at < 0 ? at + rank : at;
  const shapes = Array.from({ length: n }, (_, k) => c.shape(first + k));
  for (const s of shapes) {
    if (s.length !== rank) throw new RunFailure('InvalidArgumentError', `ConcatOp : Ranks of all input tensors should match: shape[0] = [${shapes[0].join(',')}] vs. shape = [${s.join(',')}]`);
    if (s.some((d, i) => i !== axis && d !== shapes[0][i])) throw new RunFailure('InvalidArgumentError', `ConcatOp : Dimension ${s.findIndex((d, i) => i !== axis && d !== shapes[0][i])} in both shapes must be equal: shape[0] = [${shapes[0].join(',')}] vs. shape[${shapes.indexOf(s)}] = [${s.join(',')}]`);
  }
  const along = shapes.reduce((sum, s) => sum + s[axis], 0);
  const outer = sizeOf(shapes[0].slice(0, axis));
  const inner = sizeOf(shapes[0].slice(axis + 1));
  const out = shapes[0].map((d, i) => (i === axis ? along : d));
  arrange(c, 0, out, (put) => {
    let before = 0;
    shapes.forEach((s, k) => {
      const row = s[axis] * inner;
      for (let o = 0; o < outer; o++) for (let i = 0; i < row; i++) put(o * along * inner + before + i, o * row + i, first + k);
      before += row;
    });
  }, { dtype: c.dtype(first), from: first });
}

/** array_grad.py `_ConcatGradHelper`, for dense gradients. `axisFirst`: Concat has its axis before the values. */
export function concatGradient(g: Gradient, values: readonly Output[], axis: Output, axisFirst: boolean): Grad[] {
  const dy = g.dy[0]!;
  const around = (parts: Grad[]): Grad[] => (axisFirst ? [null, ...parts] : [...parts, null]);
  if (values.length === 1) return around([dy]);
  const at = g.local(axis, dy);
  const rank = rankOf(g, values[0]);
  const front = g.emit('FloorMod', [at, rank], {}, 'mod')[0];
  let sizes: Output[] = [];
  for (const x of values) {
    const shape = shapeAs(g, x);
    if (g.typeOf(shape) !== 'Const') { sizes = []; break; }
    sizes.push(shape);
  }
  if (sizes.length === 0) sizes = g.emit('ShapeN', values, { out_type: 'int32' }, 'ShapeN');
  if (values.length > 16) {
    const table = g.emit('Pack', sizes, { axis: 1 }, 'stack')[0];
    const row = g.scope('Slice', (own) => g.emit('Slice', [table, stackOf(g, [front, 0], 'begin'), g.constant(i32([2], [1, -1]), 'size')], {}, own)[0]);
    const lengths = g.emit('Squeeze', [row], { squeeze_dims: [] }, 'Squeeze')[0];
    return around(g.emit('SplitV', [dy, lengths, front], { num_split: values.length }, 'split'));
  }
  const offsets = g.emit('ConcatOffset', [front, ...sizes], {}, 'ConcatOffset');
  return around(offsets.map((begin, i) => g.emit('Slice', [dy, begin, sizes[i]], {}, 'Slice')[0]));
}

/** Makes a gradient of the shape of input `i`: what ExpandDims, Squeeze and Reshape do. */
export const backToShape = (g: Gradient, i = 0): Output => { const dense = denseOf(g, g.dy[0]!); return reshapeTo(g, dense, shapeAs(g, g.x[i])); };
