/** Checkpoint files: round trips, and files from anywhere: never an exception, never a big allocation, always a reason. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f32, type Tensor } from '../engine/dtype.ts';
import { decode, encode, mismatch } from './checkpoint.ts';

const tensors = new Map<string, Tensor>([['w', f32([2, 3], [1, -2, 3.5, 1e-30, -0, 6])], ['b', f32([], [7])], ['empty', f32([0, 4], [])]]);
const good = encode({ epoch: 12, tensors });

/** A file with this header text (or object) and so many bytes of data. */
function file(header: unknown, data = 0, length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const out = new Uint8Array(8 + text.length + data);
  new DataView(out.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  out.set(text, 8);
  return out;
}

/** The reason why a file is refused. */
function refused(bytes: Uint8Array): string {
  const read = decode(bytes);
  if (typeof read !== 'string') throw new Error(`it was taken: ${[...read.tensors.keys()].join()}`);
  return read;
}

const entry = (shape: unknown, from: unknown, to: unknown, dtype: unknown = 'F32'): object => ({ dtype, shape, data_offsets: [from, to] });

describe('a checkpoint', () => {
  it('comes back as it went, bit for bit, names in ascending order', () => {
    const read = decode(good);
    if (typeof read === 'string') throw new Error(read);
    expect(read.epoch).toBe(12);
    expect([...read.tensors.keys()]).toEqual(['b', 'empty', 'w']);
    for (const [name, t] of read.tensors) {
      expect(t.shape).toEqual(tensors.get(name)!.shape);
      expect(Array.from(t.data as Float32Array, (v) => (Object.is(v, -0) ? '-0' : v))).toEqual(Array.from(tensors.get(name)!.data as Float32Array, (v) => (Object.is(v, -0) ? '-0' : v)));
    }
  });

  it('is a safetensors file: little-endian length, JSON padded with spaces to 8 bytes, data without gaps', () => {
    const view = new DataView(good.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(good.subarray(8, 8 + length))) as Record<string, unknown>;
    expect(header).toEqual({
      __metadata__: { format: 'session-playground', epoch: '12' },
      b: { dtype: 'F32', shape: [], data_offsets: [0, 4] },
      empty: { dtype: 'F32', shape: [0, 4], data_offsets: [4, 4] },
      w: { dtype: 'F32', shape: [2, 3], data_offsets: [4, 28] },
    });
    expect(good.length).toBe(8 + length + 28);
    expect(view.getFloat32(8 + length, true)).toBe(7);
  });

  it('of any names, shapes and finite values comes back', () => {
    const tensor = fc.array(fc.nat(3), { maxLength: 4 }).chain((shape) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: size, maxLength: size }).map((v) => f32(shape, v));
    });
    const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'w'), fc.string({ minLength: 1, maxLength: 12 })).filter((n) => n !== '__metadata__');
    fc.assert(fc.property(fc.array(fc.tuple(name, tensor), { minLength: 1, maxLength: 5 }), fc.nat(), (list, epoch) => {
      const given = new Map(list);
      const read = decode(encode({ epoch, tensors: given }));
      if (typeof read === 'string') throw new Error(read);
      expect(read.epoch).toBe(epoch);
      expect(read.tensors).toEqual(given);
    }));
  });

  it('may lie at an odd place of a larger buffer', () => {
    const shifted = new Uint8Array(good.length + 3);
    shifted.set(good, 3);
    expect(decode(shifted.subarray(3))).toEqual(decode(good));
  });
});

describe('a file that is no checkpoint', () => {
  it('is refused with what was expected and what came', () => {
    expect(refused(new Uint8Array(0))).toBe('a safetensors file begins with 8 bytes of header length; this file has 0 bytes');
    expect(refused(file('{}', 0, 2n ** 63n))).toBe('it is not a safetensors file (its first 8 bytes should give the length of a header within its 10 bytes)');
    expect(refused(file('{}', 0, 3n))).toContain('a header within its 10 bytes');
    expect(refused(file('{', 8))).toBe('the header is not JSON');
    expect(refused(file('[1]'))).toBe('the header is not a JSON object');
    expect(refused(file('null'))).toBe('the header is not a JSON object');
    expect(refused(file('{}'))).toBe('the file holds no tensors');
    expect(refused(file({ w: entry([2], 0, 8, 'F64') }, 8))).toBe('tensor \'w\' has dtype "F64"; expected "F32"');
    expect(refused(file({ w: null }))).toContain("tensor 'w' has dtype undefined");
    expect(refused(file({ w: entry([-1], 0, 8) }, 8))).toContain('tensor \'w\' has shape [-1]; expected a list of at most 8 whole numbers');
    expect(refused(file({ w: entry([1.5], 0, 6) }, 6))).toContain('has shape [1.5]');
    expect(refused(file({ w: entry('3', 0, 12) }, 12))).toContain('has shape "3"');
    expect(refused(file({ w: entry([1, 1, 1, 1, 1, 1, 1, 1, 1], 0, 4) }, 4))).toContain('at most 8');
    expect(refused(file({ w: entry([2], 0, 12) }, 12))).toBe("tensor 'w' of shape [2] needs 8 bytes, its data_offsets give 12");
    expect(refused(file({ w: entry([2], 8, 0) }, 8))).toContain('its data_offsets give -8');
    expect(refused(file({ w: entry([2], 0, 8) }, 4))).toBe("tensor 'w' ends at byte 8 of the data; the file holds 4");
    expect(refused(file({ w: { dtype: 'F32', shape: [1], data_offsets: [0, 4, 8] } }, 8))).toContain('expected [begin, end]');
  });

  it('is refused where tensors overlap, leave a gap, or leave bytes over', () => {
    expect(refused(file({ a: entry([2], 0, 8), b: entry([2], 4, 12) }, 12))).toBe("tensor 'b' begins at byte 4 of the data, expected 8: tensors must follow one another without gap or overlap");
    expect(refused(file({ a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12))).toContain("tensor 'b' begins at byte 8 of the data, expected 4");
    expect(refused(file({ a: entry([1], 4, 8) }, 8))).toContain("tensor 'a' begins at byte 4 of the data, expected 0");
    expect(refused(file({ a: entry([1], 0, 4) }, 12))).toBe('the tensors take 4 bytes, the file holds 12');
  });

  it('is refused where values are not finite', () => {
    for (const v of [NaN, Infinity, -Infinity]) expect(refused(encode({ epoch: 1, tensors: new Map([['w', f32([2], [1, v])]]) }))).toBe("tensor 'w' holds values that are not finite numbers");
  });

  it('cannot ask for more memory than it has bytes: huge shapes, and shapes whose product is infinite or wraps', () => {
    expect(refused(file({ w: entry([2 ** 40, 2 ** 12], 0, 2 ** 52) }, 4))).toMatch(/needs|ends at byte/);
    expect(refused(file({ w: entry([2 ** 53 - 1, 2 ** 53 - 1], 0, 4) }, 4))).toContain('needs');
    expect(refused(file({ w: entry([2 ** 31, 2 ** 31, 2 ** 31, 2 ** 31, 2 ** 31, 2 ** 31, 2 ** 31, 2 ** 31], 0, 0) }, 0))).toContain('needs');
    expect(refused(file({ w: entry([1e308, 1e308], 0, 4) }, 4))).toContain('shape');
  });

  it('does no harm with names that mean something to JavaScript', () => {
    const text = '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"constructor":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}';
    const read = decode(file(text, 8));
    if (typeof read === 'string') throw new Error(read);
    expect([...read.tensors.keys()]).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).dtype).toBeUndefined();
    expect(mismatch(read.tensors, new Map([['w', { shape: [1], optional: false }]]))).toContain("the model needs variable 'w' [1]");
  });

  it('is refused at every length short of the whole', () => {
    for (let n = 0; n < good.length; n++) expect(typeof decode(good.slice(0, n)), `${n} bytes`).toBe('string');
  });

  it('is read without an exception whatever its bytes are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { decode(bytes); }), { numRuns: 500 });
    const flip = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(fc.property(fc.array(flip, { minLength: 1, maxLength: 6 }), (flips) => {
      const bytes = good.slice();
      for (const [at, v] of flips) bytes[at] = v;
      const read = decode(bytes);
      if (typeof read !== 'string') for (const t of read.tensors.values()) expect((t.data as Float32Array).every(Number.isFinite)).toBe(true);
    }), { numRuns: 1000 });
  });

  it('is read without an exception whatever its header says', () => {
    const odd = fc.oneof(fc.constantFrom<unknown>(null, -1, 0, 1, 4, 8, 1e300, 2 ** 53, '4', [], {}, true), fc.jsonValue());
    const dims = fc.oneof(fc.array(fc.oneof(fc.nat(3), odd), { maxLength: 10 }), odd);
    const tensor = fc.oneof(fc.record({ dtype: fc.constantFrom('F32', 'F32', 'F16', 7), shape: dims, data_offsets: fc.oneof(fc.tuple(fc.nat(16), fc.nat(16)), odd) }), odd);
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('w', 'b', '__metadata__', '__proto__', ''), tensor), fc.nat(24), (header, data) => {
      const read = decode(file(header, data));
      if (typeof read !== 'string') for (const t of read.tensors.values()) expect(t.data.length).toBe(t.shape.reduce((a, b) => a * b, 1));
    }), { numRuns: 1000 });
  });
});

describe('what a model needs of a checkpoint', () => {
  const wanted = new Map([['w', { shape: [2, 3], optional: false }], ['b', { shape: [], optional: false }], ['w/Momentum', { shape: [2, 3], optional: true }]]);

  it('fits where all its variables are there; slots may be missing, more may be there', () => {
    expect(mismatch(tensors, wanted)).toBeNull();
    expect(mismatch(tensors, new Map())).toBeNull();
  });

  it('is named where it is missing or of another shape', () => {
    expect(mismatch(new Map([['w', tensors.get('w')!]]), wanted)).toBe("the model needs variable 'b' []; the checkpoint holds 'w' [2, 3]");
    expect(mismatch(new Map([...tensors, ['w', f32([3, 2], new Float32Array(6))]]), wanted)).toBe("variable 'w' has shape [2, 3] in the model and [3, 2] in the checkpoint");
    expect(mismatch(new Map([...tensors, ['w/Momentum', f32([6], new Float32Array(6))]]), wanted)).toBe("variable 'w/Momentum' has shape [2, 3] in the model and [6] in the checkpoint");
  });
});
