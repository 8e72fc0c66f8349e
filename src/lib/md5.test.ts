/** MD5 against the digests of RFC 1321. */
import { expect, it } from 'vitest';
import { md5 } from './md5.ts';

it('gives the digests of RFC 1321, and of texts around the block’s length', () => {
  expect(['', 'a', 'abc', 'message digest', '12345678901234567890123456789012345678901234567890123456789012345678901234567890'].map(md5)).toEqual([
    'd41d8cd98f00b204e9800998ecf8427e', '0cc175b9c0f1b6a831c399e269772661', '900150983cd24fb0d6963f7d28e17f72', 'f96b697d7cb7938d525a2f31aaf161d0', '57edf4a22be3c955ac49da2e2107b67a',
  ]);
  expect([55, 56, 64].map((n) => md5('x'.repeat(n)))).toEqual(['04364420e25c512fd958a70738aa8f72', '668a72d5ba17f08e62dabcafad6db14b', 'c1bb4f81d892b2d57947682aeb252456']);
});
