/** English texts of the graph view; part of what is loaded when it is first shown. */
import type { GraphFormat, GraphStage, ItemKind } from '../../protocol/graph-view.ts';
import type { Fate } from '../../protocol/inside.ts';
import type { Marks } from '../../store/graph/state.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const nodes = (count: number): string => (count === 1 ? '1 node' : `${n.whole(count)} nodes`);
const edges = (count: number): string => (count === 1 ? '1 edge' : `${n.whole(count)} edges`);
/** Nodes that are fed: `among` those that are executed, or besides. */
const withFed = (fed: number, among: boolean): string =>
  fed === 0 ? '' : among ? `, ${fed === 1 ? 'the fed one' : `the ${n.whole(fed)} fed ones`} among them` : `; ${fed === 1 ? '1 more is' : `${n.whole(fed)} more are`} fed`;

export const graph = {
  intro: 'The graph as TensorFlow would hold it: the session’s own, or one from any file. Drop a file here to open it.',
  waiting: 'The graph appears here as soon as the run has built some of it. You can open a file meanwhile.',
  empty: 'This graph has no nodes.',
  take: 'Session’s graph',
  takeAgain: 'Take it again',
  openFile: 'Open a file…',
  openFileTitle: 'Open a GraphDef (.pb, .pbtxt), a .meta file, a saved_model.pb or a TensorBoard file',
  drop: 'Drop the file to look at its graph',
  cancel: 'Cancel',
  save: 'Save as',
  saveTitles: {
    pb: 'Save as a binary GraphDef, for TensorFlow and Netron',
    pbtxt: 'Save as a text GraphDef, to read',
    meta: 'Save as a MetaGraphDef, for tf.train.import_meta_graph',
    events: 'Save as an event file, for TensorBoard',
  } satisfies Record<GraphFormat, string>,
  formats: { pb: '.pb', pbtxt: '.pbtxt', meta: '.meta', events: 'tfevents' } satisfies Record<GraphFormat, string>,
  saving: (format: string, share: number): string => (share > 0 ? `Writing ${format}: ${n.percent(share)}` : `Writing ${format}…`),
  stages: {
    writing: (share: number): string => `The engine writes its graph, beside the run: ${n.percent(share)}`,
    reading: 'Reading the file…',
    decoding: 'Taking the file apart…',
    sorting: 'Sorting nodes into scopes…',
    arranging: 'Arranging the drawing…',
  } satisfies Record<Exclude<GraphStage, 'writing'>, string> & { writing: (share: number) => string },
  opening: (name: string): string => `Opening ${name}.`,
  session: (program: string, epoch: number): string => `${program}, epoch ${n.whole(epoch)}`,
  grown: (now: number): string => `The session’s graph has changed since: ${nodes(now)} now.`,
  size: (count: number, edgeCount: number, bytes: number): string => `${nodes(count)}, ${edges(edgeCount)}, ${n.bytes(bytes)}`,
  unknownCount: (count: number): string => `${nodes(count)} with ops that the engine cannot run: shown and marked, never run.`,
  unknownOp: 'the engine cannot run this op',
  unknownInside: (count: number): string => `${n.whole(count)} not runnable here`,
  counts: (count: number, limit: number): string =>
    `The session’s graph has ${nodes(count)}. Up to ${n.long(limit)} can be laid out; of this one you see the counts.`,
  countsBytes: (count: number): string =>
    `The session’s graph has ${nodes(count)} and takes more than 2 GiB, which no GraphDef can. You see the counts.`,
  trouble: {
    kept: 'What was shown before is still here.',
    script: 'A script’s graph can be looked at when the script has run to its end. Run it, then try again.',
    unavailable: 'The part of the engine that writes graphs could not be loaded. Check the network and try again.',
    stopped: 'The run was started over or the engine stopped before its graph was written. Try again.',
    broken: (why: string): string => `The engine could not write its graph: ${why}. The run is untouched.`,
    worker: (why: string): string =>
      `Opening stopped: ${why === '' ? 'memory ran out, or the part of the page that reads graphs could not be loaded' : why}.`,
    lost: (why: string): string => `The graph is gone: ${why === '' ? 'memory ran out' : why}. Open it again.`,
    dropNothing: 'That was no file.',
  },
  retry: 'Try again',

  drawing: 'Drawing of the graph',
  drawingHelp:
    'Arrow keys go from item to item, Enter opens one, Escape or Backspace goes up, plus and minus zoom, 0 fits the drawing. The same items are in the table.',
  levelSummary: (name: string, items: number, count: number): string =>
    `${name}: ${items === 1 ? '1 item' : `${n.whole(items)} items`}, ${nodes(count)}.`,
  whole: 'Whole graph',
  trail: 'Scopes',
  up: 'Up',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit',
  rows: 'Too many edges to arrange this level by all of them: it is arranged by the strongest.',
  quiet: 'Some items have so many neighbours that their lines are drawn only while they are chosen.',
  gestures: 'Drag to move, ⌘ or Ctrl and wheel (two fingers on a phone) to zoom.',
  kinds: {
    node: 'node',
    scope: 'scope',
    series: 'series',
    group: 'several',
    range: 'part of a series',
    from: 'comes from outside',
    to: 'goes outside',
  } satisfies Record<ItemKind, string>,
  others: 'others',
  made: {
    forward: 'forward',
    loss: 'loss',
    gradients: 'gradients',
    update: 'update',
    checkpoint: 'save and reload',
    bookkeeping: 'bookkeeping',
  } as Record<string, string>,
  madeTitle: 'Made by',
  times: (count: number): string => `×${n.short(count)}`,
  nodes,
  edges,

  marks: 'Mark what the latest run executes',
  marksNames: { tensorflow: 'as TensorFlow does', told: 'as told', off: 'no marks' } satisfies Record<Marks, string>,
  marksOf: (epoch: number, run: number, count: number, all: number, fed: number, among: boolean): string =>
    `The latest training run (epoch ${n.whole(epoch)}, run ${n.whole(run + 1)}) executes ${n.whole(count)} of ${nodes(all)}${withFed(fed, among)}.`,
  marksOfOwn: (count: number, all: number, fed: number, among: boolean): string =>
    `Your script’s last session.run executes ${n.whole(count)} of ${nodes(all)}${withFed(fed, among)}.`,
  marksNoneOwn: 'Your script’s last session.run was not on this graph: nothing is marked.',
  marksNone: 'No training run since the graph was made: nothing is marked.',
  executed: 'Executed',
  executedOf: (count: number, all: number): string => `${n.whole(count)} of ${n.whole(all)} executed`,
  executedCount: (count: number): string => `${n.whole(count)} executed`,
  executedLegend: { all: 'executed', some: 'some of it', none: 'not executed' },
  lastRun: 'Latest run',
  ran: {
    needed: 'executed: its fetches reach it',
    told: 'executed as told only: no fetch reaches it, and TensorFlow leaves it alone',
    fed: 'fed: the run is handed its value',
    none: 'not executed, by either account',
  },
  lies: 'Lies in',
  tiers: ['video memory', 'main memory', 'disk'],
  liesOn: (tier: string, page: number, pages: number, bytes: number): string =>
    `${tier}: ${pages === 1 ? `page ${n.whole(page)}` : `pages ${n.whole(page)} to ${n.whole(page + pages - 1)}`}, ${n.bytes(bytes)}`,
  liesAbout: 'about, since this account lays out no single nodes',
  became: 'What became of it',
  becameWhat: {
    kept: 'kept as it was',
    removed: 'removed: nothing that is fetched needs it',
    merged: 'merged: an equal node stands for it',
    folded: 'folded: its value is known before the run',
    fused: 'fused: computed inside another node',
    changed: 'changed: it reads other inputs or computes another thing',
    added: 'added by the pass',
  } satisfies Record<Fate, string>,
  fateNames: { kept: 'kept', removed: 'removed', merged: 'merged', folded: 'folded', fused: 'fused', changed: 'changed', added: 'added' } as Record<string, string>,
  fateCount: (count: number, fate: string): string => `${n.whole(count)} ${fate}`,
  into: 'Now',
  was: 'Before',
  wasOp: (op: string): string => `was ${op}`,
  diffTitle: (program: string, epoch: number, run: number, pass: string): string =>
    `${program}, epoch ${n.whole(epoch)}, run ${n.whole(run + 1)}: before and after ${pass === '' ? 'all passes' : pass}`,
  diffSize: (before: number, after: number): string => `${nodes(before)} before, ${n.whole(after)} after`,
  diffNote:
    'Both graphs in one: what is there after the pass reads what it reads then; what is gone is dashed and reads what it read before.',
  diffOmitted: (count: number): string => `${nodes(count)} more of the session’s graph ${count === 1 ? 'is' : 'are'} removed, too, and not drawn.`,

  items: 'Items of this level',
  item: 'Item',
  kind: 'Kind',
  op: 'Op',
  nodeCount: 'Nodes',
  bytes: 'Bytes',
  openItem: (label: string): string => `Open ${label}`,

  details: 'Details',
  detailsNone: 'Choose an item in the drawing or in the table: its op, inputs, attributes, shape and bytes appear here.',
  name: 'Name',
  device: 'Device',
  deviceNone: 'not asked for',
  shape: 'Shape',
  line: 'Line',
  lines: (first: number, last: number): string => (first === last ? `line ${n.whole(first)}` : `lines ${n.whole(first)}–${n.whole(last)}`),
  inputs: 'Inputs',
  controls: 'Control inputs',
  users: 'Used by',
  usersMore: (more: number): string => `and ${n.whole(more)} more`,
  attributes: 'Attributes',
  none: 'none',
  missing: 'no node has this name',
  nodeDefBytes: 'NodeDef',
  scope: 'Scope',
  open: 'Open',
  goThere: 'Go there',
  portFrom: (label: string, count: number): string => `${edges(count)} from ${label}, which lies outside of this level.`,
  portTo: (label: string, count: number): string => `${edges(count)} to ${label}, which lies outside of this level.`,

  search: 'Find a node',
  searchHint: 'part of a name',
  found: (shown: number, total: number): string =>
    total === 0
      ? 'No node has this in its name.'
      : shown < total
        ? `The first ${n.whole(shown)} of ${nodes(total)}.`
        : `${nodes(total)} found.`,

  ops: 'Ops',
  opsCaption: (count: number): string => (count === 1 ? '1 op' : `${n.whole(count)} ops, most frequent first`),
  share: 'Share',
  problems: 'Problems',
  noProblems: 'Nothing to object to.',
  about: 'The file',
  format: 'Format',
  text: 'text',
  binary: 'binary',
  fileBytes: 'Size',
  controlEdges: 'Control edges',
  valueEdges: 'Edges',
  scopes: 'Scopes',
  functions: 'Functions',
  producer: 'Version',
  versions: (producer: number, least: number): string => (producer === 0 ? 'not given' : `${producer}, read by ${least} and later`),
  tensorflow: 'TensorFlow',
};
