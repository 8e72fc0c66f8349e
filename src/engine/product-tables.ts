/**
 * Tables of products for rows of constants that have few different values (kernels/product-tables.as.ts): which constants have a list
 * of what they need of a table, and the tables themselves. A table is for constants of one length, whatever matrix they are multiplied by.
 */
import { OutOfMemory, type Heap } from './heap.ts';

/** Columns of the matrix: the ten classes of the programs. */
const COLUMNS = 10;
/** Products of one value: ten, and two words that nobody reads, so that no vector crosses a line of the cache. */
const ENTRY_BYTES = 48;
/** Different values at their places; with more the products would not stay in the fast caches. */
const MOST_ENTRIES = 2_048;
/** Shorter constants are multiplied as fast as they are looked up; longer ones have more places than a table has entries. */
const LENGTH = { least: 16, most: 1_024 } as const;

/** Words of a table; the kernel repeats them. */
const WORD = { entries: 0, bytes: 4, copy: 5, keys: 6, products: 7 } as const;
const WORDS = 8;

interface Table {
  readonly address: number;
  /** Entry of each value, by place and bits. */
  readonly known: Map<number, number>;
}

export class ProductTables {
  private readonly tables = new Map<number, Table>();
  /** Constants that were looked at, by address: whether they have a list. */
  private readonly listed = new Map<number, boolean>();

  /** @param owner whose heap it is; that comes to be later. */
  constructor(private readonly owner: { readonly heap: Heap }) {}

  private get heap(): Heap { return this.owner.heap; }

  /** Whether rows of `length` times a matrix of `columns` are looked up at all. */
  serves(length: number, columns: number): boolean { return columns === COLUMNS && length >= LENGTH.least && length <= LENGTH.most; }

  /** Address of the table for rows of `length`, of which some have a list. */
  of(length: number): number { return this.table(length).address; }

  /** Whether the constant of `length` at an address has a list of entries; makes it where that has not been tried. */
  lists(address: number, length: number): boolean {
    const before = this.listed.get(address);
    if (before !== undefined) return before;
    let made = false;
    try {
      made = this.heap.hasHeader(address) && this.list(address, length);
    } catch (error) {
      if (!(error instanceof OutOfMemory)) throw error; // it goes without
    }
    this.listed.set(address, made);
    return made;
  }

  private table(length: number): Table {
    const found = this.tables.get(length);
    if (found) return found;
    const { heap } = this;
    const address = heap.alloc(WORDS * 4, 16);
    const bytes = length * COLUMNS * 4;
    const parts = { [WORD.bytes]: bytes, [WORD.copy]: heap.alloc(bytes, 16), [WORD.keys]: heap.alloc(MOST_ENTRIES * 8, 16), [WORD.products]: heap.alloc(MOST_ENTRIES * ENTRY_BYTES, 16) };
    for (const [word, value] of Object.entries(parts)) heap.i32[(address >> 2) + Number(word)] = value;
    const table = { address, known: new Map<number, number>() };
    this.tables.set(length, table);
    return table;
  }

  /** False where the table, or the memory, is full; nothing is changed then. */
  private list(address: number, length: number): boolean {
    const { heap } = this;
    const keys: number[] = [];
    for (let place = 0, cell = address >> 2; place < length; place++, cell++) {
      if (heap.f32[cell] !== 0) keys.push(place * 2 ** 32 + (heap.i32[cell] >>> 0));
    }
    const { address: table, known } = this.table(length);
    const fresh = keys.filter((key) => !known.has(key));
    if (known.size + fresh.length > MOST_ENTRIES) return false;
    const list = heap.alloc(4 + keys.length * 4);
    const words = heap.i32;
    const at = table >> 2;
    const [keyed, products] = [words[at + WORD.keys] >> 2, words[at + WORD.products]];
    for (const key of fresh) {
      words.set([Math.floor(key / 2 ** 32) * COLUMNS * 4, key | 0], keyed + known.size * 2);
      known.set(key, known.size);
    }
    words[at + WORD.entries] = known.size;
    words.set([list + 4 + keys.length * 4, ...keys.map((key) => products + known.get(key)! * ENTRY_BYTES)], list >> 2);
    words[(address - 4) >> 2] = list;
    return true;
  }
}
