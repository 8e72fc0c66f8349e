/**
 * Small synthetic runs for the charts' tests and pictures: histories with the shapes real runs have. They are not results: the page never
 * shows them.
 */
import { DEFAULTS, type RunConfig } from '../protocol/config.ts';
import { COLUMNS, type Column, type History, type RunEvent } from '../protocol/frame.ts';
import type { Example } from './chart.ts';
import type { Projection } from '../lib/fit.ts';
import type { ChartInput } from './source.ts';

export type Row = Partial<Record<Column, number>>;

/** A history of the given rows; columns that a row does not name are 0, measured phases, loss and accuracy NaN. */
export function historyOf(rows: readonly Row[]): History {
  const column = (name: Column): Float64Array =>
    Float64Array.from(
      rows,
      (row, i) => row[name] ?? (name === 'epoch' ? i + 1 : name === 'model' ? 1 : /^measured|^loss|^accuracy/.test(name) ? Number.NaN : 0),
    );
  return { count: rows.length, columns: Object.fromEntries(COLUMNS.map((name) => [name, column(name)])) as Record<Column, Float64Array> };
}

/** How a synthetic run goes. */
export interface Story {
  epochs: number;
  /** Nodes added in an epoch. */
  leak: number;
  /** Save, clear and reload every so many epochs; 0 never. */
  every?: number;
  config?: Partial<RunConfig>;
  measured?: boolean;
  projection?: Projection | null;
  epochsInAll?: number;
}

const NODE_BYTES = 5200;

/** Tells a story: a graph that leaks, spills over the configured capacities, and is perhaps cured. */
export function tell(story: Story): ChartInput {
  const { epochs, leak, every = 0, measured = true } = story;
  const config: RunConfig = { ...DEFAULTS.perceptron, ...story.config };
  const tensorflow = config.account === 'tensorflow';
  const events: RunEvent[] = [];
  const mark = (epoch: number, kind: RunEvent['kind'], text: string): number => events.push({ epoch, run: 0, kind, text, detail: {} });
  const rows: Row[] = [];
  let nodes = 105;
  let held = 0;
  let spilled = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    nodes += leak;
    const peak = nodes;
    const cured = every > 0 && epoch % every === 0;
    const bytes = nodes * NODE_BYTES;
    if (cured) {
      if (tensorflow) held = Math.max(held, bytes * 0.95);
      nodes = 123;
      mark(epoch, 'save', `Saved the model in epoch ${epoch}.`);
      mark(epoch, 'clear', `Cleared the session in epoch ${epoch}.`);
      mark(epoch, 'reload', `Reloaded the model in epoch ${epoch}.`);
    }
    const now = nodes * NODE_BYTES;
    const video = tensorflow ? 2e6 : Math.min(now, config.video);
    const main = Math.min(now - (tensorflow ? 0 : video), config.main);
    const disk = Math.max(0, now - (tensorflow ? 0 : video) - main);
    if (!tensorflow && main > 0 && spilled < 1) {
      spilled = 1;
      mark(epoch, 'spill-main', `The graph spilled out of video memory in epoch ${epoch}.`);
    }
    if (disk > 0 && spilled < 2) {
      spilled = 2;
      mark(epoch, 'spill-disk', `The graph spilled to the disk in epoch ${epoch}.`);
    }
    const executed = tensorflow ? 100 : peak;
    const move = tensorflow ? 0 : main > 0 ? bytes / 3e9 + disk / 1e8 : 0;
    const learned = 1 - Math.exp(-epoch / 12);
    rows.push({
      epoch,
      nodes,
      peak,
      added: leak,
      cleared: peak - nodes,
      executed,
      runs: 1,
      signatures: 1,
      fetched: 100,
      'kind.forward': nodes - 105,
      'kind.loss': 22,
      'kind.gradients': 48,
      'kind.update': 17,
      'kind.checkpoint': every > 0 && epoch >= every ? 18 : 0,
      'kind.bookkeeping': every > 0 && epoch >= every ? 0 : 18,
      video,
      main,
      disk,
      held: Math.max(0, held - now),
      peakVideo: video,
      peakMain: main,
      peakDisk: disk,
      upVideo: move > 0 ? bytes : 0,
      downVideo: move > 0 ? bytes : 0,
      touches: executed,
      faults: move > 0 ? Math.round(bytes / config.page) : 0,
      'modelled.build': leak * 1.2e-5,
      'modelled.extend': tensorflow ? peak * 1.5e-5 : 0,
      'modelled.execute': executed * 2e-7 + 0.004,
      'modelled.move': move,
      'modelled.save': cured ? 0.02 : 0,
      'modelled.clear': cured ? 0.17 : 0,
      'modelled.reload': cured ? 0.03 : 0,
      ...(measured ? { 'measured.build': leak * 4e-7, 'measured.execute': executed * 2.6e-8 + 0.001 } : {}),
      engineBytes: peak * 40,
      loss: 2.3 * (1 - learned) + 0.12,
      accuracy: 0.1 + 0.87 * learned,
    });
  }
  return {
    history: historyOf(rows),
    events,
    config,
    machineTitle: 'GTX 1060, 12 GB, hard disk',
    epochsInAll: story.epochsInAll ?? config.epochs,
    projection: story.projection ?? null,
  };
}

/** A projection like those of a run that slows down. Seconds. */
export function projectionLike(epochs: number, inAll: number): Projection {
  const slope = 3000 * 2e-7;
  return {
    from: 1,
    to: epochs,
    epochs: inAll,
    best: 'linear',
    fits: [
      { kind: 'constant', parameters: [slope * epochs * 0.5], r2: 0, aic: 10, total: slope * epochs * 0.5 * inAll },
      { kind: 'linear', parameters: [0.04, slope], r2: 0.9991, aic: -900, total: 0.04 * inAll + (slope * inAll * inAll) / 2 },
      {
        kind: 'quadratic',
        parameters: [0.03, slope * 1.1, slope * 0.0004],
        r2: 0.9992,
        aic: -898,
        total: 0.03 * inAll + (slope * inAll * inAll) / 1.7,
      },
      { kind: 'geometric', parameters: [0.055, (1 + slope * 20) ** (1 / Math.max(1, epochs / 3))], r2: 0.97, aic: -500, total: 1e6 },
    ],
  };
}

/** The stories every chart is tested and shown with. */
export function examples(): Example[] {
  return [
    { name: 'nothing yet', input: tell({ epochs: 0, leak: 3000 }) },
    { name: 'the first epoch', input: tell({ epochs: 1, leak: 3000 }) },
    { name: 'a leak that spills', input: tell({ epochs: 500, leak: 3000, projection: projectionLike(500, 1000) }) },
    { name: 'to the disk, only modelled', input: tell({ epochs: 1000, leak: 6000, measured: false, config: { work: 'modelled' } }) },
    { name: 'the cure', input: tell({ epochs: 100, leak: 3000, every: 20 }) },
    { name: 'the cure in each epoch', input: tell({ epochs: 1000, leak: 3000, every: 1 }) },
    { name: 'hoisted', input: tell({ epochs: 100, leak: 0 }) },
    { name: 'as TensorFlow does', input: tell({ epochs: 300, leak: 3000, every: 100, config: { account: 'tensorflow' } }) },
  ];
}
