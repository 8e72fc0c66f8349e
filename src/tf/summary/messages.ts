/** Summaries and events as scripts hold them: `tf.Summary`, `tf.Summary.Value`, `tf.HistogramProto`, `tf.Event`. */
import { toBytes } from '../../engine/kit/summaries.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { protoFields, ProtoWriter } from '../../lib/proto.ts';

const bytesOf = (v: unknown): Uint8Array => (v instanceof Uint8Array ? v : toBytes(String(v)));
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const fields = (bytes: Uint8Array): ReturnType<typeof protoFields> => {
  try { return protoFields(bytes); } catch { throw new TensorFlowError('DecodeError', 'Error parsing message'); }
};

/** A `HistogramProto`. */
export class HistogramMessage {
  min = 0;
  max = 0;
  num = 0;
  sum = 0;
  sumSquares = 0;
  limits: number[] = [];
  counts: number[] = [];

  static parse(bytes: Uint8Array): HistogramMessage {
    const out = new HistogramMessage();
    const list = (v: Uint8Array): number[] => Array.from(new Float64Array(v.slice().buffer));
    for (const { number, value } of fields(bytes)) {
      if (number === 6) out.limits = list(value as Uint8Array);
      else if (number === 7) out.counts = list(value as Uint8Array);
      else if (number <= 5) out[(['min', 'max', 'num', 'sum', 'sumSquares'] as const)[number - 1]] = value as number;
    }
    return out;
  }
  write(proto: ProtoWriter): void {
    [this.min, this.max, this.num, this.sum, this.sumSquares].forEach((v, i) => { if (v !== 0) proto.double(i + 1, v); });
    if (this.limits.length > 0) proto.doubles(6, this.limits).doubles(7, this.counts);
  }
}

/** A `Summary.Value`: a tag and one of several kinds of value. What is no number and no histogram stays as its bytes. */
export class ValueMessage {
  tag = '';
  simple: number | null = null;
  histogram: HistogramMessage | null = null;
  /** Other fields as they came: number and bytes. */
  rest: { number: number; value: Uint8Array }[] = [];

  static parse(bytes: Uint8Array): ValueMessage {
    const out = new ValueMessage();
    for (const { number, value } of fields(bytes)) {
      if (number === 1) out.tag = text(value as Uint8Array);
      else if (number === 2) out.simple = value as number;
      else if (number === 5) out.histogram = HistogramMessage.parse(value as Uint8Array);
      else if (value instanceof Uint8Array) out.rest.push({ number, value });
    }
    return out;
  }
  /** The field that is set. */
  get kind(): string | null {
    if (this.simple !== null) return 'simple_value';
    if (this.histogram) return 'histo';
    const names: Readonly<Record<number, string>> = { 4: 'image', 6: 'audio', 8: 'tensor' };
    return this.rest.map((f) => names[f.number]).find(Boolean) ?? null;
  }
  write(proto: ProtoWriter): void {
    proto.text(1, this.tag);
    if (this.simple !== null) proto.float(2, this.simple);
    for (const f of this.rest.filter((r) => r.number < 5)) proto.data(f.number, f.value);
    if (this.histogram) proto.message(5, (h) => this.histogram!.write(h));
    for (const f of this.rest.filter((r) => r.number > 5)) proto.data(f.number, f.value);
  }
}

/** A `Summary`. */
export class SummaryMessage {
  constructor(public values: ValueMessage[] = []) {}
  static parse(serialized: unknown): SummaryMessage {
    const out = new SummaryMessage();
    for (const { number, value } of fields(bytesOf(serialized))) if (number === 1) out.values.push(ValueMessage.parse(value as Uint8Array));
    return out;
  }
  serialise(): Uint8Array {
    const proto = new ProtoWriter();
    for (const v of this.values) proto.message(1, (m) => v.write(m));
    return proto.done();
  }
}

/** An `Event`: one record of an event file. */
export class EventMessage {
  wallTime = 0;
  step = 0;
  version: string | null = null;
  graph: Uint8Array | null = null;
  meta: Uint8Array | null = null;
  summary: SummaryMessage | null = null;

  static parse(bytes: Uint8Array): EventMessage {
    const out = new EventMessage();
    for (const { number, value } of fields(bytes)) {
      if (number === 1) out.wallTime = value as number;
      else if (number === 2) out.step = value as number;
      else if (number === 3) out.version = text(value as Uint8Array);
      else if (number === 4) out.graph = value as Uint8Array;
      else if (number === 5) out.summary = SummaryMessage.parse(value);
      else if (number === 9) out.meta = value as Uint8Array;
    }
    return out;
  }
  serialise(): Uint8Array {
    const proto = new ProtoWriter();
    if (this.wallTime !== 0) proto.double(1, this.wallTime);
    if (this.step !== 0) proto.int(2, this.step);
    if (this.version !== null) proto.text(3, this.version);
    if (this.graph) proto.data(4, this.graph);
    if (this.summary) proto.data(5, this.summary.serialise());
    if (this.meta) proto.data(9, this.meta);
    return proto.done();
  }
  /** The field that is set. */
  get kind(): string | null { return this.version !== null ? 'file_version' : this.graph ? 'graph_def' : this.summary ? 'summary' : this.meta ? 'meta_graph_def' : null; }
}
