/**
 * Links of version 1 as they were given out, with what they meant: they must mean the same for ever, whatever a later version
 * writes. Only ever add to this list. Used by tests; not part of the page.
 */
import type { Action } from '../protocol/action.ts';
import { DEFAULTS, GIB, KIB, MIB } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import type { Link } from './schema.ts';

interface Golden { link: string; config?: Partial<RunConfig>; log?: Action[]; rest?: Partial<Link> }

export const GOLDEN: Golden[] = [
  { link: 'v=1' },
  { link: 'v=1&build=hoisted', config: { build: 'hoisted' } },
  { link: 'v=1&build=loss&run=batch&samples=1797&epochs=10000&batch=100&rate=0.05&seed=2147483647&optimizer=momentum', config: { build: 'loss', run: 'batch', samples: 1797, epochs: 10_000, batch: 100, rate: 0.05, seed: 2147483647, optimizer: 'momentum' } },
  { link: 'v=1&build=everything&run=sample&samples=20', config: { build: 'everything', run: 'sample', samples: 20, batch: 20 } },
  { link: 'v=1&save=1&clear=1&reload=1&every=50&slots=0', config: { save: true, clear: true, reload: true, every: 50, slots: false } },
  { link: 'v=1&account=tensorflow&work=modelled', config: { account: 'tensorflow', work: 'modelled' } },
  { link: 'v=1&account=tensorflow&close=0&collect=0&trim=1&keep=session&rebuild=meta', config: { account: 'tensorflow', close: false, collect: false, trim: true, keep: 'session', rebuild: 'meta' } },
  { link: 'v=1&video=6GB&main=12GB', config: { video: 6e9, main: 12e9 } },
  { link: 'v=1&video=512MiB&main=1.5GiB&policy=min-bypass&page=64KiB', config: { video: 512 * MIB, main: 1.5 * GIB, policy: 'min-bypass', page: 64 * KIB } },
  { link: 'v=1&machine=laptop', config: { machine: 'laptop', video: 4 * GIB, main: 8 * GIB } },
  { link: 'v=1&machine=h100&video=6GiB&page=4KiB', config: { machine: 'h100', video: 6 * GIB, main: 512 * GIB, page: 4 * KIB } },
  { link: 'v=1&machine=own&bandwidth=900&flops=14.5&fault=20.5&up=25&down=24&read=3.5&write=3&seek=0.03&video=8GiB&disk=sata', config: { machine: 'own', bandwidth: 900, flops: 14.5, fault: 20.5, up: 25, down: 24, read: 3.5, write: 3, seek: 0.03, video: 8 * GIB, disk: 'sata' } },
  { link: 'v=1&program=search', config: DEFAULTS.search },
  { link: 'v=1&lesson=answer.7', rest: { lesson: 'answer.7' } },
  { link: 'v=1&program=search&build=forward&run=epoch&every=20', config: { ...DEFAULTS.search, build: 'forward', run: 'epoch', every: 20 } },
  { link: 'v=1&program=crossval&clear=1', config: { ...DEFAULTS.crossval, clear: true } },
  { link: 'v=1&at=412&title=Week+3%3A+50%25+%E5%9B%BE&hide=script,knobs&view=events&lang=zh&theme=projector', rest: { at: 412, title: 'Week 3: 50% 图', hide: ['script', 'knobs'], view: 'events', lang: 'zh', theme: 'projector' } },
  {
    link: 'v=1&save=1&clear=1&every=5&was=400:save=0,400:clear=0;every=20,410.25:every=10&did=400:save~1,412:clear',
    config: {},
    log: [
      { epoch: 400, run: 0, kind: 'set', patch: { save: true } },
      { epoch: 400, run: 0, kind: 'hand', hand: 'save' },
      { epoch: 400, run: 0, kind: 'set', patch: { clear: true, every: 10 } },
      { epoch: 410, run: 25, kind: 'set', patch: { every: 5 } },
      { epoch: 412, run: 0, kind: 'hand', hand: 'clear' },
    ],
  },
  {
    link: 'v=1&epochs=2000&video=8GiB&policy=fifo&was=300:video=6GiB,301:policy=lru,302:epochs=1000',
    log: [
      { epoch: 300, run: 0, kind: 'set', patch: { video: 8 * GIB } },
      { epoch: 301, run: 0, kind: 'set', patch: { policy: 'fifo' } },
      { epoch: 302, run: 0, kind: 'set', patch: { epochs: 2000 } },
    ],
  },
];

/** The whole link that a golden entry means. */
export function goldenLink({ config = {}, log = [], rest = {} }: Golden): Link {
  return { config: { ...DEFAULTS.perceptron, ...config }, log, packed: '', at: null, title: '', hide: [], view: 'charts', lang: 'en', theme: 'auto', lesson: '', warnings: [], ...rest };
}
