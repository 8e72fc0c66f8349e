/**
 * A placed graph as TensorFlow cuts it: one graph a device, with `_Send` and `_Recv` for every tensor that goes from one to another, once
 * for each pair of devices. A control edge goes as an empty constant that waits for its source, and ends in an Identity; several of one node
 * from the same device are first joined in a NoOp (graph_partition.cc; GroupCrossDeviceControlEdges). Constants are sent as all else is.
 */
import type { Schedule } from './board.ts';
import type { Task } from './problem.ts';

export interface PartitionNode {
  readonly name: string;
  readonly op: string;
  /** As in a GraphDef: `a`, `a:1`, `^a`. */
  readonly inputs: readonly string[];
  /** Of `_Send` and `_Recv`: what is sent, and from which device to which. */
  readonly sends?: { readonly tensor: string; readonly from: number; readonly to: number };
}

/** By device. @param ops the op of each task */
export function partition(tasks: readonly Task[], ops: readonly string[], device: Schedule['device'], devices: number): PartitionNode[][] {
  const parts = Array.from({ length: devices }, (): PartitionNode[] => []);
  let number = 0;
  const joins = new Map<string, string>();
  const received = new Map<string, string>();
  const suffix = (): string => `_${number++}`;
  const text = (name: string, output: number): string => (output === 0 ? name : `${name}:${output}`);

  /** Brings a value, or what says that a node is over, to another device; the name by which it is there. */
  const bring = (name: string, output: number, from: number, to: number): string => {
    const tensor = output < 0 ? `^${name}` : text(name, output);
    const key = `${tensor} ${from} ${to}`;
    const known = received.get(key);
    if (known !== undefined) return known;
    let source = tensor;
    if (output < 0) {
      source = `${name}/ctrl/${suffix()}`;
      parts[from].push({ name: source, op: 'Const', inputs: [tensor] });
    }
    const sends = { tensor, from, to };
    parts[from].push({ name: `${name}/${suffix()}`, op: '_Send', inputs: [source], sends });
    let here = `${name}/${suffix()}`;
    parts[to].push({ name: here, op: '_Recv', inputs: [], sends });
    if (output < 0) {
      const arrived = here;
      here = `${name}/${suffix()}`;
      parts[to].push({ name: here, op: 'Identity', inputs: [arrived] });
    }
    received.set(key, here);
    return here;
  };

  tasks.forEach((task, id) => {
    const to = device[id];
    const data = task.inputs.map(({ task: from, output }) => (device[from] === to ? text(tasks[from].name, output) : bring(tasks[from].name, output, device[from], to)));
    const controls: string[] = [];
    const afar = new Map<number, string[]>();
    for (const from of task.controls) {
      if (device[from] === to) controls.push(`^${tasks[from].name}`);
      else afar.set(device[from], [...(afar.get(device[from]) ?? []), tasks[from].name]);
    }
    for (const [from, names] of afar) {
      let [name] = names;
      if (names.length > 1) {
        // The same edges to several nodes are joined once.
        const key = [...names].sort().join(' ');
        const known = joins.get(key);
        name = known ?? `GroupCrossDeviceControlEdges_${joins.size}/${task.name}`;
        if (known === undefined) {
          joins.set(key, name);
          parts[from].push({ name, op: 'NoOp', inputs: names.map((one) => `^${one}`) });
        }
      }
      controls.push(`^${bring(name, -1, from, to)}`);
    }
    parts[to].push({ name: task.name, op: ops[id], inputs: [...data, ...controls] });
  });
  return parts;
}
