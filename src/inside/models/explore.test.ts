import '../../engine/all.ts';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nodeData } from '../../tf/graphdef/export.ts';
import { buildModel } from './index.ts';
it.each(['perceptron','mlp','cnn','towers','lstm','seq2seq'].flatMap((m) => [1,2,4].map((n) => [m,n] as const)))('%s %i', (m, n) => {
  const { tf } = buildModel(m, n);
  const want = JSON.parse(readFileSync(`/work/tmp/i6/${m}.${n}.json`, 'utf8')) as { nodes: { name: string; op: string; inputs: string[]; device: string; cls: string[] }[] };
  const mine = Array.from({ length: tf.graph.nodes }, (_, id) => { const { name, op, inputs, device, attrs } = nodeData(tf.graph, id); const c = attrs.get('_class'); return { name, op, inputs: [...inputs], device, cls: c?.kind === 'list' ? (c.values as Uint8Array[]).map((b) => new TextDecoder().decode(b)) : [] }; });
  const line = (x: { name: string; op: string; inputs: string[]; device: string; cls: string[] }) => `${x.name} ${x.op} ${x.inputs.join(',')} ${x.device} ${x.cls.join()}`;
  expect(mine.map(line)).toEqual(want.nodes.map(line));
});
