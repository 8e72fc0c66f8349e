/** What is handed out is put together of these: pieces of a GraphDef, and words by number. */
import { encodeGraph } from '../graphdef/binary.ts';

/** Nodes written as NodeDefs between two looks at the clock: about a millisecond. */
export const BATCH = 128;
/** Bytes of a part. */
const PART = 4 * 2 ** 20;

/** GraphDefs written one after the other are one GraphDef: messages that repeat are joined. */
export function encoded(graph: Parameters<typeof encodeGraph>[0]): Uint8Array {
  const result = encodeGraph(graph);
  if (!result.ok) throw new Error(`internal: ${result.error}`);
  return result.value;
}

/** Bytes, gathered in buffers of one size that can be handed over. */
export class Parts {
  bytes = 0;
  private readonly full: ArrayBuffer[] = [];
  private open = new Uint8Array(PART);
  private used = 0;

  add(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + PART - this.used);
      this.open.set(piece, this.used);
      this.used += piece.length;
      at += piece.length;
      if (this.used === PART) {
        this.full.push(this.open.buffer);
        this.open = new Uint8Array(PART);
        this.used = 0;
      }
    }
  }

  list(): ArrayBuffer[] { return [...this.full, this.open.slice(0, this.used).buffer]; }
}

/** Words by number, each once. */
export class Words {
  readonly list: string[] = [];
  private readonly ids = new Map<string, number>();

  of(word: string): number {
    let id = this.ids.get(word);
    if (id === undefined) this.ids.set(word, (id = this.list.push(word) - 1));
    return id;
  }
}
