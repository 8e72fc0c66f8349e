/** Python names of tf/summary. */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Tensor as HostTensor } from '../../engine/dtype.ts';
import { bind, classBinding, type Bindings } from '../binding.ts';
import { Graph } from '../context.ts';
import { GraphMessage } from '../graphdef/messages.ts';
import { EventMessage, HistogramMessage, SummaryMessage, ValueMessage } from '../summary/messages.ts';
import * as summary from '../summary/summary.ts';
import { FileWriter, summaryIterator } from '../summary/writer.ts';
import { Float, Ndarray } from '../values.ts';

const number = (v: unknown): number => (v instanceof Float ? v.value : v instanceof Ndarray ? Number(v.data[0]) : Number(v));
/** A serialized summary as a session or a script gives it. */
const serialized = (v: unknown): unknown => {
  if (v instanceof Ndarray) return v.data[0];
  if (typeof v === 'object' && v !== null && 'dtype' in v && (v as HostTensor).dtype === 'string') return (v as HostTensor).data[0];
  return v;
};

const histogramClass = classBinding<HistogramMessage>({
  paths: ['HistogramProto'], name: 'HistogramProto', type: HistogramMessage, params: 'min=0.0, max=0.0, num=0.0, sum=0.0, sum_squares=0.0, bucket_limit=None, bucket=None',
  create: (_, min, max, num, sum, squares, limits, counts) => Object.assign(new HistogramMessage(), {
    min: number(min), max: number(max), num: number(num), sum: number(sum), sumSquares: number(squares), limits: ((limits ?? []) as unknown[]).map(number), counts: ((counts ?? []) as unknown[]).map(number),
  }),
  properties: {
    min: (_, h) => new Float(h.min), max: (_, h) => new Float(h.max), num: (_, h) => new Float(h.num), sum: (_, h) => new Float(h.sum), sum_squares: (_, h) => new Float(h.sumSquares),
    bucket_limit: (_, h) => h.limits.map((v) => new Float(v)), bucket: (_, h) => h.counts.map((v) => new Float(v)),
  },
});

const valueClass = classBinding<ValueMessage>({
  paths: ['Summary.Value', 'summary.Summary.Value'], name: 'Value', type: ValueMessage, params: "tag='', simple_value=None, histo=None, node_name='', image=None, audio=None, tensor=None, metadata=None",
  create: (_, tag, simple, histo) => Object.assign(new ValueMessage(), { tag: String(tag), simple: simple === null ? null : number(simple), histogram: histo as HistogramMessage | null }),
  properties: { tag: (_, v) => v.tag, simple_value: (_, v) => new Float(v.simple ?? 0), histo: (_, v) => v.histogram ?? new HistogramMessage() },
  setters: { tag: (_, v, tag) => { v.tag = String(tag); }, simple_value: (_, v, x) => { v.simple = number(x); } },
  methods: { HasField: { params: 'name', call: (_, v, name) => v.kind === name }, WhichOneof: { params: 'oneof', call: (_, v) => v.kind } },
});

const summaryClass = classBinding<SummaryMessage>({
  paths: ['Summary', 'summary.Summary'], name: 'Summary', type: SummaryMessage, params: 'value=None', create: (_, values) => new SummaryMessage([...((values ?? []) as ValueMessage[])]),
  properties: { value: (_, s) => [...s.values] },
  methods: {
    SerializeToString: { params: '', call: (_, s) => s.serialise() }, ByteSize: { params: '', call: (_, s) => s.serialise().length },
    ParseFromString: { params: 'serialized', call: (_, s, bytes) => { s.values = SummaryMessage.parse(serialized(bytes)).values; return s.serialise().length; } },
    MergeFromString: { params: 'serialized', call: (_, s, bytes) => { s.values.push(...SummaryMessage.parse(serialized(bytes)).values); return s.serialise().length; } },
  },
});

const eventClass = classBinding<EventMessage>({
  paths: ['Event', 'summary.Event'], name: 'Event', type: EventMessage, params: 'wall_time=0.0, step=0, summary=None, file_version=None',
  create: (_, time, step, s, version) => Object.assign(new EventMessage(), { wallTime: number(time), step: number(step), summary: s as SummaryMessage | null, version: version as string | null }),
  properties: {
    step: (_, e) => e.step, wall_time: (_, e) => new Float(e.wallTime), summary: (_, e) => e.summary ?? new SummaryMessage(), file_version: (_, e) => e.version ?? '', graph_def: (_, e) => e.graph ?? new Uint8Array(),
    meta_graph_def: (_, e) => e.meta ?? new Uint8Array(),
  },
  methods: { HasField: { params: 'name', call: (_, e, name) => e.kind === name }, WhichOneof: { params: 'oneof', call: (_, e) => e.kind }, SerializeToString: { params: '', call: (_, e) => e.serialise() } },
});

const stepOf = (v: unknown): number | null => (v === null || v === undefined ? null : number(v));

const writerClass = classBinding<FileWriter>({
  paths: ['summary.FileWriter', 'train.SummaryWriter'], name: 'FileWriter', type: FileWriter, params: 'logdir, graph=None, max_queue=10, flush_secs=120, graph_def=None, filename_suffix=None, session=None',
  create: (tf, logdir, graph, _queue, _flush, def, suffix) => new FileWriter(tf, String(logdir), { graph: graph instanceof GraphMessage ? graph.data : graph instanceof Graph ? graph : def instanceof GraphMessage ? def.data : null, suffix: suffix as string | null }),
  methods: {
    add_summary: { params: 'summary, global_step=None', call: (_, w, s, step) => { w.addSummary(serialized(s), stepOf(step)); return null; } },
    add_graph: {
      params: 'graph, global_step=None, graph_def=None',
      call: (_, w, graph, step, def) => {
        const given = graph ?? def;
        if (!(given instanceof Graph) && !(given instanceof GraphMessage)) throw new TensorFlowError('TypeError', 'The passed graph must be an instance of `Graph` or the deprecated `GraphDef`');
        w.addGraph(given instanceof Graph ? given : given.data, stepOf(step));
        return null;
      },
    },
    add_event: { params: 'event', call: (_, w, e) => { w.addEvent(e as EventMessage); return null; } },
    add_run_metadata: { params: 'run_metadata, tag, global_step=None', call: () => null }, add_session_log: { params: 'session_log, global_step=None', call: () => null },
    add_meta_graph: { params: 'meta_graph_def, global_step=None', call: () => null },
    flush: { params: '', call: () => null }, close: { params: '', call: (_, w) => { w.close(); return null; } }, reopen: { params: '', call: (_, w) => { w.reopen(); return null; } },
    get_logdir: { params: '', call: (_, w) => w.logdir }, __enter__: { params: '', call: (_, w) => w }, __exit__: { params: '*exc', call: (_, w) => { w.close(); return null; } },
  },
});

export const bindings: Bindings = {
  functions: [
    bind('summary.scalar', 'name, tensor, collections=None, family=None', summary.scalar), bind('summary.histogram', 'name, values, collections=None, family=None', summary.histogram),
    bind('summary.image', 'name, tensor, max_outputs=3, collections=None, family=None', summary.image),
    bind('summary.audio', 'name, tensor, sample_rate, max_outputs=3, collections=None, family=None', summary.audio),
    bind('summary.text', 'name, tensor, collections=None', summary.text),
    bind('summary.tensor_summary', 'name, tensor, summary_description=None, collections=None, summary_metadata=None, family=None, display_name=None', summary.tensorSummary),
    bind('summary.merge', 'inputs, collections=None, name=None', summary.merge), bind('summary.merge_all', "key='summaries', scope=None, name=None", summary.mergeAll),
    { paths: ['Summary.FromString', 'summary.Summary.FromString'], params: 's', call: (_, s) => SummaryMessage.parse(serialized(s)) },
    { paths: ['Event.FromString'], params: 's', call: (_, s) => EventMessage.parse(s as Uint8Array) },
    { paths: ['GraphDef.FromString'], params: 's', call: (_, s) => GraphMessage.parse(s as Uint8Array) },
    { paths: ['train.summary_iterator'], params: 'path', call: (tf, path) => summaryIterator(tf, String(path)) },
  ],
  classes: [histogramClass, valueClass, summaryClass, eventClass, writerClass],
  constants: [],
};
