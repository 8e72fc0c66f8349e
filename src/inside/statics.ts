/** What each node's outputs are: dtypes and shapes by the node's name, as the engine inferred them. Not inference: of new nodes only constants are known. */
import { bytesOfElement, isDType } from '../graphdef/dtype.ts';
import type { NodeData } from '../graphdef/model.ts';
import type { NodeColumn } from '../protocol/graph-view.ts';

export interface Static {
  readonly dtype: string;
  /** Unknown sizes are filled with the number of samples that the run was fed; null: unknown altogether. */
  readonly shape: readonly number[] | null;
}

/** The same as the graph has it: null for a size that only a run knows. */
export interface Inferred {
  readonly dtype: string;
  readonly shape: readonly (number | null)[] | null;
}

/** Bytes of a tensor; what is unknown, and strings and handles, count nothing. */
export function bytesOf({ dtype, shape }: Static): number {
  const value = dtype.replace(/_ref$/, '');
  return (shape ?? [0]).reduce((a, b) => a * b, isDType(value) ? bytesOfElement(value) : 0);
}

/** Reads words such as `float32[64, ?] int32[] variant?`. */
function parseOutputs(word: string): Inferred[] {
  return [...word.matchAll(/(\w+)(?:\[([^\]]*)\]|\?)/g)].map(([, dtype, sizes]) => ({
    dtype,
    shape: sizes === undefined ? null : sizes === '' ? [] : sizes.split(', ').map((size) => (size === '?' ? null : Number(size))),
  }));
}

export class Statics {
  private readonly known = new Map<string, readonly Static[]>();
  private readonly asBuilt = new Map<string, readonly Inferred[]>();

  /** @param unknown the size taken for a dimension that only a run knows */
  constructor(private readonly unknown: number) {}

  /** What a column beside a graph says of its nodes. @param unknown as above, by what was inferred of a node */
  static ofColumn(nodes: readonly NodeData[], column: NodeColumn, unknown: (built: (name: string) => readonly Inferred[]) => number): Statics {
    const built = column.words.map(parseOutputs);
    const at = new Map(nodes.map(({ name }, i) => [name, i]));
    const statics = new Statics(unknown((name) => { const i = at.get(name); return i === undefined ? [] : built[column.of[i]]; }));
    nodes.forEach(({ name }, i) => statics.add(name, built[column.of[i]]));
    return statics;
  }

  /** Outputs of a node as they were inferred when the graph was built. */
  add(name: string, outputs: readonly Inferred[]): void {
    this.asBuilt.set(name, outputs);
    this.known.set(name, outputs.map(({ dtype, shape }): Static => ({ dtype, shape: shape && shape.map((size) => size ?? this.unknown) })));
  }

  /** What was fed has the shape that it was fed with. */
  feed(name: string, output: Static): void { this.known.set(name, [output]); }

  /** Outputs of a node as far as they were known when the graph was built. */
  inferred(name: string): readonly Inferred[] { return this.asBuilt.get(name) ?? []; }

  /** Outputs of a node; of one that the engine did not make, only if it is a constant. */
  of({ name, op, attrs }: NodeData): readonly Static[] {
    const known = this.known.get(name);
    if (op !== 'Const' && known) return known;
    const value = attrs.get('value');
    return value?.kind === 'tensor' ? [{ dtype: value.value.dtype, shape: value.value.shape }] : (known ?? []);
  }
}
