import { expect, it } from 'vitest';
import { protoFields, ProtoWriter } from './proto.ts';

it('what is written is read: numbers, texts, messages, lists', () => {
  const bytes = new ProtoWriter().int(1, 300).float(2, 1.5).double(3, -2).text(4, 'ä').message(5, (m) => m.int(1, 2 ** 40)).doubles(6, [1, 2]).done();
  const fields = [...protoFields(bytes)].map(({ number, value }) => [number, typeof value === 'number' ? value : [...value]]);
  expect(fields.slice(0, 4)).toEqual([[1, 300], [2, 1.5], [3, -2], [4, [0xc3, 0xa4]]]);
  expect([...protoFields(Uint8Array.from(fields[4][1] as number[]))].map((f) => f.value)).toEqual([2 ** 40]);
  expect((fields[5][1] as number[]).length).toBe(16);
});

it('grows as it is filled', () => {
  const long = new ProtoWriter().data(1, new Uint8Array(100_000).fill(7)).int(2, 1).done();
  expect([...protoFields(long)].map((f) => f.number)).toEqual([1, 2]);
});

it('refuses bytes that end too early', () => {
  expect(() => [...protoFields(Uint8Array.of(10, 5, 1))]).toThrow(RangeError);
  expect(() => [...protoFields(Uint8Array.of(8))]).toThrow(RangeError);
});
