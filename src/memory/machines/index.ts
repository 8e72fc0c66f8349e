/** The list of machines; the first is the default. A new machine is its file and one line here. */
import { answer } from './answer.ts';
import { b200 } from './b200.ts';
import { h100 } from './h100.ts';
import { h200 } from './h200.ts';
import { laptop } from './laptop.ts';
import type { Machine } from './machine.ts';
import { phone } from './phone.ts';
import { rtx4090 } from './rtx4090.ts';
import { workstation2018 } from './workstation-2018.ts';

export const MACHINES: readonly Machine[] = [answer, laptop, workstation2018, rtx4090, h100, h200, b200, phone];

/** The machine of that id. Throws for an id that is not in the list. */
export function machineOf(id: string): Machine {
  const machine = MACHINES.find((m) => m.id === id);
  if (!machine) throw new Error(`machine: expected one of ${MACHINES.map((m) => m.id).join(', ')}, got ${id}`);
  return machine;
}
