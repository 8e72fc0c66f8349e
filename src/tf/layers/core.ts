/** Dense, dropout and flatten (keras/src/layers/core/dense.py, regularization/dropout.py, reshaping/flatten.py). */
import { i32, isFloating, type Shape } from '../../engine/dtype.ts';
import { itemAt, num, reshape, setShape, shape as shapeOf } from '../array/parts.ts';
import { expandDims, transpose } from '../array/shapes.ts';
import { NONE, type Context, type Tensor } from '../context.ts';
import { castTo } from '../math/nodes.ts';
import { matmul } from '../math/matmul.ts';
import { tensordot } from '../math/tensordot.ts';
import { biasAdd } from '../nn/activations.ts';
import { dropout } from '../nn/dropout.ts';
import type { Variable } from '../state/variable.ts';
import { formatName } from './arguments.ts';
import { asActivation, type Activation } from './identifiers.ts';
import { fail, given, InputSpec, Layer, showShape, type CallOptions, type LayerOptions } from './layer.ts';
import { smartCond } from './smart-cond.ts';

export interface DenseOptions extends LayerOptions {
  readonly activation?: unknown; readonly use_bias?: unknown; readonly kernel_initializer?: unknown; readonly bias_initializer?: unknown; readonly kernel_regularizer?: unknown;
  readonly bias_regularizer?: unknown; readonly kernel_constraint?: unknown; readonly bias_constraint?: unknown;
}

export class Dense extends Layer {
  readonly kind = 'dense';
  readonly units: number;
  readonly activation: Activation | null;
  readonly useBias: boolean;
  kernel: Variable | null = null;
  bias: Variable | null = null;

  constructor(tf: Context, units: unknown, private readonly o: DenseOptions = {}) {
    super(tf, o);
    this.units = Math.trunc(num(units) ?? (fail('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${typeof units}'`)));
    if (this.units < 0) fail('ValueError', `Received an invalid value for \`units\`, expected a positive integer. Received: units=${this.units}`);
    this.activation = asActivation(o.activation);
    this.useBias = o.use_bias !== false;
    this.inputSpec = new InputSpec({ min_ndim: 2 });
    this.begin();
  }

  protected override build(shape: Shape | null): void {
    const { o } = this;
    if (!isFloating(this.dtype ?? 'float32')) fail('TypeError', `A Dense layer can only be built with a floating-point dtype. Received: dtype=<dtype: '${this.dtype}'>`);
    const last = shape?.at(-1) ?? fail('ValueError', `The last dimension of the inputs to a Dense layer should be defined. Found None. Full input shape received: ${shape ? showShape(shape) : '<unknown>'}`);
    this.inputSpec = new InputSpec({ min_ndim: 2, axes: [[-1, last]] });
    this.kernel = this.addWeight('kernel', [last, this.units], { initializer: o.kernel_initializer, regularizer: o.kernel_regularizer, constraint: o.kernel_constraint });
    if (this.useBias) this.bias = this.addWeight('bias', [this.units], { initializer: o.bias_initializer ?? 'zeros', regularizer: o.bias_regularizer, constraint: o.bias_constraint });
  }

  protected override compute(inputs: Tensor): Tensor {
    const { tf } = this;
    const x = castTo(tf, inputs, this.dtype ?? inputs.dtype);
    const rank = x.shape?.length ?? null;
    let y: Tensor;
    if (rank === 2 || rank === null) y = matmul(tf, x, this.kernel);
    else {
      y = tensordot(tf, x, this.kernel, [[rank - 1], [0]]);
      setShape(y, [...x.shape!.slice(0, -1), this.units]);
    }
    if (this.bias) y = biasAdd(tf, y, this.bias);
    return this.activation ? this.activation(tf, y) : y;
  }
}

export class Dropout extends Layer {
  readonly kind = 'dropout';
  private seed: number | null;
  constructor(tf: Context, readonly rate: unknown = 0.5, private readonly o: LayerOptions & { noise_shape?: unknown; seed?: unknown } = {}) {
    super(tf, o);
    const number = num(rate);
    if (number !== null && !(number >= 0 && number <= 1)) fail('ValueError', `Invalid value ${number} received for \`rate\`, expected a value between 0 and 1.`);
    this.seed = num(o.seed);
    this.begin();
  }

  /** Unknown dimensions of the noise are those of the inputs. */
  private noiseShape(x: Tensor): unknown {
    const wanted = this.o.noise_shape;
    if (!Array.isArray(wanted)) return given(wanted) ? wanted : null;
    const dims = shapeOf(this.tf, x);
    return this.tf.convert(wanted.map((d: unknown, i) => d ?? itemAt(this.tf, dims, i)));
  }

  protected override compute(x: Tensor, { training }: CallOptions): Tensor {
    const { tf } = this;
    const same = (): Tensor => tf.op('Identity', [x], NONE, 'Identity');
    if (num(this.rate) === 0) return same();
    return smartCond(tf, training ?? false, () => {
      const noise_shape = this.noiseShape(x);
      const { seed } = this;
      if (seed !== null) this.seed = seed + 1;
      return dropout(tf, x, { rate: this.rate, noise_shape, seed });
    }, same);
  }
}

export class Flatten extends Layer {
  readonly kind = 'flatten';
  readonly dataFormat: string;
  constructor(tf: Context, o: LayerOptions & { data_format?: unknown } = {}) {
    super(tf, o);
    this.dataFormat = formatName(o.data_format);
    this.inputSpec = new InputSpec({ min_ndim: 1 });
    this.begin();
  }

  protected override compute(inputs: Tensor): Tensor {
    const { tf } = this;
    let x = inputs;
    const n = x.shape?.length ?? 0;
    if (this.dataFormat === 'channels_first' && n > 1) x = transpose(tf, x, { perm: [0, ...Array.from({ length: n - 2 }, (_, i) => i + 2), 1] });
    const { shape } = x;
    if (shape?.length === 1) return expandDims(tf, x, { axis: 1 });
    if (!shape) return fail('ValueError', 'Cannot take the length of shape with unknown rank.');
    const rest = shape.slice(1);
    if (!rest.includes(null)) return reshape(tf, x, tf.constant(i32([2], [-1, (rest as number[]).reduce((a, b) => a * b, 1)])));
    if (shape[0] !== null) return reshape(tf, x, tf.constant(i32([2], [shape[0], -1])));
    return reshape(tf, x, [itemAt(tf, shapeOf(tf, x), 0), -1]);
  }
}
