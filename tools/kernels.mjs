/**
 * Compiles the kernels in src/engine/kernels to WebAssembly SIMD and writes each as base64 beside its source (not committed):
 * kernels.as.ts, which the page always has, and products.as.ts, which scripts load. They import other `.as.ts` beside them.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'engine', 'kernels');
const modules = [
  { source: 'kernels.as.ts', target: 'generated.ts', name: 'KERNELS' },
  { source: 'products.as.ts', target: 'generated-products.ts', name: 'PRODUCTS' },
];

/** Writes what has a changed source. Throws with the compiler's words when it does not compile. */
export async function buildKernels() {
  for (const module of modules) await buildKernel(module);
}

async function buildKernel({ source, target, name }) {
  const file = join(folder, target);
  const text = readFileSync(join(folder, source), 'utf8');
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const part of readdirSync(folder).filter((n) => n.endsWith('.as.ts')).sort()) hash.update(readFileSync(join(folder, part)));
  const stamp = hash.digest('hex').slice(0, 16);
  if (existsSync(file) && readFileSync(file, 'utf8').includes(`stamp ${stamp}`)) return;
  const { default: asc } = await import('assemblyscript/asc');
  let wasm = null;
  const { error, stderr } = await asc.main(
    ['kernels.ts', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--initialMemory', '1', '--maximumMemory', '65536',
      '--enable', 'simd', '--memoryBase', '1024', '--outFile', 'kernels.wasm'],
    {
      readFile: (path) => (path === 'kernels.ts' ? text : path.endsWith('.as.ts') ? readFileSync(join(folder, path), 'utf8') : null),
      writeFile: (path, contents) => { if (path.endsWith('.wasm')) wasm = contents; },
      listFiles: () => [],
    },
  );
  if (error || !wasm) throw new Error(`${source} does not compile:\n${stderr.toString()}`);
  const base64 = Buffer.from(wasm).toString('base64');
  writeFileSync(file, `/** Generated from ${source} by tools/kernels.mjs, stamp ${stamp}. Do not edit. */\nexport const ${name} = '${base64}';\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
