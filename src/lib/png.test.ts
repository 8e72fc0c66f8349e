import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { png } from './png.ts';

/** Chunks of a PNG by type. */
function chunks(file: Uint8Array): Map<string, Uint8Array> {
  const out = new Map<string, Uint8Array>();
  const view = new DataView(file.buffer);
  for (let at = 8; at < file.length;) {
    const size = view.getUint32(at);
    out.set(String.fromCharCode(...file.subarray(at + 4, at + 8)), file.slice(at + 8, at + 8 + size));
    at += 12 + size;
  }
  return out;
}

/** The pixels of filtered rows, undone as the PNG specification says. */
function unfiltered(raw: Uint8Array, width: number, height: number, channels: number): number[] {
  const row = width * channels;
  const out = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < row; x++) {
      const a = x < channels ? 0 : out[y * row + x - channels];
      const b = y === 0 ? 0 : out[(y - 1) * row + x];
      const c = y === 0 || x < channels ? 0 : out[(y - 1) * row + x - channels];
      const p = a + b - c;
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      const guess = [0, a, b, Math.floor((a + b) / 2), pa <= pb && pa <= pc ? a : pb <= pc ? b : c][raw[y * (row + 1)]];
      out[y * row + x] = raw[y * (row + 1) + 1 + x] + guess;
    }
  }
  return [...out];
}

it('a PNG has its header, its pixels and its end', () => {
  const found = chunks(png(2, 2, 3, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
  expect([...found.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect([...found.get('IHDR')!]).toEqual([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
});

it('its filtered rows give the pixels back, whatever they are', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom(1, 3, 4), fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (width, height, channels, stream) => {
    const pixels = Uint8Array.from({ length: width * height * channels }, () => stream.next().value as number);
    const raw = inflateSync(chunks(png(width, height, channels, pixels)).get('IDAT')!);
    expect(unfiltered(raw, width, height, channels)).toEqual([...pixels]);
  }), { numRuns: 100 });
});

it('a smooth picture is filtered, an even one is not', () => {
  const raw = (pixels: Uint8Array): Uint8Array => inflateSync(chunks(png(8, 4, 1, pixels)).get('IDAT')!);
  expect([0, 9, 18, 27].map((at) => raw(new Uint8Array(32))[at])).toEqual([0, 0, 0, 0]);
  expect(raw(Uint8Array.from({ length: 32 }, (_, i) => i * 5))[0]).toBe(1);
});

it('holds more pixels than one stored block', () => {
  const pixels = Uint8Array.from({ length: 300 * 300 }, (_, i) => (i * i) % 251);
  expect(unfiltered(inflateSync(chunks(png(300, 300, 1, pixels)).get('IDAT')!), 300, 300, 1)).toEqual([...pixels]);
});
