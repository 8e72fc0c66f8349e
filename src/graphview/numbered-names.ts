// Nodes by name, where names are runs of bytes of one array. TensorFlow makes most names of a base and a number, `MatMul_17`: the numbers of
// a base that has many are places in a list, so that no name of a million is hashed or looked for in a table of all.
import { ByteNames } from './byte-names.ts';

const UNDERSCORE = 95;
/** Numbers of a base before it gets a list. */
const FEW = 32;
/** Places of a list at most, for each number that it holds. */
const SPARSE = 8;
/** Digits of numbers that have places in lists. */
const DIGITS = 9;
/** Texts that there is room for at first: more are rare, and room has its price. */
const FIRST_TEXTS = 2 ** 14;

export class NumberedNames {
  /** Of the name that was added last: equal for names that differ in their number only; counted in the order of their first use. */
  base = 0;
  private bases = 0;
  private readonly texts: ByteNames;
  /** Names that are in no list. */
  private readonly others: ByteNames;
  /** By text: node + 1 of the name that is the text itself, base + 1, numbers with that text, the greatest of them in `others`, its list. */
  private plain = new Int32Array(1024);
  private baseOf = new Int32Array(1024);
  private numbers = new Int32Array(1024);
  private farthest = new Int32Array(1024);
  private listOf = new Int32Array(1024);
  /** Node + 1 by number. */
  private readonly lists: Int32Array<ArrayBuffer>[] = [new Int32Array(0)];
  // What the last split has found.
  private end = 0;
  private number = 0;

  constructor(
    private readonly bytes: Uint8Array,
    most: number,
  ) {
    this.texts = new ByteNames(bytes, Math.min(most, FIRST_TEXTS));
    this.others = new ByteNames(bytes, 1024);
  }

  /** The node that has the name from `start` to `end`: `node`, if none had it before. */
  add(start: number, end: number, node: number): number {
    const digits = this.split(start, end);
    const text = this.text(start, this.end);
    // `x_0` and `x_007` are no names with a number, but are folded as if they were.
    const odd = this.number === 0 && digits < end;
    const { number } = this;
    this.base = this.numbered(odd ? this.text(start, digits - 1) : text);
    if (number === 0) {
      if (this.plain[text] > 0) return this.plain[text] - 1;
      this.plain[text] = node + 1;
      return node;
    }
    const known = this.at(text, number, start, end);
    if (known >= 0) return known;
    const count = ++this.numbers[text];
    if (count > FEW && number < SPARSE * count) this.listed(text, number)[number] = node + 1;
    else {
      if (number > this.farthest[text]) this.farthest[text] = number;
      this.others.add(start, end, node);
    }
    return node;
  }

  /** -1 where there is none. */
  find(start: number, end: number): number {
    this.split(start, end);
    const text = this.texts.find(start, this.end);
    if (text < 0) return -1;
    return this.number === 0 ? this.plain[text] - 1 : this.at(text, this.number, start, end);
  }

  private at(text: number, number: number, start: number, end: number): number {
    const list = this.lists[this.listOf[text]];
    if (number < list.length && list[number] > 0) return list[number] - 1;
    return number > this.farthest[text] ? -1 : this.others.find(start, end);
  }

  /** Takes a name apart: text and number, 0 for none. Returns where its last digits begin, if an underscore and a text are before them, else `end`. */
  private split(start: number, end: number): number {
    const { bytes } = this;
    this.end = end;
    this.number = 0;
    let at = end;
    let number = 0;
    let scale = 1;
    for (; at > start; at--) {
      const digit = bytes[at - 1] - 48;
      if (digit < 0 || digit > 9) break;
      number += digit * scale;
      scale *= 10;
    }
    if (at === end || at - 1 <= start || bytes[at - 1] !== UNDERSCORE) return end;
    if (bytes[at] !== 48 && end - at <= DIGITS) {
      this.end = at - 1;
      this.number = number;
    }
    return at;
  }

  private text(start: number, end: number): number {
    const next = this.texts.count;
    const text = this.texts.add(start, end, next);
    if (text === next && next === this.plain.length) {
      this.plain = grown(this.plain);
      this.baseOf = grown(this.baseOf);
      this.numbers = grown(this.numbers);
      this.farthest = grown(this.farthest);
      this.listOf = grown(this.listOf);
    }
    return text;
  }

  private numbered(text: number): number {
    const known = this.baseOf[text] - 1;
    if (known >= 0) return known;
    this.baseOf[text] = ++this.bases;
    return this.bases - 1;
  }

  /** The list of a text, with a place for `number`. */
  private listed(text: number, number: number): Int32Array<ArrayBuffer> {
    if (this.listOf[text] === 0) this.listOf[text] = this.lists.push(new Int32Array(2 * SPARSE * FEW)) - 1;
    const at = this.listOf[text];
    let list = this.lists[at];
    while (number >= list.length) list = this.lists[at] = grown(list);
    return list;
  }
}

/** Twice as long. */
function grown(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * old.length);
  more.set(old);
  return more;
}
