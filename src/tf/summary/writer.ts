/**
 * `tf.summary.FileWriter`: events as records in a file of the playground (python/summary/writer/writer.py). There is no clock here: an event
 * says the time that it was told, zero else.
 */
import { TensorFlowError } from '../../engine/op-def.ts';
import { encodeGraph } from '../../graphdef/binary.ts';
import { encodeMetaGraph } from '../../graphdef/meta.ts';
import type { GraphDefData } from '../../graphdef/model.ts';
import { readRecords, writeRecords } from '../../graphdef/records.ts';
import { Graph, type Context } from '../context.ts';
import { joinPath } from '../disk.ts';
import { graphData } from '../graphdef/export.ts';
import { diskOf } from '../train/checkpoints.ts';
import { unwrap } from '../train/meta-graph.ts';
import { EventMessage, SummaryMessage } from './messages.ts';

const writers = new WeakMap<Context, number>();

export class FileWriter {
  private readonly path: string;
  private closed = false;

  constructor(private readonly tf: Context, readonly logdir: string, { graph, suffix }: { graph?: Graph | GraphDefData | null; suffix?: string | null } = {}) {
    const n = writers.get(tf) ?? 0;
    writers.set(tf, n + 1);
    this.path = joinPath(logdir, `events.out.tfevents.${String(n).padStart(10, '0')}.playground${suffix ?? ''}`);
    this.put((e) => { e.version = 'brain.Event:2'; });
    if (graph) {
      this.addGraph(graph);
      this.put((e) => {
        e.meta = unwrap(encodeMetaGraph({ graph: graph instanceof Graph ? graphData(graph, { shapes: true }) : graph, tags: [], tensorflowVersion: '2.15.1', tensorflowGitVersion: '', strippedDefaultAttrs: false, collections: new Map() }));
      });
    }
  }

  private put(fill: (e: EventMessage) => void, step: number | null = null): void {
    const event = new EventMessage();
    fill(event);
    if (step !== null) event.step = step;
    this.addEvent(event);
  }

  addEvent(event: EventMessage): void {
    if (!this.closed) diskOf(this.tf).append(this.path, writeRecords([event.serialise()]));
  }
  /** A summary as a session gave it, or one made by hand. */
  addSummary(summary: unknown, step: number | null = null): void {
    this.put((e) => { e.summary = summary instanceof SummaryMessage ? summary : SummaryMessage.parse(summary); }, step);
  }
  addGraph(graph: Graph | GraphDefData, step: number | null = null): void {
    const data = graph instanceof Graph ? graphData(graph, { shapes: true }) : graph;
    this.put((e) => { e.graph = unwrap(encodeGraph(data)); }, step);
  }
  close(): void { this.closed = true; }
  reopen(): void { this.closed = false; }
}

/** `tf.train.summary_iterator(path)`: the events of a file. Throws NotFoundError. */
export function summaryIterator(tf: Context, path: string): EventMessage[] {
  const bytes = diskOf(tf).read(path);
  if (!bytes) throw new TensorFlowError('NotFoundError', `${path}; No such file or directory`);
  return Array.from(readRecords(bytes), (record) => EventMessage.parse(record));
}
