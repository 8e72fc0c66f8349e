/** Pooling layers (keras/src/layers/pooling). */
import { expandDims, squeeze } from '../array/shapes.ts';
import type { Context, Tensor } from '../context.ts';
import { avgPool, maxPool, pool3d } from '../nn/pool.ts';
import { formatName, paddingName, tfFormat, tupleOf } from './arguments.ts';
import { fail, given, InputSpec, Layer, type LayerOptions } from './layer.ts';

export interface PoolOptions extends LayerOptions { readonly padding?: unknown; readonly data_format?: unknown }

export class Pooling extends Layer {
  readonly kind: string;
  readonly poolSize: number[];
  readonly strides: number[];
  readonly padding: string;
  readonly dataFormat: 'channels_first' | 'channels_last';

  constructor(tf: Context, private readonly rank: number, private readonly max: boolean, poolSize: unknown, strides: unknown, o: PoolOptions = {}) {
    super(tf, o);
    if (!given(strides)) fail('ValueError', 'Argument `strides` must not be None.');
    this.kind = `${max ? 'max' : 'average'}_pooling${rank}d`;
    this.poolSize = tupleOf(poolSize, rank, 'pool_size');
    this.strides = tupleOf(strides, rank, 'strides', true);
    this.padding = paddingName(o.padding ?? 'valid');
    this.dataFormat = formatName(o.data_format);
    this.inputSpec = new InputSpec({ ndim: rank + 2 });
    this.begin();
  }

  protected override compute(x: Tensor): Tensor {
    const { tf, rank, max } = this;
    const first = this.dataFormat === 'channels_first';
    const wrap = (list: readonly number[]): number[] => (first ? [1, 1, ...list] : [1, ...list, 1]);
    const padding = this.padding.toUpperCase();
    if (rank === 3) return pool3d(max ? 'MaxPool3D' : 'AvgPool3D', max ? 'MaxPool3D' : 'AvgPool3D')(tf, x, wrap(this.poolSize), wrap(this.strides), padding, { data_format: tfFormat(this.dataFormat, 5) });
    const pool = max ? maxPool : avgPool;
    const o = { data_format: tfFormat(this.dataFormat, 4) };
    if (rank === 2) return pool(tf, x, wrap(this.poolSize), wrap(this.strides), padding, o);
    const at = first ? 3 : 2;
    const image = expandDims(tf, x, { axis: at });
    return squeeze(tf, pool(tf, image, wrap([...this.poolSize, 1]), wrap([...this.strides, 1]), padding, o), { axis: at });
  }
}
