/**
 * The answer's own numbers, as told, to the end: 1,000 epochs of 1,000 samples in the page's worker, from navigation to the
 * last epoch. Once with every old node executed, once with that work skipped.
 */
import { PHASES } from '../src/protocol/frame.ts';
import {
  atFullSpeed,
  gaps,
  loaded,
  longestTask,
  newContext,
  open,
  processorSeconds,
  quantile,
  seen,
  untilOver,
  withBrowser,
} from './browser.ts';
import { TENSORFLOW } from './engine.bench.ts';
import { bytesPerNode } from './node.bench.ts';
import { atLeast, atMost, beside, ratioAtLeast, type Row } from './table.ts';

/** What the executions a second stand beside: the bookkeeping of a node alone, while one in three of ours multiplies a picture by the weights. */
const RECORDED = 'TensorFlow 2.15.1 per executed scalar node, recorded; a third of ours do 640 products each';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

async function play(link: string, most: number, processors?: number): Promise<Row[]> {
  return withBrowser(async (browser) => {
    const page = await atFullSpeed(await newContext(browser, processors));
    const before = await processorSeconds(browser);
    await open(page, link);
    await untilOver(page, 420);
    const after = await processorSeconds(browser);
    const probe = await seen(page);
    const load = await loaded(page);
    const seconds = probe.over / 1000;
    const nodes = probe.column('nodes');
    const executed = sum(probe.column('executed'));
    const real = sum(probe.column('measured.execute'));
    const apart = gaps(probe.frames, probe.firstRow, probe.over);
    const rows: Row[] = [
      atMost({ what: 'navigation to the last epoch', value: seconds, unit: 's' }, most),
      // Where these are well below the time above, other programs had the processors meanwhile.
      ...(after === null || before === null
        ? []
        : [
            { what: "processor time of the worker's thread", value: after.worker - before.worker, unit: 's' },
            { what: "processor time of the page's thread", value: after.page - before.page, unit: 's' },
          ]),
      { what: 'epochs', value: nodes.length, unit: '' },
      atLeast({ what: 'nodes at the end', value: nodes.at(-1) ?? NaN, unit: '' }, 3e6),
      { what: 'nodes executed, all runs', value: executed / 1e6, unit: 'M' },
    ];
    if (Number.isFinite(real)) {
      const rate = (what: string, over: number): Row => beside({ what: `nodes executed a second, ${what}`, value: executed / over / 1e6, unit: 'M/s' }, RECORDED, TENSORFLOW / 1e6, 'more');
      // What was recorded is the time of runs, too: nothing is built in it.
      rows.push(rate('over all, building and page included', seconds), ratioAtLeast(rate('in runs', real), 20));
      for (const phase of PHASES) {
        const spent = sum(probe.column(`measured.${phase}`));
        if (spent > 0) rows.push({ what: `measured: ${phase}`, value: spent, unit: 's' });
      }
    }
    rows.push(
      atMost(
        { what: 'engine bytes a node, at the end', value: (probe.column('engineBytes').at(-1) ?? NaN) / (nodes.at(-1) ?? NaN), unit: 'B' },
        64,
      ),
      atMost(
        {
          what: 'engine bytes a node, greatest from a million nodes on',
          value: bytesPerNode(nodes, probe.column('engineBytes')),
          unit: 'B',
        },
        64,
      ),
      atLeast({ what: 'frames a second meanwhile', value: 1000 / (sum(apart) / apart.length), unit: 'fps' }, 58),
      { what: 'time between frames, 99 %', value: quantile(apart, 0.99), unit: 'ms' },
      atMost({ what: 'longest task over 50 ms after load, by the clock', value: longestTask(probe.tasks, load), unit: 'ms' }, 50),
    );
    return rows;
  });
}

/** About a minute: the engine alone in its worker, and with the second engine that it takes where there are two processors. */
export async function answerBench(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [workers, most] of [[1, 30], [2, 15]] as const) {
    rows.push(...(await play('v=1', most, workers)).map((row) => ({ ...row, what: `${workers === 1 ? 'one worker' : 'two workers'}: ${row.what}` })));
  }
  return rows;
}
/** Some seconds. */
export const modelledBench = (): Promise<Row[]> => play('v=1&work=modelled', 15);
