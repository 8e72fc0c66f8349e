/** The session's graph as it is handed out: what is put together of its columns is what the engine has. */
import { describe, expect, it } from 'vitest';
import { listNode } from '../tf/listing.ts';
import { decodeGraph } from '../graphdef/binary.ts';
import { concat } from '../graphdef/bytes.ts';
import type { NodeData } from '../graphdef/model.ts';
import { graphProblems } from '../graphdef/summary.ts';
import { ALWAYS } from '../engine/masks.ts';
import { LINE_COLUMN, RAN_FED, RAN_NEEDED, RAN_TOLD, type SessionGraph } from '../protocol/graph-view.ts';
import { exportGraph, type ExportOptions } from '../handout/session-graph.ts';
import { exportSession } from './graph-export.ts';
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

/** The nodes as they are put together of the columns. */
function nodesOf({ table: { templates, leaves, scopes, template, scope, number, start, from, output } }: Whole): { nodes: NodeData[]; templates: number } {
  const read = decodeGraph(concat(templates.map((part) => new Uint8Array(part))));
  if (!read.ok) throw new Error(read.error);
  const name = (i: number): string => [...(scopes[scope[i]] === '' ? [] : [scopes[scope[i]]]), leaves[template[i]] + (number[i] === 0 ? '' : `_${number[i]}`)].join('/');
  const nodes = Array.from(template, (of, i): NodeData => {
    const data: string[] = [];
    const controls: string[] = [];
    for (let e = start[i]; e < start[i + 1]; e++) {
      if (output[e] < 0) controls.push(`^${name(from[e])}`);
      else data.push(name(from[e]) + (output[e] === 0 ? '' : `:${output[e]}`));
    }
    return { ...read.value.nodes[of], name: name(i), inputs: [...data, ...controls.sort()] };
  });
  expect(read.value.producer).toBe(1645);
  return { nodes, templates: read.value.nodes.length };
}

const whole = (result: SessionGraph): Whole => {
  if (result.kind !== 'graph') throw new Error(`expected a graph, got ${result.kind}`);
  return result;
};

describe('the exported graph', () => {
  const played = play({ samples: 40, epochs: 4, build: 'everything', optimizer: 'momentum', save: true, reload: true, every: 2 });
  const { graph } = played.runner.tf;
  const result = whole(exported(played).result);
  const read = nodesOf(result);

  it('has every node in order, with name, op, inputs and device, and nothing to object to', () => {
    expect(read.nodes).toHaveLength(graph.nodes);
    expect(result.nodes).toBe(graph.nodes);
    for (const [id, node] of read.nodes.entries()) {
      const { name, op, inputs, device } = listNode(graph, id);
      expect({ name: node.name, op: node.op, inputs: node.inputs, device: node.device }).toEqual({ name, op, inputs, device });
    }
    expect(graphProblems({ nodes: read.nodes, producer: 0, minConsumer: 0 })).toEqual([]);
  });

  it('says what nodes have in common once', () => {
    expect(read.templates).toBeLessThan(graph.nodes / 3);
  });

  it('marks what the latest run executed by either account, and says on which page each node lies', () => {
    for (const account of ['told', 'tensorflow'] as const) {
      const { runner } = play({ samples: 20, epochs: 3, account, build: 'everything' });
      const steps = exportSession(runner);
      let next = steps.next();
      while (!next.done) next = steps.next();
      const { ran, pages, table } = whole(next.value);
      const { run } = runner.latest!;
      const count = (bit: number): number => ran!.marks.reduce((sum, mark) => sum + (mark & bit ? 1 : 0), 0);
      expect(ran).toMatchObject({ account, epoch: 3, run: runner.latest!.at });
      expect(count(RAN_NEEDED)).toBe(run.pruned);
      expect(count(RAN_FED)).toBe(runner.latest!.feeds.size);
      const told = Array.from(ran!.marks, (mark) => (mark & RAN_TOLD ? 1 : 0));
      if (account === 'told') {
        expect(count(RAN_TOLD)).toBe(run.total);
        const needed = new Set(run.needed);
        expect(told).toEqual(Array.from(told, (_, id) => (runner.tf.graph.mask(id) & ALWAYS || needed.has(id) ? 1 : 0)));
        const { tiers, size } = runner.ledger.memory();
        expect(Array.from(table.template, (t) => pages!.sizes![t])).toEqual(Array.from(table.template, (_, id) => size!(id)));
        expect(pages!.tier).toEqual(tiers.snapshot());
      } else {
        expect(count(RAN_TOLD)).toBeGreaterThan(run.pruned);
        expect(pages!.sizes).toBeNull();
        expect(pages!.each * table.template.length).toBeCloseTo(runner.ledger.memory().tiers.totalBytes);
      }
    }
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
    const { template } = result.table;
    expect(result.columns.map(({ name, of }) => [name, of.length])).toEqual([['kind', read.templates], ['shape', read.templates], ['line', read.templates]]);
    for (let id = 0; id < graph.nodes; id++) {
      expect(kind.words[kind.of[template[id]]]).toBe(graph.classOf(id).kind);
      expect(shape.words[shape.of[template[id]]]).toBe(listNode(graph, id).shapes.map((s) => (s ? `[${s.map((d) => d ?? '?').join(', ')}]` : '?')).join(' '));
    }
    expect(line.words.some((text) => text.includes('matmul'))).toBe(true);
  });

  it('names the whole statement of a node whose line is the last of several', () => {
    const steps = exportSession(played.runner);
    let next = steps.next();
    while (!next.done) next = steps.next();
    const { columns, table } = whole(next.value);
    const node = nodesOf(whole(next.value)).nodes.findIndex(({ name }) => name === 'w/Assign');
    const { words, of } = columns.find(({ name }) => name === LINE_COLUMN)!;
    expect(words[of[table.template[node]]]).toMatch(/^\d+-\d+ w = tf\.Variable\(.*name='w'\)$/);
  });

  it('yields often, and says how far it is', () => {
    const large = play({ samples: 200, epochs: 40, work: 'modelled' });
    const { steps } = exported(large);
    expect(steps.length).toBeGreaterThan(large.runner.tf.graph.nodes / 4096);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(large.runner.tf.graph.nodes);
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
    expect(nodesOf(whole(exported(empty).result)).nodes).toEqual([]);
  });
});
