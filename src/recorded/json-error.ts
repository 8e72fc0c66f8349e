/** Where a text stops being JSON. Engines say it in different ways or not at all, and a visitor needs the line. Iterative: depth costs no stack. */

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? at + found[0].length : -1;
}

/** Place behind the string that begins at `at`; where it is broken, minus that place less one. */
function pastString(text: string, at: number): number {
  let i = at + 1;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) return i + 1;
    if (c < 0x20) break;
    if (c === 0x5c) {
      const end = past(ESCAPE, text, i);
      if (end < 0) break;
      i = end - 1;
    }
  }
  return -i - 1;
}

/** Index of the first character that JSON does not allow there; the length of the text where it ends too early; -1 for valid JSON. */
export function jsonError(text: string): number {
  const open: string[] = [];
  let wants: 'value' | 'first' | 'key' | 'colon' | 'more' = 'value';
  for (let at = past(SPACE, text, 0); ; at = past(SPACE, text, at)) {
    const c = text[at];
    const inside = open.at(-1);
    if (wants === 'more' && inside === undefined) return at === text.length ? -1 : at;
    if (c === undefined) return at;
    const closes = (wants === 'more' || wants === 'first') && c === (inside === '{' ? '}' : ']');
    if (closes) {
      open.pop();
      wants = 'more';
      at += 1;
    } else if (wants === 'more') {
      if (c !== ',') return at;
      wants = inside === '{' ? 'key' : 'value';
      at += 1;
    } else if (wants === 'colon') {
      if (c !== ':') return at;
      wants = 'value';
      at += 1;
    } else if (wants === 'key' || (wants === 'first' && inside === '{')) {
      if (c !== '"') return at;
      at = pastString(text, at);
      if (at < 0) return -at - 1;
      wants = 'colon';
    } else if (c === '{' || c === '[') {
      open.push(c);
      wants = 'first';
      at += 1;
    } else {
      const end = c === '"' ? pastString(text, at) : Math.max(past(NUMBER, text, at), past(WORD, text, at));
      if (end < 0) return c === '"' ? -end - 1 : at;
      at = end;
      wants = 'more';
    }
  }
}
