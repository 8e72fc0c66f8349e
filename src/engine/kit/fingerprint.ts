/** Fingerprint64 of FarmHash (farmhashna::Hash64), by which TensorFlow sorts strings into buckets. */

const MASK = (1n << 64n) - 1n;
const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;
const wrap = (v: bigint): bigint => v & MASK;
const rotate = (v: bigint, by: number): bigint => wrap((v >> BigInt(by)) | (v << BigInt(64 - by)));
const shiftMix = (v: bigint): bigint => v ^ (v >> 47n);

function mix(u: bigint, v: bigint, by: bigint): bigint {
  let a = wrap((u ^ v) * by);
  a ^= a >> 47n;
  let b = wrap((v ^ a) * by);
  b ^= b >> 47n;
  return wrap(b * by);
}

/** Little-endian integers out of a byte string. */
class Bytes {
  constructor(private readonly s: string) {}
  byte(at: number): number { return this.s.charCodeAt(at); }
  u32(at: number): bigint { return BigInt((this.byte(at) | (this.byte(at + 1) << 8) | (this.byte(at + 2) << 16) | (this.byte(at + 3) << 24)) >>> 0); }
  u64(at: number): bigint { return this.u32(at) | (this.u32(at + 4) << 32n); }
}

function upTo16(s: Bytes, n: number): bigint {
  const by = wrap(K2 + BigInt(n) * 2n);
  if (n >= 8) {
    const a = wrap(s.u64(0) + K2);
    const b = s.u64(n - 8);
    return mix(wrap(rotate(b, 37) * by + a), wrap((rotate(a, 25) + b) * by), by);
  }
  if (n >= 4) return mix(wrap(BigInt(n) + (s.u32(0) << 3n)), s.u32(n - 4), by);
  if (n === 0) return K2;
  const y = BigInt(s.byte(0) + (s.byte(n >> 1) << 8));
  const z = BigInt(n + (s.byte(n - 1) << 2));
  return wrap(shiftMix(wrap(y * K2) ^ wrap(z * K0)) * K2);
}

function upTo32(s: Bytes, n: number): bigint {
  const by = wrap(K2 + BigInt(n) * 2n);
  const a = wrap(s.u64(0) * K1);
  const b = s.u64(8);
  const c = wrap(s.u64(n - 8) * by);
  const d = wrap(s.u64(n - 16) * K2);
  return mix(wrap(rotate(wrap(a + b), 43) + rotate(c, 30) + d), wrap(a + rotate(wrap(b + K2), 18) + c), by);
}

function upTo64(s: Bytes, n: number): bigint {
  const by = wrap(K2 + BigInt(n) * 2n);
  const a = wrap(s.u64(0) * K2);
  const b = s.u64(8);
  const c = wrap(s.u64(n - 8) * by);
  const d = wrap(s.u64(n - 16) * K2);
  const y = wrap(rotate(wrap(a + b), 43) + rotate(c, 30) + d);
  const z = mix(y, wrap(a + rotate(wrap(b + K2), 18) + c), by);
  const e = wrap(s.u64(16) * by);
  const f = s.u64(24);
  const g = wrap((y + s.u64(n - 32)) * by);
  const h = wrap((z + s.u64(n - 24)) * by);
  return mix(wrap(rotate(wrap(e + f), 43) + rotate(g, 30) + h), wrap(e + rotate(wrap(f + a), 18) + g), by);
}

function weak(s: Bytes, at: number, first: bigint, second: bigint): [bigint, bigint] {
  const [w, x, y, z] = [s.u64(at), s.u64(at + 8), s.u64(at + 16), s.u64(at + 24)] as const;
  let a = wrap(first + w);
  let b = rotate(wrap(second + a + z), 21);
  const c = a;
  a = wrap(a + x + y);
  b = wrap(b + rotate(a, 44));
  return [wrap(a + z), wrap(b + c)];
}

/** The fingerprint of a byte string (one character a byte), as an unsigned 64-bit integer. */
export function fingerprint64(text: string): bigint {
  const s = new Bytes(text);
  const n = text.length;
  if (n <= 16) return upTo16(s, n);
  if (n <= 32) return upTo32(s, n);
  if (n <= 64) return upTo64(s, n);
  let x = 81n;
  let y = wrap(81n * K1 + 113n);
  let z = wrap(shiftMix(wrap(y * K2 + 113n)) * K2);
  let v: [bigint, bigint] = [0n, 0n];
  let w: [bigint, bigint] = [0n, 0n];
  x = wrap(x * K2 + s.u64(0));
  const end = Math.floor((n - 1) / 64) * 64;
  const last = end + ((n - 1) & 63) - 63;
  const round = (at: number, by: bigint, tail: boolean): void => {
    x = wrap(rotate(wrap(x + y + v[0] + s.u64(at + 8)), 37) * by);
    y = wrap(rotate(wrap(y + v[1] + s.u64(at + 48)), 42) * by);
    x ^= tail ? wrap(w[1] * 9n) : w[1];
    y = wrap(y + (tail ? wrap(v[0] * 9n) : v[0]) + s.u64(at + 40));
    z = wrap(rotate(wrap(z + w[0]), 33) * by);
    v = weak(s, at, wrap(v[1] * by), wrap(x + w[0]));
    w = weak(s, at + 32, wrap(z + w[1]), wrap(y + s.u64(at + 16)));
    [z, x] = [x, z];
  };
  for (let at = 0; at < end; at += 64) round(at, K1, false);
  const by = wrap(K1 + ((z & 0xffn) << 1n));
  w[0] = wrap(w[0] + BigInt((n - 1) & 63));
  v[0] = wrap(v[0] + w[0]);
  w[0] = wrap(w[0] + v[0]);
  round(last, by, true);
  return mix(wrap(mix(v[0], w[0], by) + wrap(shiftMix(y) * K0) + z), wrap(mix(v[1], w[1], by) + x), by);
}
