/**
 * The answer's own numbers in Node, through the very Runner of the worker, with no page beside it: in one thread, and in two, with the
 * second engine that a page's worker takes too. And the rate of node executions beside an interpreter over plain objects, which is how a
 * graph would be written first.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLink } from '../src/presets/schema.ts';
import { COLUMNS, PHASES, type Column } from '../src/protocol/frame.ts';
import { inflate, parseDigits } from '../src/worker/digits.ts';
import { Runner } from '../src/worker/runner.ts';
import { Second, type SecondAnswer } from '../src/worker/second.ts';
import { nodeWorker } from './node-worker.ts';
import { atMost, beside, type Row } from './table.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Greatest engine memory for each node, once the graph is large enough that fixed costs do not count; -Infinity if it never is. */
export function bytesPerNode(nodes: readonly number[], bytes: readonly number[]): number {
  return Math.max(...bytes.map((value, i) => value / nodes[i]).filter((_, i) => nodes[i] >= 1e6));
}

interface Outcome {
  seconds: number;
  /** Of the processor; well below `seconds` where other programs had it meanwhile. */
  processor: number;
  /** Growth of the process, in bytes. */
  resident: number;
  column(name: Column): number[];
}

/** Plays a link to its end, in as many threads. */
async function play(link: string, threads: 1 | 2 = 1): Promise<Outcome> {
  const folder = process.env['PLAYGROUND_PUBLIC'];
  if (!folder) throw new Error('expected PLAYGROUND_PUBLIC: run npm run bench');
  const digits = parseDigits(await inflate(new Uint8Array(readFileSync(join(folder, 'digits.bin.z')))));
  const { config, log } = parseLink(link);
  const rows: Float64Array[] = [];
  const other = threads === 2 ? nodeWorker('BENCH_SECOND_WORKER') : null;
  const before = process.memoryUsage().rss;
  const used = process.cpuUsage();
  const start = performance.now();
  const runner = new Runner(config, log, digits, { now: () => performance.now(), frame: (row) => rows.push(row), event: () => undefined });
  if (other) {
    const second = new Second((ask) => other.postMessage(ask));
    other.on('message', (answer: SecondAnswer) => second.hear(answer));
    other.on('error', () => second.fail());
    runner.help(second);
  }
  try {
    for (const boundary of runner.steps()) {
      if (boundary === 'error') throw new Error(`the run stopped: ${runner.error?.message ?? 'no reason given'}`);
      if (boundary === 'done') break;
      // Answers are heard between tasks only; looking for them while there is something to do costs nothing that could be measured.
      if (boundary === 'wait' || (other && boundary === 'slice')) await nextTask();
    }
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(used);
    return {
      seconds,
      processor: (user + system) / 1e6,
      resident: process.memoryUsage().rss - before,
      column: (name) => rows.map((row) => row[COLUMNS.indexOf(name)]),
    };
  } finally {
    await other?.terminate();
  }
}

const nextTask = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

interface Plain {
  op: 'Const' | 'MatMul' | 'Add';
  inputs: Plain[];
  value: Float32Array;
}

/** Executions a second of (constant, product, sum) as objects with their values in arrays; the same arithmetic as ours. */
function plainRate(samples: number, passes: number): number {
  const weights: Plain = { op: 'Const', inputs: [], value: Float32Array.from({ length: 640 }, (_, i) => Math.sin(i)) };
  const bias: Plain = { op: 'Const', inputs: [], value: new Float32Array(10) };
  const nodes: Plain[] = [];
  const image = Float32Array.from({ length: 64 }, (_, i) => Math.cos(i));
  for (let i = 0; i < samples; i++) {
    const x: Plain = { op: 'Const', inputs: [], value: image };
    const y: Plain = { op: 'MatMul', inputs: [x, weights], value: new Float32Array(10) };
    nodes.push(x, y, { op: 'Add', inputs: [y, bias], value: new Float32Array(10) });
  }
  const pass = (): void => {
    for (const { op, inputs, value } of nodes) {
      if (op === 'MatMul') {
        const a = inputs[0].value;
        const b = inputs[1].value;
        for (let j = 0; j < 10; j++) {
          let total = 0;
          for (let k = 0; k < 64; k++) total = Math.fround(total + Math.fround(a[k] * b[k * 10 + j]));
          value[j] = total;
        }
      } else if (op === 'Add') {
        const a = inputs[0].value;
        const b = inputs[1].value;
        for (let j = 0; j < 10; j++) value[j] = a[j] + b[j];
      }
    }
  };
  pass();
  let best = Infinity;
  for (let i = 0; i < passes; i++) {
    const start = performance.now();
    pass();
    best = Math.min(best, performance.now() - start);
  }
  return nodes.length / (best / 1000);
}

/** One to two minutes. */
export async function nodeBench(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, link, threads, most] of [
    ['skipped', 'v=1&work=modelled', 1, Infinity],
    ['real', 'v=1', 1, 30],
    ['real, two threads', 'v=1', 2, 15],
  ] as const) {
    const { seconds, processor, resident, column } = await play(link, threads);
    const nodes = column('nodes');
    const executed = sum(column('executed'));
    const time: Row = { what: `${name}: 1,000 epochs`, value: seconds, unit: 's' };
    rows.push(most < Infinity ? atMost(time, most) : time);
    rows.push({ what: `${name}: processor time`, value: processor, unit: 's' });
    rows.push(
      atMost(
        {
          what: `${name}: engine bytes a node, greatest from a million nodes on`,
          value: bytesPerNode(nodes, column('engineBytes')),
          unit: 'B',
        },
        64,
      ),
    );
    // The second run gets memory that the first has left, so only the first can tell.
    if (name === 'skipped')
      rows.push({ what: `${name}: memory of the process a node`, value: resident / (nodes.at(-1) ?? NaN), unit: 'B' });
    if (name === 'skipped') continue;
    let other = seconds;
    for (const phase of PHASES) {
      const spent = sum(column(`measured.${phase}`));
      other -= spent;
      if (spent > 0) rows.push({ what: `${name}: measured ${phase}`, value: spent, unit: 's' });
    }
    rows.push({ what: `${name}: the rest (model of the machine, rows)`, value: other, unit: 's' });
    const rate = executed / sum(column('measured.execute')) / 1e6;
    rows.push(
      beside(
        { what: `${name}: nodes executed a second, of ${(executed / 1e9).toFixed(2)} G`, value: rate, unit: 'M/s' },
        'plain objects',
        plainRate(100_000, 10) / 1e6,
        'more',
      ),
    );
  }
  return rows;
}
