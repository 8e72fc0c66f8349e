/** Both accounts of the runtime in small runs: bytes, tiers and their cliff; TensorFlow's terms of time, its memory and its limits. */
import { describe, expect, it } from 'vitest';
import { elementBytes } from '../engine/dtype.ts';
import { Graph } from '../engine/graph.ts';
import { RunFailure } from '../engine/op-def.ts';
import { Session } from '../engine/session.ts';
import { BYTES, compile, COST, grownPerNode, runTerms } from '../memory/coefficients.ts';
import { machineOf } from '../memory/machines/index.ts';
import { KIB, MIB, POLICIES, type RunConfig } from '../protocol/config.ts';
import { graphBytes } from '../graphdef/binary.ts';
import { KINDS, PHASES } from '../protocol/frame.ts';
import { graphData } from '../tf/graphdef/export.ts';
import { Context } from '../tf/context.ts';
import { constant } from '../tf/core.ts';
import { AsTensorFlow } from '../accounts/tensorflow.ts';
import { play, type Played, type Row } from './test-kit.ts';

const modelled = (r: Row): number => PHASES.reduce((sum, p) => sum + r[`modelled.${p}`], 0);

describe('as told', () => {
  /** Each epoch adds 60 nodes of about 10 kB: some ten pages. */
  const TIGHT = { samples: 20, page: 64 * KIB, video: 4 * MIB, main: 8 * MIB, epochs: 30 } as const satisfies Partial<RunConfig>;

  it('every node keeps its record and its output, whatever tier it is in', () => {
    const p = play({ ...TIGHT, epochs: 12 });
    const { graph } = p.runner.tf;
    let bytes = 0;
    for (let id = 0; id < graph.nodes; id++) {
      bytes += 9_400;
      // A dimension that only the run knows is that of the placeholders: all twenty samples.
      for (const s of graph.classOf(id).outputs) bytes += s.shape!.reduce((a: number, d) => a * (d ?? 20), elementBytes(s.dtype));
    }
    const last = p.rows.at(-1)!;
    expect(last.video + last.main + last.disk).toBe(bytes);
    expect(last.held).toBe(0);
  });

  for (const policy of POLICIES) {
    it(`${policy}: no tier is over its capacity, bytes are in one tier each, moves add up, nodes add up`, () => {
      const p = play({ ...TIGHT, policy, save: true, clear: true, reload: true, every: 23 });
      expect(p.rows.length).toBe(30);
      let below = 0;
      for (const [i, r] of p.rows.entries()) {
        for (const [bytes, most] of [[r.video, TIGHT.video], [r.peakVideo, TIGHT.video], [r.main, TIGHT.main], [r.peakMain, TIGHT.main]] as const) {
          expect(bytes).toBeGreaterThanOrEqual(0);
          expect(bytes).toBeLessThanOrEqual(most);
        }
        expect(r.nodes).toBe((p.rows[i - 1]?.nodes ?? 0) + r.added - r.cleared);
        expect(KINDS.reduce((sum, k) => sum + r[`kind.${k}`], 0)).toBe(r.nodes);
        for (const link of [r.upVideo, r.downVideo, r.upMain, r.downMain]) expect(link % TIGHT.page).toBe(0);
        expect(r.faults).toBeLessThanOrEqual(r.touches);
        // What came up beside a fault was not asked for: only the driver does that.
        if (policy === 'driver') expect(r.faults * TIGHT.page).toBeLessThanOrEqual(r.upVideo);
        else expect(r.faults * TIGHT.page).toBe(r.upVideo);
        if (r.cleared > 0) below = 0;
        else if (policy !== 'min-bypass') {
          // What is below video memory is what went down and has not come up again.
          below += r.downVideo - r.upVideo;
          expect(Math.abs(below - r.main - r.disk)).toBeLessThan(TIGHT.page);
        }
      }
      expect(p.rows.some((r) => r.disk > 0)).toBe(true);
      expect(p.rows[22].nodes).toBeLessThan(p.rows[21].nodes);
      expect(p.rows[22].main + p.rows[22].disk).toBe(0);
    });
  }

  it('without unified memory nothing spills: the run that finds no room fails in TensorFlow’s words, and goes on with more', () => {
    const told = play({ ...TIGHT, unified: 'off' }, [], (b, { runner }) => {
      if (b !== 'error') return undefined;
      expect(runner.error).toMatchObject({ kind: 'resource' });
      expect(runner.error!.tensorflow).toMatch(/^ResourceExhaustedError: OOM when allocating tensor with shape\[[\d,]*\] and type \w+ on .*GPU_0_bfc\n\t \[\[\{\{node /);
      runner.ask({ video: 64 * MIB });
      return 'go';
    });
    expect(told.rows.length).toBe(30);
    expect(told.events.filter((e) => e.kind === 'error').length).toBe(1);
    for (const r of told.rows) expect([r.main, r.disk, r.faults]).toEqual([0, 0, 0]);
    expect(play({ ...TIGHT, epochs: 3, unified: 'off' }).rows).toEqual(play({ ...TIGHT, epochs: 3 }).rows);
  });

  it('has a cliff at the capacity line: no fault below it, nearly every page after it with LRU, fewer with MIN', () => {
    const wide = { ...TIGHT, main: 512 * MIB, epochs: 14 };
    const [lru, min] = [play({ ...wide, policy: 'lru' }), play({ ...wide, policy: 'min' })];
    const cliff = lru.rows.findIndex((r) => r.main > 0);
    expect(cliff).toBeGreaterThan(2);
    expect(cliff).toBeLessThan(10);
    for (const r of lru.rows.slice(0, cliff)) expect([r.faults, r.upVideo, r.downVideo, r['modelled.move']]).toEqual([0, 0, 0, 0]);
    for (const [i, r] of lru.rows.entries()) {
      if (i <= cliff) continue;
      const pages = Math.ceil((r.video + r.main) / TIGHT.page);
      // All pages but the first few, which every product reads again.
      expect(r.faults).toBeGreaterThan(0.85 * pages);
      expect(min.rows[i].faults).toBeLessThan(r.faults);
      expect(r.upVideo).toBeGreaterThan(min.rows[i].upVideo);
    }
    expect(modelled(lru.rows[cliff + 1])).toBeGreaterThan(modelled(lru.rows[cliff - 1]) * 1.05);
    expect(lru.events.filter((e) => e.kind.startsWith('spill')).map((e) => [e.kind, e.epoch])).toEqual([['spill-main', cliff + 1]]);
  });

  it('gives the same numbers for the same link', () => {
    const part = { ...TIGHT, policy: 'random', clear: true, every: 7 } as const;
    expect(play(part).raw).toEqual(play(part).raw);
  });

  it('counts the same and keeps the same bytes where old work is only modelled; nothing is measured then', () => {
    const [real, skipped] = [play(TIGHT), play({ ...TIGHT, work: 'modelled' })];
    const without = (r: Row): object => Object.fromEntries(Object.entries(r).filter(([k]) => !k.startsWith('measured.') && k !== 'engineBytes'));
    expect(skipped.rows.map(without)).toEqual(real.rows.map(without));
    for (const r of skipped.rows) for (const phase of PHASES) expect(r[`measured.${phase}`]).toBeNaN();
  });

  it('executes every node that computes a value in every run: linear per epoch', () => {
    const { rows } = play({ samples: 20, epochs: 10 });
    for (let i = 2; i < rows.length; i++) expect(rows[i].executed - rows[i - 1].executed).toBe(60);
    const flat = play({ samples: 20, epochs: 10, build: 'hoisted' }).rows;
    for (let i = 2; i < flat.length; i++) expect(flat[i].executed).toBe(flat[1].executed);
  });

  it('a changed capacity takes effect at once, in both directions', () => {
    const p = play({ ...TIGHT, video: 512 * MIB, main: 512 * MIB, epochs: 12 }, [
      { kind: 'set', patch: { video: 1 * MIB, main: 1 * MIB }, epoch: 5, run: 0 }, { kind: 'set', patch: { video: 512 * MIB, main: 512 * MIB }, epoch: 8, run: 0 },
    ]);
    expect(p.rows[3].main + p.rows[3].disk).toBe(0);
    expect(p.rows[4].video).toBeLessThanOrEqual(1 * MIB);
    expect(p.rows[4].disk).toBeGreaterThan(0);
    expect(p.rows[9].main + p.rows[9].disk).toBe(0);
  });
});

describe('as TensorFlow does', () => {
  const TF = { account: 'tensorflow', samples: 10, epochs: 40 } as const satisfies Partial<RunConfig>;

  /** R² of the line through y(1), y(2), … */
  function r2(y: readonly number[]): number {
    const n = y.length;
    const mean = (n + 1) / 2;
    const my = y.reduce((a, b) => a + b, 0) / n;
    let [xy, xx, yy] = [0, 0, 0];
    y.forEach((v, i) => { xy += (i + 1 - mean) * (v - my); xx += (i + 1 - mean) ** 2; yy += (v - my) ** 2; });
    return xy ** 2 / (xx * yy);
  }

  for (const build of ['forward', 'loss', 'everything'] as const) {
    it(`${build}: the time of an epoch is linear in the epoch, R² of the line > 0.99`, () => {
      // Below 1,400 nodes, where a node of a grown graph costs the same whatever their number.
      const { rows } = play({ ...TF, build, epochs: build === 'everything' ? 8 : 40, samples: 5 });
      expect(rows.at(-1)!.nodes).toBeLessThan(1_400);
      const times = rows.slice(1).map(modelled);
      expect(r2(times)).toBeGreaterThan(0.99);
      expect(times.at(-1)!).toBeGreaterThan(times[0] * 1.2);
    });
  }

  it('hoisted: flat', () => {
    const { rows } = play({ ...TF, build: 'hoisted' });
    for (const r of rows.slice(2)) expect(modelled(r)).toBe(modelled(rows[1]));
    expect(rows[1]['modelled.extend']).toBe(0);
    expect(rows[1]['modelled.prepare']).toBe(0);
    expect(rows.at(-1)!.signatures).toBe(rows[1].signatures);
  });

  it('charges a grown graph, a new signature, building and execution as the model says', () => {
    const { rows } = play(TF);
    for (const r of rows.slice(1)) {
      expect(r.runs).toBe(1);
      // The two placeholders that are fed are executed, not fetched.
      expect(r.executed).toBe(r.fetched + 2);
      expect(r['modelled.extend']).toBeCloseTo(grownPerNode(r.nodes) * r.nodes, 12);
      expect(r['modelled.prepare']).toBeCloseTo(4.8e-3 + 6.4e-6 * r.nodes + compile(r.fetched), 12);
      expect(r['modelled.build']).toBeCloseTo(30 * 112e-6, 12);
      expect(r['modelled.execute']).toBeGreaterThan(60e-6 + 0.2e-6 * r.fetched);
      expect(r['modelled.execute']).toBeLessThan(60e-6 + 0.2e-6 * r.fetched + 1e-4);
      const terms = runTerms({ nodes: r.nodes, grew: true, fresh: true, executed: r.fetched });
      for (const term of ['fixed', 'steady', 'signature', 'compile'] as const) expect(r[`term.${term}`]).toBeCloseTo(terms[term], 12);
      expect(r['term.gradients']).toBe(0);
    }
    expect(rows[5].fetched).toBe(rows[1].fetched);
    expect(compile(100)).toBeCloseTo(90e-6 * 100 * 1.01, 12);
    expect([grownPerNode(100), grownPerNode(1_400), grownPerNode(17_000), grownPerNode(1e6)]).toEqual([5.5e-6, 5.5e-6, 15e-6, 15e-6].map((v) => expect.closeTo(v, 12) as number));
  });

  it('charges gradients built in the loop by the size of the graph', () => {
    const { rows } = play({ ...TF, build: 'everything', epochs: 6 });
    const built = rows[3].added;
    expect(rows[3]['modelled.build']).toBeCloseTo(built * 112e-6 + 8e-3 + 2.8e-6 * rows[3].nodes, 12);
    expect(rows[3]['term.gradients']).toBeCloseTo(8e-3 + 2.8e-6 * rows[3].nodes, 12);
  });

  it('charges save, clear and reload by the nodes there were', () => {
    const p = play({ ...TF, save: true, clear: true, reload: true, every: 5, epochs: 5 });
    const r = p.rows[4];
    const had = r.cleared;
    expect(r['modelled.clear']).toBeCloseTo(COST.reset + COST.collect + had * (COST.closePerNode + COST.collectPerNode), 12);
    expect(r['modelled.save']).toBeGreaterThan(COST.save + COST.metaPerNode * had);
    expect(r['modelled.reload']).toBeGreaterThan(COST.rebuild + COST.restore + COST.firstRun);
  });

  it('keeps in main memory 9.4 kB a node, and 24 kB a signature and 2.8 kB for each executed node of it, and holds most of it after a clear', () => {
    const p = play({ ...TF, clear: true, every: 6, epochs: 8 });
    const [before, at, after] = [p.rows[4], p.rows[5], p.rows[6]];
    // Signatures: the initialiser's (its NoOp, the assignments, their constants), then one an epoch.
    const perEpoch = BYTES.signature + BYTES.signatureNode * before.fetched + BYTES.nodeRun * 30;
    expect(p.rows[4].main - p.rows[3].main).toBe(perEpoch);
    expect(at.main).toBe(0);
    expect(at.held).toBeCloseTo((before.main + perEpoch) * (1 - BYTES.returned), 3);
    expect(after.main).toBe(p.rows[0].main);
    expect(after.held).toBeCloseTo(at.held - after.main, 3);
  });

  it('runs out of device memory with ResourceExhaustedError, and goes on when the device is larger', () => {
    const p = play({ ...TF, epochs: 3 }, [{ kind: 'set', patch: { video: 4_000 }, epoch: 2, run: 0 }], (b, { runner }) => {
      if (b === 'error') { runner.ask({ video: 64 * MIB }); return 'go'; }
      return undefined;
    });
    const [error] = p.events.filter((e) => e.kind === 'error');
    expect(error.epoch).toBe(2);
    expect(error.text).toContain('Video memory cannot hold what this run needs');
    expect(p.rows.length).toBe(3);
    const stopped = play({ ...TF, epochs: 3, video: 4_000 });
    expect(stopped.runner.error).toMatchObject({ kind: 'resource', canResume: false });
    expect(stopped.runner.error!.tensorflow).toMatch(/^ResourceExhaustedError: OOM when allocating tensor with shape\[\d+(,\d+)*\] and type float on \/job:localhost\/replica:0\/task:0\/device:GPU:0 by allocator GPU_0_bfc\n\t \[\[\{\{node [\w/]+\}\}\]\]\nHint: /);
  });

  it('spills instead where unified memory is on: to main memory, over the link, slower; the graph has what is left', () => {
    const small = { ...TF, video: 16 * KIB, page: 4 * KIB, epochs: 12 } as const;
    expect(play(small).runner.error).toMatchObject({ kind: 'resource' });
    const [spilled, room] = [play({ ...small, unified: 'on' }), play({ ...small, unified: 'on', video: 64 * MIB })];
    expect(spilled.runner.error).toBeNull();
    const [last, other] = [spilled.rows.at(-1)!, room.rows.at(-1)!];
    expect(last.video).toBeLessThanOrEqual(16 * KIB);
    expect(last.main).toBe(other.main + other.video - last.video);
    expect(last.upVideo).toBeGreaterThan(0);
    expect([other.upVideo, other.downVideo]).toEqual([0, 0]);
    expect(last['modelled.move']).toBeGreaterThan(other['modelled.move']);
    expect(spilled.rows.map((r) => r.loss)).toEqual(room.rows.map((r) => r.loss));
    // With room for all of it, it is what it was without.
    const plain = play({ ...small, video: 64 * MIB });
    expect(room.rows.map((r) => [r.main, modelled(r)])).toEqual(plain.rows.map((r) => [r.main, modelled(r)]));
    // A clear frees it.
    const cured = play({ ...small, unified: 'on', save: true, clear: true, reload: true, every: 3 });
    expect(cured.rows[2].video).toBeLessThan(cured.rows[1].video);
    expect(cured.rows[2].peakMain).toBeGreaterThan(cured.rows[2].main);
  });

  it('spills on to the disk where unified memory finds main memory full as well; main memory is shared with the graph and never over-full', () => {
    const small = { ...TF, video: 8 * KIB, page: 4 * KIB, epochs: 12, unified: 'on' } as const;
    const [room, full] = [play(small), play({ ...small, main: 12 * KIB })];
    expect(full.runner.error).toBeNull();
    const [last, other] = [full.rows.at(-1)!, room.rows.at(-1)!];
    expect(other.disk).toBe(0);
    expect(last.video + last.main + last.disk).toBe(other.video + other.main);
    for (const r of full.rows) {
      expect(r.peakMain).toBeLessThanOrEqual(12 * KIB);
      expect(r.peakVideo).toBeLessThanOrEqual(8 * KIB);
    }
    // Tensors are on the disk too, not the graph alone: they alone are more than both memories hold. They come back over both links.
    const alone = play({ ...small, main: 12 * KIB, video: 64 * MIB }).rows.at(-1)!;
    expect(last.upMain).toBeGreaterThan(alone.upMain);
    expect(last.upVideo).toBeGreaterThan(0);
    expect(last['modelled.move']).toBeGreaterThan(other['modelled.move']);
    expect(full.rows.map((r) => r.loss)).toEqual(room.rows.map((r) => r.loss));
    // A clear frees the tensors wherever they lie.
    const cured = play({ ...small, main: 12 * KIB, save: true, clear: true, reload: true, every: 3 });
    expect(cured.rows[2].disk).toBeLessThan(cured.rows[1].disk);
  });

  it('swaps to disk where main memory is full', () => {
    const p = play({ ...TF, main: 8 * MIB, page: 64 * KIB });
    expect(p.rows[0].disk).toBe(0);
    const last = p.rows.at(-1)!;
    expect(last.main).toBeLessThanOrEqual(8 * MIB);
    expect(last.disk).toBeGreaterThan(0);
    expect(last.upMain).toBeGreaterThan(0);
    expect([last.upVideo, last.downVideo]).toEqual([0, 0]);
    expect(last['modelled.move']).toBeGreaterThan(0);
  });

  it('cannot save a graph whose MetaGraphDef is over 2 GiB', () => {
    const graph = new Graph();
    const session = new Session(graph, new Map());
    const ledger = new AsTensorFlow({ machine: machineOf('answer'), video: 6 * 2 ** 30, main: 12 * 2 ** 30, policy: 'lru', page: 2 * MIB, prefetch: true, seed: 1, unknown: 1, session: () => session });
    let nodes = Math.floor((2 ** 31 - 1) / BYTES.metaNode);
    Object.defineProperty(graph, 'nodes', { get: () => nodes });
    expect(() => { ledger.saved(100); }).not.toThrow();
    nodes++;
    expect(() => { ledger.saved(100); }).toThrow(RunFailure);
    expect(() => { ledger.saved(100); }).toThrow('GraphDef cannot be larger than 2GB.');
  });

  it('a GraphDef has the values of its constants: it is as large as the one that is written, and soon at the limit', () => {
    for (const part of [{}, { build: 'everything' }, { program: 'leaks', leak: 'constant', batch: 50 }, { program: 'leaks', leak: 'loss' }, { program: 'prepost' }] as const) {
      const p = play({ account: 'tensorflow', samples: 200, epochs: 3, ...part });
      const written = graphBytes(graphData(p.runner.tf.graph));
      expect(p.rows.at(-1)!.graphDef / written, JSON.stringify(part)).toBeGreaterThan(0.7);
      expect(p.rows.at(-1)!.graphDef / written, JSON.stringify(part)).toBeLessThan(1.35);
    }
    // Its greatest size within the epoch, before the clear that ends it.
    const cured = play({ program: 'leaks', leak: 'constant', account: 'tensorflow', samples: 200, epochs: 4, save: true, clear: true, reload: true, every: 2 });
    expect(cured.rows[1].graphDef).toBeGreaterThan(1.7 * cured.rows[0].graphDef);
    expect(cured.rows[2].graphDef / cured.rows[0].graphDef).toBeCloseTo(1, 1);
  });

  it('holds large constants as 5,000 of 40 kB were recorded: 44 kB a node built, 163 kB more after a run', () => {
    const tf = new Context();
    let session = new Session(tf.graph, new Map());
    const ledger = new AsTensorFlow({ machine: machineOf('answer'), video: 6 * 2 ** 30, main: 12 * 2 ** 30, policy: 'lru', page: 2 * MIB, prefetch: true, seed: 1, unknown: 1, session: () => session });
    const NODES = 50;
    const value = { dtype: 'float32' as const, shape: [10_000], data: new Float32Array(10_000) };
    const outputs = Array.from({ length: NODES }, () => constant(tf, value));
    ledger.built('build', NODES, 0);
    expect(ledger.bytes().main / NODES / 44_062).toBeCloseTo(1, 1);
    const run = session.run([outputs[0]], [], new Map(), 'needed');
    while (!run.advance(1e6));
    const before = ledger.bytes().main;
    for (const _ of ledger.ran(run, 'execute'));
    // The run needs one of them: its signature is no part of what was recorded.
    expect((ledger.bytes().main - before - BYTES.signature - BYTES.signatureNode - BYTES.valueSigned * 39_744) / NODES / 163_500).toBeCloseTo(1, 1);
    expect(ledger.bytes().graphDef / NODES / 39_517).toBeCloseTo(1, 1);
    // A tensor that points at the cleared graph keeps the values once, as a graph that was built.
    tf.reset();
    session = new Session(tf.graph, new Map());
    ledger.cleared(NODES);
    expect(ledger.bytes().graphDef).toBe(0);
  });

  it.each([[300, 614_000], [50, 165_000]])('a leak of batches of %i takes %i bytes each, as recorded', (batch, recorded) => {
    const p = play({ program: 'leaks', leak: 'constant', account: 'tensorflow', samples: batch, batch, epochs: 40 });
    expect((p.rows[39].main - p.rows[9].main) / 30 / recorded).toBeCloseTo(1, 1);
  });

  it('what still points at the old graph keeps it alive, and what is not collected stays until Python collects by itself', () => {
    const cured = { ...TF, save: true, clear: true, reload: true, every: 5, epochs: 21 } as const;
    const usual = play(cured).rows;
    const graph = BYTES.nodeBuilt * usual[4].cleared;
    const kept = (part: Partial<RunConfig>): number[] => play({ ...cured, ...part }).rows.filter((_, i) => i % 5 === 4).map((r) => r.kept);
    expect(kept({})).toEqual([0, 0, 0, 0]);
    for (const part of [{ keep: 'model' }, { keep: 'session' }, { collect: false }] as const) {
      const [first, second, third, fourth] = kept(part);
      // Later graphs have a saver more, of their reload.
      for (const more of [first, second - first, third - second, fourth - third]) expect(Math.abs(more / graph - 1)).toBeLessThan(0.08);
    }
    // An open session keeps its executors as well.
    expect(kept({ keep: 'session', close: false })[0]).toBeGreaterThan(1.5 * graph);
    // The reference is dropped: the next collection takes them all.
    const dropped = play({ ...cured, keep: 'model' }, [{ kind: 'set', patch: { keep: 'nothing' }, epoch: 13, run: 0 }]).rows;
    expect(dropped.map((r) => r.kept > 0)).toEqual(dropped.map((_, i) => i >= 4 && i < 14));
    // Everything alive is in main memory; bytes are the same whatever keeps a graph.
    for (const [i, r] of dropped.entries()) expect(r.main - r.kept).toBeCloseTo(usual[i].main, -1);
    // Losses do not depend on any of it.
    expect(dropped.map((r) => r.loss)).toEqual(usual.map((r) => r.loss));
  });

  it('a process gives back a little after a collection, most of it when trimmed, nothing where nothing died', () => {
    const cured = { ...TF, save: true, clear: true, reload: true, every: 5, epochs: 6 } as const;
    const at = (part: Partial<RunConfig>): Row => play({ ...cured, ...part }).rows[4];
    const had = play({ ...TF, epochs: 5 }).rows[4].main;
    const [usual, trimmed, kept, lazy] = [at({}), at({ trim: true }), at({ keep: 'model' }), at({ collect: false })];
    for (const r of [usual, trimmed, kept, lazy]) expect(r.main + r.held + r.returned).toBeGreaterThan(had);
    expect(usual.returned / had).toBeGreaterThan(0.03);
    expect(usual.returned / had).toBeLessThan(0.05);
    expect(trimmed.returned / (usual.main + usual.held + usual.returned)).toBeGreaterThan(0.6);
    expect(trimmed.held).toBeLessThan(usual.held * 0.2);
    expect(lazy.returned).toBe(0);
    expect(kept.returned).toBeLessThan(usual.returned);
    expect(kept.main - usual.main).toBeCloseTo(kept.kept, -1);
  });

  it('a clear costs what was measured: collecting most of it, closing a little, resetting nearly nothing', () => {
    const cured = { ...TF, save: true, clear: true, reload: true, every: 5, epochs: 5 } as const;
    const seconds = (part: Partial<RunConfig>): number => play({ ...cured, ...part }).rows[4]['modelled.clear'];
    const nodes = play(cured).rows[4].cleared;
    expect(seconds({})).toBeCloseTo(1e-5 + 1.7e-6 * nodes + 0.17 + 13.5e-6 * nodes, 12);
    expect(seconds({ collect: false })).toBeCloseTo(1e-5 + 1.7e-6 * nodes, 12);
    expect(seconds({ collect: false, close: false })).toBeCloseTo(1e-5, 12);
    expect(seconds({ keep: 'model' })).toBeCloseTo(1e-5 + 1.7e-6 * nodes + 0.17 + 2.7e-6 * nodes, 12);
    expect(seconds({ trim: true })).toBeGreaterThan(seconds({}));
  });

  it('trains to the same losses as the other account', () => {
    const loss = (p: Played): number[] => p.rows.map((r) => r.loss);
    expect(loss(play({ ...TF, epochs: 6 }))).toEqual(loss(play({ ...TF, epochs: 6, account: 'told' })));
  });
});

describe('the engine’s own memory', () => {
  it('that ends pauses the run with a way on; after a clear it goes on', () => {
    const p = play({ samples: 1000, epochs: 40, account: 'tensorflow', work: 'modelled' }, [], (b, { runner, rows }) => {
      if (b !== 'error') return undefined;
      expect(runner.error).toMatchObject({ kind: 'memory', tensorflow: null, epoch: rows.length + 1 });
      runner.ask('clear');
      return 'go';
    }, 5 * MIB);
    const [error] = p.events.filter((e) => e.kind === 'error');
    expect(error.text).toContain('The graph needs more than the 5 MiB');
    expect(p.events.map((e) => e.kind).slice(0, 2)).toEqual(['error', 'clear']);
    expect(p.rows.length).toBe(40);
    for (const [i, r] of p.rows.entries()) expect(r.nodes).toBe((p.rows[i - 1]?.nodes ?? 0) + r.added - r.cleared);
  });
});
