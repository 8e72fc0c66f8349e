// `node tools/pack-timelines.mjs FOLDER`: traced steps of real TensorFlow (MODEL.CONFIG.json, as record_timeline.py writes them) into
// src/app/inside/recorded, one file a model. Names and ops are the same in most configurations of a model, so each is written once.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/project.mjs';

/** Index of a text in a list, to which it is added if it is new. */
function placeIn(list) {
  const at = new Map();
  return (text) => {
    if (!at.has(text)) at.set(text, list.push(text) - 1);
    return at.get(text);
  };
}

/** A step as src/app/inside/timelines.ts reads it; `_SOURCE` is TensorFlow's own beginning, and no node of the graph. Times in microseconds. */
function stepOf(recorded, nameOf, opOf) {
  const { config, partitions, inter_op_threads: threads, step_us: step } = recorded;
  const nodes = recorded.nodes.filter(({ name }) => name !== '_SOURCE');
  const devices = partitions.filter(({ count }) => count > 0).map(({ device, count }) => [device, count]).sort(([a], [b]) => a.localeCompare(b));
  const receives = partitions.reduce((sum, { ops }) => sum + (ops['_Recv'] ?? 0), 0);
  const ids = devices.map(([device]) => device);
  return {
    config, devices, threads,
    N: recorded.N_graph_nodes, P: recorded.P_partition_nodes, sends: recorded.cross_device_sends, receives,
    untraced: step.untraced_wall_median, span: step.span_median, busy: step.busy_median, atOnce: recorded.ops_running_at_once.median_of_max,
    name: nodes.map(({ name }) => nameOf(name)),
    op: nodes.map(({ op }) => opOf(op)),
    device: nodes.map(({ device }) => ids.indexOf(device)),
    start: nodes.map((node) => node.start_us),
    duration: nodes.map((node) => node.op_us),
  };
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('expected the folder of the recordings: node tools/pack-timelines.mjs FOLDER');
const models = new Map();
for (const file of readdirSync(folder).sort()) {
  const [, model] = /^(\w+)\.cpu\d+_inter\d+\.json$/.exec(file) ?? [];
  if (!model) continue;
  if (!models.has(model)) models.set(model, []);
  models.get(model).push(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}
for (const [model, recorded] of models) {
  const [ops, names] = [[], []];
  const [opOf, nameOf] = [placeIn(ops), placeIn(names)];
  const steps = recorded.map((one) => stepOf(one, nameOf, opOf));
  const text = `${JSON.stringify({ model, tensorflow: recorded[0].tf, ops, names, steps })}\n`;
  writeFileSync(join(ROOT, 'src/app/inside/recorded', `${model}.json`), text);
  console.log(`${model}: ${steps.length} configurations, ${text.length.toLocaleString('en')} bytes`);
}
