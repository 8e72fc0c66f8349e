/** SHA-256 as hexadecimal. Synchronous and of our own, because a page that is not served securely has no crypto.subtle. */
const K = Uint32Array.from({ length: 64 }, (_, i) => frac(Math.cbrt(prime(i))));
const START = Uint32Array.from({ length: 8 }, (_, i) => frac(Math.sqrt(prime(i))));

function prime(n: number): number {
  const found: number[] = [];
  for (let c = 2; found.length <= n; c++) if (found.every((p) => c % p !== 0)) found.push(c);
  return found[n];
}
/** First 32 bits of the fractional part. */
function frac(x: number): number { return Math.floor((x - Math.floor(x)) * 4294967296); }

const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

export function sha256(bytes: Uint8Array): string {
  const length = bytes.length;
  const padded = new Uint8Array(((length + 8) >>> 6 << 6) + 64);
  padded.set(bytes);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  const h = START.slice();
  const w = new Uint32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15];
      const b = w[i - 2];
      w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, q] = h;
    for (let i = 0; i < 64; i++) {
      const t1 = (q + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      q = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, q].forEach((v, i) => { h[i] += v; });
  }
  return Array.from(h, (v) => v.toString(16).padStart(8, '0')).join('');
}
