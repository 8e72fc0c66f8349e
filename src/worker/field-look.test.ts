/** The field beside the run: increments put together give what a slow look at the whole graph gives, and the run is the run that nobody looks at. */
import { describe, expect, it } from 'vitest';
import { ALWAYS } from '../engine/masks.ts';
import { factsOf, FieldColumn, isLeaked, type Change } from '../handout/field.ts';
import { MIB, type RunConfig } from '../protocol/config.ts';
import { CODES, EPOCH_GROUPS, FIELD_COLOURS, type FieldColour, type FieldLook, type NodeLook } from '../protocol/field.ts';
import type { Report } from '../protocol/messages.ts';
import { Driver } from './driver.ts';
import { sourceOf } from './field-look.ts';
import { Ownership } from './memory-look.ts';
import type { Runner } from './runner.ts';
import { configOf, digits, play, weights, type Played } from './test-kit.ts';

function whole<T>(steps: Generator<void, T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** Codes by looking at each node alone. */
function slow(runner: Runner, by: FieldColour): (number | string)[] {
  const { tf: { graph }, trail, latest, ledger, config } = runner;
  const reached = new Set(latest?.run.needed);
  const now = new Set(trail.now.flatMap((ids) => Array.from(ids)));
  const before = new Set(trail.before.flatMap((ids) => Array.from(ids)));
  const first = (back: number): number => (trail.epochs < back ? 0 : trail.epochAt(trail.epochs - back).first);
  const { tiers, top, size, pieces } = ledger.memory();
  const starts = new Map<number, number>();
  let at = 0;
  for (const { what, end, from, to } of pieces ?? []) {
    if (what === 'nodes') for (let id = from; id < to; id++) if (!starts.has(id)) starts.set(id, at + ((end - at) * (id - from)) / (to - from));
    at = end;
  }
  let address = 0;
  return Array.from({ length: graph.nodes }, (_, id) => {
    const page = Math.floor((size ? address : starts.get(id)!) / config.page);
    address += size?.(id) ?? 0;
    switch (by) {
      case 'op': return graph.classOf(id).op.type;
      case 'tier': return tiers.tierOf(page) + top;
      case 'executed': return latest !== null && (reached.has(id) || (latest.run.account === 'all' && id < latest.nodes && (graph.mask(id) & ALWAYS) !== 0)) ? 1 : 0;
      case 'leaked': return now.has(id) || (before.has(id) && id < first(2)) || id >= first(1) || (id >= trail.model[0] && id < trail.model[1]) ? 0 : 1;
      case 'epoch': return trail.epochAt(trail.indexOf(id)).epoch;
    }
  });
}

/** What a page would have put together of the changes. */
class Pieces {
  codes = new Uint8Array(0);
  last: Change | null = null;
  sent = 0;
  take(change: Change): void {
    expect(change.from).toBeLessThanOrEqual(this.codes.length);
    const codes = new Uint8Array(change.nodes);
    codes.set(this.codes);
    codes.set(change.codes, change.from);
    this.codes = codes;
    this.sent += change.codes.length;
    this.last = change;
  }
  /** The codes as `slow` has them; epochs as far as codes tell them. */
  read(by: FieldColour): (number | string)[] {
    return Array.from(this.codes, (code) => (by === 'op' ? this.last!.ops[code] : code));
  }
}

const code = (width: number) => (epoch: number | string): number => 2 * Math.floor((Number(epoch) - 1) / width) + (Number(epoch) & 1);

describe.each<[string, Partial<RunConfig>]>([
  ['a leaky run that spills', { samples: 20, epochs: 14, video: 2 * MIB, main: 2 * MIB, page: 65_536, save: true, reload: true, every: 5 }],
  ['the cure', { samples: 20, epochs: 9, save: true, clear: true, reload: true, every: 4 }],
  ['as TensorFlow does', { account: 'tensorflow', build: 'everything', samples: 20, epochs: 4, run: 'batch', batch: 10 }],
  ['models in succession', { program: 'search', epochs: 1, samples: 20 }],
  ['a classic leak', { program: 'leaks', leak: 'saver', epochs: 4 }],
])('%s', (_, part) => {
  it('increments are what a slow look at every node gives, at every epoch', () => {
    const pieces = new Map(FIELD_COLOURS.map((by) => [by, { column: new FieldColumn(by), of: new Pieces() }]));
    let ownership = new Ownership();
    let graph: unknown = null;
    let looks = 0;
    play(part, [], (boundary, { runner }) => {
      if (boundary !== 'epoch' && !(boundary === 'run' && part.run === 'batch')) return;
      if (runner.tf.graph !== graph) {
        graph = runner.tf.graph;
        ownership = new Ownership();
        for (const [by, one] of pieces) { one.column = new FieldColumn(by); one.of = new Pieces(); }
      }
      // Every other one: a slow look is slow.
      if (looks++ % 2 === 1) return;
      for (const [by, { column, of }] of pieces) {
        of.take(whole(column.update(sourceOf(runner, ownership))));
        const wanted = slow(runner, by);
        expect(of.read(by).join(), by).toBe((by === 'epoch' ? wanted.map(code(of.last!.width)) : wanted).join());
        const counts = new Float64Array(CODES);
        for (const c of of.codes) counts[c]++;
        expect(of.last!.counts, by).toEqual(counts);
        if (by === 'epoch') expect(Math.max(...of.codes)).toBeLessThan(2 * EPOCH_GROUPS);
      }
    });
    expect(looks).toBeGreaterThan(3);
  });
});

it('only what changed is sent: a node once where its code stays, an epoch’s nodes once more when they are leaked', () => {
  const columns = new Map((['op', 'leaked', 'executed'] as const).map((by) => [by, { column: new FieldColumn(by), of: new Pieces() }]));
  const { runner } = play({ samples: 50, epochs: 30 }, [], (boundary, { runner: r }) => {
    if (boundary === 'epoch') for (const { column, of } of columns.values()) of.take(whole(column.update(sourceOf(r, new Ownership()))));
  });
  const { nodes } = runner.tf.graph;
  expect(columns.get('op')!.of.sent).toBe(nodes);
  expect(columns.get('executed')!.of.sent).toBeLessThan(1.1 * nodes);
  expect(columns.get('leaked')!.of.sent).toBeLessThan(2.1 * nodes);
});

describe('what is leaked', () => {
  const count = (played: Played): number => whole(new FieldColumn('leaked').update(sourceOf(played.runner, new Ownership()))).counts[1];
  it('in a leaky run: all that former epochs have built', () => {
    const played = play({ samples: 40, epochs: 10 });
    const { trail } = played.runner;
    expect(count(played)).toBe(trail.epochAt(9).first - trail.model[1]);
  });
  it('with everything built once: nothing', () => expect(count(play({ build: 'hoisted', samples: 40, epochs: 4 }))).toBe(0));
  it('right after the cure: nothing', () => expect(count(play({ samples: 40, epochs: 8, save: true, clear: true, reload: true, every: 4 }))).toBe(0));
  it('with reload but without clear: the former model, too', () => {
    const played = play({ build: 'hoisted', samples: 20, epochs: 6, save: true, reload: true, every: 4 });
    const { trail } = played.runner;
    expect(trail.model[0]).toBeGreaterThan(50);
    expect(count(played)).toBe(trail.epochAt(5).first - (trail.model[1] - trail.model[0]));
    expect([0, trail.model[0] - 1, trail.model[0], trail.model[1] - 1, trail.model[1]].map((id) => isLeaked(trail, id))).toEqual([true, true, false, false, true]);
  });
});

describe('one node', () => {
  const played = play({ samples: 40, epochs: 6, page: 65_536 });
  const { runner } = played;
  const source = sourceOf(runner, new Ownership());
  const describe_ = (node: number) => factsOf(source, node, whole(source.pages()));
  it('is told with inputs, shape, bytes, page, epoch and line', () => {
    const node = runner.trail.epochAt(1).first;
    const { graph } = runner.tf;
    const product = Array.from({ length: 9 }, (_, i) => node + i).find((id) => graph.classOf(id).op.type === 'MatMul')!;
    const facts = describe_(product)!;
    const { size, tiers } = runner.ledger.memory();
    let address = 0;
    for (let id = 0; id < product; id++) address += size!(id);
    expect(facts).toMatchObject({
      name: graph.name(product), op: 'MatMul', epoch: 2, leaked: true, executed: true, memory: { bytes: size!(product), page: Math.floor(address / 65_536), tier: ['video', 'main', 'disk'][tiers.tierOf(Math.floor(address / 65_536))] },
      inputsInAll: 2, inputs: [0, 1].map((i) => graph.tensorName(graph.input(product, i))), outputs: [{ dtype: 'float32', shape: [1, 10] }],
    });
    expect(factsOf(source, product, null)).toEqual({ ...facts, memory: null });
    expect(runner.script().find(({ id }) => id === facts.line)?.text).toMatch(/matmul/i);
  });
  it('of a number that no node has is none', () => {
    expect(describe_(runner.tf.graph.nodes)).toBeNull();
    expect(describe_(-1)).toBeNull();
  });
});

describe('in the worker', () => {
  it('a run that is looked at equals the run that is not, and the page gets all nodes', async () => {
    const config = configOf({ samples: 40, epochs: 9, save: true, clear: true, reload: true, every: 4 });
    const alone = play(config);
    const queue: (() => void)[] = [];
    const looks: FieldLook[] = [];
    const nodes: NodeLook[] = [];
    const rows: Float64Array[] = [];
    let now = 0;
    let state = '';
    const driver = new Driver({
      now: () => (now += 1),
      later: (callback) => void queue.push(callback),
      post: (report: Report) => {
        if (report.type === 'field' && report.look) looks.push(report.look);
        else if (report.type === 'node') nodes.push(report.look);
        else if (report.type === 'frames') rows.push(report.batch.rows);
        else if (report.type === 'status') state = report.status.state;
      },
    }, digits);
    await driver.handle({ type: 'start', run: 1, config, log: [], at: null, play: true, speed: Infinity });
    await driver.handle({ type: 'field', order: { id: 1, on: true, by: 'op' } });
    await driver.handle({ type: 'node', order: { id: 1, on: true, node: 3 } });
    await import('./field-look.ts');
    const turns = async (): Promise<void> => {
      for (let i = 0; i < 50_000 && queue.length > 0; i++) { queue.shift()!(); if (i % 50 === 0) await Promise.resolve(); }
    };
    await turns();
    expect(state).toBe('done');
    expect(rows.flatMap((r) => Array.from(r)).length).toBe(alone.raw.flatMap((r) => Array.from(r)).length);
    const last = looks.at(-1)!;
    expect(last.nodes).toBe(alone.runner.tf.graph.nodes);
    expect(new Set(looks.map(({ graph }) => graph)).size).toBeGreaterThan(1);
    // Each graph's looks follow one another without a gap.
    looks.forEach((look, i) => {
      const before = looks[i - 1];
      expect(look.from).toBeLessThanOrEqual(before?.graph === look.graph ? before.nodes : 0);
      expect(look.from + look.codes.length).toBe(look.nodes > (before?.graph === look.graph ? before.nodes : 0) ? look.nodes : look.from + look.codes.length);
    });
    expect(nodes.at(-1)?.node?.name).toBe(alone.runner.tf.graph.name(3));
    // Another colour is told from the first node on.
    await driver.handle({ type: 'field', order: { id: 2, on: true, by: 'leaked' } });
    await turns();
    expect(looks.at(-1)).toMatchObject({ id: 2, by: 'leaked', from: 0, nodes: last.nodes });
    const sent = looks.length;
    await driver.handle({ type: 'field', order: { id: 2, on: false, by: 'leaked' } });
    await turns();
    expect(looks.length).toBe(sent);
    expect(weights(alone)).toEqual(weights(play(config)));
  });
});
