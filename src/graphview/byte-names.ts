// Numbers by name, where names are runs of bytes of one array: no text is made of them.

/** Open addressing over the bytes themselves; grows as needed. */
export class ByteNames {
  private mask: number;
  private slots: Int32Array;
  private hashes: Int32Array;
  private starts: Uint32Array;
  private ends: Uint32Array;
  private values: Int32Array;
  private used = 0;

  constructor(
    private readonly bytes: Uint8Array,
    most: number,
  ) {
    let size = 16;
    while (size < 2 * most) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    this.hashes = new Int32Array(most);
    this.starts = new Uint32Array(most);
    this.ends = new Uint32Array(most);
    this.values = new Int32Array(most);
  }

  /** The number of the name from `start` to `end`; `value` becomes it if the name is new. */
  add(start: number, end: number, value: number): number {
    const hash = this.hash(start, end);
    const slot = this.slot(hash, start, end);
    const known = this.slots[slot];
    if (known >= 0) return this.values[known];
    if (this.used === this.values.length) {
      this.grow();
      return this.add(start, end, value);
    }
    const entry = this.used++;
    this.slots[slot] = entry;
    this.hashes[entry] = hash;
    this.starts[entry] = start;
    this.ends[entry] = end;
    this.values[entry] = value;
    return value;
  }

  /** -1 where there is none. */
  find(start: number, end: number): number {
    const entry = this.slots[this.slot(this.hash(start, end), start, end)];
    return entry < 0 ? -1 : this.values[entry];
  }

  private hash(start: number, end: number): number {
    const { bytes } = this;
    let hash = 0x811c9dc5; // FNV-1a
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    return hash ^ (hash >>> 15);
  }

  private slot(hash: number, start: number, end: number): number {
    const { bytes, slots, hashes, starts, ends, mask } = this;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot];
      if (entry < 0) return slot;
      if (hashes[entry] !== hash || ends[entry] - starts[entry] !== end - start) continue;
      let i = start;
      for (let k = starts[entry]; i < end && bytes[i] === bytes[k]; k++) i += 1;
      if (i === end) return slot;
    }
  }

  private grow(): void {
    const most = 2 * this.values.length;
    const grown = <T extends Int32Array | Uint32Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    this.hashes = grown(this.hashes, new Int32Array(most));
    this.starts = grown(this.starts, new Uint32Array(most));
    this.ends = grown(this.ends, new Uint32Array(most));
    this.values = grown(this.values, new Int32Array(most));
    if (2 * most <= this.slots.length) return;
    this.mask = 2 * this.slots.length - 1;
    this.slots = new Int32Array(this.mask + 1).fill(-1);
    for (let entry = 0; entry < this.used; entry++) {
      let slot = this.hashes[entry] & this.mask;
      while (this.slots[slot] >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = entry;
    }
  }
}
