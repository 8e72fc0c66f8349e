// The desk as the page meets it: files of every kind in, plain messages out, bad files refused while the graph stays.
import { describe, expect, it } from 'vitest';
import { openGraph, saveGraph } from '../graphdef/open.ts';
import { FATE_COLUMN, GRAPH_FORMATS, type GraphAsk, type GraphTell, INTO_COLUMN, RAN_FED, RAN_NEEDED, RAN_TOLD } from '../protocol/graph-view.ts';
import { Desk } from './desk.ts';
import { graphOf, sessionOf } from './test-kit.ts';

const GRAPH = graphOf(['x: Placeholder', 's/y: MatMul(x, x)', 's/z: QuantumLeap(s/y, ^x)']);

async function ask(desk: { desk: Desk; told: GraphTell[] }, body: GraphAsk): Promise<GraphTell[]> {
  const before = desk.told.length;
  await desk.desk.answer(body);
  return desk.told.slice(before);
}
function newDesk(): { desk: Desk; told: GraphTell[] } {
  const told: GraphTell[] = [];
  // As a real port: what is transferred cannot be used again.
  return { told, desk: new Desk((tell, transfer) => told.push(structuredClone(tell, { transfer }))) };
}
const saved = (format: (typeof GRAPH_FORMATS)[number]): Uint8Array<ArrayBuffer> => {
  const result = saveGraph(GRAPH, format);
  if (!result.ok) throw new Error(result.error);
  return result.value.slice();
};
const fileAsk = (id: number, bytes: Uint8Array<ArrayBuffer>, name: string): GraphAsk => ({
  id,
  type: 'open',
  source: { kind: 'file', file: new Blob([bytes]), name },
  aspect: 1.6,
});

describe('the desk', () => {
  it.each(GRAPH_FORMATS)('opens what it saves as %s', async (format) => {
    const desk = newDesk();
    const told = await ask(desk, fileAsk(1, saved(format), `graph.${format}`));
    expect(told.map(({ type }) => type)).toEqual(['progress', 'progress', 'progress', 'progress', 'opened']);
    const opened = told.at(-1);
    if (opened?.type !== 'opened') throw new Error('expected it to be open');
    expect(opened.summary).toMatchObject({ nodes: 3, edges: 3, controls: 1, scopes: 1, unknown: 1 });
    expect(opened.level.items.label).toEqual(['x', 's']);
    const [answer] = await ask(desk, { id: 2, type: 'save', format: 'pb', wallTime: 0 });
    if (answer.type !== 'saved') throw new Error('expected it to be saved');
    const again = openGraph(new Uint8Array(answer.bytes), 'again.pb');
    expect(again.ok && again.value.graph.nodes).toEqual(GRAPH.nodes);
  });

  it('takes a session’s columns, the marks of its run and its pages', async () => {
    const desk = newDesk();
    const graph = {
      ...sessionOf(GRAPH),
      columns: [{ name: 'kind', words: ['forward', 'loss'], of: Uint8Array.of(0, 0, 1) }],
      ran: { account: 'tensorflow' as const, epoch: 4, run: 2, marks: Uint8Array.of(RAN_FED, RAN_NEEDED | RAN_TOLD, RAN_TOLD) },
      pages: { page: 100, tier: Uint8Array.of(0, 1, 2), sizes: Float64Array.of(150, 100, 20), each: 90 },
    };
    const told = await ask(desk, { id: 1, type: 'open', source: { kind: 'session', graph }, aspect: 1 });
    const ran = { account: 'tensorflow', epoch: 4, run: 2, needed: 1, told: 2, fed: 1 };
    expect(told.at(-1)).toMatchObject({ type: 'opened', summary: { nodes: 3, columns: ['kind'], ran }, level: { kinds: ['forward', 'loss'] } });
    const opened = told.at(-1);
    if (opened?.type !== 'opened') throw new Error('expected it to be open');
    expect([...opened.level.items.needed]).toEqual([0, 1]);
    expect([...opened.level.items.told]).toEqual([0, 2]);
    expect(await ask(desk, { id: 2, type: 'node', node: 1 })).toMatchObject([{ node: { ran: RAN_NEEDED | RAN_TOLD, lies: { bytes: 100, page: 1, pages: 2, tier: 1 } } }]);
    expect(await ask(desk, { id: 3, type: 'node', node: 2 })).toMatchObject([{ node: { ran: RAN_TOLD, lies: { bytes: 20, page: 2, pages: 1, tier: 2 } } }]);
  });

  it('keeps apart, in a graph before and after a pass, what did not become the same', async () => {
    const desk = newDesk();
    const graph = graphOf(['x: Placeholder', ...Array.from({ length: 12 }, (_, i) => `m${i === 0 ? '' : `_${i}`}: MatMul(x, x)`)]);
    const fate = { name: FATE_COLUMN, words: ['kept', 'merged'], of: Uint8Array.from(graph.nodes, (_, i) => (i > 5 ? 1 : 0)) };
    const into = { name: INTO_COLUMN, words: ['', 'm'], of: Uint8Array.from(graph.nodes, (_, i) => (i > 5 ? 1 : 0)) };
    const encoded = saveGraph(graph, 'pb');
    if (!encoded.ok) throw new Error(encoded.error);
    const diff = { pass: 'pruning', round: 0, before: 13, after: 6, omitted: 0, parts: [encoded.value.slice().buffer], columns: [fate, into] };
    const told = await ask(desk, { id: 1, type: 'open', source: { kind: 'diff', diff }, aspect: 1 });
    expect(told.at(-1)).toMatchObject({ type: 'opened', summary: { fates: [{ fate: 'kept', count: 6 }, { fate: 'merged', count: 7 }] }, level: { kinds: ['kept', 'merged'] } });
    const opened = told.at(-1);
    if (opened?.type !== 'opened') throw new Error('expected it to be open');
    expect(opened.level.items.label).toEqual(['x', 'm … m_4', 'm_5 … m_11']);
    expect([...opened.level.items.mix]).toEqual([1, 0, 5, 0, 0, 7]);
    expect(await ask(desk, { id: 2, type: 'node', node: 9 })).toMatchObject([{ node: { name: 'm_8', into: 1 } }]);
  });

  it('answers levels, details and searches', async () => {
    const desk = newDesk();
    await ask(desk, fileAsk(1, saved('pb'), 'graph.pb'));
    expect(await ask(desk, { id: 2, type: 'reveal', node: 1, aspect: 1 })).toMatchObject([
      { id: 2, type: 'level', item: 0, level: { trail: [{ label: '' }, { label: 's' }] } },
    ]);
    expect(await ask(desk, { id: 3, type: 'node', node: 2 })).toMatchObject([
      { id: 3, type: 'node', node: { name: 's/z', known: false, controls: [{ text: '^x', node: 0 }] } },
    ]);
    expect(await ask(desk, { id: 4, type: 'find', text: 'Y', most: 5 })).toMatchObject([{ id: 4, type: 'found', total: 1 }]);
    expect(await ask(desk, { id: 5, type: 'level', place: 0, aspect: 1 })).toMatchObject([{ id: 5, type: 'level', item: -1 }]);
  });

  it('refuses what is no graph, in a sentence, and keeps the graph it has', async () => {
    const desk = newDesk();
    await ask(desk, fileAsk(1, saved('pb'), 'graph.pb'));
    const told = await ask(desk, fileAsk(2, Uint8Array.of(10, 255, 255, 255, 255, 15), 'bad.pb'));
    expect(told.at(-1)).toMatchObject({ id: 2, type: 'failed', error: expect.stringContaining('bad.pb: this is not a graph') });
    expect(await ask(desk, { id: 3, type: 'inside', place: 0 })).toMatchObject([{ inside: { nodes: 3 } }]);
  });

  it('does not even read a file that is too large', async () => {
    const file = { size: 2 ** 40, arrayBuffer: () => Promise.reject(new Error('read all the same')) } as unknown as Blob;
    const told = await ask(newDesk(), { id: 1, type: 'open', source: { kind: 'file', file, name: 'huge.pb' }, aspect: 1 });
    expect(told.at(-1)).toMatchObject({ type: 'failed', error: expect.stringContaining('huge.pb: the file has 1099511627776 bytes') });
  });
});
