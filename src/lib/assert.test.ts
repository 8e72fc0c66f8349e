/** Broken invariants say that they are our own bugs. */
import { describe, expect, it } from 'vitest';
import { invariant, never } from './assert.ts';

describe('invariant', () => {
  it('throws an internal error where the condition does not hold, and nothing where it does', () => {
    expect(() => invariant([1].includes(2), 'a page in two tiers')).toThrow(new Error('internal: a page in two tiers'));
    expect(() => invariant([1].includes(1), 'never said')).not.toThrow();
  });
});

describe('never', () => {
  it('throws an internal error that names the value', () => {
    expect(() => never('surprise' as never)).toThrow('internal: unexpected surprise');
  });
});
