/** SparseToDense: a tensor of one value, with others at the places given. */
import { f32, i32, RunFailure, rowSteps, ShapeError, tensor, valuesOf, wholes, type Op } from '../../op.ts';

export const sparseToDense: Op = {
  type: 'SparseToDense', signature: 'sparse_indices:Tindices output_shape:Tindices sparse_values:T default_value:T -> dense:T | validate_indices:bool=true T:type Tindices:type{int32,int64}', reads: [1],
  infer([indices, , values, initial], _, constant, partial) {
    if (indices.shape && indices.shape.length > 2) throw new ShapeError("Shape must be at most rank 2 for '{{node SparseToDense}}'");
    if (initial.shape && initial.shape.length !== 0) throw new ShapeError("Shape must be rank 0 for '{{node SparseToDense}}'");
    const shape = constant(1);
    return [{ dtype: values.dtype, shape: shape ? valuesOf(shape) : partial(1) }];
  },
  compute(c) {
    const shape = wholes(c, 1);
    const by = c.shape(0);
    const depth = by.length === 2 ? by[1] : 1;
    const rows = by.length === 0 ? 1 : by[0];
    const indices = wholes(c, 0);
    const steps = rowSteps(shape);
    let last = -1;
    const places = Array.from({ length: rows }, (_, k) => {
      let at = 0;
      for (let d = 0; d < depth; d++) {
        const v = indices[k * depth + d];
        if (v < 0 || v >= shape[d]) throw new RunFailure('InvalidArgumentError', `indices[${k}] = [${indices.slice(k * depth, (k + 1) * depth).join(',')}] is out of bounds: need 0 <= index < [${shape.join(',')}]`);
        at += v * steps[d];
      }
      if (c.attrs.validate_indices && at <= last) throw new RunFailure('InvalidArgumentError', `indices[${k}] = [${indices.slice(k * depth, (k + 1) * depth).join(',')}] is ${at === last ? 'repeated' : 'out of order'}`);
      last = at;
      return at;
    });
    const one = c.shape(2).length === 0;
    if (c.dtype(2) === 'string') {
      const out = new Array<string>(shape.reduce((a, b) => a * b, 1)).fill(c.strings(3)[0]);
      places.forEach((at, k) => { out[at] = c.strings(2)[one ? 0 : k]; });
      c.outStrings(0, shape, out);
      return;
    }
    const y = c.make(0, shape, c.dtype(2));
    y.fill(c.data(3)[0]);
    const x = c.data(2);
    places.forEach((at, k) => { y[at] = x[one ? 0 : k]; });
  },
  flops: () => 0,
  gradient(g) {
    const values = g.emit('GatherNd', [g.dy[0]!, g.x[0]], {}, 'GatherNd')[0];
    const scattered = g.emit('SparseToDense', [g.x[0], g.x[1], g.emit('ZerosLike', [g.x[2]], {}, 'zeros_like')[0], g.constant(tensor(g.dtype(g.x[3]), [], [1]), 'ones')], { validate_indices: true }, 'SparseToDense')[0];
    const rest = g.emit('Mul', [g.dy[0]!, scattered], {}, 'mul')[0];
    const rank = g.shape(rest)?.length ?? 0;
    const axes = g.constant(i32([rank], Array.from({ length: rank }, (_, i) => i)), 'Const');
    return [null, null, values, g.emit('Sum', [rest, axes], { keep_dims: false }, 'Sum')[0]];
  },
  examples: [
    { inputs: [i32([2, 2], [0, 1, 1, 0]), i32([2], [2, 2]), f32([2], [5, 6]), f32([], [0])], outputs: [f32([2, 2], [0, 5, 6, 0])], differentiable: false },
    { inputs: [i32([2], [0, 2]), i32([1], [3]), i32([], [1]), i32([], [-1])], outputs: [i32([3], [1, -1, 1])], differentiable: false },
  ],
};
