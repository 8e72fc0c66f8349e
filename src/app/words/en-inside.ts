/** English texts of the view inside a run; loaded when it is first shown. */
import type { Agreement, ExecutedView, Fate, PlatformId, ScheduleView, Scheduling } from '../../protocol/inside.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const nodes = (count: number): string => (count === 1 ? '1 node' : `${n.whole(count)} nodes`);
const copies = (count: number): string => (count === 0 ? 'no copies' : count === 1 ? '1 copy' : `${n.whole(count)} copies`);
/** A plan beside the least time that it could take; `reached`: what is said where it takes no longer. A ratio that reads as 1 is none. */
const atBound = (ratio: number, reached: string): string => (ratio < 1.0005 ? `: ${reached}` : n.plain(ratio) === n.plain(1) ? ', at the lower bound' : `, ${n.plain(ratio)} times the lower bound`);

export const inside = {
  intro: 'What happens in one session.run: which nodes it needs, what TensorFlow’s optimiser makes of them, and where and when each would run. Your run goes on undisturbed.',
  script: 'When your script is over, its last session.run is looked into here.',
  scriptNone: 'Your script was run to its end, but called no session.run.',
  waiting: 'This fills as soon as the session has run once.',
  ahead: (epoch: number): string => `The run is running ahead: this fills at epoch ${n.whole(epoch)}.`,
  noneSince: (epoch: number): string => `The graph was cleared after epoch ${n.whole(epoch)}; nothing has been run in it since.`,
  before: (epoch: number): string => `Run again to epoch ${n.whole(epoch)}, before it was cleared`,
  none: 'Nothing has been run since the graph was cleared; the next training run appears here.',
  opening: 'Looking into the run',
  stages: {
    writing: (share: number): string => `The engine writes the run’s nodes, beside the run: ${n.percent(share)}`,
    reading: 'Reading the nodes…',
    pass: (at: number, of: number, name: string, again: boolean): string => `${again ? 'Second' : 'First'} round of passes, ${n.whole(at + 1)} of ${n.whole(of)}: ${name}`,
    planning: 'Planning where and when each node runs…',
  },
  cancel: 'Cancel',
  cancelled: 'Looking into this run was cancelled. The button above does it again.',
  again: 'Look into the latest run',
  trouble: {
    stopped: 'The engine has stopped: only a new run can be looked into.',
    script: 'This script has no run to be looked into: it was stopped, or Python could not be loaded. Run it to its end.',
    unavailable: 'A part of this view could not be loaded: is the network there?',
    broken: (text: string): string => `This run could not be looked into: ${text}`,
    worker: (text: string): string => `The worker that looked into the run stopped${text ? `: ${text}` : ''}. The run is untouched.`,
  },
  retry: 'Try again',
  large: (needed: number, limit: number, all: number): string =>
    `This run needs ${nodes(needed)} of the graph’s ${n.whole(all)}: too many to be optimised and planned here, where ${n.whole(limit)} is the most. A run that builds less, or fewer samples, can be looked into.`,
  moment: (program: string, epoch: number, run: number): string => `${program}, epoch ${n.whole(epoch)}, run ${n.whole(run)}`,
  ago: (epochs: number): string => (epochs === 1 ? '1 epoch ago' : `${n.whole(epochs)} epochs ago`),
  former: 'of a run that is gone',

  strip: 'The run in figures',
  graphNodes: 'In the graph',
  needed: 'Needed by what is fetched',
  executedTold: 'Executed, as told',
  signature: 'Signature',
  fresh: 'new',
  cached: 'cached',
  signatures: (count: number): string => (count === 1 ? '1 in the session' : `${n.whole(count)} in the session`),
  grew: (count: number): string => (count === 0 ? 'the graph had not grown' : `the graph had grown by ${n.whole(count)}`),
  optimised: 'Executed, as TensorFlow does',
  withFed: (all: number, fed: number): string => (fed === 0 ? '' : `; ${n.whole(all)} with ${fed === 1 ? 'the fed node, which is' : `the ${n.whole(fed)} fed nodes, which are`} handed over`),
  makespan: 'Planned time',
  bound: 'Lower bound',
  used: 'Devices used',
  between: (least: number, most: number): string => (n.percent(least) === n.percent(most) ? `each ${n.percent(least)}` : `each ${n.percent(least)} to ${n.percent(most)}`),
  ofNodes: (share: number): string => `${n.percent(share)} of the graph`,
  played: (share: number): string => `${n.percent(share)} of the graph; this account is played`,
  took: (before: number, list: readonly (readonly [pass: string, gone: number, added: number])[], fed: number, after: number): string =>
    list.length === 0 && fed === 0
      ? 'The passes take nothing away and add nothing.'
      : `The passes: ${n.whole(before)}${list.map(([pass, gone, added]) => `${gone > 0 ? ` − ${n.whole(gone)}` : ''}${added > 0 ? ` + ${n.whole(added)}` : ''} (${inside.passName(pass)})`).join('')}${fed > 0 ? ` − ${n.whole(fed)} (only what is fed would need ${fed === 1 ? 'it' : 'them'})` : ''} = ${n.whole(after)}.`,
  ofNeeded: (share: number): string => `after all passes: ${n.percent(share)} of what was needed`,
  overBound: (ratio: number): string => (ratio < 1.0005 ? 'reached: no plan is faster' : n.plain(ratio) === n.plain(1) ? 'the plan takes hardly longer' : `the plan takes ${n.plain(ratio)} times as long`),
  fed: (list: readonly string[]): string => (list.length === 0 ? 'Nothing is fed.' : `Fed: ${list.join(', ')}.`),
  fetched: (list: readonly string[], more: number, values: number, operations: number): string =>
    `Fetched${more > 0 ? ` ${values === 1 ? '1 value' : `${n.whole(values)} values`}${operations > 0 ? ` and ${operations === 1 ? '1 operation, which has' : `${n.whole(operations)} operations, which have`} none` : ''}` : ''}: ${list.join(', ')}${more > 0 ? ` and ${n.whole(more)} more` : ''}.`,

  passes: 'Passes of the optimiser',
  grappler: 'Compared with TensorFlow’s own optimiser',
  grapplerNote: (graphs: number) => `Each pass alone, the whole pipeline and what a session then executes, on ${graphs} graphs recorded with TensorFlow 2.15.1: the same nodes, inputs and attributes.`,
  grapplerPass: 'Pass',
  grapplerEqual: 'Equal graphs',
  grapplerWhy: 'Where not',
  grapplerOf: (equal: number, total: number) => `${equal} of ${total}`,
  grapplerXla: (recording: string, before: number, after: number) => `The optimiser of TensorFlow 1.x leaves a concatenation that is taken apart again; XLA removes it. Recorded (${recording}): ${before} concatenation before XLA’s optimisation, ${after} after it, and still there in every list of the optimiser’s.`,
  passesNote: 'In the order in which they run. Choose one to see what became of each node.',
  pruning: 'What the run’s fetches do not need is left out.',
  change: (before: number, after: number): string => `${n.whole(before)} → ${n.whole(after)}`,
  changes: (before: number, after: number): string => `${nodes(before)} before, ${n.whole(after)} after`,
  nothing: 'changes nothing',
  fates: { kept: 'kept', removed: 'removed', merged: 'merged', folded: 'folded', fused: 'fused', changed: 'changed', added: 'added' } satisfies Record<Fate, string>,
  fateOf: (count: number, fate: Fate): string => `${n.whole(count)} ${inside.fates[fate]}`,
  passName: (pass: string): string => inside.passNames[pass] ?? pass.replaceAll('_', ' '),
  passNames: {
    pruning: 'Pruning', function: 'Functions', common_subgraph_elimination: 'Common subexpressions', constant_folding: 'Constant folding', shape: 'Shapes', arithmetic: 'Arithmetic', remapper: 'Remapper (fusing)', loop: 'Loops', dependency: 'Dependencies', memory: 'Memory marks', concat_split: 'Concat and split', default: 'All together', session_default: 'What a session executes', session_grappler_off: 'The same with the optimiser off',
  } as Record<string, string>,
  xla: 'XLA, not TensorFlow’s Grappler',
  xlaNote: 'What XLA would do with the graph that the passes leave: it is not counted in any result, and not in the plan.',
  reads: (list: readonly string[], more: number): string => `reads ${list.join(', ')}${more > 0 ? ` and ${n.whole(more)} more` : ''}`,
  executing: 'Executing the plan and the run as it was built, to compare…',
  executed: (view: ExecutedView): string => {
    switch (view.kind) {
      case 'failed': return `The plan could not be executed: ${view.text}`;
      case 'not': switch (view.why) {
        case 'large': return `Not executed: the values of its variables and feeds take ${n.bytes(view.bytes)}, where ${n.bytes(view.limit)} is the most that is handed out.`;
        case 'closed': return 'Not executed: the session is closed, and its variables are gone.';
        case 'flow': return `Not executed: it has ${view.count === 1 ? 'a node of a loop or a conditional' : `${nodes(view.count)} of loops or conditionals`} (${view.names.join(', ')}), and a plan has each node once.`;
        case 'kernel': return `Not executed: there is no kernel here for ${view.names.join(', ')}.`;
      }
      case 'executed': return inside.agreed(view);
    }
  },
  agreed: ({ fetched, variables, run, sent, freed, devices, random, races }: Extract<ExecutedView, { kind: 'executed' }>): string => {
    const of = ({ count, equal, within }: Agreement, what: string): string => `${n.whole(equal)} of ${n.whole(count)} ${what} equal bit for bit${equal < count ? ` (the others ${Number.isFinite(within) ? `within ${within.toExponential(1)} of their greatest value` : 'differ'})` : ''}`;
    return `Executed: ${of(fetched, 'fetched values')}${variables.count > 0 ? `, ${of(variables, 'variables')}` : ''}. The plan that is shown (${nodes(run)} on ${devices === 1 ? 'one device' : `${devices} devices`}, ${copies(sent)}, ${n.whole(freed)} buffers freed) beside the run as it was built, both with what was fed and the variables as the session has them now, or had them when it was closed.${random > 0 ? ` ${nodes(random)} drew random numbers: the same in both.` : ''}${races.length > 0 ? ` What ${races.join(', ')} read depends on the order: a variable is changed beside them.` : ''}`;
  },
  again2: 'second round',
  draw: 'Show in the graph',
  drawAll: 'Show all passes in the graph',
  drawTitle: 'Before and after as a drawing: what is removed, merged, folded, added, node by node',
  listed: 'Nodes of the pass',
  close: 'Close the list',
  show: 'Show',
  allChanged: 'all that changed',
  search: 'Search nodes',
  rows: (shown: number, total: number, unlisted: number): string => `${total === 0 ? 'No node.' : shown < total ? `The first ${n.whole(shown)} of ${nodes(total)}.` : `${nodes(total)}.`}${unlisted > 0 ? ` ${nodes(unlisted)} more, of too many names to be listed, are removed, too.` : ''}`,
  head: ['Node', 'Op', 'What became of it', 'Now'],
  becomes: (now: string): string => `as ${now}`,
  saveGraph: 'Save the optimised graph',
  formats: { pb: 'GraphDef (.pb)', pbtxt: 'text (.pbtxt)' },

  timeline: 'Plan of the run',
  platform: 'Devices',
  platforms: {
    'gpu-cpu': 'GPU and CPU', gpu: 'one GPU', cpu: 'CPU', 'cpu-2': '2 CPU devices', 'cpu-4': '4 CPU devices', 'gpu-2': '2 GPUs', 'gpu-3': '3 GPUs', 'gpu-4': '4 GPUs', 'gpu-5': '5 GPUs', 'gpu-6': '6 GPUs', 'gpu-7': '7 GPUs', 'gpu-8': '8 GPUs',
  } satisfies Record<PlatformId, string>,
  which: 'Graph',
  whichNames: { optimised: 'optimised', built: 'pruned only' },
  summary: (tasks: number, devices: number, copied: number, makespan: number, ratio: number): string =>
    `${nodes(tasks)} on ${devices === 1 ? 'one device' : `${devices} devices`} with ${copies(copied)} between them, in ${n.duration(makespan)}${atBound(ratio, 'as fast as can be')}.`,
  handed: (all: number, args: number, returns: number): string =>
    `Of the ${nodes(all)}, ${n.whole(all - args - returns)} are the graph’s own. A session adds the others: ${n.whole(args)} (_Arg) to hand over what is fed and ${n.whole(returns)} (_Retval) to hand back what is fetched.`,
  why: {
    criticalPath: (seconds: number): string => `The longest chain of nodes takes ${n.duration(seconds)}: no number of devices makes it shorter.`,
    work: (seconds: number, devices: number): string =>
      devices === 1 ? `All nodes one after the other take ${n.duration(seconds)}.` : `However the work is divided over the devices, nodes split at will, nothing waiting and nothing copied, one of them works for at least ${n.duration(seconds)}.`,
    told: (seconds: number): string => `One device was told to run work of ${n.duration(seconds)}.`,
  },
  scheduling: 'Scheduled by',
  schedulings: { best: 'the best of them', list: 'list, critical path', heft: 'HEFT', alone: 'one device' } satisfies Record<Scheduling, string>,
  scheduleName: ({ kind, device }: ScheduleView): string => (kind === 'heft' ? 'HEFT' : kind === 'list' ? 'list scheduling by the critical path' : `all on ${device}`),
  taken: (taken: ScheduleView, best: boolean): string => `${best ? 'Taken, as the shortest' : 'Taken, as chosen'}: ${inside.scheduleName(taken)}, ${n.duration(taken.makespan)}${taken.against > 0 ? `, against the device strings of ${nodes(taken.against)}` : ''}.`,
  other: (other: ScheduleView, planned: number): string =>
    `${{ heft: 'HEFT', list: 'List scheduling by the critical path', alone: `All on ${other.device}` }[other.kind]} would take ${n.duration(other.makespan)}${other.copies > 0 ? ` with ${copies(other.copies)}` : ''}${other.against > 0 ? `, against the device strings of ${nodes(other.against)}` : ''}${other.makespan < planned * 0.9995 ? ': less than this plan' : ''}.`,
  hostless: 'There is no CPU among these devices: what is fed is there from the beginning and what is fetched stays where it is computed, so none of it is copied. Beside a CPU both lie on the CPU, and each of these tensors is copied.',
  noList: 'List scheduling was not worked out: for so many nodes it takes long. Choose it to have it.',
  told: (count: number): string => (count === 0 ? 'No node is bound to a device: all are placed freely.' : `${nodes(count)} ${count === 1 ? 'runs' : 'run'} where ${count === 1 ? 'its' : 'their'} device string says.`),
  missing: (count: number): string => `${nodes(count)} asked for a device that is not here, and ${count === 1 ? 'was' : 'were'} placed freely.`,
  loops: (count: number): string => (count === 1 ? 'One edge closes a loop: the plan has one turn of it.' : `${n.whole(count)} edges close loops: the plan has one turn of each.`),
  deviceHead: ['Device', 'Nodes', 'With sends and receives', 'Busy', 'Peak memory, of all', 'If nothing were freed'],
  devices: 'Devices of the plan',
  busy: (seconds: number, share: number): string => `${n.duration(seconds)} (${n.percent(share)})`,
  ofMemory: (bytes: number): string => n.memory(bytes),
  peakOf: (peak: number, capacity: number): string => `${n.memory(peak)} of ${n.capacity(capacity)} (${n.percent(peak / capacity)})`,
  overfull: (device: string, peak: number, capacity: number): string => `${device} would need ${n.memory(peak)} at once and has ${n.capacity(capacity)}: this plan does not fit on it.`,
  help: 'Arrow keys left and right go from one slice of a track to the next, up and down to another track; Home and End go to the first and the last; plus and minus zoom, 0 shows all.',
  hint: 'Point at a slice, or go there with the arrow keys. Drag to move, plus and minus to zoom.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show all',
  critical: 'critical path',
  run: 'run',
  copy: 'copy',
  boundMark: 'lower bound',
  endMark: 'end',
  track: { send: (to: string): string => `send to ${to}`, lane: (device: string, lane: number): string => (lane === 0 ? device : '') },
  slice: (name: string, op: string, device: string, start: number, length: number, critical: boolean): string =>
    `${name}${op && op !== name ? ` (${op})` : ''} on ${device}: ${n.duration(length)} from ${n.duration(start)}${critical ? ', on the critical path' : ''}`,
  copySlice: (name: string, from: string, to: string, bytes: number, start: number, length: number, critical: boolean): string =>
    `${name} from ${from} to ${to}, ${n.bytes(bytes)}: ${n.duration(length)} from ${n.duration(start)}${critical ? ', on the critical path' : ''}`,
  saveTrace: 'Save as Chrome trace',
  saveTraceTitle: 'For Perfetto (ui.perfetto.dev) and chrome://tracing',
  table: 'As a table',
  tableHead: ['Node or copy', 'Op', 'Device', 'Start', 'Time'],
  tableCut: (shown: number, total: number): string => `The first ${n.whole(shown)} of ${n.whole(total)} by start; the trace has all.`,
  method: 'How this is modelled',
  methodText: 'A node costs its dispatch and its floating point work or its memory traffic, whichever is longer; a copy costs latency and bytes over bandwidth, one at a time on a link. Nodes with a device string go there. The others are placed by HEFT (by their longest way to the end, each on the device on which it is over first, gaps used), by list scheduling (whenever a device is idle, it takes the ready node with the longest way to the end), or all on one device: by default by whichever is over first. Buffers are freed after their last use.',
  sourceHead: ['Figure', 'Where from', 'How it is known'],
  sourceKinds: { read: 'read in the source', derived: 'derived from it', recorded: 'recorded', assumed: 'assumed' },

  otherTime: (optimised: boolean): string =>
    `Planned time is another model than the chart’s modelled time to execute. The chart’s is 60 µs for each run and 0.2 µs for each node that its account executes, one after the other, with their work at the rate and bandwidth of the run’s video card. The plan has ${optimised ? 'the nodes that the optimiser leaves' : 'the nodes that are needed'} and those that hand values in and out, each with the dispatch and the speed of its own device (0.2 µs on a CPU, 5 µs for a kernel on a GPU); devices work side by side, copies count, and the 60 µs do not.`,

  recorded: 'A step of real TensorFlow',
  recordedNote: 'Recorded with TensorFlow 2.15.1 on two shared CPU cores: order and proportion count, not the microseconds. Its timeline shows no transfers between CPU devices.',
  model: 'Model',
  models: { perceptron: 'perceptron', mlp: 'multi-layer perceptron', cnn: 'convolutional network', lstm: 'LSTM, 8 steps', seq2seq: 'encoder and decoder', towers: 'four towers of products' } as Record<string, string>,
  near: 'The nearest recording to this program; sizes differ.',
  same: 'The same kind of model; sizes differ.',
  config: 'Devices',
  configs: (devices: number, threads: number): string => `${devices === 1 ? '1 CPU device' : `${devices} CPU devices`}, ${threads === 1 ? '1 thread' : `${threads} threads`}`,
  compared: 'TensorFlow’s step and ours',
  comparedNote: 'Ours is the same model built here by the same calls, optimised, placed by the same device strings and cut by the page’s planner. Its nodes are counted, its plan is modelled; in the plan, control edges between devices are drawn one by one, in the cut they are joined.',
  compareHead: ['Figure', 'TensorFlow', 'here', 'Compared'],
  compareRows: { N: 'N: nodes in the graph', P: 'P: nodes of all partitions', sends: 'Sends', receives: 'Receives' },
  partition: (device: string): string => `Partition of ${device}`,
  equal: 'equal',
  differs: (by: number): string => (by > 0 ? `differs: ${n.whole(by)} more here` : `differs: ${n.whole(-by)} fewer here`),
  verdict: (equal: number, all: number): string => (equal === all ? `All ${n.whole(all)} figures are equal.` : `${n.whole(equal)} of ${n.whole(all)} figures are equal.`),
  stepWaiting: 'Building and planning the model…',
  stepFailed: 'The model could not be built here: is the network there?',
  ours: 'Our plan of the same step',
  oursSummary: (tasks: number, makespan: number, ratio: number): string =>
    `${nodes(tasks)} in ${n.duration(makespan)}${atBound(ratio, 'as fast as can be where its nodes were told to run')}.`,
  recordedSummary: (all: number, run: number, sends: number, untraced: number): string =>
    `N ${n.whole(all)}, P ${n.whole(run)} with what it adds (_Arg, _Retval, _Send, _Recv); ${sends === 0 ? 'nothing is sent' : sends === 1 ? '1 send' : `${n.whole(sends)} sends`}; a step takes ${n.duration(untraced)} when it is not traced.`,
  recordedUse: (span: number, busy: number, threads: number, share: number, most: number): string =>
    `Traced, it is ${n.duration(span)} from its first node to its last, without the call around it; its nodes ran for ${n.duration(busy)} in all: ${n.percent(share)} of ${threads === 1 ? 'its one thread' : `its ${n.whole(threads)} threads`}, at most ${n.plain(most)} at once. These are medians of 20 steps. So are each node’s beginning and length, one by one: nodes may overlap in the picture that ran at once in no step.`,
  recordedShares: (shares: readonly (readonly [device: string, share: number])[]): string => `Of the nodes’ time, ${shares.map(([device, share]) => `${n.percent(share)} is on ${device}`).join(', ')}.`,
  recordedWaiting: 'Loading the recording…',
  recordedFailed: 'The recording could not be loaded: is the network there?',
  lane: (device: string): string => device,

  duration: n.duration,
  whole: n.whole,
  bytes: n.bytes,
  percent: n.percent,
};
