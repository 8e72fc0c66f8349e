/** StringUpper: letters made capital: those of ASCII, or all of UTF-8. */
import { decode, encode, textOp } from '../../op.ts';

export const stringUpper = textOp('StringUpper', 'input:string -> output:string | encoding:string=""', (s, utf8) => (utf8 ? encode(decode(s).toUpperCase()) : s.replace(/[a-z]/g, (ch) => ch.toUpperCase())), 'aBc', 'ABC');
