/** RE2 patterns as JavaScript has them: close enough for what both know. */
import { RunFailure } from '../op-def.ts';

export function regex(pattern: string, flags: string): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const body = (inline ? pattern.slice(inline[0].length) : pattern).replaceAll('(?P<', '(?<').replaceAll('\\z', '$').replaceAll('\\A', '^');
  try {
    return new RegExp(body, flags + (inline ? inline[1] : ''));
  } catch (error) {
    throw new RunFailure('InvalidArgumentError', `Invalid pattern: ${pattern}, error: ${(error as Error).message}`);
  }
}

/** Replaces matches; the rewrite's `\1` stand for groups. */
export const replaced = (text: string, pattern: string, rewrite: string, all: boolean): string =>
  text.replace(regex(pattern, all ? 'g' : ''), (...args: unknown[]) => rewrite.replace(/\\(\d|\\)/g, (_, d: string) => (d === '\\' ? '\\' : ((args[Number(d)] as string | undefined) ?? ''))));
