import { log64 } from './exact.ts';

/** NumPy's legacy random numbers (numpy/random/mtrand.pyx): MT19937 and the ways that RandomState draws from it, number for number. */
export class Mersenne {
  private readonly mt = new Uint32Array(624);
  private at = 624;
  /** The second of a pair of normal numbers, kept for the next call. */
  private gauss: number | null = null;

  constructor(seed: number | readonly number[] | null) { this.seed(seed); }

  /** `seed(None)` draws from the clock. */
  seed(seed: number | readonly number[] | null): void {
    this.gauss = null;
    if (seed === null) this.init((Date.now() ^ Math.floor(Math.random() * 4294967296)) >>> 0);
    else if (typeof seed === 'number' && seed <= 0xffffffff) this.init(seed >>> 0);
    else this.initArray(typeof seed === 'number' ? [seed >>> 0, Math.floor(seed / 4294967296)] : seed);
  }

  private init(seed: number): void {
    this.mt[0] = seed;
    for (let i = 1; i < 624; i++) this.mt[i] = Math.imul(1812433253, this.mt[i - 1] ^ (this.mt[i - 1] >>> 30)) + i;
    this.at = 624;
  }

  private initArray(key: readonly number[]): void {
    this.init(19650218);
    const { mt } = this;
    let i = 1;
    for (let j = 0, k = Math.max(624, key.length); k > 0; k--) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1664525)) + key[j] + j;
      if (++i >= 624) { mt[0] = mt[623]; i = 1; }
      j = (j + 1) % key.length;
    }
    for (let k = 623; k > 0; k--) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1566083941)) - i;
      if (++i >= 624) { mt[0] = mt[623]; i = 1; }
    }
    mt[0] = 0x80000000;
  }

  /** 32 random bits. */
  next(): number {
    const { mt } = this;
    if (this.at === 624) {
      for (let k = 0; k < 624; k++) {
        const y = (mt[k] & 0x80000000) | (mt[(k + 1) % 624] & 0x7fffffff);
        mt[k] = mt[(k + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      this.at = 0;
    }
    let y = mt[this.at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** In [0, 1), 53 bits. */
  double(): number {
    const a = this.next() >>> 5;
    const b = this.next() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }

  normal(): number {
    if (this.gauss !== null) {
      const kept = this.gauss;
      this.gauss = null;
      return kept;
    }
    let x: number;
    let y: number;
    let r: number;
    do {
      x = 2 * this.double() - 1;
      y = 2 * this.double() - 1;
      r = x * x + y * y;
    } while (r >= 1 || r === 0);
    const f = Math.sqrt((-2 * log64(r)) / r);
    this.gauss = f * x;
    return f * y;
  }

  exponential(): number { return -log64(1 - this.double()); }

  /** Marsaglia and Tsang's way, as legacy_standard_gamma has it. */
  gamma(shape: number): number {
    if (shape === 1) return this.exponential();
    if (shape === 0) return 0;
    if (shape < 1) {
      for (;;) {
        const u = this.double();
        const v = this.exponential();
        if (u <= 1 - shape) {
          const x = u ** (1 / shape);
          if (x <= v) return x;
        } else {
          const y = -log64((1 - u) / shape);
          const x = (1 - shape + shape * y) ** (1 / shape);
          if (x <= v + y) return x;
        }
      }
    }
    const b = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * b);
    for (;;) {
      let x: number;
      let v: number;
      do {
        x = this.normal();
        v = 1 + c * x;
      } while (v <= 0);
      v = v * v * v;
      const u = this.double();
      if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v;
      if (log64(u) < 0.5 * x * x + b * (1 - v + log64(v))) return b * v;
    }
  }

  beta(a: number, b: number): number {
    if (a <= 1 && b <= 1) {
      for (;;) {
        const x = this.double() ** (1 / a);
        const y = this.double() ** (1 / b);
        if (x + y <= 1 && x + y > 0) return x / (x + y);
      }
    }
    const x = this.gamma(a);
    return x / (x + this.gamma(b));
  }

  /** By multiplication; for a mean below 10. */
  poisson(mean: number): number {
    if (mean === 0) return 0;
    const end = Math.exp(-mean);
    let p = 1;
    for (let n = 0; ; n++) {
      p *= this.double();
      if (p <= end) return n;
    }
  }

  /** By inversion; for n p below 30. */
  binomial(n: number, p: number): number {
    if (n === 0 || p === 0) return 0;
    if (p > 0.5) return n - this.binomial(n, 1 - p);
    const q = 1 - p;
    const first = Math.exp(n * log64(q));
    const bound = Math.min(n, n * p + 10 * Math.sqrt(n * p * q + 1));
    let x = 0;
    let px = first;
    let u = this.double();
    while (u > px) {
      x++;
      if (x > bound) {
        x = 0;
        px = first;
        u = this.double();
      } else {
        u -= px;
        px = ((n - x + 1) * p * px) / (x * q);
      }
    }
    return x;
  }

  /** In 0..max, both included: masked, and drawn again where too large. */
  upTo(max: number): number {
    if (max === 0) return 0;
    if (max <= 0xffffffff) {
      const mask = max === 0xffffffff ? 0xffffffff : (2 ** (32 - Math.clz32(max)) - 1) >>> 0;
      for (;;) {
        const v = (this.next() & mask) >>> 0;
        if (v <= max) return v;
      }
    }
    const high = Math.floor(max / 4294967296);
    const mask = 2 ** (32 - Math.clz32(high)) - 1;
    for (;;) {
      const top = (this.next() & mask) >>> 0;
      const v = top * 4294967296 + this.next();
      if (v <= max) return v;
    }
  }

  /** The order that `shuffle` leaves 0..n-1 in. */
  permutation(n: number): number[] {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.upTo(i);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  get state(): { mt: number[]; mti: number } { return { mt: Array.from(this.mt), mti: this.at }; }
  set state({ mt, mti }: { mt: number[]; mti: number }) { this.mt.set(mt); this.at = mti; }
  /** All that decides the next numbers. */
  copyFrom(other: Mersenne): void { this.state = other.state; this.gauss = other.gauss; }
}
