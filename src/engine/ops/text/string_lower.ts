/** StringLower: letters made small: those of ASCII, or all of UTF-8. */
import { decode, encode, textOp } from '../../op.ts';

export const stringLower = textOp('StringLower', 'input:string -> output:string | encoding:string=""', (s, utf8) => (utf8 ? encode(decode(s).toLowerCase()) : s.replace(/[A-Z]/g, (ch) => ch.toLowerCase())), 'aBC', 'abc');
