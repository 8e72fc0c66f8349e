// The static server over real sockets: types, policy, conditional and compressed answers, and paths that try to get out.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CSP, encodingFor, portOf, serve } from './serve.mjs';

let folder;
let server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const files = { 'index.html': '<!doctype html><title>Page</title>', 'a b.txt': 'space', 'x.wasm': '\0asm', 'x.mjs': '1', 'x.json': '{}', 'x.woff2': 'w', 'digits.bin.z': 'z', 'assets/app-1.js': 'let a;'.repeat(99) };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'dist', name), text);
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'dist', 'link.txt'));
  server = await serve({ root: join(folder, 'dist'), port: 0 });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A request with the path as it is written: fetch() would tidy it first. */
const get = (path, { method = 'GET', headers = {} } = {}) => new Promise((done, failed) => {
  request({ port: server.port, host: '127.0.0.1', path, method, headers }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part)).on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
  }).on('error', failed).end();
});

it('serves the page at / with the strict policy and no sniffing', async () => {
  const { status, headers, body } = await get('/');
  expect(status).toBe(200);
  expect(body.toString()).toContain('<title>Page</title>');
  expect(headers['content-security-policy']).toBe(CSP);
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-cache' });
});

it('has a policy that admits our own scripts and WebAssembly, and no eval or inline code', () => {
  expect(CSP).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';");
  expect(CSP).not.toMatch(/'unsafe-(inline|eval)'|https?:|\*/);
});

it.each([
  ['/x.wasm', 'application/wasm'], ['/x.mjs', 'text/javascript; charset=utf-8'], ['/x.json', 'application/json; charset=utf-8'],
  ['/x.woff2', 'font/woff2'], ['/digits.bin.z', 'application/octet-stream'], ['/a%20b.txt?q#h', 'text/plain; charset=utf-8'],
])('%s is %s', async (path, type) => {
  const { status, headers } = await get(path);
  expect([status, headers['content-type'], headers['content-encoding']]).toEqual([200, type, undefined]);
});

it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '/..\\secret.txt', '/%5c..%5csecret.txt', '/link.txt', '//etc/passwd', '/%00', '/%zz', '/assets', '/assets/', '/none'])(
  '%s is not found, and the answer keeps the policy', async (path) => {
    const { status, headers, body } = await get(path);
    expect(status).toBe(404);
    expect(headers['content-security-policy']).toBe(CSP);
    expect(body.toString()).not.toContain('secret');
  });

it('answers HEAD with the headers of GET and no body', async () => {
  const [head, full] = [await get('/', { method: 'HEAD' }), await get('/')];
  expect(head.body).toHaveLength(0);
  expect(head.headers['content-length']).toBe(full.headers['content-length']);
});

it('refuses to be written to', async () => {
  const { status, headers } = await get('/', { method: 'POST' });
  expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
});

it('answers 304 to a known tag, and 200 to another', async () => {
  const { headers } = await get('/');
  expect((await get('/', { headers: { 'if-none-match': `"other", W/${headers.etag}` } })).status).toBe(304);
  expect((await get('/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
});

it('compresses text when asked, and lets named assets be kept for ever', async () => {
  const plain = await get('/assets/app-1.js');
  const brotli = await get('/assets/app-1.js', { headers: { 'accept-encoding': 'gzip, deflate, br' } });
  const gzip = await get('/assets/app-1.js', { headers: { 'accept-encoding': 'gzip' } });
  expect([plain, brotli, gzip].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'br', 'gzip']);
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
  expect(gunzipSync(gzip.body)).toEqual(plain.body);
  expect(brotli.headers).toMatchObject({ vary: 'Accept-Encoding', 'cache-control': 'public, max-age=31536000, immutable' });
  expect(new Set([plain, brotli, gzip].map(({ headers }) => headers.etag)).size).toBe(3);
});

it.each([['', null], ['br;q=0, gzip', 'gzip'], ['identity', null], ['*', 'gzip'], ['GZIP;q=0.5', 'gzip'], ['gzip;q=0', null]])('takes Accept-Encoding: %s as %s', (header, expected) => {
  expect(encodingFor(header)).toBe(expected);
});

it('takes the next free port, or says that the port is taken when it must have that one', async () => {
  const next = await serve({ root: join(folder, 'dist'), port: server.port });
  expect(next.port).toBeGreaterThan(server.port);
  await next.close();
  await expect(serve({ root: join(folder, 'dist'), port: server.port, strict: true })).rejects.toThrow(`port ${server.port} is taken`);
});

it('says what is missing when there is no built page', async () => {
  await expect(serve({ root: folder, port: 0 })).rejects.toThrow(/found no index\.html: run npm run build/);
});

it.each(['', 'x', '-1', '65536', '80.5', undefined])('refuses the port %s', (text) => {
  expect(() => portOf(text)).toThrow(/expected a number from 0 to 65535/);
});
