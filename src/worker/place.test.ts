/** What is looked at in the middle of an epoch is of that epoch, not of the one before; what needs a finished run says whose it is. */
import { expect, it } from 'vitest';
import { exportSession } from './graph-export.ts';
import { FieldWatch } from './field-look.ts';
import { Looker } from './look.ts';
import { look, MemoryWatch, Ownership } from './memory-look.ts';
import type { FieldLook } from '../protocol/field.ts';
import type { MemoryCurve } from '../protocol/memory.ts';
import { Runner } from './runner.ts';
import { configOf, digits } from './test-kit.ts';

function last<Y, T>(steps: Generator<Y, T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** The thirteenth epoch's run half executed, so that the graph holds its nodes; or twelve epochs over. The loop is left as it stands. */
function at(middle: boolean): Runner {
  let epochs = 0;
  const host = { now: () => 0, frame: () => { epochs++; }, event: () => undefined };
  const runner = new Runner(configOf({ samples: 1000, epochs: 20, video: 64 * 1024 * 1024 }), [], digits, host);
  const steps = runner.steps();
  const there = (boundary: unknown): boolean => epochs === 12 && (middle ? runner.progress.phase === 'execute' && runner.progress.done > 0 && runner.progress.done < runner.progress.total : boundary === 'epoch');
  while (!there(steps.next().value));
  return runner;
}

const middle = at(true);
const rested = at(false);

it('there is a run to be in the middle of', () => {
  expect(middle.moment).toEqual({ epoch: 13, run: 0 });
  expect(middle.tf.graph.nodes).toBe(rested.tf.graph.nodes + 3000);
});

it('the graph, the field, the pages and the pictures say so', async () => {
  expect(last(exportSession(middle))).toMatchObject({ epoch: 13 });
  expect(last(exportSession(rested))).toMatchObject({ epoch: 12 });
  const order = { id: 1, on: true, page: -1 };
  expect(last(look(middle, order, new Ownership()))).toMatchObject({ epoch: 13, run: 0, within: true });
  expect(last(look(rested, order, new Ownership()))).toMatchObject({ epoch: 12, run: 0, within: false });
  const wish = { id: 1, on: true, set: 'trained', wrong: false, sample: -1 } as const;
  expect(last(new Looker(middle).look(wish, () => 0))).toMatchObject({ epoch: 13, run: 0, within: true });
  expect(last(new Looker(rested).look(wish, () => 0))).toMatchObject({ epoch: 12, run: 0, within: false });
  const fields: FieldLook[] = [];
  for (const runner of [middle, rested]) {
    const watch = new FieldWatch({ now: () => 0, field: (of) => fields.push(of), node: () => undefined });
    watch.obey({ id: 1, on: true, by: 'op' });
    for (let turn = 0; turn < 100 && fields.length < (runner === middle ? 1 : 2); turn++) watch.turn(runner);
  }
  expect(fields.map(({ epoch, run, within }) => ({ epoch, run, within }))).toEqual([{ epoch: 13, run: 0, within: true }, { epoch: 12, run: 0, within: false }]);
});

it('the curve of hits comes in the middle of a run too, of the run before it', () => {
  const curves: (MemoryCurve | 'none' | 'long' | null)[] = [];
  for (const runner of [middle, rested]) {
    const watch = new MemoryWatch({ now: () => 0, post: ({ curve }) => curves.push(curve) });
    watch.obey({ id: 1, on: true, page: -1 });
    for (let turn = 0; turn < 100 && watch.turn(runner) !== null; turn++);
  }
  const [one, other] = curves.filter((curve) => curve !== null);
  expect(one).toMatchObject({ epoch: 12, run: 0 });
  expect(one).toEqual(other);
});
