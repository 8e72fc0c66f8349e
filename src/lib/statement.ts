/** Statements of a Python text: a line that made a node may be one of several that are one statement. By brackets, strings and backslashes; nothing is parsed. */

/** Lines are counted from 1; `text` is the whole statement on one line. */
export interface Statement {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** Characters of a statement that are kept: a table of numbers may go on for pages. */
const MOST = 600;

/** For each line the statement that it is a part of. */
export function statementsOf(lines: readonly string[]): Statement[] {
  const found: Statement[] = [];
  let state: State = { depth: 0, quote: '', goesOn: false };
  let parts: string[] = [];
  for (const [i, line] of lines.entries()) {
    const scanned = scan(line, state);
    state = scanned.state;
    parts.push(scanned.code.trim());
    if ((state.depth > 0 || state.quote !== '' || state.goesOn) && i < lines.length - 1) continue;
    const first = found.length + 1;
    const statement = { first, last: i + 1, text: cut(first === i + 1 ? line.trim() : joined(parts)) };
    while (found.length <= i) found.push(statement);
    parts = [];
    state = { depth: 0, quote: '', goesOn: false };
  }
  return found;
}

/** A statement as one word: `12-14 a = f(b)`, of one line `12 a = f(b)`. */
export const wordOf = ({ first, last, text }: Statement): string => `${first}${last > first ? `-${last}` : ''} ${text}`;

/** Reads such a word; null if it is none. */
export function statementIn(word: string): Statement | null {
  const [, first, last, text] = /^(\d+)(?:-(\d+))? ([^]*)$/.exec(word) ?? [];
  return text === undefined ? null : { first: Number(first), last: Number(last ?? first), text };
}

interface State {
  readonly depth: number;
  /** The quotes of the string that is open; '' for none. */
  readonly quote: string;
  /** Whether a backslash ends the line. */
  readonly goesOn: boolean;
}

/** What a line does to the state, and the line without its comment and backslash. */
function scan(line: string, before: State): { state: State; code: string } {
  let { depth, quote } = before;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (sign === '\\') {
      if (at === line.length - 1) return { state: { depth, quote, goesOn: true }, code: line.slice(0, at) };
      at += 1;
    } else if (quote !== '') {
      if (!line.startsWith(quote, at)) continue;
      at += quote.length - 1;
      quote = '';
    } else if (sign === '"' || sign === "'") {
      quote = line.startsWith(sign.repeat(3), at) ? sign.repeat(3) : sign;
      at += quote.length - 1;
    } else if (sign === '#') return { state: { depth, quote, goesOn: false }, code: line.slice(0, at) };
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth = Math.max(0, depth - 1);
  }
  // Only strings in three quotes go over the end of a line.
  return { state: { depth, quote: quote.length === 3 ? quote : '', goesOn: false }, code: line };
}

const joined = (parts: readonly string[]): string =>
  parts.filter((part) => part !== '').reduce((text, part) => (/[([{]$/.test(text) || /^[)\]}]/.test(part) || text === '' ? text + part : `${text} ${part}`), '');

const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
