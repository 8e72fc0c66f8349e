import { describe, expect, it } from 'vitest';
import { statementIn, statementsOf, wordOf } from './statement.ts';

const words = (text: string): string[] => statementsOf(text.split('\n')).map(wordOf);

describe('statements of a text', () => {
  it('are lines by themselves where nothing is open', () => {
    expect(words("a = f(1)  # one\n\n  b = '('\n")).toEqual(['1 a = f(1)  # one', '2 ', "3 b = '('", '4 ']);
  });

  it('go from the first line to the last that brackets hold together, joined', () => {
    const text = "w = tf.Variable(tf.random_uniform(\n  [64, 10], -0.05, 0.05, seed=1), name='w')\nnext = 1";
    const whole = "1-2 w = tf.Variable(tf.random_uniform([64, 10], -0.05, 0.05, seed=1), name='w')";
    expect(words(text)).toEqual([whole, whole, '3 next = 1']);
    expect(words('f(  # of )\n  a,\n\n  b\n)')[3]).toBe('1-5 f(a, b)');
  });

  it('know strings, comments and backslashes', () => {
    expect(words('a = "it\'s ("\nb = \'\\\'(\'  # [')).toEqual(['1 a = "it\'s ("', "2 b = '\\'('  # ["]);
    expect(words('a = b + \\\n  c\nd')).toEqual(['1-2 a = b + c', '1-2 a = b + c', '3 d']);
    expect(words('"""of (\n two"""\nd').at(-1)).toBe('3 d');
  });

  it('end with the text, and with what is shown at most', () => {
    expect(words('f(\n  a')).toEqual(['1-2 f(a', '1-2 f(a']);
    expect(statementsOf([`f(${'1, '.repeat(999)})`])[0].text).toHaveLength(601);
  });

  it('are read again', () => {
    for (const statement of statementsOf(['f(', '  a)', 'b'])) expect(statementIn(wordOf(statement))).toEqual(statement);
    expect(statementIn('')).toBe(null);
  });
});
