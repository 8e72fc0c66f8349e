/** English texts of the view inside a run; loaded when it is first shown. */
import type { Fate, PlatformId } from '../../protocol/inside.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const nodes = (count: number): string => (count === 1 ? '1 node' : `${n.whole(count)} nodes`);
const copies = (count: number): string => (count === 0 ? 'no copies' : count === 1 ? '1 copy' : `${n.whole(count)} copies`);

export const inside = {
  intro: 'What happens in one session.run: which nodes it needs, what TensorFlow’s optimiser makes of them, and where and when each would run. Your run goes on undisturbed.',
  script: 'A script of your own cannot be looked into here; its graph is under Graph, its lines show what each run executed.',
  waiting: 'This fills as soon as the session has run once.',
  none: 'Nothing has been run since the graph was cleared; the next training run appears here.',
  opening: 'Optimising and planning the run…',
  again: 'Look into the latest run',
  trouble: {
    stopped: 'The engine has stopped: only a new run can be looked into.',
    script: 'The runs of your own script cannot be looked into yet; its graph can. Choose one of the programs to see inside a run.',
    unavailable: 'A part of this view could not be loaded: is the network there?',
    broken: (text: string): string => `This run could not be looked into: ${text}`,
    worker: (text: string): string => `The worker that looked into the run stopped${text ? `: ${text}` : ''}. The run is untouched.`,
  },
  retry: 'Try again',
  large: (needed: number, limit: number, all: number): string =>
    `This run needs ${nodes(needed)} of the graph’s ${n.whole(all)}: too many to be optimised and planned here, where ${n.whole(limit)} is the most. A run that builds less, or fewer samples, can be looked into.`,
  moment: (program: string, epoch: number, run: number): string => `${program}, epoch ${n.whole(epoch)}, run ${n.whole(run)}`,

  strip: 'The run in figures',
  graphNodes: 'In the graph',
  needed: 'Needed by its fetches',
  executedTold: 'Executed, as told',
  signature: 'Signature',
  fresh: 'new',
  cached: 'cached',
  signatures: (count: number): string => (count === 1 ? '1 in the session' : `${n.whole(count)} in the session`),
  grew: (count: number): string => (count === 0 ? 'the graph had not grown' : `the graph had grown by ${n.whole(count)}`),
  optimised: 'After all passes',
  makespan: 'Planned time',
  bound: 'Lower bound',
  used: 'Devices used',
  between: (least: number, most: number): string => `each ${n.percent(least)} to ${n.percent(most)}`,
  ofNodes: (share: number): string => `${n.percent(share)} of the graph`,
  ofNeeded: (share: number): string => `${n.percent(share)} of what was needed`,
  overBound: (ratio: number): string => (ratio < 1.0005 ? 'reached: no plan is faster' : `the plan takes ${n.plain(ratio)} times as long`),
  fed: (list: readonly string[]): string => (list.length === 0 ? 'Nothing is fed.' : `Fed: ${list.join(', ')}.`),
  fetched: (list: readonly string[], more: number): string => `Fetched: ${list.join(', ')}${more > 0 ? ` and ${n.whole(more)} more` : ''}.`,

  passes: 'Passes of the optimiser',
  passesNote: 'In the order in which they run. Choose one to see what became of each node.',
  pruning: 'What the run’s fetches do not need is left out.',
  change: (before: number, after: number): string => `${n.whole(before)} → ${n.whole(after)}`,
  changes: (before: number, after: number): string => `${nodes(before)} before, ${n.whole(after)} after`,
  nothing: 'changes nothing',
  fates: { kept: 'kept', removed: 'removed', merged: 'merged', folded: 'folded', fused: 'fused', changed: 'rewired', added: 'added' } satisfies Record<Fate, string>,
  fateOf: (count: number, fate: Fate): string => `${n.whole(count)} ${inside.fates[fate]}`,
  passName: (pass: string): string => inside.passNames[pass] ?? pass.replaceAll('_', ' '),
  passNames: {
    pruning: 'Pruning', function: 'Functions', common_subgraph_elimination: 'Common subexpressions', constant_folding: 'Constant folding', shape: 'Shapes', arithmetic: 'Arithmetic', remapper: 'Remapper (fusing)', loop: 'Loops', dependency: 'Dependencies', concat_split: 'Concat and split',
  } as Record<string, string>,
  again2: 'second round',
  listed: 'Nodes of the pass',
  close: 'Close the list',
  show: 'Show',
  allChanged: 'all that changed',
  search: 'Search nodes',
  rows: (shown: number, total: number): string => (total === 0 ? 'No node.' : shown < total ? `The first ${n.whole(shown)} of ${nodes(total)}.` : `${nodes(total)}.`),
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
  whichNames: { optimised: 'optimised', built: 'as built' },
  summary: (tasks: number, devices: number, copied: number, makespan: number, ratio: number): string =>
    `${nodes(tasks)} on ${devices === 1 ? 'one device' : `${devices} devices`} with ${copies(copied)} between them, in ${n.duration(makespan)}${ratio < 1.0005 ? ': as fast as can be' : `, ${n.plain(ratio)} times the lower bound`}.`,
  why: {
    criticalPath: (seconds: number): string => `The longest chain of nodes takes ${n.duration(seconds)}: no number of devices makes it shorter.`,
    work: (seconds: number): string => `All work spread evenly over the devices takes ${n.duration(seconds)}.`,
    told: (seconds: number): string => `One device was told to run work of ${n.duration(seconds)}.`,
  },
  list: (seconds: number, heft: number): string =>
    seconds < heft
      ? `List scheduling by the critical path alone would take ${n.duration(seconds)}: less, as happens with heuristics.`
      : `List scheduling by the critical path alone would take ${n.duration(seconds)}.`,
  alone: (id: string, seconds: number, planned: number): string =>
    `All on ${id} it would take ${n.duration(seconds)}${seconds < planned * 0.9995 ? ': for so small a run, copies cost more than other devices save' : ''}.`,
  told: (count: number): string => (count === 0 ? 'No node was told a device: HEFT places them all.' : `${nodes(count)} ran where ${count === 1 ? 'its' : 'their'} device string says; HEFT placed the others.`),
  missing: (count: number): string => `${nodes(count)} asked for a device that is not here, and ${count === 1 ? 'was' : 'were'} placed freely.`,
  loops: (count: number): string => (count === 1 ? 'One edge closes a loop: the plan has one turn of it.' : `${n.whole(count)} edges close loops: the plan has one turn of each.`),
  deviceHead: ['Device', 'Nodes', 'With sends and receives', 'Busy', 'Peak memory', 'If nothing were freed'],
  devices: 'Devices of the plan',
  busy: (seconds: number, share: number): string => `${n.duration(seconds)} (${n.percent(share)})`,
  ofMemory: (bytes: number): string => n.memory(bytes),
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
  methodText: 'A node costs its dispatch and its floating point work or its memory traffic, whichever is longer; a copy costs latency and bytes over bandwidth, one at a time on a link. Nodes with a device string go there. HEFT places the others: by their longest way to the end, each on the device on which it is over first. Buffers are freed after their last use.',
  sourceHead: ['Figure', 'Where from', 'Kind'],
  sourceKinds: { read: 'read', derived: 'derived', measured: 'measured', assumed: 'assumed' },

  recorded: 'A step of real TensorFlow',
  recordedNote: 'Recorded with TensorFlow 2.15.1 on two shared CPU cores: order and proportion count, not the microseconds. Its timeline shows no transfers between CPU devices.',
  model: 'Model',
  models: { perceptron: 'perceptron', mlp: 'multi-layer perceptron', cnn: 'convolutional network', lstm: 'LSTM, 8 steps', seq2seq: 'encoder and decoder', towers: 'four towers of products' } as Record<string, string>,
  near: 'The nearest recording to this program; sizes differ.',
  same: 'The same kind of model; sizes differ.',
  config: 'Devices',
  configs: (devices: number, threads: number): string => `${devices === 1 ? '1 CPU device' : `${devices} CPU devices`}, ${threads} threads`,
  recordedSummary: (all: number, run: number, sends: number, untraced: number): string =>
    `N ${n.whole(all)}, P ${n.whole(run)} with what it adds (_Arg, _Retval, _Send, _Recv); ${sends === 0 ? 'nothing is sent' : sends === 1 ? '1 send' : `${n.whole(sends)} sends`}; a step takes ${n.duration(untraced)} when it is not traced.`,
  recordedWaiting: 'Loading the recording…',
  recordedFailed: 'The recording could not be loaded: is the network there?',
  lane: (device: string): string => device,

  duration: n.duration,
  whole: n.whole,
  bytes: n.bytes,
  percent: n.percent,
};
