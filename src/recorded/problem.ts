/** Why a text is not a recording, as data: the page says it in its language. */

/** What was expected of a field. */
export type Expected = 'text' | 'short' | 'whole' | 'nodes' | 'seconds' | 'bytes' | 'finite' | 'list' | 'object' | 'scalar' | 'some' | 'few' | 'count';
/** What came, short: the value of what is short, the kind of what is not. */
export type Got = { readonly what: 'nothing' | 'null' | 'object' } | { readonly what: 'list'; readonly count: number } | { readonly what: 'text' | 'value'; readonly text: string };

export type Problem =
  /** `got`: bytes of the file */
  | { readonly kind: 'large'; readonly got: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'binary' }
  /** Not JSON. `line` from 1; `got`: what stands there, '' where the text ends */
  | { readonly kind: 'json'; readonly line: number; readonly got: string }
  /** NaN or Infinity, which Python writes and JSON has not */
  | { readonly kind: 'nan'; readonly line: number; readonly got: string }
  /** Another kind of file, or of another version */
  | { readonly kind: 'schema'; readonly got: Got }
  | { readonly kind: 'field'; readonly field: string; readonly expected: Expected; readonly got: Got }
  /** Epochs that do not rise */
  | { readonly kind: 'order'; readonly field: string; readonly before: number; readonly got: number };
