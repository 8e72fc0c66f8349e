// A table keyed by short runs of bytes, looked up without making a string or an array of them.

const LONGEST = 64; // longer runs are seldom equal
const SLOTS = 2 ** 15; // a power of two
const MOST = SLOTS / 2;

/** What has been made of a run of bytes, for when the same run comes again. Stops growing at 16,384 entries. */
export class ByteTable<T> {
  private readonly keys: (Uint8Array | undefined)[] = Array.from({ length: SLOTS });
  private readonly values: T[] = [];
  private readonly places = new Int32Array(SLOTS);

  /** The value of the bytes from `start` to `end`, made by `make` if they are new. */
  get(bytes: Uint8Array, start: number, end: number, make: () => T): T {
    if (end - start > LONGEST) return make();
    let hash = 0x811c9dc5; // FNV-1a
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (let tries = 0; tries < 64; tries++) {
      const key = this.keys[slot];
      if (!key) {
        const value = make();
        if (this.values.length < MOST) {
          this.keys[slot] = bytes.slice(start, end);
          this.places[slot] = this.values.push(value) - 1;
        }
        return value;
      }
      if (same(key, bytes, start, end)) return this.values[this.places[slot]];
      slot = (slot + 1) & (SLOTS - 1);
    }
    return make(); // someone has chosen bytes that collide
  }
}

function same(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[start + i]) return false;
  return true;
}
