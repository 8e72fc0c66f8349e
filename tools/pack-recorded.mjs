// Packs recorded runs of real TensorFlow for the page: `node tools/pack-recorded.mjs FOLDER`, the folder of the recorders' JSON files
// (schema tf-graph-run/1). Writes public/recorded/<id>.json.z, each a zlib stream of the JSON that a visitor's own recording has, too, and
// src/recorded/index.json, what the page says about them before it fetches one. Both are committed: a build needs no recordings.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { ROOT } from './lib/project.mjs';

const SCHEMA = 'session-playground-recording/1';
const MACHINE = '2 shared x86-64 cores, no GPU';
const DATE = '2026-11';
const PERCEPTRON = 'perceptron.py';
const LOOPS = 'keras_loops.py';

/** What the page runs for a variant of the perceptron; `near`: the page has no program that does quite the same. */
const VARIANTS = {
  A1: { build: 'loss', run: 'sample' },
  A2: { build: 'loss', run: 'epoch' },
  A3: { build: 'everything', run: 'sample', rate: 0.05 },
  A4: { build: 'loss', run: 'epoch', near: true },
  A4i: { build: 'loss', run: 'sample', near: true },
  B: { build: 'hoisted', run: 'sample' },
  BF: { build: 'hoisted', run: 'sample' },
};
const scr = (text) => ({ save: text.includes('s'), clear: text.includes('c'), reload: text.includes('r') });
/** The same for loops of Keras models and public cases; `cleared` and not. */
const CASES = {
  succession: (cleared, clear) => ({ program: 'search', ...scr(cleared ? 'c' : ''), every: 1, ...(cleared ? { collect: clear === 'gc' } : {}) }),
  keep_models: (cleared) => ({ program: 'search', ...scr(cleared ? 'c' : ''), every: 1, ...(cleared ? { keep: 'model' } : {}) }),
  ga: (cleared) => ({ program: 'search', ...scr(cleared ? 'c' : ''), every: 12 }),
  cv: (cleared) => ({ program: 'crossval', ...scr(cleared ? 'c' : ''), every: 1 }),
  save_load: (cleared) => ({ program: 'mlp', build: 'hoisted', ...scr(cleared ? 'scr' : 'sr'), every: 1 }),
  recompile: (cleared) => (cleared ? { program: 'mlp', build: 'hoisted', ...scr('scr'), every: 1 } : { program: 'leaks', leak: 'optimizer' }),
  load_only: () => ({ program: 'mlp', build: 'hoisted', ...scr('sr'), every: 1 }),
  fit_epochs: () => ({ program: 'mlp', build: 'hoisted' }),
  assign_lr: (_cleared, clear) => ({ program: 'leaks', leak: 'assign', fix: clear === 'hoisted', samples: 500, batch: 20, run: 'batch' }),
  tf120: (_cleared, mode) => ({ program: 'leaks', leak: 'constant', fix: mode === 'hoisted', samples: 500, batch: 5, run: 'batch' }),
};

/** How the page clears as the recorder did, for each way of clearing 40,000 nodes; null: the page always resets the graph. */
const CLEARS = {
  close_only: null, close_reset_gc: { trim: true }, reset_only: { close: false, trim: true }, keras_clear: { trim: true }, no_gc: { collect: false },
  keep_graph: { keep: 'model', trim: true }, keep_tensor: { keep: 'model', trim: true }, reset_keep_session: { close: false, keep: 'session', trim: true },
};

/** A recorded run as recordings of the page are: the save, clear and reload after an epoch are part of it. */
function rowsOf(epochs) {
  return epochs.filter((e) => e.partial_samples === undefined).map((e, i) => {
    const events = (e.events ?? []).map(({ kind, seconds, nodes, rss_bytes }) => ({ kind, seconds, nodes, rss_bytes }));
    const last = events.at(-1);
    const after = events.reduce((sum, { seconds }) => sum + seconds, 0);
    return {
      epoch: i + 1, nodes: last?.nodes ?? e.nodes, ...(last && e.nodes !== last.nodes ? { peak_nodes: e.nodes } : {}),
      seconds: rounded(e.seconds_total + after), cpu_seconds: rounded(e.cpu_seconds + after), rss_bytes: last?.rss_bytes ?? e.rss_bytes,
      ...(e.loss === undefined ? {} : { loss: e.loss }), ...(e.error === undefined ? {} : { error: e.error.slice(0, 200) }), ...(events.length > 0 ? { events } : {}),
    };
  });
}
const rounded = (seconds) => Number(seconds.toPrecision(6));

/** Recordings made of one file, each with what the index says of it beyond the recording's own head. */
function recordingsOf(run) {
  const { id, experiment, params, epochs, summary } = run;
  if ((experiment === 'A' || experiment === 'B' || experiment === 'C') && params.variant in VARIANTS && params.threads === 1 && !params.no_grappler) {
    const { variant, samples, every, do: hands, reload, no_meta } = params;
    const { near = false, ...settings } = VARIANTS[variant];
    const repeat = Number(/_r(\d)$/.exec(id)?.[1] ?? 1);
    const cure = { every, hands: every > 0 ? hands : '', meta: reload === 'meta' };
    return [made(run, id, PERCEPTRON, { variant, samples, every, do: every > 0 ? hands : '', reload, write_meta_graph: !no_meta, accuracy: experiment === 'C' }, rowsOf(epochs), { nodes: summary.start_nodes },
      { family: variant, samples, repeat, ...cure, plain: no_meta, near: near || no_meta, settings: { program: 'perceptron', samples, ...settings, ...(every > 0 ? { ...scr(hands), every, ...(cure.meta ? { rebuild: 'meta' } : {}) } : {}) } })];
  }
  if (params.case in CASES) {
    const parts = params.case === 'tf120' ? ['fresh', 'hoisted'] : [null];
    return parts.map((mode) => {
      const rows = mode === null ? epochs : epochs.filter((e) => e.mode === mode);
      const cleared = params.clear === 'yes' || params.clear === 'gc';
      const nodes = rows[0].nodes_start;
      return made(run, mode === null ? id : `${id}_${mode}`, LOOPS, { case: params.case, clear: params.clear, ...(mode === null ? {} : { mode }), count: rows.length }, rowsOf(rows), { nodes },
        { family: params.case, clear: mode ?? params.clear, near: true, settings: CASES[params.case](cleared, mode ?? params.clear) });
    });
  }
  if (experiment === 'E-clear') {
    const [one] = epochs;
    const ways = CLEARS[params.how];
    if (ways === undefined) throw new Error(`expected a known way of clearing, got "${params.how}"`);
    const events = one.events.map(({ kind, seconds, default_nodes, rss_bytes }) => ({ kind, seconds, nodes: default_nodes, rss_bytes }));
    const row = { epoch: 1, nodes: events.at(-1).nodes, peak_nodes: one.N, seconds: rounded(events.reduce((sum, e) => sum + e.seconds, 0)), rss_bytes: events.at(-1).rss_bytes, events };
    return [made(run, id, 'micro.py', { nodes: one.N, how: params.how }, [row], { nodes: 0, rss_bytes: one.base_rss },
      { family: 'clear', clear: params.how, near: true, settings: ways === null ? null : { program: 'perceptron', build: 'loss', run: 'epoch', samples: 100, ...scr('scr'), every: 20, ...ways } })];
  }
  return [];
}

function made({ versions }, id, source, parameters, epochs, start, index) {
  const { tensorflow, keras, numpy, python, mode } = versions;
  const recording = { schema: SCHEMA, title: id, program: source, parameters, versions: { tensorflow, keras, numpy, python }, mode, machine: MACHINE, date: DATE, source, start, epochs };
  return { recording, entry: { id, ...index, epochs: epochs.length, tensorflow, machine: MACHINE, date: DATE, source } };
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected the folder of the recordings: node tools/pack-recorded.mjs FOLDER');
const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
const all = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))).flatMap(recordingsOf).filter(({ recording }) => recording.epochs.length > 0 && (recording.epochs.length > 2 || recording.source === 'micro.py'));
const out = join(ROOT, 'public/recorded');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
let bytes = 0;
for (const { recording, entry } of all) {
  const packed = deflateSync(JSON.stringify(recording), { level: 9 });
  bytes += packed.length;
  writeFileSync(join(out, `${entry.id}.json.z`), packed);
}
writeFileSync(join(ROOT, 'src/recorded/index.json'), `[\n${all.map(({ entry }) => ` ${JSON.stringify(entry)}`).join(',\n')}\n]\n`);
console.log(`${all.length} recordings, ${bytes} bytes packed`);
