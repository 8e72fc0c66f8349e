export const METHODS: Record<string, [string, (self: import('./core.ts').Nd, ...args: unknown[]) => unknown]> = {
  reshape: ['*shape', (a, shape) => a.reshape(...((shape as unknown[]).length === 1 && Array.isArray((shape as unknown[])[0]) ? (shape as number[][])[0] : (shape as number[])))],
};
export const OPERATORS: Record<string, (self: import('./core.ts').Nd, other: unknown) => unknown> = {
  __truediv__: (a, b) => a.divide(b as never),
};
