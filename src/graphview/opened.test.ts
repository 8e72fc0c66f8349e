import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_KINDS, type Level, LEVEL_MOST } from '../protocol/graph-view.ts';
import { Opened } from './opened.ts';
import { PORTS_MOST } from './ports.ts';
import { graphOf, leaky, openedOf } from './test-kit.ts';

const open = (lines: readonly string[], known: readonly string[] | null = null): Opened => new Opened(openedOf(graphOf(lines)), [], known);

/** A level in words: its items, and its edges as `from > to values+controls`. */
function words({ items, edges }: Level): { items: string[]; edges: string[] } {
  const name = (i: number): string => `${ITEM_KINDS[items.kind[i]]} ${items.label[i]}${items.nodes[i] === 1 ? '' : ` ×${items.nodes[i]}`}`;
  return {
    items: items.label.map((_, i) => name(i)),
    edges: Array.from(
      { length: edges.count },
      (_, e) => `${items.label[edges.from[e]]} > ${items.label[edges.to[e]]} ${edges.values[e]}+${edges.controls[e]}`,
    ),
  };
}

const MODEL = [
  'x: Placeholder',
  'w: VariableV2',
  'w/init: Const',
  'w/Assign: Assign(w, w/init)',
  'y: MatMul(x, w)',
  'out/a: Relu(y, ^w/Assign)',
  'out/b: Add(out/a, y)',
];

describe('a level', () => {
  it('shows the nodes and scopes of the whole graph, and counts the edges between them', () => {
    expect(words(open(MODEL).level(0, 1.6))).toEqual({
      items: ['node x', 'node y', 'scope w ×3', 'scope out ×2'],
      edges: ['x > y 1+0', 'y > out 2+0', 'w > y 1+0', 'w > out 0+1'],
    });
  });

  it('opens a scope, with ports to what is outside', () => {
    const opened = open(MODEL);
    const { items } = opened.level(0, 1.6);
    const inside = opened.level(items.place[3], 1.6);
    expect(words(inside)).toEqual({
      items: ['node a', 'node b', 'from y ×2', 'from w/Assign'],
      edges: ['a > b 1+0', 'y > a 1+0', 'y > b 1+0', 'w/Assign > a 0+1'],
    });
    expect(inside.trail.map(({ label }) => label)).toEqual(['', 'out']);
    expect(words(opened.level(items.place[2], 1.6)).items).toEqual(['node (w)', 'node init', 'node Assign', 'to y', 'to out/a']);
  });

  it('folds series of nodes and of scopes, and unfolds them', () => {
    const opened = new Opened(openedOf(leaky(30, 10)), [], null);
    const root = opened.level(0, 1.6);
    expect(words(root).items).toEqual([
      'node x',
      'node init',
      'series Const … Const_299 ×300',
      'series MatMul … MatMul_299 ×300',
      'scope w ×4',
      'series gradients … gradients_29 ×90',
    ]);
    expect(words(root).edges).toContain('Const … Const_299 > MatMul … MatMul_299 300+0');
    const products = opened.level(root.items.place[3], 1.6);
    expect(products.items.count).toBeLessThanOrEqual(LEVEL_MOST);
    expect(ITEM_KINDS[products.items.kind[0]]).toBe('range');
    const [first] = products.items.place;
    expect(words(opened.level(first, 1.6)).items.slice(0, 2)).toEqual(['node MatMul', 'node MatMul_1']);
    const gradients = opened.level(root.items.place[5], 1.6);
    expect(words(gradients).items.slice(0, 2)).toEqual(['scope gradients ×3', 'scope gradients_1 ×3']);
    expect(opened.level(gradients.items.place[7], 1.6).trail.map(({ label }) => label)).toEqual([
      '',
      'gradients … gradients_29',
      'gradients_7',
    ]);
  });

  it('counts what the engine cannot run', () => {
    const { items } = open(MODEL, ['Placeholder', 'MatMul', 'Relu', 'Const', 'Assign']).level(0, 1.6);
    expect([...items.unknown]).toEqual([0, 0, 1, 1]);
  });

  it('mixes the words of the column that came with the graph', () => {
    const kinds = { name: 'kind', words: ['forward', 'update'], of: Uint8Array.of(0, 1, 1, 1, 0, 0, 1) };
    const { items, kinds: names } = new Opened(openedOf(graphOf(MODEL)), [kinds], null).level(0, 1.6);
    expect(names).toEqual(['forward', 'update']);
    expect([...items.mix]).toEqual([1, 0, 1, 0, 0, 3, 1, 1]);
  });

  it('leaves out a column of another length', () => {
    const kinds = { name: 'kind', words: ['forward'], of: Uint8Array.of(0) };
    expect(new Opened(openedOf(graphOf(MODEL)), [kinds], null).summary().columns).toEqual([]);
  });
});

describe('any graph', () => {
  const part = fc.constantFrom('a', 'b', 'c_1', 'c_2', 'd');
  const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const lines = fc
    .array(
      fc.record({
        name,
        number: fc.nat({ max: 40 }),
        op: fc.constantFrom('A', 'B', 'C'),
        inputs: fc.array(fc.nat({ max: 200 }), { maxLength: 3 }),
        control: fc.boolean(),
      }),
      { minLength: 1, maxLength: 120 },
    )
    .map((nodes) => {
      const names = nodes.map((node) => (node.number === 0 ? node.name : `${node.name}_${node.number}`));
      return nodes.map(
        ({ op, inputs, control }, i) =>
          `${names[i]}: ${op}(${inputs.map((k) => `${control ? '^' : ''}${names[k % names.length]}`).join(', ')})`,
      );
    });

  it('every level: each node in one item, few items, and the edges counted are those of the graph', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const graph = graphOf(all);
        const opened = new Opened(openedOf(graph), [], null);
        const { edges, controls } = opened.summary();
        const visit = (place: number, within: number, depth: number): void => {
          const { items, edges: lines_, nodes } = opened.level(place, 1.6);
          expect(nodes).toBe(within);
          expect(items.count).toBeLessThanOrEqual(LEVEL_MOST);
          const sum = (column: Uint32Array): number => column.reduce((a, b) => a + b, 0);
          if (place === 0) expect(sum(lines_.values) + sum(lines_.controls)).toBeLessThanOrEqual(edges + controls);
          const ports = [...items.kind].filter((kind) => ITEM_KINDS[kind] === 'from' || ITEM_KINDS[kind] === 'to').length;
          expect(ports).toBeLessThanOrEqual(2 * PORTS_MOST);
          if (place === 0) expect(ports).toBe(0);
          for (let i = 0; i < items.count - ports; i++) {
            if (items.place[i] >= 0) {
              expect(depth).toBeLessThan(12);
              visit(items.place[i], items.nodes[i], depth + 1);
            } else expect(items.nodes[i]).toBe(1);
          }
        };
        visit(0, graph.nodes.length, 0);
      }),
      { numRuns: 40 },
    );
  });

  it('reveals any node by itself', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (all, pick) => {
        const graph = graphOf(all);
        const node = pick % graph.nodes.length;
        const { level, item } = new Opened(openedOf(graph), [], null).reveal(node, 1);
        expect(level.items.node[item]).toBe(node);
      }),
      { numRuns: 60 },
    );
  });
});

describe('too many things', () => {
  it('folds by op, and what is left over together', () => {
    const opened = open(Array.from({ length: 3000 }, (_, i) => `n${i}x: Op${i % 400}`));
    const root = opened.level(0, 1.6);
    expect(root.items.count).toBeLessThanOrEqual(LEVEL_MOST);
    expect(root.nodes).toBe(3000);
    const others = [...root.items.nodes.keys()].reduce((a, b) => (root.items.nodes[a] >= root.items.nodes[b] ? a : b));
    expect(opened.level(root.items.place[others], 1.6).items.count).toBeLessThanOrEqual(LEVEL_MOST);
  });

  it('keeps levels small with a hundred thousand nodes, and is quick', () => {
    const opened = new Opened(openedOf(leaky(50, 1000)), [], null);
    const root = opened.level(0, 1.6);
    expect(root.nodes).toBe(100_156);
    expect(root.items.count).toBeLessThan(20);
    const { level, item } = opened.reveal(99_000, 1.6);
    expect(level.items.node[item]).toBe(99_000);
    expect(level.items.count).toBeLessThanOrEqual(LEVEL_MOST);
  });

  it('has no more than a few ports', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `n${String.fromCharCode(97 + (i % 26))}${i}x: Op`);
    const opened = open([...lines, `s/all: Op(${lines.map((line) => line.split(':')[0]).join(', ')})`]);
    const { items } = opened.reveal(60, 1.6).level;
    expect(items.count).toBe(1 + PORTS_MOST);
    expect(items.nodes.reduce((a, b) => a + b, 0)).toBe(61);
  });
});

describe('saving', () => {
  it('tells of a large graph how much is written, in any format', () => {
    const opened = open(Array.from({ length: 25_000 }, (_, i) => `n${i}: Op`));
    for (const format of ['pb', 'pbtxt', 'meta', 'events'] as const) {
      const shares: number[] = [];
      expect(opened.save(format, 0, (share) => shares.push(share)).ok).toBe(true);
      expect(shares).toEqual(Array.from({ length: 100 }, (_, i) => (i + 1) / 100));
    }
    const shares: number[] = [];
    open(MODEL).save('pb', 0, (share) => shares.push(share));
    expect(shares).toEqual([]);
  });
});

describe('details and searching', () => {
  it('names inputs, control inputs and users as links', () => {
    const node = open([...MODEL, 'z: Split(y:1, missing)']).node(4);
    expect(node).toMatchObject({
      name: 'y',
      op: 'MatMul',
      inputs: [
        { text: 'x', node: 0 },
        { text: 'w', node: 1 },
      ],
      controls: [],
      usersTotal: 3,
    });
    expect(node.users).toEqual([
      { text: 'out/a', node: 5 },
      { text: 'out/b', node: 6 },
      { text: 'z', node: 7 },
    ]);
    expect(open([...MODEL, 'z: Split(y:1, missing)']).node(7).inputs).toEqual([
      { text: 'y:1', node: 4 },
      { text: 'missing', node: -1 },
    ]);
    expect(open(MODEL).node(5).controls).toEqual([{ text: '^w/Assign', node: 3 }]);
  });

  it('finds names in any case, the closest first', () => {
    const opened = open(['xW: A', 'w/x: A', 'a/w: A', 'W: B']);
    expect(opened.find('w', 10)).toEqual({
      found: [
        { node: 3, name: 'W', op: 'B' },
        { node: 2, name: 'a/w', op: 'A' },
        { node: 1, name: 'w/x', op: 'A' },
        { node: 0, name: 'xW', op: 'A' },
      ],
      total: 4,
    });
    expect(opened.find('w', 2).found.map(({ name }) => name)).toEqual(['W', 'a/w']);
    expect(opened.find('', 10)).toEqual({ found: [], total: 0 });
  });

  it('sums up', () => {
    expect(open(MODEL, ['MatMul']).summary()).toMatchObject({
      nodes: 7,
      edges: 7,
      controls: 1,
      scopes: 2,
      unknown: 6,
      ops: [
        { op: 'Add', count: 1, known: false },
        { op: 'Assign', count: 1, known: false },
        { op: 'Const' },
        { op: 'MatMul', known: true },
        { op: 'Placeholder' },
        { op: 'Relu' },
        { op: 'VariableV2' },
      ],
    });
  });

  it('says what a scope holds', () => {
    const opened = open(MODEL);
    expect(opened.inside(opened.level(0, 1).items.place[2])).toMatchObject({
      name: 'w',
      nodes: 3,
      ops: [{ op: 'Assign', count: 1, known: null }, { op: 'Const' }, { op: 'VariableV2' }],
    });
  });
});
