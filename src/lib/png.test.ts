import { inflateSync } from 'node:zlib';
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

it('a PNG holds its pixels row by row, each after a zero for “no filter”', () => {
  const found = chunks(png(2, 2, 3, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
  expect([...found.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect([...found.get('IHDR')!]).toEqual([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  expect([...inflateSync(found.get('IDAT')!)]).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12]);
});

it('more pixels than one stored block holds', () => {
  const pixels = Uint8Array.from({ length: 300 * 300 }, (_, i) => i % 251);
  const raw = inflateSync(chunks(png(300, 300, 1, pixels)).get('IDAT')!);
  expect(raw.length).toBe(301 * 300);
  expect([...raw.subarray(302, 310)]).toEqual([...pixels.subarray(300, 308)]);
});
