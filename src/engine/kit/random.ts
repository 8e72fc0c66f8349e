/**
 * What random ops share: a node's numbers come from Philox blocks in order, and each run begins where the one before has reserved to
 * (core/util/guarded_philox_random.h): 256 blocks for every number, whether they are used or not.
 */
import { normalDoubles, normals } from '../../lib/normal.ts';
import { philox, uniform, unitDouble } from '../../lib/philox.ts';
import { sizeOf, type DType, type Numbers, type Shape, type Static, type Tensor } from '../dtype.ts';
import { ShapeError, type Compute, type Inferred } from '../op-def.ts';

/** Blocks reserved for one number. */
export const RESERVED = 256;

/** The output is as the vector in input 0 says, as far as that is known. */
export function inferRandom(dtype: DType, inputs: readonly Static[], constant: (input: number) => Tensor | null, partial: (input: number) => Shape | null): Inferred[] {
  const { shape } = inputs[0];
  if (shape && shape.length > 1) throw new ShapeError(`Shape must be at most rank 1 but is rank ${shape.length}`);
  for (const d of (constant(0)?.data ?? []) as ArrayLike<number> & Iterable<number>) if (d < -1) throw new ShapeError(`Dimension ${d} must be >= 0`);
  return [{ dtype, shape: partial(0) }];
}

/** The shape that input 0 holds. */
export const wantedShape = (c: Compute): number[] => Array.from(c.data(0) as ArrayLike<number>);

/** Makes the numbers of one block: the first `out.length` from `at` on, at most. */
export type Maker = (words: Uint32Array, out: Numbers, at: number) => void;

/** Gives the words of block `i`, counted from where the op begins. */
export type Source = (i: number, words: Uint32Array) => void;

/** The blocks that a run of a node has reserved. */
export function reserved(c: Compute, blocks: number): Source {
  const { seed, seed2, block } = c.state.random(blocks);
  return (i, out) => philox(seed, seed2, block + i, out);
}

const words = /* @__PURE__ */ new Uint32Array(4);

/** Fills an array with numbers of which each block makes `group`. Numbers past its end fall away. */
export function fillFrom(source: Source, out: Numbers, group: number, make: Maker): void {
  for (let i = 0; i < out.length; i += group) {
    source(i / group, words);
    make(words, out, i);
  }
}

/** Fills output 0 in the shape of input 0. */
export function fillRandom(c: Compute, dtype: DType, group: number, make: Maker): void {
  const shape = wantedShape(c);
  const out = c.make(0, shape, dtype);
  fillFrom(reserved(c, sizeOf(shape) * RESERVED), out, group, make);
}

/** Words one by one, from one block after the other. */
export class Words {
  private readonly four = new Uint32Array(4);
  private used = 4;
  constructor(private readonly source: Source, private block = 0) {}
  next(): number {
    if (this.used === 4) {
      this.source(this.block++, this.four);
      this.used = 0;
    }
    return this.four[this.used++];
  }
}

/** Words used by one group of truncated normal numbers never reach into those of the next: each group begins at blocks of its own. */
export function fillTruncated(source: Source, out: Numbers, double: boolean): void {
  const group = double ? 2 : 4;
  for (let at = 0; at < out.length; at += group) {
    const bits = new Words(source, at / group * (group * RESERVED / 4));
    for (let i = at; i < at + group;) {
      const pair = double ? normalDoubles(bits.next(), bits.next(), bits.next(), bits.next()) : normals(bits.next(), bits.next());
      if (Math.abs(pair[0]) < 2) out[i++] = pair[0];
      if (i < at + group && Math.abs(pair[1]) < 2) out[i++] = pair[1];
    }
  }
}

/** Two normal numbers from each pair of words. */
export const normalFloats: Maker = (bits, out, at) => {
  for (let k = 0; k < 4; k += 2) {
    const pair = normals(bits[k], bits[k + 1]);
    out[at + k] = pair[0];
    out[at + k + 1] = pair[1];
  }
};
export const normalDouble: Maker = (bits, out, at) => {
  const pair = normalDoubles(bits[0], bits[1], bits[2], bits[3]);
  out[at] = pair[0];
  out[at + 1] = pair[1];
};
export const uniformFloats: Maker = (bits, out, at) => { for (let k = 0; k < 4; k++) out[at + k] = uniform(bits[k]); };
export const uniformDoubles: Maker = (bits, out, at) => { for (let k = 0; k < 2; k++) out[at + k] = unitDouble(bits[2 * k], bits[2 * k + 1]); };
/** Ten bits, as TensorFlow's `Uint16ToHalf`. */
export const uniformHalves: Maker = (bits, out, at) => { for (let k = 0; k < 4; k++) out[at + k] = (bits[k] & 0x3ff) / 1024; };
export const integers = (low: number, range: number): Maker => (bits, out, at) => { for (let k = 0; k < 4; k++) out[at + k] = low + (bits[k] % range); };
export function longIntegers(low: number, range: number): Maker {
  const wide = BigInt(range);
  return (bits, out, at) => { for (let k = 0; k < 2; k++) out[at + k] = low + Number(((BigInt(bits[2 * k + 1]) << 32n) | BigInt(bits[2 * k])) % wide); };
}

/** Float64 numbers for one output of a rejection scheme: uniform and normal ones, each made two at a time and used from the last. */
export class Draws {
  private readonly words = new Uint32Array(4);
  private readonly uniforms = new Float64Array(2);
  private readonly normal = new Float64Array(2);
  private uniformsLeft = 0;
  private normalsLeft = 0;
  private block = 0;
  constructor(private readonly source: Source) {}

  /** Begins the numbers of output `i`. */
  begin(i: number): void {
    this.block = i * RESERVED;
    this.uniformsLeft = this.normalsLeft = 0;
  }
  private more(): Uint32Array {
    this.source(this.block++, this.words);
    return this.words;
  }
  uniform(): number {
    if (this.uniformsLeft === 0) {
      uniformDoubles(this.more(), this.uniforms, 0);
      this.uniformsLeft = 2;
    }
    return this.uniforms[--this.uniformsLeft];
  }
  normalNumber(): number {
    if (this.normalsLeft === 0) {
      normalDouble(this.more(), this.normal, 0);
      this.normalsLeft = 2;
    }
    return this.normal[--this.normalsLeft];
  }
}

/** Shapes of an op that draws `shape` (input 0) numbers for every element of a parameter (input 1). */
export function inferPerParameter(dtype: DType, inputs: readonly Static[], partial: (input: number) => Shape | null): Inferred[] {
  const front = partial(0);
  const back = inputs[1].shape;
  return [{ dtype, shape: front && back ? [...front, ...back] : null }];
}

/** Fills output 0 of such an op: `draw(parameter)` makes the number of which `draws` holds the beginning. */
export function fillPerParameter(c: Compute, dtype: DType, prepare: (parameter: number, draws: Draws) => () => number): void {
  const shape = [...wantedShape(c), ...c.shape(1)];
  const out = c.make(0, shape, dtype);
  const parameters = c.data(1);
  const each = parameters.length === 0 ? 0 : out.length / parameters.length;
  const draws = new Draws(reserved(c, out.length * RESERVED));
  for (let p = 0; p < parameters.length; p++) {
    const draw = prepare(parameters[p], draws);
    for (let s = 0; s < each; s++) {
      draws.begin(p * each + s);
      out[s * parameters.length + p] = draw();
    }
  }
}
