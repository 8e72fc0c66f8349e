import { describe, expect, it } from 'vitest';
import { textAttr, textListAttr } from '../graphdef/attrs.ts';
import type { AttrData, TensorData } from '../graphdef/model.ts';
import { attrText, shapeOf } from './print.ts';

const tensor = (value: TensorData): AttrData => ({ kind: 'tensor', value });

describe('attributes in words', () => {
  it.each<[string, AttrData]>([
    ['float32', { kind: 'type', value: 'float32' }],
    ['false', { kind: 'bool', value: false }],
    ['[?, 64]', { kind: 'shape', value: [null, 64] }],
    ['?', { kind: 'shape', value: null }],
    ['"loc:@w"', textAttr('loc:@w')],
    ['["a", "b"]', textListAttr(['a', 'b'])],
    ['[]', textListAttr([])],
    ['3 bytes', { kind: 'string', value: Uint8Array.of(0, 255, 1) }],
    ['float32 [2]: 0.1, 3', tensor({ dtype: 'float32', shape: [2], data: Float32Array.of(0.1, 3) })],
    ['bool [2]: false, true', tensor({ dtype: 'bool', shape: [2], data: Uint8Array.of(0, 1) })],
    ['float16 [2]: 1, -2', tensor({ dtype: 'float16', shape: [2], data: Uint16Array.of(0x3c00, 0xc000) })],
    ['bfloat16 []: 1.5', tensor({ dtype: 'bfloat16', shape: [], data: Uint16Array.of(0x3fc0) })],
    [
      'int32 [100]: 0, 1, 2, 3, 4, 5, 6, 7, … (100)',
      tensor({ dtype: 'int32', shape: [100], data: Int32Array.from({ length: 100 }, (_, i) => i) }),
    ],
    ['string [1]: "x"', tensor({ dtype: 'string', shape: [1], data: [Uint8Array.of(120)] })],
    ['f(T)', { kind: 'func', value: { name: 'f', attrs: new Map([['T', { kind: 'none' }]]) } }],
    ['$T', { kind: 'placeholder', value: 'T' }],
  ])('%s', (text, attr) => expect(attrText(attr)).toBe(text));

  it('is short for whatever comes', () => {
    expect(attrText({ kind: 'string', value: new Uint8Array(1e6).fill(97) }).length).toBeLessThan(200);
    expect(attrText({ kind: 'list', of: 'int', values: Array.from({ length: 1e5 }, (_, i) => i) }).length).toBeLessThan(200);
  });

  it('knows the shape of a constant and of a placeholder', () => {
    expect(shapeOf(new Map([['value', tensor({ dtype: 'float32', shape: [2, 3], data: Float32Array.of(1) })]]))).toBe('[2, 3]');
    expect(shapeOf(new Map([['shape', { kind: 'shape', value: [null, 64] }]]))).toBe('[?, 64]');
    expect(shapeOf(new Map())).toBe(null);
  });
});
