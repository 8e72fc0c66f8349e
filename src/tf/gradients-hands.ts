/** The hands that an op's gradient (engine/op-def.ts) makes nodes with: `Gradient` over a context. */
import { i32, isFull, type Tensor as HostTensor } from '../engine/dtype.ts';
import { fold } from '../engine/fold.ts';
import type { Attrs, Grad, Gradient, Op, Output } from '../engine/op-def.ts';
import { NONE, Tensor, type Context, type OwnName } from './context.ts';
import { outputContext } from './flow/context.ts';
import type { TensorGrad } from './gradients-flow.ts';
import type { Graph, Operation } from './graph.ts';
import { IndexedSlices } from './indexed-slices.ts';
import { constantValue } from './constant-value.ts';

/** Calls an op's own gradient. */
export function callGradient(tf: Context, op: Op, node: Operation, dy: readonly (TensorGrad | null)[]): readonly (TensorGrad | null)[] {
  return op.gradient!(hands(tf, node, dy)).map((g) => asTensorGrad(tf, g));
}

function asTensorGrad(tf: Context, g: Grad): TensorGrad | null {
  if (g === null || g instanceof Tensor || g instanceof IndexedSlices) return g;
  if ('values' in g) return new IndexedSlices(tf, g.values as Tensor, g.indices as Tensor, g.denseShape as Tensor | null);
  return new Tensor(tf.graph, g.id, g.index);
}

/** What gradient functions remember of a graph (`graph._reduced_shape_cache`). */
const caches = new WeakMap<Graph, Map<string, unknown>>();
function cacheOf(graph: Graph): Map<string, unknown> {
  let mine = caches.get(graph);
  if (!mine) caches.set(graph, (mine = new Map()));
  return mine;
}

function hands(tf: Context, node: Operation, dy: readonly (TensorGrad | null)[]): Gradient {
  const own = new Map<string, OwnName>();
  const nameOf = (name: string): string | OwnName => own.get(name) ?? name;
  /** A gradient by rows becomes dense inside the node that uses it, named after the parameter. */
  const emit = (type: string, inputs: readonly Output[], attrs: Attrs, name: string): Tensor[] => {
    for (const i of inputs) if (i instanceof IndexedSlices) return tf.apply(type, inputs, attrs, nameOf(name));
    return tf.ops(type, inputs as readonly Tensor[], attrs, nameOf(name));
  };
  return {
    attrs: tf.graph.classOf(node.id).attrs, x: node.inputs, y: node.outputs, dy, emit,
    shape: (o) => (o instanceof IndexedSlices ? o.shape : tf.shape(o)),
    dtype: (o) => tf.dtype(o),
    constant: (value: HostTensor, name: string = 'Const') => tf.constant(value, nameOf(name)),
    apply: (type, inputs, attrs = NONE, name = type) => tf.apply(type, inputs, attrs, nameOf(name)),
    scope: (name, make) => tf.within(name, (o) => {
      const key = `${o.scope}/${o.leaf}/${o.suffix}`;
      own.set(key, o);
      return make(key);
    }),
    after: (deps, make) => tf.after(deps.map((d) => d.id), make),
    shapeOf: (o, name = 'Shape') => {
      if (o instanceof IndexedSlices) return o.denseShape ?? tf.op('Shape', [tf.convert(o)], { out_type: 'int32' }, nameOf(name));
      const shape = tf.shape(o);
      return isFull(shape) ? tf.constant(i32([shape.length], shape), nameOf(name)) : emit('Shape', [o], { out_type: 'int32' }, name)[0];
    },
    constantValue: (o) => constantValue(o instanceof Tensor ? o : new Tensor(tf.graph, o.id, o.index)),
    evaluate: (o) => fold(tf.graph, o),
    cache: cacheOf(tf.graph),
    typeOf: (o) => tf.graph.classOf(o.id).op.type,
    local: (o, like) => (tf.graph.classOf(o.id).op.type === 'Const' && outputContext(tf.graph, o.id) !== outputContext(tf.graph, like.id) ? tf.constant(tf.graph.constantValue(o)!) : o),
    slices: (o) => (o instanceof IndexedSlices ? o : null),
    colocate: (o, make) => tf.graph.colocateWith([o.id], make),
    onDevice: (device, make) => {
      tf.graph.devices.push(device);
      try { return make(); } finally { tf.graph.devices.pop(); }
    },
  };
}
