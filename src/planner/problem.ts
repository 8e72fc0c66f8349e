/** What is planned: tasks with their times on every device, and the tensors between them. Plain data. Not where it came from. */
import { invariant } from '../lib/assert.ts';
import type { Platform } from './platform.ts';

/** A tensor as a consumer names it. */
export interface Use {
  readonly task: number;
  readonly output: number;
}
export interface Output {
  /** 0: it takes no room. */
  readonly bytes: number;
  /** The input whose memory it is, as with references to variables, reads and reshapes. */
  readonly shares?: number;
  /** It keeps its memory from the first step to the last, as variables and constants do. */
  readonly lasts?: true;
}
export interface Task {
  readonly name: string;
  /** On each device; Infinity where it cannot run. */
  readonly seconds: readonly number[];
  /** The device that it was told to run on; -1: any. */
  readonly device: number;
  readonly inputs: readonly Use[];
  /** Tasks that must be over before, without giving a value. */
  readonly controls: readonly number[];
  readonly outputs: readonly Output[];
  /** Tasks of the same group run on the same device; -1: of no group. */
  readonly group: number;
  /** A source, such as a variable, that is put where it is first used rather than where it could run first. */
  readonly floats: boolean;
}

/** Tasks in an order in which every input comes before its users. */
export interface Problem {
  readonly platform: Platform;
  readonly tasks: readonly Task[];
}

/** Tensors by number: outputs of all tasks one after the other, and one more a task for what only says that it is over. */
export class Tensors {
  readonly base: Int32Array;
  readonly count: number;
  private readonly owner: Int32Array;

  constructor(private readonly tasks: readonly Task[]) {
    this.base = new Int32Array(tasks.length + 1);
    tasks.forEach((task, i) => (this.base[i + 1] = this.base[i] + task.outputs.length + 1));
    this.count = this.base[tasks.length];
    this.owner = new Int32Array(this.count);
    tasks.forEach((_, i) => this.owner.fill(i, this.base[i], this.base[i + 1]));
  }

  of({ task, output }: Use): number { return this.base[task] + output; }
  over(task: number): number { return this.base[task + 1] - 1; }
  task(tensor: number): number { return this.owner[tensor]; }
  /** -1 for what only says that its task is over. */
  output(tensor: number): number { return tensor === this.over(this.owner[tensor]) ? -1 : tensor - this.base[this.owner[tensor]]; }
  bytes(tensor: number): number { return this.tasks[this.owner[tensor]].outputs[tensor - this.base[this.owner[tensor]]]?.bytes ?? 0; }

  /** Tensors that a task waits for, each once. */
  needs({ inputs, controls }: Task): number[] {
    return [...new Set([...inputs.map((use) => this.of(use)), ...controls.map((task) => this.over(task))])];
  }
}

/** The device that a task must run on, by itself or by its group; -1: any. Throws where a group was told two devices. */
export function fixedDevices({ tasks }: Problem): Int32Array {
  const groups = new Map<number, number>();
  for (const { group, device, name } of tasks) {
    if (group < 0 || device < 0) continue;
    const before = groups.get(group) ?? device;
    invariant(before === device, `one device for the group of ${name}: devices ${before} and ${device}`);
    groups.set(group, device);
  }
  return Int32Array.from(tasks, ({ group, device }) => (device >= 0 ? device : (groups.get(group) ?? -1)));
}

/** Throws unless inputs come before their users and every task can run somewhere. */
export function checkProblem({ platform, tasks }: Problem): void {
  tasks.forEach((task, i) => {
    invariant(task.seconds.length === platform.devices.length, `${platform.devices.length} times of ${task.name}, got ${task.seconds.length}`);
    invariant(task.seconds.some((s) => s < Infinity), `a device that can run ${task.name}`);
    for (const use of task.inputs) invariant(use.task < i && use.output < tasks[use.task].outputs.length, `input ${use.task}:${use.output} of ${task.name} (${i})`);
    for (const control of task.controls) invariant(control < i, `control input ${control} of ${task.name} (${i})`);
  });
}
