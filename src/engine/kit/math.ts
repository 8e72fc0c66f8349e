/** The kits of the math family. */
export * from './arith.ts';
export * from './unary.ts';
export * from './special.ts';
export * from './reduce-grad.ts';
export * from './arg.ts';
export * from './equality.ts';
export * from './sum-n.ts';
export * from './matrix.ts';
export * from './scan.ts';
export * from './segment.ts';
export * from './limits.ts';
export * from './linalg-grad.ts';
export * from './decompositions.ts';
export * from './einsum.ts';
export * from './diagonal.ts';
export * from './products.ts';
export * from './einsum-grad.ts';
