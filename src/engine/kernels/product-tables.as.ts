/**
 * Rows of constants times one matrix of ten columns, with the products looked up: the pixels of a thousand images have few values, so
 * each product (of a value at its place in the row, with that row of the matrix) is made once for a run, and a row of the result is a
 * sum of such rows, in the order of the place and with the rounding of a sum of products. Products of zero are left out: they are
 * zeros where the matrix is finite, and a sum that begins with +0 is never -0, so adding a zero of either sign changes nothing.
 * JavaScript makes the tables and the lists of what each row needs (../product-tables.ts, which has the same layout).
 */

// Words of a table, as byte offsets.
const ENTRIES: i32 = 0;
const FILLED: i32 = 4;
const FINITE: i32 = 8;
const SOURCE: i32 = 12;
const BYTES: i32 = 16;
const COPY: i32 = 20;
const KEYS: i32 = 24;
const PRODUCTS: i32 = 28;
/** Bytes of a key (which row of the matrix, in bytes; the value) and of an entry: ten products and two words that nobody reads. */
const KEY_BYTES: i32 = 8;
const ENTRY_BYTES: i32 = 48;
/** An entry is made in a sixteenth of the time that a row takes which does without. */
const ENTRIES_A_ROW: i32 = 16;

/** Brings the products up to date with the matrix at b, unless that is not worth it for so many rows: usable() tells. */
export function fillProducts(table: i32, b: i32, rows: i32): void {
  const entries = load<i32>(table, ENTRIES);
  let from = same(b, load<i32>(table, COPY), load<i32>(table, BYTES)) ? load<i32>(table, FILLED) : 0;
  store<i32>(table, 0, SOURCE);
  if (entries - from > rows * ENTRIES_A_ROW) return;
  if (from == 0) {
    memory.copy(load<i32>(table, COPY), b, load<i32>(table, BYTES));
    store<i32>(table, finite(b, load<i32>(table, BYTES)), FINITE);
  }
  const keys = load<i32>(table, KEYS), products = load<i32>(table, PRODUCTS);
  for (; from < entries; from++) {
    const key = keys + from * KEY_BYTES, to = products + from * ENTRY_BYTES;
    const row = b + load<i32>(key), x = v128.load32_splat(key, 4);
    v128.store(to, f32x4.mul(x, v128.load(row)));
    v128.store(to, f32x4.mul(x, v128.load(row, 16)), 16);
    v128.store64_lane(to, f32x4.mul(x, v128.load64_zero(row, 32)), 0, 32);
  }
  store<i32>(table, entries, FILLED);
  store<i32>(table, b, SOURCE);
}

/** Whether the products are those of the matrix at b, and those that are left out are zeros. */
export function usable(table: i32, b: i32): bool {
  return load<i32>(table, SOURCE) == b && load<i32>(table, FINITE) != 0;
}

/** The list of the constant at an address. */
// @ts-ignore: decorator
@inline
export function listOf(constant: i32): i32 { return load<i32>(constant - 4); }

/** A row of the result: the sum of the entries that a list names, by its end and an address each. */
// @ts-ignore: decorator
@inline
export function rowOfProducts(list: i32, out: i32): void {
  const end = load<i32>(list);
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0;
  for (let at = list + 4; at < end; at += 4) {
    const entry = load<i32>(at);
    s0 = f32x4.add(s0, v128.load(entry)); s1 = f32x4.add(s1, v128.load(entry, 16)); s2 = f32x4.add(s2, v128.load64_zero(entry, 32));
  }
  v128.store(out, s0); v128.store(out, s1, 16); v128.store64_lane(out, s2, 0, 32);
}

/** Whether two stretches of so many bytes, a multiple of eight, are alike. */
function same(a: i32, b: i32, bytes: i32): bool {
  for (const end = a + bytes; a < end; a += 8, b += 8) if (load<i64>(a) != load<i64>(b)) return false;
  return true;
}

function finite(a: i32, bytes: i32): bool {
  for (const end = a + bytes; a < end; a += 4) if (!isFinite(load<f32>(a))) return false;
  return true;
}
