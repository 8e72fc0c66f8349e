/** `npm run optimize -- FILE --fetch a:0 …`: the graph optimiser on a graph file; one JSON object out. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { OPS } from '../engine/ops/index.ts';
import { isRegistered, opOf, registerOps } from '../engine/registry.ts';
import { signatureOf } from '../engine/signature.ts';
import { openGraph } from '../graphdef/open.ts';
import { fromGraphDef } from '../optimizer/convert.ts';
import { nodeName, portOf } from '../optimizer/graph.ts';
import { optimize, PASSES, type OptGraph, type OptNode, type PassName } from '../optimizer/index.ts';
import { attrsFromJson } from '../optimizer/json.ts';
import { sessionGraph } from '../optimizer/session.ts';
import type { OutputInfo } from '../optimizer/types.ts';

const USAGE = 'usage: npm run --silent optimize -- FILE.json|FILE.pb|FILE.pbtxt --fetch a:0 [--fetch b:0] [--feed x:0] [--target op] [--pass name …] [--iterations n] [--aggressive] | --session default|grappler_off';

interface Call { file: string; fetches: string[]; feeds: string[]; targets: string[]; passes: PassName[]; iterations: number | undefined; aggressive: boolean; session: 'default' | 'grappler_off' | null }

const isPass = (text: string): text is PassName => (PASSES as readonly string[]).includes(text);

/** Reads the command line. Throws one line of what was expected and what came. */
export function parseOptimize(argv: readonly string[]): Call {
  const call: Call = { file: '', fetches: [], feeds: [], targets: [], passes: [], iterations: undefined, aggressive: false, session: null };
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
    } else if (name === '--session') {
      if (value !== 'default' && value !== 'grappler_off') throw new Error(`--session: expected default or grappler_off, got '${value}'; ${USAGE}`);
      call.session = value;
    } else if (name === '--iterations') {
      call.iterations = Number(value);
      if (!Number.isSafeInteger(call.iterations) || call.iterations < 1) throw new Error(`--iterations: expected a whole number from 1 on, got '${value}'; ${USAGE}`);
    } else throw new Error(`unknown option ${name}; ${USAGE}`);
  }
  if (!call.file) throw new Error(`the file is missing; ${USAGE}`);
  if (call.fetches.length + call.targets.length === 0) throw new Error(`expected a --fetch or a --target; ${USAGE}`);
  if (call.session && (call.passes.length > 0 || call.iterations !== undefined || call.aggressive)) throw new Error(`--session runs what a session runs: expected no --pass, --iterations or --aggressive beside it; ${USAGE}`);
  return call;
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
interface JsonNode { readonly name: string; readonly op: string; readonly inputs: readonly string[]; readonly device?: unknown; readonly attrs?: Readonly<Record<string, unknown>>; readonly outputs?: unknown }
const isNode = (v: unknown): v is JsonNode => isRecord(v) && typeof v['name'] === 'string' && typeof v['op'] === 'string' && Array.isArray(v['inputs']) && v['inputs'].every((i) => typeof i === 'string') && (v['attrs'] === undefined || isRecord(v['attrs']));

/** A graph in a file: `{ "nodes": [ { name, op, inputs, attrs, device } ] }`, a list of such nodes, or what src/graphdef opens. */
function read(file: string): OptGraph {
  const bytes = bytesOf(file);
  if (file.endsWith('.json')) {
    const given = parse(bytes.toString(), file);
    const list = isRecord(given) ? (given['nodes'] ?? given['before']) : given;
    if (!Array.isArray(list)) throw new Error(`expected ${file} to hold a list of nodes, found ${given === null ? 'null' : typeof list}`);
    return { nodes: list.map((n: unknown, i) => {
      if (!isNode(n)) throw new Error(`expected node ${i} of ${file} to have name, op and inputs, got ${(JSON.stringify(n) ?? 'nothing').slice(0, 80)}`);
      return { name: n.name, op: n.op, inputs: n.inputs, device: typeof n.device === 'string' ? n.device : '', attrs: attrsFromJson(n.attrs ?? {}), ...outputsOf(n.outputs) };
    }) };
  }
  const opened = openGraph(new Uint8Array(bytes), basename(file));
  if (!opened.ok) throw new Error(opened.error);
  return fromGraphDef(opened.value.graph, true);
}

function bytesOf(file: string): Buffer {
  try { return readFileSync(file); } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const came = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code ?? String(error)})`;
    throw new Error(`expected a graph file at ${file}: ${came}`, { cause: error });
  }
}

/** How many outputs a node has, or null where nothing says so. */
export function outputsOfNode({ op, attrs, outputs }: OptNode): number | null {
  if (outputs) return outputs.length;
  if (!isRegistered(op)) return null;
  let count = 0;
  for (const arg of signatureOf(opOf(op).signature).outputs) {
    const list = arg.list && arg.typeAttr !== null ? attrs[arg.typeAttr] : null;
    const many = arg.numberAttr !== null ? attrs[arg.numberAttr] : Array.isArray(list) ? list.length : arg.list ? null : 1;
    if (typeof many !== 'number') return null;
    count += many;
  }
  return count;
}

/** Throws where something is asked for that the graph does not have. */
function check(graph: OptGraph, call: Call): void {
  const byName = new Map(graph.nodes.map((n) => [n.name, n]));
  for (const asked of [...call.fetches, ...call.targets, ...call.feeds]) {
    const node = byName.get(nodeName(asked));
    if (!node) throw new Error(`expected '${asked}' to name a node of ${basename(call.file)}, which has ${graph.nodes.length} nodes and none of that name`);
    const [count, port] = [outputsOfNode(node), portOf(asked)];
    if (asked.includes(':') && count !== null && port >= count) {
      const has = count === 0 ? 'has no outputs' : count === 1 ? `has one output, ${node.name}:0` : `has ${count} outputs, ${node.name}:0 to ${node.name}:${count - 1}`;
      throw new Error(`expected '${asked}' to name an output: ${node.name} (${node.op}) ${has}`);
    }
  }
}

function parse(text: string, file: string): unknown {
  try { return JSON.parse(text); } catch (error) { throw new Error(`expected ${file} to be JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error }); }
}

/** What a file may say of outputs, as recordings do: `[[dtype, shape], …]`. */
function outputsOf(given: unknown): { readonly outputs?: readonly OutputInfo[] } {
  if (!Array.isArray(given)) return {};
  const found: OutputInfo[] = [];
  for (const o of given as readonly unknown[]) {
    if (!Array.isArray(o) || typeof o[0] !== 'string') return {};
    const shape: unknown = o[1];
    found.push({ dtype: o[0], shape: Array.isArray(shape) ? shape.map((d: unknown) => (typeof d === 'number' && d >= 0 ? d : null)) : null });
  }
  return { outputs: found };
}

/** Numbers of tensors as plain lists. */
const plain = (_key: string, v: unknown): unknown => (ArrayBuffer.isView(v) ? Array.from(v as unknown as ArrayLike<number>, (x) => (Number.isFinite(x) ? x : String(x))) : v);

const print = (value: unknown): void => { process.stdout.write(`${JSON.stringify(value, plain)}\n`); };

/** Runs the passes and prints. Returns the exit code; a broken call throws. */
export async function runOptimize(argv: readonly string[]): Promise<number> {
  if (argv.some((a) => a === '--help' || a === '-h')) {
    process.stdout.write(`${USAGE}\npasses: ${PASSES.join(', ')}\n`);
    return 0;
  }
  const call = parseOptimize(argv);
  registerOps(OPS);
  const graph = read(call.file);
  check(graph, call);
  const dressed = (nodes: readonly OptNode[]): unknown => nodes.map(({ name, op, inputs, attrs, device }) => ({ name, op, inputs, attrs, ...(device && { device }) }));
  if (call.session) {
    const nodes = sessionGraph(graph, call, { grappler: call.session === 'default' });
    print({ file: basename(call.file), before: graph.nodes.length, after: nodes.length, nodes: dressed(nodes) });
    return 0;
  }
  const bare = { nodes: graph.nodes.map((n) => ({ ...n, attrs: Object.fromEntries(Object.entries(n.attrs).filter(([k]) => k !== '_class')) })) };
  const { stages, result } = optimize(bare, call, { ...(call.passes.length > 0 && { passes: call.passes, iterations: call.iterations ?? 1 }), ...(call.iterations !== undefined && { iterations: call.iterations }), aggressive: call.aggressive });
  const passes = stages.map(({ pass, iteration, before, after, gone, added, changed, changes }) => ({ pass, iteration, before: before.length, after: after.length, gone: gone.length, added: added.length, changed: changed.length, changes }));
  print({ file: basename(call.file), before: graph.nodes.length, after: result.length, passes, nodes: dressed(result) });
  return 0;
}
