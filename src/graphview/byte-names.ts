// Numbers by name, where names are runs of bytes of one array: no text is made of them.

const RECENT = 1023;

/** Open addressing over the bytes themselves; grows as needed. */
export class ByteNames {
  private mask: number;
  /** entry + 1 and hash, side by side: a look is one line of the processor's cache */
  private slots: Int32Array;
  private hashes: Int32Array;
  private starts: Uint32Array;
  private ends: Uint32Array;
  private values: Int32Array;
  private used = 0;
  private readonly recent = new Int32Array(RECENT + 1).fill(-1);

  constructor(
    private readonly bytes: Uint8Array,
    most: number,
  ) {
    let size = 16;
    while (size < 2 * most) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(2 * size);
    this.hashes = new Int32Array(most);
    this.starts = new Uint32Array(most);
    this.ends = new Uint32Array(most);
    this.values = new Int32Array(most);
  }

  /** How many names there are. */
  get count(): number {
    return this.used;
  }

  /** The number of the name from `start` to `end`; `value` becomes it if the name is new. */
  add(start: number, end: number, value: number): number {
    const short = this.short(start, end);
    const late = this.recent[short];
    if (late >= 0 && this.same(late, start, end)) return this.values[late];
    const hash = this.hash(start, end);
    const slot = this.slot(hash, start, end);
    const known = this.slots[slot] - 1;
    if (known >= 0) return this.values[(this.recent[short] = known)];
    if (this.used === this.values.length) {
      this.grow();
      return this.add(start, end, value);
    }
    const entry = this.used++;
    this.slots[slot] = entry + 1;
    this.slots[slot + 1] = hash;
    this.hashes[entry] = hash;
    this.starts[entry] = start;
    this.ends[entry] = end;
    this.values[entry] = value;
    this.recent[short] = entry;
    return value;
  }

  /** -1 where there is none. */
  find(start: number, end: number): number {
    const short = this.short(start, end);
    const late = this.recent[short];
    if (late >= 0 && this.same(late, start, end)) return this.values[late];
    const entry = this.slots[this.slot(this.hash(start, end), start, end)] - 1;
    if (entry >= 0) this.recent[short] = entry;
    return entry < 0 ? -1 : this.values[entry];
  }

  private hash(start: number, end: number): number {
    const { bytes } = this;
    let hash = 0x811c9dc5; // FNV-1a
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return hash ^ (hash >>> 13);
  }

  /** Where the entry of a name is kept that was looked up lately: by its length and three of its letters, which is quicker than its hash. */
  private short(start: number, end: number): number {
    const { bytes } = this;
    return (Math.imul(end - start, 37) ^ (bytes[start] << 2) ^ (bytes[end - 1] << 4) ^ bytes[(start + end) >>> 1]) & RECENT;
  }

  private same(entry: number, start: number, end: number): boolean {
    const { bytes } = this;
    let k = this.starts[entry];
    if (this.ends[entry] - k !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[i] !== bytes[k++]) return false;
    return true;
  }

  private slot(hash: number, start: number, end: number): number {
    const { slots, mask } = this;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const entry = slots[2 * place] - 1;
      if (entry < 0 || (slots[2 * place + 1] === hash && this.same(entry, start, end))) return 2 * place;
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
    const size = this.slots.length / 2;
    if (2 * most <= size) return;
    this.mask = 2 * size - 1;
    this.slots = new Int32Array(4 * size);
    for (let entry = 0; entry < this.used; entry++) {
      let place = this.hashes[entry] & this.mask;
      while (this.slots[2 * place] > 0) place = (place + 1) & this.mask;
      this.slots[2 * place] = entry + 1;
      this.slots[2 * place + 1] = this.hashes[entry];
    }
  }
}
