import { describe, expect, it } from 'vitest';
import { utf8, utf8Bytes } from './attrs.ts';
import { concat, field } from './bytes.ts';
import { decodeMetaGraph, decodeSavedModel, encodeMetaGraph, encodeSavedModel } from './meta.ts';
import type { CollectionData, MetaGraphData } from './model.ts';
import type { Result } from './result.ts';
import { smallGraph } from './testing/arbitrary.ts';
import { parseMetaGraph, printMetaGraph } from './text.ts';
import { decodeVariable, encodeVariable } from './variables.ts';

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

const variable = {
  variable: 'w:0',
  initializer: 'w/Assign',
  snapshot: 'w/read:0',
  initialValue: 'zeros:0',
  trainable: true,
  isResource: false,
};
const meta: MetaGraphData = {
  graph: smallGraph,
  tags: ['serve'],
  tensorflowVersion: '1.15.5',
  tensorflowGitVersion: 'unknown',
  strippedDefaultAttrs: true,
  saver: {
    filenameTensor: 'save/Const:0',
    saveTensor: 'save/control_dependency:0',
    restoreOp: 'save/restore_all',
    maxToKeep: 5,
    sharded: false,
    keepEveryHours: 10000,
    version: 2,
  },
  collections: new Map<string, CollectionData>([
    ['losses', { kind: 'nodes', values: ['loss:0'] }],
    ['numbers', { kind: 'ints', values: [1, -1, 2n ** 60n] }],
    ['other', { kind: 'other', serialised: concat(field(5, new Uint8Array(0))) }],
    ['reals', { kind: 'floats', values: [0.5] }],
    ['variables', { kind: 'bytes', values: [encodeVariable(variable)] }],
  ]),
  rest: concat([
    ...field(1, concat(field(1, utf8Bytes('1')))),
    ...field(5, concat([...field(1, utf8Bytes('predict')), ...field(2, concat(field(3, utf8Bytes('m'))))])),
  ]),
};

describe('a MetaGraphDef', () => {
  it('reads back as what was written, what is not modelled included', () => {
    expect(value(decodeMetaGraph(value(encodeMetaGraph(meta))))).toEqual(meta);
  });

  it('reads back from text', () => {
    const { dropped, ...read } = value(parseMetaGraph(value(printMetaGraph(meta))));
    expect(read).toEqual(meta);
    expect(dropped).toEqual([]);
  });

  it('has its parts in the order of their numbers in text', () => {
    const words = utf8(value(printMetaGraph(meta))).match(/^\w+/gm);
    expect(words).toEqual([
      'meta_info_def',
      'graph_def',
      'saver_def',
      ...Array.from(meta.collections, () => 'collection_def'),
      'signature_def',
    ]);
  });

  it('needs nothing but a graph', () => {
    const bare = {
      graph: smallGraph,
      tags: [],
      tensorflowVersion: '',
      tensorflowGitVersion: '',
      strippedDefaultAttrs: false,
      collections: new Map(),
    };
    expect(value(decodeMetaGraph(value(encodeMetaGraph(bare))))).toEqual(bare);
  });
});

describe('a SavedModel', () => {
  it('gives its first graph', () => {
    const bytes = value(encodeSavedModel(meta));
    expect(value(decodeSavedModel(bytes))).toEqual({ meta, count: 1 });
    expect(value(decodeSavedModel(concat([bytes, bytes.subarray(2)])))).toEqual({ meta, count: 2 });
  });

  it('without a graph is refused', () => {
    expect(decodeSavedModel(Uint8Array.of(8, 1))).toEqual({ ok: false, error: 'is a SavedModel without a graph; expected at least one' });
  });
});

it('an element of the collection of variables reads back', () => {
  expect(decodeVariable(encodeVariable(variable))).toEqual({ ok: true, value: variable });
  expect(decodeVariable(Uint8Array.of(10, 9)).ok).toBe(false);
});
