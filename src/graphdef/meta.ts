// MetaGraphDef files (.meta) and saved_model.pb: a graph with its saver and collections. The rest is carried along unread.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  type CollectionDef,
  CollectionDefSchema,
  type MetaGraphDef,
  MetaGraphDef_CollectionEntrySchema,
  MetaGraphDef_MetaInfoDefSchema,
  MetaGraphDefSchema,
  SavedModelSchema,
  type SaverDef,
  SaverDefSchema,
} from './proto/meta_pb.ts';
import { int64 } from './attrs.ts';
import { readGraph, writeGraph } from './binary.ts';
import { concat, header, plain, slices } from './bytes.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { CollectionData, GraphDefData, MetaGraphData, SaverData } from './model.ts';
import { attempt, refuse, type Result } from './result.ts';
import { survey } from './survey.ts';
import { sortedKeys } from './to-message.ts';

const GRAPH = 2; // the field of MetaGraphDef
const META_GRAPHS = 2; // the field of SavedModel
const SCHEMA_VERSION = Uint8Array.of(8, 1); // SavedModel's first field, always 1

/** Reads a MetaGraphDef. Fails as `decodeGraph` does. */
export function decodeMetaGraph(given: Uint8Array, limits: Limits = DEFAULT_LIMITS): Result<MetaGraphData> {
  const bytes = plain(given);
  return attempt(() => {
    survey(MetaGraphDefSchema, bytes, new Budget(limits));
    return readMetaGraph(bytes);
  });
}

/** Reads the first graph of a saved_model.pb; `count` says how many there are. Fails as `decodeGraph` does, or if there is none. */
export function decodeSavedModel(given: Uint8Array, limits: Limits = DEFAULT_LIMITS): Result<{ meta: MetaGraphData; count: number }> {
  const bytes = plain(given);
  return attempt(() => {
    survey(SavedModelSchema, bytes, new Budget(limits));
    return readSavedModel(bytes);
  });
}

/** The same for bytes that have been surveyed. */
export function readSavedModel(bytes: Uint8Array): { meta: MetaGraphData; count: number } {
  const graphs = [...slices(bytes)].filter(({ number }) => number === META_GRAPHS);
  if (graphs.length === 0) refuse('is a SavedModel without a graph; expected at least one');
  return { meta: readMetaGraph(graphs[0].inside), count: graphs.length };
}

/** The same for bytes that have been surveyed. */
export function readMetaGraph(bytes: Uint8Array): MetaGraphData {
  const graph: Uint8Array[] = [];
  const others: Uint8Array[] = [];
  for (const { number, inside, whole } of slices(bytes)) {
    if (number === GRAPH) graph.push(inside);
    else others.push(whole);
  }
  return metaFrom(fromBinary(MetaGraphDefSchema, concat(others)), readGraph(concat(graph)));
}

/** A MetaGraphDef message as plain data. `proto` holds everything but the graph, and is used up. */
export function metaFrom(proto: MetaGraphDef, graph: GraphDefData): MetaGraphData {
  const info = proto.metaInfoDef ?? create(MetaGraphDef_MetaInfoDefSchema);
  const { tags, tensorflowVersion, tensorflowGitVersion, strippedDefaultAttrs } = info;
  const saver = proto.saverDef && saverFrom(proto.saverDef);
  const collections = new Map(
    proto.collectionDef.map(({ key = '', value }) => [key, collectionFrom(value ?? create(CollectionDefSchema))]),
  );
  Object.assign(info, { tags: [], tensorflowVersion: '', tensorflowGitVersion: '', strippedDefaultAttrs: false });
  proto.collectionDef = [];
  delete proto.saverDef;
  if (toBinary(MetaGraphDef_MetaInfoDefSchema, info).length === 0) delete proto.metaInfoDef;
  const rest = toBinary(MetaGraphDefSchema, proto);
  return {
    graph,
    tags,
    tensorflowVersion,
    tensorflowGitVersion,
    strippedDefaultAttrs,
    ...(saver && { saver }),
    collections,
    ...(rest.length > 0 && { rest }),
  };
}

/** Plain data as a message, all but the graph. */
export function metaMessage(meta: Omit<MetaGraphData, 'graph'>): MetaGraphDef {
  const { tags, tensorflowVersion, tensorflowGitVersion, strippedDefaultAttrs, saver, collections, rest } = meta;
  const proto = rest ? fromBinary(MetaGraphDefSchema, rest) : create(MetaGraphDefSchema);
  proto.metaInfoDef ??= create(MetaGraphDef_MetaInfoDefSchema);
  Object.assign(proto.metaInfoDef, { tags, tensorflowVersion, tensorflowGitVersion, strippedDefaultAttrs });
  if (saver) proto.saverDef = saverMessage(saver);
  proto.collectionDef = sortedKeys(collections).map((key) =>
    create(MetaGraphDef_CollectionEntrySchema, { key, value: collectionMessage(collections.get(key) ?? { kind: 'nodes', values: [] }) }),
  );
  return proto;
}

/** Writes a MetaGraphDef. Fails from 2 GiB on. */
export function encodeMetaGraph(meta: MetaGraphData, onNode?: () => void): Result<Uint8Array> {
  return attempt(() => writeGraph(meta.graph, (size) => aroundGraph(meta, size), onNode));
}

/** Writes a saved_model.pb with this one graph. Fails from 2 GiB on. */
export function encodeSavedModel(meta: MetaGraphData): Result<Uint8Array> {
  return attempt(() =>
    writeGraph(meta.graph, (size) => {
      const { before, after } = aroundGraph(meta, size);
      return { before: concat([SCHEMA_VERSION, header(META_GRAPHS, before.length + size + after.length), before]), after };
    }),
  );
}

/** What a MetaGraphDef has before and after the bytes of its graph: its fields go in the order of their numbers. */
function aroundGraph(meta: MetaGraphData, size: number): { before: Uint8Array; after: Uint8Array } {
  const proto = metaMessage(meta);
  const info = toBinary(MetaGraphDefSchema, create(MetaGraphDefSchema, proto.metaInfoDef ? { metaInfoDef: proto.metaInfoDef } : {}));
  delete proto.metaInfoDef;
  return { before: concat([info, header(GRAPH, size)]), after: toBinary(MetaGraphDefSchema, proto) };
}

function saverFrom(proto: SaverDef): SaverData {
  return {
    filenameTensor: proto.filenameTensorName,
    saveTensor: proto.saveTensorName,
    restoreOp: proto.restoreOpName,
    maxToKeep: proto.maxToKeep,
    sharded: proto.sharded,
    keepEveryHours: proto.keepCheckpointEveryNHours,
    version: proto.version,
  };
}

function saverMessage(saver: SaverData): SaverDef {
  return create(SaverDefSchema, {
    filenameTensorName: saver.filenameTensor,
    saveTensorName: saver.saveTensor,
    restoreOpName: saver.restoreOp,
    maxToKeep: saver.maxToKeep,
    sharded: saver.sharded,
    keepCheckpointEveryNHours: saver.keepEveryHours,
    version: saver.version,
  });
}

function collectionFrom(proto: CollectionDef): CollectionData {
  switch (proto.kind.case) {
    case 'nodeList':
      return { kind: 'nodes', values: proto.kind.value.value };
    case 'bytesList':
      return { kind: 'bytes', values: proto.kind.value.value.map((bytes) => bytes.slice()) };
    case 'int64List':
      return { kind: 'ints', values: proto.kind.value.value.map(int64) };
    case 'floatList':
      return { kind: 'floats', values: proto.kind.value.value };
    case 'anyList':
    case undefined:
      return { kind: 'other', serialised: toBinary(CollectionDefSchema, proto) };
  }
}

function collectionMessage(collection: CollectionData): CollectionDef {
  switch (collection.kind) {
    case 'nodes':
      return create(CollectionDefSchema, { kind: { case: 'nodeList', value: { value: [...collection.values] } } });
    case 'bytes':
      return create(CollectionDefSchema, { kind: { case: 'bytesList', value: { value: [...collection.values] } } });
    case 'ints':
      return create(CollectionDefSchema, { kind: { case: 'int64List', value: { value: collection.values.map(BigInt) } } });
    case 'floats':
      return create(CollectionDefSchema, { kind: { case: 'floatList', value: { value: [...collection.values] } } });
    case 'other':
      return fromBinary(CollectionDefSchema, collection.serialised);
  }
}
