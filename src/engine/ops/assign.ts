/** Assign: writes a value into a variable. */
import { showShape, ShapeError, type Op } from '../op.ts';

export const assign: Op = {
  type: 'Assign', signature: 'ref:&T value:T -> output_ref:&T | T:type validate_shape:bool=true use_locking:bool=true', changes: true,
  infer(inputs, attrs) {
    const [variable, value] = inputs;
    if (attrs.validate_shape !== false && value.shape && variable.shape!.join() !== value.shape.join()) {
      throw new ShapeError(`Dimension mismatch: assigning a value of shape ${showShape(value.shape)} to a variable of shape ${showShape(variable.shape)}.`);
    }
    return [{ dtype: variable.dtype, shape: variable.shape }];
  },
  compute(c) {
    const [shape, value] = [c.shape(0), c.shape(1)];
    if (shape.join() !== value.join()) throw new ShapeError(`Assign requires shapes of both tensors to match. lhs shape= [${shape.join(',')}] rhs shape= [${value.join(',')}]`);
    c.output(0, shape);
    c.state.write(0).set(c.f32(1));
    c.outF32(0).set(c.f32(1));
  },
  flops: () => 0,
  examples: [],
};
