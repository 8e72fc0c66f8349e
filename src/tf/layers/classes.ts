/** The classes of `tf.layers` by their Python names, where one class here serves several. */
import type { Context } from '../context.ts';
import { Conv, ConvTranspose, SeparableConv, type ConvOptions, type SeparableOptions } from './conv.ts';
import { Pooling, type PoolOptions } from './pool.ts';

export class Conv1D extends Conv { constructor(tf: Context, filters: unknown, size: unknown, o?: ConvOptions) { super(tf, 1, filters, size, o); } }
export class Conv2D extends Conv { constructor(tf: Context, filters: unknown, size: unknown, o?: ConvOptions) { super(tf, 2, filters, size, o); } }
export class Conv3D extends Conv { constructor(tf: Context, filters: unknown, size: unknown, o?: ConvOptions) { super(tf, 3, filters, size, o); } }
export class Conv2DTranspose extends ConvTranspose { constructor(tf: Context, filters: unknown, size: unknown, o?: ConvOptions) { super(tf, 2, filters, size, o); } }
export class Conv3DTranspose extends ConvTranspose { constructor(tf: Context, filters: unknown, size: unknown, o?: ConvOptions) { super(tf, 3, filters, size, o); } }
export class SeparableConv1D extends SeparableConv { constructor(tf: Context, filters: unknown, size: unknown, o?: SeparableOptions) { super(tf, 1, filters, size, o); } }
export class SeparableConv2D extends SeparableConv { constructor(tf: Context, filters: unknown, size: unknown, o?: SeparableOptions) { super(tf, 2, filters, size, o); } }
export class MaxPooling1D extends Pooling { constructor(tf: Context, size: unknown, strides: unknown, o?: PoolOptions) { super(tf, 1, true, size, strides, o); } }
export class MaxPooling2D extends Pooling { constructor(tf: Context, size: unknown, strides: unknown, o?: PoolOptions) { super(tf, 2, true, size, strides, o); } }
export class MaxPooling3D extends Pooling { constructor(tf: Context, size: unknown, strides: unknown, o?: PoolOptions) { super(tf, 3, true, size, strides, o); } }
export class AveragePooling1D extends Pooling { constructor(tf: Context, size: unknown, strides: unknown, o?: PoolOptions) { super(tf, 1, false, size, strides, o); } }
export class AveragePooling2D extends Pooling { constructor(tf: Context, size: unknown, strides: unknown, o?: PoolOptions) { super(tf, 2, false, size, strides, o); } }
export class AveragePooling3D extends Pooling { constructor(tf: Context, size: unknown, strides: unknown, o?: PoolOptions) { super(tf, 3, false, size, strides, o); } }
