/** Slow, obvious ways for tests: the best schedule there is, and a machine that does a plan's steps one by one and complains. */
import { copySeconds, type Platform } from './platform.ts';
import type { Plan } from './plan.ts';
import { Tensors, type Problem, type Task } from './problem.ts';
import type { Work } from './work.ts';

/** The least makespan of all schedules, by branch and bound: for some ten tasks. Links carry any number of copies at once. */
export function optimum({ platform, tasks }: Problem): number {
  const tensors = new Tensors(tasks);
  const needs = tasks.map((task) => tensors.needs(task));
  const least = tasks.map(({ seconds }) => Math.min(...seconds));
  const tail = new Float64Array(tasks.length);
  for (let i = tasks.length - 1; i >= 0; i--) {
    tail[i] += least[i];
    for (const tensor of needs[i]) tail[tensors.task(tensor)] = Math.max(tail[tensors.task(tensor)], tail[i]);
  }
  const device = new Int32Array(tasks.length).fill(-1);
  const end = new Float64Array(tasks.length);
  const free = platform.devices.map(() => 0);
  let best = Infinity;
  /** Tasks are put in order of their start: each schedule is met once. */
  const search = (left: number, last: number, lastTask: number, makespan: number): void => {
    if (left === 0) {
      best = Math.min(best, makespan);
      return;
    }
    let work = 0;
    for (let i = 0; i < tasks.length; i++) if (device[i] < 0) work += least[i];
    if ((free.reduce((a, b) => a + b, 0) + work) / platform.devices.length >= best) return;
    for (let i = 0; i < tasks.length; i++) {
      if (device[i] >= 0 || needs[i].some((tensor) => device[tensors.task(tensor)] < 0)) continue;
      for (let d = 0; d < platform.devices.length; d++) {
        let ready = free[d];
        for (const tensor of needs[i]) {
          const from = tensors.task(tensor);
          ready = Math.max(ready, end[from] + copySeconds(platform, device[from], d, tensors.bytes(tensor)));
        }
        if (ready < last || (ready === last && i < lastTask) || ready + tail[i] >= best) continue;
        const before = free[d];
        device[i] = d;
        end[i] = ready + tasks[i].seconds[d];
        free[d] = end[i];
        search(left - 1, ready, i, Math.max(makespan, end[i]));
        free[d] = before;
        device[i] = -1;
      }
    }
  };
  search(tasks.length, 0, -1, 0);
  return best;
}

/** The least time of the busiest device, by trying every way to give items to devices: the optimum where nothing waits and nothing is copied. For some seven tasks. */
export function leastLoad({ platform: { devices }, tasks }: Problem): number {
  const load = devices.map(() => 0);
  const groups = new Map<number, number>();
  const search = (id: number): number => {
    if (id === tasks.length) return Math.max(...load);
    const { seconds, device, group } = tasks[id];
    const tied = group < 0 ? undefined : groups.get(group);
    let best = Infinity;
    for (const d of devices.keys()) {
      if ((device >= 0 && device !== d) || (tied !== undefined && tied !== d) || seconds[d] === Infinity) continue;
      const before = load[d];
      load[d] += seconds[d];
      if (group >= 0) groups.set(group, d);
      best = Math.min(best, search(id + 1));
      if (group >= 0 && tied === undefined) groups.delete(group);
      load[d] = before;
    }
    return best;
  };
  return search(0);
}

/**
 * What work for two kinds of devices takes at least, from the dual: a price of time on each kind, for each item the cheaper one. The sum is
 * concave in the price and bends only where an item is as dear on both: so all of these are tried.
 */
export function dualWork({ counts: [m, n], items }: Work): number {
  const cost = (price: number, seconds: number): number => (seconds === Infinity ? Infinity : price * seconds);
  const at = (price: number): number => items.reduce((sum, [a, b]) => sum + Math.min(cost(price / m, a), cost((1 - price) / n, b)), 0);
  const bends = items.map(([a, b]) => b / n / (a / m + b / n)).filter((price) => price >= 0 && price <= 1);
  return Math.max(...[0, 1, ...bends].map(at));
}

/** Does the steps in their order and says all that is wrong with them; nothing is wrong with a plan that can be done. */
export function complaints({ tasks, platform }: Problem, { steps, buffers, schedule, makespan, devices }: Plan): string[] {
  const wrong: string[] = [];
  const tensors = new Tensors(tasks);
  const count = devices.length;
  const here = new Set<number>();
  const placed = new Int32Array(tasks.length).fill(-1);
  const ran = new Int32Array(tasks.length);
  const sent = new Set<number>();
  const received = new Map<number, number>();
  const freed = new Set<number>();
  const clock = platform.devices.map(() => 0);
  let now = 0;
  for (const step of steps) {
    if (step.kind === 'place') {
      if (placed[step.task] >= 0) wrong.push(`${step.task} is placed twice`);
      placed[step.task] = step.device;
      continue;
    }
    if (step.at < now) wrong.push(`${step.kind} goes back in time`);
    now = step.at;
    if (step.kind === 'run') {
      const { task: id, device } = step;
      const task = tasks[id];
      if (placed[id] !== device) wrong.push(`${id} runs where it was not placed`);
      if (task.device >= 0 && task.device !== device) wrong.push(`${id} was told another device`);
      for (const tensor of tensors.needs(task)) {
        if (!here.has(tensor * count + device)) wrong.push(`${id} lacks ${tensor}`);
        const from = tensors.task(tensor);
        if (schedule.device[from] === device && schedule.end[from] > step.at) wrong.push(`${id} does not wait for ${from}`);
      }
      if (step.at < clock[device]) wrong.push(`${id} runs beside another on device ${device}`);
      clock[device] = step.at + task.seconds[device];
      ran[id]++;
      for (let tensor = tensors.base[id]; tensor < tensors.base[id + 1]; tensor++) here.add(tensor * count + device);
    } else if (step.kind === 'send') {
      const { tensor, from, to, start } = schedule.copies[step.copy];
      if (from === to || !here.has(tensor * count + from) || schedule.end[tensors.task(tensor)] > start) wrong.push(`${tensor} is sent before it is there`);
      sent.add(step.copy);
    } else if (step.kind === 'receive') {
      const { tensor, to } = schedule.copies[step.copy];
      if (!sent.has(step.copy)) wrong.push(`${tensor} is received before it is sent`);
      received.set(tensor * count + to, (received.get(tensor * count + to) ?? 0) + 1);
      here.add(tensor * count + to);
    } else {
      const { tensor, device } = buffers[step.buffer];
      if (freed.has(step.buffer)) wrong.push(`buffer ${step.buffer} is freed twice`);
      freed.add(step.buffer);
      here.delete(tensor * count + device);
    }
  }
  tasks.forEach((_, id) => { if (ran[id] !== 1) wrong.push(`${id} runs ${ran[id]} times`); });
  if (sent.size !== schedule.copies.length) wrong.push('not all copies are sent');
  const crossing = new Set<number>();
  tasks.forEach((task: Task, id) => {
    for (const tensor of tensors.needs(task)) if (schedule.device[tensors.task(tensor)] !== schedule.device[id]) crossing.add(tensor * count + schedule.device[id]);
  });
  for (const key of crossing) if (received.get(key) !== 1) wrong.push(`tensor and device ${key}: received ${received.get(key) ?? 0} times`);
  if (received.size !== crossing.size) wrong.push('something is sent that nobody needs');
  buffers.forEach((a, i) => {
    for (const b of buffers.slice(i + 1)) {
      const apart = a.device !== b.device || a.to <= b.from || b.to <= a.from || a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset;
      if (!apart) wrong.push(`buffers of ${a.tensor} and ${b.tensor} overlap`);
    }
  });
  if (makespan !== Math.max(0, ...schedule.end)) wrong.push('the makespan is not when the last task is over');
  return wrong;
}

/** The platform of the classic example, with its tables as they are printed. */
export function tables(costs: readonly (readonly number[])[], edges: readonly (readonly [from: number, to: number, seconds: number])[], platform: Platform): Problem {
  const outgoing = costs.map((_, i) => edges.filter(([from]) => from === i));
  const tasks = costs.map((seconds, i): Task => ({
    name: `n${i + 1}`,
    seconds,
    device: -1,
    inputs: edges.filter(([, to]) => to === i).map((edge) => ({ task: edge[0], output: outgoing[edge[0]].indexOf(edge) })),
    controls: [],
    outputs: outgoing[i].map(([, , bytes]) => ({ bytes })),
    group: -1,
    floats: false,
  }));
  return { platform, tasks };
}
