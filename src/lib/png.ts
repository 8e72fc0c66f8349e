/**
 * PNG files as libpng writes them: each row by the filter whose bytes have the smallest sum of magnitudes (png_write_find_filter), then
 * deflated by whatever `packWith` was given. Without one they are stored: right to read, larger than TensorFlow's.
 */

let pack: ((raw: Uint8Array) => Uint8Array) | null = null;
/** The zlib stream of bytes; this room uses no packages, so its users bring one. */
export function packWith(deflate: (raw: Uint8Array) => Uint8Array): void { pack = deflate; }

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const b of bytes) c = CRC[(c ^ b) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function adler(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const v of bytes) { a = (a + v) % 65521; b = (b + a) % 65521; }
  return ((b << 16) | a) >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc(out.subarray(4, 8 + data.length)));
  return out;
}

/** PNG colour types by number of channels: grey, grey and alpha, red-green-blue, and alpha. */
const COLOURS = [0, 0, 4, 2, 6];
/** What one stored block holds. */
const BLOCK = 65535;

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** Predictions of the five filters from the bytes to the left, above, and above to the left. */
const FILTERS: readonly ((left: number, up: number, corner: number) => number)[] = [() => 0, (l) => l, (_, u) => u, (l, u) => (l + u) >> 1, paeth];

/** Rows with their filters' numbers before them. */
function filtered(width: number, height: number, channels: number, pixels: Uint8Array): Uint8Array {
  const row = width * channels;
  const raw = new Uint8Array((row + 1) * height);
  // libpng uses no filter across what is not there.
  const allowed = [0, ...(width > 1 ? [1] : []), ...(height > 1 ? [2] : []), ...(width > 1 && height > 1 ? [3, 4] : [])];
  for (let y = 0; y < height; y++) {
    const at = (x: number, dy: number): number => (x < 0 || y - dy < 0 ? 0 : pixels[(y - dy) * row + x]);
    let least = Infinity;
    for (const f of allowed) {
      const line = Uint8Array.from({ length: row }, (_, x) => pixels[y * row + x] - FILTERS[f](at(x - channels, 0), at(x, 1), at(x - channels, 1)));
      const sum = line.reduce((n, v) => n + (v < 128 ? v : 256 - v), 0);
      if (sum >= least) continue;
      least = sum;
      raw[y * (row + 1)] = f;
      raw.set(line, y * (row + 1) + 1);
    }
  }
  return raw;
}

/** A zlib stream of stored blocks. */
function stored(raw: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(raw.length / BLOCK));
  const stream = new Uint8Array(2 + raw.length + 5 * blocks + 4);
  stream.set([0x78, 0x01]);
  let at = 2;
  for (let i = 0; i < blocks; i++) {
    const part = raw.subarray(i * BLOCK, (i + 1) * BLOCK);
    stream.set([i === blocks - 1 ? 1 : 0, part.length & 255, part.length >> 8, ~part.length & 255, (~part.length >> 8) & 255], at);
    stream.set(part, at + 5);
    at += 5 + part.length;
  }
  new DataView(stream.buffer).setUint32(at, adler(raw));
  return stream;
}

/** A PNG of 8-bit pixels, row by row, 1 to 4 channels each. */
export function png(width: number, height: number, channels: number, pixels: Uint8Array): Uint8Array {
  const stream = (pack ?? stored)(filtered(width, height, channels, pixels));
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, COLOURS[channels], 0, 0, 0], 8);
  const parts = [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), chunk('IHDR', header), chunk('IDAT', stream), chunk('IEND', new Uint8Array())];
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let to = 0;
  for (const p of parts) { out.set(p, to); to += p.length; }
  return out;
}
