// The entry of the worker that looks at graphs: one graph a worker, so that another can be opened beside it and either be ended at any
// moment. Its name sets its built file apart from the engine's worker. Nothing but messages goes in or out.
import type { GraphAsk, GraphTell } from '../protocol/graph-view.ts';
import { Desk } from './desk.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const desk = new Desk((tell: GraphTell, transfer) => scope.postMessage(tell, transfer));

/** One ask after the other, in order. */
let before: Promise<void> = Promise.resolve();
scope.onmessage = (event: MessageEvent<GraphAsk>) => {
  before = before
    .then(() => desk.answer(event.data))
    .catch((error: unknown) => {
      // Our own bug, or no more memory: it reaches the page as the worker's `error` event.
      setTimeout(() => {
        throw error;
      });
    });
};
