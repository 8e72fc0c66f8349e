import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from './attrs.ts';
import { crc32c, maskedCrc32c } from './crc32c.ts';
import { decodeEvents, encodeEvents, type EventData, versionEvent } from './events.ts';
import { looksLikeRecords, readRecords, writeRecords } from './records.ts';

const events: EventData[] = [
  versionEvent(1.5e9),
  { wallTime: 1.5e9 + 0.25, step: 0, what: { kind: 'graph', value: Uint8Array.of(1, 2) } },
  { wallTime: 2, step: 7, what: { kind: 'meta', value: Uint8Array.of(3) } },
  {
    wallTime: 3,
    step: 2n ** 60n,
    what: {
      kind: 'summary',
      values: [
        { kind: 'scalar', tag: 'loss', value: 0.5 },
        { kind: 'histogram', tag: 'w', value: { min: -1, max: 2, count: 3, sum: 1, sumSquares: 5, limits: [0, 3], counts: [1, 2] } },
      ],
    },
  },
];

describe('checksums', () => {
  it('are those of the standard', () => {
    expect(crc32c(utf8Bytes('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
    expect(crc32c(new Uint8Array(0))).toBe(0);
  });

  it('are rotated and shifted in files', () => {
    expect(maskedCrc32c(utf8Bytes('123456789'))).toBe(((((0xe3069283 >>> 15) | (0xe3069283 << 17)) >>> 0) + 0xa282ead8) % 2 ** 32);
  });

  it('come out the same eight bytes at a time', () => {
    const slow = (bytes: Uint8Array): number => {
      let crc = ~0;
      for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
      }
      return ~crc >>> 0;
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(crc32c(bytes)).toBe(slow(bytes));
      }),
    );
  });
});

describe('records', () => {
  it('read back as what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (records) => {
        expect([...readRecords(writeRecords(records))]).toEqual(records);
      }),
    );
  });

  it('are told by the checksum of their first length', () => {
    expect(looksLikeRecords(writeRecords([Uint8Array.of(1)]))).toBe(true);
    expect(looksLikeRecords(new Uint8Array(40))).toBe(false);
  });

  it('end early where the file is cut off, and are refused where it is damaged', () => {
    const file = writeRecords([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
    expect([...readRecords(file.subarray(0, -1))]).toEqual([Uint8Array.of(1, 2, 3)]);
    const hurt = file.slice();
    hurt[13] ^= 1;
    expect(() => [...readRecords(hurt)]).toThrow('record 1: the checksum of its 3 bytes is wrong (at byte 0)');
    hurt.set(file);
    hurt[19] ^= 1;
    expect(() => [...readRecords(hurt)]).toThrow('record 2: the checksum of its length is wrong (at byte 19)');
  });
});

describe('an event file', () => {
  it('reads back as what was written', () => {
    expect(decodeEvents(encodeEvents(events))).toEqual({ ok: true, value: events });
  });

  it('begins with the bytes that TensorBoard looks for', () => {
    expect(Buffer.from(encodeEvents([versionEvent(0)])).toString('latin1')).toContain('brain.Event:2');
  });

  it('with a record that is no event is refused', () => {
    expect(decodeEvents(writeRecords([Uint8Array.of(9)]))).toMatchObject({ ok: false });
  });
});
