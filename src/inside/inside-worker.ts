// The entry of the worker that looks inside a run: one run a worker, so that the session goes on undisturbed and a new run can be looked
// into beside it. Nothing but messages goes in or out.
import type { InsideAsk } from '../protocol/inside.ts';
import { InsideDesk } from './desk.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const desk = new InsideDesk((tell, transfer) => scope.postMessage(tell, transfer));
scope.onmessage = (event: MessageEvent<InsideAsk>) => void desk.answer(event.data);
