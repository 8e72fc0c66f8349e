/** `graph.as_graph_def()`, `op.node_def`, `sess.graph_def`: messages of graphs at hand. */
import type { Graph, Operation } from '../context.ts';
import { graphData, nodeData } from './export.ts';
import { GraphMessage, NodeMessage } from './messages.ts';

export const graphMessage = (g: Graph, shapes = false): GraphMessage => new GraphMessage(graphData(g, { shapes }));
export const nodeMessage = (op: Operation): NodeMessage => new NodeMessage(nodeData(op.graph, op.id));
