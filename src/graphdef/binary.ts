// GraphDef files: reading and writing the binary form. Nodes pass one at a time, so that the messages of a large graph are never
// in memory all at once.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { GraphDefSchema } from './proto/graph_pb.ts';
import { NodeDefSchema, VersionDefSchema } from './proto/node_pb.ts';
import { concat, field, header, plain, slices } from './bytes.ts';
import { invariant } from '../lib/assert.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { GraphDefData, NodeData } from './model.ts';
import { NodeReader } from './node-read.ts';
import { attempt, refuse, type Result } from './result.ts';
import { nodeBytes, varintSize } from './size.ts';
import { survey } from './survey.ts';
import { nodeMessage } from './to-message.ts';

/** Protobuf and TensorFlow read no message beyond this many bytes: "GraphDef cannot be larger than 2GB". */
export const LARGEST_MESSAGE = 2 ** 31 - 1;

// The fields of GraphDef.
const NODE = 1;
const LIBRARY = 2;
const VERSION = 3;
const VERSIONS = 4;

/** Reads a binary GraphDef. Fails on bytes that are none, that contradict themselves, or that go beyond `limits`. */
export function decodeGraph(given: Uint8Array, limits: Limits = DEFAULT_LIMITS): Result<GraphDefData> {
  const bytes = plain(given);
  return attempt(() => {
    survey(GraphDefSchema, bytes, new Budget(limits));
    return readGraph(bytes);
  });
}

/** The same for bytes that have been surveyed. */
export function readGraph(bytes: Uint8Array): GraphDefData {
  const reader = new NodeReader(bytes);
  const nodes: NodeData[] = [];
  const library: Uint8Array[] = [];
  const versions = create(VersionDefSchema);
  let before = 0;
  for (const { number, inside, whole } of slices(bytes)) {
    const start = inside.byteOffset - bytes.byteOffset;
    if (number === NODE) nodes.push(reader.read(start, start + inside.length));
    // A message that comes twice is the two joined, which their bytes are when they are joined.
    else if (number === LIBRARY) library.push(inside);
    else if (number === VERSIONS) Object.assign(versions, fromBinary(VersionDefSchema, inside));
    else if (number === VERSION) before = fromBinary(GraphDefSchema, whole).version;
  }
  return {
    nodes,
    producer: versions.producer || before,
    minConsumer: versions.minConsumer,
    ...(library.length > 0 && { library: concat(library).slice() }),
  };
}

/** Bytes of the whole GraphDef: what `graph_def.ByteSize()` gives in TensorFlow. */
export function graphBytes(graph: GraphDefData): number {
  let total = tail(graph).length;
  for (const node of graph.nodes) {
    const size = nodeBytes(node);
    total += 1 + varintSize(size) + size;
  }
  return total;
}

/** Writes a binary GraphDef. Fails only where TensorFlow could not read it: from 2 GiB on. `onNode` hears of each node that is written. */
export function encodeGraph(graph: GraphDefData, onNode?: () => void): Result<Uint8Array> {
  return attempt(() => writeGraph(graph, () => NOTHING, onNode));
}

/** The same, refusing instead of returning. `around` is told the size of the graph and gives what to put before and after it. */
export function writeGraph(
  graph: GraphDefData,
  around: (size: number) => { before: Uint8Array; after: Uint8Array } = () => NOTHING,
  onNode?: () => void,
): Uint8Array {
  const size = graphBytes(graph);
  const { before, after } = around(size);
  const total = before.length + size + after.length;
  if (total > LARGEST_MESSAGE) refuse(`the graph takes ${total} bytes; TensorFlow reads at most ${LARGEST_MESSAGE} (2 GiB)`);
  const out = new Uint8Array(total);
  out.set(before);
  let at = before.length;
  const put = (bytes: Uint8Array): void => {
    out.set(bytes, at);
    at += bytes.length;
  };
  for (const node of graph.nodes) {
    const bytes = toBinary(NodeDefSchema, nodeMessage(node));
    put(header(NODE, bytes.length));
    put(bytes);
    onNode?.();
  }
  put(tail(graph));
  invariant(at === before.length + size, `the graph was sized at ${size} bytes and took ${at - before.length}`);
  out.set(after, at);
  return out;
}

const NOTHING = { before: new Uint8Array(0), after: new Uint8Array(0) };

/** What follows the nodes: functions and versions. */
function tail({ library, producer, minConsumer }: GraphDefData): Uint8Array {
  const versions =
    producer || minConsumer ? field(VERSIONS, toBinary(VersionDefSchema, create(VersionDefSchema, { producer, minConsumer }))) : [];
  return concat([...(library ? field(LIBRARY, library) : []), ...versions, NOTHING.before]);
}
