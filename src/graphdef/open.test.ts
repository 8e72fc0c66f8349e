import { describe, expect, it } from 'vitest';
import { utf8Bytes } from './attrs.ts';
import { encodeGraph } from './binary.ts';
import { concat } from './bytes.ts';
import { encodeEvents, versionEvent } from './events.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { encodeMetaGraph, encodeSavedModel } from './meta.ts';
import type { MetaGraphData, NodeData } from './model.ts';
import { openGraph, type OpenedGraph, saveGraph, type SaveFormat } from './open.ts';
import type { Result } from './result.ts';
import { graphProblems, inputNode } from './summary.ts';
import { smallGraph } from './testing/arbitrary.ts';
import { printMetaGraph } from './text.ts';

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const open = (bytes: Uint8Array, name = 'file'): OpenedGraph => value(openGraph(bytes, name));
const failure = (bytes: Uint8Array, name = 'file'): string => {
  const opened = openGraph(bytes, name);
  return opened.ok ? 'no error' : opened.error;
};
const meta: MetaGraphData = {
  graph: smallGraph,
  tags: ['serve'],
  tensorflowVersion: '1.15.5',
  tensorflowGitVersion: '',
  strippedDefaultAttrs: false,
  collections: new Map(),
};
const node = (name: string, op = 'NoOp', inputs: string[] = []): NodeData => ({ name, op, inputs, device: '', attrs: new Map() });

describe('a saved graph', () => {
  it.each<[SaveFormat, string, boolean]>([
    ['pb', 'GraphDef', false],
    ['pbtxt', 'GraphDef', true],
    ['meta', 'MetaGraphDef', false],
    ['events', 'events', false],
  ])('opens as %s under any name', (format, kind, text) => {
    for (const name of ['graph.pb', 'model.meta', 'saved_model.pb', 'x.txt']) {
      const { graph, summary } = open(value(saveGraph(smallGraph, format)), name);
      expect(graph).toEqual(smallGraph);
      expect(summary).toMatchObject({ format: kind, text, nodes: 4, producer: 1645, minConsumer: 0, problems: [] });
    }
  });

  it('opens as a SavedModel, binary or text, with what came along', () => {
    const opened = open(value(encodeSavedModel(meta)));
    expect(opened.summary).toMatchObject({ format: 'SavedModel', nodes: 4 });
    expect(opened.meta).toEqual(meta);
    const text = concat([
      utf8Bytes('saved_model_schema_version: 1 meta_graphs {\n'),
      value(printMetaGraph(meta)),
      utf8Bytes('} meta_graphs { graph_def { node { op: "X" } } }'),
    ]);
    const read = open(text);
    expect(read.meta).toEqual(meta);
    expect(read.summary.problems).toEqual(['the file holds 2 graphs; this is the first']);
  });

  it('opens as a MetaGraphDef in text', () => {
    expect(open(value(printMetaGraph(meta))).meta).toEqual(meta);
  });

  it('is told apart from a MetaGraphDef even if its ops could be messages', () => {
    const graph = { nodes: [node('Placeholder', 'Placeholder')], producer: 0, minConsumer: 0 };
    expect(open(value(encodeGraph(graph)), 'x.meta').summary.format).toBe('GraphDef');
    const bare = { ...meta, tags: [], tensorflowVersion: '', graph };
    expect(open(value(encodeMetaGraph(bare)), 'x.pb').summary.format).toBe('MetaGraphDef');
  });
});

describe('an event file', () => {
  const graph = (bytes: Uint8Array) => ({ wallTime: 0, step: 0, what: { kind: 'graph' as const, value: bytes } });
  const other = { nodes: [node('later')], producer: 0, minConsumer: 0 };

  it('gives its newest graph', () => {
    const file = encodeEvents([versionEvent(0), graph(value(encodeGraph(smallGraph))), graph(value(encodeGraph(other)))]);
    expect(open(file).graph).toEqual(other);
  });

  it('gives the graph of a MetaGraphDef if there is no other', () => {
    const file = encodeEvents([versionEvent(0), { wallTime: 0, step: 0, what: { kind: 'meta', value: value(encodeMetaGraph(meta)) } }]);
    expect(open(file).meta).toEqual(meta);
  });

  it('that is cut off says so, and one without a graph is refused', () => {
    const file = encodeEvents([versionEvent(0), graph(value(encodeGraph(smallGraph))), versionEvent(1)]);
    expect(open(file.subarray(0, -3)).summary.problems).toEqual(['the file is cut off: its last 37 bytes are no whole record']);
    expect(failure(encodeEvents([versionEvent(0)]), 'events.out')).toBe(
      'events.out: this is a TensorBoard file without a graph; expected one that was written with a graph',
    );
  });
});

describe('the summary', () => {
  it('counts ops, most frequent first', () => {
    const graph = { nodes: [node('b', 'B'), node('a', 'A'), node('c', 'C'), node('d', 'C')], producer: 0, minConsumer: 0 };
    expect(open(value(encodeGraph(graph))).summary.ops).toEqual([
      ['C', 2],
      ['A', 1],
      ['B', 1],
    ]);
  });

  it('finds what TensorFlow would object to', () => {
    const nodes = [node('a'), node('a'), node('b c'), node('d', 'Add', ['a:1', '^b c', 'nobody', '^gone']), node('e', '')];
    expect(graphProblems({ nodes, producer: 0, minConsumer: 0 })).toEqual([
      "the name 'a' is given to more than one node",
      "'b c' is no name for a node: expected letters, digits, _ . - / > or \\",
      "node 'e' has no op",
      "node 'd' has the input 'nobody', but no node has that name",
      "node 'd' has the input '^gone', but no node has that name",
      "node 'd' has data inputs after control inputs",
    ]);
  });

  it('stops spelling problems out after twenty', () => {
    const problems = graphProblems({ nodes: Array.from({ length: 50 }, () => node('x')), producer: 0, minConsumer: 0 });
    expect(problems).toHaveLength(21);
    expect(problems[20]).toBe('29 more names are given twice');
  });

  it('knows the node of an input', () => {
    expect(['a', 'a:1', '^a', 'a:b', ':1'].map(inputNode)).toEqual(['a', 'a', 'a', 'a:b', ':1']);
  });

  it('tells of text that was passed over', () => {
    expect(open(utf8Bytes('node { name: "a" op: "A" } debug_info { }')).summary.problems).toEqual([
      "the field 'debug_info' is not known here and was left out",
    ]);
  });
});

describe('a file that is no graph', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'the file is empty; expected a GraphDef (.pb or .pbtxt)'],
    [
      'a picture',
      utf8Bytes('PNG').reduce((all, byte, i) => ((all[i + 1] = byte), all), Uint8Array.of(0x89, 0, 0, 0, 13, 10)),
      'this is a PNG picture; expected',
    ],
    ['an archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0), 'unpack it and open its saved_model.pb'],
    ['JSON', utf8Bytes('{"nodes": []}'), "this is text, but not of a graph: expected it to begin with 'node {'"],
    ['prose', utf8Bytes('Dear reader, this is a letter.'), 'this is text, but not of a graph'],
    ['noise', Uint8Array.from({ length: 100 }, (_, i) => (i * 73 + 200) & 255), 'this is not a graph, or a damaged one'],
    ['another message', Uint8Array.of(0x32, 3, 8, 1, 1, 0x32, 1, 0), 'this is not a graph'],
    ['a cut graph', value(encodeGraph(smallGraph)).subarray(0, 100), 'as a GraphDef, node number 2 should have'],
    ['a cut text', utf8Bytes('node { name: "a"'), 'line 1, column 17: expected the name of a field'],
  ])('%s', (_, bytes, words) => {
    expect(failure(bytes, 'dir/my file')).toMatch(/^dir\/my file: /);
    expect(failure(bytes)).toContain(words);
  });

  it('or too large', () => {
    expect(openGraph(value(encodeGraph(smallGraph)), 'x', { ...DEFAULT_LIMITS, fileBytes: 10 })).toMatchObject({
      ok: false,
      error: expect.stringContaining('; the limit here is 10') as string,
    });
  });
});
