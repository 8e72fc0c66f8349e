// What a file may ask of us before it is refused: files come from anywhere, and ten bytes can claim a terabyte.
import { refuse } from './result.ts';

/** Limits on one file. Raise them for files you trust. */
export interface Limits {
  /** bytes of the file as given; TensorFlow itself stops at 2 GiB */
  readonly fileBytes: number;
  /** nodes in the graph */
  readonly nodes: number;
  /** messages inside messages, in binary and text; protobuf itself stops at 100 */
  readonly depth: number;
  /** bytes of one name or other piece of text; not of tensors or string attributes */
  readonly textBytes: number;
  /** fields and list elements in the whole file: they cost memory even where they are empty. Packed tensors count as one */
  readonly parts: number;
  /** the same, within one node */
  readonly nodeParts: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 256 * 2 ** 20,
  nodes: 4_000_000,
  depth: 64,
  textBytes: 2 ** 20,
  parts: 64 * 2 ** 20,
  nodeParts: 4 * 2 ** 20,
};

/** Counts what has been read, and refuses what goes beyond the limits. */
export class Budget {
  nodes = 0;
  /** functions in the graph's library */
  functions = 0;
  /** fields whose meaning is not known here */
  unknown = 0;
  /** true once a limit has been passed */
  exhausted = false;
  private parts = 0;
  private nodeStart = 0;

  constructor(readonly limits: Limits) {}

  /** Begins one node of the graph. */
  node(): void {
    this.nodes += 1;
    this.nodeStart = this.parts;
    if (this.nodes > this.limits.nodes) this.exhaust(`${this.limits.nodes} nodes`);
  }

  /** Accounts for `count` fields or list elements. */
  spend(count: number): void {
    this.parts += count;
    if (this.parts > this.limits.parts) this.exhaust(`${this.limits.parts} fields and list elements`);
    if (this.nodes > 0 && this.parts - this.nodeStart > this.limits.nodeParts) {
      this.exhaust(`${this.limits.nodeParts} fields and list elements in one node (number ${this.nodes})`);
    }
  }

  private exhaust(what: string): never {
    this.exhausted = true;
    refuse(`the file has more than ${what}, which is the limit here`);
  }
}
