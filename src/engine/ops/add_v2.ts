/** AddV2: x + y with broadcasting. */
import { BINARY, binaryOp, unbroadcast } from '../op.ts';

export const addV2 = binaryOp('AddV2', BINARY.add, (x, y) => x + y, (g) => unbroadcast(g, g.dy[0]!, g.dy[0]!));
