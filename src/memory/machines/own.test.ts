import { describe, expect, it } from 'vitest';
import { machineOf } from './index.ts';
import { machineFor } from './own.ts';

const figures = { bandwidth: 192.2, flops: 4.4, fault: 191, up: 11.92, down: 12.65, read: 0.16, write: 0.16, seek: 10, video: 6 * 2 ** 30, main: 12 * 2 ** 30 };

/** Equal but for the last digits, which units change. */
const close = (value: unknown): unknown =>
  typeof value === 'number' ? (expect.closeTo(value, value > 1 ? -2 : 12) as unknown) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, close(inner)])) : value;

describe('a machine of one’s own', () => {
  it('with the figures of the answer’s is the answer’s', () => {
    const { id: _id, ...rest } = machineOf('answer');
    expect(machineFor({ machine: 'own', ...figures })).toEqual({ id: 'own', ...(close(rest) as object) });
  });
  it('others do not use the figures, and there is none of another name', () => {
    expect(machineFor({ machine: 'laptop', ...figures, bandwidth: 1 })).toBe(machineOf('laptop'));
    expect(() => machineFor({ machine: 'abacus', ...figures })).toThrow('expected one of');
  });
});
