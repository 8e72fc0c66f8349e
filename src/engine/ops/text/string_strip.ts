/** StringStrip: strings without blanks around them. */
import { textOp } from '../../op.ts';

export const stringStrip = textOp('StringStrip', 'input:string -> output:string', (s) => s.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, ''), ' a b\n', 'a b');
