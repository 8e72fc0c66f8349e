// A large file looked at in its bytes: the same graph as by way of objects, and whatever is odd is left to the readers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../graphdef/limits.ts';
import type { GraphDefData, NodeData } from '../graphdef/model.ts';
import { saveGraph } from '../graphdef/open.ts';
import { indexBytes } from './bytes-index.ts';
import { Opened } from './opened.ts';
import { ofSession } from './source.ts';
import { graphOf, leaky, openedOf, sessionOf } from './test-kit.ts';

const bytesOf = (graph: GraphDefData): Uint8Array => {
  const saved = saveGraph(graph, 'pb');
  if (!saved.ok) throw new Error(saved.error);
  return saved.value;
};

/** Everything that the page may see of the first levels. */
function seen(opened: Opened): unknown {
  const { format, ...summary } = opened.summary();
  const root = opened.level(0, 1.6);
  return { format, summary: { ...summary, bytes: 0 }, root, inside: [...root.items.place].filter((place) => place >= 0).map((place) => [opened.inside(place), opened.level(place, 1.6)]) };
}

describe('a large file', () => {
  it('is the same graph in its bytes as in objects, details and saved bytes too', () => {
    const plain = leaky(6, 14);
    const attrs: NodeData['attrs'] = new Map([['T', { kind: 'type', value: 'float32' }], ['value', { kind: 'tensor', value: { dtype: 'float32', shape: [80], data: new Float32Array(80) } }]]);
    const graph = { ...plain, nodes: plain.nodes.map((node) => ({ ...node, attrs, device: '/device:GPU:0' })) };
    const bytes = bytesOf(graph);
    const looked = indexBytes(bytes, DEFAULT_LIMITS)!;
    const [mine, other] = [new Opened(looked, [], null), new Opened(openedOf(graph), [], null)];
    expect(seen(mine)).toEqual(seen(other));
    for (const node of [0, 3, 5, 77, 150]) expect(mine.node(node)).toEqual(other.node(node));
    expect(looked.index.node(77)).toEqual(graph.nodes[77]);
    expect(mine.find('matmul_7', 9)).toEqual(other.find('matmul_7', 9));
    for (const format of ['pb', 'pbtxt'] as const) {
      const [saved, wanted] = [mine.save(format, 0), other.save(format, 0)];
      expect(saved.ok && wanted.ok && Buffer.compare(saved.value, wanted.value)).toBe(0);
    }
  });

  it('for any names and inputs: scopes, bases and edges are those of the names', () => {
    const name = fc.array(fc.constantFrom('a', 'b', 'c_1', 'c_2', 'd_', 'e_3_4'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const nodes = fc.array(fc.record({ name, op: fc.constantFrom('A', 'B'), inputs: fc.array(fc.nat({ max: 40 }), { maxLength: 3 }) }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(nodes, (all) => {
        const unique = all.filter((node, i) => all.findIndex((other) => other.name === node.name) === i);
        const graph = graphOf(unique.map(({ name: text, op, inputs }) => `${text}: ${op}(${inputs.map((k) => (unique[k]?.name ?? 'gone') + (k % 7 === 1 ? ':1' : '')).join(', ')}${inputs.length > 0 ? ', ' : ''}^a})`));
        const wanted = seen(new Opened(openedOf(graph), [], null));
        const looked = indexBytes(bytesOf(graph), DEFAULT_LIMITS)!;
        expect(seen(new Opened(looked, [], null))).toEqual(wanted);
        const { looked: table } = ofSession(sessionOf(graph));
        if (table.summary.problems.length === looked.summary.problems.length) expect(seen(new Opened(table, [], null))).toEqual(wanted);
      }),
      { numRuns: 25 },
    );
  });

  it('leaves to the readers what is no plain graph: a name given twice, late data inputs, letters beyond ASCII, damage, other formats', () => {
    const graph = leaky(2, 4);
    expect(indexBytes(bytesOf({ ...graph, nodes: [...graph.nodes, graph.nodes[0]] }), DEFAULT_LIMITS)).toBeNull();
    for (const odd of [['ä: A'], ['_a: A'], ['a: A', 'b: A(^a, a)']]) expect(indexBytes(bytesOf(graphOf(odd)), DEFAULT_LIMITS)).toBeNull();
    const whole = bytesOf(graph);
    for (let cut = 1; cut < whole.length; cut += 7) {
      const part = indexBytes(whole.slice(0, cut), DEFAULT_LIMITS);
      if (part) expect(part.index.count).toBeLessThan(graph.nodes.length + 1);
    }
    for (const format of ['pbtxt', 'meta', 'events'] as const) {
      const saved = saveGraph(graph, format);
      expect(saved.ok && indexBytes(saved.value, DEFAULT_LIMITS)).toBeNull();
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => void indexBytes(noise, DEFAULT_LIMITS)));
  });
});
