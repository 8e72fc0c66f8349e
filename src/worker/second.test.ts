/** Two engines at a time compute what one computes: the same counts, the same values bit for bit, wherever they lie. */
import { describe, expect, it } from 'vitest';
import { f32, type Tensor } from '../engine/dtype.ts';
import { Stretches } from '../engine/stretch.ts';
import type { Output } from '../engine/op-def.ts';
import { Session } from '../engine/session.ts';
import { registerOps } from '../engine/registry.ts';
import { CORE } from '../engine/ops/core.ts';
import { Context } from '../tf/context.ts';
import { add, matmul, placeholder } from '../tf/math.ts';
import { Second, SecondEngine, type SecondAnswer, type SecondAsk } from './second.ts';

registerOps(CORE);

const numbers = (n: number, seed: number): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.3 + seed));

/** The answer's loop, long enough for three chunks of nodes, over weights that are fed. */
function leak(samples: number): { tf: Context; w: Output; last: Output } {
  const tf = new Context();
  const images = Array.from({ length: 50 }, (_, k) => f32([1, 16], numbers(16, k)));
  const w = placeholder(tf, 'float32', [16, 10]);
  const bias = tf.constant(f32([10], numbers(10, 9)));
  let last: Output = w;
  for (let i = 0; i < samples; i++) last = add(tf, matmul(tf, tf.constant(images[i % 50]), w), bias);
  return { tf, w, last };
}

/** Both sides in this thread; what is asked is answered when `deliver` says so. */
class Pair {
  private readonly asks: SecondAsk[] = [];
  readonly made: { stretch: number; shipment: Extract<SecondAsk, { type: 'make' }>['shipment'] }[] = [];
  readonly engine = new SecondEngine(() => 0);
  readonly second = new Second((ask) => {
    this.asks.push(structuredClone(ask));
    if (ask.type === 'make') this.made.push(ask);
  });
  nodesOf(stretch: number): number {
    const { count, parts } = this.made.find((m) => m.stretch === stretch)!.shipment;
    return count * parts.length;
  }
  /** What was asked so far, to be answered by `answer`. */
  take(): SecondAsk[] { return this.asks.splice(0); }
  answer(asks: readonly SecondAsk[]): void {
    for (const answer of asks.map((ask): SecondAnswer | null => this.engine.answer(ask))) if (answer) this.second.hear(answer);
  }
  deliver(): void { this.answer(this.take()); }
  /** Runs to the end; how often it had to wait. */
  run(session: Session, fetch: Output, feeds: ReadonlyMap<number, Tensor>): { executed: number; value: Tensor; waits: number } {
    const run = session.run([fetch], [], feeds, 'all');
    while (!run.advance(20_000)) { /* on */ }
    let waits = 0;
    while (!run.joined()) { waits++; this.deliver(); }
    return { executed: run.executed, value: run.fetch(fetch), waits };
  }
}

/** A leak of so many samples in a session that has a second engine, and the weights to feed. */
function helped(samples: number, seed: number) {
  const { tf, w, last } = leak(samples);
  const session = new Session(tf.graph, new Map());
  const pair = new Pair();
  session.helper = pair.second;
  const feeds = new Map([[w.id, f32([16, 10], numbers(160, seed))]]);
  // The first run has the stretches made, and waits for none.
  expect(pair.run(session, last, feeds).waits).toBe(0);
  pair.deliver();
  return { tf, last, session, pair, feeds };
}

describe('a second engine', () => {
  it('executes part of the old nodes, in each run with the values of that run; all are counted, and all have their values', () => {
    const { tf, w, last } = leak(120_000);
    const alone = leak(120_000);
    const [session, single] = [new Session(tf.graph, new Map()), new Session(alone.tf.graph, new Map())];
    const pair = new Pair();
    session.helper = pair.second;
    for (const seed of [0, 1, 2]) {
      const feeds = new Map([[w.id, f32([16, 10], numbers(160, seed))]]);
      const two = pair.run(session, last, feeds);
      const one = single.run([alone.last], [], feeds, 'all');
      while (!one.advance(1_000_000)) { /* on */ }
      expect(two).toEqual({ executed: one.executed, value: one.fetch(alone.last), waits: seed === 0 ? 0 : 1 });
      pair.deliver();
    }
    // About the share that it should have, and the very bits.
    const nodes = pair.made.reduce((sum, { shipment }) => sum + shipment.count * shipment.parts.length, 0);
    expect(nodes / tf.graph.nodes).toBeGreaterThan(0.3);
    expect(nodes / tf.graph.nodes).toBeLessThan(0.65);
    // All stretches lie in one graph there, and data are sent once.
    const there = new Stretches(true);
    const made = pair.made.map(({ shipment }) => there.add(shipment));
    expect(made.length).toBeGreaterThan(1);
    expect(pair.made.map(({ shipment }) => shipment.data.length)).toEqual([50, ...made.slice(1).map(() => 0)]);
    const { found } = tf.graph.repeats();
    for (const k of [...made.keys(), 0]) {
      const { shipment } = pair.made[k];
      expect(there.run(made[k], [numbers(160, 2), numbers(10, 9)])).toBe(shipment.count * 3);
      const { from, period } = found[found.findIndex(({ count }) => count === pair.made[0].shipment.count) + k];
      for (const i of [0, 1, shipment.count - 1]) {
        const product = shipment.parts.findIndex(({ type }) => type === 'MatMul');
        const at = alone.tf.graph.valueOf(from + i * period + product) >> 2;
        expect(there.value(made[k], i, product)).toEqual(alone.tf.graph.heap.f32.slice(at, at + 10));
      }
    }
  });

  it('gets the part with which both are over at the same time, as fast as each of them is', () => {
    const { tf, last, session, pair, feeds } = helped(220_000, 4);
    /** Seconds a node here and there, and seconds of the run here that are not for nodes; which share of the nodes then goes away in the end. */
    const shareAt = (here: number, there: number, besides = 0): number => {
      let share = 0;
      for (let i = 0; i < 60; i++) {
        const run = session.run([last], [], feeds, 'all');
        while (!run.advance(1_000_000)) { /* on */ }
        const asks = pair.take();
        expect(run.joined()).toBe(false);
        for (const ask of asks) {
          if (ask.type === 'run') {
            const answer = pair.engine.answer(ask);
            if (answer?.type !== 'done') throw new Error('no answer');
            pair.second.hear({ ...answer, seconds: there * pair.nodesOf(ask.stretch) });
          } else pair.engine.answer(ask);
        }
        expect(run.joined()).toBe(true);
        expect(run.executed).toBe(run.total);
        const nodes = run.executed - run.elsewhere;
        expect(pair.second.ended({ nodes, seconds: here * nodes, busy: here * nodes + besides }, run.elsewhere)).toBeCloseTo(there * run.elsewhere, 9);
        share = run.elsewhere / run.executed;
      }
      return share;
    };
    // One stretch of a chunk of nodes, of ten, more or less.
    const stretch = 65_536 / tf.graph.nodes;
    const near = (share: number, wanted: number): void => {
      expect(share).toBeLessThanOrEqual(wanted + 1e-9);
      expect(share).toBeGreaterThan(wanted - 1.1 * stretch);
    };
    near(shareAt(1e-8, 1e-8), 0.5);
    near(shareAt(1e-8, 3e-8), 0.25);
    near(shareAt(1e-8, 1e-8, 2e-9 * tf.graph.nodes), 0.6);
    near(shareAt(2e-8, 1e-8), 0.62); // no more than it has memory for
    near(shareAt(1e-8, 1e-7), 0.1);
  });

  it('is waited for by the run that asked, though one that was given up asked before', () => {
    const { last, session, pair, feeds } = helped(60_000, 4);
    const givenUp = session.run([last], [], feeds, 'all');
    while (!givenUp.advance(1_000_000)) { /* on */ }
    const early = pair.take();
    const run = session.run([last], [], feeds, 'all');
    while (!run.advance(1_000_000)) { /* on */ }
    pair.answer(early);
    expect(run.joined()).toBe(false);
    pair.deliver();
    expect(run.joined()).toBe(true);
    expect(run.executed).toBe(run.total);
  });

  it('that is lost leaves its part to the first; nothing is given away that a fetch or a later node needs', () => {
    const { tf, last, session, pair, feeds } = helped(60_000, 3);
    const begun = session.run([last], [], feeds, 'all');
    while (!begun.advance(1_000_000)) { /* on */ }
    expect(begun.joined()).toBe(false);
    pair.second.fail();
    expect(begun.joined()).toBe(true);
    expect(begun.executed).toBe(begun.total);
    const away = tf.graph.repeats().found[0];
    const inside: Output = { id: away.from + 5 * away.period, index: 0 };
    const value = begun.fetch(inside);

    const other = new Session(tf.graph, new Map());
    const again = new Pair();
    other.helper = again.second;
    for (let i = 0; i < 2; i++) {
      expect(again.run(other, inside, feeds).value).toEqual(value);
      again.deliver();
    }
    const uses: Output = { id: tf.graph.add('Identity', 'uses', 0, [inside], {}), index: 0 };
    expect(tf.graph.repeats().found[0].used).toBe(true);
    expect(again.run(other, uses, feeds).value).toEqual(value);
  });
});
