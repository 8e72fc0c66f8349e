/** What activations and their gradient ops share: one input or two of equal shape, one output like them, one number at a time. */
import { sizeOf, type Static } from '../dtype.ts';
import { ShapeError, type Attrs, type Example, type Grad, type Gradient, type Inferred, type Op } from '../op-def.ts';
import { mergeShapes } from '../shapes.ts';

export interface Activation {
  readonly type: string;
  readonly signature: string;
  readonly f: (x: number, attrs: Attrs) => number;
  /** The same for float32, where TensorFlow's own bits are known: for whole vectors of 8, and for what is left at the end if that differs. */
  readonly single?: (x: number) => number;
  readonly tail?: (x: number) => number;
  readonly gradient: (g: Gradient) => Grad[];
  readonly examples: readonly Example[];
}

/** `y = f(x)`. Results are rounded once, to the output's dtype. */
export function activationOp({ type, signature, f, single, tail, gradient, examples }: Activation): Op {
  return {
    type, signature, gradient, examples,
    infer: ([x]) => [{ dtype: x.dtype, shape: x.shape }],
    compute(c) {
      const y = c.make(0, c.shape(0), c.dtype(0));
      const x = c.data(0);
      if (single && c.dtype(0) === 'float32') {
        const end = tail ? x.length - (x.length % 8) : x.length;
        for (let i = 0; i < x.length; i++) y[i] = i < end ? single(x[i]) : tail!(x[i]);
      } else for (let i = 0; i < x.length; i++) y[i] = f(x[i], c.attrs);
    },
    flops: (inputs) => sizeOf(inputs[0]),
  };
}

export interface ActivationGrad {
  readonly type: string;
  readonly signature: string;
  /** Gradient of the input, of the output's gradient and the features (or outputs). */
  readonly f: (dy: number, v: number, attrs: Attrs) => number;
  /** The same for float32, rounded after every step. */
  readonly single?: (dy: number, v: number) => number;
  readonly gradient?: (g: Gradient) => Grad[];
  readonly examples: readonly Example[];
}

/** What two inputs of one shape give. Throws ShapeError where their shapes contradict each other. */
export function inferAlike(type: string, inputs: readonly Static[]): Inferred[] {
  const [a, b] = inputs as [Static, Static];
  const merged = mergeShapes(a.shape, b.shape);
  if (!merged) throw new ShapeError(alikeMessage(type, a, b));
  return [{ dtype: a.dtype, shape: merged.shape }];
}

function alikeMessage(type: string, a: Static, b: Static): string {
  const show = (s: Static): string => `[${(s.shape ?? []).map((d) => d ?? '?').join(',')}]`;
  const of = `for '{{node ${type}}}' with input shapes: ${show(a)}, ${show(b)}.`;
  if (a.shape!.length !== b.shape!.length) return `Shapes must be equal rank, but are ${a.shape!.length} and ${b.shape!.length} ${of}`;
  const i = a.shape!.findIndex((d, k) => d !== null && b.shape![k] !== null && d !== b.shape![k]);
  return `Dimension ${i} in both shapes must be equal, but are ${a.shape![i]} and ${b.shape![i]}. Shapes are ${show(a)} and ${show(b)}. ${of}`;
}

/** `dx = f(dy, v)` */
export function activationGradOp({ type, signature, f, single, gradient, examples }: ActivationGrad): Op {
  return {
    type, signature, examples,
    infer: (inputs) => inferAlike(type, inputs),
    compute(c) {
      const out = c.make(0, c.shape(0), c.dtype(0));
      const dy = c.data(0);
      const v = c.data(1);
      const call = single && c.dtype(0) === 'float32' ? single : f;
      for (let i = 0; i < dy.length; i++) out[i] = call(dy[i], v[i], c.attrs);
    },
    flops: (inputs) => 2 * sizeOf(inputs[0]),
    ...(gradient && { gradient }),
  };
}
