/** Assign: writes a value into a variable. */
import { RunFailure, showDims, showShape, ShapeError, type Op } from '../op.ts';

export const assign: Op = {
  type: 'Assign', signature: 'ref:&T value:T -> output_ref:&T | T:type validate_shape:bool=true use_locking:bool=true', changes: true,
  infer([variable, value], attrs) {
    if (attrs.validate_shape === false) return [{ dtype: variable.dtype, shape: value.shape }];
    const [x, y] = [variable.shape, value.shape];
    if (x && y && (x.length !== y.length || x.some((d, i) => d !== null && y[i] !== null && d !== y[i]))) {
      throw new ShapeError(`Dimension mismatch: assigning a value of shape ${showShape(y)} to a variable of shape ${showShape(x)}.`);
    }
    return [{ dtype: variable.dtype, shape: x && y ? x.map((d, i) => d ?? y[i]) : (x ?? y) }];
  },
  compute(c) {
    // Without a static shape an unassigned variable has none at all.
    const [shape, value] = [c.shape(0) as readonly number[] | null, c.shape(1)];
    if (c.attrs.validate_shape !== false && shape && shape.join() !== value.join()) {
      throw new RunFailure('InvalidArgumentError', `Assign requires shapes of both tensors to match. lhs shape= ${showDims(shape)} rhs shape= ${showDims(value)}`);
    }
    if (c.dtype(1) === 'string') {
      c.state.writeStrings(0, value, c.strings(1));
      c.outStrings(0, value, c.strings(1));
      return;
    }
    c.output(0, value, c.dtype(1));
    c.state.write(0, value).set(c.data(1));
    c.out(0).set(c.data(1));
  },
  flops: () => 0,
  examples: [],
};
