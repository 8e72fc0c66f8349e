/**
 * Page touches a second: the typed-array LRU and CLOCK of src/memory beside a Map-based LRU, in one run on the same seeded
 * streams; and the memory tiers replaying a whole run. Prints nothing; `npm run bench` shows the rows.
 */
import { FastClock, FastLru } from '../src/memory/fast.ts';
import { createPolicy, type PolicyId } from '../src/memory/policies/index.ts';
import { mulberry32 } from '../src/memory/policies/random.ts';
import { Tiers } from '../src/memory/tiers.ts';
import { TouchTrace } from '../src/memory/trace.ts';
import type { Row } from './table.ts';

type Stream = 'zipf' | 'uniform' | 'cyclic';
/** Returns the hits, so that two ways can be compared and no work is optimised away. */
type Cache = (trace: Int32Array) => number;

const MIB = 1024 ** 2;

function stream(kind: Stream, pages: number, touches: number): Int32Array {
  const random = mulberry32(42);
  if (kind === 'cyclic') return Int32Array.from({ length: touches }, (_, i) => i % pages);
  if (kind === 'uniform') return Int32Array.from({ length: touches }, () => Math.floor(random() * pages));
  // Zipf(1) by inversion of its continuous form: the page of rank r has weight about 1 / r; ranks are spread over the ids.
  return Int32Array.from({ length: touches }, () => (Math.floor((pages + 1) ** random()) * 7919) % pages);
}

function typed(id: PolicyId, pages: number, frames: number): Cache {
  const policy = createPolicy(id, { frames, seed: 1, future: { next: new Float64Array(0) }, page: 2 * MIB, reach: () => 0 });
  policy.reserve(pages);
  return (trace) => {
    let hits = 0;
    for (let i = 0; i < trace.length; i++) {
      const page = trace[i];
      if (policy.has(page)) {
        hits++;
        policy.touch(page);
      } else {
        policy.admit(page);
      }
    }
    return hits;
  };
}

/** The usual LRU in JavaScript: a Map keeps the order in which its keys were set. */
function mapLru(frames: number): Cache {
  const map = new Map<number, true>();
  return (trace) => {
    let hits = 0;
    for (let i = 0; i < trace.length; i++) {
      const page = trace[i];
      if (map.delete(page)) hits++;
      else if (map.size === frames)
        for (const oldest of map.keys()) {
          map.delete(oldest);
          break;
        }
      map.set(page, true);
    }
    return hits;
  };
}

/** Touches a second of a cache already filled by `warm`: the median of some passes, each going on from the one before. */
function rate(cache: Cache, warm: Int32Array, trace: Int32Array, passes = 1): number {
  cache(warm);
  const rates: number[] = [];
  for (let pass = 0; pass < passes; pass++) {
    const start = performance.now();
    cache(trace);
    rates.push(trace.length / ((performance.now() - start) / 1000));
  }
  return rates.sort((a, b) => a - b)[passes >> 1];
}

/** One run as told over `pages` pages of 2 MiB: 74 × (constant, product, sum) in a page, weights in page 0. */
function answersRun(pages: number): TouchTrace {
  const trace = new TouchTrace();
  for (let page = 1; page < pages; page++) {
    for (let i = 0; i < 74; i++) {
      trace.node([page]);
      trace.node([page, page, 0]);
      trace.node([page, page, 0]);
    }
  }
  return trace;
}

/** Takes about 15 s, most of it for the peer. */
export async function memoryBench(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const frames of [3072, 98_304]) {
    const pages = 3 * frames;
    for (const kind of ['zipf', 'uniform', 'cyclic'] as const) {
      const trace = stream(kind, pages, 4_000_000);
      // Every frame taken, as in the caches that it is compared with.
      const full = Int32Array.from({ length: frames }, (_, page) => page);
      const short = trace.subarray(0, frames > 10_000 ? 150_000 : 400_000);
      const peer = rate(mapLru(frames), full, short);
      for (const id of ['lru', 'clock'] as const) {
        const fast = id === 'lru' ? new FastLru(pages, frames) : new FastClock(pages, frames);
        const perSecond = rate((touches) => fast.run(touches), trace, trace, 9);
        rows.push({
          what: `${id.toUpperCase()}, ${frames} frames, ${kind}`,
          value: perSecond / 1e6,
          unit: 'M touches/s',
          peer: 'LRU over a Map',
          peerValue: peer / 1e6,
          ratio: perSecond / peer,
          ...(frames === 98_304 && { target: '≥ 50', met: perSecond >= 50e6 }),
        });
        const policy = rate(typed(id, pages, frames), trace, trace);
        rows.push({ what: `  the tiers' ${id.toUpperCase()} object`, value: policy / 1e6, unit: 'M touches/s', peer: 'LRU over a Map', peerValue: peer / 1e6, ratio: policy / peer });
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
  const pages = 14_000;
  const trace = answersRun(pages);
  const literal = Int32Array.from(trace.literal());
  const tiers = new Tiers({ video: 6144 * MIB, main: 12_288 * MIB, page: 2 * MIB, policy: 'lru' });
  tiers.grow(pages * 2 * MIB);
  for (let i = 0; i < 5; i++) tiers.run(trace);
  const start = performance.now();
  for (let i = 0; i < 20; i++) tiers.run(trace);
  const perRun = (performance.now() - start) / 20;
  tiers.check(true);
  const one = typed('lru', pages, 3072);
  one(literal);
  const began = performance.now();
  one(literal);
  const touchByTouch = performance.now() - began;
  rows.push({
    what: `three tiers, a run over ${pages} pages (${trace.touches} touches)`,
    value: perRun,
    unit: 'ms',
    peer: 'one tier, touch by touch',
    peerValue: touchByTouch,
    ratio: touchByTouch / perRun,
  });
  return rows;
}
