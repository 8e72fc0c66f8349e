// The checksum of TensorFlow's record files: CRC-32C (Castagnoli), eight bytes at a time, and its masked form.

const POLYNOMIAL = 0x82f63b78; // 0x1edc6f41 with its bits reversed

/** TABLES[k][b]: what byte b does to the checksum when k bytes follow it. */
const TABLES: readonly Uint32Array[] = (() => {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    return crc >>> 0;
  });
  const tables = [first];
  for (let k = 1; k < 8; k++) tables.push(tables[k - 1].map((crc) => (crc >>> 8) ^ first[crc & 255]));
  return tables;
})();

const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES;

/** CRC-32C of `bytes`. That of the ASCII digits 123456789 is 0xe3069283. */
export function crc32c(bytes: Uint8Array): number {
  let crc = ~0;
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) {
    const low = crc ^ (bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
    crc =
      T7[low & 255] ^
      T6[(low >>> 8) & 255] ^
      T5[(low >>> 16) & 255] ^
      T4[low >>> 24] ^
      T3[bytes[i + 4]] ^
      T2[bytes[i + 5]] ^
      T1[bytes[i + 6]] ^
      T0[bytes[i + 7]];
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ T0[(crc ^ bytes[i]) & 255];
  return ~crc >>> 0;
}

/** The form that record files hold (tensorflow/core/lib/hash/crc32c.h): rotated and shifted, since they may hold checksums themselves. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
