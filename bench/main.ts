/**
 * `npm run bench [-- --only name[,name] --json]`: the figures of this product, measured on this machine and shown beside a peer
 * or a target. For reading: nothing here fails by milliseconds. tools/bench.mjs bundles this for Node and serves the built page.
 */
import { cpus, totalmem } from 'node:os';
import { answerBench, modelledBench } from './answer.bench.ts';
import { withBrowser } from './browser.ts';
import { fieldBench } from './field.bench.ts';
import { engineBench } from './engine.bench.ts';
import { graphBench } from './graph.bench.ts';
import { mapBench } from './map.bench.ts';
import { memoryBench } from './memory.bench.ts';
import { nodeBench } from './node.bench.ts';
import { framesBench, loadBench } from './page.bench.ts';
import { pythonBench } from './python.bench.ts';
import { reactionBench } from './reaction.bench.ts';
import { table, type Group, type Row } from './table.ts';
import { tenBench } from './ten.bench.ts';
import { tfBench } from './tf.bench.ts';
import { trainingBench } from './training.bench.ts';
import { viewBench } from './view.bench.ts';

const BENCHES: Readonly<Record<string, { title: string; run: () => Promise<Row[]> }>> = {
  graph: { title: 'Building a graph', run: graphBench },
  engine: { title: 'The engine alone', run: engineBench },
  tf: { title: "TensorFlow's nodes through src/tf", run: tfBench },
  python: { title: 'Python in the page', run: pythonBench },
  training: { title: 'Training, beside tfjs-core', run: trainingBench },
  memory: { title: 'Memory tiers', run: memoryBench },
  view: { title: 'The graph view', run: viewBench },
  map: { title: 'The memory map', run: mapBench },
  field: { title: 'The node field', run: fieldBench },
  load: { title: 'The first visit', run: loadBench },
  frames: { title: 'All charts live beside the busy worker', run: framesBench },
  reaction: { title: 'Reaction in the middle of a run', run: reactionBench },
  modelled: { title: "The answer's own numbers in Chromium, old nodes' work skipped (v=1&work=modelled)", run: modelledBench },
  node: { title: "The answer's own numbers in Node, no page beside it", run: nodeBench },
  answer: { title: "The answer's own numbers in Chromium, every execution real (v=1)", run: answerBench },
  ten: { title: 'Ten million nodes in the page', run: tenBench },
};

interface Call {
  names: string[];
  json: boolean;
}

/** Reads the command line. Throws one line of what was expected and what came. */
export function parseCall(argv: readonly string[]): Call {
  const known = Object.keys(BENCHES);
  let names = known;
  let json = false;
  for (let i = 0; i < argv.length; i++) {
    const [option, inline] = argv[i].split(/=(.*)/s, 2) as [string, string | undefined];
    if (option === '--json') json = true;
    else if (option === '--only') {
      names = (inline ?? argv[++i] ?? '').split(',');
      const unknown = names.find((name) => !known.includes(name));
      if (unknown !== undefined) throw new Error(`--only: expected some of ${known.join(', ')}, got '${unknown}'`);
    } else throw new Error(`unknown option ${option}; there are --only name[,name] and --json`);
  }
  return { names, json };
}

/** Runs the chosen benches and prints them. Returns 1 if one could not be measured, else 0, whatever the figures are. */
export async function main(argv: readonly string[]): Promise<number> {
  const { names, json } = parseCall(argv);
  const groups: Group[] = [];
  let broken = 0;
  for (const name of names) {
    const { title, run } = BENCHES[name];
    const start = performance.now();
    console.error(`${title} …`);
    try {
      const group = { name: title, rows: await run() };
      groups.push(group);
      if (!json) console.log(`\n${table([group])}`);
    } catch (error) {
      broken++;
      console.error(`${title}: could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    }
    console.error(`… ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  if (json) {
    const [processor] = cpus();
    const chromium = await withBrowser((browser) => Promise.resolve(browser.version()));
    const machine = {
      processor: processor?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memory: totalmem(),
      node: process.versions.node,
      chromium,
    };
    console.log(JSON.stringify({ machine, groups }, null, 2));
  } else {
    const missed = groups.flatMap(({ name, rows }) => {
      const late = rows.filter(({ met }) => met === false);
      return late.length > 0 ? [{ name, rows: late }] : [];
    });
    if (broken > 0) console.log(`${broken} of ${names.length} benches could not be measured.`);
    console.log(missed.length === 0 ? 'No target is missed.' : `Targets missed\n\n${table(missed)}`);
  }
  return broken > 0 ? 1 : 0;
}
