// What a graph holds at a glance, and what is wrong with it though it could be read.
import { brief } from './attrs.ts';
import type { GraphDefData } from './model.ts';

/** What kind of file a graph came from. */
export type GraphFormat = 'GraphDef' | 'MetaGraphDef' | 'SavedModel' | 'events';

export interface GraphSummary {
  readonly format: GraphFormat;
  /** text form (.pbtxt) rather than binary */
  readonly text: boolean;
  /** bytes of the file */
  readonly bytes: number;
  readonly nodes: number;
  /** functions in the graph's library */
  readonly functions: number;
  /** ops with the number of their nodes, most frequent first, then by name */
  readonly ops: readonly (readonly [op: string, count: number])[];
  readonly producer: number;
  readonly minConsumer: number;
  /** sentences; at most MOST_PROBLEMS of a kind, then one that counts the others */
  readonly problems: readonly string[];
}

/** Problems of one kind that are spelled out. */
export const MOST_PROBLEMS = 20;

/** Ops with the number of their nodes, most frequent first, then by name. */
export function opHistogram({ nodes }: GraphDefData): [op: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** The node that an input names: `a:1` and `^a` are of node `a`. */
export function inputNode(input: string): string {
  if (input.startsWith('^')) return input.slice(1);
  const colon = input.lastIndexOf(':');
  return colon > 0 && /^\d+$/.test(input.slice(colon + 1)) ? input.slice(0, colon) : input;
}

/** What TensorFlow would object to: names given twice or malformed, inputs that name no node, data inputs after control inputs. */
export function graphProblems({ nodes }: GraphDefData): string[] {
  const names = new Set<string>();
  const twice = new Complaints('more names are given twice');
  const malformed = new Complaints('more names are malformed');
  for (const { name, op } of nodes) {
    if (names.has(name)) twice.add(() => `the name '${brief(name)}' is given to more than one node`);
    names.add(name);
    if (!NAME.test(name)) malformed.add(() => `'${brief(name)}' is no name for a node: expected letters, digits, _ . - / > or \\`);
    if (op === '') malformed.add(() => `node '${brief(name)}' has no op`);
  }
  const missing = new Complaints('more inputs name no node');
  const late = new Complaints('more nodes have data inputs after control inputs');
  for (const { name, inputs } of nodes) {
    let control = false;
    let mixed = false;
    for (const input of inputs) {
      const isControl = input.startsWith('^');
      mixed ||= control && !isControl;
      control ||= isControl;
      if (!names.has(inputNode(input)))
        missing.add(() => `node '${brief(name)}' has the input '${brief(input)}', but no node has that name`);
    }
    if (mixed) late.add(() => `node '${brief(name)}' has data inputs after control inputs`);
  }
  return [twice, malformed, missing, late].flatMap((complaints) => complaints.list());
}

const NAME = /^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$/;

class Complaints {
  private readonly said: string[] = [];
  private count = 0;

  constructor(private readonly others: string) {}

  add(say: () => string): void {
    this.count += 1;
    if (this.said.length < MOST_PROBLEMS) this.said.push(say());
  }

  list(): string[] {
    const more = this.count - this.said.length;
    return more > 0 ? [...this.said, `${more} ${this.others}`] : this.said;
  }
}
