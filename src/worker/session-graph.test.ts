/** The session's graph as a GraphDef: what comes out is what the engine has, part by part, and the columns beside it fit. */
import { describe, expect, it } from 'vitest';
import { listNode } from '../tf/listing.ts';
import { openGraph, type OpenedGraph } from '../graphdef/open.ts';
import type { SessionGraph } from '../protocol/graph-view.ts';
import { exportGraph, type ExportOptions } from '../handout/session-graph.ts';
import { play, type Played } from './test-kit.ts';

type Whole = Extract<SessionGraph, { kind: 'graph' }>;

function exported({ runner }: Played, more: Partial<ExportOptions> = {}): { steps: number[]; result: SessionGraph } {
  const lines = new Map(runner.script().flatMap(({ id, text }) => (id === null ? [] : [[id, text] as const])));
  const steps: number[] = [];
  const run = exportGraph(runner.tf.graph, { epoch: 1, program: 'perceptron', lines, ...more });
  for (;;) {
    const { done, value } = run.next();
    if (done) return { steps, result: value };
    steps.push(value);
  }
}

function opened({ parts }: Whole): OpenedGraph {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  const result = openGraph(bytes, 'session.pb');
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

const whole = (result: SessionGraph): Whole => {
  if (result.kind !== 'graph') throw new Error(`expected a graph, got ${result.kind}`);
  return result;
};

describe('the exported graph', () => {
  const played = play({ samples: 40, epochs: 4, build: 'everything', optimizer: 'momentum', save: true, reload: true, every: 2 });
  const { graph } = played.runner.tf;
  const result = whole(exported(played).result);
  const { graph: read, summary } = opened(result);

  it('has every node in order, with name, op, inputs and device, and nothing to object to', () => {
    expect(read.nodes).toHaveLength(graph.nodes);
    expect(result.nodes).toBe(graph.nodes);
    for (const [id, node] of read.nodes.entries()) {
      const { name, op, inputs, device } = listNode(graph, id);
      expect({ name: node.name, op: node.op, inputs: node.inputs, device: node.device }).toEqual({ name, op, inputs, device });
    }
    expect(summary.problems).toEqual([]);
    expect(summary.producer).toBe(1645);
  });

  it('has the attributes that the listing has, and constants with their values', () => {
    for (const [id, node] of read.nodes.entries()) {
      const listed = listNode(graph, id);
      expect([...node.attrs.keys()].sort(), node.name).toEqual(Object.keys(listed.attrs));
      const value = node.attrs.get('value');
      if (node.op !== 'Const' || value?.kind !== 'tensor') continue;
      expect(value.value.shape).toEqual(listed.shapes[0]);
      const { data } = value.value;
      if (!('length' in data)) throw new Error('expected the elements of a constant');
      const wanted = graph.constantValue({ id, index: 0 })!;
      const plain = Array.from(data as ArrayLike<unknown>, (v) => (v instanceof Uint8Array ? new TextDecoder('latin1').decode(v) : Number(v)));
      expect(plain).toEqual(Array.from<unknown>(wanted.data));
    }
    const initial = read.nodes.find(({ op }) => op === 'VariableV2')!;
    expect(initial.attrs.get('shape')).toEqual({ kind: 'shape', value: [64, 10] });
    expect(initial.attrs.get('dtype')).toEqual({ kind: 'type', value: 'float32' });
  });

  it('brings what made each node, its shape and its line', () => {
    const [kind, shape, line] = result.columns;
    expect(result.columns.map(({ name, of }) => [name, of.length])).toEqual([['kind', graph.nodes], ['shape', graph.nodes], ['line', graph.nodes]]);
    for (let id = 0; id < graph.nodes; id++) {
      expect(kind.words[kind.of[id]]).toBe(graph.classOf(id).kind);
      expect(shape.words[shape.of[id]]).toBe(listNode(graph, id).shapes.map((s) => (s ? `[${s.map((d) => d ?? '?').join(', ')}]` : '?')).join(' '));
    }
    expect(line.words.some((text) => text.includes('matmul'))).toBe(true);
  });

  it('yields often, and says how far it is', () => {
    const { steps } = exported(played);
    expect(steps.length).toBeGreaterThan(graph.nodes / 200);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(graph.nodes);
  });

  it('gives counts only where the graph is too large', () => {
    const byNodes = exported(played, { nodesMost: 10 }).result;
    expect(byNodes).toMatchObject({ kind: 'counts', why: 'nodes', limit: 10, nodes: graph.nodes });
    const byBytes = exported(played, { bytesMost: 1000 }).result;
    if (byBytes.kind !== 'counts') throw new Error('expected counts');
    expect(byBytes.why).toBe('bytes');
    expect(byBytes.ops.reduce((sum, [, count]) => sum + count, 0)).toBe(graph.nodes);
    expect(byBytes.kinds.reduce((sum, [, count]) => sum + count, 0)).toBe(graph.nodes);
  });

  it('has no nodes where there are none yet', () => {
    const empty = play({ samples: 10 }, [], () => 'stop');
    empty.runner.reset();
    expect(opened(whole(exported(empty).result)).graph.nodes).toEqual([]);
  });
});
