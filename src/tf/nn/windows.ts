/** How convolutions and pools take their windows: sequences of one, n or n + 2 numbers, and padding by name or by hand (python/ops/nn_ops.py). */
import { asList, fail, num } from '../array/parts.ts';
import { Ndarray } from '../values.ts';

const given = (v: unknown): boolean => v !== null && v !== undefined;

/** `_get_sequence`: n spatial numbers with 1 for batch and channels around them. */
export function sequence(value: unknown, n: number, channel: number, name: string): number[] {
  if (!given(value)) return new Array<number>(n + 2).fill(1);
  const items = value instanceof Ndarray ? Array.from(value.data as ArrayLike<unknown>) : asList(value);
  let list = items.map((v) => num(v) ?? fail('TypeError', `Expected int for argument '${name}' not ${String(v)}.`));
  if (list.length === n + 2) return list;
  if (list.length === 1) list = new Array<number>(n).fill(list[0]);
  else if (list.length !== n) fail('ValueError', `${name} should be of length 1, ${n} or ${n + 2}. Received: ${name}=[${list.join(', ')}] of length ${list.length}`);
  return channel === 1 ? [1, 1, ...list] : [1, ...list, 1];
}

/** Where channels are in a format; the last axis of n + 2 unless it says `NC`. */
export const channelOf = (format: unknown, n: number): number => (given(format) && String(format).startsWith('NC') ? 1 : n + 1);

export interface Padding { readonly padding: string; readonly explicit_paddings: number[] }
/** `convert_padding`: a name, or a list of pairs. */
export function paddingOf(padding: unknown, length = 4): Padding {
  if (padding === 'EXPLICIT') fail('ValueError', "'EXPLICIT' is not a valid value for `padding`. To use explicit padding, `padding` must be a list.");
  if (!Array.isArray(padding)) return { padding: checked(padding), explicit_paddings: [] };
  const pairs = padding.map((pair: unknown, i) => {
    if (!Array.isArray(pair)) return fail('ValueError', `When \`padding\` is a list, each element of \`padding\` must be a list/tuple of size 2. Received: padding=${String(padding)} with element at index ${i} of type ${typeof pair}`);
    if (pair.length !== 2) fail('ValueError', `When \`padding\` is a list, each element of \`padding\` must be a list/tuple of size 2. Received: padding=${String(padding)} with element at index ${i} of size ${pair.length}`);
    return pair.map((v) => num(v)!);
  });
  if (padding.length !== length) fail('ValueError', `When padding is a list, it must be of size ${length}. Received: padding=${String(padding)} of size ${padding.length}`);
  return { padding: 'EXPLICIT', explicit_paddings: pairs.flat() };
}

function checked(padding: unknown): string {
  if (padding === 'SAME' || padding === 'VALID') return padding;
  if (!given(padding)) return fail('TypeError', "Expected string for argument 'padding' not None.");
  return fail('ValueError', `Value for attr 'padding' of "${String(padding)}" is not in the list of allowed values: "SAME", "VALID"`);
}

/** A list of strides as scripts give them, for functions that hand them on as they are. */
export const plain = (value: unknown, name: string): number[] => asList(value).map((v) => num(v) ?? (fail('TypeError', `Expected int for argument '${name}' not ${String(v)}.`)));
