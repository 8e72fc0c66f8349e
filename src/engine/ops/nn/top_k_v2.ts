/** TopKV2: the k greatest numbers of each row, and where they stand; of equals the first comes first. */
import { constantInt, expandDims, f32, forNode, i32, itemOf, rangeOf, reduceOf, RunFailure, ShapeError, sizeAs, sizeOf, type DType, type Op, type Output } from '../../op.ts';

export const topKV2: Op = {
  type: 'TopKV2', signature: 'input:T k:Tk -> values:T indices:index_type | sorted:bool=true T:type Tk:type{int16,int32,int64}=int32 index_type:type{int16,int32,int64}=int32', reads: [1],
  infer(inputs, attrs, constant) {
    const [x] = inputs;
    const k = constantInt(constant(1));
    if (x.shape?.length === 0) throw new ShapeError(`Shape must be at least rank 1 but is rank 0 ${forNode('TopKV2', inputs)}`);
    const last = x.shape?.at(-1) ?? null;
    if (k !== null && last !== null && k > last) throw new ShapeError(`input must have last dimension >= k = ${k} but is ${last} ${forNode('TopKV2', inputs)}`);
    const shape = x.shape && [...x.shape.slice(0, -1), k];
    return [{ dtype: x.dtype, shape }, { dtype: attrs.index_type as DType, shape }];
  },
  compute(c) {
    const shape = c.shape(0);
    const n = shape[shape.length - 1];
    const k = c.data(1)[0];
    if (k < 0) throw new RunFailure('InvalidArgumentError', `Need k >= 0, got ${k}`);
    if (shape.length === 0) throw new RunFailure('InvalidArgumentError', 'input must be >= 1-D, got shape []');
    if (n < k) throw new RunFailure('InvalidArgumentError', `input must have at least k columns. Had ${n}, needed ${k}`);
    const out = [...shape.slice(0, -1), k];
    c.output(0, out, c.dtype(0));
    c.output(1, out, c.attrs.index_type as DType);
    const [values, places, x] = [c.out(0), c.out(1), c.data(0)];
    for (let row = 0; row < values.length / Math.max(1, k); row++) {
      const at = row * n;
      const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => x[at + b] - x[at + a] || a - b);
      for (let i = 0; i < k; i++) {
        values[row * k + i] = x[at + order[i]];
        places[row * k + i] = order[i];
      }
    }
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient(g) {
    const long = (o: Output): Output => g.apply('Cast', [o], { DstT: 'int64' })[0];
    const inShape = g.shapeOf(g.x[0]);
    const placeShape = g.shapeOf(g.y[1]);
    const lastOf = (shape: Output): Output => {
      const wide = long(shape);
      const last = g.apply('Sub', [sizeAs(g, shape), 1], {}, 'sub')[0];
      return g.apply('GatherV2', [wide, last, 0], { batch_dims: 0 }, 'GatherV2')[0];
    };
    const columns = lastOf(placeShape);
    const minus = g.scope('stack', (own) => g.emit('Pack', [g.constant({ dtype: 'int64', shape: [], data: Float64Array.of(-1) }, '0'), columns], { axis: 0 }, own)[0]);
    const flat = g.apply('Reshape', [g.y[1], minus], {}, 'Reshape')[0];
    const width = lastOf(inShape);
    const rows = itemOf(g, g.shapeOf(flat), 0);
    const limit = g.apply('Mul', [long(rows), width], {}, 'mul')[0];
    const starts = rangeOf(g, 0, limit, width);
    const narrow = g.apply('Cast', [expandDims(g, starts, -1)], { DstT: 'int32' })[0];
    const linear = g.apply('Reshape', [g.apply('AddV2', [flat, narrow], {}, 'add')[0], [-1]], {}, 'Reshape')[0];
    const places = expandDims(g, linear, -1);
    const updates = g.apply('Reshape', [g.dy[0]!, [-1]], {}, 'Reshape')[0];
    const size = reduceOf(g, 'Prod', inShape, null);
    return [g.apply('Reshape', [g.apply('ScatterNd', [places, updates, [size] as never])[0], inShape], {}, 'Reshape')[0], g.constant({ dtype: 'int32', shape: [], data: Int32Array.of(0) }, 'zeros')];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 3, 3, 2, -1, 0]), i32([], [2])], outputs: [f32([2, 2], [3, 3, 2, 0]), i32([2, 2], [1, 2, 0, 2])] },
    { inputs: [i32([3], [5, 1, 4]), i32([], [3])], outputs: [i32([3], [5, 4, 1]), i32([3], [0, 2, 1])] },
  ],
};
