// Small graphs for the tests of this room: nodes written as `name: Op(input, ^control)`.
import type { GraphDefData, NodeData } from '../graphdef/model.ts';
import { type Looked, ofGraph } from './source.ts';

export function graphOf(lines: readonly string[]): GraphDefData {
  const nodes = lines.map((line): NodeData => {
    const found = /^(\S+): (\w*)(?:\((.*)\))?$/.exec(line);
    if (!found) throw new Error(`expected 'name: Op(inputs)', found '${line}'`);
    const [, name, op, inputs = ''] = found;
    return { name, op, inputs: inputs === '' ? [] : inputs.split(', '), device: '', attrs: new Map() };
  });
  return { nodes, producer: 1645, minConsumer: 0 };
}

/** As if the graph had come from a file. */
export const openedOf = (graph: GraphDefData): Looked => ofGraph(graph);

/** Numbers that look random and are the same each time. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

/** A training script's graph: a model, and for each epoch a scope of its own and loose products, as a leaky loop makes them. */
export function leaky(epochs: number, samples: number): GraphDefData {
  const lines = [
    'x: Placeholder',
    'w/initial: Const',
    'w: VariableV2',
    'w/Assign: Assign(w, w/initial)',
    'w/read: Identity(w)',
    'init: NoOp(^w/Assign)',
  ];
  const numbered = (base: string, k: number): string => (k === 0 ? base : `${base}_${k}`);
  for (let e = 0; e < epochs; e++) {
    const grads = numbered('gradients', e);
    lines.push(
      `${grads}/Shape: Shape(w/read)`,
      `${grads}/Fill: Fill(${grads}/Shape)`,
      `${grads}/MatMul_grad/MatMul: MatMul(${grads}/Fill, x)`,
    );
    for (let s = 0; s < samples; s++) {
      const k = e * samples + s;
      lines.push(`${numbered('Const', k)}: Const`, `${numbered('MatMul', k)}: MatMul(${numbered('Const', k)}, w/read)`);
    }
  }
  return graphOf(lines);
}
