/** `tf.TensorArray`: elements written and read one by one, in an order that its flow keeps (python/ops/tensor_array_ops.py), and its gradients. */
import { showShape, type DType, type Shape } from '../../engine/dtype.ts';
import { mergeShapes } from '../../engine/shapes.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { itemAt, num, range, shape as shapeOf } from '../array/parts.ts';
import { constantValue } from '../constant-value.ts';
import { NONE, Operation, Tensor, type Context, type TensorLike } from '../context.ts';
import { identity } from '../core.ts';
import { registerGradient, type GradientFunction } from '../gradients-flow.ts';
import { asDType } from '../dtypes.ts';
import { asShape } from '../shape.ts';
import { narrow } from './nodes.ts';
import type { Flowing } from './tensor-array-flow.ts';

type Name = string | null | undefined;
const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

/** What copies of one array share. */
interface Shared { elementShape: Shape | null; readonly colocated: Tensor[] | null; /** As it was given: a number or a tensor. */ size: unknown; dynamic: boolean; readonly infer: boolean }

export interface TensorArrayOptions {
  readonly size?: unknown;
  readonly dynamic_size?: unknown;
  readonly clear_after_read?: unknown;
  readonly tensor_array_name?: unknown;
  readonly handle?: unknown;
  readonly flow?: unknown;
  readonly infer_shape?: unknown;
  readonly element_shape?: unknown;
  readonly colocate_with_first_write_call?: unknown;
  readonly name?: Name;
}
const given = (v: unknown): boolean => v !== null && v !== undefined;

export class TensorArray implements Flowing {
  private constructor(private readonly tf: Context, readonly dtype: DType, readonly handle: Tensor, readonly flow: Tensor, private readonly shared: Shared) {}

  /** `tf.TensorArray(dtype, size=…)` */
  static create(tf: Context, type: unknown, o: TensorArrayOptions = {}): TensorArray {
    for (const other of ['tensor_array_name', 'size', 'element_shape', 'dynamic_size', 'clear_after_read'] as const) {
      if (given(o.handle) && given(o[other]) && o[other] !== '') fail('ValueError', `Cannot provide both \`handle\` and \`${other}\` arguments at the same time.`);
    }
    if (given(o.handle) && !(o.handle instanceof Tensor)) fail('TypeError', `Expected \`handle\` to be a Tensor, but got \`${String(o.handle)}\` instead.`);
    if (!given(o.handle) && !given(o.size)) fail('ValueError', 'Argument `size` must be provided if handle is not provided.');
    const dtype = asDType(type);
    const elementShape = given(o.element_shape) ? asShape(o.element_shape) : null;
    const shared: Shared = {
      elementShape, colocated: o.colocate_with_first_write_call === false ? null : [], size: o.size ?? null, dynamic: o.dynamic_size === true, infer: o.infer_shape !== false,
    };
    return tf.within(o.name ?? 'TensorArray', (own) => {
      if (o.handle instanceof Tensor) {
        if (!given(o.flow)) fail('ValueError', 'flow must not be None if handle is not None.');
        return new TensorArray(tf, dtype, o.handle, o.flow as Tensor, shared);
      }
      const attrs = {
        dtype, element_shape: elementShape, identical_element_shapes: shared.infer, dynamic_size: shared.dynamic, clear_after_read: o.clear_after_read !== false, tensor_array_name: (o.tensor_array_name as string | null | undefined) ?? '',
      };
      const make = (): Tensor[] => tf.apply('TensorArrayV3', [o.size], attrs, own);
      const [handle, flow] = shared.colocated ? placedAnywhere(tf, make) : make();
      return new TensorArray(tf, dtype, handle, flow, shared);
    });
  }

  /** The same array with another flow: `build_ta_with_new_flow`. It takes a name, as TensorFlow's constructor does. */
  withFlow(flow: Tensor): TensorArray { return this.tf.within('TensorArray', () => new TensorArray(this.tf, this.dtype, this.handle, flow, this.shared)); }

  get elementShape(): Shape | null { return this.shared.elementShape; }
  get dynamic(): boolean { return this.shared.dynamic; }

  private check(shape: Shape | null): void {
    const merged = mergeShapes(shape, this.shared.elementShape);
    if (!merged) fail('ValueError', `Inconsistent shapes: saw ${showShape(shape)} but expected ${showShape(this.shared.elementShape)} `);
    if (this.shared.infer) this.shared.elementShape = merged!.shape;
  }

  /** With what was written first, if the array is placed that way. */
  private colocated<T>(value: Tensor, make: () => T): T {
    const { colocated } = this.shared;
    if (!colocated) return make();
    if (colocated.length === 0) colocated.push(value);
    return this.tf.graph.colocateWith([colocated[0].id], make);
  }

  identity(): TensorArray { return this.withFlow(identity(this.tf, this.flow)); }

  grad(source: string, flow: Tensor = this.flow, name: Name = null): TensorArray {
    const { tf } = this;
    return tf.within(name ?? 'TensorArrayGrad', () => tf.graph.colocateWith([this.handle.id], () => {
      const [handle] = tf.apply('TensorArrayGradV3', [this.handle, flow], { source }, name);
      const after = tf.after([handle.id], () => identity(tf, flow, { name: 'gradient_flow' }));
      return tf.within('TensorArray', () => new TensorArray(tf, this.dtype, handle, after, shareShape(this.shared)));
    }));
  }

  read(index: TensorLike, { name }: { name?: Name } = {}): Tensor {
    const value = this.tf.gen('TensorArrayReadV3', [this.handle, index, this.flow], { dtype: this.dtype }, name);
    narrow(value, handleShape(this.handle));
    narrow(value, this.shared.elementShape);
    return value;
  }

  write(index: TensorLike, value: TensorLike, { name }: { name?: Name } = {}): TensorArray {
    const { tf } = this;
    return tf.within(name ?? 'TensorArrayWrite', () => {
      const t = tf.convert(value, { hint: this.dtype, name: 'value' });
      this.check(t.shape);
      const flow = this.colocated(t, () => tf.gen('TensorArrayWriteV3', [this.handle, index, t, this.flow], NONE, name));
      return this.withFlow(flow);
    });
  }

  stack({ name }: { name?: Name } = {}): Tensor {
    const { tf, shared } = this;
    return tf.graph.colocateWith([this.handle.id], () => tf.within(name ?? 'TensorArrayStack', () => {
      const size = this.size();
      const value = this.gather(range(tf, 0, size, 1, 'range'), { name: name ?? null });
      if (shared.elementShape && !shared.dynamic && given(shared.size)) {
        const known = shared.size instanceof Tensor ? constantValue(shared.size) : null;
        narrow(value, [known ? (known.data as Int32Array)[0] : num(shared.size), ...shared.elementShape]);
      }
      return value;
    }));
  }

  gather(indices: TensorLike, { name }: { name?: Name } = {}): Tensor {
    const { elementShape } = this.shared;
    const value = this.tf.gen('TensorArrayGatherV3', [this.handle, indices, this.flow], { dtype: this.dtype, element_shape: elementShape }, name);
    const known = handleShape(this.handle);
    if (known) narrow(value, [value.graph.inputOf(value.id, 1).shape?.[0] ?? null, ...known]);
    if (elementShape) narrow(value, [null, ...elementShape]);
    return value;
  }

  concat({ name }: { name?: Name } = {}): Tensor {
    const { tf, shared } = this;
    const rest = shared.elementShape && shared.elementShape.slice(1);
    const [value] = tf.apply('TensorArrayConcatV3', [this.handle, this.flow], { dtype: this.dtype, element_shape_except0: rest }, name);
    if (shared.elementShape) {
      let first: number | null = null;
      if (shared.infer) {
        const size = constantValue(this.size());
        const row = shared.elementShape[0];
        if (size && row !== null && row !== undefined) first = (size.data as Int32Array)[0] * row;
      }
      narrow(value, [first, ...rest!]);
    }
    return value;
  }

  unstack(value: TensorLike, { name }: { name?: Name } = {}): TensorArray {
    const { tf } = this;
    return tf.within(name ?? 'TensorArrayUnstack', () => {
      const count = itemAt(tf, shapeOf(tf, value), 0);
      return this.scatter(range(tf, 0, count, 1, 'range'), value, { name: name ?? null });
    });
  }

  scatter(indices: TensorLike, value: TensorLike, { name }: { name?: Name } = {}): TensorArray {
    const { tf } = this;
    return tf.within(name ?? 'TensorArrayScatter', () => {
      const t = tf.convert(value, { hint: this.dtype, name: 'value' });
      this.check(t.shape && t.shape.slice(1));
      const flow = this.colocated(t, () => tf.gen('TensorArrayScatterV3', [this.handle, indices, t, this.flow], NONE, name));
      return this.withFlow(flow);
    });
  }

  split(value: TensorLike, lengths: TensorLike, { name }: { name?: Name } = {}): TensorArray {
    const { tf } = this;
    return tf.within(name ?? 'TensorArraySplit', () => {
      const t = tf.convert(value, { dtype: this.dtype, name: 'value' });
      const flow = this.colocated(t, () => {
        const long = tf.within('Cast', (own) => {
          const l = tf.convert(lengths, { name: 'x' });
          return l.dtype === 'int64' ? l : tf.op('Cast', [l], { SrcT: l.dtype, DstT: 'int64' }, own);
        });
        const known = constantValue(long);
        const sizes = known && Array.from(known.data as ArrayLike<number>);
        if (t.shape && sizes && sizes.length > 0 && sizes.every((n) => n === sizes[0])) this.check([sizes[0], ...t.shape.slice(1)]);
        return tf.gen('TensorArraySplitV3', [this.handle, t, long, this.flow], NONE, name);
      });
      return this.withFlow(flow);
    });
  }

  size({ name }: { name?: Name } = {}): Tensor {
    const { shared, tf } = this;
    if (!shared.dynamic && given(shared.size)) return tf.convert(shared.size, { dtype: 'int32' });
    return tf.gen('TensorArraySizeV3', [this.handle, this.flow], NONE, name);
  }

  close({ name }: { name?: Name } = {}): Operation { return new Operation(this.handle.graph, this.tf.node('TensorArrayCloseV3', [this.handle], NONE, name ?? 'TensorArrayCloseV3')); }
}

/** What a handle itself says of the elements' shape: that of the op that made the array, through loops and conditionals. */
function handleShape(handle: Tensor): Shape | null {
  const { graph } = handle;
  let { id } = handle;
  for (;;) {
    const c = graph.classOf(id);
    if (c.op.type === 'TensorArrayV3') {
      const shape = c.attrs.element_shape as Shape | null;
      return shape && (c.attrs.identical_element_shapes === true || !shape.includes(null)) ? shape : null;
    }
    if (!['Enter', 'Switch', 'Identity', 'TensorArrayGradV3'].includes(c.op.type)) return null;
    id = graph.input(id, 0).id;
  }
}

/** An array of gradients shares the shape of the elements, and is placed and sized by itself. */
const shareShape = (s: Shared): Shared => ({
  get elementShape() { return s.elementShape; },
  set elementShape(shape) { s.elementShape = shape; },
  colocated: null, size: null, dynamic: false, infer: s.infer,
});

/** Runs `make` with no devices and no colocation around. */
function placedAnywhere<T>(tf: Context, make: () => T): T {
  const { graph } = tf;
  const [devices, colocation] = [graph.devices.slice(), graph.colocation.slice()];
  graph.devices.length = 0;
  graph.colocation.length = 0;
  try { return make(); } finally {
    graph.devices.push(...devices);
    graph.colocation.push(...colocation);
  }
}

// --- gradients (python/ops/tensor_array_grad.py) --------------------------------------------------------------------------

/** Which call of tf.gradients a gradient belongs to, by its name. */
function sourceOf(t: Tensor): string {
  const parts = t.name.split('/');
  const at = parts.findLastIndex((p) => p.startsWith('gradients'));
  if (at < 0) fail('ValueError', `Expected op/tensor name to start with gradients (excluding scope), got: ${t.name}. This means that a tf.gradients op with this op in its dependency path has a custom name that does not start with 'gradients'. Please make sure all calls to tf.gradients that have non-empty \`name\` arguments use names that start with 'gradients'.`);
  return parts.slice(0, at + 1).join('/');
}

/** The array of gradients for an op's array. */
function gradientArray(tf: Context, op: Operation, type: 'T' | 'dtype', flow: Tensor, source: string): TensorArray {
  const dtype = op.graph.classOf(op.id).attrs[type];
  return TensorArray.create(tf, dtype, { handle: op.inputs[0], flow, colocate_with_first_write_call: false }).grad(source, flow);
}

/** Reading waits until all gradients have been written. */
function barrier(tf: Context, op: Operation, flow: Tensor): Tensor {
  const out = identity(tf, op.outputs[0], { name: 'flow_out' });
  return tf.after([out.id], () => identity(tf, flow, { name: 'write_barrier' }));
}
const dense = (tf: Context, g: TensorLike): Tensor => tf.convert(g);

const gradients: Readonly<Record<string, GradientFunction>> = {
  TensorArrayReadV3: (tf, op, [g]) => {
    const grad = dense(tf, g);
    return [null, null, gradientArray(tf, op, 'dtype', op.inputs[2], sourceOf(grad)).write(op.inputs[1], grad).flow];
  },
  TensorArrayWriteV3: (tf, op, [g]) => {
    const source = sourceOf(g as Tensor);
    const flow = barrier(tf, op, g as Tensor);
    return [null, null, gradientArray(tf, op, 'T', flow, source).read(op.inputs[1]), flow];
  },
  TensorArrayGatherV3: (tf, op, [g]) => {
    const grad = dense(tf, g);
    return [null, null, gradientArray(tf, op, 'dtype', op.inputs[2], sourceOf(grad)).scatter(op.inputs[1], grad).flow];
  },
  TensorArrayScatterV3: (tf, op, [g]) => {
    const source = sourceOf(g as Tensor);
    const flow = barrier(tf, op, g as Tensor);
    return [null, null, gradientArray(tf, op, 'T', flow, source).gather(op.inputs[1]), flow];
  },
  TensorArrayConcatV3: (tf, op, [g]) => {
    const grad = dense(tf, g);
    return [null, gradientArray(tf, op, 'dtype', op.inputs[1], sourceOf(grad)).split(grad, op.outputs[1]).flow];
  },
  TensorArraySplitV3: (tf, op, [g]) => {
    const source = sourceOf(g as Tensor);
    const flow = barrier(tf, op, g as Tensor);
    return [null, gradientArray(tf, op, 'T', flow, source).concat(), null, flow];
  },
};

export function registerTensorArrayGradients(): void { for (const [type, fn] of Object.entries(gradients)) registerGradient(type, fn); }
