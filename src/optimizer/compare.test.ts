/** Every pass beside TensorFlow's own Grappler. */
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
const all = { ...recordings('grappler.json.br'), ...recordings('more.json.br'), ...recordings('fresh.json.br') };

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

describe('each pass gives the nodes that Grappler gives', () => {
  for (const pass of PASSES) {
    it(pass, () => {
      const wrong: string[] = [];
      let [equal, total] = [0, 0];
      for (const [name, recording] of Object.entries(all)) {
        if (!recording.passes[pass]) continue;
        total++;
        let found: string[];
        try { found = differences(recording, pass); } catch (error) { found = [(error as Error).stack?.slice(0, 300) ?? '']; }
        if (found.length === 0) equal++;
        else if (!DIFFERS.some((d) => d.passes.includes(pass) && d.graphs.includes(name))) wrong.push(`## ${name}\n${found.slice(0, Number(process.env['OPT_SHOW'] ?? 4)).map((l) => l.slice(0, 330)).join('\n')}`);
      }
      console.log(`TALLY ${pass} ${equal}/${total}`);
      expect(wrong.join('\n')).toBe('');
    });
  }
});
