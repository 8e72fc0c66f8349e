// The size budget of the built page, in gzipped bytes as a server sends them. Python and what only scripts need are no part of the
// first load; the engine's worker carries TensorFlow's ways of making nodes for any graph, which its first
// programs use a part of; since other programs are loaded when they are chosen, modules that they share with it come whole.
import { readdirSync } from 'node:fs';
import { firstLoad } from './tools/first-load.mjs';

const { page, worker } = firstLoad();
// The engine's chunk of graphs has the name of the graph view's worker.
const named = (pattern) => readdirSync('dist/assets').filter((name) => pattern.test(name)).map((name) => `dist/assets/${name}`).filter((path) => !worker.includes(path));
const graphView = named(/^(GraphView|graph)-.*\.js$/);
const insideView = named(/^(InsideView|inside)-.*\.js$/);

export default [
  { name: 'first load: the page’s scripts', path: page, limit: '130 kB', gzip: true },
  { name: 'the engine in its worker, loaded beside it', path: worker, limit: '96 kB', gzip: true },
  { name: 'the graph view and its worker, when first opened', path: graphView, limit: '110 kB', gzip: true },
  { name: 'the view inside a run and its worker, with all ops and the optimiser, when first opened', path: insideView, limit: '204 kB', gzip: true },
  { name: 'Python for scripts, when first asked for (the standard library is packed already)', path: ['dist/assets/pyodide*', 'dist/assets/script-*.js', 'dist/assets/python_stdlib*'], limit: '8 MB', gzip: true },
  { name: 'the editor of scripts, when that program is first chosen', path: ['dist/assets/Own-*.js', 'dist/assets/source-*.js'], limit: '155 kB', gzip: true },
  { name: 'first load: styles', path: 'dist/assets/*.css', limit: '18 kB', gzip: true },
  { name: 'font', path: 'dist/assets/*.woff2', limit: '50 kB', brotli: false },
  { name: 'digits', path: 'dist/digits.bin.z', limit: '60 kB', brotli: false },
];
