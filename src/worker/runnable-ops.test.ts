/**
 * The ops that the engine can run, as the graph view knows them: a list of names, since its worker must not carry the ops themselves.
 * After a change of ops, `npx vitest run src/worker/runnable-ops.test.ts --update` writes it anew.
 */
import { expect, it } from 'vitest';
import { OPS } from '../engine/ops/index.ts';

it('the graph view’s list of ops is that of the engine (write it anew with --update)', async () => {
  const names = [...new Set(OPS.map(({ type }) => type))].sort();
  await expect(`${JSON.stringify(names, null, 2)}\n`).toMatchFileSnapshot('../graphview/runnable-ops.json');
});
