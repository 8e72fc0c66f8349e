/** English texts of the machine that is modelled and of the view of its memory; loaded when they are first shown. */
import type { RunConfig } from '../../protocol/config.ts';
import type { MemoryOwner } from '../../protocol/memory.ts';
import { process } from './en-process.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const of = (count: number, what: string): string => `${n.whole(count)} ${count === 1 ? what : `${what}s`}`;

export const memory = {
  process,
  knobs: {
    machine: 'Machine',
    machines: {
      answer: 'the answer’s: GTX 1060, hard disk', laptop: 'laptop', 'workstation-2018': 'workstation of 2018', rtx4090: 'RTX 4090',
      h100: 'H100', h200: 'H200', b200: 'B200', phone: 'phone',
    } as Record<string, string>,
    videoMemory: 'Video memory, GB',
    mainMemory: 'Main memory, GB',
    policy: 'Who has to leave',
    policies: {
      lru: 'least recently used', fifo: 'first in, first out', clock: 'clock', '2q': '2Q', arc: 'ARC', mru: 'most recently used', random: 'random',
      min: 'the optimum (MIN)', 'min-bypass': 'MIN with bypass', driver: 'like NVIDIA’s driver',
    } satisfies Record<RunConfig['policy'], string>,
    page: 'Page',
    bus: 'Link to video memory',
    buses: { own: 'the machine’s own', pcie3: 'PCIe 3 x16', pcie4: 'PCIe 4 x16', pcie5: 'PCIe 5 x16' } satisfies Record<RunConfig['bus'], string>,
    disk: 'Disk',
    disks: { own: 'the machine’s own', hdd: 'hard disk', sata: 'SATA SSD', nvme: 'NVMe SSD' } satisfies Record<RunConfig['disk'], string>,
    pinned: 'Main memory is pinned for copies',
    prefetch: 'A fault may bring neighbours (driver-like only)',
  },
  intro: 'Where the bytes of the graph lie on the machine that you set, page by page. Computed beside the run: looking changes nothing of it.',
  script: 'A script of your own is not laid out in pages here: choose another program to see its memory.',
  waiting: 'The map appears as soon as there is a graph.',
  failed: 'The part of the engine that looks at its memory could not be loaded.',
  moment: (epoch: number, run: number): string => (epoch === 0 ? 'Before the first epoch' : run === 0 ? `After epoch ${n.whole(epoch)}` : `In epoch ${n.whole(epoch)}, after ${of(run, 'run')}`),
  pages: (pages: number, bytes: number): string => `${of(pages, 'page')} of ${n.memory(bytes)}`,
  tiers: { video: 'Video memory', main: 'Main memory', disk: 'Disk' },
  owners: { epoch: 'built by an epoch', model: 'the model', constants: 'constants', variables: 'variables', saver: 'saver and reload' } satisfies Record<MemoryOwner, string>,
  map: 'Map of the pages',
  mapSummary: (tiers: readonly (readonly [string, number, number])[]): string =>
    `${tiers.map(([name, pages, most]) => `${name}: ${most > 0 ? `${n.whole(pages)} of ${n.whole(most)}` : n.whole(pages)} pages`).join('; ')}.`,
  perCell: (pages: number): string => `One cell is ${of(pages, 'page')}, coloured by who owns most of it.`,
  help: 'Arrow keys go from page to page; what is read is below the map.',
  hint: 'Point at a page to see the nodes in it.',
  cell: (page: number, tier: string, owner: string): string => `Page ${n.whole(page)}, ${tier.toLowerCase()}, ${owner}`,
  nodes: (from: number, to: number): string => `nodes ${n.whole(from)} to ${n.whole(to)}`,
  builtIn: (epoch: number): string => `begun in epoch ${n.whole(epoch)}`,
  more: (count: number): string => `and ${n.whole(count)} more`,
  curve: 'Hits against capacity',
  curveSummary: (pages: number, bytes: string, here: string, best: string): string =>
    `One run touches ${of(pages, 'page')} (${bytes}): its working set. At the capacity that is set, LRU would hit ${here} of touches, MIN ${best}.`,
  curveNote: 'If the last run were repeated: LRU from one pass by Mattson’s stack distances, the others by running the simulator at the marked capacities.',
  curveWaiting: 'No run has touched a page yet.',
  curveLong: 'This run touches too much to be gone through beside it.',
  capacityAxis: 'Capacity',
  here: 'now',
  hits: 'Hits',
  misses: 'Faults',
  table: 'The numbers as a table',
  ownPolicy: (name: string): string => `Now: ${name}`,
  next: 'Who goes next, and why',
  why: {
    lru: 'LRU: the page that was touched longest ago goes. A run goes through the whole graph in order, so what goes is what will be needed soonest.',
    fifo: 'FIFO: the page that came in first goes, however often it was touched since.',
    clock: 'CLOCK: the hand goes round; a page touched since the hand last came keeps its place once more, and its bit is cleared.',
    '2q': '2Q: a page that came in once waits in a short queue and goes from there; only one that comes back soon is kept in the main list.',
    arc: 'ARC: two lists, of pages touched once and of pages touched again; which of them must give is learned from what came back too late.',
    mru: 'MRU: the page that was touched last goes. Good for going round in circles, which is what the runs do.',
    random: 'Random: each page is as likely as any other, so nobody is named here.',
    min: 'MIN: the page whose next touch is farthest in the future goes. It knows the run in advance: a bound, not something to buy.',
    'min-bypass': 'MIN with bypass: as MIN, and a page that would be needed last of all is not even taken in.',
    driver: 'Like NVIDIA’s driver: whole blocks of 2 MiB go, in the order in which something last migrated into them. Touches do not count.',
  } satisfies Record<RunConfig['policy'], string>,
  room: 'There is still room: nobody has to go.',
  order: 'In this order:',
  moves: 'Bytes moved in each epoch',
  movesSummary: (epoch: number, up: string, down: string, read: string, written: string): string =>
    `Epoch ${n.whole(epoch)}: ${up} up to video memory and ${down} down; ${read} read from disk and ${written} written.`,
  movesNone: 'Nothing has moved: all fits.',
  links: { upVideo: 'up to video memory', downVideo: 'down from it', upMain: 'read from disk', downMain: 'written to disk' },
  faultRate: (faults: string, touches: string, share: string): string => `${faults} faults in ${touches} touches: ${share}.`,
  epoch: 'Epoch',
  ofCapacity: n.ofCapacity,
  memory: n.memory,
  bytes: n.bytes,
  whole: n.whole,
  short: n.short,
  share: (v: number): string => (v > 0 && v < 1 ? `${(100 * v).toFixed(v > 0.99 || v < 0.01 ? 3 : 1)} %` : `${n.whole(100 * v)} %`),
};
