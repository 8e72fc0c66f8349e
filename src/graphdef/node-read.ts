// NodeDefs from bytes, many of them: equal attributes and op names are read once and shared, which makes a large graph several
// times quicker to read and smaller. Does what `nodeFrom(fromBinary(NodeDefSchema, …))` does, and a test holds it to that.
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { AttrEntrySchema, NodeDefSchema } from './proto/node_pb.ts';
import { ByteTable } from './byte-table.ts';
import { concat } from './bytes.ts';
import { entryFrom, inNode, NO_ATTRS } from './from-message.ts';
import type { AttrData, NodeData } from './model.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

// The fields of NodeDef.
const NAME = 1;
const OP = 2;
const INPUT = 3;
const DEVICE = 4;
const ATTR = 5;

export class NodeReader {
  private readonly entries = new ByteTable<readonly [name: string, attr: AttrData]>();
  private readonly words = new ByteTable<string>();
  private at = 0;

  /** `bytes` must have been surveyed: nothing is checked again. */
  constructor(private readonly bytes: Uint8Array) {}

  /** Reads the NodeDef from `start` to `end`. Refuses as `nodeFrom` does. */
  read(start: number, end: number): NodeData {
    const { bytes, words } = this;
    let [name, op, device] = ['', '', ''];
    const inputs: string[] = [];
    const attrs: number[] = []; // start, end, start, end, …
    const others: Uint8Array[] = [];
    this.at = start;
    while (this.at < end) {
      const from = this.at;
      const tag = this.varint();
      const field = tag >>> 3;
      const wire = tag & 7;
      const size = wire === 2 ? this.varint() : wire === 1 ? 8 : wire === 5 ? 4 : (this.varint(), 0);
      const begin = this.at;
      this.at += size;
      if (field === NAME) name = this.text(begin);
      else if (field === OP) op = words.get(bytes, begin, this.at, () => this.text(begin));
      else if (field === INPUT) inputs.push(this.text(begin));
      else if (field === DEVICE) device = words.get(bytes, begin, this.at, () => this.text(begin));
      else if (field === ATTR) attrs.push(begin, this.at);
      else others.push(bytes.subarray(from, this.at));
    }
    const map = attrs.length === 0 ? NO_ATTRS : inNode(name, op, () => this.attrs(attrs));
    if (others.length === 0) return { name, op, inputs, device, attrs: map };
    // Read and written again, so that it is in the one form whose size nodeBytes knows.
    return { name, op, inputs, device, attrs: map, rest: toBinary(NodeDefSchema, fromBinary(NodeDefSchema, concat(others))) };
  }

  private attrs(places: readonly number[]): ReadonlyMap<string, AttrData> {
    const { bytes, entries } = this;
    const out = new Map<string, AttrData>();
    for (let i = 0; i < places.length; i += 2) {
      const [start, end] = [places[i], places[i + 1]];
      const [name, attr] = entries.get(bytes, start, end, () => entryFrom(fromBinary(AttrEntrySchema, bytes.subarray(start, end))));
      out.set(name, attr);
    }
    return out;
  }

  private text(start: number): string {
    return decoder.decode(this.bytes.subarray(start, this.at));
  }

  private varint(): number {
    const { bytes } = this;
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[this.at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }
}
