/** English texts of the node field; loaded when they are first shown. */
import type { FieldColour } from '../../protocol/field.ts';
import { graph } from './en-graph.ts';
import { memory } from './en-memory.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const of = (count: number, what: string): string => `${n.whole(count)} ${count === 1 ? what : `${what}s`}`;

export const field = {
  title: 'Node field',
  intro: 'Every node of the session’s graph is one cell, in the order in which the nodes were made, row by row. Looking changes nothing of the run.',
  script: 'When your script is over, the nodes of its graph appear here.',
  failed: 'The part of the engine that looks at its nodes could not be loaded.',
  waiting: 'The field fills as soon as there is a graph.',
  colour: 'Colour by',
  by: {
    leaked: 'leaked or live', epoch: 'which epoch made it', op: 'which op it is', tier: 'where it lies', executed: 'whether the last run executed it',
  } satisfies Record<FieldColour, string>,
  about: {
    leaked: 'Leaked means: in the graph, but neither of the current model nor made in this epoch, and no run of the loop reaches it any more. A node that a later epoch has used counts as live for one more.',
    epoch: 'Odd and even epochs of a group differ a little, so that each can be seen.',
    op: 'The commonest ops have colours of their own.',
    tier: 'A node lies where the page lies in which its bytes begin, on the machine that you set.',
    executed: 'The last training run. As told, it executes all that can compute a value; as TensorFlow does, only what its fetches reach.',
  } satisfies Record<FieldColour, string>,
  keys: {
    leaked: 'leaked', live: 'live', executed: 'executed', idle: 'not executed',
    video: memory.tiers.video, main: memory.tiers.main, disk: memory.tiers.disk,
  } as Record<string, string>,
  epochs: (from: number, to: number): string => (from === to ? `epoch ${n.whole(from)}` : `epochs ${n.whole(from)}–${n.whole(to)}`),
  otherOps: (count: number): string => of(count, 'other op'),
  moment: memory.moment,
  nodesInAll: (count: number): string => of(count, 'node'),
  summary: (nodes: number, parts: readonly (readonly [string, number])[]): string =>
    `${of(nodes, 'node')}. ${parts.map(([name, count]) => `${name}: ${n.whole(count)}`).join('; ')}.`,
  legend: 'Colours',
  alone: 'Show this colour alone, and go to its next node',
  save: 'Save as PNG',
  help: 'Arrow keys go from node to node, Page Down and Page Up to the next of another colour, Home and End to the first and the last; plus and minus zoom, 0 shows all, Shift and arrows move the field, Escape lets go. What is read is beside the field.',
  gestures: `Point at a node, or tap it. ${graph.gestures} Small cells are drawn together: a pixel is then the mean of its nodes’ colours.`,
  zoomIn: graph.zoomIn,
  zoomOut: graph.zoomOut,
  fit: graph.fit,
  nodeTitle: 'The node',
  hint: 'Point at a node to see what it is and which line made it.',
  node: (node: number): string => `node ${n.whole(node)}`,
  made: graph.made,
  lineTitle: 'The line that made it',
  lines: graph.lines,
  noLine: 'no line of the script',
  epochTitle: 'Made',
  builtIn: (epoch: number): string => (epoch === 0 ? 'before the first epoch' : `in epoch ${n.whole(epoch)}`),
  inputs: 'Inputs',
  outputs: 'Outputs',
  more: (count: number): string => `and ${n.whole(count)} more`,
  memoryTitle: 'Memory',
  at: (page: number, tier: string): string => `page ${n.whole(page)}, ${tier.toLowerCase()}`,
  counting: 'the pages are being gone through',
  bytes: n.bytes,
  whole: n.whole,
  share: (v: number): string => (v > 0 && v < 0.001 ? '< 0.1 %' : v < 1 && v > 0.999 ? '> 99.9 %' : `${n.plain(Math.round(1000 * v) / 10)} %`),
};
