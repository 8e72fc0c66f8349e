/** Compiles src/engine/kernels/kernels.as.ts to WebAssembly SIMD and writes it as base64 into generated.ts (not committed). */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'engine', 'kernels');
const source = join(folder, 'kernels.as.ts');
const target = join(folder, 'generated.ts');

/** Writes generated.ts when the source has changed. Throws with the compiler's words when it does not compile. */
export async function buildKernels() {
  const text = readFileSync(source, 'utf8');
  const stamp = createHash('sha256').update(text).update(readFileSync(fileURLToPath(import.meta.url))).digest('hex').slice(0, 16);
  if (existsSync(target) && readFileSync(target, 'utf8').includes(`stamp ${stamp}`)) return;
  const { default: asc } = await import('assemblyscript/asc');
  let wasm = null;
  const { error, stderr } = await asc.main(
    ['kernels.ts', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--initialMemory', '1', '--maximumMemory', '65536',
      '--enable', 'simd', '--memoryBase', '1024', '--outFile', 'kernels.wasm'],
    {
      readFile: (name) => (name === 'kernels.ts' ? text : null),
      writeFile: (name, contents) => { if (name.endsWith('.wasm')) wasm = contents; },
      listFiles: () => [],
    },
  );
  if (error || !wasm) throw new Error(`the kernels do not compile:\n${stderr.toString()}`);
  const base64 = Buffer.from(wasm).toString('base64');
  writeFileSync(target, `/** Generated from kernels.as.ts by tools/kernels.mjs, stamp ${stamp}. Do not edit. */\nexport const KERNELS = '${base64}';\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
