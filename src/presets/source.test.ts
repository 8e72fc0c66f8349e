import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SOURCE_LENGTH } from '../protocol/config.ts';
import { formatLink, MOST_PACKED, parseLink } from './schema.ts';
import { packSource, unpackSource, withSource } from './source.ts';

const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const script = (packed: string): string => `v=1&program=script&src=${packed}`;

describe('a script in a link', () => {
  it('comes back as it was, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (made) => {
        const text = made.replaceAll('\r', '\n');
        expect(unpackSource(packSource(text))).toEqual({ ok: true, text });
      }),
    );
  });

  it('is short, and the link that carries it is read and written without a change', () => {
    const text = 'for epoch in range(100):\n    sess.run(tf.square(w))\n'.repeat(100);
    const link = parseLink(script(packSource(text)));
    expect(formatLink(link)).toBe(script(packSource(text)));
    expect(link.packed.length).toBeLessThan(text.length / 20);
    expect(withSource(link)).toMatchObject({ config: { program: 'script', source: text, mark: 0 }, warnings: [] });
  });

  it('may be as long as a script may be, and what does not shrink fits as well', () => {
    let noise = '';
    for (let i = 0; i < SOURCE_LENGTH; i++) noise += String.fromCharCode(0x4e00 + ((i * 7919 * (i % 13)) % 20_000));
    const packed = packSource(noise);
    expect(packed.length).toBeLessThan(MOST_PACKED);
    expect(withSource(parseLink(script(packed)))).toMatchObject({ config: { source: noise }, warnings: [] });
  });

  it.each([
    ['letters of another alphabet', 'a+b/c=', 'letters, digits, - and _'],
    ['text that is not deflated', url(Buffer.from('print(1)')), 'cut off or changed'],
    ['half of a script', packSource('print("a", "b", "c")').slice(0, 12), 'cut off or changed'],
    ['a length that base64 cannot have', 'abcde', 'letters, digits'],
    ['bytes that are no UTF-8', url(deflateRawSync(Buffer.from([0xc3, 0x28]))), 'UTF-8'],
    ['a megabyte of zeros in a kilobyte', url(deflateRawSync(Buffer.alloc(1 << 20))), 'at most 65,536 characters'],
    ['a script that is a little too long', packSource('a'.repeat(SOURCE_LENGTH + 1)), 'at most 65,536 characters'],
    ['a packed text longer than any script', 'A'.repeat(MOST_PACKED + 1), 'at most 300,000 characters'],
  ])('warns of %s, and runs without it', (_, packed, expected) => {
    const link = withSource(parseLink(script(packed)));
    expect(link).toMatchObject({ packed: '', config: { program: 'script', source: '' } });
    expect(link.warnings).toEqual([{ name: 'src', value: expect.any(String) as string, expected: expect.stringContaining(expected) as string }]);
    expect(link.warnings[0].value.length).toBeLessThanOrEqual(80);
  });

  it('belongs to the program that runs scripts, once', () => {
    expect(parseLink('v=1&src=abcd')).toMatchObject({ packed: '', warnings: [{ name: 'src', expected: 'a script only together with program=script' }] });
    expect(parseLink('program=script&src=abcd&src=efgh')).toMatchObject({ packed: 'abcd', warnings: [{ name: 'src', expected: 'src only once; the first counts' }] });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'X', 'Z', '0', '1', '9', '-', '_'), maxLength: 300 }), (packed) => void withSource(parseLink(script(packed)))));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void withSource(parseLink(script(url(bytes))))));
  });

  it('says of the loop over epochs and of finalising what the controls say', () => {
    expect(parseLink('program=script&mark=12&finalize=1')).toMatchObject({ config: { mark: 12, finalize: true }, warnings: [] });
    expect(parseLink('program=script&mark=-1').warnings).toMatchObject([{ name: 'mark' }]);
  });
});
