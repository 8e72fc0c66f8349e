/** Sub: x - y with broadcasting. */
import { BINARY, binaryOp, unbroadcast } from '../op.ts';

export const sub = binaryOp('Sub', BINARY.sub, (x, y) => x - y, (g) => unbroadcast(g, g.dy[0]!, g.emit('Neg', [g.dy[0]!], {}, 'Neg')[0]));
