/**
 * Values that are known before any run: constants, and what follows from constants alone, as TensorFlow's shape inference
 * evaluates them (common_runtime/eval_const_tensor.cc, shape_refiner.cc). Not an optimiser: the graph stays as it is.
 */
import { HostCompute } from './compute.ts';
import { tensor, type Shape, type Tensor } from './dtype.ts';
import type { GraphView } from './graph-view.ts';
import type { Output, State } from './op-def.ts';
import { signatureOf } from './signature.ts';
import { Values } from './values.ts';

/** More nodes or elements than this are not folded: inference must stay cheap. */
const MOST_NODES = 256;
const MOST_ELEMENTS = 1 << 20;

const no = (): never => { throw new Error('internal: a constant has no state'); };
const NO_STATE: State = { write: no, writeStrings: no, initialised: no, random: no, save: no, restore: no, forget: no, keep: no, kept: no, print: no };

/** Node ids that an output's constant value is computed from, in order; null where it is not constant. Values of `known` are given. */
function ancestors(graph: GraphView, o: Output, known: Map<number, Tensor[]>): number[] | null {
  const order: number[] = [];
  const seen = new Set<number>();
  const stack: [number, number][] = [[o.id, 0]];
  seen.add(o.id);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const [id, next] = top;
    const c = graph.classOf(id);
    if (next === 0) {
      const { op } = c;
      if (op.flow || op.changes || op.computes === false || op.type.startsWith('Placeholder') || signatureOf(op.signature).stateful) return null;
      if (seen.size > MOST_NODES || c.outputs.some((s) => s.size > MOST_ELEMENTS)) return null;
      const fixed = op.fromStatic?.(Array.from({ length: c.inputs }, (_, i) => graph.staticOf(graph.input(id, i))), c.attrs) ?? (op.type === 'StridedSlice' ? dimension(graph, id) : null);
      if (fixed) known.set(id, fixed);
    }
    if (known.has(id) || next >= c.inputs) {
      order.push(id);
      stack.pop();
      continue;
    }
    top[1]++;
    const from = graph.input(id, next).id;
    if (!seen.has(from)) {
      seen.add(from);
      stack.push([from, 0]);
    }
  }
  return order;
}

/** `tf.shape(x)[i]` of a dimension that is known, though others are not. */
function dimension(graph: GraphView, id: number): Tensor[] | null {
  const { attrs, outputs } = graph.classOf(id);
  const from = graph.input(id, 0);
  const source = graph.classOf(from.id);
  if (source.op.type !== 'Shape' || attrs.shrink_axis_mask !== 1 || attrs.new_axis_mask !== 0 || attrs.ellipsis_mask !== 0 || outputs[0].shape?.length !== 0) return null;
  const { shape } = graph.staticOf(graph.input(from.id, 0));
  const begin = graph.constantValue(graph.input(id, 1));
  if (!shape || !begin) return null;
  const at = (begin.data as ArrayLike<number>)[0];
  const d = shape[at < 0 ? at + shape.length : at];
  return typeof d === 'number' ? [tensor(outputs[0].dtype, [], [d])] : null;
}

/** The value of an output that follows from constants alone, or null. */
export function fold(graph: GraphView, o: Output): Tensor | null {
  const direct = graph.constantValue(o);
  if (direct) return direct;
  const key = `${o.id}:${o.index}`;
  const before = graph.folded.get(key);
  if (before !== undefined) return before;
  const known = new Map<number, Tensor[]>();
  const order = ancestors(graph, o, known);
  const value = order && evaluate(graph, o, order, known);
  graph.folded.set(key, value);
  return value;
}

function evaluate(graph: GraphView, o: Output, order: readonly number[], known: ReadonlyMap<number, Tensor[]>): Tensor | null {
  const fixed = known.get(o.id);
  if (fixed) return fixed[o.index];
  const mark = graph.heap.mark();
  try {
    const values = new Values(graph);
    const host = new HostCompute(graph, values, NO_STATE);
    for (const id of order) {
      const given = known.get(id);
      if (given) given.forEach((t, index) => values.put({ id, index }, t));
      else host.run(id);
    }
    return values.read(o);
  } catch {
    return null; // a kernel that refuses its inputs will say so in the run
  } finally {
    graph.heap.release(mark);
  }
}

const toShape = (t: Tensor): Shape => Array.from(t.data as ArrayLike<number>, (d) => (d < 0 ? null : d));

/** The shape that an integer vector holds, as far as it is known before a run; null where not even its length is. */
export function partialShape(graph: GraphView, o: Output): Shape | null {
  // What is known of a shape by itself comes before its value, as in TensorFlow, even where that could be computed.
  const c = graph.classOf(o.id);
  const input = (i: number): Output => graph.input(o.id, i);
  switch (c.op.type) {
    case 'Shape': { const { shape } = graph.staticOf(input(0)); if (shape) return shape; break; }
    case 'ShapeN': { const { shape } = graph.staticOf(input(o.index)); if (shape) return shape; break; }
    case 'Cast': return partialShape(graph, input(0));
    case 'Pack': return Array.from({ length: c.inputs }, (_, i) => {
      const d = scalar(graph, input(i));
      return d === null || d < 0 ? null : d;
    });
    case 'Concat': case 'ConcatV2': {
      const from = c.op.type === 'Concat' ? 1 : 0;
      const parts = Array.from({ length: c.inputs - 1 }, (_, i) => partialShape(graph, input(i + from)));
      if (parts.every((p) => p !== null)) return parts.flatMap((p) => p);
      break;
    }
    case 'StridedSlice': {
      const part = slicedShape(graph, o.id);
      if (part) return part;
      break;
    }
    default:
  }
  const value = fold(graph, o);
  if (value) return value.shape.length === 1 ? toShape(value) : value.shape.length === 0 && (value.data as ArrayLike<number>)[0] < 0 ? null : toShape(value);
  const rank = graph.staticOf(o).shape?.[0];
  return typeof rank === 'number' ? new Array<null>(rank).fill(null) : null;
}

/** A whole number that an output holds before any run, also where it is one dimension of a half-known shape. */
function scalar(graph: GraphView, o: Output): number | null {
  const value = fold(graph, o);
  if (value) return (value.data as ArrayLike<number>)[0];
  const c = graph.classOf(o.id);
  if (c.op.type === 'Cast') return scalar(graph, graph.input(o.id, 0));
  if (c.op.type !== 'StridedSlice' || c.attrs.shrink_axis_mask !== 1) return null;
  const shape = partialShape(graph, graph.input(o.id, 0));
  // TensorFlow takes one dimension of a half-known shape only where the script wrote its place down (eval_const_tensor.cc).
  const from = graph.input(o.id, 1);
  const begin = graph.classOf(from.id).op.type === 'Const' ? fold(graph, from) : null;
  if (!shape || !begin) return null;
  const at = (begin.data as ArrayLike<number>)[0];
  return shape[at < 0 ? at + shape.length : at] ?? null;
}

/** `shape[a:b]` of a half-known shape. */
function slicedShape(graph: GraphView, id: number): Shape | null {
  const { attrs } = graph.classOf(id);
  const [begin, end, step] = [1, 2, 3].map((i) => fold(graph, graph.input(id, i)));
  if (!begin || !end || !step || begin.shape[0] !== 1 || attrs.shrink_axis_mask !== 0 || attrs.new_axis_mask !== 0 || attrs.ellipsis_mask !== 0) return null;
  const shape = partialShape(graph, graph.input(id, 0));
  const by = (step.data as ArrayLike<number>)[0];
  if (!shape || by !== 1) return null;
  const place = (t: Tensor): number => { const v = (t.data as ArrayLike<number>)[0]; return v < 0 ? v + shape.length : v; };
  return shape.slice(attrs.begin_mask === 1 ? 0 : place(begin), attrs.end_mask === 1 ? shape.length : place(end));
}
