/** RealDiv: x / y of floating point numbers, with broadcasting. */
import { BINARY, binaryOp } from '../op.ts';

export const realDiv = binaryOp('RealDiv', BINARY.div, (x, y) => x / y);
