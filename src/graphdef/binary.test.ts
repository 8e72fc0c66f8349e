import { fromBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int64Elements, textAttr, utf8Bytes } from './attrs.ts';
import { decodeGraph, encodeGraph } from './binary.ts';
import { concat, field } from './bytes.ts';
import { nodeFrom } from './from-message.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { AttrData, GraphDefData, TensorData } from './model.ts';
import { NodeReader } from './node-read.ts';
import { NodeDefSchema } from './proto/node_pb.ts';
import type { Result } from './result.ts';
import { anyGraph, anyNode, smallGraph } from './testing/arbitrary.ts';

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const error = (result: Result<unknown>): string => (result.ok ? 'no error' : result.error);
const graphOf = (attrs: [string, AttrData][], more: Partial<GraphDefData> = {}): GraphDefData => ({
  nodes: [{ name: 'n', op: 'Const', inputs: [], device: '', attrs: new Map(attrs) }],
  producer: 0,
  minConsumer: 0,
  ...more,
});
const back = (graph: GraphDefData): GraphDefData => value(decodeGraph(value(encodeGraph(graph))));
/** A node `n` of op `Const` whose attribute `value` is a tensor of these bytes. */
const tensorFile = (tensor: Uint8Array): Uint8Array => {
  const attr = concat([...field(1, utf8Bytes('value')), ...field(2, concat(field(8, tensor)))]);
  return concat(field(1, concat([...field(1, utf8Bytes('n')), ...field(2, utf8Bytes('Const')), ...field(5, attr)])));
};
const tensorIn = (bytes: Uint8Array): TensorData => {
  const attr = value(decodeGraph(bytes)).nodes[0].attrs.get('value');
  if (attr?.kind !== 'tensor') throw new Error('no tensor');
  return attr.value;
};

describe('a binary GraphDef', () => {
  it('reads back as what was written', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        expect(back(graph)).toEqual(graph);
      }),
    );
  });

  it('is the same bytes whatever the order of the attributes', () => {
    const pair: [string, AttrData][] = [
      ['b', textAttr('x')],
      ['a', { kind: 'none' }],
    ];
    expect(value(encodeGraph(graphOf(pair)))).toEqual(value(encodeGraph(graphOf(pair.toReversed()))));
  });

  it('is the bytes that TensorFlow writes', () => {
    const hex = Buffer.from(
      value(
        encodeGraph(
          graphOf(
            [
              ['dtype', { kind: 'type', value: 'float32' }],
              ['value', { kind: 'tensor', value: { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } }],
            ],
            { producer: 1645 },
          ),
        ),
      ),
    ).toString('hex');
    expect(hex).toMatchInlineSnapshot(
      `"0a360a016e1205436f6e73742a0b0a056474797065120230012a1d0a0576616c756512144212080112041202080222080000803f00000040220308ed0c"`,
    );
  });

  it('keeps the function library and unmodelled fields of nodes', () => {
    const library = concat(field(1, concat(field(1, concat(field(1, utf8Bytes('f')))))));
    const rest = concat(field(6, concat(field(1, utf8Bytes('original')))));
    const graph = graphOf([], { library });
    const withRest = { ...graph, nodes: [{ ...graph.nodes[0], rest }] };
    expect(back(withRest)).toEqual(withRest);
  });

  it('reads nodes one by one as protobuf reads them', () => {
    fc.assert(
      fc.property(anyNode, (node) => {
        const bytes = value(encodeGraph({ nodes: [node], producer: 0, minConsumer: 0 }));
        const start = bytes[1] < 0x80 ? 2 : bytes[2] < 0x80 ? 3 : 4;
        expect(new NodeReader(bytes).read(start, bytes.length)).toEqual(nodeFrom(fromBinary(NodeDefSchema, bytes.subarray(start))));
      }),
    );
  });
});

describe('a tensor', () => {
  it('keeps 64-bit integers exact', () => {
    const data = BigInt64Array.of(2n ** 62n + 1n, -(2n ** 63n));
    expect(
      back(graphOf([['value', { kind: 'tensor', value: { dtype: 'int64', shape: [2], data } }]])).nodes[0].attrs.get('value'),
    ).toMatchObject({ value: { data } });
    expect(int64Elements([1, -2])).toEqual(BigInt64Array.of(1n, -2n));
    expect(() => int64Elements([1, 1.5])).toThrow('element 1 is 1.5');
  });

  it('of a huge shape stays one number', () => {
    const tensor: TensorData = { dtype: 'float32', shape: [2 ** 20, 2 ** 30], data: Float32Array.of(2) };
    expect(back(graphOf([['value', { kind: 'tensor', value: tensor }]])).nodes[0].attrs.get('value')).toEqual({
      kind: 'tensor',
      value: tensor,
    });
  });

  it('leaves out elements beyond its shape, as TensorFlow does', () => {
    const tensor = Uint8Array.of(8, 3, 18, 4, 18, 2, 8, 1, 58, 3, 7, 8, 9); // int32, [1], int_val: [7, 8, 9]
    expect(tensorIn(tensorFile(tensor))).toEqual({ dtype: 'int32', shape: [1], data: Int32Array.of(7) });
  });

  it('that lists what could be bytes is written as it came', () => {
    const bytes = tensorFile(Uint8Array.of(8, 3, 18, 4, 18, 2, 8, 2, 58, 2, 7, 8)); // int32, [2], int_val: [7, 8]
    expect(tensorIn(bytes)).toEqual({ dtype: 'int32', shape: [2], data: Int32Array.of(7, 8), listed: true });
    expect(value(encodeGraph(value(decodeGraph(bytes))))).toEqual(bytes);
  });

  it('may hold strings as bytes', () => {
    expect(tensorIn(tensorFile(Uint8Array.of(8, 7, 18, 4, 18, 2, 8, 2, 34, 5, 1, 2, 97, 98, 99))).data).toEqual([
      utf8Bytes('a'),
      utf8Bytes('bc'),
    ]);
  });

  it.each([
    [
      [8, 1, 18, 4, 18, 2, 8, 2, 34, 3, 0, 0, 0],
      "node 'n' (Const): attribute 'value' is a tensor of 2 elements of 4 bytes, so 8 bytes were expected; got 3",
    ],
    [[8, 1, 18, 13, 18, 11, 8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1], 'whose axis 0 has size -1; a constant must know its shape'],
    [[8, 1, 18, 2, 24, 1], 'unknown rank'],
    [[8, 1, 18, 16, 18, 6, 8, 128, 128, 128, 128, 8, 18, 6, 8, 128, 128, 128, 128, 8], 'more than 2^53 elements'],
    [[8, 7, 18, 7, 18, 5, 8, 255, 255, 255, 127, 34, 1, 0], 'a tensor of 268435455 strings, but its bytes do not hold as many'],
    [[8, 7, 18, 4, 18, 2, 8, 1, 34, 1, 9], 'a tensor of 1 strings, but its bytes do not hold as many'],
  ])('%# that contradicts itself is refused', (bytes, words) => {
    expect(error(decodeGraph(tensorFile(Uint8Array.from(bytes))))).toContain(words);
  });
});

describe('what is refused', () => {
  const node = (inside: number[]): Uint8Array => concat(field(1, Uint8Array.from(inside)));
  it.each([
    [node([10, 9, 97]), 'node number 1 › name should have 9 bytes, but 1 are left (at byte 4)'],
    [Uint8Array.of(10, 200), 'node number 1 ends in the middle of a number'],
    [node([8, 1]), 'node number 1 › name should be text, bytes or a message, got a number'],
    [node([10, 1, 0xff]), 'node number 1 › name should be UTF-8 text, got other bytes'],
    [node([11, 12]), 'node number 1 › name should be text, bytes or a message, got a group'],
    [node([0x7b, 0x7c]), 'node number 1 holds a group, which TensorFlow does not write'],
    [
      Uint8Array.of(0x22, 11, 8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255),
      'versions › producer has a number of more than ten bytes',
    ],
    [Uint8Array.of(2, 0), 'the file has a field number that does not exist'],
    [concat(field(2, Uint8Array.of(10, 5))), 'library › function should have 5 bytes, but 0 are left'],
  ])('%# names the place', (bytes, words) => {
    expect(error(decodeGraph(bytes))).toContain(words);
  });

  it('nesting without end', () => {
    let bytes: Uint8Array = new Uint8Array(0);
    for (let i = 0; i < 200; i++) bytes = concat(field(10, concat(field(2, concat(field(2, bytes)))))); // func { attr { value { func …
    const file = concat(field(1, concat(field(5, concat(field(2, bytes))))));
    expect(error(decodeGraph(file))).toContain('is nested more than 64 messages deep');
  });

  it('more nodes, parts or text than allowed', () => {
    const file = value(encodeGraph(smallGraph));
    expect(error(decodeGraph(file, { ...DEFAULT_LIMITS, nodes: 3 }))).toContain('more than 3 nodes');
    expect(error(decodeGraph(file, { ...DEFAULT_LIMITS, parts: 10 }))).toContain('more than 10 fields');
    expect(error(decodeGraph(file, { ...DEFAULT_LIMITS, nodeParts: 5 }))).toContain(
      'more than 5 fields and list elements in one node (number 1)',
    );
    expect(error(decodeGraph(file, { ...DEFAULT_LIMITS, textBytes: 4 }))).toContain('is text of 11 bytes; the limit here is 4');
  });

  it('a list of two kinds', () => {
    const attr = concat([...field(1, utf8Bytes('v')), ...field(2, concat(field(1, Uint8Array.of(26, 1, 1, 42, 1, 1))))]);
    expect(error(decodeGraph(concat(field(1, concat(field(5, attr))))))).toContain("attribute 'v' is a list of mixed kinds (int, bool)");
  });

  it('a graph of 2 GiB, before anything is written', () => {
    const data = new Uint8Array(2 ** 30);
    const attr: AttrData = { kind: 'string', value: data };
    expect(
      error(
        encodeGraph(
          graphOf([
            ['a', attr],
            ['b', attr],
          ]),
        ),
      ),
    ).toContain('TensorFlow reads at most 2147483647 (2 GiB)');
  });
});

it('a million attributes of one name cost one', () => {
  const entry = concat(field(5, concat([...field(1, utf8Bytes('a')), ...field(2, Uint8Array.of(24, 1))])));
  const inside = new Uint8Array(entry.length * 1_000_000 + 3);
  for (let i = 0; i < 1_000_000; i++) inside.set(entry, i * entry.length);
  inside.set([18, 1, 88], inside.length - 3);
  expect(value(decodeGraph(concat(field(1, inside)))).nodes[0].attrs).toEqual(new Map([['a', { kind: 'int', value: 1 }]]));
});
