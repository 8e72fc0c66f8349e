// A small static server for the built page, with the strict content security policy as a header. Not a development
// server: no watching, no writing. `node tools/serve.mjs [--port n] [--strict-port] [--root dir]`; port 0 takes any free one.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIRECTIVES = JSON.parse(readFileSync(join(HERE, 'csp.json'), 'utf8'));

/** The policy every answer carries. */
export const CSP = Object.entries(DIRECTIVES).map(([name, values]) => [name, ...values].join(' ')).join('; ');

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8', '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8', '.svg': 'image/svg+xml; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8', '.csv': 'text/csv; charset=utf-8', '.py': 'text/x-python; charset=utf-8', '.wasm': 'application/wasm', '.woff2': 'font/woff2', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.zip': 'application/zip',
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest|wasm)|image\/svg)/;
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);
const ENCODERS = {
  br: (data) => compressBrotli(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } }),
  gzip: (data) => compressGzip(data, { level: 6 }),
};

/** Best encoding that an Accept-Encoding header admits and we have, or null for none; `q=0` refuses one. */
export function encodingFor(header = '') {
  const accepted = new Set(header.split(',').map((part) => part.trim().toLowerCase().split(/\s*;\s*/))
    .filter(([, quality]) => !quality || Number(quality.replace(/^q=/, '')) > 0).map(([name]) => name));
  return Object.keys(ENCODERS).find((name) => accepted.has(name)) ?? (accepted.has('*') ? 'gzip' : null);
}

/** The file below `root` that a request's path names, or null if there is none there. Links that lead outside count as none. */
async function fileFor(root, url) {
  let path;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return null;
  const inside = (file) => file === root || file.startsWith(root + sep);
  const wanted = resolve(root, `.${path.endsWith('/') ? `${path}index.html` : path}`);
  if (!inside(wanted)) return null;
  try {
    const file = await realpath(wanted);
    return inside(file) && (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

/** The request handler: GET and HEAD of files below `root`, everything else refused. */
export function handler(root) {
  const top = realpathSync(root);
  const cache = new Map(); // file and encoding -> { tag, body }: dist/ is small, and compressing once is enough
  return async (request, response) => {
    const send = (status, headers, body) => {
      response.writeHead(status, {
        'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
        ...headers, ...(body && { 'Content-Length': body.length }),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const sendText = (status, text, headers = {}) => send(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
      Buffer.from(`<!doctype html><html lang="en"><meta charset="utf-8"><title>${status}</title><h1>${status}</h1><p>${text}</p></html>\n`));
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
      const file = await fileFor(top, request.url ?? '/');
      if (!file) return sendText(404, 'There is no such page here. The playground is at <a href="/">the root</a>.');
      const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
      const encoding = COMPRESSIBLE.test(type) ? encodingFor(request.headers['accept-encoding']) : null;
      const { mtimeMs, size } = await stat(file);
      const key = `${file}\0${encoding}\0${mtimeMs}\0${size}`;
      let entry = cache.get(key);
      if (!entry) {
        const data = await readFile(file);
        const body = encoding ? await ENCODERS[encoding](data) : data;
        entry = { tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`, body };
        cache.set(key, entry);
      }
      // Vite names assets by content, so they never change; everything else is asked for again.
      const lasting = /[\\/]assets[\\/]/.test(file.slice(top.length));
      const headers = {
        'Content-Type': type, ETag: entry.tag, 'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
        ...(COMPRESSIBLE.test(type) && { Vary: 'Accept-Encoding' }), ...(encoding && { 'Content-Encoding': encoding }),
      };
      const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
      if (known.includes(entry.tag) || known.includes('*')) return send(304, headers);
      return send(200, headers, entry.body);
    } catch (error) {
      console.error(error);
      if (response.headersSent) return response.destroy();
      return sendText(500, 'The server failed to read this file.');
    }
  };
}

/**
 * Serves `root` on 127.0.0.1. With `strict`, a port that is taken is an error; otherwise the next free one of twenty is used.
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({ root, port = 4173, strict = false }) {
  if (!existsSync(join(root, 'index.html'))) throw new Error(`expected a built page in ${root}, found no index.html: run npm run build first`);
  const answer = handler(root);
  const server = createServer((request, response) => void answer(request, response));
  for (let next = port; ; next += 1) {
    try {
      await new Promise((done, failed) => {
        server.once('error', failed);
        server.listen(next, '127.0.0.1', () => { server.off('error', failed); done(); });
      });
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
      if (strict) throw new Error(`port ${next} is taken`, { cause: error });
      if (next >= port + 20 || next >= 65535) throw new Error(`ports ${port} to ${next} are all taken: name another with --port`, { cause: error });
    }
  }
  const actual = server.address().port;
  return {
    url: `http://127.0.0.1:${actual}/`,
    port: actual,
    close: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }),
  };
}

/** Reads a port number given by the user; throws with what was expected. */
export function portOf(text) {
  if (!/^\d+$/.test(text ?? '') || Number(text) > 65535) throw new Error(`--port: expected a number from 0 to 65535, got ${text ?? 'nothing'}`);
  return Number(text);
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  const args = process.argv.slice(2);
  const value = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  try {
    const { url } = await serve({
      root: resolve(value('--root') ?? join(HERE, '..', 'dist')),
      port: args.includes('--port') ? portOf(value('--port')) : 4173,
      strict: args.includes('--strict-port'),
    });
    console.log(url);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
