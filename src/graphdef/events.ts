// TensorBoard's files (events.out.tfevents.…): graphs, scalars and histograms as records. Bytes only: names and disks are not known here.
import { plain } from './bytes.ts';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { type Event, EventSchema, HistogramProtoSchema, type Summary_Value, Summary_ValueSchema, SummarySchema } from './proto/event_pb.ts';
import { int64 } from './attrs.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { Int64 } from './model.ts';
import { readRecords, writeRecords } from './records.ts';
import { attempt, type Result } from './result.ts';
import { survey } from './survey.ts';

/** One record of an event file. */
export interface EventData {
  /** seconds since 1970 */
  readonly wallTime: number;
  readonly step: Int64;
  readonly what: EventContent;
}

export type EventContent =
  /** must come first in a file: `brain.Event:2` */
  | { readonly kind: 'version'; readonly value: string }
  /** a serialised GraphDef */
  | { readonly kind: 'graph'; readonly value: Uint8Array }
  /** a serialised MetaGraphDef */
  | { readonly kind: 'meta'; readonly value: Uint8Array }
  | { readonly kind: 'summary'; readonly values: readonly SummaryValue[] }
  /** run metadata, log messages and what else is not modelled */
  | { readonly kind: 'other' };

export type SummaryValue =
  | { readonly kind: 'scalar'; readonly tag: string; readonly value: number }
  | { readonly kind: 'histogram'; readonly tag: string; readonly value: HistogramData }
  /** images, tensors and what else is not modelled */
  | { readonly kind: 'other'; readonly tag: string };

/** Bucket i counts the values up to `limits[i]` and above the limit before it. */
export interface HistogramData {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
  readonly sumSquares: number;
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

/** The first event of every file. */
export function versionEvent(wallTime: number): EventData {
  return { wallTime, step: 0, what: { kind: 'version', value: 'brain.Event:2' } };
}

/** Writes an event file. What is `other` comes out empty. */
export function encodeEvents(events: readonly EventData[]): Uint8Array {
  return writeRecords(events.map((event) => toBinary(EventSchema, eventMessage(event))));
}

/** Reads an event file as far as it is whole. Fails on damage. Bytes in it are views of the file. */
export function decodeEvents(given: Uint8Array, limits: Limits = DEFAULT_LIMITS): Result<EventData[]> {
  const bytes = plain(given);
  return attempt(() => {
    const budget = new Budget(limits);
    return Array.from(readRecords(bytes), (record) => eventFrom(readEvent(record, budget)));
  });
}

/** One record as a message, checked. */
export function readEvent(record: Uint8Array, budget: Budget): Event {
  budget.spend(1);
  survey(EventSchema, record, budget);
  return fromBinary(EventSchema, record);
}

function eventMessage({ wallTime, step, what }: EventData): Event {
  const event = create(EventSchema, { wallTime, step: BigInt(step) });
  if (what.kind === 'version') event.what = { case: 'fileVersion', value: what.value };
  else if (what.kind === 'graph') event.what = { case: 'graphDef', value: what.value };
  else if (what.kind === 'meta') event.what = { case: 'metaGraphDef', value: what.value };
  else if (what.kind === 'summary')
    event.what = { case: 'summary', value: create(SummarySchema, { value: what.values.map(valueMessage) }) };
  return event;
}

function valueMessage(value: SummaryValue): Summary_Value {
  const proto = create(Summary_ValueSchema, { tag: value.tag });
  if (value.kind === 'scalar') proto.value = { case: 'simpleValue', value: value.value };
  else if (value.kind === 'histogram') {
    const { min, max, count, sum, sumSquares, limits, counts } = value.value;
    proto.value = {
      case: 'histo',
      value: create(HistogramProtoSchema, { min, max, num: count, sum, sumSquares, bucketLimit: [...limits], bucket: [...counts] }),
    };
  }
  return proto;
}

function eventFrom({ wallTime, step, what }: Event): EventData {
  return { wallTime, step: int64(step), what: contentFrom(what) };
}

function contentFrom(what: Event['what']): EventContent {
  switch (what.case) {
    case 'fileVersion':
      return { kind: 'version', value: what.value };
    case 'graphDef':
      return { kind: 'graph', value: what.value };
    case 'metaGraphDef':
      return { kind: 'meta', value: what.value };
    case 'summary':
      return { kind: 'summary', values: what.value.value.map(valueFrom) };
    case undefined:
      return { kind: 'other' };
  }
}

function valueFrom({ tag, value }: Summary_Value): SummaryValue {
  if (value.case === 'simpleValue') return { kind: 'scalar', tag, value: value.value };
  if (value.case !== 'histo') return { kind: 'other', tag };
  const { min, max, num: count, sum, sumSquares, bucketLimit: limits, bucket: counts } = value.value;
  return { kind: 'histogram', tag, value: { min, max, count, sum, sumSquares, limits, counts } };
}
