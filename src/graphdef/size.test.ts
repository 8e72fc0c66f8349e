import { toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { graphBytes, encodeGraph } from './binary.ts';
import { NodeDefSchema } from './proto/node_pb.ts';
import { nodeBytes, utf8Size, varintSize } from './size.ts';
import { anyGraph, anyNode } from './testing/arbitrary.ts';
import { fromRecording, type RecordedNode } from './testing/recorded.ts';
import { nodeMessage } from './to-message.ts';

const recorded = JSON.parse(readFileSync(new URL('testing/recorded-nodes.json', import.meta.url), 'utf8')) as RecordedNode[];

describe('the size of a node', () => {
  it.each(recorded.map((node) => [node.name, node] as const))('is what TensorFlow 2.15 counted for %s', (_, node) => {
    expect(nodeBytes(fromRecording(node))).toBe(node.bytes);
  });

  it('is the length of what is written', () => {
    fc.assert(
      fc.property(anyNode, (node) => {
        expect(nodeBytes(node)).toBe(toBinary(NodeDefSchema, nodeMessage(node)).length);
      }),
    );
  });

  it('adds up to the size of the graph', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        expect(encodeGraph(graph)).toMatchObject({ ok: true, value: { length: graphBytes(graph) } });
      }),
    );
  });

  it('counts text as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Size(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });

  it('counts seven bits a byte', () => {
    expect([0, 127, 128, 16383, 16384, 2 ** 31, 2 ** 53 - 1].map(varintSize)).toEqual([1, 1, 2, 2, 3, 5, 8]);
  });
});
