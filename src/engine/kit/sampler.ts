/** Candidate samplers: classes drawn from a range, and how often each was to be expected (core/kernels/range_sampler.cc). */
import { sizeOf, type Shape } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute, type Op } from '../op-def.ts';
import { unitDouble } from '../../lib/philox.ts';
import { reserved, Words } from './random.ts';

/** Blocks reserved for one candidate. */
const RESERVED_EACH = 512;

interface Range { draw(words: Words): number; probability(value: number): number }

/** An integer below `n`, each as likely: 64 random bits, drawn again where they would favour the lower ones. */
function exact(n: number, words: Words): number {
  const wide = BigInt(n);
  const draw = (): bigint => { const low = BigInt(words.next()); return low | (BigInt(words.next()) << 32n); };
  if ((wide & (wide - 1n)) === 0n) return Number(draw() & (wide - 1n));
  const rest = (((1n << 64n) - 1n) % wide) + 1n;
  for (;;) {
    const v = draw();
    if (v >= rest) return Number(v % wide);
  }
}

export const uniformRange = (n: number): Range => ({ draw: (words) => exact(n, words), probability: () => Math.fround(1 / n) });

/** Zipf's: class k is about 1 / (k + 1) as likely as the first. */
export function logUniformRange(n: number): Range {
  const log = Math.log(n + 1);
  return {
    draw: (words) => (Math.floor(Math.exp(unitDouble(words.next(), words.next()) * log)) - 1) % n,
    probability: (v) => Math.fround(Math.log((v + 2) / (v + 1)) / log),
  };
}

/** How often a class of probability `p` is expected among `size` candidates that `tries` draws gave. */
const expected = (p: number, size: number, tries: number): number => (tries === size ? p * size : -Math.expm1(tries * Math.log1p(-p)));

function sample(c: Compute, range: Range | null): void {
  const [rows, per] = c.shape(0) as [number, number];
  const size = c.attrs.num_sampled as number;
  if (per !== c.attrs.num_true) throw new RunFailure('InvalidArgumentError', `true_classes must have num_true columns, expected: ${String(c.attrs.num_true)} was: ${per}`);
  const picked = c.make(0, [size], 'int64');
  const ofTrue = c.make(1, [rows, per], 'float32');
  const ofPicked = c.make(2, [size], 'float32');
  const truth = c.data(0);
  if (!range) {
    for (let i = 0; i < size; i++) picked[i] = i;
    ofTrue.fill(1);
    ofPicked.fill(1);
    return;
  }
  const most = c.attrs.range_max as number;
  const unique = c.attrs.unique === true;
  if (unique && size > most) throw new RunFailure('InvalidArgumentError', `Sampler's range is too small.`);
  const words = new Words(reserved(c, RESERVED_EACH * size));
  const used = new Set<number>();
  let tries = 0;
  for (let i = 0; i < size;) {
    tries++;
    const v = range.draw(words);
    if (unique && used.has(v)) continue;
    used.add(v);
    picked[i++] = v;
  }
  for (let i = 0; i < size; i++) ofPicked[i] = expected(range.probability(picked[i]), size, tries);
  for (let i = 0; i < sizeOf([rows, per]); i++) ofTrue[i] = expected(range.probability(truth[i]), size, tries);
}

/** The op of a sampler; `range` of the classes, null where every class is taken. */
export function samplerOp(type: string, range: ((n: number) => Range) | null): Op {
  return {
    type, stops: true,
    signature: `true_classes:int64 -> sampled_candidates:int64 true_expected_count:float32 sampled_expected_count:float32 | num_true:int>=1 num_sampled:int>=1 unique:bool${range ? ' range_max:int>=1' : ''} seed:int=0 seed2:int=0 ! stateful`,
    infer([classes], attrs) {
      const shape: Shape = classes.shape ?? [null, null];
      if (shape.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${shape.length} for '{{node ${type}}}'`);
      const size = attrs.num_sampled as number;
      return [{ dtype: 'int64', shape: [size] }, { dtype: 'float32', shape: [shape[0], attrs.num_true as number] }, { dtype: 'float32', shape: [size] }];
    },
    compute: (c) => sample(c, range && range(c.attrs.range_max as number)),
    flops: () => 0,
    examples: [],
  };
}
