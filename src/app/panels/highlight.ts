/** Splits a line of Python into coloured parts. A light touch for reading, not a parser. */

export interface Part {
  text: string;
  kind: 'plain' | 'keyword' | 'string' | 'comment' | 'number';
}

const TOKEN =
  /(?<comment>#.*$)|(?<string>'[^']*'|"[^"]*")|(?<keyword>\b(?:for|in|if|else|elif|def|return|with|as|import|from|not|and|or|None|True|False|lambda|pass|while)\b)|(?<number>\b\d[\d_.e-]*\b)/g;

/** The parts of `line`, in order; together they are the line. */
export function highlight(line: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > at) parts.push({ text: line.slice(at, match.index), kind: 'plain' });
    const kind = (['comment', 'string', 'keyword', 'number'] as const).find((name) => match.groups?.[name] !== undefined) ?? 'plain';
    parts.push({ text: match[0], kind });
    at = match.index + match[0].length;
  }
  if (at < line.length) parts.push({ text: line.slice(at), kind: 'plain' });
  return parts;
}
