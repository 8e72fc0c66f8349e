/** What elementwise ops of one operand share: inference, the kernel for every numeric dtype, the usual forms of their gradients. */
import { isInteger, sizeOf, type DType } from '../dtype.ts';
import { RunFailure, type Example, type Grad, type Gradient, type Op, type Output } from '../op-def.ts';
import { mulOf } from './arith.ts';

export interface Unary {
  readonly type: string;
  readonly f: (x: number) => number;
  /** The same for integers, where it differs, and for float32, where TensorFlow's own bits are known. */
  readonly int?: (x: number) => number;
  readonly single?: ((x: number) => number) | undefined;
  /** What float32 numbers at the end get that fill no vector of 8, if not the same. */
  readonly tail?: (x: number) => number;
  /** The result's dtype where it is not that of the operand. */
  readonly result?: DType;
  readonly signature?: string;
  readonly gradient?: (g: Gradient) => Grad[];
  readonly stops?: boolean;
  readonly examples: readonly Example[];
}

/** An elementwise op of one operand. */
export function unaryOp({ type, f, int, single, tail, result, signature, gradient, stops, examples }: Unary): Op {
  return {
    type, signature: signature ?? 'x:T -> y:T | T:type',
    infer: ([x]) => [{ dtype: result ?? x.dtype, shape: x.shape }],
    compute(c) {
      const y = c.make(0, c.shape(0), result ?? c.dtype(0));
      const x = c.data(0);
      const whole = isInteger(c.dtype(0));
      const call = (whole && int) || (single && c.dtype(0) === 'float32' ? single : f);
      const end = tail && call === single ? x.length - (x.length % 8) : x.length;
      for (let i = 0; i < end; i++) y[i] = call(x[i]);
      if (tail) for (let i = end; i < x.length; i++) y[i] = tail(x[i]);
      // int64 is held in doubles: no whole number is -0.
      if (whole) for (let i = 0; i < y.length; i++) y[i] += 0;
    },
    flops: (inputs) => sizeOf(inputs[0]),
    ...(gradient && { gradient }),
    ...(stops && { stops }),
    examples,
  };
}

/** A gradient whose nodes wait for the incoming one, as most of math_grad.py's do: nothing is computed too early. */
export const waits = (make: (g: Gradient, dy: Output) => Grad | Grad[]) => (g: Gradient): Grad[] => g.after([g.dy[0]!], () => { const made = make(g, g.dy[0]!); return Array.isArray(made) ? made : [made]; });
/** `dy * slope`, the slope made first. */
export const waitsTimes = (slope: (g: Gradient, x: Output) => Output) => waits((g, dy) => mulOf(g, dy, slope(g, g.x[0])));
/** The gradient that an op of its own computes from the output. */
export const ofOutput = (type: string) => (g: Gradient): Grad[] => [g.apply(type, [g.y[0], g.dy[0]!])[0]];
/** The gradient op of an output-based gradient: inputs `y` and `dy`. */
export const noGradient = (g: Gradient): Grad[] => g.x.map(() => null);

/** The divisor of whole numbers. Throws where it is 0. */
export function divisor(y: number): number {
  if (y === 0) throw new RunFailure('InvalidArgumentError', 'Integer division by zero');
  return y;
}
