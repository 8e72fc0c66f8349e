/** MergeSummary: the values of several summaries in one. */
import { protoFields } from '../../../lib/proto.ts';
import { type Op, RunFailure, texts, toBytes } from '../../op.ts';

/** Tags of a serialized Summary. */
function tags(summary: string): string[] {
  const out: string[] = [];
  for (const value of protoFields(toBytes(summary))) {
    if (value.number !== 1) continue;
    for (const f of protoFields(value.value as Uint8Array)) if (f.number === 1) out.push(new TextDecoder().decode(f.value as Uint8Array));
  }
  return out;
}

export const mergeSummary: Op = {
  type: 'MergeSummary', signature: 'inputs:N*string -> summary:string | N:int>=1',
  infer: () => [{ dtype: 'string', shape: [] }],
  compute(c) {
    const seen = new Set<string>();
    let all = '';
    for (let i = 0; i < c.inputs; i++) {
      for (const summary of c.strings(i)) {
        for (const tag of tags(summary)) {
          if (seen.has(tag)) throw new RunFailure('InvalidArgumentError', `Duplicate tag ${tag} found in summary inputs`);
          seen.add(tag);
        }
        all += summary;
      }
    }
    c.outStrings(0, [], [all]);
  },
  stops: true,
  flops: () => 0,
  examples: [
    { inputs: [texts([], ['\n\u0008\n\u0001a\u0015\u0000\u0000\u00c0?\n\u0008\n\u0001b\u0015\u0000\u0000\u0000\u00c0']), texts([], ['\n\u000b\n\u0004loss\u0015\u0000\u0000@@'])], outputs: [texts([], ['\n\u0008\n\u0001a\u0015\u0000\u0000\u00c0?\n\u0008\n\u0001b\u0015\u0000\u0000\u0000\u00c0\n\u000b\n\u0004loss\u0015\u0000\u0000@@'])] },
  ],
};
