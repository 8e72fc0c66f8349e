/** `npm run optimize -- FILE --fetch a:0 …`: the graph optimiser on a graph file; one JSON object out. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { arrayType, type DType } from '../engine/dtype.ts';
import { OPS } from '../engine/ops/index.ts';
import { registerOps } from '../engine/registry.ts';
import { openGraph } from '../graphdef/open.ts';
import { fromGraphDef } from '../optimizer/convert.ts';
import { optimize, PASSES, type OptGraph, type OptNode, type PassName } from '../optimizer/index.ts';

const USAGE = 'usage: npm run --silent optimize -- FILE.json|FILE.pb|FILE.pbtxt --fetch a:0 [--fetch b:0] [--feed x:0] [--target op] [--pass name …] [--iterations n] [--aggressive]';

interface Call { file: string; fetches: string[]; feeds: string[]; targets: string[]; passes: PassName[]; iterations: number | undefined; aggressive: boolean }

const isPass = (text: string): text is PassName => (PASSES as readonly string[]).includes(text);

/** Reads the command line. Throws one line of what was expected and what came. */
export function parseOptimize(argv: readonly string[]): Call {
  const call: Call = { file: '', fetches: [], feeds: [], targets: [], passes: [], iterations: undefined, aggressive: false };
  for (let i = 0; i < argv.length; i++) {
    const [name, inline] = argv[i].split(/=(.*)/s, 2) as [string, string | undefined];
    if (!name.startsWith('--')) {
      if (call.file) throw new Error(`expected one file, got ${call.file} and ${argv[i]}; ${USAGE}`);
      call.file = argv[i];
      continue;
    }
    if (name === '--aggressive') { call.aggressive = true; continue; }
    const value = inline ?? argv[++i];
    if (value === undefined) throw new Error(`${name} needs a value; ${USAGE}`);
    if (name === '--fetch') call.fetches.push(value);
    else if (name === '--feed') call.feeds.push(value);
    else if (name === '--target') call.targets.push(value);
    else if (name === '--pass') {
      if (!isPass(value)) throw new Error(`--pass: expected one of ${PASSES.join(', ')}, got '${value}'`);
      call.passes.push(value);
    } else if (name === '--iterations') {
      call.iterations = Number(value);
      if (!Number.isSafeInteger(call.iterations) || call.iterations < 1) throw new Error(`--iterations: expected a whole number from 1 on, got '${value}'; ${USAGE}`);
    } else throw new Error(`unknown option ${name}; ${USAGE}`);
  }
  if (!call.file) throw new Error(`the file is missing; ${USAGE}`);
  if (call.fetches.length + call.targets.length === 0) throw new Error(`expected a --fetch or a --target; ${USAGE}`);
  return call;
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const isNode = (v: unknown): v is OptNode => isRecord(v) && typeof v['name'] === 'string' && typeof v['op'] === 'string' && Array.isArray(v['inputs']) && v['inputs'].every((i) => typeof i === 'string');

/** A graph in a file: `{ "nodes": [ { name, op, inputs, attrs, device } ] }`, a list of such nodes, or what src/graphdef opens. */
function read(file: string): OptGraph {
  const bytes = readFileSync(file);
  if (file.endsWith('.json')) {
    const given: unknown = JSON.parse(bytes.toString());
    const list = isRecord(given) ? (given['nodes'] ?? given['before']) : given;
    if (!Array.isArray(list)) throw new Error(`expected ${file} to hold a list of nodes, found ${typeof list}`);
    return { nodes: list.map((n: unknown, i): OptNode => {
      if (!isNode(n)) throw new Error(`expected node ${i} of ${file} to have name, op and inputs, got ${JSON.stringify(n).slice(0, 80)}`);
      const { _class: _, ...attrs } = n.attrs ?? {};
      return { name: n.name, op: n.op, inputs: n.inputs, device: n.device ?? '', attrs: revive(attrs) };
    }) };
  }
  const opened = openGraph(new Uint8Array(bytes), basename(file));
  if (!opened.ok) throw new Error(opened.error);
  return fromGraphDef(opened.value.graph);
}

/** Tensors in JSON are `{ dtype, shape, value: [ … ] }`; sizes that are not known are -1. */
function revive(attrs: OptNode['attrs']): OptNode['attrs'] {
  return Object.fromEntries(Object.entries(attrs as Readonly<Record<string, unknown>>).map(([k, v]): [string, OptNode['attrs'][string]] => {
    if (isRecord(v) && Array.isArray(v['value'])) {
      const { value, ...rest } = v;
      return [k, { ...rest, data: v['dtype'] === 'string' ? value : arrayType(v['dtype'] as DType).from((value as unknown[]).map(Number)) } as unknown as OptNode['attrs'][string]];
    }
    if (k === 'shape' && Array.isArray(v)) return [k, v.map((d) => (typeof d === 'number' && d < 0 ? null : d))];
    return [k, k === 'shape' && v === 'unknown' ? null : (v as OptNode['attrs'][string])];
  }));
}

/** Numbers of tensors as plain lists. */
const plain = (_key: string, v: unknown): unknown => (ArrayBuffer.isView(v) ? Array.from(v as unknown as ArrayLike<number>, (x) => (Number.isFinite(x) ? x : String(x))) : v);

/** Runs the passes and prints. Returns the exit code; a broken call throws. */
export async function runOptimize(argv: readonly string[]): Promise<number> {
  const call = parseOptimize(argv);
  registerOps(OPS);
  const graph = read(call.file);
  const { stages, result } = optimize(graph, call, { ...(call.passes.length > 0 && { passes: call.passes, iterations: call.iterations ?? 1 }), ...(call.iterations !== undefined && { iterations: call.iterations }), aggressive: call.aggressive });
  const passes = stages.map(({ pass, iteration, before, after, gone, added, changed, changes }) => ({ pass, iteration, before: before.length, after: after.length, gone: gone.length, added: added.length, changed: changed.length, changes }));
  process.stdout.write(`${JSON.stringify({ file: basename(call.file), before: graph.nodes.length, after: result.length, passes, nodes: result.map(({ name, op, inputs, attrs, device }) => ({ name, op, inputs, attrs, ...(device && { device }) })) }, plain)}\n`);
  return 0;
}
