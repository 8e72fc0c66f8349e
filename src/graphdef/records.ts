// TFRecord framing: length (8 bytes, little-endian), its checksum, the data, their checksum, and so on to the end of the file.
import { maskedCrc32c } from './crc32c.ts';
import { refuse } from './result.ts';

const HEAD = 12; // length and its checksum
const FOOT = 4; // checksum of the data

/** Puts records into one file. */
export function writeRecords(records: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(records.reduce((sum, record) => sum + HEAD + record.length + FOOT, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const record of records) {
    view.setBigUint64(at, BigInt(record.length), true);
    view.setUint32(at + 8, maskedCrc32c(out.subarray(at, at + 8)), true);
    out.set(record, at + HEAD);
    view.setUint32(at + HEAD + record.length, maskedCrc32c(record), true);
    at += HEAD + record.length + FOOT;
  }
  return out;
}

/** Whether a file begins as a record file does; by chance one in four thousand million others would. */
export function looksLikeRecords(bytes: Uint8Array): boolean {
  return bytes.length >= HEAD && new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true) === maskedCrc32c(bytes.subarray(0, 8));
}

/** The records of a file, as views of it. Refuses damaged ones. A file that is cut off (still being written) just ends early. */
export function* readRecords(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0, number = 1; at + HEAD <= bytes.length; number++) {
    if (view.getUint32(at + 8, true) !== maskedCrc32c(bytes.subarray(at, at + 8)))
      refuse(`record ${number}: the checksum of its length is wrong (at byte ${at})`);
    const length = Number(view.getBigUint64(at, true));
    const end = at + HEAD + length;
    if (end + FOOT > bytes.length) return;
    const record = bytes.subarray(at + HEAD, end);
    if (view.getUint32(end, true) !== maskedCrc32c(record))
      refuse(`record ${number}: the checksum of its ${length} bytes is wrong (at byte ${at})`);
    yield record;
    at = end + FOOT;
  }
}
