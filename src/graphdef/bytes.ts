// Putting bytes together, and taking a message apart at its top level without reading what is inside.
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Pieces in one array. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** The same bytes as a plain array: a Node Buffer's `slice` gives a view where an array's gives a copy. */
export const plain = (bytes: Uint8Array): Uint8Array =>
  bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** One field of a message: what is inside, and the same with its tag before it. Both are views of the message. */
export interface Slice {
  readonly number: number;
  readonly inside: Uint8Array;
  readonly whole: Uint8Array;
}

/** The fields of a message that has been surveyed, in order. `inside` leaves out the length that comes before bytes. */
export function* slices(message: Uint8Array): Generator<Slice> {
  const reader = new BinaryReader(message);
  while (reader.pos < message.length) {
    const start = reader.pos;
    const [number, wire] = reader.tag();
    const inside = wire === WireType.LengthDelimited ? reader.bytes() : reader.skip(wire, number);
    yield { number, inside, whole: message.subarray(start, reader.pos) };
  }
}

/** What comes before the content of a field that holds bytes or a message: its tag and the length. */
export function header(number: number, size: number): Uint8Array {
  return new BinaryWriter().tag(number, WireType.LengthDelimited).uint32(size).finish();
}

/** A field that holds bytes or a message. */
export function field(number: number, inside: Uint8Array): Uint8Array[] {
  return [header(number, inside.length), inside];
}
