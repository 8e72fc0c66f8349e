/** `tf.summary` of version 1: ops that make serialized summaries, and their collections (python/summary/summary.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import { fromBytes } from '../../engine/kit/summaries.ts';
import { ProtoWriter } from '../../lib/proto.ts';
import { graphOf, type Context, type OwnName, type Tensor, type TensorLike } from '../context.ts';
import { collected } from '../collections.ts';

export interface SummaryOptions { readonly collections?: readonly unknown[] | null | undefined; readonly family?: string | null | undefined }
const SUMMARIES = 'summaries';

/** A tag without characters that TensorBoard does not take. */
const cleanTag = (name: string): string => name.replace(/[^-/\w.]/g, '_').replace(/^\/+/, '');

/** A scope of the tag's name; the tag is the scope's full name, under its family if it has one. */
function inScope(tf: Context, name: string, family: string | null | undefined, values: readonly TensorLike[], make: (tag: string, own: OwnName) => Tensor, collections: readonly unknown[] | null | undefined): Tensor {
  const base = family === null || family === undefined ? cleanTag(name) : `${cleanTag(family)}/${cleanTag(name)}`;
  const graph = graphOf(values) ?? tf.graph;
  return tf.inGraph(graph, () => tf.within(base, (own) => {
    const scope = tf.graph.names.full(own);
    const made = make(family === null || family === undefined ? scope : `${cleanTag(family)}/${scope}`, own);
    for (const key of collections ?? [SUMMARIES]) graph.collection(String(key)).push(made);
    return made;
  }));
}

/** `tf.summary.scalar(name, tensor)` */
export const scalar = (tf: Context, name: string, tensor: TensorLike, { collections, family }: SummaryOptions = {}): Tensor =>
  inScope(tf, name, family, [tensor], (tag, own) => tf.gen('ScalarSummary', [tag, tensor], {}, own), collections);

/** `tf.summary.histogram(name, values)` */
export const histogram = (tf: Context, name: string, values: TensorLike, { collections, family }: SummaryOptions = {}): Tensor =>
  inScope(tf, name, family, [values], (tag, own) => tf.gen('HistogramSummary', [tag, values], {}, own), collections);

/** `tf.summary.image(name, tensor, max_outputs)` */
export const image = (tf: Context, name: string, tensor: TensorLike, { max_outputs = 3, collections, family }: { max_outputs?: number } & SummaryOptions = {}): Tensor =>
  inScope(tf, name, family, [tensor], (tag, own) => tf.gen('ImageSummary', [tag, tensor], { max_images: max_outputs }, own), collections);

/** `tf.summary.audio(name, tensor, sample_rate, max_outputs)` */
export const audio = (tf: Context, name: string, tensor: TensorLike, rate: TensorLike, { max_outputs = 3, collections, family }: { max_outputs?: number } & SummaryOptions = {}): Tensor =>
  inScope(tf, name, family, [tensor], (tag, own) => {
    const hertz = tf.convert(rate, { dtype: 'float32', name: 'sample_rate' });
    return tf.gen('AudioSummaryV2', [tag, tensor, hertz], { max_outputs }, own);
  }, collections);

/** Which plugin shows a tensor, and what it is called: a `SummaryMetadata`. */
export interface Metadata { readonly plugin?: string | undefined; readonly displayName?: string | null | undefined; readonly description?: string | null | undefined }
function metadata({ plugin, displayName, description }: Metadata): string {
  const proto = new ProtoWriter();
  if (plugin) proto.message(1, (p) => p.text(1, plugin));
  if (displayName) proto.text(2, displayName);
  if (description) proto.text(3, description);
  return fromBytes(proto.done());
}

/** `tf.summary.tensor_summary(name, tensor)` */
export const tensorSummary = (tf: Context, name: string, tensor: TensorLike, o: { summary_description?: string | null; display_name?: string | null; plugin?: string } & SummaryOptions = {}): Tensor => {
  const shown = metadata({ plugin: o.plugin, displayName: o.display_name, description: o.summary_description });
  return inScope(tf, name, o.family, [tensor], (tag, own) => tf.gen('TensorSummaryV2', [tag, tensor, { dtype: 'string', shape: [], data: [shown] }], {}, own), o.collections);
};

/** `tf.summary.text(name, tensor)`. Throws ValueError where the tensor is no text. */
export function text(tf: Context, name: string, tensor: Tensor, { collections }: SummaryOptions = {}): Tensor {
  if (tensor.dtype !== 'string') throw new TensorFlowError('ValueError', `Expected tensor ${tensor.name} to have dtype string, got <dtype: '${tensor.dtype}'>`);
  return tensorSummary(tf, name, tensor, { collections, plugin: 'text' });
}

/** `tf.summary.merge(inputs)` */
export function merge(tf: Context, inputs: readonly TensorLike[], { collections, name }: { collections?: readonly unknown[] | null; name?: string | null } = {}): Tensor {
  const clean = name === null || name === undefined ? null : cleanTag(name);
  return tf.inGraph(graphOf(inputs) ?? tf.graph, () => tf.within(clean ?? 'Merge', () => {
    const made = tf.gen('MergeSummary', [[...inputs]], {}, clean);
    for (const key of collections ?? []) tf.graph.collection(String(key)).push(made);
    return made;
  }));
}

/** `tf.summary.merge_all(key, scope)`: a new op over all summaries so far; null where there are none. */
export function mergeAll(tf: Context, { key = SUMMARIES, scope, name }: { key?: string; scope?: unknown; name?: string | null } = {}): Tensor | null {
  const all = collected(tf.graph, key, scope) as Tensor[];
  return all.length === 0 ? null : merge(tf, all, { name: name ?? null });
}
