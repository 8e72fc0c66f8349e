/** Layers of convolutions: plain, transposed and separable (keras/src/layers/convolutional). */
import type { Shape } from '../../engine/dtype.ts';
import { itemAt, num, reshape, setShape, shape as shapeOf, stack } from '../array/parts.ts';
import { pad } from '../array/joins.ts';
import { expandDims, squeeze } from '../array/shapes.ts';
import type { Context, Tensor } from '../context.ts';
import { operator } from '../math/operators.ts';
import { biasAdd } from '../nn/activations.ts';
import { conv2dTranspose, conv3dTranspose, convolution, separableConv2d } from '../nn/conv.ts';
import type { Variable } from '../state/variable.ts';
import { convLength, deconvLength, formatName, paddingName, tfFormat, tupleOf } from './arguments.ts';
import type { DenseOptions } from './core.ts';
import { asActivation, type Activation } from './identifiers.ts';
import { fail, InputSpec, Layer, showShape } from './layer.ts';

export interface ConvOptions extends DenseOptions { readonly strides?: unknown; readonly padding?: unknown; readonly data_format?: unknown; readonly dilation_rate?: unknown }

abstract class BaseConv extends Layer {
  readonly filters: number;
  readonly kernelSize: number[];
  readonly strides: number[];
  readonly padding: 'valid' | 'same' | 'causal';
  readonly dataFormat: 'channels_first' | 'channels_last';
  readonly dilationRate: number[];
  readonly activation: Activation | null;
  readonly useBias: boolean;
  kernel: Variable | null = null;
  bias: Variable | null = null;
  protected readonly format: string;

  constructor(tf: Context, protected readonly rank: number, filters: unknown, kernelSize: unknown, protected readonly o: ConvOptions) {
    super(tf, o);
    this.filters = Math.trunc(num(filters) ?? 0);
    if (this.filters <= 0) fail('ValueError', `Invalid value for argument \`filters\`. Expected a strictly positive value. Received filters=${this.filters}.`);
    this.kernelSize = tupleOf(kernelSize, rank, 'kernel_size');
    this.strides = tupleOf(o.strides ?? 1, rank, 'strides', true);
    this.padding = paddingName(o.padding ?? 'valid');
    this.dataFormat = formatName(o.data_format);
    this.dilationRate = tupleOf(o.dilation_rate ?? 1, rank, 'dilation_rate');
    this.activation = asActivation(o.activation);
    this.useBias = o.use_bias !== false;
    this.format = tfFormat(this.dataFormat, rank + 2);
    this.inputSpec = new InputSpec({ min_ndim: rank + 2 });
    if (this.strides.includes(0)) fail('ValueError', `The argument \`strides\` cannot contains 0(s). Received: (${this.strides.join(', ')})`);
    if (this.padding === 'causal' && rank !== 1) fail('ValueError', 'Causal padding is only supported for `Conv1D`and `SeparableConv1D`.');
    if (Math.max(...this.strides) > 1 && Math.max(...this.dilationRate) > 1) fail('ValueError', `\`strides > 1\` not supported in conjunction with \`dilation_rate > 1\`. Received: strides=(${this.strides.join(', ')}) and dilation_rate=(${this.dilationRate.join(', ')})`);
  }

  protected get first(): boolean { return this.dataFormat === 'channels_first'; }
  protected get channelAxis(): number { return this.first ? -1 - this.rank : -1; }
  protected channels(shape: Shape | null): number {
    const d = shape?.at(this.channelAxis) ?? null;
    return d ?? fail('ValueError', `The channel dimension of the inputs should be defined. The input_shape received is ${shape ? showShape(shape) : '<unknown>'}, where axis ${this.channelAxis} (0-based) is the channel dimension, which found to be \`None\`.`);
  }
  protected addBias(): void {
    const { o } = this;
    if (this.useBias) this.bias = this.addWeight('bias', [this.filters], { initializer: o.bias_initializer ?? 'zeros', regularizer: o.bias_regularizer, constraint: o.bias_constraint });
  }
  protected addKernel(shape: readonly number[]): void {
    const { o } = this;
    this.kernel = this.addWeight('kernel', shape, { initializer: o.kernel_initializer, regularizer: o.kernel_regularizer, constraint: o.kernel_constraint });
  }
  protected finish(y: Tensor): Tensor { return this.activation ? this.activation(this.tf, y) : y; }

  /** Zeros before the sequence, so that no output sees what comes after it. */
  protected causal(x: Tensor): Tensor {
    const left = this.dilationRate[0] * (this.kernelSize[0] - 1);
    return pad(this.tf, x, this.first ? [[0, 0], [0, 0], [left, 0]] : [[0, 0], [left, 0], [0, 0]]);
  }
}

const NAMES = ['', 'Conv1D', 'Conv2D', 'Conv3D'];

export class Conv extends BaseConv {
  readonly kind: string;
  constructor(tf: Context, rank: number, filters: unknown, kernelSize: unknown, o: ConvOptions = {}) {
    super(tf, rank, filters, kernelSize, o);
    this.kind = NAMES[rank].toLowerCase();
    this.begin();
  }

  protected override build(shape: Shape | null): void {
    const channels = this.channels(shape);
    this.outputShape(shape!);
    this.addKernel([...this.kernelSize, channels, this.filters]);
    this.addBias();
    this.inputSpec = new InputSpec({ min_ndim: this.rank + 2, axes: [[this.channelAxis, channels]] });
  }

  private outputShape(shape: Shape): Shape {
    const spatial = (this.first ? shape.slice(-this.rank) : shape.slice(-1 - this.rank, -1)).map((d, i) => convLength(d, this.kernelSize[i], this.padding, this.strides[i], this.dilationRate[i]));
    if (spatial.some((d) => d !== null && d < 0)) fail('ValueError', `One of the dimensions in the output is <= 0 due to downsampling in ${this.name}. Consider increasing the input size. Received input shape [${shape.map((d) => d ?? 'None').join(', ')}] which would produce output shape with a zero or negative value in a dimension.`);
    const batch = shape.slice(0, shape.length - this.rank - 1);
    return this.first ? [...batch, this.filters, ...spatial] : [...batch, ...spatial, this.filters];
  }

  protected override compute(inputs: Tensor): Tensor {
    const { tf } = this;
    const x = this.padding === 'causal' ? this.causal(inputs) : inputs;
    let y = convolution(tf, x, this.kernel, this.padding === 'causal' ? 'VALID' : this.padding.toUpperCase(), { strides: this.strides, dilations: this.dilationRate, data_format: this.format, name: NAMES[this.rank] });
    if (this.bias) {
      if (this.rank === 1 && this.first) y = operator(tf, 'add', y, reshape(tf, this.bias, [1, this.filters, 1]));
      else y = biasAdd(tf, y, this.bias, { data_format: this.format });
    }
    if (inputs.shape) setShape(y, this.outputShape(inputs.shape));
    return this.finish(y);
  }
}

export class ConvTranspose extends BaseConv {
  readonly kind: string;
  constructor(tf: Context, rank: number, filters: unknown, kernelSize: unknown, o: ConvOptions = {}) {
    super(tf, rank, filters, kernelSize, o);
    this.kind = `conv${rank}d_transpose`;
    this.begin();
  }

  protected override build(shape: Shape | null): void {
    if (shape?.length !== this.rank + 2) fail('ValueError', `Inputs should have rank ${this.rank + 2}. Received input_shape=${shape ? showShape(shape) : '<unknown>'}.`);
    const channels = this.channels(shape);
    this.inputSpec = new InputSpec({ ndim: this.rank + 2, axes: [[this.channelAxis, channels]] });
    this.addKernel([...this.kernelSize, this.filters, channels]);
    this.addBias();
  }

  protected override compute(x: Tensor): Tensor {
    const { tf } = this;
    const whole = shapeOf(tf, x);
    const batch = itemAt(tf, whole, 0);
    const at = this.first ? 2 : 1;
    const sizes = this.kernelSize.map((_, i) => x.shape?.[at + i] ?? itemAt(tf, whole, at + i));
    const spatial = sizes.map((d, i) => this.longer(d, i));
    const dims = this.first ? [batch, this.filters, ...spatial] : [batch, ...spatial, this.filters];
    const output = stack(tf, dims);
    const strides = this.first ? [1, 1, ...this.strides] : [1, ...this.strides, 1];
    if (this.rank === 2) itemAt(tf, output, 0);
    const make = this.rank === 2 ? conv2dTranspose : conv3dTranspose;
    let y = make(tf, { value: x, filter: this.kernel, output_shape: output, strides, padding: this.padding.toUpperCase(), data_format: this.format });
    if (x.shape) setShape(y, x.shape.map((d, i) => (i === 0 ? d : i === (this.first ? 1 : x.shape!.length - 1) ? this.filters : deconvLength(d, this.kernelSize[i - at], this.padding, this.strides[i - at]))));
    if (this.bias) y = biasAdd(tf, y, this.bias, { data_format: this.format });
    return this.finish(y);
  }

  private longer(d: number | Tensor, i: number): number | Tensor {
    const [k, s] = [this.kernelSize[i], this.strides[i]];
    if (typeof d === 'number') return deconvLength(d, k, this.padding, s)!;
    const scaled = operator(this.tf, 'mul', d, s);
    return this.padding === 'valid' ? operator(this.tf, 'add', scaled, Math.max(k - s, 0)) : scaled;
  }
}

export interface SeparableOptions extends ConvOptions {
  readonly depth_multiplier?: unknown; readonly depthwise_initializer?: unknown; readonly pointwise_initializer?: unknown; readonly depthwise_regularizer?: unknown; readonly pointwise_regularizer?: unknown;
  readonly depthwise_constraint?: unknown; readonly pointwise_constraint?: unknown;
}

export class SeparableConv extends BaseConv {
  readonly kind: string;
  readonly depthMultiplier: number;
  depthwiseKernel: Variable | null = null;
  pointwiseKernel: Variable | null = null;
  constructor(tf: Context, rank: number, filters: unknown, kernelSize: unknown, private readonly s: SeparableOptions = {}) {
    super(tf, rank, filters, kernelSize, s);
    this.kind = `separable_conv${rank}d`;
    this.depthMultiplier = num(s.depth_multiplier ?? 1)!;
    this.begin();
  }

  protected override build(shape: Shape | null): void {
    const { s } = this;
    const channels = this.channels(shape);
    this.inputSpec = new InputSpec({ ndim: this.rank + 2, axes: [[this.channelAxis, channels]] });
    this.depthwiseKernel = this.addWeight('depthwise_kernel', [...this.kernelSize, channels, this.depthMultiplier], { initializer: s.depthwise_initializer, regularizer: s.depthwise_regularizer, constraint: s.depthwise_constraint });
    this.pointwiseKernel = this.addWeight('pointwise_kernel', [...new Array<number>(this.rank).fill(1), this.depthMultiplier * channels, this.filters], { initializer: s.pointwise_initializer, regularizer: s.pointwise_regularizer, constraint: s.pointwise_constraint });
    this.addBias();
  }

  protected override compute(inputs: Tensor): Tensor {
    const { tf } = this;
    const wrap = (list: readonly number[]): number[] => (this.first ? [1, 1, ...list] : [1, ...list, 1]);
    if (this.rank === 2) {
      let y = separableConv2d(tf, inputs, this.depthwiseKernel, this.pointwiseKernel, wrap(this.strides), this.padding.toUpperCase(), { dilations: this.dilationRate, data_format: this.format });
      if (this.bias) y = biasAdd(tf, y, this.bias, { data_format: this.format });
      return this.finish(y);
    }
    const at = this.first ? 2 : 1;
    const x = expandDims(tf, this.padding === 'causal' ? this.causal(inputs) : inputs, { axis: at });
    const depthwise = expandDims(tf, this.depthwiseKernel, { axis: 0 });
    const pointwise = expandDims(tf, this.pointwiseKernel, { axis: 0 });
    const format = tfFormat(this.dataFormat, 4);
    let y = separableConv2d(tf, x, depthwise, pointwise, wrap([this.strides[0], this.strides[0]]), this.padding === 'causal' ? 'VALID' : this.padding.toUpperCase(), { rate: [1, ...this.dilationRate], data_format: format });
    if (this.bias) y = biasAdd(tf, y, this.bias, { data_format: format });
    return this.finish(squeeze(tf, y, { axis: [at] }));
  }
}
