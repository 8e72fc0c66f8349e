import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

describe('highlighting a line of Python', () => {
  it('never loses or adds a character', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (line) =>
          highlight(line)
            .map((part) => part.text)
            .join('') === line,
      ),
    );
  });
  it('tells keywords, strings, numbers and comments', () => {
    expect(highlight("for s in f('x', 10):  # why").filter((part) => part.kind !== 'plain')).toEqual([
      { text: 'for', kind: 'keyword' },
      { text: 'in', kind: 'keyword' },
      { text: "'x'", kind: 'string' },
      { text: '10', kind: 'number' },
      { text: '# why', kind: 'comment' },
    ]);
  });
});
