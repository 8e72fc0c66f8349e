/** Every pass beside TensorFlow's own Grappler; `npx vitest run src/optimizer/compare.test.ts --update` writes what the page shows of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { registerOps } from '../engine/registry.ts';
import { OPS } from '../engine/ops/index.ts';
import { DIFFERS } from './differs.ts';
import { optimize } from './index.ts';
import { sessionGraph } from './session.ts';
import { listing, placed, toNode, type Recording } from './test-kit.ts';
import type { Options, PassName } from './types.ts';

registerOps(OPS);
const PASSES = ['pruning', 'function', 'common_subgraph_elimination', 'constant_folding', 'constant_folding_aggressive', 'shape', 'arithmetic', 'arithmetic_aggressive', 'remapper', 'loop', 'dependency', 'default', 'session_default', 'session_grappler_off'];
const recordings = (file: string): Record<string, Recording> =>
  JSON.parse(brotliDecompressSync(readFileSync(join(import.meta.dirname, 'recordings', file))).toString()) as Record<string, Recording>;
const fresh = { ...recordings('fresh.json.br'), ...recordings('unseen.json.br'), ...recordings('later.json.br') };
const all = { ...recordings('grappler.json.br'), ...recordings('more.json.br'), ...fresh };
/** Of the newest graphs the whole pipeline is compared as a session runs it, and constant folding, which has one level, once. */
const twice = (name: string, pass: string): boolean => name in fresh && (pass === 'default' || pass === 'constant_folding_aggressive');

const optionsOf = (pass: string): Options => (pass === 'default' ? {} : { passes: [pass.replace('_aggressive', '') as PassName], iterations: 1, aggressive: pass.endsWith('_aggressive') });

/** What differs, by name, whatever the order. Where nothing changed, marks that Grappler leaves on nodes are not recorded. */
function differences(recording: Recording, pass: string): string[] {
  const { before, fetches, passes } = recording;
  const { after } = passes[pass];
  // The tool that ran single passes takes every placeholder for fed; a session knows what is.
  const feeds = before.filter((n) => n.op === 'Placeholder').map((n) => n.name);
  const result = pass.startsWith('session')
    ? sessionGraph({ nodes: before.map(placed) }, { fetches, feeds: recording.feeds }, { grappler: pass === 'session_default' })
    : optimize({ nodes: before.map(toNode) }, { fetches, feeds }, optionsOf(pass)).result;
  // Constants that the session made are numbered through the process.
  const strip = (line: string): string => (after ? line : line.slice(0, line.indexOf(') ') + 1)).replaceAll(/__cf__\d+/g, '__cf__');
  const ours = listing(result).map(strip);
  const theirs = listing((after ?? before).map(toNode)).map(strip);
  const [a, b] = [new Set(ours), new Set(theirs)];
  return [...theirs.filter((l) => !a.has(l)).map((l) => `- ${l}`), ...ours.filter((l) => !b.has(l)).map((l) => `+ ${l}`)];
}

/** Whether two listings differ in numbers of constants alone, each within a share of the greater. */
function onlyBits(found: readonly string[], within: number): boolean {
  const number = /"(-?\d[\d.e+-]*)"/g;
  const [theirs, ours] = ['-', '+'].map((sign) => found.filter((l) => l.startsWith(sign)).map((l) => l.slice(2)));
  if (theirs.length !== ours.length) return false;
  return theirs.every((line, i) => {
    const [a, b] = [line, ours[i]].map((l) => Array.from(l.matchAll(number), (m) => Number(m[1])));
    return line.replaceAll(number, '#') === ours[i].replaceAll(number, '#') && a.every((v, k) => Math.abs(v - b[k]) <= within * Math.max(1e-3, Math.abs(v), Math.abs(b[k])));
  });
}

/** By pass: recorded graphs whose nodes are not equal, and how many were compared. */
const tally = new Map<string, { readonly unequal: readonly string[]; readonly total: number }>();

describe('each pass gives the nodes that Grappler gives', () => {
  for (const pass of PASSES) {
    it(pass, () => {
      const wrong: string[] = [];
      const unequal: string[] = [];
      let total = 0;
      for (const [name, recording] of Object.entries(all)) {
        if (!recording.passes[pass] || twice(name, pass)) continue;
        total++;
        let found: string[];
        try { found = differences(recording, pass); } catch (error) { found = [(error as Error).stack?.slice(0, 300) ?? '']; }
        if (found.length === 0) continue;
        unequal.push(name);
        if (!DIFFERS.some((d) => d.passes.includes(pass) && d.graphs.includes(name) && (d.within === undefined || onlyBits(found, d.within)))) wrong.push(`## ${name}\n${found.slice(0, Number(process.env['OPT_SHOW'] ?? 4)).map((l) => l.slice(0, 330)).join('\n')}`);
      }
      tally.set(pass, { unequal, total });
      expect(wrong.join('\n')).toBe('');
    });
  }
});

/** What XLA made of `cat` and its parts, by TensorFlow 2.15.1: ops of the module before and after its own optimisation. */
interface XlaCase { readonly case: string; readonly hlo_ops: Readonly<Record<string, number>>; readonly optimized_hlo_ops: Readonly<Record<string, number>> }

it('a concatenation taken apart again in the same pieces is left out by XLA, not by Grappler; the pass concat_split does what XLA does; the page shows all of this', async () => {
  const { cases } = JSON.parse(brotliDecompressSync(readFileSync(join(import.meta.dirname, 'recordings', 'xla_concat_split.json.br'))).toString()) as { cases: XlaCase[] };
  const xla = Object.fromEntries(cases.map((c) => [c.case, c]));
  // The recorded graph of each case: the same shapes, axis and sizes.
  const same: readonly (readonly [string, string, boolean])[] = [['split_same', 'concat_split_same', true], ['slice_same', 'concat_slice', true], ['split_other', 'concat_split_sizes_differ', false]];
  for (const [name, graph, goes] of same) {
    const { before, fetches, feeds, passes } = all[graph];
    const joins = (nodes: readonly { readonly op: string }[]): number => nodes.filter((n) => n.op === 'ConcatV2').length;
    expect([name, xla[name].hlo_ops['concatenate'], xla[name].optimized_hlo_ops['concatenate'] === undefined]).toEqual([name, 1, goes]);
    for (const pass of ['arithmetic', 'constant_folding', 'default', 'session_default']) expect(joins(passes[pass].after ?? before)).toBe(1);
    const nodes = before.map(toNode);
    expect(joins(optimize({ nodes }, { fetches, feeds }).result)).toBe(1);
    const ours = optimize({ nodes }, { fetches, feeds }, { passes: ['concat_split'], iterations: 1, aggressive: true }).result;
    expect([name, joins(ours)]).toEqual([name, goes ? 0 : 1]);
  }
  const [before, after] = [xla['split_same'].hlo_ops['concatenate'], xla['split_same'].optimized_hlo_ops['concatenate'] ?? 0];
  // Of each reason the graphs that show it in a pass: not every pass comes to the nodes in question.
  const differs = DIFFERS.map(({ what, why, passes, graphs }) => ({ what, why, where: Object.fromEntries(passes.flatMap((pass) => {
    const seen = graphs.filter((graph) => tally.get(pass)?.unequal.includes(graph));
    return seen.length > 0 ? [[pass, seen]] : [];
  })) }));
  for (const { what, where } of differs) expect(Object.keys(where), what.en).not.toEqual([]);
  const passes = PASSES.map((pass) => { const { unequal, total } = tally.get(pass)!; return [pass, total - unequal.length, total]; });
  const shown = { graphs: Object.keys(all).length, passes, differs, xla: { recording: 'xla_concat_split', before, after } };
  await expect(`${JSON.stringify(shown, null, 1)}\n`).toMatchFileSnapshot('../app/inside/grappler.json');
  // Where it goes, nothing is left but the product, as without any concatenation.
  expect(xla['split_same'].optimized_hlo_ops).toEqual(xla['no_concat'].optimized_hlo_ops);
});
