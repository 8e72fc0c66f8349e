import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSize, parseSize } from './size.ts';

describe('parseSize', () => {
  it.each([
    ['6GB', 6e9], ['6GiB', 6 * 2 ** 30], ['6 gib', 6 * 2 ** 30], ['2MiB', 2 ** 21], ['64KiB', 65536], ['500 MB', 5e8], ['1.5GB', 15e8], ['1.1GB', 11e8],
    ['.5KiB', 512], ['0', 0], ['4096', 4096], ['17B', 17], ['12kb', 12000], [' 4TiB ', 2 ** 42], ['1PB', 1e15],
  ])('reads %s as %d bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(['', ' ', 'GB', '-1', '-6GB', '+6GB', 'NaN', 'Infinity', '1e9', '1e400GB', '6G', '6 iB', '1.5', '1.5B', '6GBs', '0x10', '9999PB', '99999999999999999', '6,5GB', '１GB'])(
    'refuses "%s"',
    (text) => expect(parseSize(text)).toBeNull(),
  );

  it('never throws and gives whole non-negative bytes or null', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const bytes = parseSize(text);
      expect(bytes === null || (Number.isSafeInteger(bytes) && bytes >= 0)).toBe(true);
    }));
  });
});

describe('formatSize', () => {
  it.each([
    [6 * 2 ** 30, '6GiB'], [6e9, '6GB'], [1.5 * 2 ** 30, '1.5GiB'], [512 * 2 ** 20, '512MiB'], [5e8, '500MB'], [65536, '64KiB'], [4096, '4KiB'], [4097, '4097'],
    [0, '0'], [999, '999'], [1000, '1KB'], [2 ** 40, '1TiB'], [1234567891, '1234567891'],
  ])('writes %d as %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));

  it('is read back as the same bytes, and is never longer than the plain number', () => {
    const bytes = fc.oneof(fc.nat({ max: Number.MAX_SAFE_INTEGER }), fc.nat({ max: 4096 }).map((n) => n * 2 ** 20), fc.nat({ max: 9999 }).map((n) => n * 1e6));
    fc.assert(fc.property(bytes, (n) => {
      expect(parseSize(formatSize(n))).toBe(n);
      expect(formatSize(n).length).toBeLessThanOrEqual(String(n).length);
    }));
  });
});
