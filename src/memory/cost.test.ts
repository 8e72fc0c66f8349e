/** Modelled seconds of page traffic, and the machines they are for. */
import { describe, expect, test } from 'vitest';
import { moveSeconds, moveTerms } from './cost.ts';
import { difference, noCounts } from './counts.ts';
import { MACHINES, machineOf } from './machines/index.ts';
import { fitted } from './machines/links.ts';
import { LINK_SOURCES, SOURCES } from './machines/sources.ts';
import { Tiers } from './tiers.ts';
import { TouchTrace } from './trace.ts';

const PAGE = 2 * 1024 ** 2;
const answer = machineOf('answer');

describe('moveSeconds', () => {
  test('is nothing when nothing moved', () => expect(moveSeconds(noCounts(), answer)).toBe(0));
  test('of one 2 MiB block from main memory on the answer’s machine is 176 µs of transfer and 191 µs of fault', () => {
    const terms = moveTerms({ ...noCounts(), upVideo: PAGE, faultGroups: 1 }, answer);
    expect(terms.up).toBeCloseTo(176e-6, 6);
    expect(terms.faults).toBeCloseTo(191e-6, 9);
  });
  test('of one 2 MiB block from the hard disk is 23.1 ms on its link', () => {
    expect(moveSeconds({ ...noCounts(), upMain: PAGE, upMainGroups: 1 }, answer)).toBeCloseTo(23.1e-3, 4);
  });
  test('of the whole 6 GB from main memory is half a second of transfer', () => {
    expect(moveSeconds({ ...noCounts(), upVideo: 6e9 }, answer)).toBeCloseTo(0.5, 2);
  });
  test('adds all links and both directions', () => {
    const machine = { videoLink: { up: 10, down: 20, faultLatency: 3 }, diskLink: { read: 5, write: 4, latency: 7 } };
    const moves = {
      ...noCounts(),
      upVideo: 100,
      downVideo: 100,
      upMain: 50,
      downMain: 40,
      faultGroups: 2,
      downVideoGroups: 9,
      upMainGroups: 1,
      downMainGroups: 1,
    };
    expect(moveSeconds(moves, machine)).toBe(2 * 3 + 10 + 5 + (1 + 1) * 7 + 10 + 10);
  });
  test('jumps at both capacity lines of the answer’s machine, by what the links cost', () => {
    const seconds = (pages: number): number => {
      const tiers = new Tiers({ video: answer.video, main: answer.main, page: PAGE, policy: 'lru' });
      const trace = new TouchTrace();
      for (let page = 0; page < pages; page++) trace.node([page]);
      tiers.grow(pages * PAGE);
      tiers.run(trace);
      const before = tiers.counts();
      tiers.run(trace);
      return moveSeconds(difference(tiers.counts(), before), answer);
    };
    const [video, both] = [3072, 9216];
    expect(seconds(video)).toBe(0);
    expect(seconds(video + 1)).toBeCloseTo((video + 1) * (191e-6 + PAGE / 11.92e9 + PAGE / 12.65e9), 6);
    expect(seconds(both + 1) / seconds(both)).toBeGreaterThan(50);
  });
});

describe('other links', () => {
  const base = machineOf('answer');
  test('are the machine’s own unless told', () => expect(fitted(base, { bus: 'own', disk: 'own', pinned: true })).toEqual(base));
  test('change what a block of 2 MiB costs, and nothing else', () => {
    const move = { ...noCounts(), upVideo: PAGE, upMain: PAGE, upMainGroups: 1 };
    const five = fitted(base, { bus: 'pcie5', disk: 'nvme', pinned: true });
    expect(moveSeconds(move, five)).toBeCloseTo(38e-6 + 629e-6, 5);
    expect(five.videoLink.faultLatency).toBe(base.videoLink.faultLatency);
    expect(moveTerms(move, fitted(base, { bus: 'pcie3', disk: 'sata', pinned: false })).up).toBeCloseTo((PAGE / 12.15e9) * (5.84 / 4.03), 9);
    expect(moveTerms(move, fitted(five, { bus: 'own', disk: 'hdd', pinned: true })).seeks).toBe(0.01);
  });
  test('have sources', () => {
    const said = LINK_SOURCES.flatMap(({ what }) => what);
    expect(said.toSorted()).toEqual(['hdd', 'nvme', 'pageable', 'pcie3', 'pcie4', 'pcie5', 'sata']);
  });
});

describe('machines', () => {
  test('begin with the answer’s, which has the answer’s sizes', () => {
    expect(MACHINES[0]).toBe(answer);
    expect([answer.video, answer.main]).toEqual([6 * 1024 ** 3, 12 * 1024 ** 3]);
    expect(answer.videoLink).toEqual({ up: 11.92e9, down: 12.65e9, faultLatency: 191e-6 });
    expect(answer.diskLink).toEqual({ read: 0.16e9, write: 0.16e9, latency: 0.01 });
  });
  test('have ids that differ and can stand in a link', () => {
    expect(new Set(MACHINES.map((m) => m.id)).size).toBe(MACHINES.length);
    for (const { id } of MACHINES) expect(id).toMatch(/^[a-z0-9-]+$/);
  });
  test.each(MACHINES.map((m) => [m.id, m] as const))(
    '%s has numbers above zero, each slower the farther down, and a source for each',
    (_, m) => {
      const numbers = [m.video, m.main, m.videoBandwidth, m.flops, ...Object.values(m.videoLink), ...Object.values(m.diskLink)];
      for (const n of numbers) expect(n).toBeGreaterThan(0);
      expect(m.videoBandwidth).toBeGreaterThan(m.videoLink.up);
      expect(m.videoLink.up).toBeGreaterThan(m.diskLink.read);
      expect(m.main).toBeGreaterThan(m.video);
      const said = SOURCES[m.id].flatMap((s) => s.what).filter((part) => part !== 'card' && part !== 'disk');
      expect(said.toSorted()).toEqual(['down', 'faultLatency', 'flops', 'latency', 'main', 'read', 'up', 'video', 'videoBandwidth', 'write']);
      for (const s of SOURCES[m.id]) expect(s.where).not.toBe('');
    },
  );
  test('say what they expected when an id is unknown', () => {
    expect(() => machineOf('abacus')).toThrow('expected one of answer, laptop, workstation-2018, rtx4090, h100, h200, b200, phone, got abacus');
  });
});
