// The size budget of the built page, in gzipped bytes as a server sends them.
import { firstLoad } from './tools/first-load.mjs';

export default [
  { name: 'first load: JavaScript, worker included', path: firstLoad(), limit: '130 kB', gzip: true },
  { name: 'first load: styles', path: 'dist/assets/*.css', limit: '16 kB', gzip: true },
  { name: 'font', path: 'dist/assets/*.woff2', limit: '50 kB', brotli: false },
  { name: 'digits', path: 'dist/digits.bin.z', limit: '60 kB', brotli: false },
];
