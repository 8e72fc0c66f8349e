// A graph as plain data, whatever file it came from or goes to. Types only, and no trace of protobuf.
import type { DType, NumericArray } from './dtype.ts';

export type { DType, NumericArray } from './dtype.ts';

/** A whole graph. Nodes keep the order of the file, which is the order of creation. */
export interface GraphDefData {
  readonly nodes: readonly NodeData[];
  /** the version of the graph format that wrote it, e.g. 1645 for TensorFlow 2.15; 0 if it does not say */
  readonly producer: number;
  /** the oldest version that may read it */
  readonly minConsumer: number;
  /** a serialised FunctionDefLibrary, unread */
  readonly library?: Uint8Array | undefined;
}

export interface NodeData {
  readonly name: string;
  readonly op: string;
  /** `node`, `node:2` for output 2, `^node` for a control input; control inputs come last */
  readonly inputs: readonly string[];
  /** as asked for, e.g. `/device:GPU:0`; empty if nobody asked */
  readonly device: string;
  readonly attrs: Attrs;
  /** a serialised NodeDef with the fields that are not modelled here (debug information, full types) */
  readonly rest?: Uint8Array | undefined;
}

/** Attributes by name, in any order: files are written in sorted order. */
export type Attrs = ReadonlyMap<string, AttrData>;

/** Sizes by axis, `null` where unknown; `null` alone if even the rank is unknown. */
export type Shape = readonly (number | null)[] | null;

/** A 64-bit integer: a number where that is exact, else a bigint. */
export type Int64 = number | bigint;

/** The value of an attribute. */
export type AttrData =
  | { readonly kind: 'type'; readonly value: DType }
  | { readonly kind: 'int'; readonly value: Int64 }
  /** single precision */
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** bytes, usually UTF-8: see `utf8` and `textAttr` in attrs.ts */
  | { readonly kind: 'string'; readonly value: Uint8Array }
  | { readonly kind: 'shape'; readonly value: Shape }
  | { readonly kind: 'tensor'; readonly value: TensorData }
  | { readonly kind: 'func'; readonly value: FuncData }
  | ({ readonly kind: 'list' } & ListData)
  /** stands for an attribute of the function that the node is in */
  | { readonly kind: 'placeholder'; readonly value: string }
  /** an attribute without a value */
  | { readonly kind: 'none' };

/** The values of a list attribute. Files do not say of what kind an empty list is. */
export type ListData =
  | { readonly of: 'empty'; readonly values: readonly [] }
  | { readonly of: 'type'; readonly values: readonly DType[] }
  | { readonly of: 'int'; readonly values: readonly Int64[] }
  | { readonly of: 'float'; readonly values: readonly number[] }
  | { readonly of: 'bool'; readonly values: readonly boolean[] }
  | { readonly of: 'string'; readonly values: readonly Uint8Array[] }
  | { readonly of: 'shape'; readonly values: readonly Shape[] }
  | { readonly of: 'tensor'; readonly values: readonly TensorData[] }
  | { readonly of: 'func'; readonly values: readonly FuncData[] };

/** A function by name, with the values of its attributes. */
export interface FuncData {
  readonly name: string;
  readonly attrs: Attrs;
}

/**
 * A constant tensor. `data` may hold fewer elements than the shape says: then the last one repeats (0 if there is none), as in a
 * file. So a huge shape costs nothing, and one number with a shape is what `tf.constant(2.0, shape=[9])` stores.
 */
export interface TensorData {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: TensorValues;
  /** true if the file lists all elements one by one where TensorFlow's Python would store bytes; keeps sizes exact */
  readonly listed?: true | undefined;
}

/** Numbers, strings (as bytes), or for resources, variants and unknown types the serialised TensorProto, unread. */
export type TensorValues = NumericArray | readonly Uint8Array[] | { readonly serialised: Uint8Array };

/** A graph with what belongs to it: what a .meta file holds. */
export interface MetaGraphData {
  readonly graph: GraphDefData;
  /** what the graph is for, e.g. `serve`; usually empty outside a SavedModel */
  readonly tags: readonly string[];
  readonly tensorflowVersion: string;
  readonly tensorflowGitVersion: string;
  /** true if attributes that have their default value were left out */
  readonly strippedDefaultAttrs: boolean;
  readonly saver?: SaverData | undefined;
  readonly collections: ReadonlyMap<string, CollectionData>;
  /** a serialised MetaGraphDef with all that is not modelled here: op definitions, signatures, assets, objects */
  readonly rest?: Uint8Array | undefined;
}

/** How `tf.train.Saver` finds its ops again. */
export interface SaverData {
  readonly filenameTensor: string;
  readonly saveTensor: string;
  readonly restoreOp: string;
  readonly maxToKeep: number;
  readonly sharded: boolean;
  readonly keepEveryHours: number;
  /** 2 since TensorFlow 1.0 */
  readonly version: number;
}

/** A named list in a .meta file: names of nodes or tensors, or serialised messages (variables: see variables.ts). */
export type CollectionData =
  | { readonly kind: 'nodes'; readonly values: readonly string[] }
  | { readonly kind: 'bytes'; readonly values: readonly Uint8Array[] }
  | { readonly kind: 'ints'; readonly values: readonly Int64[] }
  | { readonly kind: 'floats'; readonly values: readonly number[] }
  /** a serialised CollectionDef of another kind, unread */
  | { readonly kind: 'other'; readonly serialised: Uint8Array };
