/** Building TensorFlow's own nodes through src/tf, in Node and in a Chromium worker, beside what real TensorFlow was recorded to do. */
import { inWorker } from './browser.ts';
import { best, type Built } from './build-worker.ts';
import { atLeast, atMost, beside, type Row } from './table.ts';

/** Microseconds a node that Python takes in TensorFlow 2.15.1, recorded: 61 to 155 for ordinary ops, on the CPU of a shared machine. */
const RECORDED = { fast: 61, slow: 155 };
const NODES = 1_000_000;

function rows(where: string, { nodes, seconds, overhead }: Built): Row[] {
  const rate: Row = { what: `through src/tf, ${NODES.toLocaleString('en-US')} nodes, ${where}`, value: nodes / seconds / 1e6, unit: 'M nodes/s' };
  return [
    atLeast(beside(rate, `TensorFlow 2.15.1, recorded (${Math.round(1e3 / RECORDED.slow)}–${Math.round(1e3 / RECORDED.fast)} k/s)`, 1 / RECORDED.fast, 'more'), 1),
    atMost({ what: `bytes a node beyond its values, ${where}`, value: overhead, unit: 'bytes' }, 40),
  ];
}

/** About 10 s. */
export async function tfBench(): Promise<Row[]> {
  return [...rows('Node', best(NODES, 5)), ...rows('Chromium worker', await inWorker<Built>('BENCH_BUILD_WORKER', NODES))];
}
