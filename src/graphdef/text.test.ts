import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8, utf8Bytes } from './attrs.ts';
import { concat, field } from './bytes.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { AttrData, GraphDefData } from './model.ts';
import { anyGraph, smallGraph } from './testing/arbitrary.ts';
import { parseGraph, printGraph } from './text.ts';
import { realText } from './text-number.ts';

const print = (graph: GraphDefData): string => {
  const printed = printGraph(graph);
  if (!printed.ok) throw new Error(printed.error);
  return utf8(printed.value);
};
const parse = (text: string): GraphDefData => {
  const parsed = parseGraph(utf8Bytes(text));
  if (!parsed.ok) throw new Error(parsed.error);
  const { dropped: _, ...graph } = parsed.value;
  return graph;
};
const failure = (text: string, limits = DEFAULT_LIMITS): string => {
  const parsed = parseGraph(utf8Bytes(text), limits);
  return parsed.ok ? 'no error' : parsed.error;
};
/** The attribute `a` of a node that is written with this value. */
const attr = (value: string): AttrData | undefined =>
  parse(`node { op: "X" attr { key: "a" value { ${value} } } }`).nodes[0].attrs.get('a');

describe('a graph as text', () => {
  it('reads back as what was written', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        expect(parse(print(graph))).toEqual(graph);
      }),
    );
  });

  it('is printed as protobuf prints it', () => {
    expect(print({ ...smallGraph, nodes: smallGraph.nodes.slice(1, 3) })).toMatchInlineSnapshot(`
      "node {
        name: "c"
        op: "Const"
        device: "/device:CPU:0"
        attr {
          key: "dtype"
          value {
            type: DT_FLOAT
          }
        }
        attr {
          key: "value"
          value {
            tensor {
              dtype: DT_FLOAT
              tensor_shape {
                dim {
                  size: 2
                }
                dim {
                  size: 2
                }
              }
              tensor_content: "\\000\\000\\200?\\315\\314\\314=\\000\\000\\000\\300\\000\\000\\200\\177"
            }
          }
        }
      }
      node {
        name: "MatMul"
        op: "MatMul"
        input: "x"
        input: "c"
        input: "^init"
        attr {
          key: "T"
          value {
            type: DT_FLOAT
          }
        }
        attr {
          key: "_class"
          value {
            list {
              s: "loc:@\\"c\\"\\n"
            }
          }
        }
        attr {
          key: "transpose_a"
          value {
            b: false
          }
        }
      }
      versions {
        producer: 1645
      }
      "
    `);
  });

  it('is ASCII: other text is escaped byte by byte', () => {
    const node = { name: 'é\t', op: 'X', inputs: [], device: '', attrs: new Map() };
    expect(print({ nodes: [node], producer: 0, minConsumer: 0 })).toBe('node {\n  name: "\\303\\251\\t"\n  op: "X"\n}\n');
  });

  it('prints its functions, and keeps them', () => {
    const node = [...field(1, utf8Bytes('n')), ...field(2, utf8Bytes('NoOp'))];
    const library = concat(field(1, concat([...field(1, concat(field(1, utf8Bytes('f')))), ...field(3, concat(node))])));
    const graph = { ...smallGraph, library };
    expect(print(graph)).toContain(
      'library {\n  function {\n    signature {\n      name: "f"\n    }\n    node_def {\n      name: "n"\n      op: "NoOp"\n    }\n  }\n}\n',
    );
    expect(parse(print(graph))).toEqual(graph);
  });
});

describe('the grammar', () => {
  it('takes comments, commas, semicolons, angle brackets and lists', () => {
    const text = `# a graph
      node: < name: "n"; op: 'Const', input: ["a", "b" 'c'] attr [{ key: "s" value: { shape { dim { size: -1 } dim { size: 3 } } } }, { key: "t" value { type: 1 } }] >
      versions { producer: 0x10 }`;
    expect(parse(text)).toEqual({
      nodes: [
        {
          name: 'n',
          op: 'Const',
          inputs: ['a', 'bc'],
          device: '',
          attrs: new Map<string, AttrData>([
            ['s', { kind: 'shape', value: [null, 3] }],
            ['t', { kind: 'type', value: 'float32' }],
          ]),
        },
      ],
      producer: 16,
      minConsumer: 0,
    });
  });

  it.each([
    ['f: inf', { kind: 'float', value: Infinity }],
    ['f: -Infinity', { kind: 'float', value: -Infinity }],
    ['f: nan', { kind: 'float', value: NaN }],
    ['f: - 1.5e-3F', { kind: 'float', value: Math.fround(-1.5e-3) }],
    ['f: .5', { kind: 'float', value: 0.5 }],
    ['f: 010', { kind: 'float', value: 8 }],
    ['i: -9223372036854775808', { kind: 'int', value: -(2n ** 63n) }],
    ['i: 017', { kind: 'int', value: 15 }],
    ['b: True', { kind: 'bool', value: true }],
    ['b: 0', { kind: 'bool', value: false }],
    ['type: DT_HALF', { kind: 'type', value: 'float16' }],
    ['type: 101', { kind: 'type', value: 'float32_ref' }],
    ['list { i: [1, 2] i: 3 }', { kind: 'list', of: 'int', values: [1, 2, 3] }],
    ['list { }', { kind: 'list', of: 'empty', values: [] }],
    ['list { i: [] }', { kind: 'list', of: 'empty', values: [] }],
    ['shape { unknown_rank: true }', { kind: 'shape', value: null }],
    [
      'tensor { dtype: DT_BFLOAT16 tensor_shape { } half_val: 16256 }',
      { kind: 'tensor', value: { dtype: 'bfloat16', shape: [], data: Uint16Array.of(16256) } },
    ],
  ])('reads %s', (text, expected) => {
    expect(attr(text)).toEqual(expected);
  });

  it('resolves every escape', () => {
    expect(attr(String.raw`s: "\a\b\f\n\r\t\v\\\'\"\?\1\012\377\x4\x41\u00e9\U0001F600é"`)).toEqual({
      kind: 'string',
      value: Uint8Array.of(7, 8, 12, 10, 13, 9, 11, 92, 39, 34, 63, 1, 10, 255, 4, 65, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80, 0xc3, 0xa9),
    });
  });

  it('passes over fields that are not known, and names them', () => {
    const parsed = parseGraph(
      utf8Bytes('debug_info { files: "x" traces [{ key: "a" value < line: -1 > }] } node { op: "X" [a.b/c.D] { e: 1 } later: [1, inf] }'),
    );
    expect(parsed).toMatchObject({ ok: true, value: { nodes: [{ op: 'X' }], dropped: ['debug_info', 'a.b/c.D', 'later'] } });
  });
});

describe('a text that is refused', () => {
  it.each([
    ['node {\n  name "x"\n}', "line 2, column 8: expected ':' after 'name', got 'a string'"],
    ['node {\n  name: x }', "line 2, column 9: 'name' should be a string in quotes, got 'x'"],
    ['node { name: "x', 'line 1, column 14: a string has no end on its line'],
    ['node { name: "x" ', "expected the name of a field or '}', got the end of the file"],
    ['node { name: "x" name: "y" }', "line 1, column 18: 'name' is given twice"],
    ['node { attr { value { i: 1 b: true } } }', "'b' comes after another field of which only one may be given"],
    ['versions { producer: 3000000000 }', "'producer' should be from -2147483648 to 2147483647, got 3000000000"],
    ['versions { producer: 1.5 }', "'producer' should be a whole number, got '1.5'"],
    ['node { attr { value { type: DT_FLOATY } } }', "'type' should be one of DT_INVALID, DT_FLOAT, DT_DOUBLE, …, got 'DT_FLOATY'"],
    ['node { attr { value { b: yes } } }', "'b' should be true or false, got 'yes'"],
    ['node { attr { value { b: toString } } }', "'b' should be true or false, got 'toString'"],
    ['node { name: "\\q" }', 'the escape \\q does not exist'],
    ['node { name: "\\400" }', 'the escape \\400 is no byte'],
    ['node { name: "\\ud800" }', 'the escape \\ud800 is no character'],
    ['node { name: "\\377" }', "line 1, column 14: 'name' should be UTF-8 text, got other bytes"],
    ['node { input: ["a" ] ] }', "expected the name of a field or '}', got ']'"],
    ['}', "line 1, column 1: expected the name of a field, got '}'"],
    ['node > ', "expected '<' or '{' after 'node', got '>'"],
  ])('%s', (text, words) => {
    expect(failure(text)).toContain(words);
  });

  it('nests without end, in fields known or not', () => {
    expect(failure(`node { attr { ${'value { list { func { attr { '.repeat(50_000)}`)).toContain(
      'line 1, column 472: messages are nested more than 64 deep',
    );
    expect(failure('unknown { '.repeat(100_000))).toContain('nested more than 64 deep');
    expect(failure(`unknown: ${'['.repeat(100_000)}`)).toContain('nested more than 64 deep');
  });

  it('goes beyond a limit', () => {
    expect(failure('node { } node { } node { }', { ...DEFAULT_LIMITS, nodes: 2 })).toContain('more than 2 nodes');
    expect(failure(`node { input: [${'"a",'.repeat(50)} "b"] }`, { ...DEFAULT_LIMITS, parts: 20 })).toContain('more than 20 fields');
    expect(failure(`node { name: "${'a'.repeat(100)}" }`, { ...DEFAULT_LIMITS, textBytes: 99 })).toContain(
      "'name' is text of 100 bytes; the limit here is 99",
    );
  });
});

it('prints numbers as Python does', () => {
  const single = [0, -0, 1, 0.1, 1e-7, 123456789, 16777216, 3.4e38, 1e-45, 0.0001, 1e16, 1 / 3].map((x) => realText(Math.fround(x), true));
  expect(single).toEqual([
    '0.0',
    '-0.0',
    '1.0',
    '0.1',
    '1e-07',
    '123456790.0',
    '16777216.0',
    '3.4e+38',
    '1.4013e-45',
    '0.0001',
    '1e+16',
    '0.33333334',
  ]);
  expect([0.1, 1e22, 123456789.123, NaN, -Infinity].map((x) => realText(x, false))).toEqual([
    '0.1',
    '1e+22',
    '123456789.123',
    'nan',
    '-inf',
  ]);
});
