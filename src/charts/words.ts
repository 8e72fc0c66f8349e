/** Every string of the charts that people read, in English. A translation is another object of this type. */
import type { DurationWords } from '../lib/format.ts';
import type { Meaning } from './palette.ts';

export type ChartWords = typeof ENGLISH;
/** What made a number; a number without one of these labels is a defect. */
export type Origin = 'measured' | 'modelled' | 'recorded';
export type Trend = 'still' | 'rising' | 'falling' | 'sawtooth';

const join = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1] ?? ''}`;

export const ENGLISH = {
  join,
  meanings: {
    forward: 'forward',
    loss: 'loss',
    gradients: 'gradients',
    update: 'update',
    checkpoint: 'save/reload',
    bookkeeping: 'bookkeeping',
    video: 'video',
    main: 'main',
    disk: 'disk',
    held: 'freed but held',
    build: 'build',
    extend: 'extend',
    prepare: 'prepare',
    execute: 'execute',
    move: 'move',
    save: 'save',
    clear: 'clear',
    reload: 'reload',
    measured: 'measured',
    lossLine: 'loss',
    accuracy: 'accuracy',
    projected: 'projected',
  } satisfies Record<Meaning, string> as Record<Meaning, string>,
  titles: {
    nodes: { title: 'Nodes in the graph', subtitle: 'by what made them', axis: 'nodes' },
    memory: { title: 'Memory', subtitle: "where the graph's bytes are", axis: 'bytes' },
    time: { title: 'Time per epoch', subtitle: 'by phase', axis: 'duration' },
    learning: { title: 'Learning', subtitle: 'loss and training accuracy', axis: 'loss' },
  } as Record<string, { title: string; subtitle: string; axis: string }>,
  /** Words of long durations; null for those of the page's number formats. */
  durations: null as DurationWords | null,
  epoch: 'epoch',
  total: 'total',
  peak: 'most within the epoch',
  peakLabel: 'before the clear',
  accuracyAxis: 'accuracy',
  accuracyAxisNarrow: 'accuracy, 0–100 %',
  model: 'model',
  origin: { measured: 'measured', modelled: 'modelled', recorded: 'recorded' } as Record<Origin, string>,
  tags: {
    measured: 'measured',
    modelled: 'modelled',
    modelledOn: (machine: string): string => `modelled: ${machine}`,
    measuredHere: '— measured here',
    measuredHereShort: '— measured',
  },
  scale: { label: 'Scale of the time axis', linear: 'linear', log: 'log' },
  range: { label: 'Epochs shown', sofar: 'so far', whole: 'whole run' },
  empty: 'No epoch is finished yet. The first one draws here.',
  nothingMeasured: 'Nothing was measured: old nodes were not executed for real.',
  capacity: {
    video: (size: string): string => `video ${size} full`,
    main: (size: string): string => `+ main ${size} full`,
    mainAlone: (size: string): string => `main ${size} full`,
    above: (line: string): string => `↑ ${line}: off this scale`,
  },
  fit: {
    constant: 'constant',
    linear: 'linear',
    quadratic: 'quadratic',
    geometric: 'geometric',
    label: (kind: string, r2: string): string => `${kind} R² ${r2}`,
  },
  marks: {
    spillMain: 'spills out of video memory',
    spillDisk: 'spills out of main memory',
    videoFull: 'video full',
    mainFull: 'main full',
    error: 'error',
    set: 'setting changed',
    setShort: 'set',
    upload: 'checkpoint uploaded',
    uploadShort: 'upload',
    hands: (hands: readonly ('save' | 'clear' | 'reload')[]): string => hands.join(' · '),
    times: (label: string, times: number): string => `${label} ×${times}`,
    model: 'next model',
  },
  menu: {
    open: (title: string): string => `More about the chart “${title}”`,
    table: 'Data table',
    png: 'Download PNG',
    svg: 'Download SVG',
    csv: 'Download CSV',
    failed: (what: string): string => `${what} failed: the browser could not make the picture.`,
  },
  table: {
    close: 'Close',
    caption: (title: string, epochs: number): string => `${title}: ${epochs.toLocaleString('en')} ${epochs === 1 ? 'epoch' : 'epochs'}`,
    some: (shown: number, all: number): string =>
      `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} epochs, evenly chosen. The CSV has them all.`,
    region: 'Table, scrolls',
  },
  stack: {
    label: 'Charts',
    crosshair: 'Crosshair on the charts: arrow keys move it by an epoch, with shift by ten; Home and End; Escape removes it',
    none: 'no epoch chosen',
    at: (epoch: number, values: readonly string[]): string => `Epoch ${epoch}: ${values.join('; ')}`,
    value: (label: string, value: string): string => `${label} ${value}`,
    readout: (epoch: number): string => `Epoch ${epoch.toLocaleString('en')}`,
  },
  trend: {
    still: 'It stays about the same.',
    rising: 'It keeps growing.',
    falling: 'It is falling.',
    sawtooth: 'It goes up and down like a saw: it grows, is emptied, and grows again.',
  } satisfies Record<Trend, string> as Record<Trend, string>,
  describe: {
    empty: (title: string): string => `${title}: no epoch is finished yet.`,
    course: (title: string, epochs: number, first: string, last: string, highest: string, at: number): string =>
      epochs === 1
        ? `${title}, after 1 epoch: ${last}.`
        : `${title}, after ${epochs.toLocaleString('en')} epochs: ${first} after the first, ${last} now, at most ${highest} (epoch ${at.toLocaleString('en')}).`,
    parts: (parts: readonly string[]): string => `Now: ${join(parts)}.`,
    part: (name: string, value: string): string => `${name} ${value}`,
    cleared: (times: number, last: number): string =>
      times === 1 ? `The graph was cleared once, in epoch ${last}.` : `The graph was cleared ${times} times, last in epoch ${last}.`,
    videoFull: (size: string, epoch: number): string => `Video memory (${size}) was passed in epoch ${epoch.toLocaleString('en')}.`,
    mainFull: (size: string, epoch: number): string =>
      `Main memory (${size}) was passed in epoch ${epoch.toLocaleString('en')}: the disk is in use since then.`,
    notFull: (size: string): string => `Video memory (${size}) has not been passed.`,
    mainNotFull: (size: string): string => `Main memory (${size}) has not been passed.`,
    modelledTime: 'These are modelled times.',
    measured: (value: string): string => `Measured in this browser: ${value} for the last epoch.`,
    largest: (name: string, value: string): string => `Most of the last epoch is ${name}: ${value}.`,
    projection: (kind: string, r2: string, epochs: number, total: string): string =>
      `Of the fits to the epochs so far the ${kind} one is best supported${r2 === '' ? '' : ` (R² ${r2})`}: ${epochs.toLocaleString('en')} epochs would take ${total}.`,
    loss: (first: string, last: string, lowest: string, at: number): string =>
      `Loss: ${first} at first, ${last} now, at best ${lowest} (epoch ${at.toLocaleString('en')}).`,
    accuracy: (first: string, last: string, highest: string, at: number): string =>
      `Training accuracy: ${first} at first, ${last} now, at best ${highest} (epoch ${at.toLocaleString('en')}).`,
    jump: (epoch: number): string => `The loss jumped up in epoch ${epoch.toLocaleString('en')}.`,
    noTraining: 'No epoch so far has trained anything.',
  },
  columns: {
    nodes: 'nodes',
    added: 'added',
    cleared: 'cleared',
    executed: 'executions',
    upVideo: 'moved into video',
    downVideo: 'moved out of video',
    faults: 'page faults',
    units: { nodes: 'nodes', bytes: 'bytes', seconds: 's', share: '0–1', count: '' },
  },
};
