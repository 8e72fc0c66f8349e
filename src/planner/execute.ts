/**
 * Does a plan: its steps one by one, with real values. Each device has values of its own; what is read must be there: computed there, or
 * received and not yet freed. What a task computes is the business of `Kernels`. Not the reference that tests compare with (reference.ts
 * checks steps without values, the engine's session gives the values).
 */
import type { Plan, Step } from './plan.ts';
import { Tensors, type Problem } from './problem.ts';

/** What the tasks compute. @typeParam V a value */
export interface Kernels<V> {
  /** The outputs of a task for the values of its inputs, in their order. */
  run(task: number, inputs: readonly V[]): readonly V[];
  /** A value for another device. */
  copy(value: V): V;
  /** Nobody reads the value any more. */
  free(value: V): void;
}

/** The plan cannot be done as it is: the step, and the node that is at fault. */
export class PlanFailure extends Error {
  constructor(readonly node: string, what: string) {
    super(`the plan cannot be done: '${node}' ${what}`);
    this.name = 'PlanFailure';
  }
}

/** What was done, by kind of step. */
export type Done = Record<Step['kind'], number>;

/** What a tensor that only says that its task is over holds. */
const OVER = Symbol('over');
type Held<V> = V | typeof OVER;

/** Does all steps; yields after each, so that its owner can listen in between. Throws PlanFailure. */
export function* execute<V>({ tasks }: Problem, plan: Plan, kernels: Kernels<V>): Generator<undefined, Done> {
  const { steps, buffers, schedule: { copies }, devices } = plan;
  const tensors = new Tensors(tasks);
  const done: Done = { place: 0, run: 0, send: 0, receive: 0, free: 0 };
  const placed = new Int32Array(tasks.length).fill(-1);
  const ran = new Uint8Array(tasks.length);
  /** Values by tensor and device, under way by copy; which buffer a tensor lies in, and which tensors lie in it. */
  const here = new Map<number, Held<V>>();
  const underWay = new Map<number, Held<V>>();
  const roomOf = new Map<number, number>();
  const inside = new Map<number, number[]>();
  const freed = new Uint8Array(buffers.length);
  const key = (tensor: number, device: number): number => tensor * devices.length + device;
  const own = new Map(buffers.map((buffer, i) => [key(buffer.tensor, buffer.device), i]));
  const nameOf = (tensor: number): string => {
    const output = tensors.output(tensor);
    const { name } = tasks[tensors.task(tensor)];
    return output < 0 ? `^${name}` : `${name}:${output}`;
  };
  const read = (tensor: number, device: number, reader: string): Held<V> => {
    const value = here.get(key(tensor, device));
    if (value !== undefined) return value;
    const room = roomOf.get(key(tensor, device));
    throw new PlanFailure(reader, `needs '${nameOf(tensor)}' on ${devices[device]}, which ${room !== undefined && freed[room] === 1 ? 'was freed before' : 'is not there: it was neither computed nor received there'}`);
  };
  const keep = (tensor: number, device: number, value: Held<V>, room: number | undefined): void => {
    const at = key(tensor, device);
    if (here.has(at)) throw new PlanFailure(tasks[tensors.task(tensor)].name, `gives '${nameOf(tensor)}' on ${devices[device]} a second time`);
    here.set(at, value);
    if (room === undefined) return;
    if (freed[room] === 1) throw new PlanFailure(tasks[tensors.task(tensor)].name, `writes '${nameOf(tensor)}' on ${devices[device]} into a buffer that was freed before`);
    roomOf.set(at, room);
    const list = inside.get(room);
    if (list) list.push(at);
    else inside.set(room, [at]);
  };

  /** Runs a task where it was placed. An output that shares its input's memory lies in the input's buffer, if that is large enough. */
  const run = (id: number, device: number): void => {
    const task = tasks[id];
    if (placed[id] !== device) throw new PlanFailure(task.name, `runs on ${devices[device]}, but was placed ${placed[id] < 0 ? 'nowhere' : `on ${devices[placed[id]]}`}`);
    if (ran[id] === 1) throw new PlanFailure(task.name, 'runs a second time');
    ran[id] = 1;
    for (const control of task.controls) read(tensors.over(control), device, task.name);
    const inputs = task.inputs.map((use) => {
      const value = read(tensors.of(use), device, task.name);
      if (value === OVER) throw new PlanFailure(task.name, `reads a value of '${tasks[use.task].name}', which has none`);
      return value;
    });
    const outputs = kernels.run(id, inputs);
    task.outputs.forEach(({ bytes, shares }, output) => {
      const tensor = tensors.base[id] + output;
      if (outputs.length <= output) return; // an output that the graph knows of by name only
      const shared = shares === undefined || bytes === 0 ? undefined : roomOf.get(key(tensors.of(task.inputs[shares]), device));
      keep(tensor, device, outputs[output], shared !== undefined && buffers[shared].bytes >= bytes ? shared : own.get(key(tensor, device)));
    });
    keep(tensors.over(id), device, OVER, undefined);
  };

  for (const step of steps) {
    switch (step.kind) {
      case 'place':
        placed[step.task] = step.device;
        break;
      case 'run':
        run(step.task, step.device);
        break;
      case 'send': {
        const { tensor, from } = copies[step.copy];
        const value = read(tensor, from, tasks[tensors.task(tensor)].name);
        underWay.set(step.copy, value === OVER ? OVER : kernels.copy(value));
        break;
      }
      case 'receive': {
        const { tensor, to } = copies[step.copy];
        const value = underWay.get(step.copy);
        if (value === undefined) throw new PlanFailure(tasks[tensors.task(tensor)].name, `is received on ${devices[to]}, but was not sent`);
        underWay.delete(step.copy);
        keep(tensor, to, value, own.get(key(tensor, to)));
        break;
      }
      case 'free': {
        if (freed[step.buffer] === 1) throw new PlanFailure(tasks[tensors.task(buffers[step.buffer].tensor)].name, `frees its buffer on ${devices[step.device]} a second time`);
        freed[step.buffer] = 1;
        for (const at of inside.get(step.buffer) ?? []) {
          const value = here.get(at);
          here.delete(at);
          if (value !== undefined && value !== OVER) kernels.free(value);
        }
        break;
      }
      default: {
        const never: never = step;
        throw new Error(`internal: no such step: ${JSON.stringify(never)}`);
      }
    }
    done[step.kind]++;
    yield;
  }
  const missing = ran.indexOf(0);
  if (missing >= 0) throw new PlanFailure(tasks[missing].name, 'never runs');
  return done;
}
