import { expect, test } from 'vitest';
import type { Report } from '../python/script.ts';
import { compare } from './compare.ts';

const report = (change: object = {}): Report => ({
  script: 's.py', source_sha256: '', tensorflow: '2.15.1', dialect: '', settled: [], error: null, stdout: 'loss 0.125', run_calls: 1, signatures: 1, trace_entries: 1, trace: [[1, 0, 2]],
  runs: [{ call: 1, line: 3, kind: 'run', session: 0, graph: 0, nodes: 2, grew: 2, fetches: ['b:0', 'n:0'], feeds: [], new_signature: true, pruned: 2, executed: 2, values: [0.1, { dtype: 'int32', shape: [1], values: [3] }] }],
  graphs: [{ node_count: 2, graph_def_bytes: 60, functions: 0, seed: null, ops: { Const: 1, Square: 1 }, nodes: [{ name: 'a', op: 'Const', inputs: [], attrs: { dtype: 'float32' }, shapes: [[]], bytes: 20 }, { name: 'b', op: 'Square', inputs: ['a'], attrs: { T: 'float32' }, shapes: [[]], bytes: 20 }] }],
  ...change,
});
const parts = (ours: Report, theirs: Report): string[] => compare(ours, theirs).differences.map((d) => `${d.part}: ${d.text}`);

test('a report equals itself, whatever is not compared', () => {
  const theirs = JSON.parse(JSON.stringify(report())) as { graphs: { nodes: { attrs: Record<string, unknown>; bytes: number }[] }[]; runs: { executed: number }[] };
  theirs.graphs[0].nodes[0].attrs['_has_manual_control_dependencies'] = true;
  theirs.graphs[0].nodes[0].bytes = 60;
  theirs.runs[0].executed = 9;
  expect(compare(report(), theirs)).toEqual({ differences: [], executed: { ours: 2, theirs: 9 }, messages: null, hashes: 0, bytes: 0 });
});

test('sizes are counted, the mark of newer versions aside', () => {
  const theirs = JSON.parse(JSON.stringify(report())) as { graphs: { nodes: { bytes: number }[] }[] };
  theirs.graphs[0].nodes[1].bytes = 21;
  expect(compare(report(), theirs)).toMatchObject({ differences: [], bytes: 1 });
});

test('floats may differ in their last digits, integers may not', () => {
  const [run] = report().runs;
  expect(parts(report({ runs: [{ ...run, values: [0.1000005, run.values![1]] }] }), report())).toEqual([]);
  expect(parts(report({ runs: [{ ...run, values: [0.1001, run.values![1]] }] }), report())).toEqual(['runs: call 1 b:0: ours 0.1001, TensorFlow 0.1']);
  expect(parts(report({ runs: [{ ...run, values: [0.1, { dtype: 'int32', shape: [1], values: [4] }] }] }), report())).toEqual(['runs: call 1 n:0[0]: ours 4, TensorFlow 3']);
  expect(parts(report({ stdout: 'loss 0.1250001' }), report())).toEqual([]);
  expect(parts(report({ stdout: 'loss 0.2' }), report())).toEqual(['stdout: line 1: ours "loss 0.2", TensorFlow "loss 0.125"']);
});

test('the first differing node is named, with what differs', () => {
  const [graph] = report().graphs;
  expect(parts(report({ graphs: [{ ...graph, nodes: [graph.nodes[0], { ...graph.nodes[1], inputs: ['c'] }] }] }), report())).toEqual(['nodes: graph 0 node 1 b (Square) inputs[0]: ours "c", TensorFlow "a"']);
  expect(parts(report({ graphs: [{ ...graph, nodes: [graph.nodes[0]] }] }), report())).toEqual(['nodes: graph 0 node 1: ours ends, TensorFlow has "b" (Square)']);
});

test('errors are compared by type and line; lines and counts by value', () => {
  const error = { type: 'ValueError', line: 4, message: 'ours' };
  expect(compare(report({ error }), report({ error: { ...error, message: 'theirs' } }))).toMatchObject({ differences: [], messages: { ours: 'ours', theirs: 'theirs' } });
  expect(parts(report({ error }), report())).toEqual(['error: ours ValueError in line 4: ours; TensorFlow no error']);
  expect(parts(report({ trace: [[2, 0, 2]] }), report())).toEqual(['trace: trace[0][0]: ours 2, TensorFlow 1']);
});
