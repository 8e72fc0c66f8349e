/**
 * The schedulers: list scheduling (Graham 1966: whenever a device is idle it takes the first ready task of a list) and HEFT (Topcuoglu,
 * Hariri and Wu 2002: by upward rank, each to the device on which it is over first, gaps included); and what no schedule can beat.
 */
import { Board, type Schedule } from './board.ts';
import { copySeconds, type Platform } from './platform.ts';
import { checkProblem, fixedDevices, Tensors, type Problem, type Task } from './problem.ts';
import { workBound, workOf } from './work.ts';

/** Mean seconds over the devices that a task may run on. */
function mean({ seconds }: Task, fixed: number): number {
  if (fixed >= 0) return seconds[fixed];
  const finite = seconds.filter((s) => s < Infinity);
  return finite.reduce((a, b) => a + b, 0) / finite.length;
}

/** Mean seconds of a copy between two different devices. */
function meanCopy(platform: Platform): (bytes: number) => number {
  const links = platform.links.flat().filter((link) => link !== null);
  if (links.length === 0) return () => 0;
  const latency = links.reduce((sum, link) => sum + link.latency, 0) / links.length;
  const perByte = links.reduce((sum, link) => sum + 1 / link.bandwidth, 0) / links.length;
  return (bytes) => latency + bytes * perByte;
}

/** The longest way from the beginning of each task to the end, in mean times: its priority. */
export function upwardRanks(problem: Problem): Float64Array {
  const { tasks, platform } = problem;
  const tensors = new Tensors(tasks);
  const fixed = fixedDevices(problem);
  const copy = meanCopy(platform);
  const ranks = new Float64Array(tasks.length);
  const below = new Float64Array(tasks.length);
  for (let i = tasks.length - 1; i >= 0; i--) {
    ranks[i] = mean(tasks[i], fixed[i]) + below[i];
    for (const tensor of tensors.needs(tasks[i])) {
      const from = tensors.task(tensor);
      const together = fixed[from] >= 0 && fixed[from] === fixed[i];
      below[from] = Math.max(below[from], ranks[i] + (together ? 0 : copy(tensors.bytes(tensor))));
    }
  }
  return ranks;
}

/** Task numbers by falling rank; of equal ones the earlier first, which keeps inputs before their users. */
export const byRank = (ranks: Float64Array): number[] => Array.from(ranks.keys()).sort((a, b) => ranks[b] - ranks[a] || a - b);

/** HEFT. */
export function heft(problem: Problem): Schedule {
  checkProblem(problem);
  const board = new Board(problem, true);
  const { tasks } = problem;
  for (const id of byRank(upwardRanks(problem))) {
    if (!tasks[id].floats) putFirstOver(board, id);
  }
  // Sources that nobody uses.
  for (const id of tasks.keys()) if (!board.placed(id)) putFirstOver(board, id);
  return board.done();
}

function putFirstOver(board: Board, id: number): void {
  const trials = board.allowed(id).map((device) => board.try(id, device));
  board.put(id, trials.reduce((best, trial) => (trial.end < best.end ? trial : best)).device);
}

/**
 * List scheduling: at any time at which a device is idle, the first task of the list whose inputs are all over goes to the idle device
 * on which it ends first. @param order task numbers, most urgent first
 */
export function listSchedule(problem: Problem, order: readonly number[]): Schedule {
  checkProblem(problem);
  const board = new Board(problem, false);
  const { tasks, platform } = problem;
  // Sources that float go where they are first used, as with HEFT: else idle devices would have them, and every one would be copied.
  const before = tasks.map(({ inputs, controls }) => [...new Set([...inputs.map(({ task }) => task), ...controls])].filter((id) => !tasks[id].floats));
  const users = tasks.map((): number[] => []);
  before.forEach((inputs, id) => inputs.forEach((input) => users[input].push(id)));
  const lacking = before.map(({ length }) => length);
  const urgency = new Int32Array(tasks.length);
  order.forEach((id, i) => (urgency[id] = i));
  /** Those whose inputs all have their place, the most urgent first. */
  const open = order.filter((id) => lacking[id] === 0 && !tasks[id].floats);
  const isIdle = (device: number, now: number): boolean => board.free(device) <= now;
  for (let now = 0, left = tasks.filter(({ floats }) => !floats).length; left > 0;) {
    let some = false;
    for (let i = 0; i < open.length && platform.devices.some((_, device) => isIdle(device, now));) {
      const id = open[i];
      const idle = before[id].every((input) => board.end[input] <= now) ? board.allowed(id).filter((device) => isIdle(device, now)) : [];
      if (idle.length === 0) {
        i++;
        continue;
      }
      const trials = idle.map((device) => board.try(id, device, now));
      board.put(id, trials.reduce((best, trial) => (trial.end < best.end ? trial : best)).device, now);
      open.splice(i, 1);
      left--;
      some = true;
      for (const user of users[id]) if (--lacking[user] === 0) insert(open, user, urgency);
    }
    // Where something took no time, the same moment is looked at again.
    if (!some) now = Math.min(...platform.devices.map((_, device) => (isIdle(device, now) ? Infinity : board.free(device))));
    if (now === Infinity) throw new Error(`internal: ${left} tasks wait for nothing`);
  }
  for (const id of tasks.keys()) if (!board.placed(id)) putFirstOver(board, id);
  return board.done();
}

function insert(open: number[], id: number, urgency: Int32Array): void {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (urgency[open[middle]] < urgency[id]) low = middle + 1;
    else high = middle;
  }
  open.splice(low, 0, id);
}

/** Seconds that no schedule of the problem can beat. */
export interface Bounds {
  /** The longest chain of tasks, each on its fastest device; copies count where both ends were told their devices. */
  readonly criticalPath: number;
  /** All work, divided over the devices as well as can be, tasks split at will: on devices that are alike, the sum over their number. */
  readonly work: number;
  /** The most that one device was told to run. */
  readonly told: number;
  /** The greatest of them. */
  readonly all: number;
}

export function lowerBounds(problem: Problem): Bounds {
  const { tasks, platform } = problem;
  const tensors = new Tensors(tasks);
  const fixed = fixedDevices(problem);
  const least = tasks.map((task, i) => (fixed[i] >= 0 ? task.seconds[fixed[i]] : Math.min(...task.seconds)));
  const over = new Float64Array(tasks.length);
  const told = new Float64Array(platform.devices.length);
  let criticalPath = 0;
  tasks.forEach((task, i) => {
    let ready = 0;
    for (const tensor of tensors.needs(task)) {
      const from = tensors.task(tensor);
      const apart = fixed[from] >= 0 && fixed[i] >= 0 && fixed[from] !== fixed[i];
      ready = Math.max(ready, over[from] + (apart ? copySeconds(platform, fixed[from], fixed[i], tensors.bytes(tensor)) : 0));
    }
    over[i] = ready + least[i];
    criticalPath = Math.max(criticalPath, over[i]);
    if (fixed[i] >= 0) told[fixed[i]] += least[i];
  });
  const work = workBound(workOf(problem));
  const most = Math.max(...told);
  return { criticalPath, work, told: most, all: Math.max(criticalPath, work, most) };
}
