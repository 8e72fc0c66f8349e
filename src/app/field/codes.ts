/** The nodes' codes as they have come from the worker, put together. No drawing. */
import type { FieldLook } from '../../protocol/field.ts';

export class Codes {
  codes = new Uint8Array(4096);
  nodes = 0;
  private graph = -1;
  private order = -1;

  /** Takes an answer; returns the range of nodes whose codes are others now, those that are gone included. */
  take({ id, graph, from, nodes, codes }: FieldLook): readonly [number, number] {
    const known = this.nodes;
    const anew = id !== this.order || graph !== this.graph;
    if (!anew && from > known) throw new Error(`internal: codes of nodes from ${from} on, but only ${known} are known`);
    this.order = id;
    this.graph = graph;
    if (nodes > this.codes.length) {
      const more = new Uint8Array(Math.ceil(nodes * 1.5));
      more.set(this.codes.subarray(0, known));
      this.codes = more;
    }
    this.codes.set(codes, from);
    this.nodes = nodes;
    return [anew ? 0 : from, Math.max(from + codes.length, nodes < known || anew ? known : 0)];
  }
}
