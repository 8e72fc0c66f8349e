// Test material: random graphs, with every kind of attribute and tensor.
import fc from 'fast-check';
import { elementCount, int64, textListAttr } from '../attrs.ts';
import { dtypeName, isDType, storageOf, type DType } from '../dtype.ts';
import type { AttrData, Attrs, FuncData, GraphDefData, ListData, NodeData, Shape, TensorData } from '../model.ts';

const numbers = [...Array.from({ length: 26 }, (_, i) => i), 29, 30, 101, 107, 129, 77, 400];
const dtype: fc.Arbitrary<DType> = fc.constantFrom(...numbers.map(dtypeName).filter(isDType));
const stored: fc.Arbitrary<DType> = fc.constantFrom(...numbers.map(dtypeName).filter((name) => storageOf(name) !== null));
const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 8 })).filter((s) => !/\p{Surrogate}/u.test(s));
const bytes = fc.uint8Array({ maxLength: 16 });
const float = fc.float();
const int = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(int64);
const shape: fc.Arbitrary<Shape> = fc.option(fc.array(fc.option(fc.nat({ max: 2 ** 40 }), { nil: null }), { maxLength: 4 }), { nil: null });

const tensor: fc.Arbitrary<TensorData> = fc
  .record({
    dtype: stored,
    shape: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
    huge: fc.boolean(),
    full: fc.boolean(),
    raw: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  })
  .map(({ dtype: type, shape: small, huge, full, raw }) => {
    const storage = storageOf(type);
    const sizes = huge ? [...small, 2 ** 30] : small;
    const count = elementCount(sizes);
    const kept = Math.min(count, full && count <= 8 ? count : 1);
    if (!storage?.array) return { dtype: type, shape: sizes, data: Array.from({ length: kept }, (_, i) => raw.slice(i, 2 * i)) };
    const data = new storage.array(kept * storage.width);
    for (let i = 0; i < data.length; i++)
      data[i] = typeof data[i] === 'bigint' ? BigInt(raw[i]) << 40n : type === 'bool' ? raw[i] & 1 : raw[i];
    return { dtype: type, shape: sizes, data };
  });

const { attr } = fc.letrec<{ attr: AttrData; attrs: Attrs; func: FuncData }>((tie) => ({
  attrs: fc.array(fc.tuple(text, tie('attr')), { maxLength: 3 }).map((entries) => new Map(entries)),
  func: fc.record({ name: text, attrs: tie('attrs') }),
  attr: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('type' as const), value: dtype }),
    fc.record({ kind: fc.constant('int' as const), value: int }),
    fc.record({ kind: fc.constant('float' as const), value: float }),
    fc.record({ kind: fc.constant('bool' as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant('string' as const), value: bytes }),
    fc.record({ kind: fc.constant('shape' as const), value: shape }),
    fc.record({ kind: fc.constant('tensor' as const), value: tensor }),
    fc.record({ kind: fc.constant('placeholder' as const), value: text }),
    fc.constant<AttrData>({ kind: 'none' }),
    fc.record({ kind: fc.constant('func' as const), value: tie('func') }),
    list(tie('func')).map((values): AttrData => ({ kind: 'list', ...values })),
  ),
}));

function list(func: fc.Arbitrary<FuncData>): fc.Arbitrary<ListData> {
  const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 4 });
  return fc.oneof(
    fc.constant<ListData>({ of: 'empty', values: [] }),
    some(dtype).map((values): ListData => ({ of: 'type', values })),
    some(int).map((values): ListData => ({ of: 'int', values })),
    some(float).map((values): ListData => ({ of: 'float', values })),
    some(fc.boolean()).map((values): ListData => ({ of: 'bool', values })),
    some(bytes).map((values): ListData => ({ of: 'string', values })),
    some(shape).map((values): ListData => ({ of: 'shape', values })),
    some(tensor).map((values): ListData => ({ of: 'tensor', values })),
    some(func).map((values): ListData => ({ of: 'func', values })),
  );
}

/** Any node. Its op is never empty, which would be no node. */
export const anyNode: fc.Arbitrary<NodeData> = fc.record({
  name: text,
  op: text.map((s) => `Op${s}`),
  inputs: fc.array(text, { maxLength: 4 }),
  device: text,
  attrs: fc
    .array(fc.tuple(fc.oneof(text, fc.constantFrom('T', 'value', '__proto__', '1')), attr), { maxLength: 4 })
    .map((entries) => new Map(entries)),
});

/** Any graph of at least one node. */
export const anyGraph: fc.Arbitrary<GraphDefData> = fc.record({
  nodes: fc.array(anyNode, { minLength: 1, maxLength: 5 }),
  producer: fc.nat({ max: 2000 }),
  minConsumer: fc.nat({ max: 20 }),
});

/** A small graph as a user would build it: a constant, a variable, a product, a control input. */
export const smallGraph: GraphDefData = {
  nodes: [
    {
      name: 'x',
      op: 'Placeholder',
      inputs: [],
      device: '',
      attrs: new Map<string, AttrData>([
        ['dtype', { kind: 'type', value: 'float32' }],
        ['shape', { kind: 'shape', value: [null, 2] }],
      ]),
    },
    {
      name: 'c',
      op: 'Const',
      inputs: [],
      device: '/device:CPU:0',
      attrs: new Map<string, AttrData>([
        ['value', { kind: 'tensor', value: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 0.1, -2, Infinity) } }],
        ['dtype', { kind: 'type', value: 'float32' }],
      ]),
    },
    {
      name: 'MatMul',
      op: 'MatMul',
      inputs: ['x', 'c', '^init'],
      device: '',
      attrs: new Map<string, AttrData>([
        ['T', { kind: 'type', value: 'float32' }],
        ['transpose_a', { kind: 'bool', value: false }],
        ['_class', textListAttr(['loc:@"c"\n'])],
      ]),
    },
    { name: 'init', op: 'NoOp', inputs: [], device: '', attrs: new Map() },
  ],
  producer: 1645,
  minConsumer: 0,
};
