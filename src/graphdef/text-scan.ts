// Protobuf's text format, token by token, straight from bytes: a file may be larger than the longest JavaScript string.
import { refuse } from './result.ts';

/** `end` is the end of the file. A `word` is a name, an enum, true, inf and the like; a `number` is not yet a value. */
export type Token = 'word' | 'number' | 'string' | 'symbol' | 'end';

const ascii = new TextDecoder('latin1');
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isLetter = (byte: number): boolean => (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || byte === 95;
const SIMPLE: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92, "'": 39, '"': 34, '?': 63 };
const HEX = /^[0-9a-f]$/i;

export class Scanner {
  /** what the current token is */
  token: Token = 'end';
  /** its text; for strings use `string()` */
  text = '';
  private start = 0;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
    this.next();
  }

  /** Where the current token begins, in bytes. */
  get position(): number {
    return this.start;
  }

  /** Goes on to the next token, over blanks and comments. */
  next(): void {
    const { bytes } = this;
    for (; this.at < bytes.length; this.at++) {
      const byte = bytes[this.at];
      if (byte === 35) while (this.at < bytes.length && bytes[this.at] !== 10) this.at++;
      else if (byte > 32) break;
    }
    this.start = this.at;
    const byte = bytes[this.at];
    if (this.at >= bytes.length) this.set('end', 'the end of the file');
    else if (isLetter(byte)) this.run('word', (b) => isLetter(b) || isDigit(b));
    else if (isDigit(byte) || (byte === 46 && isDigit(bytes[this.at + 1]))) this.numeral();
    else if (byte === 34 || byte === 39) this.quoted(byte);
    else {
      this.at += 1;
      this.set('symbol', ascii.decode(bytes.subarray(this.start, this.at)));
    }
  }

  /** Whether the current token is this symbol; if so it is passed. */
  skip(symbol: string): boolean {
    if (this.token !== 'symbol' || this.text !== symbol) return false;
    this.next();
    return true;
  }

  /** Passes this symbol, or refuses. */
  expect(symbol: string, where: string): void {
    if (!this.skip(symbol)) this.fail(`expected '${symbol}' ${where}`);
  }

  /** The current string and those right after it, which count as one, as bytes. */
  string(): Uint8Array {
    const pieces: Uint8Array[] = [];
    while (this.token === 'string') {
      pieces.push(unescape(this.bytes.subarray(this.start + 1, this.at - 1), (what) => this.fail(what)));
      this.next();
    }
    if (pieces.length === 1) return pieces[0];
    const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    pieces.reduce((at, piece) => (out.set(piece, at), at + piece.length), 0);
    return out;
  }

  /** The same as text; refuses what is not UTF-8, and more bytes than allowed. */
  utf8(limit: number, where: string): string {
    const at = this.start;
    const bytes = this.string();
    if (bytes.length > limit) this.fail(`${where} is text of ${bytes.length} bytes; the limit here is ${limit}`, at);
    try {
      return strict.decode(bytes);
    } catch {
      this.fail(`${where} should be UTF-8 text, got other bytes`, at);
    }
  }

  /** Refuses, naming line and column of the current token, and what it is unless `at` is given. */
  fail(what: string, at?: number): never {
    const place = at ?? this.start;
    let line = 1;
    let begin = 0;
    for (let i = 0; i < place; i++) if (this.bytes[i] === 10) [line, begin] = [line + 1, i + 1];
    const shown = this.token === 'end' ? this.text : `'${this.text.length > 40 ? `${this.text.slice(0, 40)}…` : this.text}'`;
    refuse(`line ${line}, column ${place - begin + 1}: ${what}${at === undefined ? `, got ${shown}` : ''}`);
  }

  private set(token: Token, text: string): void {
    this.token = token;
    this.text = text;
  }

  private run(token: Token, belongs: (byte: number) => boolean): void {
    const { bytes } = this;
    while (this.at < bytes.length && belongs(bytes[this.at])) this.at++;
    if (this.at - this.start > 256) this.fail(`a ${token} is longer than 256 characters`, this.start);
    this.set(token, ascii.decode(bytes.subarray(this.start, this.at)));
  }

  private numeral(): void {
    const { bytes } = this;
    // A sign belongs to the number only after an exponent's e; 0x1e-3 is no number, and none of TensorFlow's fields has one.
    this.run(
      'number',
      (byte) => isLetter(byte) || isDigit(byte) || byte === 46 || ((byte === 43 || byte === 45) && (bytes[this.at - 1] | 32) === 101),
    );
  }

  private quoted(quote: number): void {
    const { bytes } = this;
    for (this.at++; ; this.at++) {
      const byte = bytes[this.at];
      if (this.at >= bytes.length || byte === 10) this.fail('a string has no end on its line', this.start);
      if (byte === quote) break;
      if (byte === 92) this.at++;
    }
    this.at++;
    this.set('string', 'a string');
  }
}

/** The bytes between the quotes with escapes resolved. */
function unescape(raw: Uint8Array, fail: (what: string) => never): Uint8Array {
  if (!raw.includes(92)) return raw.slice();
  const out = new Uint8Array(raw.length); // an escape is never shorter than what it stands for
  let length = 0;
  for (let i = 0; i < raw.length;) {
    if (raw[i] !== 92) {
      out[length++] = raw[i++];
      continue;
    }
    const letter = String.fromCharCode(raw[i + 1]);
    const digits = (from: number, most: number, allowed: RegExp): string => {
      let text = '';
      while (text.length < most && from + text.length < raw.length && allowed.test(String.fromCharCode(raw[from + text.length])))
        text += String.fromCharCode(raw[from + text.length]);
      return text;
    };
    if (letter in SIMPLE) {
      out[length++] = SIMPLE[letter];
      i += 2;
    } else if (/[0-7]/.test(letter)) {
      const octal = digits(i + 1, 3, /[0-7]/);
      if (parseInt(octal, 8) > 255) fail(`the escape \\${octal} is no byte, which goes up to \\377`);
      out[length++] = parseInt(octal, 8);
      i += 1 + octal.length;
    } else if (letter === 'x' || letter === 'X') {
      const hex = digits(i + 2, 2, HEX);
      if (hex === '') fail('the escape \\x needs a hexadecimal digit');
      out[length++] = parseInt(hex, 16);
      i += 2 + hex.length;
    } else if (letter === 'u' || letter === 'U') {
      const width = letter === 'u' ? 4 : 8;
      const hex = digits(i + 2, width, HEX);
      const code = parseInt(hex, 16);
      if (hex.length < width || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) fail(`the escape \\${letter}${hex} is no character`);
      const bytes = encoder.encode(String.fromCodePoint(code));
      out.set(bytes, length);
      length += bytes.length;
      i += 2 + width;
    } else fail(`the escape \\${letter} does not exist`);
  }
  return out.slice(0, length);
}
